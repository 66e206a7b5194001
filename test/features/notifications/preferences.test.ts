import { beforeEach, describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import {
	type MailBrand,
	type MailPreferences,
	readMailPreferences,
	saveMailPreferences,
} from "#features/notifications/preferences.ts";
import { mailForm } from "#features/notifications/schema.ts";
import {
	BadLinkPage,
	NotificationsForm,
	SubscribedAgainPage,
	UnsubscribedPage,
	UnsubscribePage,
} from "#features/notifications/views.tsx";
import { build } from "#foundation/db/database.ts";
import { classesOf } from "#foundation/mail/brand-classes.ts";
import { asIfAllRan } from "#foundation/register/running.ts";
import { LOCALES } from "#locales/locales.ts";
import { contextOf } from "../../support/fixtures/page-context.ts";
import { publishedBrand } from "../../support/fixtures/published.ts";
import { htmlProblems } from "../../support/html-rules.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";

const { id: apple, realm } = publishedBrand({ id: "apple" });
const { id: pear } = publishedBrand({ id: "pear" });
const BRANDS: MailBrand[] = [
	{ id: apple, name: "Apple", sends: ["service", "newsletter", "notification"] },
	{ id: pear, name: "Pear", sends: ["service"] },
];
const NOW = Date.parse("2026-11-22T08:00:00.000Z");

let database = memoryDatabase();
beforeEach(() => {
	database = memoryDatabase();
});

const read = () => readMailPreferences(database, realm, "m1", BRANDS);
const FORM = mailForm([apple, pear]);
const save = (fields: Record<string, string>) =>
	saveMailPreferences(database, { realm, member: "m1", brands: BRANDS, form: FORM.parse(fields), now: NOW });
const written = async () =>
	(await database.read(build.selectFrom("mail_choice").select(["brand_id", "class", "wanted"]).orderBy("brand_id")))[0];

const UNTOUCHED: MailPreferences = {
	returned: [],
	stopped: false,
	neutral: false,
	most: 3,
	limits: { service: undefined, suggestions: undefined, newsletter: undefined, notification: undefined },
	brands: [
		{ id: apple, name: "Apple", wanted: { service: true, newsletter: false, notification: true } },
		{ id: pear, name: "Pear", wanted: { service: true } },
	],
};

/** What a browser sends of the form as it was shown. */
function asShown({ stopped, neutral, most, limits, brands }: MailPreferences): Record<string, string> {
	const ticked = brands.flatMap(({ id, wanted }) =>
		Object.entries(wanted).flatMap(([one, yes]) => (yes ? [[`wanted.${id}.${one}`, "yes"]] : [])),
	);
	const counts = Object.entries(limits).map(([one, count]) => [
		`limit.${one}`,
		count === undefined ? "" : String(count),
	]);
	const boxes = Object.entries({ stop: stopped, neutral }).flatMap(([name, yes]) => (yes ? [[name, "yes"]] : []));
	return Object.fromEntries([...ticked, ...counts, ...boxes, ["limit", String(most)]]);
}

describe("mail preferences", () => {
	it("are, without a choice, what each kind is by itself", async () => {
		expect(await read()).toEqual(UNTOUCHED);
	});

	it("offer a kind only where a letter of it exists and the brand has what sends it", () => {
		const all = asIfAllRan(RUNNING);
		expect(classesOf(["suggestions", "helpdesk"], all)).toEqual(["service", "suggestions", "notification"]);
		expect(classesOf([], all)).toEqual(["service"]);
		expect(classesOf(["profiles", "newsletters"], RUNNING)).toEqual(["notification"]);
		expect(classesOf(["newsletters"], RUNNING)).toEqual([]);
	});

	it("write nothing for a form that is sent as it was shown", async () => {
		expect(await save(asShown(UNTOUCHED))).toEqual(UNTOUCHED);
		expect(await written()).toEqual([]);
	});

	it("are kept per brand and kind, with one limit for all, one per kind and one stop (P35, P36)", async () => {
		const form = {
			"wanted.apple.newsletter": "yes",
			"wanted.apple.service": "yes",
			limit: "9",
			"limit.service": "14",
			neutral: "yes",
			stop: "yes",
		};
		const preferences = await save(form);
		expect(await read()).toEqual(preferences);
		expect(preferences).toEqual({
			stopped: true,
			neutral: true,
			most: 9,
			limits: { ...UNTOUCHED.limits, service: 14 },
			brands: [
				{ id: apple, name: "Apple", wanted: { service: true, newsletter: true, notification: false } },
				{ id: pear, name: "Pear", wanted: { service: false } },
			],
			returned: [],
		});
		expect(await written()).toEqual([
			{ brand_id: "apple", class: "newsletter", wanted: 1 },
			{ brand_id: "apple", class: "notification", wanted: 0 },
			{ brand_id: "pear", class: "service", wanted: 0 },
		]);
		await save(asShown(UNTOUCHED));
		expect(await read()).toEqual(UNTOUCHED);
	});

	it("keep a limit whose field the form lacks, and the stop where no brand sends mail", async () => {
		await save({ ...asShown(UNTOUCHED), limit: "5", "limit.newsletter": "2", stop: "yes" });
		const kept = { stopped: true, most: 5, limits: { ...UNTOUCHED.limits, newsletter: 2 } };
		const silent = BRANDS.map((brand) => ({ ...brand, sends: [] }));
		const form = FORM.parse({ neutral: "yes" });
		await saveMailPreferences(database, { realm, member: "m1", brands: silent, form, now: NOW });
		expect(await read()).toMatchObject({ ...kept, neutral: true });
	});

	it.each([
		["limit.service", "0"],
		["limit.service", "15"],
		["limit", "0"],
		["limit", "15"],
		["limit", ""],
		["neutral", "no"],
		["limit.service", "1e1"],
		["limit.service", "-1"],
		["limit.service", ["1", "2"]],
		["stop", "no"],
		["stop", ["yes", "yes"]],
		["wanted.apple.service", "1"],
		["wanted.cherry.service", "yes"],
		["limit.transactional", "1"],
	])("take no form in which %s is %j", (name, value) => {
		expect(FORM.safeParse({ ...asShown(UNTOUCHED), [name]: value }).success).toBe(false);
	});

	it("pass over brands and kinds that are not the member's", async () => {
		const form = { ...asShown(UNTOUCHED), "wanted.pear.newsletter": "yes" };
		expect(await save(form)).toEqual(UNTOUCHED);
		expect(await written()).toEqual([]);
	});
});

describe("pages about mail", () => {
	it.each(LOCALES)("are valid, and name no token but in their own form: %s", async (locale) => {
		const context = contextOf("alfa", locale, "/unsubscribe/t-o-k-e-n");
		const props = { context, token: "t-o-k-e-n", class: "newsletter" } as const;
		const pages = [
			UnsubscribePage(props),
			UnsubscribedPage(props),
			SubscribedAgainPage(props),
			BadLinkPage({ context }),
		];
		const found = pages.map((page) => `<!DOCTYPE html>${page}`);
		for (const html of found) {
			expect(htmlProblems(html)).toEqual([]);
			expect(html.match(/<h1/g)).toHaveLength(1);
			expect(html).toContain('content="noindex"');
		}
		expect(found.map((html) => html.match(/t-o-k-e-n/g)?.length ?? 0)).toEqual([1, 1, 0, 0]);
		expect(found[3]).toContain(context.legal.contacts.help);
	});

	it.each(LOCALES)("offer every choice with its words and its state: %s", async (locale) => {
		const preferences: MailPreferences = { ...UNTOUCHED, stopped: true, limits: { ...UNTOUCHED.limits, service: 7 } };
		const form = `${NotificationsForm({ locale, preferences, action: "/notifications", result: "saved" })}`;
		const html = `<!DOCTYPE html><html lang="${locale}"><head><title>x</title></head><body>${form}</body></html>`;
		expect(htmlProblems(html)).toEqual([]);
		expect([...form.matchAll(/name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
			...["wanted.apple.service", "wanted.apple.newsletter", "wanted.apple.notification", "wanted.pear.service"],
			...["limit", "limit.service", "limit.newsletter", "limit.notification", "stop", "neutral"],
		]);
		expect([...form.matchAll(/name="([^"]+)" value="yes" checked/g)].map(([, name]) => name)).toEqual([
			...["wanted.apple.service", "wanted.apple.notification", "wanted.pear.service", "stop"],
		]);
		expect([...form.matchAll(/value="(\d+)" selected/g)].map(([, count]) => count)).toEqual(["3", "7"]);
		expect(form).toMatch(/<details open/);
		expect(`${NotificationsForm({ locale, preferences: UNTOUCHED, action: "" })}`).toMatch(/<details>/);
		expect(form).toContain('role="status"');
	});
});
