import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAutomatic } from "#foundation/mail/incoming/automatic.ts";
import { deliverableAfter, troubleOf } from "#foundation/mail/incoming/deliverable.ts";
import { readMail } from "#foundation/mail/incoming/read-mail.ts";
import { readReport } from "#foundation/mail/incoming/report.ts";
import { DAY } from "#foundation/time.ts";
import { deliveryReport, feedbackReport, mixedMail, textMail } from "../../../support/mail/raw-mail.ts";

const TO = "b+x@post.lage-kade.example";
const FROM = "ada@voorbeeld.test";
const reportIn = async (raw: Uint8Array) => readReport(await readMail(raw));

describe("a report of a mail that came back (RFC 3464, RFC 5965)", () => {
	it.each([
		["no such mailbox", { status: "5.1.1" }, { kind: "address", code: "5.1.1" }],
		["a domain without mail", { status: "5.1.10" }, { kind: "address", code: "5.1.10" }],
		[
			"550 and no status worth a name",
			{ status: "5.0.0", diagnostic: "550 no such user" },
			{ kind: "address", code: "5.0.0" },
		],
		[
			"a status in what the server said",
			{ status: "5.0.0", diagnostic: "550 5.7.1 blocked" },
			{ kind: "policy", code: "5.7.1" },
		],
		["our own address at fault", { status: "5.1.8" }, { kind: "policy", code: "5.1.8" }],
		["a policy", { status: "5.7.26" }, { kind: "policy", code: "5.7.26" }],
		["a full mailbox for good", { status: "5.2.2" }, { kind: "permanent", code: "5.2.2" }],
		["tried for days", { status: "4.4.7" }, { kind: "temporary", code: "4.4.7" }],
		["no status at all", { status: "", diagnostic: "452 too much" }, { kind: "temporary", code: "4.0.0" }],
		["a delay", { action: "delayed", status: "4.4.7" }, undefined],
		["a delivery", { action: "delivered", status: "2.0.0" }, undefined],
		["a success that calls itself failed", { status: "2.1.5" }, undefined],
	] as const)("says of %s", async (_, failed, bounce) => {
		expect(await reportIn(deliveryReport(TO, failed))).toEqual(bounce);
	});

	it("says the plainest of several readers, and of a complaint only what is one", async () => {
		expect(
			await reportIn(deliveryReport(TO, [{ status: "4.4.7" }, { status: "5.1.1" }, { action: "delayed" }])),
		).toEqual({
			...{ kind: "address", code: "5.1.1" },
		});
		expect(await reportIn(feedbackReport(TO))).toEqual({ kind: "complaint", code: "abuse" });
		for (const type of ["not-spam", "virus", "fraud"]) expect(await reportIn(feedbackReport(TO, type))).toBeUndefined();
	});

	it("is no mail that only talks of one, and nothing that anybody makes up breaks it", async () => {
		expect(await reportIn(textMail({ from: FROM, to: TO, text: "Action: failed\nStatus: 5.1.1" }))).toBeUndefined();
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: "binary", maxLength: 400 }), async (content) => {
				for (const type of ["message/delivery-status", "message/feedback-report"]) {
					const mail = await readMail(mixedMail({ from: FROM, to: TO, parts: [{ type, content }] }));
					const found = readReport(mail);
					if (found !== undefined) expect(found.code.length).toBeLessThanOrEqual(20);
				}
			}),
			{ numRuns: 100 },
		);
	});
});

describe("what a mailbox may be sent after that", () => {
	const NOW = Date.parse("2026-11-30T12:00:00.000Z");
	const back = (kind: string, days = 1) => ({ kind, bounced_at: new Date(NOW - days * DAY).toISOString() });
	const times = (count: number, kind: string, days?: number) => Array.from({ length: count }, () => back(kind, days));

	it.each([
		["nothing came back", [], "all"],
		["there is no such mailbox", [back("address")], "entry"],
		["it was refused once", [back("permanent")], "all"],
		["it was refused twice", times(2, "permanent"), "entry"],
		["it was tried in vain four times", times(4, "temporary"), "all"],
		["it was tried in vain five times", times(5, "temporary"), "needed"],
		["a fifth time is long ago", [...times(4, "temporary"), back("temporary", 15)], "all"],
		["the sender was refused, however often", times(9, "policy"), "all"],
		["its reader complained, whose choice stands elsewhere", times(3, "complaint"), "all"],
	] as const)("is decided where %s", (_, returned, deliverable) => {
		expect(deliverableAfter(returned, NOW)).toBe(deliverable);
	});

	it("is never more after another report", () => {
		const kinds = ["address", "permanent", "temporary", "policy", "complaint"] as const;
		const returned = fc.array(
			fc.record({
				kind: fc.constantFrom(...kinds),
				bounced_at: fc.integer({ min: 0, max: 20 }).map((days) => new Date(NOW - days * DAY).toISOString()),
			}),
			{ maxLength: 12 },
		);
		const weight = { all: 0, needed: 1, entry: 2 };
		fc.assert(
			fc.property(returned, returned, (some, more) => {
				expect(weight[deliverableAfter([...some, ...more], NOW)]).toBeGreaterThanOrEqual(
					weight[deliverableAfter(some, NOW)],
				);
			}),
		);
	});

	it("tells the weightiest thing that stands against it", () => {
		expect(troubleOf([back("complaint"), back("address")], NOW)).toBe("entry");
		expect(troubleOf([back("complaint")], NOW)).toBe("complaint");
		expect(troubleOf([back("policy")], NOW)).toBeUndefined();
	});
});

describe("a mail that a program sent", () => {
	const isOwn = (host: string) => host === "harbour.example";
	const sent = async (headers: readonly string[], from = FROM, id?: string) =>
		isAutomatic(
			await readMail(textMail({ from: FROM, to: TO, headers, ...(id === undefined ? {} : { id }) })),
			from,
			isOwn,
		);

	it.each([
		["an answering machine", ["Auto-Submitted: auto-replied (vacation)"]],
		["a notice", ["Auto-Submitted: auto-generated"]],
		["an old answering machine", ["Precedence: auto_reply"]],
		["bulk", ["Precedence: bulk"]],
		["a list", ["List-Id: <leden.voorbeeld.test>"]],
		["Exchange, out of office", ["X-Auto-Response-Suppress: All"]],
		["an answering machine of a host", ["X-Autoreply: yes"]],
		["a report", ['Content-Type: multipart/report; report-type=disposition-notification; boundary="x"']],
	])("is seen of %s", async (_, headers) => {
		expect(await sent(headers)).toBe(true);
	});

	it("is seen by its empty sender, and by a Message-ID of ours", async () => {
		expect([await sent([], ""), await sent([], "<>")]).toEqual([true, true]);
		expect(await sent([], FROM, "<0190c5f0-1234-8abc-8def-001122334455@harbour.example>")).toBe(true);
		// A person whose mailbox is there.
		expect(await sent([], FROM, "<3F2504E0-4F89-41D3-9A0C-0305E82C3301@harbour.example>")).toBe(false);
	});

	it("is not what a person sends", async () => {
		expect(await sent([])).toBe(false);
		expect(await sent(["Auto-Submitted: no", "Precedence: first-class", "X-Priority: 1"])).toBe(false);
	});
});

describe("a mail as it came", () => {
	it.each([
		["one author", FROM, FROM],
		["a name with a comma and an address in it", `"A, b@c.test" <${FROM}>`, FROM],
		["two authors", `${FROM}, bo@voorbeeld.test`, undefined],
		["a group", `Leden: ${FROM};`, FROM],
		["no address", "Ada", undefined],
		["nobody", undefined, undefined],
	])("has %s", async (_, from, author) => {
		expect((await readMail(textMail({ to: TO, ...(from === undefined ? {} : { from }) }))).from).toBe(author);
	});

	it("has no author where two fields name one", async () => {
		expect((await readMail(textMail({ from: FROM, to: TO, headers: [`From: ${FROM}`] }))).from).toBeUndefined();
	});

	it("is read of any bytes, or said to be unreadable", async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
				const mail = await readMail(bytes);
				expect(typeof mail.text).toBe("string");
			}),
			{ numRuns: 300 },
		);
		const deep = `${Array.from({ length: 200 }, (_, at) => `Content-Type: multipart/mixed; boundary="${at}"\r\n\r\n--${at}\r\n`).join("")}`;
		await expect(readMail(new TextEncoder().encode(deep))).rejects.toThrow("cannot be read");
	});
});
