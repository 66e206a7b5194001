import type { Edition } from "../../brand/edition.ts";
import { brandOrigin } from "../../brand/origin.ts";
import { currentEdition } from "../../brand/registry.ts";
import { KeyUnavailable } from "../../crypto/keys.ts";
import { open, SealBroken } from "../../crypto/sealed.ts";
import type { Tables } from "../../db/tables.ts";
import { localePath } from "../../i18n/path.ts";
import type { MailContext } from "../content.ts";
import { isOptional, type MailClass } from "../mail-class.ts";
import { composeMessage, UnfitMail } from "../message.ts";
import { type Payload, parsePayload } from "../schema.ts";
import { signUnsubscription } from "../unsubscribe-token.ts";
import type { Run } from "./drain.ts";
import type { Delivery } from "./transport.ts";

/** A row that this run has, with its key and what its member chose; a key that is gone is null. */
export type LeasedMail = Pick<
	Tables["outbox"],
	"realm_id" | "id" | "brand_id" | "member_id" | "recipient_sealed" | "payload_sealed" | "attempts" | "queued_at"
> & {
	class: MailClass;
	state: string;
	key_id: string;
	unit: string | null;
	wrapped_key: Uint8Array | null;
	key_version: number | null;
	created_at: string | null;
	/** Undefined: no choice was made. */
	wanted: boolean | undefined;
	stopped: boolean;
	most: number | undefined;
};

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
	const context = { edition, locale, class: mail.class, origins: settings };
	if (!isOptional(mail.class)) return context;
	const { brand } = edition;
	const of = { realm: brand.realm, brand: brand.id, member: mail.member_id, class: mail.class };
	const token = await signUnsubscription(settings.tokenRoot, of, Date.parse(mail.queued_at));
	const path = localePath({ look: brand.look, locale }, `/unsubscribe/${token}`);
	return { ...context, unsubscribe: brandOrigin(brand, settings) + path };
}

/** What a row says, if its key still exists and opens, and this code still knows its template. */
export async function openMail(
	{ sources }: Pick<Run, "sources">,
	mail: LeasedMail,
): Promise<OpenedMail | "erased" | "unopened" | "unreadable"> {
	const { unit, wrapped_key, key_version, created_at } = mail;
	if (unit === null || wrapped_key === null || key_version === null || created_at === null) return "erased";
	const row = { realm_id: mail.realm_id, id: mail.key_id, owner_id: mail.member_id, unit };
	try {
		const key = await sources.ring.openUnit({ ...row, wrapped_key, key_version, created_at });
		const place = (column: string) => ({ table: "outbox", column, row: mail.id });
		const recipient = await open(key, place("recipient_sealed"), mail.recipient_sealed);
		return { recipient, payload: parsePayload(await open(key, place("payload_sealed"), mail.payload_sealed)) };
	} catch (error) {
		if (error instanceof KeyUnavailable) return "unopened";
		if (error instanceof SealBroken || (error instanceof Error && error.name === "ZodError")) return "unreadable";
		throw error;
	}
}
