import { defineConfig } from "vitest/config";

/** The tests on values that guard what is mutated (stryker.config.mjs); no server, so that a mutant costs little. */
export default defineConfig({
	oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
	test: {
		include: [
			...["host", "edition", "edition-terms", "snapshot", "registry.property", "resolve"].map(
				(name) => `foundation/brand/${name}`,
			),
			...["keys", "reseal", "rotation", "sealed.property", "day-salt", "hold-salts.property", "tokens"].map(
				(name) => `foundation/crypto/${name}`,
			),
			...["consent.property", "evidence", "evidence-rotation", "staff-access.property"].map(
				(name) => `foundation/ledgers/${name}`,
			),
			...["identity.property", "totp.property"].map((name) => `features/accounts/${name}`),
			...["scope.property", "scope-refusals", "table-rules"].map((name) => `foundation/db/${name}`),
			"foundation/recipients/**/*",
			"foundation/choice/*",
			"features/consent/record-answers",
			...["usable-views", "table-rules"].map((name) => `foundation/register/${name}`),
			...["duration", "duration.property"].map((name) => `foundation/i18n/${name}`),
			...["compile-terms", "terms"].map((name) => `foundation/register/${name}`),
			// Every test on values of rights; those over HTTP start a server.
			"foundation/rights/**/!(*.http|*.node)",
			"cli/publication",
		].map((name) => `test/${name}.test.ts`),
		testTimeout: 30_000,
	},
});
