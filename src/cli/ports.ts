import { createServer } from "node:net";
import { CommandError } from "./command.ts";

/** @throws CommandError when something listens on the port already */
export async function requireFreePort(port: number, what: string): Promise<void> {
	if (!(await canListen(port)))
		throw new CommandError(`port ${port} for ${what} is in use; stop what uses it or set another (see README, Ports)`);
}

function canListen(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
}

/** A port that nothing uses now. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() =>
				address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
			);
		});
	});
}
