import { defineConfig } from "vitest/config";

const oxc = { jsx: { runtime: "automatic", importSource: "hono/jsx" } } as const;

/** Two kinds of test: on values, in Node; and over HTTP, on workerd and the libSQL server. */
export default defineConfig({
	test: {
		maxWorkers: 2,
		pool: "forks",
		projects: [
			{
				oxc,
				test: {
					name: "values",
					include: ["test/**/*.test.ts"],
					exclude: ["test/**/*.http.test.ts", "test/e2e/**"],
					testTimeout: 120_000,
				},
			},
			{
				oxc,
				test: {
					name: "http",
					include: ["test/**/*.http.test.ts", "test/e2e/*.test.ts"],
					globalSetup: ["test/support/global-setup.ts"],
					testTimeout: 120_000,
					hookTimeout: 120_000,
					// What moves after a click or comes by mail, on a machine that is busy with other tests.
					expect: { poll: { timeout: 15_000 } },
				},
			},
		],
	},
});
