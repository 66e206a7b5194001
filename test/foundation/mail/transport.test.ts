import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "#cli/ports.ts";
import { connectMail, MailServerUnavailable } from "#foundation/mail/delivery/transport.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";

let server: MailServer;
beforeAll(async () => {
	server = await startMailServer();
});
afterEach(() => {
	server.behave = {};
	server.taken.length = 0;
	vi.useRealTimers();
});
afterAll(() => server.stop());

const message = (to = "ada@members.example") => ({
	from: "info@apple.example",
	to,
	raw: new TextEncoder().encode("Subject: x\r\n\r\n.dot at the start\r\n..two\r\nblij é\r\n"),
});

async function sendAll(...recipients: string[]) {
	const connection = await connectMail({ smtpUrl: server.url });
	try {
		const results = [];
		for (const to of recipients) results.push(await connection.send(message(to)));
		return results;
	} finally {
		connection.close();
	}
}

describe("the SMTP transport", () => {
	it("hands over several mails on one connection, byte for byte", async () => {
		const before = server.seen.connections;
		expect(await sendAll("a@members.example", "b@members.example")).toEqual([{ result: "sent" }, { result: "sent" }]);
		expect(server.seen.connections - before).toBe(1);
		expect(server.taken.map(({ to }) => to)).toEqual([["a@members.example"], ["b@members.example"]]);
		expect(server.taken[0]).toMatchObject({ from: "info@apple.example", raw: new TextDecoder().decode(message().raw) });
	});

	it.each([
		["a recipient for now", { recipient: () => 450 }, { result: "temporary", code: "450" }],
		["a recipient for good", { recipient: () => 550 }, { result: "permanent", code: "550" }],
		["the mail for now", { data: 451 }, { result: "temporary", code: "451" }],
		["the mail for good", { data: 554 }, { result: "permanent", code: "554" }],
		["our sender, which is a setting to repair", { sender: 550 }, { result: "temporary", code: "550" }],
	])("tells apart that the server refuses %s, and goes on with the next", async (_what, behave, expected) => {
		const connection = await connectMail({ smtpUrl: server.url });
		server.behave = behave;
		expect(await connection.send(message())).toEqual(expected);
		server.behave = {};
		expect(await connection.send(message("next@members.example"))).toEqual({ result: "sent" });
		connection.close();
		expect(server.taken.map(({ to }) => to)).toEqual([["next@members.example"]]);
	});

	it("does not know whether a mail arrived when the server hangs up after it", async () => {
		server.behave = { hangUp: true };
		await expect(sendAll("a@members.example")).rejects.toThrow(MailServerUnavailable);
		expect(server.taken).toHaveLength(1);
	});

	it("takes a reply that ends the connection for a server that is away", async () => {
		server.behave = { recipient: () => 421 };
		await expect(sendAll("a@members.example")).rejects.toThrow(MailServerUnavailable);
	});

	it("signs in where the address names a user", async () => {
		const named = (user: string) => server.url.replace("smtp://", `smtp://${user}@`);
		const connection = await connectMail({ smtpUrl: named("livery:p%40ss%20word") });
		expect(await connection.send(message())).toEqual({ result: "sent" });
		connection.close();
		await expect(connectMail({ smtpUrl: named("livery:wrong") })).rejects.toMatchObject({ code: "EAUTH" });
	});

	it("says nothing over a connection without TLS, but on this very machine", async () => {
		const elsewhere = await startMailServer("127.0.0.2");
		await expect(connectMail({ smtpUrl: elsewhere.url })).rejects.toThrow(MailServerUnavailable);
		await expect(connectMail({ smtpUrl: elsewhere.url.replace("smtp:", "smtps:") })).rejects.toThrow(
			MailServerUnavailable,
		);
		expect(elsewhere.taken).toEqual([]);
		await elsewhere.stop();
	});

	it("does not wait for a server that is away or silent, and names no address when it fails", async () => {
		const port = await freePort();
		await expect(connectMail({ smtpUrl: `smtp://127.0.0.1:${port}` })).rejects.toThrow(
			/^the mail server is not available: E[A-Z]+$/,
		);
		const silent: Server = createServer(() => undefined);
		await new Promise<void>((resolve) => silent.listen(port, "127.0.0.1", resolve));
		const met = once(silent, "connection");
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		let failure: unknown;
		const connecting = connectMail({ smtpUrl: `smtp://127.0.0.1:${port}` }).catch((error: unknown) => {
			failure = error;
		});
		await met;
		await vi.advanceTimersByTimeAsync(10_000);
		// Not later by a timer of the socket, which goes by the real clock.
		expect(failure).toBeInstanceOf(MailServerUnavailable);
		await connecting;
		silent.close();
	});
});
