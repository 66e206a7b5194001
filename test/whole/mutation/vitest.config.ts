import { defineConfig } from "vitest/config";

/** The tests on values that guard what is mutated (stryker.config.mjs); no server, so that a mutant costs little. */
export default defineConfig({
	oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
	test: {
		include: [
			...["host", "edition", "snapshot", "registry.property", "resolve"].map((name) => `foundation/brand/${name}`),
			...["keys", "reseal", "rotation", "sealed.property", "day-salt", "tokens"].map(
				(name) => `foundation/crypto/${name}`,
			),
			...["consent.property", "evidence", "evidence-rotation", "staff-access.property"].map(
				(name) => `foundation/ledgers/${name}`,
			),
			...["identity.property", "totp.property"].map((name) => `features/accounts/${name}`),
			"foundation/db/scope.property",
			"cli/publication",
		].map((name) => `test/${name}.test.ts`),
		testTimeout: 30_000,
	},
});
