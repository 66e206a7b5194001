import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** What the bundle prints: the tables hold JSX, which Node cannot run as it stands. */
const ENTRY = `
import { JOBS } from "./jobs.ts";
import { LETTERS } from "./letters.ts";
import { ADAPTER_IDS } from "./foundation/recipients/outbound/adapters.ts";
import { addressesOf } from "./routes.tsx";
const routes = ["account", "brand"].flatMap((site) =>
	addressesOf(site).map(({ method, path }) => site + " " + method + " " + path));
const mail = [...LETTERS.values()].filter(({ name }) => name !== "digest").map((kind) => kind.class);
console.log(JSON.stringify({ routes, jobs: JOBS.map(({ name }) => name), mail, adapters: ADAPTER_IDS }));
`;

/** Source of `src/cli/publish/served.generated.ts`: the names of what the root tables hold. */
export function generateServed(directory: string): string {
	const { outputFiles } = buildSync({
		stdin: { contents: ENTRY, resolveDir: join(directory, "src"), loader: "ts" },
		absWorkingDir: directory,
		bundle: true,
		write: false,
		platform: "node",
		format: "esm",
		target: "node22",
		jsx: "automatic",
		jsxImportSource: "hono/jsx",
		// Packages of the older kind load parts of Node by `require`.
		banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("file:///");' },
		external: ["@node-rs/argon2", "sharp"],
		logLevel: "error",
	});
	const printed = execFileSync(process.execPath, ["--input-type=module", "-"], {
		cwd: directory,
		input: outputFiles[0]?.text ?? "",
		encoding: "utf8",
	});
	const served: Record<"routes" | "jobs" | "mail" | "adapters", string[]> = JSON.parse(printed);
	const list = (name: keyof typeof served) => {
		const names = [...new Set(served[name])].sort();
		if (names.length === 0) return `\t${name}: [],`;
		return [`\t${name}: [`, ...names.map((one) => `\t\t${JSON.stringify(one)},`), "\t],"].join("\n");
	};
	return [
		"/** Made by `npm run generate` (src/cli/generate/served.ts). */",
		"export const SERVED = {",
		list("routes"),
		list("jobs"),
		list("mail"),
		list("adapters"),
		"} as const;",
		"",
	].join("\n");
}
