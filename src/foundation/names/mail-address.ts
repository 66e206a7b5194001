import { parseHostname } from "./hostname.ts";
import { withoutStraySigns } from "./unseen.ts";

const MAX_LENGTH = 254;
/** RFC 5321 4.1.2 without quoted local parts, which no member of a site and no operator has. */
const LOCAL_PART = /^(?!\.)(?!.*\.\.)[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)$/i;
/** What IDNA makes a host of: letters, digits, marks (vowel signs of Indic scripts), joiners, and points of every width. */
const TYPED_HOST = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61\u00b7\u30fb\p{Join_Control}-]+$/u;
/** At least two labels, the last of letters or punycode: no address of a machine, no name inside a network. */
const MAIL_HOST = /^(?:[a-z0-9-]+\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/;

/**
 * The address as mail is sent to it: host in lower case and ASCII (IDNA), the part before it as typed. The one notion
 * of members, staff and operators. Undefined: no address.
 */
export function parseMailAddress(text: string): string | undefined {
	const typed = withoutStraySigns(text).trim();
	const at = typed.lastIndexOf("@");
	if (at < 1 || typed.length > MAX_LENGTH) return undefined;
	const [local, host] = [typed.slice(0, at), typed.slice(at + 1)];
	const name = TYPED_HOST.test(host) ? parseHostname(host) : undefined;
	if (name === undefined || !MAIL_HOST.test(name) || !LOCAL_PART.test(local)) return undefined;
	const address = `${local}@${name}`;
	return address.length > MAX_LENGTH ? undefined : address;
}

/** What a link to write to an address begins with: signs that mean something in a link are escaped (RFC 6068 2). */
export const mailtoHref = (address: string) =>
	`mailto:${address.replace(/[%?&#/^`{|}]/g, (sign) => encodeURIComponent(sign))}`;
