/**
 * The canonical form of a hostname: lower case, ASCII (IDNA), no port, no trailing dot.
 * Undefined for anything that is not a plain DNS name: user info, percent signs, commas, spaces, IP addresses.
 */
export function parseHostname(text: string): string | undefined {
	if (text.length === 0 || text.length > 300 || /[\s@%,/\\?#[\]<>^|`{}"]/.test(text)) return undefined;
	let hostname: string;
	try {
		hostname = new URL(`http://${text}/`).hostname;
	} catch {
		return undefined;
	}
	const name = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
	// `new URL` turns every spelling of an IPv4 address (127.1, 0x7f.1) into dotted digits, so one test covers them.
	if (name.length > 253 || /^[0-9.]+$/.test(name)) return undefined;
	const labels = name.split(".");
	return labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label)) ? name : undefined;
}
