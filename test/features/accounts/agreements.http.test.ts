import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { wordsHash } from "#foundation/ledgers/consent.ts";
import { newVisitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

/** The words beside the box that gives the consent, as a reader sees them. */
function consentWords(text: string): string {
	const [, label = ""] = /<input [^>]*name="membership"[^>]*>\s*<span>(.*?)<\/span>/s.exec(text) ?? [];
	return label.replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

describe("what joining records (T45)", () => {
	it.each([
		["twero", "nl", ""],
		["twero", "en", "/en"],
		["geilesexsite", "nl", ""],
		["geilesexsite", "en", "/en"],
	])(
		"on %s in %s is the consent in the words that were read, and the hash of that brand's statement and terms",
		async (id, locale, prefix) => {
			const brand = brandIdSchema.parse(id);
			const visitor = newVisitor(world);
			const page = await visitor.follow(await visitor.get(visitor.address(id, `${prefix}/join`)));
			expect(page.text).toContain(`<html lang="${locale}"`);
			const words = consentWords(page.text);
			expect(words.toLowerCase()).toContain(id);
			const name = `akkoord${id.slice(0, 4)}${locale}`;
			const reply = await visitor.post(visitor.at.href, {
				...{ user_name: name, email: `${name}@voorbeeld.test`, password: "vier blauwe paarden", gender: "other" },
				...{ adult: "yes", terms: "yes", membership: "yes" },
			});
			expect(reply.status).toBe(200);
			const newest = <Rows>(rows: readonly Rows[], count: number) => rows.slice(0, count);
			const [events, acceptances] = await world.database.read(
				build
					.selectFrom("consent_event")
					.select(["purpose", "kind", "text_hash"])
					.where("brand_id", "=", brand)
					.orderBy("id", "desc"),
				build
					.selectFrom("acceptance")
					.select(["document", "number", "locale", "kind", "hash"])
					.where("brand_id", "=", brand)
					.orderBy("id", "desc"),
			);
			expect(newest(events, 1)).toEqual([{ purpose: "use_of_site", kind: "given", text_hash: await wordsHash(words) }]);
			const recorded = newest(acceptances, 2);
			const statement = recorded.find(({ document }) => document === "statement") ?? expect.fail("no statement");
			const terms = recorded.find(({ document }) => document === "terms") ?? expect.fail("no terms");
			expect([statement.kind, statement.locale, terms.kind, terms.locale]).toEqual([
				"shown",
				locale,
				"accepted",
				locale,
			]);
			// The form leads to this very version, and its page carries this hash.
			const said = locale === "nl" ? "privacyverklaring (versie" : "privacy statement (version";
			expect(page.text).toContain(`${said} ${statement.number})`);
			const shown = await visitor.get(visitor.address(id, `${prefix}/privacy/statement.json`));
			expect(JSON.parse(shown.text).meta).toMatchObject({
				version: statement.number,
				language: locale,
				_hash: statement.hash,
			});
			const [[stored]] = await world.database.read(
				build
					.selectFrom("terms_version")
					.select("hash")
					.where("realm_id", "=", "jupiter-media")
					.where("number", "=", terms.number)
					.where("locale", "=", locale),
			);
			expect(terms.hash).toBe(stored?.hash);
		},
	);
});
