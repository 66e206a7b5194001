import { codeEnd, codeHours } from "#features/accounts/code-end.ts";
import { comparableEmail } from "#features/accounts/identity.ts";
import { closing, nextState } from "#features/helpdesk/answer.ts";
import { addresseeOf, senderOf } from "#features/helpdesk/desk.ts";
import { openThread } from "#features/helpdesk/own-ticket.ts";
import type { TicketRow } from "#features/helpdesk/ticket.ts";
import { COPY_LINK } from "#features/my-data/letters.ts";
import * as handling from "#features/my-data/requests/handling.ts";
import { type Told, toldIn, toldWithOpen } from "#features/my-data/requests/telling.ts";
import { mailLink } from "#foundation/account-host/links.ts";
import { auditHead } from "#foundation/audit/audit.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context } from "#foundation/context.ts";
import { randomToken, sha256 } from "#foundation/crypto/random.ts";
import { build, type RowsOf } from "#foundation/db/database.ts";
import type { BrandId } from "#foundation/ids.ts";
import { type Addressee, notify } from "#foundation/mail/notify.ts";
import { addLinks, removeUnsentLinks } from "#foundation/rights/found-by-address.ts";
import { newRequest } from "#foundation/rights/requests/new-request.ts";
import { isAnsweredByCopy, type RequestKind } from "#foundation/rights/requests/request.ts";
import type { Stepped } from "#foundation/rights/requests/step.ts";
import { words } from "#locales/locales.ts";
import { findQueries, record, subjectOf } from "../members/member-access.ts";
import type { Staff } from "../session.ts";
import { type Acted, type Known, orUnchanged, recorded, type TicketRows } from "./act.ts";

/** What it takes beside the ticket, in the trip of the form: the end of the log, and how the member is told. */
export const handOverQueries = ({ realm }: Context, ticket: string) =>
	[auditHead(realm.id), ...toldWithOpen(realm.id, realm.brands, senderOf(realm.id, ticket))] as const;

/** What the trip of the form reads beside the ticket. `told`: of the member who was signed in. */
export type Beside = {
	rows: TicketRows;
	head: Parameters<typeof handling.logOf>[1];
	told: RowsOf<ReturnType<typeof toldWithOpen>>;
};
type Asked = { kinds: readonly RequestKind[]; beside: Beside };

/** Kinds that a mailed link serves where there is no account. */
const BY_LINK: readonly RequestKind[] = ["access", "portability", "erasure"];

/**
 * A question about data goes on as the same request that a page makes (P44): its clock begins when the question came in.
 * Who was signed in is known to ask; of anybody else, the link of a mail to the address of the account has to show it,
 * and who has no account gets a link to what is held. What staff see of it tells no more than a search would.
 * @returns `nobody`: no account is known, and something is asked that takes one
 */
export function handOver(context: Context, staff: Staff, known: Known, asked: Asked): Promise<Acted | "nobody"> {
	return orUnchanged<Acted | "nobody">(async () => {
		nextState(known.ticket, "handed_over");
		return known.ticket.sender_kind === "member"
			? ofMember(context, staff, known, asked)
			: ofAsker(context, staff, known, asked);
	});
}

/** Adds a request for each right, all linked as those of one letter. */
async function addRequests(
	context: Context,
	staff: Staff,
	{ ticket, to, text, kinds }: { ticket: TicketRow; to: Told; text: string; kinds: readonly RequestKind[] },
): Promise<Stepped[]> {
	const { member, brand, published } = to;
	const by = { actor: "staff", staff: staff.id, role: staff.role } as const;
	const { responseDays } = currentEdition(published, context.now).legal;
	const asked = { member, door: "desk", by, brand, responseDays, receivedAt: ticket.received_at } as const;
	const added: Stepped[] = [];
	for (const kind of kinds) {
		const letter = added[0] === undefined ? {} : { letter: added[0].request.id };
		added.push(await newRequest(context, { ...asked, kind, ...letter, text }));
	}
	return added;
}

/** The subject and all that the sender wrote. */
async function wordsOf(context: Context, { rows: [[ticket], ...sealed] }: Beside): Promise<string> {
	if (ticket === undefined) return "";
	const { subject, messages } = await openThread(context, [ticket, ...sealed]);
	const own = messages.flatMap(({ isSender, body }) => (isSender && body !== undefined ? [body] : []));
	return [subject ?? "", ...own].join("\n\n");
}

/** In the name of the site where it was asked; where that is gone, of the site that writes to the member. */
function toldHere(context: Context, { brand_id }: TicketRow, to: Told): Told {
	const published = context.snapshot.findBrand(brand_id as BrandId);
	return published === undefined ? to : { ...to, brand: published.id, published };
}

async function ofMember(context: Context, staff: Staff, known: Known, { kinds, beside }: Asked): Promise<Acted> {
	const { ticket } = known;
	const found = await toldIn(context, beside.told);
	if (found === undefined) return "unchanged";
	const to = toldHere(context, ticket, found);
	const text = await wordsOf(context, beside);
	const added = await addRequests(context, staff, { ticket, to, text, kinds });
	const by = { actor: "staff", staff: staff.id, role: staff.role } as const;
	const letter = added.map(({ request }) => request);
	const isErasure = kinds.includes("erasure");
	const handled: handling.Handled[] = [];
	for (const { request } of added) {
		// The copy that is asked with an erasure is verified with it, which waits for it.
		if (isErasure && isAnsweredByCopy(request.kind as RequestKind)) continue;
		handled.push(await handling.verify(context, { request, to, by }, { active: beside.told[4], letter }));
	}
	const queries = [
		...[...added, ...handled].flatMap((one) => one.queries),
		...closing(context, ticket, added[0]?.request.id ?? ""),
		...(await handling.logOf(context, beside.head, [...added, ...handled])),
	];
	return recorded(context, staff, known, queries, "handed_over");
}

async function ofAsker(
	context: Context,
	staff: Staff,
	known: Known,
	{ kinds, beside }: Asked,
): Promise<Acted | "nobody"> {
	const { ticket } = known;
	const { id: realm, brands } = context.realm;
	const to = await addresseeOf(context, ticket, known.addressee);
	if (to === undefined || !("address" in to)) return "unchanged";
	const indexes = await (await context.keys()).indexes("email", realm, comparableEmail(to.address));
	const members = build
		.selectFrom("member")
		.select("id")
		.where("realm_id", "=", realm)
		.where("email_index", "in", indexes);
	const [cards, keys, last, ...told] = await context
		.database()
		.for("claims")
		.read(...(await findQueries(context, to.address)), ...toldWithOpen(realm, brands, members));
	const subject = subjectOf(cards, keys, last);
	const found = await toldIn(context, told);
	if (subject === undefined || found === undefined) return byLink(context, staff, known, { to, kinds });
	const text = await wordsOf(context, beside);
	const one = toldHere(context, ticket, found);
	const added = await addRequests(context, staff, { ticket, to: one, text, kinds });
	const by = { actor: "staff", staff: staff.id, role: staff.role } as const;
	const asked: handling.Handled[] = [];
	for (const { request } of added) asked.push(await handling.askForIdentity(context, { request, to: one, by }));
	const queries = [
		...[...added, ...asked].flatMap((each) => each.queries),
		...closing(context, ticket, added[0]?.request.id ?? ""),
		...(await handling.logOf(context, beside.head, [...added, ...asked])),
	];
	const { reason } = words(context.locale).helpdesk.desk;
	const access = { subject, what: ["found", "request"] as const, accessReason: { reason, brand: ticket.brand_id } };
	return record(context, staff, access, queries, async () => "handed_over" as const);
}

/** Without an account, what is held is seen by a mailed link: a copy of it, or its erasure. */
async function byLink(
	context: Context,
	staff: Staff,
	known: Known,
	{ to, kinds }: { to: Addressee; kinds: readonly RequestKind[] },
): Promise<Acted | "nobody"> {
	if (kinds.some((kind) => !BY_LINK.includes(kind))) return "nobody";
	const { ticket } = known;
	const realm = context.realm.id;
	const code = randomToken();
	const hash = await sha256(code);
	const link = mailLink(context, "/privacy/ask/open", ticket.brand_id as BrandId, { code });
	const letter = COPY_LINK.with({ link, hours: codeHours(context) });
	const queries = [
		addLinks({ realm, hash, issued: context.at, expires: codeEnd(context) }, [{ kind: "asker", id: ticket.sender_id }]),
		...(await notify(context, to, letter, `copy_link:${code.slice(0, 8)}`)),
		removeUnsentLinks(realm, hash),
		...closing(context, ticket, ""),
	];
	return recorded(context, staff, known, queries, "handed_over");
}
