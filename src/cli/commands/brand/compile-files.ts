import { join } from "node:path";
import type { Problem } from "#foundation/brand/config/problem.ts";
import type { Running } from "#foundation/register/running.ts";
import { CommandError, type CommandIo } from "../../command.ts";
import type { LiveState } from "../../publish/live-state.ts";
import { textProblems } from "../../publish/text-problems.ts";
import { type CompiledBrand, loadTenants } from "../../tenants/files.ts";
import { inOrder } from "../../tenants/in-order.ts";
import { brandOf, concerns, problemLine } from "./problems.ts";

type Sources = { live?: LiveState; running?: Running };

/** A published host stays with its brand, even when another brand names it. */
async function compile(io: CommandIo, { live, running }: Sources) {
	const active = (live?.hosts ?? []).filter(({ state }) => state === "active");
	const holders = new Map(active.map(({ hostname, brand_id }) => [hostname, brand_id]));
	const { brands, problems } = await loadTenants(join(io.directory, "tenants"), {
		...(live ? { holders } : {}),
		...(running ? { running } : {}),
	});
	const unwritable = brands.map((brand) => ({ brand, problems: textProblems(brand, running) }));
	return {
		brands: unwritable.flatMap((one) => (one.problems.length === 0 ? [one.brand] : [])),
		problems: inOrder([...problems, ...unwritable.flatMap((one) => one.problems)]),
	};
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
export async function compileTenants(
	io: CommandIo,
	{ ids = [], ...sources }: Sources & { ids?: readonly string[] } = {},
): Promise<CompiledBrand[]> {
	const { brands, problems } = await compile(io, sources);
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
 * The brands whose files, and whose operator's, are right. What is wrong with the others is written to stderr: one
 * operator's fault stops no other's brand.
 *
 * @returns with the ids of the brands that were left out
 * @throws CommandError with every problem, when no brand is left
 */
export async function compileSound(
	io: CommandIo,
	sources: Sources = {},
): Promise<{ brands: CompiledBrand[]; leftOut: string[] }> {
	const { brands, problems } = await compile(io, sources);
	const errors = problems.filter(isError);
	if (errors.length > 0 && brands.length === 0) await compileTenants(io, sources);
	for (const problem of errors) io.stderr.write(problemLine(problem));
	const sound = new Set<string>(brands.map(({ id }) => id));
	const leftOut = [...new Set(errors.flatMap((problem) => brandOf(problem) ?? []))].filter((id) => !sound.has(id));
	if (leftOut.length > 0) io.stderr.write(`left as they are, because of the above: ${leftOut.join(", ")}\n`);
	warn(problems, io);
	return { brands, leftOut };
}
