import { defineConfig } from "vitest/config";

/** The tests on values that guard what is mutated (stryker.config.mjs); no server, so that a mutant costs little. */
export default defineConfig({
	oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
	test: {
		include: [
			...["host", "edition", "snapshot", "registry.property", "resolve", "publication", "scope.property"],
			...["crypto-keys", "crypto-reseal", "crypto-rotation", "crypto-sealed.property", "day-salt", "tokens"],
			...["consent.property", "identity.property", "staff-access.property", "totp.property"],
		].map((name) => `test/${name}.test.ts`),
		testTimeout: 30_000,
	},
});
