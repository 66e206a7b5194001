/** What a language says, as tests read it: each word by its path, and what a function of words says of samples. */

export type Word = { path: string; said: string | ((...samples: unknown[]) => unknown) };

/** Every text, number and function of words, by its keys from the top. */
export function wordsIn(area: unknown, path = ""): Word[] {
	if (typeof area === "string") return [{ path, said: area }];
	if (typeof area === "function") return [{ path, said: (...samples) => area(...samples) }];
	if (typeof area !== "object" || area === null) return [{ path, said: String(area) }];
	return Object.entries(area).flatMap(([key, value]) => wordsIn(value, path === "" ? key : `${path}.${key}`));
}

/** How many arguments the word at a path takes; undefined for a text. */
export function argumentsOf(area: unknown, path: string): number | undefined {
	const found = path
		.split(".")
		.reduce((value, key) => Object.entries(value ?? {}).find(([name]) => name === key)?.[1], area);
	return typeof found === "function" ? found.length : undefined;
}

const samples = new WeakSet<object>();

/**
 * Stands for any argument: as text it is its own name in brackets, called it names what it was called with, and each of
 * its properties is another sample. No count equals it, so that words take their general form.
 */
export function sample(name: string): unknown {
	const text = () => `‹${name}›`;
	const made: object = new Proxy(() => undefined, {
		get(_target, key) {
			if (key === Symbol.toPrimitive || ["toString", "valueOf", "join", "replace", "toLowerCase"].includes(String(key)))
				return text;
			if (key === "map" || key === "flatMap") return (to: (entry: unknown) => unknown) => [to(sample(`${name}.each`))];
			if (key === Symbol.iterator) return () => [sample(`${name}.each`)].values();
			return sample(`${name}.${String(key)}`);
		},
		apply: (_target, _this, args: unknown[]) => `‹${name}(${args.map(String).join()})›`,
	});
	samples.add(made);
	return made;
}

/** All texts of an answer, joined. */
export function textOf(answer: unknown): string {
	if (answer === undefined || answer === null) return "";
	if (typeof answer === "function" || (typeof answer === "object" && samples.has(answer))) return String(answer);
	return typeof answer === "object" ? Object.values(answer).map(textOf).join(" ") : String(answer);
}

/** Names of the samples that a text holds, each once. */
export const samplesIn = (text: string): string[] =>
	[...new Set([...text.matchAll(/‹([\w.]+)/g)].map(([, name = ""]) => name))].sort();

/** A text without its samples. */
export const withoutSamples = (text: string): string => {
	let [before, after] = ["", text];
	while (before !== after) [before, after] = [after, after.replaceAll(/‹[^‹›]*›/g, "")];
	return after;
};

/** What a function of words says of a sample for each of its arguments; a text as it is. */
export function saidBy(area: unknown, { path, said }: Word): string {
	if (typeof said === "string") return said;
	const count = argumentsOf(area, path) ?? 0;
	return textOf(said(...Array.from({ length: count }, (_, index) => sample(`${index}`))));
}

/** Words of two languages that read alike, by path. */
export function alike(one: unknown, other: unknown, except: string): string[] {
	const said = new Map(wordsIn(other).map((word) => [word.path, word]));
	return wordsIn(one).flatMap((word) => {
		const same = said.get(word.path);
		if (word.path === except || same === undefined) return [];
		const text = withoutSamples(saidBy(one, word));
		return /\p{L}/u.test(text) && text === withoutSamples(saidBy(other, same)) ? [word.path] : [];
	});
}

/** Arguments that no answer holds: "path index". */
export function unsaidArguments(area: unknown, except: string): string[] {
	return wordsIn(area).flatMap((word) => {
		if (typeof word.said === "string" || word.path === except) return [];
		const found = samplesIn(saidBy(area, word)).map((name) => name.split(".")[0]);
		const all = Array.from({ length: argumentsOf(area, word.path) ?? 0 }, (_, index) => `${index}`);
		return all.filter((index) => !found.includes(index)).map((index) => `${word.path} ${index}`);
	});
}

/** Words that say more or less of what they are told than the same words of another language. */
export function notSaid(one: unknown, other: unknown, except: string): string[] {
	const said = new Map(wordsIn(other).map((word) => [word.path, word]));
	return wordsIn(one).flatMap((word) => {
		const same = said.get(word.path);
		if (word.path === except || same === undefined) return [];
		return samplesIn(saidBy(one, word)).join() === samplesIn(saidBy(other, same)).join() ? [] : [word.path];
	});
}

/** Counted nouns that follow one as they follow seven: "path: 1 days". */
export function singularsLacking(area: unknown, except: string, counted: ReadonlySet<string>): string[] {
	return wordsIn(area).flatMap(({ path, said }) => {
		const count = argumentsOf(area, path) ?? 0;
		if (typeof said === "string" || path === except || count === 0) return [];
		const of = (number: number) => {
			try {
				return textOf(said(...Array.from({ length: count }, () => number)));
			} catch {
				// It takes more than a number.
				return "";
			}
		};
		const one = of(1);
		const followers = [...of(7).matchAll(/\b7 (\p{L}+)/gu)].map(([, word = ""]) => word);
		return followers
			.filter((word) => one.includes(`1 ${word}`) && counted.has(word))
			.map((word) => `${path}: 1 ${word}`);
	});
}

/** Keys of words that are none of the tokens of the code. */
export function unknownKeys(area: unknown, tokens: ReadonlySet<string>): string[] {
	const keys = new Set(wordsIn(area).flatMap(({ path }) => path.split(".")));
	return [...keys].filter((key) => !tokens.has(key));
}
