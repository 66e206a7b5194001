/** How a command is used, for `--help` and for those who use it wrongly. */
export type Usage = {
	/** One sentence. */
	does: string;
	/** The forms of the command, each as it is typed. */
	forms: readonly string[];
	/** By option: what it does, and what counts without it. */
	options?: Readonly<Record<string, string>>;
	/** Variables of the environment: what they set, and what counts without them. */
	variables?: Readonly<Record<string, string>>;
	/** Anything else, in lines of at most 118 signs. */
	more?: string;
	example: string;
};

/** Columns of the text of an option, at least. */
const INDENT = 22;

function listed(title: string, entries: Readonly<Record<string, string>> = {}): string[] {
	const all = Object.entries(entries);
	const width = Math.max(INDENT, ...all.map(([name]) => name.length + 1));
	return all.length === 0 ? [] : ["", `${title}:`, ...all.map(([name, text]) => `  ${name.padEnd(width)} ${text}`)];
}

export function usageText({ does, forms, options, variables, more, example }: Usage): string {
	return [
		`${does.charAt(0).toUpperCase()}${does.slice(1)}${/[.]$/.test(does) ? "" : "."}`,
		"",
		...forms.map((form, index) => `${index === 0 ? "usage: " : "       "}${form}`),
		...listed("options", options),
		...listed("environment", variables),
		...(more === undefined ? [] : ["", more]),
		"",
		`example: ${example}`,
		"",
	].join("\n");
}

export const isHelp = (argument: string): boolean => argument === "--help" || argument === "-h";

/** What operators' commands read of the environment. */
export const DATABASE = {
	DATABASE_URL: "the database; that of `npm start`, else one that is started for this command",
	DATABASE_TOKEN: "what it asks for; none",
};
export const MEMBERS_FILES = {
	DATA_DIR: "the folder of members' files, where they are not in R2",
	R2_ENDPOINT: "R2, where they are, with R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY",
};
