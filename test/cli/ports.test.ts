import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { describe, expect, it } from "vitest";
import { freePort, onFreePort, portToBeFree, requireFreePort } from "#cli/ports.ts";

describe("freePort", () => {
	it("gives ports that a server can have, and that no connection is given before it starts", async () => {
		const ports = await Promise.all(Array.from({ length: 50 }, freePort));
		for (const port of ports) expect(port).toBeLessThan(32_768);
		expect(new Set(ports).size).toBeGreaterThan(40);
		await requireFreePort(ports[0] ?? 0, "a server");
	});
});

const listen = async (port: number): Promise<Server> => {
	const server = createServer().listen(port, "127.0.0.1");
	await once(server, "listening");
	return server;
};

describe("onFreePort", () => {
	it("starts on another port when somebody took the first meanwhile", async () => {
		const tried: number[] = [];
		const rivals: Server[] = [];
		const server = await onFreePort(async (port) => {
			tried.push(port);
			if (tried.length === 1) rivals.push(await listen(port));
			return listen(port);
		});
		expect(new Set(tried).size).toBe(2);
		for (const one of [server, ...rivals]) one.close();
	});

	it("tries once what fails though its port is free", async () => {
		let tries = 0;
		const start = () => Promise.reject(new Error(`start ${++tries}`));
		await expect(onFreePort(start)).rejects.toThrow("start 1");
	});
});

describe("portToBeFree", () => {
	it("waits for the end of what uses the port, and not for ever", async () => {
		const port = await freePort();
		const server = await listen(port);
		await expect(portToBeFree(port, 100)).rejects.toThrow(`port ${port} is still in use`);
		const free = portToBeFree(port);
		server.close();
		await free;
	});
});

describe("requireFreePort", () => {
	it("refuses a port that is in use, and says what for", async () => {
		const port = await freePort();
		const server = await listen(port);
		await expect(requireFreePort(port, "the database")).rejects.toThrow(`port ${port} for the database is in use`);
		server.close();
	});
});
