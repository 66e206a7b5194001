import { randomInt } from "node:crypto";
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

/** Below what Linux and macOS hand out to connections, which would take a port before its server listens. */
const FREE = { from: 20_000, to: 32_000 };

/**
 * A port of this machine that nothing uses now, and that the system gives to no connection meanwhile.
 * @throws CommandError when a hundred that were tried are all in use
 */
export async function freePort(): Promise<number> {
	for (let attempt = 0; attempt < 100; attempt++) {
		const port = randomInt(FREE.from, FREE.to);
		if (await canListen(port)) return port;
	}
	throw new CommandError(`no free port was found between ${FREE.from} and ${FREE.to}`);
}

/** The port that a variable of the environment names. @throws CommandError when it names none */
export function portFrom(name: string, fallback: number): number {
	const text = process.env[name];
	if (text === undefined || text === "") return fallback;
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) throw new CommandError(`${name}=${text} is not a port`);
	return port;
}
