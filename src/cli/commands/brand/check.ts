import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { quote, suggest } from "#foundation/brand/config/problem.ts";
import { inOrder } from "#foundation/brand-file/in-order.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { slowSteps } from "../../local/steps.ts";
import { textProblems } from "../../publish/text-problems.ts";
import { loadTenants, readTenantTexts } from "../../tenants/files.ts";
import type { Usage } from "../../usage.ts";
import { concerns, problemLine } from "./problems.ts";

export const USAGE: Usage = {
	does: "finds what is wrong in brands' files",
	forms: ["npm run brand -- check [<id>…] [--all]"],
	options: { "--all": "every file, also when ids are named; without an id it is so already" },
	more: "Says file, line, what is wrong and what would be right. Exit code 1 when something is, 0 when all may be published.",
	example: "npm run brand -- check twero",
};

/** What the brand tool needs of the outside; `directory` is the project's. */
export type BrandIo = Pick<CommandIo, "stdin" | "stdout" | "stderr" | "directory">;

function counted(count: number, word: string): string {
	return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Ids of brands whose files are in the repository, where there is one: one that is not came later. */
function committedBrands(directory: string): ReadonlySet<string> {
	const { status, stdout } = spawnSync("git", ["ls-files", "--", "*.toml"], { cwd: directory, encoding: "utf8" });
	const files = status === 0 ? stdout.split("\n").filter((file) => file !== "" && !file.includes("/")) : [];
	return new Set(files.map((file) => file.replace(/[.]toml$/, "")));
}

/** `brand check [<id>…] [--all]`: 0 when nothing is wrong, 1 when something is. */
export async function brandCheck(argv: readonly string[], io: BrandIo): Promise<number> {
	const { rest: ids, switches } = parseOptions(argv, { switches: ["all"] });
	const directory = join(io.directory, "tenants");
	const { texts, problems: unreadable } = await readTenantTexts(directory);
	const broken = unreadable.filter(({ level }) => level === "error");
	const files = [...texts, ...broken].map(({ file }) => file).filter((file) => !file.includes("/operators/"));
	const known = files.map((name) => name.replace(/^.*\/|[.]toml$/g, ""));
	const unknown = ids.find((id) => !known.includes(id));
	if (unknown !== undefined) throw new CommandError(`there is no brand ${quote(unknown)}. ${suggest(unknown, known)}`);
	const all = ids.length === 0 || switches.has("all");
	const options = { isCheck: true, earlier: committedBrands(directory), ...(all ? {} : { ids }) };
	const steps = slowSteps(io);
	const tenants = await steps.run(
		({ brands }) => `${brands.length} brand(s) compiled and compared with each other`,
		() => loadTenants(directory, options),
	);
	// What `apply` would write is written here too, so that nothing passes now and fails then.
	const unwritable = await steps.run(
		() => "their statements and terms written",
		async () => tenants.brands.flatMap((brand) => textProblems(brand)),
	);
	const problems = inOrder([...tenants.problems, ...unwritable]);
	const shown = all ? problems : problems.filter((problem) => ids.some((id) => concerns(id, problem, problems)));
	for (const problem of shown) io.stdout.write(problemLine(problem));
	const errors = shown.filter(({ level }) => level === "error").length;
	const checked = counted(all ? files.length : ids.length, "brand");
	io.stdout.write(`${checked} checked: ${counted(errors, "error")}, ${counted(shown.length - errors, "warning")}.\n`);
	return errors === 0 ? 0 : 1;
}
