import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { onFreePort } from "#cli/ports.ts";

/** When a batch is met: before the server has it, while it works on it, or once it has answered. */
export type Moment = "before" | "during" | "after";

export type DatabaseProxy = {
	/** For DATABASE_URL. */
	url: string;
	/** Takes connections and answers nothing, as a server behind a broken network. */
	hangs: boolean;
	/** Answers this instead of the server, where it gives something for the body of a batch. */
	answers: ((batch: string) => { status: number; body: string } | undefined) | undefined;
	/** Calls `strike` at the next batch with this in its SQL, once; the Worker never gets its answer. */
	arm(sql: string, moment: Moment, strike: () => void): void;
	/** Does `work` before the server gets the next batch with this in its SQL, once; nothing is lost. */
	hold(sql: string, work: () => Promise<unknown>): void;
	/** Whether the strike has come. */
	struck(): boolean;
	stop(): Promise<void>;
};

/** Stands between the Worker and the libSQL server, so that a test decides what is lost at which write. */
export async function startDatabaseProxy(port: () => number): Promise<DatabaseProxy> {
	let held: { sql: string; work: () => Promise<unknown> } | undefined;
	const isIn = (body: Buffer, sql: string) => body.toString("utf8").includes(JSON.stringify(sql).slice(1, -1));
	let armed: { sql: string; moment: Moment; strike: () => void } | undefined;
	const server: Server = createServer((incoming, outgoing) => {
		const chunks: Buffer[] = [];
		incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
		incoming.on("end", async () => {
			if (proxy.hangs) return;
			const body = Buffer.concat(chunks);
			const instead = proxy.answers?.(body.toString("utf8"));
			if (instead) {
				outgoing.writeHead(instead.status, { "Content-Type": "application/json" });
				return outgoing.end(instead.body);
			}
			const first = held && isIn(body, held.sql) ? held : undefined;
			if (first) held = undefined;
			await first?.work();
			const hit = armed && isIn(body, armed.sql) ? armed : undefined;
			if (hit) armed = undefined;
			const lose = () => incoming.socket.destroy();
			if (hit?.moment === "before") {
				hit.strike();
				return lose();
			}
			const { method, url, headers } = incoming;
			const onward = request({ host: "127.0.0.1", port: port(), method, path: url, headers }, (answer) => {
				const parts: Buffer[] = [];
				answer.on("data", (part: Buffer) => parts.push(part));
				answer.on("error", lose);
				answer.on("end", () => {
					if (hit?.moment === "after") hit.strike();
					if (hit) return lose();
					outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
					outgoing.end(Buffer.concat(parts));
				});
			});
			onward.on("error", lose);
			onward.end(body, () => {
				if (hit?.moment === "during") hit.strike();
			});
		});
	});
	const proxy: DatabaseProxy = {
		url: "",
		hangs: false,
		answers: undefined,
		arm(sql, moment, strike) {
			armed = { sql, moment, strike };
		},
		hold(sql, work) {
			held = { sql, work };
		},
		struck: () => armed === undefined,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	await onFreePort(async (own) => {
		server.listen(own, "127.0.0.1");
		await once(server, "listening");
		proxy.url = `http://127.0.0.1:${own}`;
	});
	return proxy;
}
