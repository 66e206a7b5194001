import { join } from "node:path";
import { build } from "esbuild";
import type { Alias } from "../tested/embed.ts";

/**
 * Bundles the Node entry, which Node cannot run as it stands: it holds JSX.
 * @param out a folder; native addons cannot be bundled and are found from it, in a `node_modules` of it or above it
 * @returns the path of the module
 */
export async function bundleNode(directory: string, out: string, alias: Alias = {}): Promise<string> {
	const outfile = join(out, "node.mjs");
	await build({
		entryPoints: [join(directory, "src/node.ts")],
		absWorkingDir: directory,
		outfile,
		bundle: true,
		alias: { ...alias },
		platform: "node",
		format: "esm",
		target: "node22",
		jsx: "automatic",
		jsxImportSource: "hono/jsx",
		// Packages of the older kind load parts of Node by `require`.
		banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
		external: ["@node-rs/argon2", "sharp"],
		logLevel: "error",
	});
	return outfile;
}
