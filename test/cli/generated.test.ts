import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generated } from "#cli/commands/generate.ts";

describe("npm run generate", () => {
	it.each(generated(process.cwd()).map(({ path, content }) => [path, content]))(
		"has been run since %s last changed its source",
		(path, content) => {
			expect(readFileSync(path, "utf8") === content, `${path}: run npm run generate`).toBe(true);
		},
	);
});
