import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "./command.ts";

/** @throws CommandError when something listens on the port already */
export async function requireFreePort(
	port: number,
	what: string,
	wayOut = "set another (see README, Ports)",
): Promise<void> {
	if (!(await canListen(port)))
		throw new CommandError(`port ${port} for ${what} is in use; stop what uses it or ${wayOut}`);
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

/**
 * Starts something on a free port: on another when somebody took the port before it was listened on.
 * @throws what `start` throws for another reason, or on the fifth port
 */
export async function onFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
	for (let attempt = 1; ; attempt++) {
		const port = await freePort();
		try {
			return await start(port);
		} catch (error) {
			if (attempt === 5 || (await canListen(port))) throw error;
		}
	}
}

/** Resolves once nothing uses the port. @throws CommandError when something still does after the time */
export async function portToBeFree(port: number, milliseconds = 60_000): Promise<void> {
	for (const start = Date.now(); !(await canListen(port)); await sleep(50))
		if (Date.now() - start > milliseconds) throw new CommandError(`port ${port} is still in use`);
}

/** The port that a variable of the environment names. @throws CommandError when it names none */
export function portFrom(name: string, fallback: number): number {
	const text = process.env[name];
	return text === undefined || text === "" ? fallback : parsePort(text, `${name}=${text}`);
}

/** @param named where it was written, for the message @throws CommandError */
export function parsePort(text: string, named: string): number {
	const port = Number(text);
	if (!/^[0-9]+$/.test(text) || port < 1 || port > 65535)
		throw new CommandError(`${named} is not a port: write a number from 1 to 65535`);
	return port;
}
