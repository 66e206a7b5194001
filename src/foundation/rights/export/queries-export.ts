import type { Compilable, Insertable } from "kysely";
import { KEY_COLUMNS } from "../../crypto/queries.ts";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import type { SubjectKind } from "../../register/declaration.ts";
import { EXPORT_UNITS } from "../personal-data.ts";

export type ExportRow = Tables["export"];

const COLUMNS = [
	...["realm_id", "id", "subject_kind", "member_id", "link_hash", "locale", "state", "asked_at", "steps", "failures"],
	...["stepped_at", "percent", "bytes", "progress_sealed", "made_at", "fetched_at", "fetches"],
] as (keyof ExportRow)[];

/** The copy of a subject, if one was asked for. Of a registration that became a member it is not the member's. */
export const exportOf = (realm: string, subject: string, kind: SubjectKind = "member") =>
	build
		.selectFrom("export")
		.select(COLUMNS)
		.where("realm_id", "=", realm)
		.where("member_id", "=", subject)
		.where("subject_kind", "=", kind);

/** The copies that the holder of a link may open. */
export const exportsOfLink = (realm: string, hash: Uint8Array) =>
	build.selectFrom("export").select(COLUMNS).where("realm_id", "=", realm).where("link_hash", "=", hash);

/** What opens one of them. */
export const exportKeyOfLink = (realm: string, hash: Uint8Array, id: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "in", exportsOfLink(realm, hash).clearSelect().select("member_id").where("id", "=", id))
		.where("unit", "=", `${EXPORT_UNITS}${id}`);

/** What opens it. */
export const exportKeyOf = (realm: string, subject: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "=", subject)
		.where("unit", "like", `${EXPORT_UNITS}%`);

/**
 * Before another is asked for. One that is being made of the same kind of subject stays, as does a member's own where
 * another kind by that id asks; the other is then refused by the index.
 */
export const removeExport = (realm: string, subject: string, kind: SubjectKind = "member"): Compilable[] => {
	const stays = build
		.selectFrom("export as other")
		.select("other.id")
		.where("other.realm_id", "=", realm)
		.where("other.member_id", "=", subject)
		.where((eb) =>
			eb.or([
				eb.and([eb("other.subject_kind", "=", kind), eb("other.state", "=", "making")]),
				...(kind === "member" ? [] : [eb("other.subject_kind", "=", "member")]),
			]),
		);
	return [
		build
			.deleteFrom("unit_key")
			.where("realm_id", "=", realm)
			.where("owner_id", "=", subject)
			.where("unit", "like", `${EXPORT_UNITS}%`)
			.where((eb) => eb.not(eb.exists(stays))),
		build
			.deleteFrom("export")
			.where("realm_id", "=", realm)
			.where("member_id", "=", subject)
			.where("id", "not in", stays),
	];
};

/** A copy whose subject is no more, with its key. */
export const dropExport = ({
	realm_id,
	member_id,
	id,
}: Pick<ExportRow, "realm_id" | "member_id" | "id">): Compilable[] => [
	build
		.deleteFrom("unit_key")
		.where("realm_id", "=", realm_id)
		.where("owner_id", "=", member_id)
		.where("unit", "=", `${EXPORT_UNITS}${id}`),
	build.deleteFrom("export").where("realm_id", "=", realm_id).where("id", "=", id),
];

/** A copy that is being made is another link's from now on. */
export const passExportOn = (
	{ realm_id, subject_kind, member_id }: Pick<ExportRow, "realm_id" | "subject_kind" | "member_id">,
	hash: Uint8Array,
) =>
	build
		.updateTable("export")
		.set({ link_hash: hash })
		.where("realm_id", "=", realm_id)
		.where("member_id", "=", member_id)
		.where("subject_kind", "=", subject_kind)
		.where("state", "=", "making");

/** `link_hash`: of the link that opens it, for a subject without an account. */
export const addExport = (
	row: Insertable<
		Pick<ExportRow, "realm_id" | "id" | "subject_kind" | "member_id" | "locale" | "asked_at" | "link_hash">
	>,
) =>
	build.insertInto("export").values({
		...row,
		...{ state: "making", steps: 0, failures: 0, stepped_at: row.asked_at, percent: 0, bytes: 0 },
		...{ progress_sealed: null, made_at: null, fetched_at: null, fetches: 0 },
	});

/** The copy that has waited longest. `beside`: ids that this run leaves alone. */
export const nextToMake = (beside: readonly string[]) =>
	build
		.selectFrom("export")
		.select(COLUMNS)
		.where("state", "=", "making")
		.where("id", "not in", [...beside, ""])
		.orderBy("stepped_at")
		.limit(1);

/** A key of one copy, over every realm. */
export const keyOfCopy = ({ realm_id, member_id, id }: Pick<ExportRow, "realm_id" | "member_id" | "id">) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm_id)
		.where("owner_id", "=", member_id)
		.where("unit", "=", `${EXPORT_UNITS}${id}`);

/** Puts a step down, unless another run did so first. Returns the row where it was this one. */
export const noteStep = (
	row: Pick<ExportRow, "realm_id" | "id" | "steps">,
	set: Pick<ExportRow, "stepped_at" | "percent" | "bytes" | "progress_sealed" | "made_at"> & {
		state: "making" | "ready";
	},
) =>
	build
		.updateTable("export")
		.set({ ...set, steps: row.steps + 1, failures: 0 })
		.where("realm_id", "=", row.realm_id)
		.where("id", "=", row.id)
		.where("steps", "=", row.steps)
		.where("state", "=", "making")
		.returning("id");

/** `at`: when; `gaveUp`: it is tried no more. */
export const noteFailedStep = (row: Pick<ExportRow, "realm_id" | "id" | "failures">, at: string, gaveUp: boolean) =>
	build
		.updateTable("export")
		.set({ failures: row.failures + 1, stepped_at: at, ...(gaveUp ? { state: "failed", made_at: at } : {}) })
		.where("realm_id", "=", row.realm_id)
		.where("id", "=", row.id)
		.where("state", "=", "making");

export const noteFetched = (realm: string, id: string, at: string) =>
	build
		.updateTable("export")
		.set((eb) => ({ fetched_at: at, fetches: eb("fetches", "+", 1) }))
		.where("realm_id", "=", realm)
		.where("id", "=", id);

/** Which of these copies there are. */
export const knownExports = (ids: readonly string[]) =>
	build
		.selectFrom("export")
		.select("id")
		.where("id", "in", [...ids]);
