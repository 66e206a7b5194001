import { DIGEST } from "../letters.ts";
import { sealMail } from "../outbox.ts";
import { openMail } from "./deliver.ts";
import {
	claimSlot,
	gatherParts,
	heldBeside,
	insertDigest,
	insertDigestKey,
	type Limits,
	leasedRows,
	leaseHeld,
	type MailGroup,
	settle,
	takenSlots,
} from "./queries-drain.ts";
import type { LeasedMail, Run } from "./run.ts";
import { LEASE_MS, roomAt, WEEK_MS } from "./schedule.ts";

/** In one digest; the rest is counted. */
const MAX_ENTRIES = 40;

/**
 * Takes a place in the member's week for a mail. `held`: there is none, and the mail waits for one. `gathered`: there
 * is one, but others wait as well, so that all of them became one digest, which has the place and is sent next.
 */
export async function makeRoom(run: Run, mail: LeasedMail, limits: Limits): Promise<"room" | "held" | "gathered"> {
	const { database, now } = run.sources;
	const at = now();
	const since = new Date(at - WEEK_MS).toISOString();
	const [claimed, slots, [beside]] = await database.write(
		claimSlot(mail, run.lease, limits, since, iso(at)),
		takenSlots(mail, since),
		heldBeside(mail),
	);
	if (claimed.length === 0) {
		run.report.held += 1;
		const due = iso(Math.max(...roomsAt(mail, slots, limits, at)));
		await database.write(settle(mail.id, run.lease, { state: "held", slot_at: null, due_at: due, attempts: 0 }));
		return "held";
	}
	if ((beside?.held ?? 0) === 0) return "room";
	return (await gather(run, mail)) ? "gathered" : "room";
}

/** When each limit has room again. */
function roomsAt(mail: LeasedMail, slots: readonly Slot[], { ofAll, ofClass }: Limits, now: number): number[] {
	const timesOf = (some: readonly Slot[]) => some.map(({ slot_at }) => slot_at);
	const ofAllMail = roomAt(timesOf(slots), ofAll, now);
	if (ofClass === undefined) return [ofAllMail];
	return [ofAllMail, roomAt(timesOf(slots.filter((slot) => slot.class === mail.class)), ofClass, now)];
}

type Slot = { class: string; slot_at: string | null };

/** Makes one digest of a mail and all that waits beside it. False when nothing came of it: the mail goes by itself. */
async function gather(run: Run, mail: LeasedMail): Promise<boolean> {
	const { database, ring, now, findBrand } = run.sources;
	const brand = findBrand(mail.brand_id);
	if (brand === undefined || brand.realm !== mail.realm_id) return false;
	const at = now();
	const group = { realm_id: mail.realm_id, member_id: mail.member_id, class: mail.class, brand_id: mail.brand_id };
	const [, rows] = await database.write(leaseHeld(group, run.lease, iso(at + LEASE_MS)), leasedRows(run.lease));
	const beside = rows.filter((row) => sameGroup(row, mail) && row.state === "held" && row.id !== mail.id);
	// One member, brand and class: the same choices.
	const { class: mailClass, wanted, stopped, restricted, neutral, limits, deliverable } = mail;
	const waiting = [
		mail,
		...beside.map(
			(row): LeasedMail => ({ ...row, class: mailClass, wanted, stopped, restricted, neutral, limits, deliverable }),
		),
	];
	const looked = await Promise.all(waiting.map(async (part) => ({ part, opened: await openMail(run, part) })));
	// What cannot be read is not gone: it goes its own way.
	const parts = looked.filter(({ opened }) => typeof opened === "object" || opened === "erased");
	const readable = parts.flatMap(({ opened }) => (typeof opened === "object" ? [opened] : []));
	const [first] = readable;
	if (parts.length < 2 || first === undefined || parts[0]?.part !== mail) return false;
	// What stands of a mail in a digest: its subject and its link. A digest that had to wait gives its own entries.
	const entries = readable.flatMap(({ payload: { letter, locale } }) => letter.kind.entries(letter.variables, locale));
	const variables = { entries: entries.slice(0, MAX_ENTRIES), more: Math.max(0, entries.length - MAX_ENTRIES) };
	const ids = parts.map(({ part }) => part.id).sort();
	const { key, row } = await sealMail(
		{
			ring,
			realm: brand.realm,
			brand: brand.id,
			member: mail.member_id,
			recipient: first.recipient,
			letter: DIGEST.with(variables),
			locale: first.payload.locale,
			class: mail.class,
			cause: `digest:${ids.join(",")}`,
			now: at,
		},
		iso(at),
	);
	const [made] = await database.write(
		insertDigest(row, ids, run.lease),
		insertDigestKey(key, row.id),
		gatherParts(row.id, ids, run.lease, iso(at)),
	);
	for (const id of ids) run.gathered.add(id);
	run.report.gathered += made.length > 0 ? ids.length : 0;
	return true;
}

function sameGroup(one: MailGroup, other: MailGroup): boolean {
	return (
		one.realm_id === other.realm_id &&
		one.member_id === other.member_id &&
		one.class === other.class &&
		one.brand_id === other.brand_id
	);
}

const iso = (time: number) => new Date(time).toISOString();
