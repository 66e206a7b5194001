import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";

const MIGRATION = "0022-evidence-after-leaving.sql";

/** The database as it was before, with one chain of answers in the order in which they were given. */
function before(): DatabaseSync {
	const sqlite = new DatabaseSync(":memory:");
	for (const file of readdirSync("migrations").sort())
		if (file < MIGRATION) sqlite.exec(readFileSync(`migrations/${file}`, "utf8"));
	const add = sqlite.prepare(
		`INSERT INTO consent_event
			(brand_id, id, member_id, purpose, recipient, kind, text_hash, method, happened_at, previous_hash, hash)
			VALUES ('twero', ?, 'lid-1', ?, ?, ?, 'words', 'join', ?, ?, ?)`,
	);
	const answers = [
		["use_of_site", "", "given"],
		["profiles", "", "given"],
		["third_parties", "ads", "given"],
		["profiles", "", "withdrawn"],
		["suggestions", "", "refused"],
		["profiles", "", "given"],
		["third_parties", "stats", "given"],
	] as const;
	// Later answers have ids that sort first: the order is that of writing.
	for (const [index, [purpose, recipient, kind]] of answers.entries())
		add.run(
			`id-${9 - index}`,
			purpose,
			recipient,
			kind,
			`day ${index}`,
			index === 0 ? "" : `hash ${index - 1}`,
			`hash ${index}`,
		);
	return sqlite;
}

it("events of before get the end that they had: by the next answer to the same question, or at once", () => {
	const sqlite = before();
	sqlite.exec(readFileSync(`migrations/${MIGRATION}`, "utf8"));
	const rows = sqlite.prepare("SELECT kind, happened_at, ended_at, hash FROM consent_event ORDER BY rowid").all();
	expect(rows.map(({ kind, ended_at }) => [kind, ended_at])).toEqual([
		["given", null],
		["given", "day 3"],
		["given", null],
		["withdrawn", "day 3"],
		["refused", "day 4"],
		["given", null],
		["given", null],
	]);
	expect(rows.map(({ hash }) => hash)).toEqual(rows.map((_, index) => `hash ${index}`));
});
