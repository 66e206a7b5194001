import { defineConfig } from "vitest/config";

/** For tests over HTTP: once, printed as flaky. Never a property: what fails for some values is a fault. */
export const RETRY = { count: 1, condition: /^(?!Property failed after)/ };

const oxc = { jsx: { runtime: "automatic", importSource: "hono/jsx" } } as const;

/** Over HTTP, on real parts. */
const http = {
	globalSetup: ["test/support/global-setup.ts"],
	testTimeout: 120_000,
	hookTimeout: 120_000,
	// What moves after a click or comes by mail, on a machine that is busy with other tests.
	expect: { poll: { timeout: 15_000 } },
	retry: RETRY,
};

/** Those of the HTTP tests that also run on the Node entry (DECISIONS 84): a way through every part of it. */
const ON_NODE = [
	"features/accounts/accounts",
	"features/helpdesk/mail",
	"features/privacy/statement-shown",
	"features/profiles/photos",
	"features/profiles/profiles",
	"foundation/brand/hosts",
	"foundation/crypto/keys",
	"foundation/mail/mail",
];

/** Two kinds of test: on values, in Node; and over HTTP, on workerd (some also on Node) and the libSQL server. */
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
					exclude: ["test/**/*.http.test.ts", "test/**/*.node.test.ts", "test/e2e/**"],
					testTimeout: 120_000,
				},
			},
			{
				oxc,
				test: {
					...http,
					name: "http",
					include: ["test/**/*.http.test.ts", "test/e2e/*.test.ts"],
					provide: { runtime: "workerd" },
				},
			},
			{
				oxc,
				test: {
					...http,
					name: "node",
					include: ["test/**/*.node.test.ts", ...ON_NODE.map((name) => `test/${name}.http.test.ts`)],
					provide: { runtime: "node" },
				},
			},
		],
	},
});
