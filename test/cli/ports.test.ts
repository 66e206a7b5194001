import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { freePort, requireFreePort } from "#cli/ports.ts";

describe("freePort", () => {
	it("gives ports that a server can have, and that no connection is given before it starts", async () => {
		const ports = await Promise.all(Array.from({ length: 50 }, freePort));
		for (const port of ports) expect(port).toBeLessThan(32_768);
		expect(new Set(ports).size).toBeGreaterThan(40);
		await requireFreePort(ports[0] ?? 0, "a server");
	});
});

describe("requireFreePort", () => {
	it("refuses a port that is in use, and says what for", async () => {
		const port = await freePort();
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
		await expect(requireFreePort(port, "the database")).rejects.toThrow(`port ${port} for the database is in use`);
		server.close();
	});
});
