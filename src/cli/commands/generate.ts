import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingsJsonSchema } from "#features/privacy/tested/schema.ts";
import { brandJsonSchema, operatorJsonSchema } from "#foundation/brand/config/config.ts";
import { type CommandIo, parseOptions } from "../command.ts";
import { generateConfusables } from "../generate/confusables.ts";
import { generateFonts, generateGlyphs, generateTextFonts } from "../generate/fonts.ts";
import { generatePrintedSigns } from "../generate/printed-signs.ts";
import { generateScripts } from "../generate/scripts.ts";
import { generateServed } from "../generate/served.ts";
import { generateTables } from "../generate/tables.ts";
import type { Usage } from "../usage.ts";

export const USAGE: Usage = {
	does: "Writes again what is derived: types of the tables, schemas for editors, fonts, scripts, letters that look alike.",
	forms: ["npm run generate"],
	example: "npm run generate",
};

/** Everything that is derived from something else and kept in the tree. A test checks that it is current. */
export function generated(directory: string): { path: string; content: string }[] {
	return [
		{ path: "src/cli/publish/served.generated.ts", content: generateServed(directory) },
		{ path: "docs/proof.schema.json", content: asJson(findingsJsonSchema()) },
		{ path: "src/foundation/db/tables.ts", content: generateTables(join(directory, "migrations")) },
		{ path: "tenants/brand.schema.json", content: asJson(brandJsonSchema()) },
		generateConfusables(directory),
		{ path: "src/foundation/brand-file/printed-signs.generated.ts", content: generatePrintedSigns() },
		{ path: "src/foundation/ui/fonts.generated.ts", content: generateFonts() },
		{ path: "src/foundation/ui/text-fonts.generated.ts", content: generateTextFonts() },
		{ path: "src/foundation/ui/icons/glyphs.generated.ts", content: generateGlyphs() },
		{ path: "src/foundation/ui/scripts/scripts.generated.ts", content: generateScripts(directory) },
		{ path: "tenants/operators/operator.schema.json", content: asJson(operatorJsonSchema()) },
	];
}

export async function generate(argv: string[], io: CommandIo): Promise<number> {
	parseOptions(argv, {});
	for (const { path, content } of generated(io.directory)) {
		writeFileSync(join(io.directory, path), content);
		io.stdout.write(`wrote ${path}\n`);
	}
	return 0;
}

function asJson(value: unknown): string {
	return `${JSON.stringify(value, null, "\t")}\n`;
}
