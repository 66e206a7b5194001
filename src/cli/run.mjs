// The one door to every command. Plain JavaScript, because it must also speak on a Node that cannot run TypeScript.
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
	console.error(
		`livery: this needs Node 22.18 or later and found ${process.versions.node} (${process.platform} ${process.arch}). ` +
			"`npm ci` installs Node 24 on Linux x64; elsewhere, install Node 24 yourself.",
	);
	process.exit(1);
}
// Parsed and stripped sources, for the next start; without effect where the folder cannot be written.
module.enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url)));
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
