import { describe, expect, it } from "vitest";
import { addressesOf } from "../../../src/routes.tsx";
import { POLICY, routeProblems } from "../tables/matrix-policy.ts";
import { PROOFS, proofProblems } from "../tables/proof-policy.ts";

/** Every route stands in the tables of who gets what and of what a write asks; the tests over HTTP then try each row. */

const routes = (["brand", "account"] as const).flatMap((site) =>
	addressesOf(site).map(({ method, path }) => `${site} ${method} ${path}`),
);

describe("the policy", () => {
	it("has one row for every route of the app, and no other (T7)", () => {
		expect(routeProblems(routes, POLICY), "its table is test/whole/tables/matrix-policy.ts").toEqual([]);
		expect(routes.length).toBeGreaterThan(15);
	});

	it("misses a route without a row, a row without a route, and a second row", () => {
		expect(
			routeProblems(
				["brand GET /a", "brand POST /b", "account GET /a"],
				[
					{ site: "brand", route: "GET /a" },
					{ site: "brand", route: "GET /c" },
					{ site: "brand", route: "GET /c" },
				],
			),
		).toEqual([
			"no policy for brand POST /b",
			"no policy for account GET /a",
			"no route for brand GET /c",
			"no route for brand GET /c",
			"two rows for brand GET /c",
		]);
	});
});

describe("what a write of a member asks (T10)", () => {
	it("is said of every route, and of no other", () => {
		expect(proofProblems(routes, PROOFS), "its table is test/whole/tables/proof-policy.ts").toEqual([]);
		expect(PROOFS.filter(({ because }) => because.length < 8)).toEqual([]);
	});

	it("is missed for a write that the table lacks, and found for a row without a route or a second row", () => {
		const rows = [{ route: "account POST /a" }, { route: "brand POST /c" }, { route: "brand POST /c" }] as const;
		const known = ["account POST /a", "account DELETE /b", "brand GET /d", "account POST /console/e"];
		expect(proofProblems(known, rows)).toEqual([
			"nothing said of account DELETE /b",
			"no route for brand POST /c",
			"no route for brand POST /c",
			"two rows for brand POST /c",
		]);
	});
});
