import PostalMime, { type Email } from "postal-mime";
import { brandOrigin } from "#foundation/brand/origin.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { isOptional } from "#foundation/mail/mail-class.ts";
import { composeMessage } from "#foundation/mail/message.ts";
import { LETTERS } from "../../../src/letters.ts";
import { letterSamples, type Sample } from "./letter-samples.ts";
import { blocksOf, wrap } from "./plain.ts";
import { MOMENT, type PublishedText } from "./published.ts";

/**
 * Each letter as it is received on a brand in a language, all its variants below each other, by its name.
 * @throws Error for a letter without a sample
 */
export async function letterTexts(published: PublishedText): Promise<Map<string, string>> {
	const samples = letterSamples(published.edition.legal.features, published.locale);
	const texts = new Map<string, string>();
	for (const name of LETTERS.keys()) {
		const own = samples.filter(({ letter }) => letter.kind.name === name);
		if (own.length === 0) throw new Error(`${name} has no sample in test/support/approved/letter-samples.ts`);
		const parts = await Promise.all(own.map((sample) => received(published, sample)));
		texts.set(name, parts.join("\n\n"));
	}
	return texts;
}

async function received({ edition, locale }: PublishedText, { letter, variant, class: of }: Sample): Promise<string> {
	const mailClass = of ?? letter.kind.class;
	const origins = { stage: "production" } as const;
	const unsubscribe = brandOrigin(edition.brand, {}) + localePath({ ...edition.brand, locale }, "/unsubscribe/example");
	const context = { edition, locale, class: mailClass, origins, ...(isOptional(mailClass) ? { unsubscribe } : {}) };
	const message = await composeMessage({
		...{ id: "0190a0b0-0000-8000-8000-000000000001", recipient: "reader@example.net" },
		...{ letter, queued: MOMENT.getTime(), context },
	});
	const mail = await PostalMime.parse(message.raw);
	const title = variant === undefined ? [] : [`===== ${variant} =====`, ""];
	return [...title, ...headOf(mail), "", ...textOf(mail)].join("\n");
}

function headOf({ from, replyTo, subject }: Email): string[] {
	return [`From: ${from?.name} <${from?.address}>`, `Reply-To: ${replyTo?.[0]?.address}`, `Subject: ${subject}`];
}

/** The text part; then what only the HTML part says. */
function textOf({ subject = "", text = "", html = "" }: Email): string[] {
	const said = `${subject} ${text}`.replace(/\s+/g, " ");
	const more = blocksOf(html).filter((block) => !said.includes(block));
	const lines = text.trimEnd().split("\n");
	const shown = lines.map((line) => (line === "-- " ? "--" : wrap(line, line.startsWith("- ") ? "  " : "")));
	return [...shown, ...(more.length > 0 ? ["", "HTML only:", ...more.map((block) => wrap(block))] : []), ""];
}
