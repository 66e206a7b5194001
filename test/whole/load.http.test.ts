import {
	createServer,
	request as httpRequest,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "#cli/ports.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let gate: Gate;
beforeAll(async () => {
	const port = await freePort();
	world = await startWorld({ bindings: { DATABASE_URL: `http://127.0.0.1:${port}` } });
	gate = await startGate(port, new URL(world.server.url));
});
afterAll(async () => {
	gate.server.close();
	gate.server.closeAllConnections();
	await world.stop();
});

/** Stands before the database: counts what comes, and can fail everything or send it elsewhere. */
type Gate = { server: Server; attempts: number; failing: boolean; moved: boolean };

async function startGate(port: number, database: URL): Promise<Gate> {
	const server = createServer((incoming, outgoing) => {
		opened.attempts += 1;
		if (opened.failing) outgoing.writeHead(503).end();
		else if (opened.moved) outgoing.writeHead(307, { Location: `http://${database.host}${incoming.url}` }).end();
		else passOn(incoming, outgoing, database);
	});
	const opened: Gate = { server, attempts: 0, failing: false, moved: false };
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	return opened;
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, { hostname, port }: URL): void {
	const { method, url, headers } = incoming;
	const forward = httpRequest({ hostname, port, method, path: url, headers, agent: false }, (answer) => {
		outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(outgoing);
	});
	forward.on("error", () => outgoing.writeHead(502).end());
	incoming.pipe(forward);
}

/** Asks `count` times, `wide` at a time; the milliseconds of each. */
async function ask(count: number, wide: number, next: (index: number) => [path: string, host?: string]) {
	const times: number[] = [];
	const statuses = new Map<number, number>();
	let index = 0;
	await Promise.all(
		Array.from({ length: wide }, async () => {
			while (index < count) {
				const [path, host = "twero.com"] = next(index++);
				const started = performance.now();
				const { status } = await world.get(path, { host });
				times.push(performance.now() - started);
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
			}
		}),
	);
	return { times: times.sort((a, b) => a - b), statuses };
}

const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)] ?? 0;

describe("a database that fails every request (T41, T42)", () => {
	it("is asked no more often than visitors ask, and hardly at all for pages from memory", async () => {
		expect((await world.get("/")).status).toBe(200);
		expect((await world.get("/privacy/statement.pdf")).status).toBe(200);
		gate.failing = true;
		gate.attempts = 0;
		// Each needs a text of its own from the database: one attempt, no second one.
		const misses = await ask(200, 8, (index) => [index % 2 ? "/privacy/versions/1" : "/en/privacy/versions/1"]);
		expect(misses.statuses).toEqual(new Map([[503, 200]]));
		expect(gate.attempts).toBeLessThanOrEqual(220);
		gate.attempts = 0;
		const pages = await ask(400, 8, (index) => [index % 2 ? "/" : "/privacy"]);
		expect(pages.statuses).toEqual(new Map([[200, 400]]));
		const unknown = await ask(200, 8, (index) => ["/", `unknown-${index}.example`]);
		expect(unknown.statuses).toEqual(new Map([[421, 200]]));
		expect(gate.attempts).toBeLessThanOrEqual(5);
	});

	it("fails closed soon: what it cannot answer is 503 within two seconds", async () => {
		const { times, statuses } = await ask(20, 4, () => ["/privacy/versions/1"]);
		expect([...statuses.keys()]).toEqual([503]);
		expect(times.at(-1)).toBeLessThan(2_000);
	});

	it("is back in use within ten seconds of its return", async () => {
		gate.failing = false;
		const started = performance.now();
		expect((await world.get("/privacy/versions/1")).status).toBe(200);
		let health = "";
		while (health !== "ok" && performance.now() - started < 12_000) {
			await sleep(500);
			await world.get("/", { host: "nobody.example" });
			health = JSON.parse((await world.get("/healthz")).text).status;
		}
		expect(performance.now() - started).toBeLessThan(10_000);
	});
});

describe("a database that sends the Worker elsewhere", () => {
	it("is not followed", async () => {
		gate.moved = true;
		const reply = await world.get("/terms/versions/1");
		expect(reply.status).toBe(503);
		gate.moved = false;
		expect((await world.get("/terms/versions/1")).status).toBe(200);
	});
});

describe("a flood on one brand (T43)", () => {
	it("costs another brand neither its pages in memory nor a long wait", async () => {
		await ask(20, 1, () => ["/", "geilesexsite.nl"]);
		const idle = await ask(100, 1, () => ["/", "geilesexsite.nl"]);
		let flooding = true;
		const flood = (async () => {
			let round = 0;
			while (flooding) {
				round += 1;
				await ask(64, 8, (index) => [
					["/", `/nothing-${round}-${index}`, "/privacy", `/assets/${round}-${index}.css`][index % 4] ?? "/",
				]);
			}
		})();
		const flooded = await ask(100, 1, () => ["/", "geilesexsite.nl"]);
		flooding = false;
		await flood;
		expect([...flooded.statuses.keys()]).toEqual([200]);
		// Eight visitors of the other brand stand in line with this one, on one thread and a shared machine.
		expect(median(flooded.times)).toBeLessThan(Math.max(30 * median(idle.times), 150));
		const after = await world.get("/", { host: "geilesexsite.nl" });
		expect(after.headers["server-timing"]).toMatch(/desc="0"/);
	});
});
