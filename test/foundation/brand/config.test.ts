import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { getStaticTOMLValue, parseTOML } from "toml-eslint-parser";
import { describe, expect, it } from "vitest";
import { loadTenants } from "#cli/tenants/files.ts";
import { brandJsonSchema, operatorJsonSchema } from "#foundation/brand/config/config.ts";
import { legalSchema, lookSchema } from "#foundation/brand/settings.ts";
import { ALL } from "../../support/fixtures/running.ts";
import { APPLE, compile, edit, lineOf, OPERATOR } from "../../support/fixtures/tenants/texts.ts";

const OPERATOR_FILE = "tenants/operators/orchard-guild.toml";
const tenants = new URL("../../../tenants/", import.meta.url);

describe("a brand's settings", () => {
	it("come from its file and its operator's defaults, no block of its own needed", () => {
		const { problems, drafts, operators } = compile({}, { running: ALL });
		expect(problems).toEqual([]);
		expect(operators.map(({ id }) => id)).toEqual(["orchard-guild"]);
		const [apple, pear] = drafts;
		expect(lookSchema.safeParse(apple?.look).success && legalSchema.safeParse(apple?.legal).success).toBe(true);
		expect([apple?.legal.responseDays, pear?.legal.responseDays]).toEqual([21, 28]);
		expect(pear?.legal.recipients.map(({ id }) => id)).toEqual(["host", "post", "counter", "till"]);
	});

	it("keep where each comes from", () => {
		const [apple, pear] = compile().drafts;
		const line = lineOf(OPERATOR, "responseDays = 21");
		expect(apple?.provenance["legal.responseDays"]).toEqual({ from: "operator", file: OPERATOR_FILE, line, column: 1 });
		expect(pear?.provenance["legal.responseDays"]).toMatchObject({ line: lineOf(OPERATOR, "responseDays = 28") });
		expect(apple?.provenance["look.theme.preset"]).toEqual({ from: "platform" });
		expect(apple?.provenance["look.copy.en.tagline"]).toMatchObject({ from: "brand", line: lineOf(APPLE, "tagline") });
	});

	it("lose a feature that the brand switches off, and the payments with it", () => {
		const apple = `${APPLE}\n[features]\npayments = false\n`;
		const { drafts, problems } = compile({ apple }, { running: ALL });
		expect(problems).toEqual([]);
		expect(drafts[0]?.legal).toMatchObject({ features: ["profiles", "messages"], paymentMethods: [] });
		expect(drafts[0]?.provenance["legal.features"]).toMatchObject({ from: "brand", line: lineOf(apple, "[features]") });
	});

	it("name the partner and its network where the relation is one of partners", () => {
		const operator = edit(
			edit(OPERATOR, 'relation = "own"', 'relation = "partner"'),
			"\n[address]",
			'network = "Web"\n\n[address]',
		);
		const { drafts } = compile({ operator });
		expect(drafts[0]?.legal.partner).toEqual({ network: "Web" });
		const named = `${operator}partner = { name = "Apple Foundation", role = "processor" }\n`;
		expect(compile({ operator: named }).drafts[0]?.legal.partner).toEqual({
			name: "Apple Foundation",
			network: "Web",
			role: "processor",
		});
		expect(compile().drafts[0]?.legal.partner).toBeUndefined();
	});

	it('give "*" all items of the register, and a narrower share to one brand', () => {
		const operator = `${OPERATOR}\n[brand.apple.sharing.counter]\nfields = ["browser"]\n`;
		const [apple, pear] = compile(
			{ operator },
			{
				items: {
					ids: ["browser", "pages_visited", "payment_reference", "ip_address", "email", "mail_sent"],
					special: new Set(),
				},
				running: ALL,
			},
		).drafts;
		expect(apple?.legal.recipients.map(({ fields }) => fields.length)).toEqual([6, 2, 1, 1]);
		expect(pear?.legal.recipients.map(({ fields }) => fields.length)).toEqual([6, 2, 2, 1]);
	});

	it("share with no recipient that has no block", () => {
		const operator = `${OPERATOR}\n[brand.apple.sharing.cuonter]\nfields = ["browser"]\n`;
		const { problems } = compile({ operator });
		const told = problems.filter(({ file }) => file === OPERATOR_FILE);
		expect(told).toMatchObject([{ line: lineOf(operator, "cuonter"), fix: 'Did you mean "counter"?' }]);
	});

	it("are not touched by another brand's broken file", () => {
		expect(compile({ pear: "nonsense" }).drafts).toEqual([compile().drafts[0]]);
	});
});

describe("settings that carry law or money, in a brand's file", () => {
	const lines = [
		"responseDays = 3",
		"adult = true",
		"minimumAge = 18",
		'relation = "own"',
		'recipients = ["host"]',
		'eraseAfterClosing = "P1M"',
		'visitLogRetention = "P1D"',
		'paymentMethods = ["ideal"]',
		'priceList = "cheap"',
		"withhold = []",
		'contacts = { help = "me@apple-club.example" }',
		'partner = { name = "Me" }',
		"legal = { responseDays = 3 }",
		"payments = { methods = [] }",
	];
	for (const line of lines) {
		it(`are refused with the place where they belong: ${line.split(" ")[0]}`, () => {
			const apple = edit(APPLE, "\n[hosts]", `${line}\n\n[hosts]`);
			const { problems } = compile({ apple });
			expect(problems).toMatchObject([{ line: lineOf(apple, line), level: "error" }]);
			expect(problems[0]?.why).toMatch(/law or money/);
			expect(problems[0]?.fix).toContain("operators/orchard-guild.toml, under [brand.<id>]");
		});
	}

	it("are refused under a table that both files know", () => {
		const { problems } = compile({ apple: `${APPLE}\n[mail]\nreplyTo = "me@apple-club.example"\n` });
		expect(problems).toMatchObject([{ path: "mail.replyTo" }]);
		expect(problems[0]?.why).toMatch(/law or money/);
	});
});

describe("the tenant files of the project", () => {
	it("compile without a problem, on two realms", async () => {
		const { brands, operators, problems } = await loadTenants(tenants.pathname);
		expect(problems.filter(({ level }) => level === "error")).toEqual([]);
		expect(brands.map(({ id, realm }) => `${realm}/${id}`).sort()).toEqual([
			"jupiter-media/geilesexsite",
			"jupiter-media/twero",
			"lage-kade/harbour",
		]);
		expect(operators).toHaveLength(2);
	});

	it("keep the IP address from Twero's third parties, and disclose it on Geilesexsite (P20, P21)", async () => {
		const { brands } = await loadTenants(tenants.pathname, { running: ALL });
		const shares = (id: string) =>
			brands
				.find((brand) => brand.id === id)
				?.legal.recipients.filter(({ kind }) => kind === "analytics" || kind === "fraud_prevention")
				.map((recipient) => [recipient.id, recipient.fields.includes("ip_address"), recipient.requiresConsent]);
		expect(shares("twero")).toEqual([["google-analytics", false, true]]);
		expect(shares("geilesexsite")).toEqual([
			["google-analytics", true, true],
			["24metrics", true, true],
		]);
	});

	it("have JSON schemas for editors that are current", () => {
		const committed = (path: string) => JSON.parse(readFileSync(new URL(path, tenants), "utf8"));
		expect(committed("brand.schema.json")).toEqual(JSON.parse(JSON.stringify(brandJsonSchema())));
		expect(committed("operators/operator.schema.json")).toEqual(JSON.parse(JSON.stringify(operatorJsonSchema())));
	});

	it("satisfy those JSON schemas, which an editor holds against them", () => {
		const ajv = new Ajv({ strict: false });
		const check = (schema: Record<string, unknown>, path: string) => {
			const validate = ajv.compile(schema);
			const { body } = parseTOML(readFileSync(new URL(path, tenants), "utf8"));
			validate(getStaticTOMLValue(body[0]));
			return validate.errors;
		};
		for (const path of ["twero.toml", "geilesexsite.toml", "harbour.toml"])
			expect(check(brandJsonSchema(), path)).toBeNull();
		for (const path of ["operators/jupiter-media.toml", "operators/lage-kade.toml"]) {
			expect(check(operatorJsonSchema(), path)).toBeNull();
		}
	});

	it("are explained: every field of both schemas has a description", () => {
		const bare: string[] = [];
		const walk = (schema: unknown, path: string): void => {
			if (typeof schema !== "object" || schema === null) return;
			for (const [key, field] of Object.entries("properties" in schema ? (schema.properties ?? {}) : {})) {
				if (typeof field?.description !== "string") bare.push(`${path}.${key}`);
				walk(field, `${path}.${key}`);
			}
			if ("additionalProperties" in schema) walk(schema.additionalProperties, `${path}.*`);
		};
		walk(brandJsonSchema(), "brand");
		walk(operatorJsonSchema(), "operator");
		expect(bare).toEqual([]);
	});
});
