import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { normalizeIncoming } from "./incoming.ts";
import type { HostOptions } from "./open-host.ts";
import { printError } from "./print.ts";
import type { Listening } from "./run-host.ts";

/** Milliseconds. */
const CLOSE_IDLE_INTERVAL_MS = 50;

/** Node's own server. */
export async function listenOnNode(
	answer: (request: Request) => Response | Promise<Response>,
	{ port, hostname, addressHeader }: HostOptions,
): Promise<Listening> {
	const listener = getRequestListener(answer, { errorHandler: answerFailure });
	const server = createServer((incoming, outgoing) => {
		normalizeIncoming(incoming, addressHeader);
		void listener(incoming, outgoing);
	});
	server.listen(port, hostname);
	await once(server, "listening");
	const bound = server.address();
	const boundPort = typeof bound === "object" && bound !== null ? bound.port : port;
	return {
		url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${boundPort}`,
		async stop(limitMs) {
			const closed = new Promise((resolve) => server.close(resolve));
			// A connection is idle once its request has its answer.
			const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_INTERVAL_MS);
			const late = setTimeout(() => server.closeAllConnections(), limitMs);
			await closed;
			clearInterval(idle);
			clearTimeout(late);
		},
	};
}

/**
 * What never became an answer: 400 for what is no request (without a host, or with a target that is no URL), else a
 * fault of the program, by its kind alone (T31).
 */
function answerFailure(error: unknown): Response {
	const isBadRequest = error instanceof RequestError;
	if (!isBadRequest) printError(`error internal ${error instanceof Error ? error.name : "unknown"}`);
	return new Response(null, { status: isBadRequest ? 400 : 500, headers: { "Cache-Control": "private, no-store" } });
}
