import { build } from "#foundation/db/database.ts";
import { type Archive, answerText, fileName, sha256 } from "./archive.ts";
import { askAs, localesOf, PLACES } from "./asking.ts";
import type { Seeded } from "./seed.ts";
import type { FixedWorld } from "./world.ts";

/** Each version of each statement and of the terms: as it is stored, and in every form on the day it comes into force. */

const FORMS = [
	...["/privacy", "/privacy/statement.txt", "/privacy/statement.json", "/privacy/statement.pdf"],
	...["/privacy/versions", "/privacy/cookies", "/privacy/rights", "/terms", "/terms/versions"],
	...["/.well-known/gpc.json", "/.well-known/security.txt", "/"],
];
const HOUR = 60 * 60 * 1000;

export async function storeStatements(archive: Archive, fixed: FixedWorld, seeded: Seeded): Promise<void> {
	const [statements, terms] = await fixed.database.read(
		build.selectFrom("statement_version").selectAll().orderBy("brand_id").orderBy("number").orderBy("locale"),
		build.selectFrom("terms_version").selectAll().orderBy("realm_id").orderBy("number").orderBy("locale"),
	);
	for (const { pdf, ...row } of statements) {
		const told = { ...row, pdf: pdf === null ? null : `SHA-256 ${sha256(new Uint8Array(pdf))}` };
		archive.put(`statements/${row.brand_id}/${row.number} ${row.locale}`, JSON.stringify(told, null, "\t"));
	}
	for (const row of terms)
		archive.put(`terms/${row.realm_id}/${row.number} ${row.locale}`, JSON.stringify(row, null, "\t"));
	const days = [...new Set([...statements, ...terms].map(({ effective_at }) => Date.parse(effective_at)))];
	for (const day of days.sort((a, b) => a - b)) {
		fixed.source.now = day + HOUR;
		await storeDay(archive, fixed, seeded, new Date(day).toISOString().slice(0, 10));
	}
}

async function storeDay(archive: Archive, fixed: FixedWorld, seeded: Seeded, day: string): Promise<void> {
	for (const place of PLACES.filter(({ site }) => site === "brand"))
		for (const { locale, prefix } of localesOf(place))
			for (const form of FORMS) {
				const path = form === "/" ? prefix || "/" : prefix + form;
				const name = `days/${day}/${place.name}/${locale}/${fileName(form)}`;
				const reply = await askAs(fixed, seeded, name, { place, role: "visitor", path });
				archive.put(name, answerText(`GET ${place.host} ${path}`, reply));
			}
}
