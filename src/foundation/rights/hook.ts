import type { Compilable } from "kysely";
import type { JobContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import type { SubjectKind } from "../register/declaration.ts";

/** The subjects of one kind and realm that one batch erases. `brands`: every brand that the realm ever had. */
export type ErasedSubjects = {
	kind: SubjectKind;
	realm: string;
	brands: readonly string[];
	/** `at`: when the subject's erasure counts as done, ISO 8601; the same however often the batch is tried. */
	subjects: readonly { id: string; at: string }[];
};

/**
 * What a feature writes as people's data go, where rows cannot say it: what must stay of them. It reads, and gives the
 * queries that stand first in the batch of the erasure; it writes nothing itself, for the batch may be tried again.
 */
export type ErasureHook = (
	context: Pick<JobContext, "keys" | "settings" | "snapshot"> & { database: Database },
	erased: ErasedSubjects,
) => Promise<readonly Compilable[]>;
