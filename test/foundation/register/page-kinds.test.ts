import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownPage, PAGE_KINDS, pageKind } from "#foundation/register/page-kinds.ts";
import { addressesOf } from "../../../src/routes.tsx";

const SITES = ["account", "brand"] as const;

describe("kinds of pages", () => {
	it.each(SITES)("are known of every address that can be read on the %s host", (site) => {
		const unknown = addressesOf(site).filter(({ method, path }) => method === "GET" && !knownPage(site, path));
		expect(unknown).toEqual([]);
	});

	it("are each the kind of some page", () => {
		const kinds = SITES.flatMap((site) => addressesOf(site).map(({ path }) => pageKind(site, path)));
		expect(PAGE_KINDS.filter((kind) => !kinds.includes(kind))).toEqual([]);
	});

	it("are of the longest beginning of a path that is known, and of the front page alone for that", () => {
		expect(pageKind("brand", "/")).toBe("home");
		expect(pageKind("brand", "/privacy/versions/3")).toBe("versions");
		expect(pageKind("brand", "/privacy")).toBe("statement");
		expect(pageKind("brand", "/members/018f")).toBe("members");
		expect(pageKind("account", "/privacy")).toBe("own_privacy");
		expect(pageKind("account", "/privacy/log-head")).toBe("proof");
		expect(pageKind("account", "/console/members/018f")).toBeUndefined();
		expect(pageKind("brand", "/privacyx")).toBeUndefined();
		expect(pageKind("brand", "/toString")).toBeUndefined();
	});

	it("tell nothing that stands in a path: they are of the closed list whatever is asked for", () => {
		fc.assert(
			fc.property(fc.constantFrom(...SITES), fc.string(), (site, text) => {
				const kind = pageKind(site, `/${text}`);
				expect(kind === undefined || PAGE_KINDS.includes(kind)).toBe(true);
			}),
		);
	});
});
