import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { onFreePort } from "#cli/ports.ts";

/** A notice as a recipient's server got it. */
export type TakenNotice = { headers: IncomingHttpHeaders; body: string; document: Record<string, unknown> };

/** A recipient's own server on this machine, which keeps its port over a stop and a start. */
export type RecipientServer = {
	url: string;
	/** What signs the notices to it. */
	secret: Uint8Array;
	/** Everything that it was sent, the oldest first, whatever it answered. */
	taken: TakenNotice[];
	/** How it answers from now on. `silent`: not at all. */
	answer: { status: number; headers?: Record<string, string>; body?: string; silent?: true };
	stop(): Promise<void>;
	start(): Promise<void>;
};

export async function startRecipient(): Promise<RecipientServer> {
	let port = 0;
	let server: Server | undefined;
	const state: RecipientServer = {
		url: "",
		secret: new Uint8Array(32).fill(5),
		taken: [],
		answer: { status: 204 },
		async stop() {
			server?.closeAllConnections();
			server?.close();
			server = undefined;
		},
		async start() {
			server = serverOf(state).listen(port, "127.0.0.1");
			await once(server, "listening");
		},
	};
	await onFreePort(async (free) => {
		port = free;
		state.url = `http://127.0.0.1:${port}/notices`;
		await state.start();
	});
	return state;
}

const serverOf = (state: RecipientServer) =>
	createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const body = Buffer.concat(chunks).toString("utf8");
			state.taken.push({ headers: request.headers, body, document: JSON.parse(body) });
			const { status, headers = {}, body: said, silent } = state.answer;
			if (!silent) response.writeHead(status, headers).end(said);
		});
	});

/** Whether the recipient finds a notice signed as Standard Webhooks 1.0.0 has it. */
export function isSigned({ secret }: RecipientServer, { headers, body }: TakenNotice): boolean {
	const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
	return headers["webhook-signature"] === `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`;
}
