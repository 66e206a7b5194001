/** Signs of a part; what is longer is cut, so that no mail keeps the parser for long. */
const MAX_LENGTH = 1_000_000;

const UNSHOWN = new Set(["head", "script", "style", "template", "title"]);
const BLOCKS = new Set([
	...["address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form"],
	...[
		"h1",
		"h2",
		"h3",
		"h4",
		"h5",
		"h6",
		"header",
		"hr",
		"li",
		"ol",
		"p",
		"pre",
		"section",
		"table",
		"td",
		"th",
		"tr",
		"ul",
	],
]);
const ENTITIES: Readonly<Record<string, string>> = {
	...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", euro: "€", hellip: "…", copy: "©", reg: "®" },
	...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", ndash: "–", mdash: "—", bull: "•", middot: "·", deg: "°" },
	...{ eacute: "é", egrave: "è", euml: "ë", ecirc: "ê", iuml: "ï", ouml: "ö", uuml: "ü", auml: "ä", ccedil: "ç" },
	...{
		aacute: "á",
		agrave: "à",
		acirc: "â",
		oacute: "ó",
		uacute: "ú",
		iacute: "í",
		ntilde: "ñ",
		szlig: "ß",
		trade: "™",
	},
};

/**
 * The text that a reader of an HTML mail sees, as lines; what stands in a quotation begins with "> ". Nothing is run,
 * fetched or rendered: it reads tags as they come, in one pass, whatever is open or never closed.
 */
export function textOfHtml(input: string): string {
	const html = input.slice(0, MAX_LENGTH);
	const lines = new Lines();
	// Of the same length, so that places in one are places in the other.
	const source = { html, small: html.replace(/[A-Z]+/g, (text) => text.toLowerCase()), unclosed: new Set<string>() };
	for (let at = 0; at < html.length; ) {
		const next = html.indexOf("<", at);
		if (next !== at) lines.add(decoded(html.slice(at, next === -1 ? html.length : next)));
		if (next === -1) break;
		at = afterMarkup(source, next, lines);
	}
	return lines.text();
}

/** `unclosed`: elements that are known to be open until the end. */
type Source = { html: string; small: string; unclosed: Set<string> };

/** Reads one piece of markup; returns where what follows it begins. */
function afterMarkup(source: Source, at: number, lines: Lines): number {
	const { html } = source;
	if (html.startsWith("<!--", at)) return ending(html, "-->", at + 4);
	if (!/[a-z/!?]/i.test(html.charAt(at + 1))) {
		lines.add("<");
		return at + 1;
	}
	const end = ending(html, ">", at);
	const [, closes, name = ""] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(at, Math.min(end, at + 40))) ?? [];
	const tag = name.toLowerCase();
	if (closes !== "/" && UNSHOWN.has(tag)) return afterElement(source, tag, end);
	if (tag === "br") lines.end();
	if (BLOCKS.has(tag)) lines.endIfBegun();
	if (tag === "blockquote") lines.quote(closes === "/" ? -1 : 1);
	if (tag === "li" && closes !== "/") lines.add("- ");
	return end;
}

/** After the next of these signs, or at the end where they never come. */
function ending(html: string, signs: string, from: number): number {
	const at = html.indexOf(signs, from);
	return at === -1 ? html.length : at + signs.length;
}

function afterElement({ html, small, unclosed }: Source, tag: string, from: number): number {
	if (unclosed.has(tag)) return from;
	const closing = small.indexOf(`</${tag}`, from);
	if (closing !== -1) return ending(html, ">", closing);
	// What would be unseen for ever is shown.
	unclosed.add(tag);
	return from;
}

function decoded(text: string): string {
	return text
		.replace(
			/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
			(whole, decimal?: string, hex?: string, name?: string) => {
				if (name !== undefined) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? whole;
				const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
				return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
			},
		)
		.replace(/[^\S\u00a0]+/gu, " ");
}

class Lines {
	#done: string[] = [];
	#parts: string[] = [];
	#isAfterSpace = true;
	#depth = 0;

	add(text: string): void {
		const part = this.#isAfterSpace ? text.replace(/^ +/, "") : text;
		if (part === "") return;
		this.#parts.push(part);
		this.#isAfterSpace = part.endsWith(" ");
	}

	end(): void {
		const line = this.#parts.join("").replaceAll("\u00a0", " ").trimEnd();
		this.#done.push(`${"> ".repeat(Math.min(this.#depth, 20))}${line}`.trimEnd());
		this.#parts = [];
		this.#isAfterSpace = true;
	}

	endIfBegun(): void {
		if (this.#parts.length > 0) this.end();
	}

	quote(change: 1 | -1): void {
		this.#depth = Math.max(0, this.#depth + change);
	}

	text(): string {
		this.endIfBegun();
		return this.#done
			.join("\n")
			.replace(/\n{3,}/g, "\n\n")
			.trim();
	}
}
