import type { Edition } from "../../brand/edition.ts";
import { brandOrigin } from "../../brand/origin.ts";
import { currentEdition } from "../../brand/registry.ts";
import { KeyUnavailable } from "../../crypto/keys.ts";
import { open, SealBroken } from "../../crypto/sealed.ts";
import { localePath } from "../../i18n/path.ts";
import type { MailContext } from "../content.ts";
import { isOptional } from "../mail-class.ts";
import { composeMessage, UnfitMail } from "../message.ts";
import { type Payload, parsePayload, UnknownLetter } from "../payload.ts";
import { signUnsubscription } from "../unsubscribe-token.ts";
import type { LeasedMail, Run } from "./run.ts";
import type { Delivery } from "./transport.ts";

export type OpenedMail = { recipient: string; payload: Payload };

/**
 * Opens, renders and hands over one mail. `erased`: its key is gone, so there is nothing left to send. `unopened`: its
 * key is there and does not open, so that it waits until the right part is back.
 */
export async function deliver(
	run: Run,
	mail: LeasedMail,
): Promise<Delivery | { result: "erased" } | { result: "unopened" }> {
	const { sources } = run;
	const brand = sources.findBrand(mail.brand_id);
	if (brand === undefined || brand.realm !== mail.realm_id) return { result: "temporary", code: "no_brand" };
	const opened = await openMail(run, mail);
	if (opened === "erased") return { result: "erased" };
	if (opened === "unopened") return { result: "unopened" };
	if (opened === "unreadable") return { result: "permanent", code: "unreadable" };
	const { recipient, payload } = opened;
	const edition = currentEdition(brand, sources.now());
	// A language that the brand has given up since: its own is the next best.
	const { available, default: fallback } = brand.look.locales;
	const locale = available.includes(payload.locale) ? payload.locale : fallback;
	const context = await contextOf(run, mail, edition, locale);
	try {
		const queued = Date.parse(mail.queued_at);
		const message = await composeMessage({ id: mail.id, recipient, letter: payload.letter, queued, context });
		run.connection ??= await sources.openConnection();
		return await run.connection.send(message);
	} catch (error) {
		if (error instanceof UnfitMail) return { result: "permanent", code: "unfit" };
		throw error;
	}
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
