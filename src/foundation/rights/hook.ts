import type { Compilable } from "kysely";
import type { LegalTerms } from "../brand/settings.ts";
import type { JobContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import type { SubjectKind } from "../register/declaration.ts";

export type ErasedSubject = {
	id: string;
	/** When the erasure counts as done, ISO 8601; the same however often the batch is tried. */
	at: string;
	/** When the account was closed; of a subject that has none, the same moment. */
	endedAt: string;
};

/** The subjects of one kind and realm that one batch erases. `brands`: every brand that the realm ever had. */
export type ErasedSubjects = {
	kind: SubjectKind;
	realm: string;
	brands: readonly string[];
	/** The terms that are in force in the realm; none where no brand is left. */
	terms: readonly LegalTerms[];
	subjects: readonly ErasedSubject[];
};

/**
 * What a feature writes as people's data go, where rows cannot say it: what must stay of them. It reads, and gives the
 * queries that stand in the batch of the erasure, right before the subjects' own rows go; it writes nothing itself, for
 * the batch may be tried again.
 */
export type ErasureHook = (
	context: Pick<JobContext, "keys" | "now"> & { database: Database },
	erased: ErasedSubjects,
) => Promise<readonly Compilable[]>;
