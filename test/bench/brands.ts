import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { exitOf } from "#cli/local/child-exit.ts";
import { companionColor, readableColorOfHue } from "#foundation/brand/theme/contrast.ts";
import { brandFileText } from "#foundation/brand-file/brand-file.ts";
import { LOCALES } from "#locales/locales.ts";
import type { CommandIo } from "../../src/cli/command.ts";

/** Of digits, so that no name is near another. */
const SYLLABLES = ["ba", "be", "ce", "di", "fo", "gu", "ma", "ke", "li", "mo"];

type Figure = { command: string; seconds: number; target: number };

/**
 * `npm run bench -- brands [--brands 100] [--files 2000]`: seconds of the command as an affiliate and an operator run it:
 * `brand check` of so many files, `brand apply` of so many new brands, each in every language, and of one.
 */
export async function benchBrands(io: CommandIo, { brands, files }: { brands: number; files: number }): Promise<void> {
	const figures: Figure[] = [];
	const [checked, published] = [projectWith(io, files), projectWith(io, brands)];
	try {
		const timed = async (directory: string, target: number, ...argv: string[]) => {
			const seconds = await secondsOf(io, directory, argv);
			figures.push({ command: `brand ${argv.join(" ")}`, seconds, target });
		};
		await timed(checked, 10, "check");
		await timed(published, 20, "apply");
		writeBrand(published, brands);
		await timed(published, 2, "apply", idOf(brands));
	} finally {
		for (const directory of [checked, published]) rmSync(directory, { recursive: true, force: true });
	}
	const text = `${JSON.stringify({ brands, files, languages: LOCALES.length, figures }, null, "\t")}\n`;
	io.stdout.write(text);
	mkdirSync(join(io.directory, "reports"), { recursive: true });
	writeFileSync(join(io.directory, "reports/bench-brands.json"), text);
}

/** A folder with the project's brands and so many more. */
function projectWith(io: CommandIo, count: number): string {
	const directory = mkdtempSync(join(tmpdir(), "livery-bench-brands-"));
	for (const name of ["tenants", "wrangler.toml"])
		cpSync(join(io.directory, name), join(directory, name), { recursive: true });
	for (const name of ["migrations", "node_modules"]) symlinkSync(join(io.directory, name), join(directory, name));
	for (let number = 0; number < count; number++) writeBrand(directory, number);
	return directory;
}

const idOf = (number: number): string =>
	[...String(number).padStart(4, "0")].map((digit) => SYLLABLES[Number(digit)]).join("");

function writeBrand(directory: string, number: number): void {
	const id = idOf(number);
	const name = id.charAt(0).toUpperCase() + id.slice(1);
	const color = readableColorOfHue(number % 360);
	const text = brandFileText({
		...{ id, host: `${id}.nl`, operator: "jupiter-media", name, tagline: `Over ${name}`, language: "nl" },
		...{ color, accent: companionColor(color) },
	});
	const english = `\n[copy.en]\ntagline = "About ${name}"\nintro = "What ${name} is."\nseoTitle = "${name}: about"\nseoDescription = "${name} says hello."\n`;
	const inAll = text.replace('default = "nl"', `default = "nl"\navailable = ${JSON.stringify(LOCALES)}`);
	writeFileSync(join(directory, "tenants", `${id}.toml`), `${inAll}${english}`);
}

/** @throws Error when the command fails */
async function secondsOf(io: CommandIo, directory: string, argv: readonly string[]): Promise<number> {
	const startedAt = performance.now();
	const child = spawn(process.execPath, [join(io.directory, "src/cli/run.mjs"), "brand", ...argv], {
		cwd: directory,
		stdio: ["ignore", "ignore", "pipe"],
		env: { ...process.env, DATABASE_URL: undefined },
	});
	let complaints = "";
	child.stderr.on("data", (data: Buffer) => {
		complaints += data.toString();
	});
	await exitOf(child);
	if (child.exitCode !== 0) throw new Error(`brand ${argv.join(" ")}: ${complaints}`);
	return Math.round(performance.now() - startedAt) / 1_000;
}
