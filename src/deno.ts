import { ADDRESS_HEADER, clientAddress, NO_HOST, trustedHost } from "./cli/host/incoming.ts";
import type { HostOptions } from "./cli/host/open-host.ts";
import { type Listening, runHost } from "./cli/host/run-host.ts";
import { createHandler } from "./handler.ts";
import { runJobs } from "./jobs.ts";

type Server = { addr: { port: number }; shutdown(): Promise<void> };
declare const Deno: {
	serve(
		options: { port: number; hostname: string; signal: AbortSignal; onListen(): void },
		handler: (request: Request, info: { remoteAddr: { hostname: string } }) => Response | Promise<Response>,
	): Server;
};

/**
 * The same on Deno, which keeps the application portable: a test compares what it answers. It is no host for
 * production (DECISIONS 84).
 */
const platform = {
	now: () => Date.now(),
	wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

async function listenOnDeno(
	answer: (request: Request) => Response | Promise<Response>,
	{ port, hostname, addressHeader }: HostOptions,
): Promise<Listening> {
	const cut = new AbortController();
	const server = Deno.serve(
		{ port, hostname, signal: cut.signal, onListen: () => undefined },
		(request, { remoteAddr }) => {
			if (trustedHost(request.headers.get("Host") ?? "") === NO_HOST) return answer(new Request(`http://${NO_HOST}/`));
			const told = addressHeader === undefined ? null : request.headers.get(addressHeader);
			const headers = new Headers(request.headers);
			headers.delete(ADDRESS_HEADER);
			const address = clientAddress(remoteAddr.hostname, told ?? undefined);
			if (address !== undefined) headers.set(ADDRESS_HEADER, address);
			return answer(new Request(request, { headers }));
		},
	);
	return {
		url: `http://${hostname}:${server.addr.port}`,
		async stop(limitMs) {
			const late = setTimeout(() => cut.abort(), limitMs);
			await server.shutdown();
			clearTimeout(late);
		},
	};
}

process.exit(
	await runHost({
		variables: process.env,
		platform,
		handle: createHandler(platform),
		runJobs,
		listen: listenOnDeno,
	}),
);
