import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Capture, startCapture } from "#cli/local/capture.ts";
import { captureAccounts } from "#cli/local/capture-accounts.ts";
import { onFreePort } from "#cli/ports.ts";
import { parseEnv } from "../../src/env.ts";
import { TABLE_RULES } from "../../src/register.ts";
import { send } from "../support/ask.ts";

let capture: Capture;
beforeAll(async () => {
	capture = await onFreePort((port) => startCapture({ port, now: () => new Date("2026-11-30T12:00:00.000Z") }));
});
beforeEach(() => {
	capture.clear();
	capture.behave("ok");
});
afterAll(() => capture.stop());

const BODY = {
	client_id: "1.2",
	consent: { ad_user_data: "DENIED", ad_personalization: "DENIED" },
	events: [{ name: "page_view", params: { page_title: "home" } }],
};
const QUERY = "?measurement_id=G-TEST0001&api_secret=geheim";
const CLICK = { no_redirect: "true", offer: "1", publisher: "1", click_ip: "192.0.2.1" };
const post = (body: unknown, query = QUERY, headers: Record<string, string> = {}) =>
	send(new URL(capture.webUrl), `/mp/collect${query}`, {
		...{
			host: new URL(capture.webUrl).host,
			method: "POST",
			headers: { "Content-Type": "application/json", ...headers },
		},
		body: typeof body === "string" ? body : JSON.stringify(body),
	});
const click = (query: Record<string, string>) =>
	send(new URL(capture.webUrl), `/click?${new URLSearchParams(query)}`, { host: new URL(capture.webUrl).host });

describe("the capture server", () => {
	it("takes what the references name", async () => {
		expect((await post(BODY)).status).toBe(204);
		const device = { category: "mobile", operating_system: "Android", browser: "Firefox" };
		expect((await post({ ...BODY, ip_override: "192.0.2.1", device })).status).toBe(204);
		expect((await click({ ...CLICK, user_agent: "x" })).status).toBe(204);
		expect(capture.events().map(({ refused }) => refused)).toEqual(["", "", ""]);
	});

	it.each<[string, () => ReturnType<typeof post>]>([
		["a field of the body", () => post({ ...BODY, user_id: "7" })],
		["a field of the device", () => post({ ...BODY, device: { model: "Pixel" } })],
		[
			"a parameter of the event",
			() => post({ ...BODY, events: [{ name: "page_view", params: { page_title: "home", page_location: "/" } }] }),
		],
		["a parameter of the query", () => post(BODY, `${QUERY}&uip=192.0.2.1`)],
		["a header", () => post(BODY, QUERY, { "X-Forwarded-For": "192.0.2.1" })],
		["a cookie", () => post(BODY, QUERY, { Cookie: "a=b" })],
		["no JSON", () => post("kanarie")],
		["no secret", () => post(BODY, "?measurement_id=G-TEST0001")],
		["a referrer for 24metrics", () => click({ ...CLICK, referer: "https://x.example/" })],
		["an id of a device for 24metrics", () => click({ ...CLICK, device_id: "7" })],
	])("refuses %s that they do not name, and keeps why", async (_what, ask) => {
		expect((await ask()).status).toBe(400);
		expect(capture.events()).toHaveLength(1);
		expect(capture.events()[0]?.refused).not.toBe("");
	});

	it("shows what came, as a page and as JSON, to this machine alone, without the secret and as text", async () => {
		await post({ ...BODY, client_id: "<script>" });
		const { host } = new URL(capture.webUrl);
		const page = await send(new URL(capture.webUrl), "/", { host });
		expect(page.text).toContain("refused: ");
		expect(page.text).not.toMatch(/<script>|geheim/);
		const json = await send(new URL(capture.webUrl), "/events.json", { host });
		expect(JSON.parse(json.text)).toHaveLength(1);
		expect(json.text).not.toContain("geheim");
		expect((await send(new URL(capture.webUrl), "/", { host: "elders.example" })).status).toBe(421);
		expect((await send(new URL(capture.webUrl), "/nothing", { host })).status).toBe(404);
	});

	it("has accounts for every brand of tenants/, which the Worker accepts", () => {
		const RECIPIENT_ACCOUNTS = captureAccounts(".", 8792);
		const key = Buffer.alloc(32, 7).toString("base64");
		const keys = { KEK_ROOT: key, TOKEN_ROOT: key, RECEIPT_KEY: key, SMTP_URL: "smtp://127.0.0.1:9" };
		const store = { SALTS: {}, OBJECTS: {} };
		const local = { STAGE: "development", DATABASE_URL: "http://127.0.0.1:9", ...keys, ...store, RECIPIENT_ACCOUNTS };
		const { recipientAccounts } = parseEnv(local, TABLE_RULES);
		expect(new Set(recipientAccounts.map(({ brand }) => brand))).toEqual(new Set(["geilesexsite", "harbour", "twero"]));
		expect(recipientAccounts.every(({ url }) => url?.startsWith("http://127.0.0.1:8792/"))).toBe(true);
	});
});
