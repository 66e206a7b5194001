import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { brandNew } from "#cli/commands/brand/new.ts";
import { storedAnswers } from "#features/console/drafts/schema.ts";
import { THEME_PRESETS, TYPEFACES } from "#foundation/brand/settings.ts";
import { readableColorOfHue } from "#foundation/brand/theme/contrast.ts";
import { brandFileText } from "#foundation/brand-file/brand-file.ts";
import { completed } from "#foundation/brand-file/completed.ts";
import { LOCALES } from "#locales/locales.ts";
import { quietIo } from "../../../support/world.ts";

const folder = () => {
	const directory = mkdtempSync(join(tmpdir(), "livery-"));
	const fixtures = new URL("../../../support/fixtures/tenants/", import.meta.url);
	cpSync(fixtures, join(directory, "tenants"), { recursive: true, filter: (path) => !path.endsWith(".ts") });
	return directory;
};

const open = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(fc.constant(""), value);
const text = (maxLength: number) =>
	open(fc.string({ unit: "grapheme", maxLength }).map((typed) => typed.replace(/\s+/gu, " ").trim()));
const color = open(fc.integer({ min: 0, max: 359 }).map(readableColorOfHue));
const typedAnswers = fc.record({
	host: fc.stringMatching(/^[a-z]{3,12}(-[a-z]{2,8})?$/).map((label) => `${label}.example`),
	id: open(fc.stringMatching(/^[a-z][a-z0-9]{2,10}$/)),
	...{ name: text(20), tagline: text(40), intro: text(60), color, accent: color },
	preset: fc.constantFrom(...THEME_PRESETS),
	typeface: fc.constantFrom(...TYPEFACES),
	language: fc.constantFrom(...LOCALES),
});

it("for any answers that `brand new` takes, the file of a draft has the same bytes", async () => {
	let compared = 0;
	await fc.assert(
		fc.asyncProperty(typedAnswers, async (typed) => {
			const directory = folder();
			try {
				const answers = completed(typed, "orchard-guild");
				const flags = Object.entries({ ...typed, host: "", operator: "orchard-guild" }).filter(
					([, value]) => value !== "",
				);
				await brandNew([typed.host, ...flags.map(([flag, value]) => `--${flag}=${value}`)], quietIo(directory));
				const written = readWritten(directory, answers.id);
				if (written === undefined) return;
				compared += 1;
				expect(brandFileText(storedAnswers(JSON.stringify(answers)))).toBe(written);
			} finally {
				rmSync(directory, { recursive: true });
			}
		}),
		{ numRuns: 60 },
	);
	expect(compared).toBeGreaterThan(5);
}, 240_000);

function readWritten(directory: string, id: string): string | undefined {
	try {
		return readFileSync(join(directory, "tenants", `${id}.toml`), "utf8");
	} catch {
		return undefined;
	}
}
