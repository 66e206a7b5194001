import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "#foundation/errors.ts";
import { setMoment } from "#foundation/http/moment.ts";
import type { App } from "#foundation/http/resolve-site.ts";
import { typedFields, validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import {
	checkbox,
	IN_ANY_CASE,
	NO_FIELDS,
	offered,
	optionalField,
	parsedField,
	textField,
} from "#foundation/ui/form-fields.ts";

const BOUNDARY = "grens";
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;
const URLENCODED = "application/x-www-form-urlencoded";
const part = (name: string, text: string, file = "") =>
	`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file && `; filename="${file}"`}\r\n\r\n${text}\r\n`;
const parts = (...all: string[]) => `${all.join("")}--${BOUNDARY}--\r\n`;
const HOUR_MS = 60 * 60 * 1000;

const digits = (typed: string) => (/^\d+$/.test(typed.trim()) ? Number(typed) : undefined);
const ageForm = z
	.strictObject({
		age: parsedField(digits, { required: "fill in", wrong: "digits only" }),
		password: textField(),
		kind: z.enum(["a", "b"], { error: "choose" }),
		keep: checkbox(),
	})
	.superRefine(({ age, password }, check) => {
		if (password.trim() !== "" && password === String(age))
			check.addIssue({ code: "custom", path: ["password"], message: "as your age" });
	}, IN_ANY_CASE);
/** A list of what was ticked, whatever a box says. */
const ticksForm = z
	.strictObject({ a: z.string().catch(""), b: z.string().catch("") })
	.transform(({ a, b }) => [a, b].filter(Boolean));
const clearForm = z.strictObject({
	clear: offered(["town", "phone"]),
	code: optionalField((typed) => (typed === "1" ? "one" : undefined), "not that"),
});
const uploadForm = z.strictObject({ photo: z.file(), description: textField() });

function newApp(clock = () => 0) {
	const app = new Hono<App>();
	app.use(async (c, next) => {
		c.set("clock", clock);
		setMoment(c, clock());
		await next();
	});
	app.onError((error, c) => c.text(error instanceof AppError ? error.code : error.message, 500));
	return app
		.post(
			"/age",
			validateForm(ageForm, (c, state) => c.json(state, 422)),
			async (c) => c.json({ form: c.req.valid("form"), typed: await typedFields(c) }),
		)
		.post("/ticks", validateForm(ticksForm.transform((ticked) => ({ ticked }))), (c) => c.json(c.req.valid("form")))
		.post("/button", validateForm(NO_FIELDS), (c) => c.text("pressed"))
		.post(
			"/clear",
			validateForm(clearForm, (c, state) => c.json(state, 422)),
			(c) => c.json(c.req.valid("form")),
		)
		.post(
			"/photo",
			validateForm(uploadForm, (c, state) => c.json(state, 422)),
			async (c) => c.text(await c.req.valid("form").photo.text()),
		)
		.post(
			"/of/:brand",
			validateForm((_c, { brand = "" }) => z.strictObject({ [brand]: textField() })),
			(c) => c.json(c.req.valid("form")),
		)
		.get("/page/:number", validateParams(z.object({ number: z.coerce.number().int() })), (c) =>
			c.json(c.req.valid("param")),
		)
		.get(
			"/find",
			validateQuery(z.object({ code: textField(), done: z.enum(["yes"]).optional().catch(undefined) })),
			(c) => c.json(c.req.valid("query")),
		);
}

async function post(path: string, body: string, type = URLENCODED, accept = "text/html") {
	const init = { method: "POST", headers: { "Content-Type": type, Accept: accept }, body };
	const reply = await newApp().request(path, init);
	return { status: reply.status, type: reply.headers.get("Content-Type"), text: await reply.text() };
}

describe("validateForm", () => {
	it("gives a route what its schema made of the fields, and what was typed", async () => {
		const { text } = await post("/age", "age=+42&password=secret&kind=b&keep=yes");
		expect(JSON.parse(text)).toEqual({
			form: { age: 42, password: "secret", kind: "b", keep: true },
			typed: { age: " 42", password: "secret", kind: "b", keep: "yes" },
		});
	});

	it.each([
		["nothing", "", { age: "fill in", kind: "choose" }, {}],
		[
			"a wrong value and a missing one",
			"age=x&password=x",
			{ age: "digits only", password: "as your age", kind: "choose" },
			{ age: "x" },
		],
		["a choice that is not offered", "age=1&kind=c", { kind: "choose" }, { age: "1", kind: "c" }],
	])(
		"gives the form back filled, without its password, with a message at every wrong field: %s",
		async (_what, body, errors, values) => {
			const { status, text } = await post("/age", body);
			expect(status).toBe(422);
			expect(JSON.parse(text)).toEqual({ values: expect.objectContaining(values), errors });
			expect(JSON.parse(text).values).not.toHaveProperty("password");
		},
	);

	it.each([
		["a field too many", "/age", "age=1&kind=a&is_admin=yes", URLENCODED],
		["a field of every object", "/age", "age=1&kind=a&__proto__=yes", URLENCODED],
		["a field twice", "/age", "age=1&age=2&kind=a", URLENCODED],
		["a choice twice", "/age", "age=1&kind=a&kind=b", URLENCODED],
		["a field twice whose schema puts up with it", "/ticks", "a=1&a=2", URLENCODED],
		["a box that says something else", "/age", "age=1&kind=a&keep=no", URLENCODED],
		["a button that the page does not have", "/clear", "clear=gender", URLENCODED],
		["no button at all", "/clear", "code=1", URLENCODED],
		["a list", "/age", "age[]=1&kind=a", URLENCODED],
		["a file for a text", "/age", parts(part("age", "1", "age.txt"), part("kind", "a")), MULTIPART],
		["a file for a text of a check of the whole form", "/age", parts(part("password", "1", "p.txt")), MULTIPART],
		["a file for a choice", "/age", parts(part("age", "1"), part("kind", "a", "a.txt")), MULTIPART],
		["a field of a form that has none", "/button", "a=b", URLENCODED],
		["a text for a file", "/photo", parts(part("photo", "abc")), MULTIPART],
		["a file twice", "/photo", parts(part("photo", "a", "a.jpg"), part("photo", "b", "b.jpg")), MULTIPART],
		["JSON", "/button", "{}", "application/json"],
		["a body without a type", "/button", "", ""],
		["parts that are none", "/button", "no part", MULTIPART],
	])("refuses %s as bad_request (T23)", async (_what, path, body, type) => {
		expect((await post(path, body, type)).text).toBe("bad_request");
	});

	it("gives a route a list that its schema makes of several fields", async () => {
		expect((await post("/ticks", "a=1&b=2")).text).toBe('{"ticked":["1","2"]}');
	});

	it.each([
		["", '""'],
		[" ", '""'],
		["1", '"one"'],
	])("takes a field that may stay empty as %j", async (typed, code) => {
		expect((await post("/clear", new URLSearchParams({ clear: "town", code: typed }).toString())).text).toBe(
			`{"clear":"town","code":${code}}`,
		);
	});

	it("says what is wrong with a field that may stay empty", async () => {
		expect(JSON.parse((await post("/clear", "clear=town&code=2")).text)).toMatchObject({
			errors: { code: "not that" },
		});
	});

	it("takes a file where its schema has one", async () => {
		expect((await post("/photo", parts(part("photo", "abc", "a.jpg")), MULTIPART)).text).toBe("abc");
	});

	it("makes the schema of the request, from the parameters of its path", async () => {
		expect((await post("/of/twero", "twero=1")).text).toBe('{"twero":"1"}');
		expect((await post("/of/twero", "other=1")).text).toBe("bad_request");
	});

	it("answers a caller that asks for JSON with a problem of RFC 9457", async () => {
		const { status, type, text } = await post("/age", "age=x&kind=a", URLENCODED, "application/json");
		expect([status, type]).toEqual([422, "application/problem+json; charset=utf-8"]);
		expect(JSON.parse(text)).toEqual({
			...{ type: "about:blank", title: "Unprocessable Content", status: 422, code: "invalid" },
			errors: [{ field: "age", detail: "digits only" }],
		});
	});

	it.each([
		["form", URLENCODED, "age=1&kind=a", "/age"],
		["upload", MULTIPART, parts(part("photo", "abc", "a.jpg")), "/photo"],
		["broken form", MULTIPART, "no part", "/button"],
	])("sets the moment of a request to that at which its whole %s had come", async (_what, type, text, path) => {
		let time = Date.parse("2026-11-22T08:00:00.000Z");
		const moments: string[] = [];
		const app = new Hono<App>().use(async (c, next) => {
			await next();
			moments.push(c.var.at, new Date(c.var.now).toISOString());
		});
		app.route(
			"/",
			newApp(() => time),
		);
		const body = new ReadableStream<Uint8Array>(
			{
				pull(controller) {
					time += 3 * HOUR_MS;
					controller.enqueue(new TextEncoder().encode(text));
					controller.close();
				},
			},
			{ highWaterMark: 0 },
		);
		const init = { method: "POST", headers: { "Content-Type": type }, body, duplex: "half" } as RequestInit;
		await app.fetch(new Request(`http://a.test${path}`, init));
		expect(moments).toEqual(["2026-11-22T11:00:00.000Z", "2026-11-22T11:00:00.000Z"]);
	});
});

describe("parameters", () => {
	const get = async (path: string) => (await newApp().request(path)).text();

	it("of a path that the schema refuses are an address that does not exist", async () => {
		expect(await get("/page/12")).toBe('{"number":12}');
		expect(await get("/page/x")).toBe("not_found");
	});

	it("of a query are what the schema names, with defaults, and one of each", async () => {
		expect(await get("/find?code=a&utm_source=mail&done=no")).toBe('{"code":"a"}');
		expect(await get("/find")).toBe('{"code":""}');
		expect(await get("/find?code=a&code=b")).toBe("bad_request");
	});
});
