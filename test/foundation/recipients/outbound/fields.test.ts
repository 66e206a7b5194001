import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapterOf } from "#foundation/recipients/outbound/adapters.ts";
import { allowedFields, type EventFields, FIELD_ITEMS, itemsTold } from "#foundation/recipients/outbound/fields.ts";
import { toldOf } from "#foundation/recipients/outbound/send.ts";
import { ITEM_IDS } from "#foundation/register/items.ts";

const ALL: EventFields = {
	page: "statement",
	ipAddress: "203.0.113.77",
	deviceType: "phone",
	operatingSystem: "Android",
	browser: "Firefox",
	userAgent: "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0",
	clientId: "12.34",
};
const TWERO = ["device_type", "operating_system", "browser", "pages_visited"];
const OPEN = ["ip_address", ...TWERO, "non_necessary_cookies"];
const GA = { realm: "a", brand: "b", recipient: "google-analytics", id: "G-TEST0001", secret: "geheim" };
const M24 = { realm: "a", brand: "b", recipient: "24metrics", id: "abcd1234" };

describe("what leaves for a recipient", () => {
	it("holds only fields whose items it gets, each of them (P20, P21)", () => {
		expect(allowedFields(TWERO, ALL)).toEqual({
			page: "statement",
			deviceType: "phone",
			operatingSystem: "Android",
			browser: "Firefox",
			userAgent: ALL.userAgent,
		});
		expect(allowedFields(["device_type", "browser"], ALL)).toEqual({ deviceType: "phone", browser: "Firefox" });
		expect(allowedFields(OPEN, ALL)).toEqual(ALL);
		fc.assert(
			fc.property(fc.subarray([...ITEM_IDS]), (items) => {
				const allowed = allowedFields(items, ALL);
				expect(itemsTold(allowed).filter((item) => !items.includes(item))).toEqual([]);
				for (const field of Object.keys(FIELD_ITEMS) as (keyof EventFields)[])
					expect(allowed[field] !== undefined).toBe(FIELD_ITEMS[field].every((item) => items.includes(item)));
			}),
		);
	});

	it("is for Google Analytics a kind of page and the device; the number and the address only where it gets them", () => {
		const sent = (items: readonly string[], fields: Partial<EventFields> = ALL) => {
			const told = toldOf("google-analytics", items, { kind: "page", fields });
			const outgoing = told && adapterOf("google-analytics")?.outgoing(told, GA);
			return outgoing && { ...outgoing, body: JSON.parse(outgoing.body ?? "") };
		};
		const open = sent(OPEN);
		expect(open?.url).toBe(
			"https://region1.google-analytics.com/mp/collect?measurement_id=G-TEST0001&api_secret=geheim",
		);
		expect(open?.headers).toEqual({ "Content-Type": "application/json" });
		expect(open?.body).toEqual({
			client_id: "12.34",
			ip_override: "203.0.113.77",
			device: { category: "mobile", operating_system: "Android", browser: "Firefox" },
			consent: { ad_user_data: "DENIED", ad_personalization: "DENIED" },
			events: [{ name: "page_view", params: { page_title: "statement" } }],
		});
		const closed = sent(TWERO);
		expect(Object.keys(closed?.body)).toEqual(["client_id", "device", "consent", "events"]);
		expect(closed?.body.client_id).toMatch(/^[1-9]\d*\.[1-9]\d*$/);
		expect(closed?.body.client_id).not.toBe(sent(TWERO)?.body.client_id);
		expect(JSON.stringify(closed)).not.toMatch(/203\.0\.113|12\.34|Mozilla/);
		expect(sent(["pages_visited"])?.body.device).toBeUndefined();
		expect(sent(OPEN, { page: "home", deviceType: "strange" })?.body.device).toBeUndefined();
		expect(sent(["device_type", "browser"])).toBeUndefined();
		expect(toldOf("google-analytics", OPEN, { kind: "landing", fields: ALL })).toBeUndefined();
	});

	it("is for 24metrics an address and a browser's name, in codes that tell nothing, at landing and joining alone", () => {
		const told = toldOf("24metrics", OPEN, { kind: "landing", fields: ALL });
		expect(told).toEqual({ ipAddress: "203.0.113.77", userAgent: ALL.userAgent });
		const outgoing = told && adapterOf("24metrics")?.outgoing(told, M24);
		expect(outgoing).toMatchObject({ method: "GET", headers: {}, body: undefined });
		const url = new URL(outgoing?.url ?? "");
		expect(url.origin).toBe("https://abcd1234.clicks.24metrics.com");
		expect(Object.fromEntries(url.searchParams)).toEqual({
			...{ no_redirect: "true", offer: "1", publisher: "1", click_ip: "203.0.113.77" },
			user_agent: ALL.userAgent,
		});
		expect(toldOf("24metrics", OPEN, { kind: "joining", fields: ALL })).toEqual(told);
		expect(toldOf("24metrics", OPEN, { kind: "page", fields: ALL })).toBeUndefined();
		// Without the address there is nothing to check.
		expect(toldOf("24metrics", TWERO, { kind: "landing", fields: ALL })).toBeUndefined();
		expect(toldOf("24metrics", ["ip_address", "browser"], { kind: "landing", fields: ALL })).toEqual({
			ipAddress: "203.0.113.77",
		});
	});

	it("is nothing for a recipient that no code serves, whatever it may have", () => {
		for (const name of ["plausible", "constructor", "__proto__", ""])
			expect(toldOf(name, OPEN, { kind: "page", fields: ALL })).toBeUndefined();
	});
});
