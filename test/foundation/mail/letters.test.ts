import fc from "fast-check";
import { HtmlValidate } from "html-validate";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import * as accounts from "#features/accounts/letters.ts";
import * as staff from "#features/console/letters.ts";
import * as helpdesk from "#features/helpdesk/letters.ts";
import * as memberships from "#features/memberships/letters.ts";
import * as moderation from "#features/moderation/letters.ts";
import * as myData from "#features/my-data/letters.ts";
import * as requests from "#features/my-data/requests/letters.ts";
import { editionAt } from "#foundation/brand/edition.ts";
import { type MailContext, mailContent } from "#foundation/mail/content.ts";
import type { Letter } from "#foundation/mail/letter.ts";
import { DIGEST } from "#foundation/mail/letters.ts";
import { type MailClass, OPTIONAL_CLASSES } from "#foundation/mail/mail-class.ts";
import { composeMessage, UnfitMail } from "#foundation/mail/message.ts";
import { parsePayload, writePayload } from "#foundation/mail/payload.ts";
import { textMail } from "#foundation/mail/plain-text.ts";
import { htmlMail } from "#foundation/mail/templates.tsx";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { LETTERS } from "../../../src/letters.ts";
import { publishedBrand } from "../../support/fixtures/published.ts";
import { headersOf, START } from "../../support/mail-world.ts";

const link = { at: "account", path: "/page?token=abc_DEF-123" } as const;
const at = "2026-11-22T23:30:00.000Z";

const SAMPLES = {
	confirm: accounts.CONFIRM.with({ link, hours: 24 }),
	account_exists: accounts.ACCOUNT_EXISTS.with({ signIn: link, reset: link, add: link }),
	password_reset: accounts.PASSWORD_RESET.with({ link, hours: 1 }),
	password_guesses: accounts.PASSWORD_GUESSES.with({ at, link, hours: 48, reset: link }),
	password_changed: accounts.PASSWORD_CHANGED.with({ at, reset: link }),
	email_change_new: accounts.EMAIL_CHANGE_NEW.with({ link, hours: 24 }),
	email_change_old: accounts.EMAIL_CHANGE_OLD.with({ link, hours: 24 }),
	sign_in_new_device: accounts.SIGN_IN_NEW_DEVICE.with({ at, device: "Firefox, Linux", security: link }),
	passkey_added: accounts.PASSKEY_ADDED.with({ at, security: link }),
	security_changed: accounts.SECURITY_CHANGED.with({ what: "authenticator_on", at, security: link }),
	statement_change: memberships.STATEMENT_CHANGE.with({
		change: "consent",
		from: "2026-12-22",
		difference: { at: "brand", path: "/privacy/versions/1..2" },
		summary: { line: "Nieuwe ontvanger: <b>Analyse</b> & Zn.", more: 2 },
	}),
	statement_withdrawn: memberships.STATEMENT_WITHDRAWN.with({
		announced: [{ from: "2026-12-22", difference: { at: "brand", path: "/privacy/versions/1..2" } }],
	}),
	photo_rejected: staff.PHOTO_REJECTED.with({ reason: "contact_details", at, photos: link }),
	photo_approved: staff.PHOTO_APPROVED.with({ photos: link }),
	account_closed: memberships.ACCOUNT_CLOSED.with({ purge: "2031-11-22", reopen: link }),
	account_suspended: staff.ACCOUNT_SUSPENDED.with({ at, rights: { at: "brand", path: "/privacy/rights" } }),
	suspended: moderation.SUSPENDED.with({
		...{ isWhole: false, clause: "harm", source: "notice", reason: "Dreigde met <b>geweld</b> & meer", at },
		rights: { at: "brand", path: "/privacy/rights" },
		terms: { at: "brand", path: "/terms" },
	}),
	copy_asked: myData.COPY_ASKED.with({ at, page: link, security: link }),
	copy_link: myData.COPY_LINK.with({ link, hours: 24 }),
	copy_account: myData.COPY_ACCOUNT.with({ pages: [link], others: { link, hours: 24 } }),
	copy_none: myData.COPY_NONE.with({ statement: { at: "brand", path: "/privacy" } }),
	erasure_receipt: myData.ERASURE_RECEIPT.with({
		at,
		copies: "2026-12-02",
		kept: [{ rules: ["name_hold"], until: at }, { rules: ["consent_evidence"] }],
		recipients: ["Bank & Zn."],
		verify: { at: "account", path: "/privacy/receipts/verify" },
		file: { receipt: "a.b.c", salt: "AAAAAAAAAAAAAAAAAAAAAAAA", subject: "id" },
	}),
	copy_ready: myData.COPY_READY.with({ page: link }),
	suspension_lifted: moderation.SUSPENSION_LIFTED.with({
		...{ isWhole: false, reason: "De melding was <i>onjuist</i>", at, signIn: link },
	}),
	age_check: staff.AGE_CHECK.with({
		...{ age: 18, clause: "age", due: "2026-12-01T10:00:00.000Z" },
		...{ rights: { at: "brand", path: "/privacy/rights" }, terms: { at: "brand", path: "/terms" } },
	}),
	age_check_ended: staff.AGE_CHECK_ENDED.with({ rights: { at: "brand", path: "/privacy/rights" } }),
	breach_told: staff.BREACH_TOLD.with({
		...{ items: ["email"], nature: "Er stond iets <b>open</b>." },
		rights: { at: "brand", path: "/privacy/rights" },
		...{ consequences: "iemand kan je mailen.", measures: "Kies een nieuw wachtwoord." },
	}),
	disclosure_told: staff.DISCLOSURE_TOLD.with({
		...{ at, silentUntil: "2026-12-01T10:00:00.000Z", privacy: { at: "account", path: "/privacy" } },
	}),
	restriction_ends: myData.RESTRICTION_ENDS.with({
		...{ since: at, from: "2026-12-01T10:00:00.000Z", reason: "Het is <b>nagegaan</b>" },
		privacy: { at: "account", path: "/privacy/restriction" },
	}),
	objection_upheld: myData.OBJECTION_UPHELD.with({
		...{ use: "moderation", since: at, reason: "Je hebt <b>gelijk</b>" },
		choices: { at: "account", path: "/privacy/choices" },
	}),
	objection_refused: myData.OBJECTION_REFUSED.with({
		...{ use: "moderation", since: at, reason: "Anderen <b>eerst</b>", from: "2026-12-01T10:00:00.000Z" },
		authority: { name: "Autoriteit <i>Persoonsgegevens</i>", url: "https://autoriteit.example" },
		choices: { at: "account", path: "/privacy/choices" },
	}),
	request_received: requests.REQUEST_RECEIVED.with({ kind: "access", received: at, due: at, page: link }),
	request_confirm: requests.REQUEST_CONFIRM.with({ kind: "erasure", link, days: 30 }),
	request_identity: requests.REQUEST_IDENTITY.with({ kind: "erasure", link, days: 30, received: at }),
	request_extended: requests.REQUEST_EXTENDED.with({
		...{ kind: "complaint", due: at, until: "2026-12-22T22:59:59.999Z", reason: "Het is <b>veel</b>", page: link },
		authority: { name: "Autoriteit <i>Persoonsgegevens</i>", url: "https://autoriteit.example" },
	}),
	request_refused: requests.REQUEST_REFUSED.with({
		...{ kind: "erasure", ground: "legal_claims", reason: "Er loopt <b>een zaak</b>", page: link },
		authority: { name: "Autoriteit <i>Persoonsgegevens</i>", url: "https://autoriteit.example" },
	}),
	request_partly_fulfilled: requests.REQUEST_PARTLY_FULFILLED.with({
		...{ kind: "erasure", ground: "legal_obligation", reason: "De <b>bon</b> blijft", page: link },
		authority: { name: "Autoriteit <i>Persoonsgegevens</i>", url: "https://autoriteit.example" },
	}),
	request_fulfilled: requests.REQUEST_FULFILLED.with({
		kind: "rectification",
		answer: "Het <b>klopt</b> nu",
		page: link,
	}),
	erasure_announced: requests.ERASURE_ANNOUNCED.with({ begins: at, hours: 72, cancel: link }),
	erasure_cancelled: requests.ERASURE_CANCELLED.with({ at, page: link }),
	request_withdrawn: requests.REQUEST_WITHDRAWN.with({ kind: "complaint", page: link }),
	request_expired: requests.REQUEST_EXPIRED.with({ kind: "complaint", days: 30, page: link }),
	request_nobody: requests.REQUEST_NOBODY.with({
		statement: { at: "brand", path: "/privacy" },
		authority: { name: "Autoriteit <i>Persoonsgegevens</i>", url: "https://autoriteit.example" },
	}),
	ticket_received: helpdesk.TICKET_RECEIVED.with({ received: at, due: at, link, days: 28 }),
	ticket_answered: helpdesk.TICKET_ANSWERED.with({
		received: at,
		answer: "Probeer <b>dit</b>\n\nEn dat",
		link,
		days: 28,
	}),
	staff_invited: staff.STAFF_INVITED.with({ link, hours: 24 }),
	staff_second_step: staff.STAFF_SECOND_STEP.with({ link, hours: 24 }),
	digest: DIGEST.with({
		entries: [{ title: "Een <b>titel</b> & meer", link: { at: "brand", path: "/privacy" } }, { title: "Zonder" }],
		more: 2,
	}),
} as const;

type TemplateName = keyof typeof SAMPLES;
const TEMPLATE_NAMES = Object.keys(SAMPLES) as TemplateName[];
const letterOf = (template: TemplateName): Letter => SAMPLES[template];
const CLASSES: Partial<Record<TemplateName, MailClass>> = { digest: "newsletter", photo_approved: "notification" };
const classOf = (template: TemplateName): MailClass => CLASSES[template] ?? "transactional";

function contextOf(template: TemplateName, locale: Locale, own: Partial<MailContext> = {}): MailContext {
	const brand = publishedBrand({ id: "apple", look: { name: "Geile Appel" } });
	const optional = classOf(template) !== "transactional";
	return {
		edition: editionAt(brand, START),
		locale,
		class: classOf(template),
		origins: { stage: "production" },
		...(optional ? { unsubscribe: "https://apple.example/unsubscribe/eyJ.a-b_c.d" } : {}),
		...own,
	};
}

const parts = { id: "0190a0b0-0000-8000-8000-000000000001", recipient: "ada@members.example", queued: START };
const compose = async (template: TemplateName, locale: Locale, context = contextOf(template, locale)) =>
	new TextDecoder().decode((await composeMessage({ ...parts, letter: letterOf(template), context })).raw);

const EVERY = TEMPLATE_NAMES.flatMap((template) => LOCALES.map((locale) => [template, locale] as const));

/** The words that a reader sees of an HTML part. */
const wordsOf = (html: string) =>
	html
		.replace(/<head>.*?<\/head>/s, "")
		.replace(/<[^>]+>/g, " ")
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&quot;", '"')
		.replaceAll("&#39;", "'")
		.replaceAll("&amp;", "&")
		.replace(/\s+/g, " ");

describe("a letter", () => {
	it("is in the list of all, under its own name, and has a sample here", () => {
		expect([...LETTERS.keys()].sort()).toEqual([...TEMPLATE_NAMES].sort());
		for (const template of TEMPLATE_NAMES) expect(letterOf(template).kind).toBe(LETTERS.get(template));
	});

	it.each(EVERY)("says the same in both parts: %s in %s", (template, locale) => {
		const content = mailContent(letterOf(template), contextOf(template, locale));
		const words = wordsOf(htmlMail(content, contextOf(template, locale).edition.brand.look.theme));
		const sentences = textMail(content)
			.split("\n")
			.map((line) => line.replace(/^-- $/, "").replace(/^- /, "").replace(/^ {2}/, "").trim())
			.filter((line) => line !== "" && !/^https:/.test(line));
		expect(sentences.length).toBeGreaterThan(4);
		for (const sentence of sentences) expect(words).toContain(sentence.replace(/:$/, ""));
	});

	it.each(EVERY)(
		"is valid HTML that fetches nothing and leads to our hosts alone (T6): %s in %s",
		async (template, locale) => {
			const context = contextOf(template, locale);
			const html = htmlMail(mailContent(letterOf(template), context), context.edition.brand.look.theme);
			const validator = new HtmlValidate({
				extends: ["html-validate:recommended"],
				rules: { "no-inline-style": "off", "void-style": "off", "long-title": "off" },
			});
			const report = await validator.validateString(html);
			expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
			expect(html).not.toMatch(
				/<(img|link|script|style|iframe|video|audio|object|form|input)\b|\bsrc=|url\(|@import|background=/i,
			);
			const hosts = [...html.matchAll(/(?:href=")([^"]+)/g)].map(([, href = ""]) => new URL(href).origin);
			expect(hosts.length).toBeGreaterThan(0);
			expect(hosts.every((host) => ["https://apple.example", "https://account.voorbeeld.example"].includes(host))).toBe(
				true,
			);
		},
	);

	it.each(EVERY)(
		"names the operator and not the brand, but in addresses, to a reader who chose so: %s in %s",
		async (template, locale) => {
			const context = contextOf(template, locale, { neutral: true });
			const mail = await PostalMime.parse(await compose(template, locale, context));
			const seen = `${mail.from?.name} ${mail.subject} ${mail.text} ${wordsOf(mail.html ?? "")}`.replaceAll(
				/https?:[^\s"<>)]+/g,
				"",
			);
			expect(seen).not.toMatch(/appel|apple|volwassen|\badults?\b/i);
			expect(seen).not.toContain(context.edition.legal.contacts.help);
			expect(mail.html).not.toContain(context.edition.brand.look.theme.colors.brand);
			const { shortName } = context.edition.legal.operator;
			expect(mail.from?.name).toBe(shortName);
			expect(mail.text).toContain(shortName);
			for (const line of mail.text?.split("\n") ?? []) expect(line).not.toMatch(/^(een|a) /);
		},
	);

	it.each(EVERY)("has a subject without variables, brand or kind of site: %s in %s", (template, locale) => {
		const { subject } = mailContent(letterOf(template), contextOf(template, locale));
		const other = publishedBrand({ id: "pear", look: { name: "Iets anders" } });
		expect(
			mailContent(letterOf(template), contextOf(template, locale, { edition: editionAt(other, START) })).subject,
		).toBe(subject);
		expect(subject).toBe(letterOf(template).kind.subject(locale));
		expect(subject).toMatch(/^[A-Za-z -]{5,60}$/);
		expect(subject).not.toMatch(/geil|appel|sex|seks|dat(e|ing)|porn|erot|adult|18|contact|flirt/i);
	});

	it("escapes what others wrote", () => {
		const context = contextOf("digest", "nl");
		const html = htmlMail(mailContent(letterOf("digest"), context), context.edition.brand.look.theme);
		expect(html).toContain("Een &lt;b&gt;titel&lt;/b&gt; &amp; meer");
		expect(html).not.toContain("<b>titel");
	});

	it("tells times on the clock of the operator's country", () => {
		const { facts } = mailContent(letterOf("password_changed"), contextOf("password_changed", "nl"));
		expect(facts).toEqual([["Wanneer", "23 november 2026, 00:30 (Nederlandse tijd)"]]);
		const english = mailContent(letterOf("password_changed"), contextOf("password_changed", "en"));
		expect(english.facts).toEqual([["When", "23 November 2026, 00:30 (Dutch time)"]]);
	});

	it.each([
		["a reason", { reason: " ".repeat(40) }],
		["a rule", { clause: "" }],
		["a source", { source: "" }],
		["a scope", { isWhole: undefined }],
		["a beginning", { at: "" }],
	])("that suspends is not queued without %s", (_part, empty) => {
		const whole = SAMPLES.suspended;
		const letter = { ...whole, variables: { ...(whole.variables as object), ...empty } };
		expect(() => writePayload({ locale: "nl", letter: whole })).not.toThrow();
		expect(() => writePayload({ locale: "nl", letter })).toThrow();
	});

	it("links to the hosts of the settings, and in development to where they are found (T6)", () => {
		const href = (origins: MailContext["origins"], locale: Locale = "en") =>
			mailContent(letterOf("statement_change"), contextOf("statement_change", locale, { origins })).links[0]?.href;
		expect(href({ stage: "production" })).toBe("https://apple.example/en/privacy/versions/1..2");
		expect(href({ stage: "production" }, "nl")).toBe("https://apple.example/privacy/versions/1..2");
		expect(href({ stage: "development", developmentPort: 8787 })).toBe(
			"http://apple.localhost:8787/en/privacy/versions/1..2",
		);
		const account = contextOf("confirm", "nl", { origins: { stage: "development", developmentPort: 8787 } });
		expect(mailContent(letterOf("confirm"), account).links[0]?.href).toMatch(
			/^http:\/\/account[a-z-]*\.localhost:8787\/page/,
		);
	});

	it.each([
		"//evil.example/x",
		"/\\evil.example",
		"https://evil.example",
		"x",
		"",
		"/a b",
		"/a\r\nBcc: x@evil.example",
		"/é",
	])("takes no link to %j (T6)", (path) => {
		const letter = accounts.CONFIRM.with({ link: { at: "account", path }, hours: 24 });
		expect(() => writePayload({ locale: "nl", letter })).toThrow();
	});

	it("is kept whole, and refused with variables of another", () => {
		for (const template of TEMPLATE_NAMES) {
			const payload = { locale: "nl" as const, letter: letterOf(template) };
			expect(parsePayload(LETTERS, writePayload(payload))).toEqual(payload);
		}
		const mixed = {
			locale: "nl" as const,
			letter: { kind: accounts.CONFIRM, variables: letterOf("digest").variables },
		};
		expect(() => writePayload(mixed)).toThrow();
		expect(() => parsePayload(LETTERS, '{"locale":"nl","letter":{"template":"toString","variables":{}}}')).toThrow();
	});
});

const PLAIN = [
	"from",
	"reply-to",
	"to",
	"subject",
	"message-id",
	"date",
	"content-language",
	"auto-submitted",
	"mime-version",
	"content-type",
];
const LIST = ["list-unsubscribe", "list-unsubscribe-post"];
const names = (raw: string) => headersOf(raw).map(([name]) => name.toLowerCase());

describe("the header of a mail", () => {
	it.each(EVERY)("offers one click exactly where mail may be stopped (P16): %s in %s", async (template, locale) => {
		const raw = await compose(template, locale);
		const optional = classOf(template) !== "transactional";
		expect(names(raw).sort()).toEqual([...PLAIN, ...(optional ? LIST : [])].sort());
		const mail = await PostalMime.parse(raw);
		const shown = "https://apple.example/unsubscribe/eyJ.a-b_c.d";
		expect(mail.text?.includes(shown)).toBe(optional);
		expect(mail.html?.includes(shown)).toBe(optional);
		if (!optional) return;
		expect(new Map(headersOf(raw)).get("List-Unsubscribe")).toBe(`<${shown}>`);
		expect(new Map(headersOf(raw)).get("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
	});

	it("names each class that may be stopped, in both languages", () => {
		for (const locale of LOCALES)
			for (const one of OPTIONAL_CLASSES) {
				const { footer } = mailContent(letterOf("digest"), contextOf("digest", locale, { class: one }));
				expect(footer.links.map(({ label }) => label)).toEqual([
					words(locale).mail.unsubscribe[one],
					words(locale).mail.preferences,
				]);
			}
	});

	it("holds the brand's sender, its language, and a Message-ID at its host", async () => {
		const header = new Map(headersOf(await compose("confirm", "en")));
		expect(header.get("From")).toBe("apple <info@apple.example>");
		expect(header.get("Reply-To")).toBe("info@apple.example");
		expect(header.get("To")).toBe("ada@members.example");
		expect(header.get("Subject")).toBe("Confirm your e-mail address");
		expect(header.get("Message-ID")).toBe(`<${parts.id}@apple.example>`);
		expect(header.get("Date")).toBe("Sun, 22 Nov 2026 08:00:00 +0000");
		expect(header.get("Content-Language")).toBe("en");
		expect(header.get("Auto-Submitted")).toBe("auto-generated");
		expect(header.get("Content-Type")).toMatch(/^multipart\/alternative;/);
	});

	it.each([
		["a line more", "Apple\r\nBcc: eve@evil.example"],
		["an encoded word that holds one", "=?utf-8?q?=0d=0aBcc:_eve@evil.example?="],
		["a turned reading direction", "Apple\u202emoc.live"],
	])("is refused with a sender's name of %s (T32)", async (_what, senderName) => {
		const { look } = publishedBrand({ id: "apple" });
		const edition = editionAt(publishedBrand({ id: "apple", look: { mail: { ...look.mail, senderName } } }), START);
		await expect(compose("confirm", "nl", contextOf("confirm", "nl", { edition }))).rejects.toThrow(UnfitMail);
	});

	it("never has a line, a sender or a recipient more, whatever stands in the values (T32)", async () => {
		const evil = fc.constantFrom(
			"\r\nBcc: eve@evil.example",
			"\nSubject: x",
			"\r",
			"\u0000",
			"\u202e",
			"\u2028",
			",",
			"<eve@evil.example>",
			";",
			'"',
			"\\",
			"(",
			"=?utf-8?q?=0d=0aBcc:_eve@evil.example?=",
			"é",
			"😀",
			" ",
		);
		const text = fc
			.array(fc.oneof(evil, fc.string({ unit: "binary", maxLength: 8 }), fc.constant("name")), { maxLength: 5 })
			.map((all) => all.join(""));
		const address = fc
			.tuple(text, fc.constantFrom("", "@apple.example", "a@apple.example"))
			.map(([start, end]) => start + end);
		const values = fc.record({
			senderName: text,
			from: address,
			replyTo: address,
			recipient: address,
			id: text,
			host: fc.oneof(fc.constant("apple.example"), text),
			unsubscribe: text,
		});
		const valid = {
			senderName: "Apple",
			from: "info@apple.example",
			replyTo: "info@apple.example",
			recipient: parts.recipient,
			id: parts.id,
			host: "apple.example",
			unsubscribe: "https://apple.example/unsubscribe/t",
		};
		const oneBad = fc
			.tuple(values, fc.constantFrom(...(Object.keys(valid) as (keyof typeof valid)[])))
			.map(([all, field]) => ({ ...valid, [field]: all[field] }));
		let passed = 0;
		await fc.assert(
			fc.asyncProperty(fc.oneof(values, oneBad), async (given) => {
				const { senderName, from, replyTo, recipient, id, host, unsubscribe } = given;
				const look = { mail: { senderName, from, replyTo }, hosts: { primary: host, aliases: [] } };
				const edition = editionAt(publishedBrand({ id: "apple", look }), START);
				const context = contextOf("digest", "nl", { edition, unsubscribe });
				try {
					const message = await composeMessage({ id, recipient, letter: letterOf("digest"), queued: START, context });
					passed += 1;
					const raw = new TextDecoder().decode(message.raw);
					expect(names(raw).sort()).toEqual([...PLAIN, ...LIST].sort());
					const mail = await PostalMime.parse(raw);
					expect(mail.from?.address).toBe(from);
					// Spaces around a plain name are lost on the way; those around a name in an encoded word are not.
					expect(mail.from?.name?.trim()).toBe(senderName.trim());
					expect(mail.to).toEqual([{ address: recipient, name: "" }]);
					expect(mail.replyTo).toMatchObject([{ address: replyTo }]);
					expect([message.from, message.to]).toEqual([from, recipient]);
					expect(raw.slice(0, raw.indexOf("\r\n\r\n"))).not.toMatch(/[^\r]\n|\r[^\n]/);
				} catch (error) {
					if (!(error instanceof UnfitMail)) throw error;
				}
			}),
			// An encoded name keeps a space that a plain one loses (seed 1849235246).
			{ numRuns: 1_200, examples: [" 😀", "😀 ", " name "].map((senderName) => [{ ...valid, senderName }]) },
		);
		expect(passed).toBeGreaterThan(50);
	});
});
