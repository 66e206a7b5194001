import { beforeAll, describe, expect, it } from "vitest";
import { type CompiledBrand, loadTenants } from "#cli/tenants/files.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { countriesOf, recipientName } from "#foundation/brand/unnamed.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import { LOCALES } from "#locales/locales.ts";
import { ALL } from "../../support/fixtures/running.ts";

/** What the statements of the project's own brands say, from their own files. */
let brands: CompiledBrand[];
beforeAll(async () => {
	brands = (await loadTenants("tenants", { running: ALL })).brands;
});

const brandOf = (id: string): CompiledBrand => {
	const found = brands.find((brand) => brand.id === id);
	if (!found) throw new Error(`no brand ${id}`);
	return found;
};
const flat = (text: string) => text.replace(/\s+/g, " ");
const textsOf = ({ legal }: CompiledBrand) =>
	LOCALES.map((locale) => ({ locale, text: flat(renderText(deriveStatement(legal, locale, ALL))) }));

describe("the statement of the project's own brands", () => {
	it.each(["twero", "geilesexsite", "harbour"])(
		"P32 P58 names the controller and the officer with all their addresses: %s",
		(id) => {
			const brand = brandOf(id);
			const { operator } = brand.legal;
			for (const { text } of textsOf(brand))
				for (const fact of [
					...[operator.name, operator.address.street, operator.address.postalCode, operator.address.city],
					...[operator.registration.number, operator.email, operator.phone, operator.dpo.email],
				])
					expect(text).toContain(fact);
		},
	);

	it("P33 P61 names each recipient with its country, and how data leave the EEA", () => {
		for (const brand of brands)
			for (const { locale, text } of textsOf(brand))
				for (const recipient of brand.legal.recipients) {
					expect(text).toContain(recipientName(recipient, locale));
					for (const country of countriesOf(recipient))
						expect(text).toContain(countryName(country, locale).replace(/^(de|het|the) /, ""));
				}
		const outside = brandOf("twero").legal.recipients.filter(({ transfer }) => transfer !== undefined);
		expect(outside.length).toBeGreaterThan(0);
		const [first] = outside;
		if (!first) return;
		const { legal } = brandOf("twero");
		const { transfer: _, ...bare } = first;
		const without = { ...legal, recipients: legal.recipients.map((one) => (one.id === first.id ? bare : one)) };
		expect(() => deriveStatement(without, "nl", ALL)).toThrow(/transfer/);
	});

	it("P62 is declared valid for the partner's organisation on Geilesexsite, and on no brand of the operator's own", () => {
		const sections = (id: string) =>
			deriveStatement(brandOf(id).legal, "nl", ALL).sections.map((section) => section.id);
		expect(sections("geilesexsite").at(-1)).toBe("partner");
		expect(textsOf(brandOf("geilesexsite")).every(({ text }) => text.includes("VspCash"))).toBe(true);
		expect(sections("twero")).not.toContain("partner");
		expect(textsOf(brandOf("twero")).some(({ text }) => text.includes("VspCash"))).toBe(false);
	});
});
