import type { IndexedTable } from "#foundation/crypto/rotation/indexed-table.ts";
import { EVIDENCE_UNIT, subjectOfEvidence } from "#foundation/ledgers/evidence.ts";
import {
	comparableEmail,
	comparableUserName,
	confusableSkeleton,
	exactLikenessOf,
	LIKENESS_VERSION,
} from "./identity.ts";

const FOLDED = { column: "likeness_version", version: LIKENESS_VERSION } as const;
const LIKENESS = {
	index: "user_name_likeness_index",
	sealed: "user_name_sealed",
	kind: "user_name_likeness",
	comparable: confusableSkeleton,
} as const;
const NAMED: IndexedTable["columns"] = [
	{ index: "email_index", sealed: "email_sealed", kind: "email", comparable: comparableEmail },
	{ index: "user_name_index", sealed: "user_name_sealed", kind: "user_name", comparable: comparableUserName },
];

const EVIDENCE = { id: "id", owner: "id", unit: EVIDENCE_UNIT } as const;
const SUBJECT = { index: "subject_index", kind: "evidence_subject", comparable: subjectOfEvidence } as const;

/** Where people are found by what is sealed. Those who wait come first, so that a member never lags behind one. */
export const INDEXED_TABLES: readonly IndexedTable[] = [
	{
		table: "registration",
		id: "id",
		owner: "id",
		unit: "core",
		columns: [...NAMED, LIKENESS],
		folded: FOLDED,
	},
	{
		table: "mail_code",
		id: "code_hash",
		owner: "member_id",
		unit: "core",
		columns: [{ index: "new_email_index", sealed: "new_email_sealed", kind: "email", comparable: comparableEmail }],
	},
	{
		table: "member",
		id: "id",
		owner: "id",
		unit: "core",
		columns: [...NAMED, { ...LIKENESS, ifTaken: exactLikenessOf }],
		folded: FOLDED,
	},
	{
		table: "staff",
		id: "id",
		owner: "id",
		unit: "core",
		columns: [{ index: "email_index", sealed: "email_sealed", kind: "staff_email", comparable: comparableEmail }],
	},
	{
		table: "ticket_sender",
		id: "id",
		owner: "id",
		unit: "core",
		columns: [{ index: "email_index", sealed: "email_sealed", kind: "ticket_email", comparable: comparableEmail }],
	},
	{ ...EVIDENCE, table: "consent_evidence", columns: [{ ...SUBJECT, sealed: "answers_sealed" }] },
	{ ...EVIDENCE, table: "acceptance_evidence", columns: [{ ...SUBJECT, sealed: "acceptances_sealed" }] },
];
