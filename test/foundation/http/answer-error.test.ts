import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { checkScope } from "#foundation/db/scope.ts";
import { AppError, Unavailable } from "#foundation/errors.ts";
import { answerError } from "#foundation/http/answer-error.tsx";
import type { App } from "#foundation/http/resolve-site.ts";
import { STAGES } from "#foundation/settings.ts";
import { TABLE_RULES } from "../../../src/register.ts";

const SECRET = "of roos@example.org";

/** What a request gets whose handler throws this, in this stage. */
async function answerTo(error: Error, stage: string | undefined, accept = "text/html") {
	const app = new Hono<App>();
	app.onError(answerError);
	app.get("/", () => {
		throw error;
	});
	const bindings = stage === undefined ? {} : { STAGE: stage };
	const reply = await app.request("/", { headers: { Accept: accept } }, bindings);
	const everything = `${await reply.text()}${JSON.stringify([...reply.headers])}`;
	return { status: reply.status, cause: reply.headers.get("X-Error"), everything };
}

describe("an error that nobody expected", () => {
	it("is told to a test: its message, those that caused it, and the functions that led to it", async () => {
		const thrown = new TypeError("the row has no place", { cause: new Error(`a line\r\nX-Evil: 1 … ${SECRET}`) });
		const { status, cause } = await answerTo(thrown, "test");
		expect(status).toBe(500);
		expect(cause).toMatch(
			/^TypeError: the row has no place; caused by Error: a line\?\?X-Evil: 1 \.\.\. of roos@example\.org \(in \S+/,
		);
		expect((await answerTo(thrown, "test", "application/json")).cause).toBe(cause);
		expect((await answerTo(new Error("x".repeat(10_000)), "test")).cause).toHaveLength(2_000);
	});

	it("names to a test the table and the idiom where a query was refused", async () => {
		const query = build.selectFrom("profile").select("member_id").compile().query;
		const scope = { kind: "brand", brand: "twero", realm: "jupiter-media" } as never;
		const refusal = () => checkScope(query, TABLE_RULES, scope);
		const { cause } = await Promise.resolve()
			.then(refusal)
			.then(
				() => expect.fail("it was let through"),
				(error: Error) => answerTo(error, "test"),
			);
		expect(cause).toContain('select of profile: profile is used without brand_id = this brand: add .where("profile.');
	});

	const OTHERS = [...STAGES.filter((stage) => stage !== "test"), "TEST", undefined];
	it.each(OTHERS)("says nothing of itself in the stage %s (T31)", async (stage) => {
		for (const accept of ["text/html", "application/json"]) {
			const { status, cause, everything } = await answerTo(new Error(SECRET), stage, accept);
			expect([status, cause]).toEqual([500, null]);
			expect(everything).not.toContain("roos");
			expect(everything).not.toMatch(/x-error/i);
		}
	});

	it("is one of the program's own: what is answered on purpose says no more in a test either", async () => {
		for (const error of [new AppError("not_found", SECRET), new Unavailable(SECRET)])
			expect((await answerTo(error, "test")).cause).toBeNull();
	});
});
