import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listenOnNode } from "#cli/host/listen-node.ts";
import type { Listening } from "#cli/host/run-host.ts";

let listening: Listening | undefined;
afterEach(async () => {
	vi.restoreAllMocks();
	await listening?.stop(1_000);
});

const OPTIONS = { port: 0, hostname: "127.0.0.1", addressHeader: undefined, mailPort: undefined, jobsEveryMs: 60_000 };

async function statusOf(url: string): Promise<number | undefined> {
	const asked = request(url);
	asked.end();
	const [response] = await once(asked, "response");
	response.resume();
	return response.statusCode;
}

async function firstLineFor(url: string, bytes: string): Promise<string> {
	const { hostname, port } = new URL(url);
	const socket = connect(Number(port), hostname, () => socket.end(bytes));
	let answer = "";
	for await (const chunk of socket) answer += String(chunk);
	return answer.split("\r\n")[0] ?? "";
}

describe("Node's server", () => {
	it.each<[string, () => Promise<Response>]>([
		["throws", () => Promise.reject(new TypeError("ada@members.example"))],
		[
			"throws at once",
			() => {
				throw new TypeError("ada@members.example");
			},
		],
	])("answers 500 and logs the kind of error alone when the application %s (T31)", async (_what, answer) => {
		const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
		listening = await listenOnNode(answer, OPTIONS);
		expect(await statusOf(`${listening.url}/`)).toBe(500);
		expect(said.mock.calls).toEqual([["error internal TypeError"]]);
	});

	it("answers 400 to what is no request, and logs nothing", async () => {
		const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
		listening = await listenOnNode(async () => new Response("reached"), OPTIONS);
		const line = await firstLineFor(listening.url, "GET / HTTP/1.0\r\n\r\n");
		expect(line).toMatch(/^HTTP\/1\.[01] 400 /);
		expect(said.mock.calls).toEqual([]);
	});
});
