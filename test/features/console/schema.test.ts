import { describe, expect, it } from "vitest";
import type { z } from "zod";
import {
	findForm,
	liftForm,
	memberParams,
	openForm,
	revealForm,
	suspendForm,
} from "#features/console/members/schema.ts";
import { photoQuery, rejectForm } from "#features/console/photos/schema.ts";
import { homeQuery } from "#features/console/schema.ts";
import { CLAUSES, clausesOf } from "#features/moderation/measure.ts";
import type { Context } from "#foundation/context.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { words } from "#locales/locales.ts";

const context = { locale: "en", realm: { brands: [brandIdSchema.parse("twero")] } } as unknown as Context;
const wording = words("en").console.error;
const REASON = "The member asked for it";

/** The fields that a schema refuses, each with its messages. */
async function wrong(schema: z.ZodType, fields: Record<string, string>) {
	const { error } = await schema.safeParseAsync(fields);
	return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

describe("the reason of an access", () => {
	it.each([
		["nothing", "", wording.required],
		["spaces", " ".repeat(40), wording.required],
		["nine letters", "x".repeat(9), wording.reasonShort(10)],
		["nine faces", "😀".repeat(9), wording.reasonShort(10)],
		["301 letters", "x".repeat(301), wording.reasonLong(300)],
	])("is not %s", async (_what, reason, message) => {
		expect(await wrong(openForm(context), { reason, brand: "" })).toEqual({ reason: message });
		expect((await wrong(suspendForm(context, CLAUSES), { state_reason: reason })).state_reason).toBe(message);
		expect((await wrong(liftForm(context), { lift_reason: reason })).lift_reason).toBe(message);
	});

	it("is kept without the spaces around it, 300 faces long at most", async () => {
		const reason = "😀".repeat(300);
		const accessReason = { reason, brand: "twero" };
		expect(openForm(context).parse({ reason: ` ${reason}\n`, brand: "twero" })).toEqual(accessReason);
		const lifted = liftForm(context).parse({ lift_reason: `${reason}\t`, lift_scope: "twero" });
		expect(lifted).toEqual({ reason, scope: "twero" });
		expect(openForm(context).parse({ reason }).brand).toBe("");
	});

	it("is about a brand of the realm: another is no slip (T23)", () => {
		expect(() => openForm(context).parse({ reason: REASON, brand: "harbour" })).toThrow("not offered");
	});
});

describe("the form that suspends", () => {
	const whole = { state_scope: "account", state_clause: "harm", state_source: "own", state_reason: REASON };

	it("asks where, by which rule, on whose word and why: nothing is left empty or chosen beforehand", async () => {
		const form = suspendForm(context, CLAUSES);
		const { choose, required } = wording;
		const empty = { state_scope: choose, state_clause: choose, state_source: choose, state_reason: required };
		expect(await wrong(form, {})).toEqual(empty);
		expect(await wrong(form, { ...whole, state_scope: "harbour", state_clause: "" })).toEqual({
			...{ state_scope: choose, state_clause: choose },
		});
		expect(form.parse(whole)).toEqual({ scope: "", clause: "harm", source: "own", reason: REASON });
		expect(form.parse({ ...whole, state_scope: "twero" }).scope).toBe("twero");
	});

	it("offers the rule about adult sites only where the terms hold it", async () => {
		expect(clausesOf(true)).toEqual(CLAUSES);
		const form = suspendForm(context, clausesOf(false));
		expect(await wrong(form, { ...whole, state_clause: "age" })).toEqual({ state_clause: wording.choose });
	});
});

describe("the forms about members", () => {
	it("take what was searched for without the spaces around it, and cut it", async () => {
		const form = findForm(context);
		const found = { identifier: "Piet", accessReason: { reason: REASON, brand: "" } };
		expect(form.parse({ identifier: "\tPiet ", reason: REASON })).toEqual(found);
		expect(form.parse({ identifier: "x".repeat(300), reason: REASON }).identifier).toHaveLength(254);
		expect(await wrong(form, { identifier: " " })).toEqual({ identifier: wording.required, reason: wording.required });
	});

	it("ask what is to be seen, also where the reason is wrong", async () => {
		const form = revealForm(context);
		expect(form.parse({ gender: "yes", email: "yes", user_name: "no", reason: REASON })).toEqual({
			what: ["email", "gender"],
			accessReason: { reason: REASON, brand: "" },
		});
		const short = { what: wording.chooseWhat, reason: wording.reasonShort(10) };
		expect(await wrong(form, { email: "", reason: "short" })).toEqual(short);
	});
});

describe("the form of a rejection", () => {
	const form = rejectForm("en");

	it("takes a reason of the list alone, and a note with the last of them alone", async () => {
		const plain = { seen: "", reason: "explicit", note: "" };
		expect(form.parse({ reason: "explicit" })).toEqual(plain);
		expect(form.parse({ ...plain, reason: "other", note: " A  brand " })).toMatchObject({ note: "A brand" });
		expect(Object.keys(await wrong(form, { reason: "other", note: " " }))).toEqual(["note"]);
		expect(Object.keys(await wrong(form, { reason: "explicit", note: "More" }))).toEqual(["note"]);
	});

	it("says at once that the reason lacks and that the note is too long", async () => {
		expect(await wrong(form, { note: "x".repeat(301) })).toEqual({
			reason: wording.choose,
			note: "This is too long. There is room for 300 characters.",
		});
	});
});

describe("the addresses of the console", () => {
	it("take the id of a row, and another text for the id of nothing", () => {
		const member = "019abcde-0000-7000-8000-000000000000";
		expect(memberParams.parse({ member })).toEqual({ member });
		for (const text of ["nobody", "", "%", `${member}%`, member.replace("7000", "4000")])
			expect(memberParams.parse({ member: text })).toEqual({ member: "" });
	});

	it("pass over a notice that the page does not have, and take no second look", () => {
		expect(homeQuery.parse({ done: "password" })).toEqual({ done: "password" });
		expect(homeQuery.parse({ done: "suspended", utm_source: "mail" })).toEqual({});
		expect(homeQuery.parse({ done: ["password", "others"] })).toEqual({});
		expect(photoQuery.parse({})).toEqual({ look: "" });
		expect(photoQuery.safeParse({ look: ["a", "b"] }).success).toBe(false);
	});
});
