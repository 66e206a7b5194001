import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalPath } from "#foundation/http/canonical-path.ts";
import { LOCALES } from "#locales/locales.ts";

const ROUTES = [
	"/",
	"/terms",
	"/terms/versions/:number",
	"/profile/:brand",
	"/profile/details",
	"/.well-known/gpc.json",
];

describe("the address that another spelling belongs to", () => {
	it.each([
		["/terms/", "/terms"],
		["/terms///", "/terms"],
		["/Terms", "/terms"],
		["/en/TERMS/", "/en/terms"],
		["/EN", "/en"],
		["/Nl/Terms", "/nl/terms"],
		["/terms/Versions/2/", "/terms/versions/2"],
		["/Profile/TweRo", "/profile/TweRo"],
		["/profile/Details/", "/profile/details"],
		["/.Well-Known/GPC.json/", "/.well-known/gpc.json"],
	])("of %s is %s", (path, canonical) => expect(canonicalPath(path, ROUTES)).toBe(canonical));

	it.each([
		...["/", "/terms", "/en", "/en/terms", "/profile/TweRo", "/profile/details", "/nothing/", "/terms/versions/"],
		...["//evil.example/", "//evil.example", "///", "/\\evil.example/", "/profile//evil.example/", "/profile/\\x/"],
		...["//terms/", "/en//terms/", "/EN//evil.example/", "/profile//", "/terms/versions/1/2/", ""],
	])("of %s is none", (path) => expect(canonicalPath(path, ROUTES)).toBeUndefined());

	it("is one of ours on this host, needs no other, and names no other host, whatever is asked (T24)", () => {
		const part = fc.constantFrom(
			"",
			"/",
			"\\",
			"terms",
			"Terms",
			"versions",
			"profile",
			"evil.example",
			"en",
			"EN",
			".",
			"..",
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
				const path = `/${parts.join("/")}`;
				const canonical = canonicalPath(path, ROUTES);
				if (canonical === undefined) return;
				expect(canonical).not.toBe(path);
				expect(canonical).toMatch(/^\/(?![/\\])/);
				expect(canonical === "/" || !canonical.endsWith("/")).toBe(true);
				expect(canonicalPath(canonical, ROUTES)).toBeUndefined();
				expect(new URL(canonical, "https://a.example").host).toBe("a.example");
			}),
		);
	});

	it("is there for each route in every language, with a slash or a capital too many", () => {
		for (const route of ROUTES)
			for (const locale of ["", ...LOCALES.map((locale) => `/${locale}`)]) {
				const path = `${locale}${route.replace(/:\w+/, "1")}`.replace(/(?<=.)\/$/, "");
				if (path === "/") continue;
				for (const other of [`${path}/`, path.toUpperCase()].filter((one) => one !== path))
					expect(canonicalPath(other, ROUTES), other).toBe(path);
			}
	});
});
