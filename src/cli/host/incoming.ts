import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { parseHostname } from "#foundation/names/hostname.ts";

/** What the application reads; at Cloudflare the edge sets it and takes it from nobody. */
export const ADDRESS_HEADER = "CF-Connecting-IP";
/** Reserved (RFC 6761): no brand can have it, so that the application answers 421. */
export const NO_HOST = "host.invalid";

/** Where a proxy in front of this process may be: this machine, or a network that is not the internet. */
const NEAR = nearNetworks();

function nearNetworks(): BlockList {
	const list = new BlockList();
	for (const [network, bits] of [
		["127.0.0.0", 8],
		["10.0.0.0", 8],
		["172.16.0.0", 12],
		["192.168.0.0", 16],
		["100.64.0.0", 10],
		["169.254.0.0", 16],
	] as const)
		list.addSubnet(network, bits, "ipv4");
	for (const [network, bits] of [
		["fc00::", 7],
		["fe80::", 10],
	] as const)
		list.addSubnet(network, bits, "ipv6");
	list.addAddress("::1", "ipv6");
	return list;
}

/** An IPv4 address that a socket for both families writes as IPv6, in its own form. */
const plain = (address: string) => address.replace(/^::ffff:(?=[0-9.]+$)/i, "");

/**
 * The address that a request came from.
 * @param socket the other end of the connection
 * @param header what the header that the operator named says; undefined: none is named, or it is absent
 */
export function clientAddress(socket: string | undefined, header: string | undefined): string | undefined {
	const peer = plain(socket ?? "");
	const family = isIP(peer);
	if (family === 0) return undefined;
	if (header === undefined || !NEAR.check(peer, family === 4 ? "ipv4" : "ipv6")) return peer;
	// Each proxy adds at the end whom it saw; what stands before that came with the request.
	const named = plain(header.split(",").at(-1)?.trim() ?? "");
	return isIP(named) === 0 ? peer : named;
}

/**
 * Makes a request what the application expects of its host: one Host line that it can trust to be one name, a target
 * that is a path, and the address of the client in one header that nobody else wrote. What is no plain name of a host
 * becomes a name that no brand has. An empty Host line is left: it is answered 400.
 * @param addressHeader the header in which a proxy of the operator's says the client's address
 */
export function normalizeIncoming(incoming: IncomingMessage, addressHeader: string | undefined): void {
	const valuesOf = (name: string) =>
		incoming.rawHeaders.filter(
			(_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === name.toLowerCase(),
		);
	const hosts = valuesOf("Host");
	const told = addressHeader === undefined ? undefined : valuesOf(addressHeader).at(-1);
	const address = clientAddress(incoming.socket.remoteAddress, told);
	const isPath = incoming.url?.startsWith("/") === true;
	if (!isPath) incoming.url = "/";
	const [host = ""] = hosts;
	const name = hosts.length === 1 && isPath ? trustedHost(host) : NO_HOST;
	setHeader(incoming, "Host", hosts.length === 0 ? undefined : name);
	setHeader(incoming, ADDRESS_HEADER, address);
}

/** A host as the client wrote it, in the letters that a URL has; NO_HOST when it is no plain name. */
export function trustedHost(host: string): string {
	if (host === "") return "";
	if (parseHostname(host) === undefined) return NO_HOST;
	return new URL(`http://${host}/`).host;
}

function setHeader(incoming: IncomingMessage, name: string, value: string | undefined): void {
	const key = name.toLowerCase();
	const others = incoming.rawHeaders.flatMap((_, index, all) =>
		index % 2 === 0 && all[index]?.toLowerCase() !== key ? [all[index] ?? "", all[index + 1] ?? ""] : [],
	);
	incoming.rawHeaders = value === undefined ? others : [...others, name, value];
	if (value === undefined) delete incoming.headers[key];
	else incoming.headers[key] = value;
}
