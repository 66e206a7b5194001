// First of all, so that what the app reads as it loads is fixed too.
import "./prelude.ts";
import type { Bindings } from "#foundation/settings.ts";
import app from "../../src/index.ts";
import { addressesOf } from "../../src/routes.tsx";
import { source, underWay } from "./prelude.ts";

/** The site's own Worker under a fixed clock and fixed random numbers, which each request brings in two headers. */

type Execution = Parameters<typeof app.fetch>[2];

let ticks = 0;

/** Settles with everything that goes on after the answer, and with what that begins in its turn. */
async function settled(work: readonly Promise<unknown>[]): Promise<void> {
	for (let known = -1; known < work.length; ) {
		known = work.length;
		await Promise.allSettled(work);
	}
}

function executionOf(work: Promise<unknown>[]): Execution {
	return { waitUntil: (promise) => void work.push(promise), passThroughOnException: () => undefined, props: {} };
}

export default {
	async fetch(request: Request, env: Bindings): Promise<Response> {
		const [seed, now] = [request.headers.get("x-seed"), Number(request.headers.get("x-now"))];
		if (seed === "routes")
			return Response.json(
				(["brand", "account"] as const).flatMap((site) => addressesOf(site).map((route) => ({ site, ...route }))),
			);
		if (seed === null || !(now > 0)) return new Response("x-seed and x-now are needed", { status: 400 });
		source.seed(seed);
		source.now = now;
		const headers = new Headers(request.headers);
		headers.delete("x-seed");
		headers.delete("x-now");
		const work: Promise<unknown>[] = [];
		const answer = Promise.resolve(app.fetch(new Request(request, { headers }), env, executionOf(work)));
		underWay.answer = answer.catch(() => undefined);
		const response = await answer;
		await settled(work);
		return response;
	},

	/** At the time of the last request. */
	async scheduled(event: unknown, env: Bindings): Promise<void> {
		ticks += 1;
		source.seed(`tick ${ticks}`);
		const work: Promise<unknown>[] = [];
		await app.scheduled(event, env, executionOf(work));
		await settled(work);
	},
};
