import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deploy } from "#cli/commands/deploy.ts";
import { writeDevConfig } from "#cli/local/wrangler.ts";
import { reportOfRun, writeTestReport } from "#cli/tested/report-file.ts";
import { sourceHash } from "#cli/tested/source-hash.ts";
import { watchSource } from "#cli/tested/watch-source.ts";
import { quietIo } from "../../support/world.ts";

/** A checkout whose wrangler is a stand-in: it keeps what it was asked, and what it would have bundled. */
let project: string;
const WRANGLER = `
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const argv = process.argv.slice(2);
const option = (name) => argv[argv.indexOf(name) + 1];
const [name, file] = option("--alias").split(":");
appendFileSync("asked.jsonl", JSON.stringify({ argv: argv.slice(0, 2), name, text: readFileSync(file, "utf8") }) + "\\n");
mkdirSync(option("--outdir"), { recursive: true });
writeFileSync(option("--outdir") + "/index.js", "export default {};");
`;
beforeAll(() => {
	project = mkdtempSync(join(tmpdir(), "livery-deploy-"));
	mkdirSync(join(project, "node_modules/wrangler/wrangler-dist"), { recursive: true });
	writeFileSync(join(project, "node_modules/wrangler/wrangler-dist/cli.js"), WRANGLER);
	cpSync("tenants", join(project, "tenants"), { recursive: true });
	cpSync("wrangler.toml", join(project, "wrangler.toml"));
	mkdirSync(join(project, "src"));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));
beforeEach(() => {
	writeFileSync(join(project, "src/a.ts"), "export {};\n");
	for (const name of ["reports", "asked.jsonl"]) rmSync(join(project, name), { recursive: true, force: true });
});

const NOW = new Date("2026-11-30T20:00:00Z");
function writeReport(source: string): void {
	const run = { source, finishedAt: NOW, passed: 12, failed: 1, titles: [], sentences: new Map() };
	writeTestReport(project, reportOfRun(run));
}

async function dryRun() {
	const io = quietIo(project, () => NOW);
	expect(await deploy(["--dry-run"], io)).toBe(0);
	const [asked, ...more] = readFileSync(join(project, "asked.jsonl"), "utf8").trim().split("\n");
	expect(more).toEqual([]);
	return { said: io.said(), asked: JSON.parse(asked ?? "") };
}

describe("npm run deploy", () => {
	it("embeds the report on the very source that it bundles, and says so", async () => {
		writeReport(sourceHash(project));
		const { said, asked } = await dryRun();
		expect(said).toContain("promises: tested as it is: 12 passed, 1 failed, 2026-11-30T20:00:00.000Z");
		expect(asked.argv).toEqual(["deploy", "--dry-run"]);
		expect(asked.name).toBe("#features/privacy/tested/embedded.ts");
		expect(asked.text).toContain(`"report":{"format":1,"source":"${sourceHash(project)}"`);
	});

	it.each([
		["of a source that is another by one byte", () => writeFileSync(join(project, "src/a.ts"), "export {}; \n")],
		["of another checkout", () => writeReport("a".repeat(64))],
		["that is not there", () => rmSync(join(project, "reports"), { recursive: true })],
		["on tests that are others", () => cpSync("test/cli/ports.test.ts", join(project, "test/ports.test.ts"))],
		["on other migrations", () => cpSync("migrations", join(project, "migrations"), { recursive: true })],
	])("embeds no report %s, but the hash, and says that this version was not tested", async (_name, change) => {
		writeReport(sourceHash(project));
		change();
		const { said, asked } = await dryRun();
		expect(said).toContain("/privacy/proof says that this version was not tested");
		expect(asked.text).toBe(`export const EMBEDDED = {"source":"${sourceHash(project)}"};\n`);
	});

	it("leaves nothing of it behind", async () => {
		writeReport(sourceHash(project));
		const before = sourceHash(project);
		await dryRun();
		expect(sourceHash(project)).toBe(before);
		expect(existsSync(join(project, ".data"))).toBe(false);
	});
});

describe("npm start", () => {
	it("gives wrangler the same settings, with the module in its place", () => {
		mkdirSync(join(project, ".data"), { recursive: true });
		const file = writeDevConfig(project, join(project, ".data"), { "#a/b.ts": "/x/y.mjs" });
		const text = readFileSync(file, "utf8");
		const own = readFileSync("wrangler.toml", "utf8");
		expect(text).toBe(
			`${own.replace('main = "src/index.ts"', 'main = "../src/index.ts"')}\n[alias]\n"#a/b.ts" = "/x/y.mjs"\n\n`,
		);
		rmSync(join(project, ".data"), { recursive: true });
	});

	it("hears of a file that changed in the source, or of a report", async () => {
		let changes = 0;
		let heard: () => void = () => undefined;
		const next = () => new Promise<void>((resolve) => (heard = resolve));
		const stop = watchSource(project, () => {
			changes += 1;
			heard();
		});
		for (const change of [
			() => writeFileSync(join(project, "src/a.ts"), "export { };\n"),
			() => writeReport("b".repeat(64)),
		]) {
			const changed = next();
			change();
			await changed;
		}
		stop();
		expect(changes).toBeGreaterThanOrEqual(2);
	});
});
