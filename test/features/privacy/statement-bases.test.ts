import { describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { toTilt } from "#features/privacy/statement/tilt.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import type { Running } from "#foundation/register/running.ts";
import type { Locale } from "#locales/locales.ts";
import { ALL } from "../../support/fixtures/running.ts";

const { brands } = await loadTenants("tenants");
const legalOf = (brand: string): Legal => brands.find(({ id }) => id === brand)?.legal ?? expect.fail(brand);
const textOf = (legal: Legal, locale: Locale, running: Running = RUNNING) =>
	renderText(deriveStatement(legal, locale, running)).replace(/\s+/g, " ");
const VERSION = {
	...{ number: 1, publishedAt: "2026-01-02T03:04:05.000Z", effectiveAt: "2026-01-02T03:04:05.000Z" },
	...{ hash: "0".repeat(64), url: "https://alfa.example/privacy" },
};
type Disclosed = { _id: string; legalBases: { reference: string }[] };
const basesOf = (legal: Legal, running: Running = RUNNING) => {
	const { dataDisclosed } = toTilt(legal, "nl", VERSION, running) as { dataDisclosed: Disclosed[] };
	return Object.fromEntries(dataDisclosed.map(({ _id, legalBases }) => [_id, legalBases.map((one) => one.reference)]));
};

const ADULT = ["twero", "geilesexsite"];
/** By language: the basis, how the review ends, what stays and how long, what goes, and what is not said any more. */
const SAID = {
	nl: {
		basis: "rechtsvordering (art. 9 lid 2 onder f AVG) en gerechtvaardigd belang",
		review: "Jouw keuze: Dit hoort bij je toestemming voor ‘Profielen’. Trek je die toestemming in, dan stopt dit ook.",
		stays: "Lijst van inzage en besluiten door medewerkers: 24 maanden na de inzage",
		goes: "Ook een foto die nog wacht, gaat weg en wordt niet meer bekeken.",
		not: "De enige grond die we daarvoor gebruiken is je uitdrukkelijke toestemming",
		planned: /klachten vastleggen/,
	},
	en: {
		basis: "legal claims (Art. 9(2)(f) GDPR) and legitimate interest",
		review: "This belongs to your consent for “Profiles”. If you withdraw that consent, this stops as well.",
		stays: "List of access and decisions by staff: 24 months after the access",
		goes: "A photo that still waits goes too, and nobody looks at it any more.",
		not: "The only ground that we use for them is your explicit consent",
		planned: /Recording reports, decisions and complaints/,
	},
} satisfies Partial<Record<Locale, object>>;
const EACH = Object.keys(SAID) as (keyof typeof SAID)[];

describe.each(ADULT.flatMap((id) => EACH.map((locale) => ({ id, locale }))))("the bases on $id in $locale", (one) => {
	const legal = legalOf(one.id);
	const { basis, review, stays, goes, not, planned } = SAID[one.locale];

	it("P47 P52 P53 name legal claims for records of decisions, with what stays and how long", () => {
		const text = textOf(legal, one.locale);
		for (const sentence of [basis, stays]) expect(text).toContain(sentence);
		expect(text).not.toContain(not);
	});

	it("P60 give the review no consent of its own: it ends with that to the profile, and a photo that waits goes", () => {
		const text = textOf(legal, one.locale);
		for (const sentence of [review, goes]) expect(text.split(sentence)).toHaveLength(2);
	});

	it("P47 name reports and complaints only once they run", () => {
		expect(textOf(legal, one.locale)).not.toMatch(planned);
		expect(textOf(legal, one.locale, ALL)).toMatch(planned);
	});
});

describe("the bases as data", () => {
	it.each(ADULT)("P47 P52 stand by item on %s: what a member gave on consent, records on legal claims", (id) => {
		const bases = basesOf(legalOf(id));
		expect(bases["special.staff_access"]).toEqual(["GDPR-6-1-c", "GDPR-6-1-f", "GDPR-9-2-f"]);
		expect(bases["special.photos"]).toEqual(["GDPR-6-1-a", "GDPR-9-2-a"]);
		expect(bases["special.about_me"]).toEqual(["GDPR-6-1-a", "GDPR-9-2-a"]);
		const onClaims = Object.entries(bases).filter(([, own]) => own.includes("GDPR-9-2-f"));
		expect(onClaims.map(([item]) => item).sort()).toEqual([
			...[
				"special.age_checks",
				"special.disclosures",
				"special.held_items",
				"special.measures",
				"special.staff_access",
			],
		]);
		expect(basesOf(legalOf(id), ALL)["special.reports"]).toEqual(["GDPR-6-1-f", "GDPR-9-2-f"]);
	});

	it("P47 name no condition for special data on a brand that is not for adults, whose records are necessary", () => {
		const legal = legalOf("harbour");
		expect(JSON.stringify(basesOf(legal))).not.toContain("GDPR-9");
		expect(basesOf(legal)["necessary.staff_access"]).toEqual(["GDPR-6-1-c", "GDPR-6-1-f"]);
		for (const locale of EACH) {
			const text = textOf(legal, locale);
			expect(text).not.toMatch(/9 lid 2|9\(2\)|rechtsvordering \(|legal claims \(/);
			expect(text).not.toContain(SAID[locale].goes);
		}
	});
});
