import { zValidator } from "@hono/zod-validator";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { NOT_OFFERED } from "../ui/form-fields.ts";
import { type FormState, refill } from "../ui/form-state.ts";
import { setMoment } from "./moment.ts";
import { INVALID_STATUS, invalidJson, PROBLEM_TYPE, wantsJson } from "./problem.ts";
import type { App, AppContext } from "./resolve-site.ts";

type Validated<Target extends "form" | "header" | "param" | "query", Schema extends z.ZodType> = MiddlewareHandler<
	App,
	string,
	{ in: Record<Target, z.input<Schema>>; out: Record<Target, z.output<Schema>> }
>;

type Params = Readonly<Partial<Record<string, string>>>;

/** A schema, or what makes the schema of this request: its messages are in the reader's language. */
export type FormSchema<Schema extends z.ZodType> =
	| Schema
	| ((c: AppContext, params: Params) => Schema | Promise<Schema>);

/** Renders the form again, status 422, with what was typed and a message beside each field. */
export type RefuseForm = (c: AppContext, state: FormState, params: Params) => Response | Promise<Response>;

/** On a validator: what it validates. A test reads it from the routes. */
export const VALIDATES = Symbol("validates");

/**
 * The fields of a form (DECISIONS 87). A field that the schema does not have, a field that comes twice and a file in
 * place of a text are no slips of a person but attempts (threat T23): 400. What a person typed wrong goes to `refuse`;
 * without it the form has nothing to type, and wrong values are 400 too. A caller that asks for JSON gets RFC 9457.
 * @throws AppError bad_request
 */
export function validateForm<Schema extends z.ZodType>(
	schema: FormSchema<Schema>,
	refuse?: RefuseForm,
): Validated<"form", Schema> {
	return validateFormOf(schema, (c, state, params) => {
		const json = refusalAsJson(c, state);
		if (json !== undefined) return json;
		if (refuse === undefined) throw new AppError("bad_request", "a value that this form does not have");
		return refuse(c, state, params);
	});
}

/**
 * The same for a form whose refusal is not for every caller: `refuse` answers those who ask for JSON too, by
 * `refusalAsJson`.
 * @throws AppError bad_request
 */
export function validateFormOf<Schema extends z.ZodType>(
	schema: FormSchema<Schema>,
	refuse: RefuseForm,
): Validated<"form", Schema> {
	const validateBody: Validated<"form", Schema> = async (c, next) => {
		const params: Params = c.req.param();
		const names = [...(await readBody(c)).keys()];
		// Of the body: a schema that puts up with any value, or makes a list of several fields, does not tell.
		if (new Set(names).size < names.length) throw new AppError("bad_request", "a field twice");
		const wanted = schema instanceof z.ZodType ? schema : await schema(c, params);
		const validator = zValidator("form", wanted, (result) => {
			if (result.success) return undefined;
			return refuse(c, stateOf(result.data, result.error.issues), params);
		}) as Validated<"form", Schema>;
		return validator(c, next);
	};
	return Object.assign(validateBody, { [VALIDATES]: "form" });
}

/** What is wrong with a form, for a caller that asks for JSON; undefined for one that takes the page. */
export function refusalAsJson(c: AppContext, { errors }: FormState): Response | undefined {
	return wantsJson(c) ? c.body(invalidJson(errors), INVALID_STATUS, PROBLEM_HEADERS) : undefined;
}

const PROBLEM_HEADERS = { "Content-Type": PROBLEM_TYPE };

/** Parameters of the path. What the schema refuses is an address that does not exist: 404. */
export function validateParams<Schema extends z.ZodType>(schema: Schema): Validated<"param", Schema> {
	return zValidator("param", schema, (result) => {
		if (!result.success) throw new AppError("not_found", "no such address");
	}) as Validated<"param", Schema>;
}

/**
 * Parameters of the query that the schema names. Others, which campaigns and mail programs add, are passed over. What
 * the schema refuses is 400: a schema gives a default where a page can do without the value.
 */
export function validateQuery<Schema extends z.ZodType>(schema: Schema): Validated<"query", Schema> {
	return zValidator("query", schema, (result) => {
		if (!result.success) throw new AppError("bad_request", "a query that this page does not take");
	}) as Validated<"query", Schema>;
}

/** Headers that the schema names, in small letters; it refuses none, and leaves out what it does not understand. */
export function validateHeaders<Schema extends z.ZodType>(schema: Schema): Validated<"header", Schema> {
	return zValidator("header", schema) as unknown as Validated<"header", Schema>;
}

/** A sender may take its time over a body: codes, sessions and counts go by the moment at which all of it is here. */
async function readBody(c: AppContext): Promise<FormData> {
	if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header("Content-Type") ?? ""))
		throw new AppError("bad_request", "not a form");
	try {
		// Kept by the request: the validator reads it again.
		return await c.req.formData();
	} catch (error) {
		throw new AppError("bad_request", "malformed form", { cause: error });
	} finally {
		setMoment(c, c.var.clock());
	}
}

/** What was typed, for a form that its schema took and that comes back for another reason. */
export async function typedFields(c: AppContext): Promise<Record<string, string>> {
	const texts = [...(await c.req.formData())].filter(
		(entry): entry is [string, string] => typeof entry[1] === "string",
	);
	return Object.fromEntries(texts);
}

const fieldsOf = (fields: unknown): [string, unknown][] =>
	typeof fields === "object" && fields !== null ? Object.entries(fields) : [];

/** @throws AppError bad_request for what no person types */
function stateOf(fields: unknown, issues: readonly z.core.$ZodIssue[]): FormState {
	const typed = new Map(fieldsOf(fields));
	const errors: Record<string, string> = {};
	for (const { code, path, message } of issues) {
		const field = path.length === 0 ? "form" : String(path[0]);
		const isOtherKind = code === "invalid_type" || (code === "invalid_value" && typed.get(field) instanceof Blob);
		if (code === "unrecognized_keys" || message === NOT_OFFERED || (isOtherKind && typed.has(field)))
			throw new AppError("bad_request", "a field that this form does not have, or of another kind");
		errors[field] ??= message;
	}
	const texts = [...typed].filter((entry): entry is [string, string] => typeof entry[1] === "string");
	return refill(Object.fromEntries(texts), errors);
}
