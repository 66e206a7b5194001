import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { Steps } from "#cli/local/steps.ts";
import { run } from "#cli/main.ts";

const directory = process.cwd();

async function said(...argv: string[]) {
	const [stdout, stderr] = [new PassThrough(), new PassThrough()];
	const lines: string[] = [];
	for (const stream of [stdout, stderr]) stream.on("data", (bytes) => lines.push(String(bytes)));
	const stdin = Object.assign(new PassThrough(), { isTTY: false });
	const code = await run(argv, { stdin, stdout, stderr, directory, now: () => new Date(0) });
	return { code, text: lines.join("") };
}

/** Every npm script that is a command of this program, by its name there. */
const { scripts } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
	scripts: Record<string, string>;
};
const COMMANDS = Object.values(scripts).flatMap((script) => / src\/cli\/run[.]mjs (\S+)$/.exec(script)?.[1] ?? []);
const BRAND = ["new", "check", "preview", "apply", "record", "history", "rollback", "import-statement"];
const ALL = [
	...COMMANDS.filter((name) => name !== "brand").map((name) => [name]),
	...BRAND.map((name) => ["brand", name]),
];

describe("--help", () => {
	it.each(ALL)("%s %s: what it does, usage and an example", async (...argv) => {
		for (const option of ["--help", "-h"]) {
			const { code, text } = await said(...argv, option);
			expect(code).toBe(0);
			expect(text).toMatch(/^[A-Z].+[.]\n\nusage: npm (run|start|test)[\s\S]*\nexample: .+\n$/);
		}
	});

	it("of brand lists its commands", async () => {
		const { code, text } = await said("brand", "--help");
		expect(code).toBe(0);
		for (const name of BRAND) expect(text).toMatch(new RegExp(`npm run brand -- ${name} +\\S`));
	});

	// vitest has options of its own.
	it.each(ALL.filter(([name]) => name !== "test"))("%s %s names every option that it takes", async (...argv) => {
		const wrong = await said(...argv, "--zzzzzzzzzz");
		expect(wrong.code).toBe(1);
		expect(wrong.text).toMatch(/^livery: there is no option --zzzzzzzzzz[.]/);
		const { text } = await said(...argv, "--help");
		for (const option of wrong.text.split("There are ")[1]?.trim().split(", ") ?? []) expect(text).toContain(option);
	});
});

describe("what was mistyped", () => {
	it.each([
		[["brand", "preview", "twero", "--prot", "9000"], "there is no option --prot; did you mean --port?"],
		[["brand", "aply"], 'there is no "brand aply". Did you mean "apply"?'],
		[["retentoin"], 'there is no command "retentoin". Did you mean "retention"?'],
	])("%s is answered with the nearest", async (argv, answer) => {
		const { code, text } = await said(...argv);
		expect([code, text]).toEqual([1, expect.stringContaining(answer)]);
	});
});

describe("the preview's port", () => {
	it("is named where it is taken, and how another is set", async () => {
		const server = createServer().listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		const answer = `livery: port ${port} for the preview is in use; stop what uses it or choose another with --port <number> or PREVIEW_PORT (see README, Ports)\n`;
		expect(await said("brand", "preview", "twero", "--port", String(port))).toEqual({ code: 1, text: answer });
		vi.stubEnv("PREVIEW_PORT", String(port));
		expect(await said("brand", "preview", "twero")).toEqual({ code: 1, text: answer });
		vi.stubEnv("PREVIEW_PORT", "70000");
		expect((await said("brand", "preview", "twero")).text).toContain("PREVIEW_PORT=70000 is not a port");
		vi.unstubAllEnvs();
		server.close();
		const readme = readFileSync(join(directory, "README.md"), "utf8").split("### Ports")[1]?.split("##")[0];
		for (const name of ["PREVIEW_PORT", "8790", "--port"]) expect(readme).toContain(name);
	});
});

describe("steps", () => {
	const steps = async (fromMs: number) => {
		const stdout = new PassThrough();
		const all = new Steps(stdout, { fromMs });
		await all.run(
			() => "one step",
			async () => 1,
		);
		await all.run(
			() => undefined,
			async () => 2,
		);
		all.reached(1, 2);
		return String(stdout.read() ?? "");
	};

	it("say their seconds, and nothing where they were quick and only slow ones are asked for", async () => {
		expect(await steps(0)).toMatch(/^one step \(\d+[.]\d s\)\n$/);
		expect(await steps(60_000)).toBe("");
	});
});

it("as a process: help ends with 0, and a port that is none with 1 and the way out", async () => {
	const outcomes = await Promise.all(
		[["--help"], ["--port", "nine"]].map(
			(argv) =>
				new Promise<[code: number | null, text: string]>((resolve) => {
					const child = spawn(process.execPath, ["src/cli/run.mjs", "brand", "preview", "twero", ...argv]);
					let text = "";
					for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (text += data));
					child.once("close", (code) => resolve([code, text]));
				}),
		),
	);
	expect(outcomes).toEqual([
		[0, expect.stringContaining("PREVIEW_PORT")],
		[1, "livery: --port nine is not a port: write a number from 1 to 65535\n"],
	]);
});
