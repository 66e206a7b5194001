import { describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { declarationsOn } from "#foundation/register/holdings.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { processingRecord } from "#foundation/rights/record.ts";
import { REGISTER } from "../../../src/register.ts";
import { publishedTexts } from "../../support/approved/published.ts";
import { PLANTED_REGISTER } from "../../support/fixtures/planted-feature.ts";

const BRANDS = (await publishedTexts(".")).filter(({ locale }) => locale === "en").map(({ edition }) => edition.legal);

describe("the record of processing activities (GDPR Art. 30)", () => {
	it.each(BRANDS)(
		"lists of $brandName every purpose, datum and term of what is declared, each with a basis",
		(given) => {
			const { legal } = offerOf(given, RUNNING);
			const record = processingRecord(legal, REGISTER);
			const columns = declarationsOn(legal, REGISTER).flatMap(({ tables }) =>
				Object.values(tables).flatMap((table) => Object.values(table.columns).filter(isPersonal)),
			);
			for (const { purposes, item, retention } of columns)
				for (const purpose of purposes) {
					const own = record.find((activity) => activity.purpose === purpose);
					if (own === undefined) continue;
					expect(own.items).toContain(item);
					expect(own.limits.map(({ rule }) => rule)).toContain(retention);
				}
			expect(new Set(record.map(({ purpose }) => purpose)).size).toBe(record.length);
			for (const { bases, items, limits } of record)
				expect([bases.length > 0, items.length > 0, limits.length > 0]).toEqual([true, true, true]);
		},
	);

	it("has a feature by its declaration alone: its people, its data and its terms", () => {
		const [given] = BRANDS;
		const { legal } = offerOf(given ?? expect.fail(), RUNNING);
		const use = (register: typeof REGISTER) =>
			processingRecord(legal, register).find(({ purpose }) => purpose === "use_of_site") ?? expect.fail();
		expect(use(REGISTER).items).not.toContain("photos");
		const planted = use(PLANTED_REGISTER);
		expect(planted.items).toContain("photos");
		expect(planted.limits.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["delivery_address", "fiscal"]));
		expect(planted.subjects).toEqual(expect.arrayContaining(["member", "guest"]));
		expect(planted.limits.map(({ rule }) => rule)).toContain("ticket");
	});

	it("names the recipients that get something of it, and which of them are outside the EEA", () => {
		const [given] = BRANDS;
		const { legal } = offerOf(given ?? expect.fail(), RUNNING);
		const all = processingRecord(legal, REGISTER);
		const host = all.flatMap(({ recipients }) => recipients).find(({ recipient }) => recipient.id === "cloudflare");
		expect(host?.leavesEea).toBe(true);
		const mail = all.filter(({ recipients }) => recipients.some(({ recipient }) => recipient.kind === "mail"));
		expect(mail.length).toBeGreaterThan(0);
		expect(mail.every(({ items }) => items.includes("email"))).toBe(true);
	});
});
