import { describe, expect, it } from "vitest";
import { compileTenants } from "#cli/tenants/compile-running.ts";
import { readTenantTexts } from "#cli/tenants/files.ts";
import { brandText, lineOf } from "../../support/fixtures/tenants/texts.ts";

const { texts } = await readTenantTexts("tenants");

type Hostile = { name?: string; sender?: string; copy?: string };

const file = ({
	name = "Buitenlucht",
	sender = "Buitenlucht",
	copy = "Wandelen met wie ook graag buiten is.",
}: Hostile) => `
operator = "jupiter-media"
name = ${JSON.stringify(name)}
[hosts]
primary = "buitenlucht.example"
[locales]
default = "nl"
[theme.colors]
brand = "#5a2d82"
accent = "#b01846"
[copy.nl]
tagline = "Voor wie graag buiten is"
intro = ${JSON.stringify(copy)}
seoTitle = "Buitenlucht"
seoDescription = "Samen naar buiten."
[mail]
senderName = ${JSON.stringify(sender)}
`;

function warnings(hostile: Hostile) {
	const text = file(hostile);
	const { problems } = compileTenants([...texts, brandText("hostile", text)]);
	expect(problems.filter(({ level }) => level === "error")).toEqual([]);
	return problems.filter((one) => one.file === "tenants/hostile.toml").map((one) => ({ ...one, text }));
}

describe("a brand's file that imitates", () => {
	const names = {
		"another brand's name with a mark": ["Twero.", /taken for "Twero" of brand "twero"/],
		"two letters for one": ["Tvvero", /taken for "Twero"/],
		"a digit for a letter": ["TWER0", /taken for "Twero"/],
		"a Cyrillic letter": ["Twer\u043e", /taken for "Twero"/],
		"a small capital": ["Twe\u0280o", /taken for "Twero"/],
		"a letter more": ["Tweroo", /taken for "Twero"/],
		"a letter less": ["Twro", /taken for "Twero"/],
		"two letters swapped": ["Twreo", /taken for "Twero"/],
		"another brand's name with a word": ["Twero Support", /taken for "Twero"/],
		"another brand's name within a word": ["MijnTwero", /taken for "Twero"/],
		"the operator": ["Jupiter Media", /taken for "Jupiter Media/],
		"an operator of another realm": ["Lage Kade", /taken for "Lage Kade" of operator "lage-kade"/],
		"the operator's network": ["VspCash", /taken for "VspCash"/],
		"an authority": ["Autoriteit Persoonsgegevens", /reads as staff, an authority/],
		"the police": ["Politie", /reads as staff, an authority/],
		"a security notice": ["Beveiliging", /reads as staff, an authority/],
	} as const;
	for (const [says, [name, why]] of Object.entries(names)) {
		it(`by ${says} is warned of, as its name and as its sender`, () => {
			for (const [key, hostile] of [
				["name", { name }],
				["senderName", { sender: name }],
			] as const) {
				const found = warnings(hostile).filter((one) => one.path.endsWith(key));
				expect(found.map((one) => one.why).join(" ")).toMatch(why);
				expect(found[0]).toMatchObject({ level: "warning", line: lineOf(file(hostile), `${key} =`) });
				expect(found[0]?.fix).not.toBe("");
			}
		});
	}

	it("by a sender of its own name and a word of security is warned of", () => {
		expect(warnings({ sender: "Twero beveiliging" }).map(({ why }) => why)).toEqual([
			expect.stringMatching(/taken for "Twero"/),
			expect.stringMatching(/reads as staff/),
		]);
		expect(warnings({ sender: "Buitenlucht beveiliging" })).toHaveLength(1);
	});

	const copy: Record<string, [string, RegExp[]]> = {
		"an account elsewhere": [
			"Your account at Twero ends today, sign in at https://twero-login.evil.example, or call 0900-1234 with your SMS code",
			[/names "Twero"/, /address that is not the brand's/, /phone number/, /accounts, passwords or codes/],
		],
		"what the operator does": [
			"We share nothing, keep nothing, joining is a subscription of 49 euro a month, you have no right of access",
			[/of money/, /rights, of the law/],
		],
		"a bare domain": ["Kijk op twero-login.nl voor meer", [/address that is not the brand's/]],
		"a mail address": ["Vragen? mail hulp@buiten.example", [/e-mail address/]],
		"a number abroad": ["Bel +31 6 1234 5678", [/phone number/]],
		"a service number": ["Bel 0900 en vraag het", [/phone number/]],
		"an amount": ["Nu voor € 10", [/amount of money/]],
		"a price in words": ["Lid worden is gratis", [/of money/]],
		"what nobody can check": [
			"100% anoniem, gratis, de grootste van Nederland",
			[/promises all/, /of money/, /rights, of the law/, /nobody can check/],
		],
		"a right": ["U heeft geen recht op inzage", [/rights, of the law/]],
		"a right in disguise": ["Bij ons geen pr\u0456v\u0430cy", [/rights, of the law/]],
		"an authority": ["Goedgekeurd door de Autoriteit Persoonsgegevens", [/authority/]],
		"the operator": ["Van Jupiter Media", [/names "Jupiter Media"/]],
	};
	for (const [says, [text, whys]] of Object.entries(copy)) {
		it(`in its copy by ${says} is warned of`, () => {
			const found = warnings({ copy: text }).filter(({ path }) => path === "copy.nl.intro");
			for (const why of whys) expect(found.map((one) => one.why).join(" ")).toMatch(why);
			expect(new Set(found.map(({ level }) => level))).toEqual(new Set(["warning"]));
		});
	}
});

describe("an honest brand's file", () => {
	it("is not warned of", () => {
		expect(warnings({})).toEqual([]);
		expect(warnings({ copy: "Bij Buitenlucht, op buitenlucht.example, sinds 2019: 1,5 uur lopen." })).toEqual([]);
		expect(compileTenants(texts).problems.filter(({ why }) => !why.includes("not yet named"))).toEqual([]);
	});
});
