import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "../errors.ts";
import { answerError } from "./answer-error.tsx";
import type { App } from "./resolve-site.ts";

/** Bytes that the body of a form may have. */
export const MAX_FORM_BYTES = 16 * 1024;

/** A form that holds more, in bytes. `saysSo`: of one that is too large, the route itself says so. */
export type LargeForm = { path: RegExp; limit: number; saysSo?: true };

/** Refuses bodies that are larger than their form takes. */
export function limitBody(large: readonly LargeForm[]): MiddlewareHandler<App> {
	const limitTo = (maxSize: number) =>
		bodyLimit({ maxSize, onError: (c) => answerError(new AppError("too_large", "body"), c) });
	const usual = limitTo(MAX_FORM_BYTES);
	const larger = large.map((form) => ({ ...form, limitBody: limitTo(form.limit) }));
	return (c, next) => {
		const form = larger.find(({ path }) => path.test(c.req.path));
		c.set("tooLarge", form?.saysSo === true && Number(c.req.header("Content-Length")) > form.limit);
		return c.var.tooLarge ? next() : (form?.limitBody ?? usual)(c, next);
	};
}
