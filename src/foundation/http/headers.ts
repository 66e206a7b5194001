import type { Stage } from "../settings.ts";

/**
 * What every answer carries (DECISIONS 21; OWASP ASVS V3.4). `formAction` adds the one other origin that a form of
 * this page ends on.
 */
export function securityHeaders(formAction?: string, frame?: Frame): Record<string, string> {
	return {
		"Content-Security-Policy": contentSecurityPolicy(formAction, frame),
		// Without includeSubDomains and preload: the domain is the partner's, and so are its other names.
		"Strict-Transport-Security": "max-age=31536000",
		"X-Content-Type-Options": "nosniff",
		// To other sites nothing. To its own a form still names its origin, for browsers without Fetch Metadata: under
		// `no-referrer` they send `Origin: null`, which a hostile page can send too (DECISIONS 107).
		"Referrer-Policy": "same-origin",
		"Permissions-Policy":
			"accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"X-Frame-Options": frame === "inner" ? "SAMEORIGIN" : "DENY",
	};
}

/** What a stage adds: a preview is not for search engines, and production does not say what an answer cost. */
export function stageHeaders(stage: Stage): Record<string, string> {
	return {
		...(stage === "production"
			? {}
			: { "Server-Timing": serverTiming({ trips: 0, milliseconds: 0, rowsWritten: 0, hashes: 0 }) }),
		...(stage === "preview" || stage === "review" ? { "X-Robots-Tag": "noindex, nofollow" } : {}),
	};
}

export type AnswerCost = { trips: number; milliseconds: number; rowsWritten: number; hashes: number };

/** Database round trips of an answer and their milliseconds, the rows that it wrote, and the passwords it hashed. */
export const serverTiming = ({ trips, milliseconds, rowsWritten, hashes }: AnswerCost) =>
	`db;desc="${trips}";dur=${milliseconds}, rows;desc=${rowsWritten}, hash;desc=${hashes}`;

/** A page that shows another of its own origin in a frame, or the one that is shown. No other page is either. */
export type Frame = "outer" | "inner";

function contentSecurityPolicy(formAction?: string, frame?: Frame): string {
	return [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self'",
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		"base-uri 'none'",
		...(frame === "outer" ? ["frame-src 'self'"] : []),
		frame === "inner" ? "frame-ancestors 'self'" : "frame-ancestors 'none'",
		`form-action 'self'${formAction ? ` ${formAction}` : ""}`,
	].join("; ");
}

export const NO_STORE = "private, no-store";
/** Kept by the browser and revalidated each time: only routes that name it use it, always with an ETag. */
export const REVALIDATE = "private, no-cache";
/** For addresses that contain the hash of what they answer. */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/** For what browsers ask again and again unasked, and that says nothing of a person. */
export const FOR_A_DAY = "public, max-age=86400";

/** Of images that a brand brought: opened by itself, such a file may run and load nothing (threat T15). */
export const INERT_IMAGE = "default-src 'none'; sandbox";
