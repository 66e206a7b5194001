import { type Frame, securityHeaders } from "./headers.ts";
import type { AppContext } from "./resolve-site.ts";
import { HTML } from "./respond-cached.ts";

type Status = 200 | 400 | 403 | 409 | 410 | 413 | 422 | 429;
type Options = {
	status?: Status;
	/** The one other origin that a form of this page ends on, from the settings. */
	formAction?: string | undefined;
	frame?: Frame;
};

/** A page for one person: it carries the header set of every answer and `private, no-store`. */
export function renderPage(
	c: AppContext,
	content: unknown,
	{ status = 200, formAction, frame }: Options = {},
): Response {
	const headers = {
		"Content-Type": HTML,
		...(formAction === undefined && frame === undefined ? {} : securityHeaders(formAction, frame)),
	};
	return c.body(`<!DOCTYPE html>${content}`, status, headers) as Response;
}
