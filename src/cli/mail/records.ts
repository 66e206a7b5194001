/** A record that DNS must have. `says`: for a person who writes it there. */
export type Wanted = {
	name: string;
	type: "MX" | "TXT";
	kind?: "spf" | "dkim" | "dmarc" | "none";
	says: string;
	/** The key that is published there. */
	key?: { realm_id: string; domain: string; selector: string; public_key: string };
	/** Where else it may stand. */
	otherwise?: string | undefined;
};

export type Found = { isRight: boolean; says: string };

const right = (says: string): Found => ({ isRight: true, says });
const wrong = (says: string): Found => ({ isRight: false, says });

export function judgeMx(hosts: readonly string[]): Found {
	const named = hosts.filter((host) => host !== "" && host !== ".");
	// RFC 7505: a domain that takes no mail says so by a host without a name.
	return named.length > 0
		? right(named.join(", "))
		: wrong(hosts.length > 0 ? "it says that it takes no mail" : "missing");
}

/** Mechanisms that make another server ask DNS (RFC 7208, 4.6.4): more than ten are an error. */
const ASKING = /^[+~?-]?(include:|a\b|mx\b|ptr\b|exists:)|^redirect=/i;

export function judgeSpf(texts: readonly string[]): Found {
	const records = texts.filter((text) => /^v=spf1( |$)/i.test(text));
	const [record] = records;
	if (record === undefined) return wrong("missing");
	if (records.length > 1) return wrong("there are several SPF records, so none counts (RFC 7208, 4.5)");
	const terms = record.trim().split(/\s+/).slice(1);
	if (terms.filter((term) => ASKING.test(term)).length > 10) return wrong("it asks for more than ten look-ups");
	if (terms.some((term) => /^[+?]?all$/i.test(term))) return wrong("it lets everybody send: end it with -all or ~all");
	if (!terms.some((term) => /^[-~]all$/i.test(term) || /^redirect=/i.test(term)))
		return wrong("it does not end with -all or ~all");
	return right(record);
}

export function judgeDkim(texts: readonly string[], publicKey: string): Found {
	const [text] = texts;
	if (text === undefined) return wrong("missing");
	if (texts.length > 1) return wrong("there are several records, so none counts (RFC 6376, 3.6.2.2)");
	const tags = tagsOf(text);
	if (tags.get("v") !== undefined && tags.get("v") !== "DKIM1") return wrong("it is no DKIM record");
	if (tags.get("p")?.replace(/\s+/g, "") === publicKey) return right("the key is there");
	return wrong(tags.get("p") === "" ? "its key was taken back" : "it has another key");
}

export function judgeDmarc(texts: readonly string[]): Found {
	const records = texts.filter((text) => /^v=DMARC1\s*(;|$)/.test(text));
	const [record] = records;
	if (record === undefined) return wrong("missing");
	if (records.length > 1) return wrong("there are several DMARC records, so none counts (RFC 7489, 6.6.3)");
	const policy = tagsOf(record).get("p")?.toLowerCase() ?? "";
	return ["none", "quarantine", "reject"].includes(policy)
		? right(record)
		: wrong("it has no policy: p=none, quarantine or reject");
}

/** RFC 6376, 3.2. */
function tagsOf(text: string): ReadonlyMap<string, string> {
	return new Map(
		text.split(";").flatMap((part) => {
			const at = part.indexOf("=");
			return at === -1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const];
		}),
	);
}
