/**
 * Every way in which a request can fail, closed. The code is stable and public; `ui/error-page.tsx` and the JSON
 * answer are rendered from it in one place (app.tsx). Messages name what failed, never data of a person.
 */
export const ERRORS = {
	bad_request: { status: 400 },
	cross_site: { status: 403 },
	not_found: { status: 404 },
	method_not_allowed: { status: 405 },
	conflict: { status: 409 },
	gone: { status: 410 },
	too_large: { status: 413 },
	unknown_host: { status: 421 },
	too_many: { status: 429 },
	internal: { status: 500 },
	unavailable: { status: 503 },
	paused: { status: 503 },
	/** Done, and not yet written down outside the database (DECISIONS 73). */
	unconfirmed: { status: 503 },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/**
 * A part outside the program that a request needs does not answer, or answers what cannot be: 503 with Retry-After
 * (DECISIONS 64). Its message names the part and what is wrong; no host, no statement, nothing of a person.
 */
export class Unavailable extends Error {}

/** Work cannot go on until a person looks. Its message says why, in numbers and names of parts, nothing of a person. */
export class StandsStill extends Error {}

/** Thrown where an assumption broke; expected outcomes are returned instead. */
export class AppError extends Error {
	readonly code: ErrorCode;
	constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
