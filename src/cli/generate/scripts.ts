import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** What runs in the browser, by the name that its address has. */
const SCRIPTS: Readonly<Record<string, { entry: string; contains?: string }>> = {
	keys: { entry: "src/foundation/ui/scripts/keys-client.ts" },
	draft: { entry: "src/features/console/drafts/draft-client.ts" },
	leave: { entry: "src/foundation/ui/scripts/leave-client.ts" },
	passkey: {
		entry: "src/features/accounts/credentials/passkeys/passkey-client.ts",
		contains: "@simplewebauthn/browser",
	},
};

function licenceOf(directory: string, contains: string): string {
	const licence = readFileSync(join(directory, "node_modules", contains, "LICENSE.md"), "utf8").trim();
	return `/*! ${contains}\n${licence.replaceAll("*/", "* /")} */`;
}

/** Source of `src/foundation/ui/scripts/scripts.generated.ts`: each script bundled and minified, with the licence of what it contains. */
export function generateScripts(directory: string): string {
	const scripts = Object.entries(SCRIPTS).map(([name, { entry, contains }]) => {
		const { outputFiles } = buildSync({
			entryPoints: [join(directory, entry)],
			absWorkingDir: directory,
			bundle: true,
			minify: true,
			write: false,
			format: "iife",
			target: "es2022",
			legalComments: "none",
			...(contains === undefined ? {} : { banner: { js: licenceOf(directory, contains) } }),
		});
		const source = outputFiles[0]?.text ?? "";
		const sha256 = createHash("sha256").update(source).digest("hex");
		return `\t${name}: ${JSON.stringify({ sha256, source })},`;
	});
	return [
		"/** Made by `npm run generate` (src/cli/generate/scripts.ts). */",
		"export const SCRIPT_FILES = {",
		...scripts,
		"};",
		"",
	].join("\n");
}
