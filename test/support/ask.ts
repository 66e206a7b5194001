import { request as httpRequest } from "node:http";

export type Reply = { status: number; headers: Record<string, string>; body: Buffer; text: string };

export type Ask = { host?: string; method?: string; headers?: Record<string, string>; body?: string | Uint8Array };

/** Node's fetch cannot set a Host header; its http module can. Redirects are not followed. */
export function send(
	url: URL,
	path: string,
	{ host = "twero.com", method = "GET", headers = {}, body }: Ask = {},
): Promise<Reply> {
	return new Promise((resolve, reject) => {
		const outgoing = httpRequest(
			{ hostname: url.hostname, port: url.port, path, method, headers: { ...headers, Host: host }, agent: false },
			(incoming) => {
				const chunks: Buffer[] = [];
				incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
				incoming.on("error", reject);
				incoming.on("end", () => {
					const bytes = Buffer.concat(chunks);
					const flat = Object.entries(incoming.headers).map(
						([name, value]) => [name, [value].flat().join(", ")] as const,
					);
					const reply = {
						status: incoming.statusCode ?? 0,
						headers: Object.fromEntries(flat),
						body: bytes,
						text: bytes.toString(),
					};
					// "expected 500 to be 200" alone would say nothing of why.
					const cause = reply.headers["x-error"];
					if (cause !== undefined) console.error(`${method} ${path} answers ${reply.status}: ${cause}`);
					resolve(reply);
				});
			},
		);
		outgoing.on("error", reject);
		outgoing.end(body);
	});
}
