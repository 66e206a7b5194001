import type { Context } from "hono";
import { ERRORS, type ErrorCode } from "../errors.ts";

/** RFC 9457. `code` is stable and public; `errors` names the fields that were refused, in words for the reader. */
type Problem = {
	type: "about:blank";
	title: string;
	status: number;
	code: ErrorCode | "invalid";
	errors?: { field: string; detail: string }[];
};

/** Of a form that a person filled in wrong. */
export const INVALID_STATUS = 422;

/** Status texts of RFC 9110, section 15, and of RFC 6585: what `about:blank` asks for as the title. */
const TITLES: Readonly<Record<(typeof ERRORS)[ErrorCode]["status"] | typeof INVALID_STATUS, string>> = {
	400: "Bad Request",
	403: "Forbidden",
	404: "Not Found",
	405: "Method Not Allowed",
	409: "Conflict",
	410: "Gone",
	413: "Content Too Large",
	421: "Misdirected Request",
	422: "Unprocessable Content",
	429: "Too Many Requests",
	500: "Internal Server Error",
	503: "Service Unavailable",
};

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

export function wantsJson(c: Context): boolean {
	return /^application\/(problem\+)?json\b/.test(c.req.header("Accept") ?? "");
}

/** The JSON text of a failure. */
export function problemJson(code: ErrorCode): string {
	const { status } = ERRORS[code];
	return JSON.stringify({ type: "about:blank", title: TITLES[status], status, code } satisfies Problem);
}

/** The JSON text of a form that was filled in wrong. @param messages by field; of the form as a whole by "form" */
export function invalidJson(messages: Partial<Record<string, string>>): string {
	const problem: Problem = {
		type: "about:blank",
		title: TITLES[INVALID_STATUS],
		status: INVALID_STATUS,
		code: "invalid",
		errors: Object.entries(messages).map(([field, detail = ""]) => ({ field, detail })),
	};
	return JSON.stringify(problem);
}
