import type { Edition } from "../../brand/edition.ts";
import { brandOrigin } from "../../brand/origin.ts";
import { currentEdition } from "../../brand/registry.ts";
import type { PublishedBrand } from "../../brand/settings.ts";
import { KeyUnavailable } from "../../crypto/keys.ts";
import { open, SealBroken } from "../../crypto/sealed.ts";
import { localePath } from "../../i18n/path.ts";
import type { RealmId } from "../../ids.ts";
import type { MailContext } from "../content.ts";
import { type MailAddress, signAddress } from "../incoming/address-token.ts";
import { bounceQueries, isAddressOf, suppressionQuery } from "../incoming/bounce.ts";
import type { Letter } from "../letter.ts";
import { isOptional } from "../mail-class.ts";
import { composeMessage, UnfitMail, type WayBack } from "../message.ts";
import { type Payload, parsePayload, UnknownLetter } from "../payload.ts";
import { signDkim } from "../signing/dkim.ts";
import { domainOf, signerOf } from "../signing/keys.ts";
import { signUnsubscription } from "../unsubscribe-token.ts";
import type { LeasedMail, Run } from "./run.ts";
import type { Delivery } from "./transport.ts";

export type OpenedMail = { recipient: string; payload: Payload };

/**
 * Opens, renders and hands over one mail. `erased`: its key is gone, so there is nothing left to send. `unopened`: its
 * key is there and does not open, so that it waits until the right part is back. `returned`: what was sent there before
 * came back, so that this is not sent.
 */
export async function deliver(
	run: Run,
	mail: LeasedMail,
): Promise<Delivery | { result: "erased" } | { result: "unopened" } | { result: "returned" }> {
	const { sources } = run;
	const brand = sources.findBrand(mail.brand_id);
	if (brand === undefined || brand.realm !== mail.realm_id) return { result: "temporary", code: "no_brand" };
	const opened = await openMail(run, mail);
	if (opened === "erased") return { result: "erased" };
	if (opened === "unopened") return { result: "unopened" };
	if (opened === "unreadable") return { result: "permanent", code: "unreadable" };
	const { recipient, payload } = opened;
	if (await isReturned(run, mail, opened)) return { result: "returned" };
	const edition = currentEdition(brand, sources.now());
	// A language that the brand has given up since: its own is the next best.
	const { available, default: fallback } = brand.look.locales;
	const locale = available.includes(payload.locale) ? payload.locale : fallback;
	const context = await contextOf(run, mail, edition, locale);
	try {
		const queued = Date.parse(mail.queued_at);
		const way = await wayBack(run, mail, brand, payload.letter);
		const message = await composeMessage({ id: mail.id, recipient, letter: payload.letter, queued, context, way });
		run.connection ??= await sources.openConnection();
		const delivery = await run.connection.send({ ...message, raw: await signed(run, brand, message.raw) });
		if (delivery.result === "permanent" && delivery.noMailbox !== undefined)
			await noteRefusal(run, mail, brand.realm, { address: recipient, code: delivery.noMailbox });
		return delivery;
	} catch (error) {
		if (error instanceof UnfitMail) return { result: "permanent", code: "unfit" };
		throw error;
	}
}

/** A server that knows the mailbox says at once what a report would say later. */
async function noteRefusal(
	{ sources }: Run,
	{ id, member_id, deliverable }: LeasedMail,
	realm: RealmId,
	{ address, code }: { address: string; code: string },
): Promise<void> {
	const at = new Date(sources.now()).toISOString();
	const isTheirs =
		deliverable !== undefined && (await isAddressOf(sources.database, sources.ring, realm, member_id, address));
	const member = isTheirs ? member_id : undefined;
	const noted = { mailId: id, member, address, report: { kind: "address", code } as const, sentAt: at, at };
	const queries = await bounceQueries(sources.ring, realm, noted);
	await sources.database.write(...queries);
}

/** With the brand's own signature, where its domain has a key that DNS was seen to have. */
async function signed({ sources, signers }: Run, brand: PublishedBrand, raw: Uint8Array): Promise<Uint8Array> {
	const { from, domain: mailDomain } = brand.look.mail;
	if (mailDomain === undefined) return raw;
	const sending = { realm: brand.realm, domain: domainOf(from) };
	const name = `${sending.realm} ${sending.domain}`;
	const found = signers.get(name) ?? signerOf(sources.database, sources.ring, sending);
	signers.set(name, found);
	const signer = await found;
	return signer === undefined ? raw : signDkim(raw, signer);
}

/** What lets a member in goes out all the same: their mailbox may be mended, and nothing else would open the account. */
async function isReturned({ sources }: Run, mail: LeasedMail, { recipient, payload }: OpenedMail): Promise<boolean> {
	if (payload.letter.kind.causedBy === "way_in") return false;
	if (mail.deliverable !== undefined) return mail.deliverable === "entry";
	const realm = sources.findRealm(mail.realm_id);
	if (realm === undefined) return false;
	const [found] = await sources.database.read(await suppressionQuery(sources.ring, realm, recipient, sources.now()));
	return found.length > 0;
}

/** Where what comes back of a mail arrives, and answers to it, at the operator's mail domain; where there is none, as before. */
async function wayBack({ sources }: Run, { id }: LeasedMail, brand: PublishedBrand, letter: Letter): Promise<WayBack> {
	const { domain } = brand.look.mail;
	if (domain === undefined) return {};
	const place = { realm: brand.realm, domain };
	const now = sources.now();
	const about = letter.kind.answersTo(letter.variables);
	const sign = (of: MailAddress) => signAddress(sources.settings.tokenRoot, place, { ...of, now });
	return {
		envelope: await sign({ kind: "b", id }),
		...(about === undefined ? {} : { replyTo: await sign({ kind: "t", id: about }) }),
	};
}

async function contextOf(
	{ sources }: Run,
	mail: LeasedMail,
	edition: Edition,
	locale: Payload["locale"],
): Promise<MailContext> {
	const { settings } = sources;
	const context = { edition, locale, class: mail.class, neutral: mail.neutral, origins: settings };
	if (!isOptional(mail.class)) return context;
	const { brand } = edition;
	const of = { realm: brand.realm, brand: brand.id, member: mail.member_id, class: mail.class };
	const token = await signUnsubscription(settings.tokenRoot, of, Date.parse(mail.queued_at));
	const path = localePath({ look: brand.look, locale }, `/unsubscribe/${token}`);
	return { ...context, unsubscribe: brandOrigin(brand, settings) + path };
}

/** What a row says, if its key still exists and opens, and this code still knows its letter. */
export async function openMail(
	{ sources }: Pick<Run, "sources">,
	mail: LeasedMail,
): Promise<OpenedMail | "erased" | "unopened" | "unreadable"> {
	const { unit, wrapped_key, key_version, created_at } = mail;
	if (unit === null || wrapped_key === null || key_version === null || created_at === null) return "erased";
	const row = { realm_id: mail.realm_id, id: mail.key_id, owner_id: mail.member_id, unit };
	try {
		const key = await sources.ring.openUnit({ ...row, wrapped_key, key_version, created_at });
		const location = (column: string) => ({ table: "outbox", column, row: mail.id });
		const recipient = await open(key, location("recipient_sealed"), mail.recipient_sealed);
		const payload = await open(key, location("payload_sealed"), mail.payload_sealed);
		return { recipient, payload: parsePayload(sources.letters, payload) };
	} catch (error) {
		if (error instanceof KeyUnavailable) return "unopened";
		if (error instanceof SealBroken || error instanceof UnknownLetter) return "unreadable";
		if (error instanceof Error && error.name === "ZodError") return "unreadable";
		throw error;
	}
}
