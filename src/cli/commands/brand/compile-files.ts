import { join } from "node:path";
import type { Problem } from "#foundation/brand/config/problem.ts";
import type { PhotoFile } from "#foundation/brand/home.ts";
import { inOrder } from "#foundation/brand-file/in-order.ts";
import type { Running } from "#foundation/register/running.ts";
import { CommandError, type CommandIo } from "../../command.ts";
import type { LiveState } from "../../publish/live-state.ts";
import { textProblems } from "../../publish/text-problems.ts";
import { type CompiledBrand, loadTenants, readTenantTexts } from "../../tenants/files.ts";
import { brandOf, concerns, idOf, isOperatorFile, problemLine } from "./problems.ts";

type Sources = { live?: LiveState; running?: Running; ids?: readonly string[] };

/** A published host stays with its brand, even when another brand names it. */
async function compile(io: CommandIo, { live, running, ids = [] }: Sources) {
	const active = (live?.hosts ?? []).filter(({ state }) => state === "active");
	const holders = new Map(active.map(({ hostname, brand_id }) => [hostname, brand_id]));
	const { brands, problems } = await loadTenants(join(io.directory, "tenants"), {
		...(live ? { holders, photos: photosOf(live) } : {}),
		...(running ? { running } : {}),
		ids,
	});
	const unwritable = brands.map((brand) => ({ brand, problems: textProblems(brand, running) }));
	return {
		brands: unwritable.flatMap((one) => (one.problems.length === 0 ? [one.brand] : [])),
		problems: inOrder([...problems, ...unwritable.flatMap((one) => one.problems)]),
	};
}

/** Renditions that are published, by `<brand> <hash of the photo>`. */
function photosOf(live: LiveState): ReadonlyMap<string, readonly PhotoFile[]> {
	return new Map(
		[...live.brands.values()].flatMap(({ id, look: { home } }) =>
			home?.photo === undefined ? [] : [[`${id} ${home.photo.source}`, home.photo.files] as const],
		),
	);
}

const isError = ({ level }: Problem) => level === "error";

/** Before any difference: what a reader may take for somebody else's is not left to the eye. */
function warn(problems: readonly Problem[], io: CommandIo): void {
	for (const one of problems) if (!isError(one)) io.stdout.write(problemLine(one));
}

/**
 * The brands of these files, or of all. Warnings are written out.
 *
 * @throws CommandError with every problem, when one of the wanted files, or an operator of one, has an error
 */
export async function compileTenants(io: CommandIo, { ids = [], ...sources }: Sources = {}): Promise<CompiledBrand[]> {
	const { brands, problems } = await compile(io, { ...sources, ids });
	// Someone else's broken file stops nobody but its own brand.
	const mine = ids.length === 0 ? problems : problems.filter((one) => ids.some((id) => concerns(id, one, problems)));
	const wanted = ids.length === 0 ? brands : brands.filter((brand) => ids.includes(brand.id));
	const errors = mine.filter(isError);
	if (errors.length > 0)
		throw new CommandError(
			`nothing was published, because the files have ${errors.length} problem(s):\n${errors.map(problemLine).join("").trimEnd()}`,
		);
	warn(mine, io);
	for (const id of ids)
		if (!wanted.some((brand) => brand.id === id)) throw new CommandError(`there is no tenants/${id}.toml`);
	return wanted;
}

/**
 * The brands of the operators of whom every file is right: an operator's own brands are published together or not at
 * all, and one operator's fault stops no other's brand. What is wrong is written to stderr.
 *
 * @returns with the ids of the brands that were left out
 * @throws CommandError with every problem, when no brand is left
 */
export async function compileSound(
	io: CommandIo,
	sources: Omit<Sources, "ids"> = {},
): Promise<{ brands: CompiledBrand[]; leftOut: string[] }> {
	const { brands, problems } = await compile(io, sources);
	const errors = problems.filter(isError);
	const owners = await ownersOf(io, sources.live);
	const faulty = new Set(errors.map((problem) => ownerOf(problem, owners)));
	const sound = brands.filter(({ realm }) => !faulty.has(realm));
	if (errors.length > 0 && sound.length === 0) await compileTenants(io, sources);
	for (const problem of errors) io.stderr.write(problemLine(problem));
	const known = new Set<string>(sound.map(({ id }) => id));
	const broken = errors.flatMap((problem) => brandOf(problem) ?? []);
	const leftOut = [...new Set([...brands.map(({ id }): string => id), ...broken])].filter((id) => !known.has(id));
	if (leftOut.length > 0) io.stderr.write(`left as they are, because of the above: ${leftOut.join(", ")}\n`);
	warn(problems, io);
	return { brands: sound, leftOut };
}

/** As a file says it that need not be TOML otherwise: its fault is the operator's too. */
const OPERATOR = /^\s*operator\s*=\s*(["'])(.*?)\1/m;

/** The operator of each brand's file, as it says, or as the brand is published where it says nothing readable. */
async function ownersOf(io: CommandIo, live: LiveState | undefined): Promise<ReadonlyMap<string, string>> {
	const { texts } = await readTenantTexts(join(io.directory, "tenants"));
	const published = [...(live?.brands.values() ?? [])].map(({ id, realm }): [string, string] => [id, realm]);
	const written = texts.flatMap(({ id, role, text }): [string, string][] => {
		const operator = role === "brand" ? OPERATOR.exec(text)?.[2] : undefined;
		return operator === undefined ? [] : [[id, operator]];
	});
	return new Map([...published, ...written]);
}

function ownerOf(problem: Problem, owners: ReadonlyMap<string, string>): string | undefined {
	const brand = brandOf(problem);
	return isOperatorFile(problem.file) ? idOf(problem.file) : owners.get(brand ?? "");
}
