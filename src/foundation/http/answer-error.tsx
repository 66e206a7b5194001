import type { Context } from "hono";
import { KeyUnavailable } from "../crypto/keys.ts";
import { SealBroken } from "../crypto/sealed.ts";
import { ConstraintViolated } from "../db/database.ts";
import { AppError, ERRORS, type ErrorCode, Unavailable } from "../errors.ts";
import { ErrorPage } from "../ui/error-page.tsx";
import { unbrandedErrorPage } from "../ui/plain-error.ts";
import { pageContext } from "./brand-look.ts";
import { NO_STORE, securityHeaders } from "./headers.ts";
import { PROBLEM_TYPE, problemJson, wantsJson } from "./problem.ts";
import type { App } from "./resolve-site.ts";
import { HTML } from "./respond-cached.ts";

/** Seconds after which trying again makes sense. */
const RETRY_AFTER: Partial<Record<ErrorCode, string>> = {
	unavailable: "30",
	paused: "3600",
	too_many: "60",
	unconfirmed: "60",
};

/**
 * The one place that turns a failure into an answer: the brand's page where a brand is known, a static one where
 * none is, JSON for those who ask for it. An unknown error is `internal`; its message goes nowhere, but that a test
 * is told it.
 */
export async function answerError(error: Error, c: Context<App>): Promise<Response> {
	const code = codeOf(error);
	if (code === "internal") console.error(`error internal ${error.name}`);
	if (code === "conflict") console.error("error conflict");
	if (error instanceof KeyUnavailable || error instanceof SealBroken) console.error("error a value does not open");
	const { status } = ERRORS[code];
	const headers = new Headers({ "Cache-Control": NO_STORE, ...securityHeaders() });
	const retry = RETRY_AFTER[code];
	if (retry) headers.set("Retry-After", retry);
	if (code === "internal" && c.env.STAGE === "test") headers.set("X-Error", causeOf(error));
	if (wantsJson(c)) {
		headers.set("Content-Type", PROBLEM_TYPE);
		return new Response(problemJson(code), { status, headers });
	}
	headers.set("Content-Type", HTML);
	return new Response(await errorHtml(code, c), { status, headers });
}

/** Enough for a header: where the messages of a whole chain are longer, the first say most. */
const MAX_CAUSE_LENGTH = 2_000;

/** For the stage `test` alone, which no deployment has: messages may hold what a visitor sent (threat T31). */
function causeOf(error: Error): string {
	const lines = (error.stack ?? "").split("\n");
	const calls = lines.flatMap((line) => /^ {4}at (?:async )?([\w$.]+) \(/.exec(line)?.[1] ?? []);
	const messages: string[] = [];
	for (let cause: unknown = error; cause instanceof Error && messages.length < 5; cause = cause.cause)
		messages.push(`${cause.constructor.name}: ${cause.message}`);
	const text = `${messages.join("; caused by ")}${calls.length > 0 ? ` (in ${calls.slice(0, 6).join(", from ")})` : ""}`;
	return text.slice(0, MAX_CAUSE_LENGTH).replace(/[^ -~]/g, (sign) => (sign === "…" ? "..." : "?"));
}

/** A part that is away, or does not fit, is not a mistake of the program. */
function codeOf(error: Error): ErrorCode {
	if (error instanceof AppError) return error.code;
	// A caller that expects a conflict handles it. Otherwise two requests changed the same thing at once.
	if (error instanceof ConstraintViolated) return "conflict";
	return error instanceof Unavailable ? "unavailable" : "internal";
}

/** Where an error has words of its own. */
const wordsOf = (code: ErrorCode) => (code === "unconfirmed" ? code : undefined);

async function errorHtml(code: ErrorCode, c: Context<App>): Promise<string> {
	const status = ERRORS[code].status;
	if (status === 421) return unbrandedErrorPage(421);
	try {
		if (c.var.edition)
			return `<!DOCTYPE html>${<ErrorPage context={await pageContext(c)} status={status} words={wordsOf(code)} />}`;
	} catch {
		// The look itself is what failed.
	}
	return unbrandedErrorPage(status === 503 ? 503 : 500);
}
