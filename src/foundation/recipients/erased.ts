import type { Compilable } from "kysely";
import type { UnitKeyRow } from "../crypto/key-wrap.ts";
import type { RealmId } from "../ids.ts";
import type { ErasureHook } from "../register/declaration.ts";
import { noticeQueries, noticeReads } from "./notice.ts";

/** Recipients of what was given of members are told that their accounts are erased (GDPR Art. 19). */
export const noticeErasedMembers: ErasureHook = async ({ database, keys, now }, { kind, realm, subjects }) => {
	if (kind !== "member") return [];
	const ids = subjects.map(({ id }) => id);
	const read = (await database.read(...noticeReads(realm as RealmId, ids))) satisfies readonly [unknown, UnitKeyRow[]];
	const notices = ids.map((member): Promise<Compilable[]> => {
		const act = { kind: "erased", items: "all", cause: member } as const;
		return noticeQueries({ keys, now }, { realm: realm as RealmId, member, act }, read);
	});
	return (await Promise.all(notices)).flat();
};
