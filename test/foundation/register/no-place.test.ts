import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { REGISTER } from "../../../src/register.ts";

/** What tells where a person is: columns that would hold it, and headers or fields of a request that bring it. */
const PLACE =
	/latitude|longitude|\bgeo(?!rgia)|geo_|location|country|region|(?<!in_)city|postal|time_?zone|coordinates/i;
const TELLS =
	/["'`](cf-ip\w+|cf-region\w*|cf-timezone|x-geo\S*|x-appengine-(city|country)\S*)["'`]|\.cf\b|\bgeoip|request\.cf/i;
const live = REGISTER.filter(({ planned }) => !planned);

it("holds no column, and reads no header, from which a place could follow (P04)", () => {
	const columns = live.flatMap(({ tables }) =>
		Object.entries(tables).flatMap(([table, { columns }]) => Object.keys(columns).map((name) => `${table}.${name}`)),
	);
	expect(columns.length).toBeGreaterThan(200);
	expect(columns.filter((column) => PLACE.test(column))).toEqual([]);
	// One item is a place, and its members write it themselves.
	const towns = live.flatMap(({ tables }) =>
		Object.values(tables).flatMap(({ columns }) =>
			Object.entries(columns).filter(([, column]) => "item" in column && column.item === "town"),
		),
	);
	expect(towns.map(([name, column]) => [name, "edit" in column && column.edit])).toEqual([["town_sealed", "self"]]);
	const files = globSync("src/**/*.{ts,tsx}");
	// Of what the host tells of a request, the name of its network alone is read.
	const text = (file: string) => readFileSync(file, "utf8").replaceAll(/request\.cf\??\.asOrganization/g, "");
	expect(files.filter((file) => TELLS.test(text(file)))).toEqual([]);
	for (const sees of ['header("CF-IPCountry")', "c.req.raw.cf", "request.cf?.city"])
		expect(TELLS.test(sees), sees).toBe(true);
	for (const seen of ["session.country_sealed", "visit.city", "session.time_zone", "visit.geo_hash"])
		expect(PLACE.test(seen), seen).toBe(true);
});

it("holds an address as an imprint where something is counted, and sealed where an event of security is kept (P04)", () => {
	const columns = live.flatMap(({ tables }) =>
		Object.entries(tables).flatMap(([table, { columns }]) =>
			Object.entries(columns).flatMap(([name, column]) =>
				"item" in column && column.item === "ip_address" ? [`${table}.${name}`] : [],
			),
		),
	);
	expect(columns).toEqual(["visit.ip_address_sealed", "abuse_count.subject_index"]);
});
