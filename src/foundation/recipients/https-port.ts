import type { RecipientEndpoint } from "../settings.ts";
import type { Notice, Outcome, RecipientPort, RecipientPorts } from "./port.ts";

/** Milliseconds. A run lasts seconds, so a slow server is one that does not answer. */
const ANSWER_LIMIT_MS = 10_000;
/** The longest that a recipient may ask to be left alone, in milliseconds. */
const MAX_PAUSE_MS = 24 * 60 * 60 * 1000;

/** Of the document; a recipient refuses one that it does not know. */
const DOCUMENT_VERSION = 1;

/** Answers of 4xx that say nothing about the notice (RFC 9110 15.5.9, RFC 8470 5.2, RFC 6585 4). */
const PASSING = [408, 425, 429];

const encoder = new TextEncoder();

/**
 * A recipient's endpoint (docs/recipient-notices.md): a document by POST, signed as Standard Webhooks 1.0.0 has it. Of
 * the answer the status alone counts: nothing of what a recipient writes is read.
 * @param now epoch milliseconds
 */
export function httpsPort(
	{ url, secret }: Pick<RecipientEndpoint, "url" | "secret">,
	now: () => number,
): RecipientPort {
	return {
		async notify(notice) {
			const body = JSON.stringify(documentOf(notice));
			const headers = await headersOf(notice.id, body, { secret, now: now() });
			try {
				const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
				// What is signed goes where the settings say and nowhere else.
				const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
				await response.body?.cancel();
				return outcomeOf(response.status, response.headers.get("retry-after"), now());
			} catch (error) {
				return { result: "later", code: error instanceof Error && error.name === "TimeoutError" ? "timeout" : "down" };
			}
		},
	};
}

const documentOf = ({ id, realm, act, references, items, at }: Notice) => ({
	...{ version: DOCUMENT_VERSION, id, operator: realm, act, happened_at: at },
	...{ references, items },
});

async function headersOf(
	id: string,
	body: string,
	{ secret, now }: { secret: Uint8Array; now: number },
): Promise<Record<string, string>> {
	const timestamp = `${Math.floor(now / 1000)}`;
	return {
		Accept: "application/problem+json",
		"Content-Type": "application/json",
		"Idempotency-Key": `"${id}"`,
		"Webhook-Id": id,
		"Webhook-Timestamp": timestamp,
		"Webhook-Signature": `v1,${await signatureOf(secret, `${id}.${timestamp}.${body}`)}`,
	};
}

/** HMAC-SHA-256, base64. */
async function signatureOf(secret: Uint8Array, text: string): Promise<string> {
	const algorithm = { name: "HMAC", hash: "SHA-256" };
	const key = await crypto.subtle.importKey("raw", new Uint8Array(secret), algorithm, false, ["sign"]);
	const signed = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
	return btoa(String.fromCharCode(...signed));
}

/** @param retryAfter as RFC 9110 10.2.3 has it @param now epoch milliseconds */
export function outcomeOf(status: number, retryAfter: string | null, now: number): Outcome {
	const code = `${status}`;
	if (status >= 200 && status < 300) return { result: "told" };
	if (status === 410) return { result: "gone", code };
	// A redirect may be of a server that moves; it is never followed.
	if (status < 400 || status >= 500 || PASSING.includes(status)) {
		const after = pauseOf(retryAfter, now);
		return { result: "later", code, ...(after === undefined ? {} : { after }) };
	}
	return { result: "refused", code };
}

function pauseOf(retryAfter: string | null, now: number): number | undefined {
	if (retryAfter === null) return undefined;
	const pause = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
	return Number.isFinite(pause) && pause > 0 ? Math.min(pause, MAX_PAUSE_MS) : undefined;
}

/** The ports of these endpoints. @param now epoch milliseconds */
export function portsOf(endpoints: readonly RecipientEndpoint[], now: () => number): RecipientPorts {
	const ports = new Map(
		endpoints.map((endpoint) => [`${endpoint.realm} ${endpoint.recipient}`, httpsPort(endpoint, now)]),
	);
	return {
		find: (realm, recipient) => ports.get(`${realm} ${recipient}`),
		all: endpoints.map(({ realm, recipient }) => ({ realm, recipient })),
	};
}
