import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { clientAddress, normalizeIncoming } from "#cli/host/incoming.ts";

/** A request as Node's parser leaves it. */
function incoming(lines: [name: string, value: string][], { url = "/", from = "127.0.0.1" } = {}): IncomingMessage {
	const socket = new Socket();
	Object.defineProperty(socket, "remoteAddress", { value: from });
	const message = new IncomingMessage(socket);
	message.url = url;
	message.rawHeaders = lines.flat();
	for (const [name, value] of lines) message.headers[name.toLowerCase()] ??= value;
	return message;
}

const linesOf = ({ rawHeaders }: IncomingMessage) =>
	rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));

describe("the address of a client", () => {
	it.each<[string, string | undefined, string | undefined, string | undefined]>([
		["the socket's, where no header is named", "203.0.113.9", undefined, "203.0.113.9"],
		["the socket's, without the form of a socket for both families", "::ffff:203.0.113.9", undefined, "203.0.113.9"],
		["the header's, from a proxy on this machine", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
		["the header's, from a proxy in a private network", "::ffff:10.1.2.3", "2001:db8::1", "2001:db8::1"],
		["the header's, from a proxy at a unique local address", "fd00::1", "203.0.113.9", "203.0.113.9"],
		["the last that the header names", "::1", "198.51.100.1, 203.0.113.9", "203.0.113.9"],
		["the socket's, where a stranger sends the header", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
		["the socket's, where the header names no address", "127.0.0.1", "198.51.100.1, unknown", "127.0.0.1"],
		["the socket's, where the header is empty", "127.0.0.1", "", "127.0.0.1"],
		["unknown, where the socket is gone", undefined, "203.0.113.9", undefined],
	])("is %s", (_what, socket, header, expected) => {
		expect(clientAddress(socket, header)).toBe(expected);
	});
});

describe("a request before the application sees it", () => {
	it("has one line that names its client, which nobody outside wrote", () => {
		const forged = incoming(
			[
				["Host", "twero.com"],
				["CF-Connecting-IP", "198.51.100.1"],
				["cf-connecting-ip", "198.51.100.2"],
				["X-Forwarded-For", "198.51.100.3"],
			],
			{ from: "203.0.113.9" },
		);
		normalizeIncoming(forged, undefined);
		expect(linesOf(forged)).toEqual([
			"X-Forwarded-For: 198.51.100.3",
			"Host: twero.com",
			"CF-Connecting-IP: 203.0.113.9",
		]);
		expect(forged.headers["cf-connecting-ip"]).toBe("203.0.113.9");
	});

	it("takes the last line of the header that the operator named, from a proxy", () => {
		const proxied = incoming([
			["Host", "twero.com"],
			["X-Forwarded-For", "198.51.100.1"],
			["x-forwarded-for", "198.51.100.2, 203.0.113.9"],
		]);
		normalizeIncoming(proxied, "X-Forwarded-For");
		expect(proxied.headers["cf-connecting-ip"]).toBe("203.0.113.9");
	});

	it("has no such line where its client is unknown", () => {
		const lost = incoming(
			[
				["Host", "twero.com"],
				["CF-Connecting-IP", "198.51.100.1"],
			],
			{ from: "" },
		);
		normalizeIncoming(lost, undefined);
		expect(linesOf(lost)).toEqual(["Host: twero.com"]);
	});

	it.each<[string, [string, string][], string, string]>([
		["a plain name", [["Host", "TWERO.com:8080"]], "/x?y", "twero.com:8080 /x?y"],
		["a percent sign that a URL would resolve", [["Host", "%74wero.com"]], "/", "host.invalid /"],
		[
			"two names",
			[
				["Host", "twero.com"],
				["host", "twero.com"],
			],
			"/",
			"host.invalid /",
		],
		["a target with a host of its own", [["Host", "twero.com"]], "http://evil.test/x", "host.invalid /"],
		["a target that is no path", [["Host", "twero.com"]], "*", "host.invalid /"],
		["an empty name, which is answered 400", [["Host", ""]], "/", " /"],
	])("has one name of a host, for %s", (_what, lines, url, expected) => {
		const message = incoming(lines, { url });
		normalizeIncoming(message, undefined);
		expect(`${message.headers.host} ${message.url}`).toBe(expected);
		expect(linesOf(message).filter((line) => /^host:/i.test(line))).toHaveLength(1);
	});
});
