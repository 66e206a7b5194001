/**
 * Mutation tests of tenancy (which brand a request belongs to, what of it is in force, whose rows a query may touch,
 * what a publication does), of the terms that an edition fixes and how they are counted, of rights, of sealing and its
 * keys, of consent, and of who somebody is. Later features add their authorisation, money and consent code here, and
 * their tests to test/whole/mutation/vitest.config.ts.
 *
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
	mutate: [
		"src/foundation/brand/host.ts",
		...["hostname", "mail-address", "typed-code"].map((name) => `src/foundation/names/${name}.ts`),
		"src/foundation/brand/edition.ts",
		"src/foundation/brand/edition-terms.ts",
		"src/foundation/brand/registry.ts",
		"src/foundation/http/resolve-site.ts",
		"src/foundation/brand/snapshot.ts",
		...["scope", "scope-use", "scope-pins", "use"].map((name) => `src/foundation/db/${name}.ts`),
		...["duration", "wall-clock"].map((name) => `src/foundation/i18n/${name}.ts`),
		...["compile-terms", "terms"].map((name) => `src/foundation/register/${name}.ts`),
		// Plan, executor, retention; declarations are tables, which other tests hold against the database.
		"src/foundation/rights/**/*.ts",
		"!src/foundation/rights/**/personal-data.ts",
		// Notices to recipients; what starts a run of them is a job.
		"src/foundation/recipients/*.ts",
		// The guard: who may get what, and what leaves. What a page does with it is tested over HTTP.
		...["account", "adapters", "fields", "google-analytics", "grant", "lane", "metrics24", "send"].map(
			(name) => `src/foundation/recipients/outbound/${name}.ts`,
		),
		"src/foundation/register/usable/*.ts",
		"src/cli/publish/live-state.ts",
		"src/cli/publish/publication.ts",
		"src/cli/publish/publish.ts",
		...[
			"chain",
			"day-salt",
			"holds/hold-indexes",
			"holds/hold-salts",
			"key-wrap",
			"keys",
			"rotation/reseal",
			"rotation/reseal-due",
			"salts",
			"sealed",
			"tokens",
		].map((name) => `src/foundation/crypto/${name}.ts`),
		// What a browser agreed to, and what a member's answers write.
		...["agreed", "answers", "follow-ledger", "keep", "words"].map((name) => `src/foundation/choice/${name}.ts`),
		...["record-answers", "replay"].map((name) => `src/features/consent/${name}.ts`),
		...["consent", "evidence", "staff-access"].map((name) => `src/foundation/ledgers/${name}.ts`),
		...[
			"identity",
			"name-holds/name-hold",
			"credentials/authenticator/recovery-codes",
			"credentials/authenticator/totp",
		].map((name) => `src/features/accounts/${name}.ts`),
	],
	testRunner: "vitest",
	// Stryker would rewrite the paths of tsconfig.json with an interface that TypeScript 7 no longer has; none needs it.
	tsconfigFile: "none",
	vitest: { configFile: "test/whole/mutation/vitest.config.ts", related: false },
	plugins: ["@stryker-mutator/vitest-runner"],
	ignorePatterns: ["/.data", "/.wrangler", "/dist", "/reports", "/coverage", "/test/e2e", "/test/bench"],
	coverageAnalysis: "perTest",
	concurrency: 2,
	timeoutMS: 60_000,
	dryRunTimeoutMinutes: 20,
	// The quality bar: below it the command fails.
	thresholds: { high: 95, low: 85, break: 85 },
	reporters: ["clear-text", "progress-append-only", "json"],
	clearTextReporter: { logTests: false, allowColor: false },
	jsonReporter: { fileName: "reports/mutation.json" },
	tempDirName: ".stryker-tmp",
	allowConsoleColors: false,
};
