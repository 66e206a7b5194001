import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { readForm, readUpload } from "#foundation/http/form-data.ts";
import { setMoment } from "#foundation/http/moment.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";

const BOUNDARY = "grens";
const PART = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="code"\r\n\r\nabc\r\n--${BOUNDARY}--\r\n`;
const HOUR = 60 * 60 * 1000;

describe("the moment of a request", () => {
	it.each([
		["form", "application/x-www-form-urlencoded", "code=abc", (c: AppContext) => readForm(c, ["code"])],
		["upload", `multipart/form-data; boundary=${BOUNDARY}`, PART, (c: AppContext) => readUpload(c, "file", ["code"])],
		["broken form", `multipart/form-data; boundary=${BOUNDARY}`, "no part", (c: AppContext) => readForm(c, ["code"])],
	])("is that at which its %s had come, however long the sender held it back", async (_what, type, text, read) => {
		let time = Date.parse("2026-11-22T08:00:00.000Z");
		const moments: string[] = [];
		const app = new Hono<App>();
		app.post("/", async (c) => {
			c.set("clock", () => time);
			setMoment(c, time);
			const before = c.var;
			await read(c).catch(() => undefined);
			moments.push(before.at, c.var.at, new Date(c.var.now).toISOString());
			return c.text("read");
		});
		const body = new ReadableStream<Uint8Array>(
			{
				pull(controller) {
					time += 3 * HOUR;
					controller.enqueue(new TextEncoder().encode(text));
					controller.close();
				},
			},
			{ highWaterMark: 0 },
		);
		const request = new Request("http://a.test/", {
			method: "POST",
			headers: { "Content-Type": type },
			body,
			duplex: "half",
		} as RequestInit);
		expect(await (await app.fetch(request)).text()).toBe("read");
		expect(moments).toEqual(["2026-11-22T08:00:00.000Z", "2026-11-22T11:00:00.000Z", "2026-11-22T11:00:00.000Z"]);
	});
});
