import { createHash } from "node:crypto";
import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { iconDrawing } from "#cli/tenants/images.ts";
import { sanitizeSvg } from "#cli/tenants/svg.ts";
import { UnfitImage } from "#cli/tenants/svg-values.ts";

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';
const svg = (inside: string, root = 'viewBox="0 0 48 32"') => `<svg ${XMLNS} ${root}>${inside}</svg>`;

const clean = (text: string) => new TextDecoder().decode(sanitizeSvg(new TextEncoder().encode(text)).bytes);

function pixels(text: string) {
	const image = new Resvg(text, { fitTo: { mode: "width", value: 96 }, font: { loadSystemFonts: false } }).render();
	return { width: image.width, height: image.height, hash: createHash("sha256").update(image.pixels).digest("hex") };
}

const SHAPES = '<path d="M4 4h20v24H4z" fill="#14532d"/><circle cx="34" cy="16" r="9" fill="#b45309"/>';

/** As drawing programs write them: by hand, of the shapes that such files have. */
const DRAWINGS: Record<string, string> = {
	"a root as Illustrator writes it": `<?xml version="1.0" encoding="utf-8"?><!-- Generator --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg version="1.1" id="Ebene_3" ${XMLNS} xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="3px" width="48px" height="32px" viewBox="0 0 48 32" style="enable-background:new 0 0 48 32;" xml:space="preserve" xml:lang="de">${SHAPES}</svg>`,
	"classes as Illustrator writes them": svg(
		`<defs><style type="text/css"> /* two */ .st0{fill:#1e3a8a;stroke:none;} .st1, .st2{fill:#be123c;fill-rule:evenodd} .st2{opacity:.5!important}</style></defs><path class="st0" d="M2 2h20v28H2z"/><circle class="st1 st2" cx="30" cy="16" r="12"/>`,
	),
	"classes in a CDATA section, behind the shapes": svg(
		'<path class="a" d="M2 2h20v28H2z"/><style><![CDATA[path{stroke:#000;stroke-width:2}.a{fill:none}]]></style>',
	),
	"notes as Inkscape writes them": `<svg ${XMLNS} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" width="48mm" height="32mm" viewBox="0 0 48 32" inkscape:version="1.3"><sodipodi:namedview id="n" inkscape:zoom="2"/><metadata id="m"><rdf:RDF><dc:title>Boat</dc:title></rdf:RDF></metadata><desc>text</desc><g inkscape:label="Layer 1" inkscape:groupmode="layer" style="display:inline;fill:#0f766e;fill-opacity:1;stroke-width:0.26;-inkscape-stroke:none;font-family:sans-serif"><path d="M4 4h20v24H4z" sodipodi:nodetypes="cccc"/></g></svg>`,
	"a gradient that takes its stops from another": svg(
		'<defs><linearGradient id="a"><stop offset="0" style="stop-color:#f00;stop-opacity:.8"/><stop offset="1" stop-color="#00f"/></linearGradient><linearGradient xmlns:xlink="http://www.w3.org/1999/xlink" id="b" xlink:href="#a" x1="0" y1="0" x2="48" y2="32" gradientUnits="userSpaceOnUse"/></defs><rect width="48" height="32" fill="url(#b)"/>',
	),
	"shapes that are used again": svg(
		'<defs><path id="p" d="M0 0h8v8z"/></defs><use href="#p" x="4" y="4" fill="#991b1b"/><g transform="rotate(20 24 16)"><use href="#p" transform="scale(2)"/></g>',
	),
	"a mask": svg(
		'<mask id="m" fill="#fff" maskUnits="userSpaceOnUse" x="0" y="0" width="48" height="32"><circle cx="24" cy="16" r="14"/></mask><rect width="48" height="32" fill="#7c2d12" mask="url(#m)"/>',
	),
	"ids that are not plain": svg(
		'<clipPath id="Kreis.1b"><circle cx="20" cy="16" r="12"/></clipPath><clipPath id="_x31_"><path d="M0 0h24v32H0z"/></clipPath><g clip-path="url(#Kreis.1b)"><rect clip-path="url(#_x31_)" width="48" height="32" fill="#3f6212"/></g>',
	),
	"dashes and joins": svg(
		'<path d="M4 28L24 4l20 24" fill="none" stroke="#111" stroke-width="3" stroke-dasharray="6 2,1" stroke-dashoffset="2" stroke-linejoin="round" vector-effect="none"/>',
	),
	"parts that are hidden": svg(
		`${SHAPES}<g display="none"><rect width="48" height="32"/></g><path style="visibility:hidden" d="M0 0h48v32z"/>`,
	),
	"a shape stretched to another": svg(SHAPES, 'width="60" height="20" viewBox="0 0 48 32" preserveAspectRatio="none"'),
	"a shape set at an edge": svg(
		SHAPES,
		'width="60" height="20" viewBox="0 0 48 32" preserveAspectRatio="xMaxYMin meet"',
	),
	"a size in percent": svg(
		SHAPES,
		'width="100%" height="100%" viewBox="0 0 48 32" preserveAspectRatio="xMidYMid meet"',
	),
	"a size with fractions": svg(SHAPES, 'viewBox="0.5 0.25 47.3 31.1"'),
	"a size without a viewBox": svg(SHAPES, 'width="48pt" height="32pt"'),
	"drawing set on the root": svg(
		'<path d="M4 4h20v24H4z"/>',
		'viewBox="0 0 48 32" fill="#9f1239" stroke="#000" stroke-width=".5" fill-rule="evenodd" opacity=".9"',
	),
	"a colour named once": svg('<g color="#0369a1"><path d="M4 4h20v24H4z" fill="currentColor"/></g>'),
	"a fill with a colour for when it is not there": svg('<rect width="20" height="20" fill="url(#none) #b91c1c"/>'),
};

describe("a drawing straight from a program", () => {
	for (const [what, drawing] of Object.entries(DRAWINGS))
		it(`with ${what} is taken, and has the same pixels`, () => {
			const cleaned = clean(drawing);
			expect(pixels(cleaned)).toEqual(pixels(drawing));
			expect(pixels(cleaned).hash).not.toBe(pixels(svg("")).hash);
			// What was cleaned is a logo itself, and as safe.
			expect(pixels(clean(cleaned))).toEqual(pixels(drawing));
			expect(cleaned).not.toMatch(/style|class|<!|<\?|xml:|inkscape|http:(?!\/\/www\.w3\.org\/2000\/svg)/);
		});

	it("may put any of these together, and has the same pixels or is refused with a way out", () => {
		const root = fc.subarray([
			"width='60' height='40'",
			"x='3'",
			"id='Ü 1'",
			"opacity='.7'",
			"preserveAspectRatio='xMinYMid slice'",
			"xml:space='preserve'",
			"fill='#654'",
		]);
		const attributes = fc.subarray([
			"fill='#246'",
			"stroke='#c00'",
			"style='fill:#0a0;stroke-width:3;font-size:9px'",
			"class='k'",
			"opacity='.5'",
			"stroke-dasharray='3'",
			"transform='rotate(9)'",
			"filter='url(#f)'",
			"clip-path='url(#c)'",
			"data-name='x'",
		]);
		const shape = fc.constantFrom(
			"<path d='M2 2h30v20z' @/>",
			"<circle cx='20' cy='15' r='9' @/>",
			"<g @><rect width='9' height='30'/></g>",
			"<use href='#s' @/>",
			"<polygon points='1,1 40,9 9,30' @/>",
		);
		const part = fc.tuple(shape, attributes).map(([text, all]) => text.replace("@", all.join(" ")));
		let taken = 0;
		fc.assert(
			fc.property(root, fc.array(part, { minLength: 1, maxLength: 4 }), (head, parts) => {
				const shared =
					"<style>.k{stroke:#00f}</style><clipPath id='c'><rect width='25' height='25'/></clipPath><ellipse id='s' cx='30' cy='9' rx='8' ry='4'/>";
				const drawing = svg(shared + parts.join(""), `viewBox='0 0 48 32' ${head.join(" ")}`);
				try {
					expect(pixels(clean(drawing))).toEqual(pixels(drawing));
					taken += 1;
				} catch (error) {
					if (!(error instanceof UnfitImage)) throw error;
					expect([drawing.includes("filter="), error.fix]).toEqual([true, expect.stringContaining("PNG")]);
				}
			}),
			{ numRuns: 300 },
		);
		expect(taken).toBeGreaterThan(50);
	});

	it("may quote what it refers to, as style sheets do", () => {
		const drawn = (quoted: string) =>
			clean(
				svg(`<clipPath id="c"><path d="M0 0h9v9z"/></clipPath><path d="M0 0h9v9z" style='clip-path:url(${quoted})'/>`),
			);
		expect(drawn('"#c"')).toBe(drawn("#c"));
		expect(clean(svg(`<g id="c"/><path d="M0 0" fill="url('#c')"/>`))).toContain('fill="url(#logo-c)"');
	});

	it("stands in an icon without its place and with its shape", () => {
		const logo = sanitizeSvg(new TextEncoder().encode(svg(SHAPES, 'x="9" y="9" viewBox="0 0 47.5 31.5"')));
		const look = { name: "A", theme: { colors: { brand: "#14532d", accent: "#b45309" } } };
		const drawing = iconDrawing(look as Parameters<typeof iconDrawing>[0], logo, 180);
		expect(drawing).toMatch(/<svg [^>]* x="27[\d.]*" y="[\d.]+" width="12[\d.]+" height="[\d.]+" viewBox/);
	});

	it.each([
		["<filter id='f'/>", /shadow and blur/],
		["<path d='M0 0' filter='url(#f)'/>", /shadow and blur/],
		["<path d='M0 0' style='mix-blend-mode:multiply'/>", /PNG/],
		["<text>hello</text>", /Create Outlines/],
		["<image width='9' height='9'/>", /Trace the picture/],
		["<pattern id='p'/>", /Expand the pattern/],
		["<symbol id='s'/>", /symbol/],
		["<style>g > path{fill:#fff}</style>", /Presentation Attributes/],
	])("is refused with %s, and the way out is named", (part, fix) => {
		let said = "";
		try {
			clean(svg(part));
		} catch (error) {
			said = error instanceof UnfitImage ? error.fix : String(error);
		}
		expect(said).toMatch(fix);
	});
});
