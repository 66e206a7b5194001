import { deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { iconDrawing, readLogo, renderIcons } from "#cli/tenants/images.ts";
import { UnfitImage } from "#cli/tenants/svg-values.ts";

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';

function svg(inside: string, attributes = 'viewBox="0 0 64 64"'): Uint8Array {
	return new TextEncoder().encode(`<svg ${XMLNS} ${attributes}>${inside}</svg>`);
}

/** What is said about a logo, or its cleaned text. */
function verdict(name: string, bytes: Uint8Array): string {
	try {
		const clean = readLogo(name, bytes);
		return clean.type === "image/png" ? "PNG" : new TextDecoder().decode(clean.bytes);
	} catch (error) {
		if (!(error instanceof UnfitImage)) throw error;
		expect(error.fix).not.toBe("");
		return `refused: ${error.message}`;
	}
}

const PATH = '<path d="M0 0h64v64z" fill="#12507b"/>';

describe("an SVG logo", () => {
	it("is written anew from the allow-list, with its ids prefixed", () => {
		const drawing = svg(
			`<!-- made with --><title>A &amp; B</title><defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><g class="x" data-name="y"><circle cx="1" cy="2" r="3" fill="url(#a)"/></g>`,
			'viewBox="0 0 64 32" version="1.1" width="100%" height="50%"'.replaceAll("%", ""),
		);
		expect(verdict("a.svg", drawing)).toBe(
			`<svg ${XMLNS} width="64" height="32" viewBox="0 0 64 32"><title>A &amp; B</title><defs><linearGradient id="logo-a"><stop offset="0" stop-color="#fff"></stop></linearGradient></defs><g><circle cx="1" cy="2" r="3" fill="url(#logo-a)"></circle></g></svg>`,
		);
	});

	const hostile: Record<string, Uint8Array> = {
		"a script": svg("<script>alert(1)</script>"),
		"a script in capitals": svg("<SCRIPT>alert(1)</SCRIPT>"),
		"a script of another namespace": svg('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'),
		"a style element": svg("<style>*{fill:url(//evil.example)}</style>"),
		"a style attribute that loads": svg('<path d="M0 0" style="fill:url(//evil.example/#a)"/>'),
		"a style attribute that loads by an escape": svg('<path d="M0 0" style="fill:\\75rl(//evil.example)"/>'),
		"a style attribute that moves": svg('<path d="M0 0" style="animation:x 1s"/>'),
		"a class that loads": svg('<style>.a{fill:url("https://evil.example/#a")}</style><path class="a" d="M0 0"/>'),
		"an imported style sheet": svg('<style>@import "https://evil.example";.a{fill:#fff}</style>'),
		"a font of its own": svg("<style>@font-face{font-family:x;src:url(//evil.example)}</style>"),
		"rules of attributes": svg("<style>[fill^='#1']{fill:#fff}</style>"),
		"an event handler": svg('<path d="M0 0" onclick="alert(1)"/>'),
		"an event handler on the root": svg(PATH, 'viewBox="0 0 64 64" onload="alert(1)"'),
		"a foreign object": svg("<foreignObject><b/></foreignObject>"),
		"an image": svg('<image href="https://evil.example/a.png"/>'),
		"a use of another file": svg('<use href="https://evil.example/a.svg#x"/>'),
		"a use of itself": svg('<g id="x"><use href="#x"/></g>'),
		"uses of each other": svg('<g id="x"><use href="#y"/></g><g id="y"><use href="#x"/></g>'),
		"a mask of itself": svg('<mask id="m"><path mask="url(#m)" d="M0 0h9v9z"/></mask>'),
		"references that multiply": svg(
			Array.from({ length: 20 }, (_, n) => `<g id="a${n}">${`<use href="#a${n + 1}"/>`.repeat(9)}</g>`).join(""),
		),
		"clips that multiply": svg(
			Array.from(
				{ length: 20 },
				(_, n) => `<clipPath id="c${n}">${`<path d="M0 0h9v9z" clip-path="url(#c${n + 1})"/>`.repeat(9)}</clipPath>`,
			).join(""),
		),
		"a gradient of another file": svg('<linearGradient id="a" href="https://evil.example/a.svg#x"/>'),
		"a link": svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
		"an animation": svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
		"a filter": svg('<filter id="f"><feImage href="https://evil.example"/></filter>'),
		letters: svg('<text font-family="x">hello</text>'),
		"text between shapes": svg("hello"),
		"a fill from elsewhere": svg('<path d="M0 0" fill="url(https://evil.example/#a)"/>'),
		"a fill from elsewhere behind a comment": svg('<path d="M0 0" fill="u/**/rl(//evil.example)"/>'),
		"an escaped url": svg('<path d="M0 0" fill="\\75rl(//evil.example)"/>'),
		"a script address as a colour": svg('<path d="M0 0" fill="javascript:alert(1)"/>'),
		"a document type": new TextEncoder().encode(`<!DOCTYPE svg [<!ENTITY a "b">]><svg ${XMLNS} viewBox="0 0 9 9"/>`),
		"an entity": svg("<title>&xxe;</title>"),
		"a processing instruction": new TextEncoder().encode(
			`<?xml-stylesheet href="https://evil.example"?><svg ${XMLNS} viewBox="0 0 9 9"/>`,
		),
		"a CDATA section": svg("<title><![CDATA[<script>]]></title>"),
		"no namespace": new TextEncoder().encode('<svg viewBox="0 0 9 9"/>'),
		"an SVG inside an SVG": svg(`<svg ${XMLNS} viewBox="0 0 9 9"/>`),
		"no size": svg(PATH, ""),
		"a size beyond all measure": svg(PATH, 'viewBox="0 0 1000000 1000000"'),
		"a size of nothing": svg(PATH, 'viewBox="0 0 0 0"'),
		"a thread of a shape": svg(PATH, 'viewBox="0 0 4000 4"'),
		"a number beyond all measure": svg('<path d="M0 0" stroke-width="1e99"/>'),
		"a number beyond all measure in a path": svg('<path d="M0 0L1e30 1e30"/>'),
		"too many elements": svg("<g/>".repeat(601)),
		"too many levels": svg(`${"<g>".repeat(40)}${"</g>".repeat(40)}`),
		"a path without end": svg(`<path d="${"M0 0".repeat(8001)}"/>`),
		"over 32 KiB": svg(`<title>${"a".repeat(33_000)}</title>`),
		"broken XML": new TextEncoder().encode(`<svg ${XMLNS} viewBox="0 0 9 9"><path`),
		"bytes that are no UTF-8": new Uint8Array([0x3c, 0xff, 0xfe]),
		"nothing at all": new Uint8Array(),
		"a web page": new TextEncoder().encode("<html><body>hello</body></html>"),
		"a second document behind the first": new TextEncoder().encode(
			`<svg ${XMLNS} viewBox="0 0 9 9"/><script>1</script>`,
		),
	};
	for (const [what, bytes] of Object.entries(hostile)) {
		it(`with ${what} is refused`, () => expect(verdict("a.svg", bytes)).toMatch(/^refused: [A-Z"<]/));
	}
});

function png(width: number, height: number): Uint8Array {
	const image = new PNG({ width, height });
	image.data.fill(200);
	return new Uint8Array(PNG.sync.write(image));
}

function crc(bytes: Uint8Array): number {
	let value = 0xffffffff;
	for (const byte of bytes) {
		value ^= byte;
		for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	}
	return (value ^ 0xffffffff) >>> 0;
}

function chunk(kind: string, data: Uint8Array): Buffer {
	const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG made by hand: header as told, image data as told. */
function forged(width: number, height: number, data: Uint8Array, interlace = 0): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 0, 0, 0, interlace], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([
		signature,
		chunk("IHDR", header),
		chunk("IDAT", deflateSync(data)),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

describe("a PNG logo", () => {
	it("is decoded and encoded anew, without what it carried besides", () => {
		const bytes = Buffer.from(png(64, 32));
		const comment = chunk("tEXt", Buffer.from("Comment\0made at home"));
		const clean = readLogo("a.png", Buffer.concat([bytes.subarray(0, 33), comment, bytes.subarray(33)]));
		expect(clean).toMatchObject({ type: "image/png", width: 64, height: 32 });
		expect(Buffer.from(clean.bytes).includes("made at home")).toBe(false);
		expect(PNG.sync.read(Buffer.from(clean.bytes)).data).toEqual(PNG.sync.read(bytes).data);
	});

	it("made by hand is read, so that the refusals below refuse what they say", () => {
		expect(verdict("a.png", forged(32, 32, Buffer.alloc(33 * 32)))).toBe("PNG");
	});

	const hostile: Record<string, Uint8Array> = {
		"a web page behind its end": Buffer.concat([png(32, 32), Buffer.from("<script>alert(1)</script>")]),
		"the content of an SVG": svg(PATH),
		"the content of a GIF": Buffer.from("GIF89a/*<svg/onload=alert(1)>*/=alert(1)//;"),
		"a header of 100,000 pixels": forged(100_000, 100_000, Buffer.alloc(10)),
		"sides that are too small": png(8, 8),
		"the shape of a thread": png(512, 16),
		"far more data than its header says": forged(32, 32, Buffer.alloc(20_000_000)),
		"far more data than its header says, interlaced": forged(32, 32, Buffer.alloc(20_000_000), 1),
		"less data than its header says": forged(512, 512, Buffer.alloc(10)),
		"its end cut off": png(32, 32).subarray(0, 60),
		"a chunk that claims gigabytes": Buffer.concat([
			png(32, 32).subarray(0, 33),
			Buffer.from([0xff, 0xff, 0xff, 0xff, 73, 68, 65, 84, 0, 0, 0, 0]),
		]),
		"a damaged checksum": png(32, 32).map((byte, index) => (index === 30 ? byte ^ 1 : byte)),
		"nothing in it": new Uint8Array(),
		"over 32 KiB": new Uint8Array(33_000),
	};
	const reasons: Record<string, string> = {
		"a web page behind its end": "goes on behind the image",
		"the content of an SVG": "not a PNG",
		"the content of a GIF": "not a PNG",
		"a header of 100,000 pixels": "100000 by 100000 pixels",
		"the shape of a thread": "long and thin",
		"far more data than its header says, interlaced": "interlaced",
	};
	for (const [what, bytes] of Object.entries(hostile)) {
		it(`with ${what} is refused at once`, () => {
			const start = performance.now();
			expect(verdict("a.png", bytes)).toContain(reasons[what] ?? "refused: The ");
			expect(performance.now() - start).toBeLessThan(1000);
		});
	}
});

describe("icons", () => {
	const look = {
		name: "Émile & zn",
		theme: { preset: "ink", radius: "small", typeface: "system", colors: { brand: "#12507b", accent: "#9c4a07" } },
	} as const;

	it("have 180, 192 and 512 pixels", () => {
		const sizes = renderIcons(look).map(({ bytes }) => PNG.sync.read(Buffer.from(bytes)).width);
		expect(sizes).toEqual([180, 192, 512]);
	});

	it("show the first letter in the brand's colour, drawn without a font of the machine", () => {
		const [icon] = renderIcons(look);
		const image = PNG.sync.read(Buffer.from(icon?.bytes ?? []));
		expect([...image.data.subarray(0, 3)]).toEqual([0x12, 0x50, 0x7b]);
		const light = image.data.reduce((count, byte, index) => (index % 4 === 0 && byte > 0xf0 ? count + 1 : count), 0);
		expect(light / (180 * 180)).toBeGreaterThan(0.05);
	});

	it("keep the logo within the circle that a mask leaves", () => {
		const logo = readLogo("a.svg", svg('<path d="M0 0h64v64h-64z" fill="#000000"/>'));
		const large = renderIcons(look, logo)[2];
		const image = PNG.sync.read(Buffer.from(large?.bytes ?? []));
		for (let y = 0; y < 512; y++) {
			for (let x = 0; x < 512; x++) {
				const dark = image.data[(y * 512 + x) * 4] === 0;
				if (dark && Math.hypot(x - 256, y - 256) > 0.4 * 512) expect.fail(`dark at ${x},${y}`);
			}
		}
		expect(image.data[(256 * 512 + 256) * 4]).toBe(0);
	});

	it("hold a PNG logo too", () => {
		const logo = readLogo("a.png", png(64, 32));
		expect(iconDrawing(look, logo, 192)).toContain("data:image/png;base64,");
		expect(renderIcons(look, logo)).toHaveLength(3);
	});
});
