import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { adapterOf } from "#foundation/recipients/outbound/adapters.ts";
import type { RecipientGrant } from "#foundation/recipients/outbound/grant.ts";
import { isLeftAlone, sendEvent, type VisitEvent } from "#foundation/recipients/outbound/send.ts";
import { GA, grants, NOW } from "../../../support/choice/agreeing.ts";

/** What becomes of an event on its way to a recipient (P17; DECISIONS 121). Each test has a brand of its own. */

const PAGE: VisitEvent = { kind: "page", fields: { page: "home", deviceType: "phone", ipAddress: "203.0.113.77" } };
const M24 = { ...GA, id: "24metrics", kind: "fraud_prevention" as const, fields: ["ip_address"] };

let said: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
	said = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

/** A grant of a brand of its own for each recipient, and a recipient that answers as the test says. */
async function world(brand: string, recipient: typeof GA = GA) {
	const [grant] = await grants({ brand, legal: { recipients: [recipient] }, answers: [{ recipient: recipient.id }] });
	if (grant === undefined) throw new Error("no grant");
	const fetched = vi.fn<(url: string, options: RequestInit) => Promise<Response>>();
	vi.stubGlobal("fetch", fetched);
	const account = { realm: grant.realm, brand: grant.brand, recipient: recipient.id, id: "G-TEST0001", secret: "s" };
	let now = NOW;
	const sending = { settings: { recipientAccounts: [account] }, clock: () => now };
	return {
		...{ grant, fetched, sending },
		send: (event: VisitEvent = PAGE) => sendEvent(grant, event, sending),
		pass: (milliseconds: number) => {
			now += milliseconds;
		},
		isLeftAlone: (of: Pick<RecipientGrant, "realm" | "brand" | "recipient"> = grant) => isLeftAlone(of, now),
	};
}

const status = (code: number, body: BodyInit | null = null) => new Response(body, { status: code });

describe("an event that is sent", () => {
	it("goes to the recipient's own address, with what it takes and nothing else, and follows no redirect", async () => {
		const { send, fetched } = await world("een");
		fetched.mockResolvedValue(status(204));
		await send();
		const [[url, options] = expect.fail("not sent")] = fetched.mock.calls;
		expect(url).toBe("https://region1.google-analytics.com/mp/collect?measurement_id=G-TEST0001&api_secret=s");
		expect(options).toMatchObject({
			method: "POST",
			redirect: "manual",
			headers: { "Content-Type": "application/json" },
		});
		const { client_id, ...body } = JSON.parse(String(options.body));
		expect(client_id).toMatch(/^\d+\.\d+$/);
		expect(body).toEqual({
			consent: { ad_user_data: "DENIED", ad_personalization: "DENIED" },
			device: { category: "mobile" },
			events: [{ name: "page_view", params: { page_title: "home" } }],
		});
	});

	it("without a body has none, and nothing of its answer is read", async () => {
		const { send, fetched } = await world("twee", M24);
		const cancelled = vi.fn();
		fetched.mockResolvedValue(status(200, new ReadableStream({ cancel: cancelled })));
		await send({ ...PAGE, kind: "landing" });
		const [[, options] = expect.fail("not sent")] = fetched.mock.calls;
		expect([options.method, "body" in options, cancelled.mock.calls.length]).toEqual(["GET", false, 1]);
	});

	it.each<VisitEvent>([
		{ ...PAGE, kind: "landing" },
		{ ...PAGE, kind: "joining" },
		{ kind: "page", fields: { deviceType: "phone" } },
		{ kind: "page", fields: {} },
	])("is none where the recipient hears nothing of it: %j", async (event) => {
		const { send, fetched } = await world("drie");
		await send(event);
		expect(fetched).not.toHaveBeenCalled();
	});

	it.each([
		["refuses it", () => Promise.resolve(status(500))],
		["leads elsewhere", () => Promise.resolve(status(302))],
		["hangs up", () => Promise.reject(new TypeError("Network connection lost"))],
	])(
		"leaves a recipient alone that %s five times in a row, says so without a word of the event, and comes back",
		async (name, answer) => {
			const { send, fetched, pass, isLeftAlone: isAlone, grant } = await world(name.replaceAll(" ", "-"));
			fetched.mockImplementation(answer);
			for (let time = 1; time <= 4; time++) await send();
			expect([isAlone(), said.mock.calls]).toEqual([false, []]);
			await send();
			const others = [
				{ ...grant, brand: "x" as never },
				{ ...grant, realm: "x" as never },
				{ ...grant, recipient: "x" },
			];
			expect([isAlone(), ...others.map(isAlone)]).toEqual([true, false, false, false]);
			expect(said.mock.calls).toEqual([
				[`recipients: google-analytics is left alone by ${grant.brand}, 0 events dropped so far`],
			]);
			await send();
			expect(fetched).toHaveBeenCalledTimes(5);
			pass(30_001);
			expect(isAlone()).toBe(false);
			fetched.mockResolvedValue(status(204));
			await send();
			expect([fetched.mock.calls.length, isAlone(), said.mock.calls.length]).toEqual([6, false, 1]);
		},
	);

	it("that is late is given up in the recipient's own time: a failure for one, nothing for the other", async () => {
		vi.spyOn(AbortSignal, "timeout").mockImplementation(() => AbortSignal.abort());
		for (const [recipient, event, alone] of [
			[GA, PAGE, true],
			[M24, { ...PAGE, kind: "landing" }, false],
		] as const) {
			const late = await world(`laat-${recipient.id}`, recipient);
			late.fetched.mockRejectedValue(new DOMException("The operation was aborted", "AbortError"));
			for (let time = 0; time < 6; time++) await late.send(event);
			expect([recipient.id, late.isLeftAlone()]).toEqual([recipient.id, alone]);
		}
		expect(
			vi
				.mocked(AbortSignal.timeout)
				.mock.calls.map(([limit]) => limit)
				.slice(0, 5),
		).toEqual(Array(5).fill(2_000));
		expect(vi.mocked(AbortSignal.timeout).mock.calls.at(-1)).toEqual([150]);
	});
});

describe("an account", () => {
	it.each([
		["google-analytics", { id: "G-TEST0001", secret: "s" }, true],
		["google-analytics", { id: "G-TEST0001" }, false],
		["google-analytics", { id: "UA-1234-1", secret: "s" }, false],
		["google-analytics", { id: "G-ABC", secret: "s" }, false],
		["google-analytics", { id: "G-ABCDEFGHIJKLM", secret: "s" }, false],
		["google-analytics", { id: " G-TEST0001", secret: "s" }, false],
		["google-analytics", { id: "G-TEST0001 ", secret: "s" }, false],
		["24metrics", { id: "abcd1234" }, true],
		["24metrics", { id: "ABCD" }, true],
		["24metrics", { id: "abcd1234", secret: "s" }, false],
		["24metrics", { id: "abc" }, false],
		["24metrics", { id: "evil.example/abcd" }, false],
		["24metrics", { id: "abcd.evil" }, false],
		["24metrics", { id: "a".repeat(41) }, false],
	])("of %s with %j is accepted: %s", (recipient, account, is) => {
		expect(adapterOf(recipient)?.accepts(account)).toBe(is);
	});
});
