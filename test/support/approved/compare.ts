import { align } from "#foundation/documents/difference-align.ts";

export type Texts = ReadonlyMap<string, string>;

/** Lines that are shown around a change. */
const AROUND = 2;
/** Changed lines that a report shows; further files are named. */
const MAX_LINES = 120;

/** How texts differ from the approved ones, in words: each file with the line of its first change, then its lines. */
export function differencesOf(folder: string, approved: Texts, derived: Texts): string | undefined {
	const paths = [...new Set([...approved.keys(), ...derived.keys()])].sort();
	const wrong = paths.filter((path) => approved.get(path) !== derived.get(path));
	if (wrong.length === 0) return undefined;
	let shown = 0;
	const parts = wrong.map((path) => {
		const { title, lines } = differenceOf(`${folder}/${path}`, approved.get(path), derived.get(path));
		const show = shown < MAX_LINES ? lines : [];
		shown += lines.length;
		return [title, ...show.map((line) => `    ${line}`)].join("\n");
	});
	return [
		`${wrong.length} of ${paths.length} approved texts are not what the code says (- approved, + now):`,
		...parts,
		"If all of it is meant: npm run approve, and commit what it writes.",
	].join("\n");
}

function differenceOf(path: string, approved: string | undefined, derived: string | undefined) {
	if (derived === undefined) return { title: `${path}: one too many, nothing says this any more`, lines: [] };
	if (approved === undefined) return { title: `${path}: missing, what the code says was never approved`, lines: [] };
	const pairs = align(approved.split("\n"), derived.split("\n"), (one, other) => (one === other ? 1 : 0));
	const changed = pairs.flatMap((pair, index) => (pair.before === pair.after ? [] : [index]));
	const isNear = (index: number) => changed.some((one) => Math.abs(one - index) <= AROUND);
	/** Of the approved file. */
	const lineAt = (index: number) => pairs.slice(0, index).filter(({ before }) => before !== undefined).length + 1;
	const lines = pairs.flatMap((pair, index) => {
		if (!isNear(index)) return [];
		const jump = index > (changed[0] ?? 0) && !isNear(index - 1) ? [`line ${lineAt(index)}:`] : [];
		if (pair.before === pair.after) return [...jump, `  ${pair.before}`];
		return [...jump, pair.before === undefined ? `+ ${pair.after}` : `- ${pair.before}`];
	});
	return { title: `${path}:${lineAt(changed[0] ?? 0)}`, lines };
}
