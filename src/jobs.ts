import { INDEXED_TABLES } from "#features/accounts/indexed-tables.ts";
import { expiryJob } from "#features/accounts/job.ts";
import { HELD_NAMES } from "#features/accounts/name-holds/name-hold.ts";
import { ageChecksJob } from "#features/console/age/job.ts";
import { breachLettersJob } from "#features/console/breaches/members/job.ts";
import { legalDisclosuresJob } from "#features/console/disclosures/job.ts";
import { ticketsJob } from "#features/helpdesk/job.ts";
import { statementNoticesJob } from "#features/memberships/job.ts";
import { unsealedAgreementsJob } from "#features/memberships/unsealed-agreements.ts";
import { eraseForRequest } from "#features/my-data/erasure/erase-account.ts";
import { ERASURE_HOOKS, ERASURE_OF_MEMBER } from "#features/my-data/erasure/erasure-of-member.ts";
import { COPY_OF_PERSON } from "#features/my-data/export/copy.tsx";
import { rightsRequestsJob } from "#features/my-data/requests/job.ts";
import { liftRestrictionsJob } from "#features/my-data/restriction/lifting.ts";
import { photoFilesJob } from "#features/profiles/photos/job.ts";
import { replayQueries } from "#features/restore/replay.ts";
import { statisticsJob } from "#features/statistics/job.ts";
import { visitsJob } from "#features/visits/job.ts";
import { actsJob, restoreJob } from "#foundation/acts/job.ts";
import { auditHeadsJob } from "#foundation/audit/job.ts";
import { refreshRegistry } from "#foundation/brand/registry.ts";
import { forgetYesterday } from "#foundation/crypto/day-salt.ts";
import { type Held, holdSaltsJob } from "#foundation/jobs/hold-salts.ts";
import { keyRotationJob } from "#foundation/jobs/key-rotation.ts";
import { type Job, runTable } from "#foundation/jobs/run.ts";
import { suppressionsBySalt } from "#foundation/mail/incoming/queries-bounce.ts";
import { mailJob } from "#foundation/mail/job.ts";
import { mailKeysJob } from "#foundation/mail/signing/keys.ts";
import { portsOf } from "#foundation/recipients/https-port.ts";
import { recipientNoticesJob } from "#foundation/recipients/job.ts";
import { sealedTables } from "#foundation/register/sealed-tables.ts";
import { moveErasures } from "#foundation/rights/erasure/move.ts";
import { exportsJob } from "#foundation/rights/export/job.ts";
import { holdsJob } from "#foundation/rights/holds/job.ts";
import { retentionJob } from "#foundation/rights/job.ts";
import { openSystem, registryContext, type SystemStart } from "#foundation/system.ts";
import { LETTERS } from "./letters.ts";
import { REGISTER } from "./register.ts";

/** What stands under hold salts: names of erased accounts, and addresses without a mailbox. */
const HELD: Held = {
	rules: [...HELD_NAMES.rules, "mail"],
	rowsBySalt: () => HELD_NAMES.rowsBySalt().clearOrderBy().unionAll(suppressionsBySalt().clearOrderBy()),
};

const KEYED_TABLES = { indexed: INDEXED_TABLES, sealed: sealedTables(REGISTER) };

/** THE table of jobs, sorted by name (DECISIONS 82). Those without a lease run first. */
export const JOBS: readonly Job[] = [
	{ name: "acts", everyMinutes: 1, leaseSeconds: 120, run: actsJob },
	{ name: "age-checks", everyMinutes: 1, leaseSeconds: 60, run: ageChecksJob },
	{ name: "audit-heads", everyMinutes: 1, leaseSeconds: 600, run: auditHeadsJob },
	{
		...{ name: "breach-letters", everyMinutes: 1, leaseSeconds: 90 },
		run: (context) => breachLettersJob(context, REGISTER),
	},
	{
		// Without the database, too, what was counted yesterday can no longer be read.
		...{ name: "day-salt", everyMinutes: 1, leaseSeconds: 0 },
		run: ({ settings, now }) => forgetYesterday(settings.salts, now),
	},
	{
		// After the requests whose time to cancel is over.
		...{ name: "erasures", everyMinutes: 1, leaseSeconds: 90, after: ["rights-requests"] },
		run: (context) => moveErasures(context, { ...ERASURE_OF_MEMBER, register: REGISTER }),
	},
	{ name: "expiry", everyMinutes: 1, leaseSeconds: 60, run: expiryJob },
	{
		...{ name: "exports", everyMinutes: 1, leaseSeconds: 120 },
		run: (context) => exportsJob(context, { ...COPY_OF_PERSON, register: REGISTER }),
	},
	{
		// After what removes the holds that have ended.
		...{ name: "hold-salts", everyMinutes: 60, leaseSeconds: 60, after: ["retention"] },
		run: (context) => holdSaltsJob(context, HELD),
	},
	{
		...{ name: "holds", everyMinutes: 1, leaseSeconds: 60 },
		run: (context) => holdsJob(context, REGISTER),
	},
	{
		...{ name: "key-rotation", everyMinutes: 1, leaseSeconds: 90 },
		run: (context) => keyRotationJob(context, KEYED_TABLES),
	},
	{ name: "legal-disclosures", everyMinutes: 1, leaseSeconds: 60, run: legalDisclosuresJob },
	{
		...{ name: "lifted-restrictions", everyMinutes: 1, leaseSeconds: 60 },
		run: (context) => liftRestrictionsJob(context, REGISTER),
	},
	// After what causes mail.
	{
		name: "mail",
		everyMinutes: 1,
		leaseSeconds: 120,
		after: [
			...[
				"age-checks",
				"breach-letters",
				"erasures",
				"expiry",
				"exports",
				"legal-disclosures",
				"rights-requests",
				"statement-notices",
			],
		],
		run: (context) => mailJob(context, LETTERS),
	},
	{ name: "mail-keys", everyMinutes: 60, leaseSeconds: 120, run: mailKeysJob },
	{ name: "photo-files", everyMinutes: 1, leaseSeconds: 60, run: photoFilesJob },
	{
		// After what erases and lifts: recipients hear of it in the same minute. No recipient has an endpoint by itself.
		...{
			name: "recipient-notices",
			everyMinutes: 1,
			leaseSeconds: 90,
			after: ["erasures", "lifted-restrictions", "retention"],
		},
		run: (context) => recipientNoticesJob(context, portsOf(context.settings.recipientEndpoints, context.clock)),
	},
	{
		// So that the copy for a cold start without the database never lags.
		...{ name: "registry", everyMinutes: 1, leaseSeconds: 0 },
		run: (context) => refreshRegistry(registryContext(context)),
	},
	{
		// On a copy of the database nothing else may run before it; its own row is its lease.
		...{ name: "restore", everyMinutes: 1, leaseSeconds: 0, after: ["registry"] },
		run: (context) => restoreJob(context, replayQueries),
	},
	{
		...{ name: "retention", everyMinutes: 1, leaseSeconds: 90, after: ["statement-notices"] },
		run: (context) =>
			retentionJob(context, {
				...{ register: REGISTER, mostDaysApart: 35 },
				hooks: ERASURE_HOOKS,
			}),
	},
	{
		// After what makes copies: a copy that is ready answers its request in the same minute.
		...{ name: "rights-requests", everyMinutes: 1, leaseSeconds: 90, after: ["exports"] },
		run: (context) => rightsRequestsJob(context, eraseForRequest),
	},
	{ name: "statement-notices", everyMinutes: 1, leaseSeconds: 60, run: statementNoticesJob },
	{ name: "statistics", everyMinutes: 1, leaseSeconds: 90, run: statisticsJob },
	{ name: "tickets", everyMinutes: 1, leaseSeconds: 60, run: ticketsJob },
	{
		// Both carry agreements over.
		...{ name: "unsealed-agreements", everyMinutes: 1, leaseSeconds: 60, after: ["retention"] },
		run: unsealedAgreementsJob,
	},
	// Each isolate writes what it has seen itself.
	{ name: "visits", everyMinutes: 1, leaseSeconds: 0, after: ["restore"], run: visitsJob },
];

/** What every runtime runs each minute. @throws Error that names the jobs that failed, once all have ended */
export const runJobs = (start: SystemStart): Promise<void> => runTable(JOBS, openSystem(start));
