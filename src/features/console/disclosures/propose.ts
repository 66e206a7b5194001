import type { Compilable } from "kysely";
import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { disclosureId } from "#foundation/ledgers/disclosure.ts";
import {
	LEGAL_UNITS,
	type LegalGround,
	type LegalWords,
	legalCause,
	NOT_SHOWN,
	sealLegalWords,
} from "#foundation/ledgers/legal-disclosure.ts";
import { lastAccess } from "#foundation/ledgers/queries-access.ts";
import type { AccessedMember, Recorded } from "../members/member-access.ts";
import { recordBeside } from "../members/member-access.ts";
import type { Staff } from "../session.ts";
import { addProposal, type LegalRow } from "./queries-legal.ts";

/** What is asked: to give items, or (`prolongs`) to keep silent for longer about what was given. */
export type Asked = {
	member: string;
	prolongs: Pick<LegalRow, "id" | "disclosure_id"> | undefined;
	ground: LegalGround;
	/** Ids of items of the register, with a space between. */
	items: string;
	/** ISO 8601; undefined where the order asks for no silence. */
	silentUntil: string | undefined;
	words: LegalWords;
};

type Head = RowsOf<readonly [ReturnType<typeof auditHead>]>[0][number] | undefined;
type Ends = { last: AccessedMember["last"]; head: Head };

/** So often at most somebody else's entry in one of the two chains is waited for. */
const MAX_TRIES = 4;

/**
 * Writes a proposal down, with who made it in the member's record and in the log of the realm. Nothing is given and the
 * member is told nothing: that record is withheld as long as the proposal is.
 * @returns its id
 */
export async function propose(context: Context, staff: Staff, asked: Asked, first: Ends): Promise<Recorded<string>> {
	const { realm, at } = context;
	const { id, queries } = await proposalQueries(context, staff, asked);
	const event = {
		...({ action: "disclosure_proposed", actor: "staff", role: staff.role, request: id } as const),
		counts: asked.prolongs ? { silences: 1 } : { items: asked.items.split(" ").length },
	};
	let ends = first;
	for (let time = 1; ; time++) {
		const access = {
			...{ subject: { id: asked.member, last: ends.last }, what: ["disclosure_proposed"] as const },
			...{ accessReason: { reason: asked.words.reason, brand: "" }, legal: id },
		};
		const log = await auditQueries({ realm: realm.id, at }, ends.head, [event]);
		const done = await recordBeside(context, staff, access, [...queries, ...log], async () => true);
		if (done !== "busy") return id;
		if (time === MAX_TRIES) return "busy";
		const [[last], [head]] = await context
			.database()
			.for("claims")
			.read(lastAccess(realm.id, asked.member), auditHead(realm.id));
		ends = { last, head };
	}
}

async function proposalQueries(
	{ realm, keys, now, at }: Context,
	staff: Staff,
	{ member, prolongs, ground, items, silentUntil, words }: Asked,
): Promise<{ id: string; queries: Compilable[] }> {
	const id = uuidv7(now);
	const own = await (await keys()).newUnit({ realm: realm.id, owner: member, unit: `${LEGAL_UNITS}${id}` });
	const row = {
		...{ realm_id: realm.id, id, member_id: member, prolongs: prolongs?.id ?? "", ground, items },
		...{ words_sealed: await sealLegalWords(own.unit, id, words), silent_until: silentUntil ?? null },
		...{ proposed_by: staff.id, proposed_role: staff.role, proposed_at: at, shown_from: NOT_SHOWN },
		disclosure_id: prolongs?.disclosure_id ?? (await disclosureId(realm.id, legalCause(id))),
	};
	return { id, queries: [addUnitKey(own.row), addProposal(row)] };
}
