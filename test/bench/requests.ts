import type { Compilable } from "kysely";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { dueAt } from "#foundation/rights/requests/clock.ts";
import { countOnDesk, requestsOnDesk } from "#foundation/rights/requests/queries-requests.ts";
import { REQUEST_KINDS } from "#foundation/rights/requests/request.ts";
import { DAY } from "#foundation/time.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { migrated } from "../support/stores/memory-database.ts";
import { median } from "./rank-test.ts";

const ROUNDS = 21;
const PAGE = 101;
const REALM = realmIdSchema.parse("bench");
const RESPONSE_DAYS = 28;
/** Days over which requests came in. */
const SPREAD = 40;

/**
 * `npm run bench -- requests [--requests 100000]`: what the list of the desk costs with so many requests that wait, as
 * JSON: milliseconds in SQLite of its first page, of a page in the middle, and of the count beside it. All of a page is
 * one trip, which a test of the page holds.
 */
export function benchRequests(io: CommandIo, requests: number): void {
	const sqlite = migrated();
	for (const { name } of sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
		sqlite.exec(`DROP TRIGGER ${name}`);
	sqlite.exec("BEGIN");
	const add = sqlite.prepare(
		`INSERT INTO rights_request (realm_id, id, member_id, letter_id, kind, door, brand_id, state, received_at,
			response_days, due_at, answer_by, verified_at, events, on_desk)
		VALUES (?, ?, ?, ?, ?, 'page', 'b', 'open', ?, ?, ?, ?, ?, 2, 1)`,
	);
	const start = io.now().getTime() - SPREAD * DAY;
	for (let nth = 0; nth < requests; nth++) {
		const received = new Date(start + (nth * SPREAD * DAY) / requests);
		const [at, due] = [received.toISOString(), dueAt(received, RESPONSE_DAYS).toISOString()];
		const id = uuidv7(received.getTime());
		const kind = REQUEST_KINDS[nth % REQUEST_KINDS.length] ?? "access";
		add.run(REALM, id, `member-${nth}`, id, kind, at, RESPONSE_DAYS, due, due, at);
	}
	sqlite.exec("COMMIT");
	const rowsOf = (query: Compilable<unknown>) => {
		const { sql, parameters } = query.compile();
		return sqlite.prepare(sql).all(...(parameters as (string | number)[]));
	};
	const timed = (query: Compilable<unknown>) => {
		const rounds = Array.from({ length: ROUNDS }, () => {
			const startedAt = process.hrtime.bigint();
			rowsOf(query);
			return Number(process.hrtime.bigint() - startedAt) / 1_000_000;
		});
		return Math.round(100 * median(rounds)) / 100;
	};
	const middle = { answerBy: dueAt(new Date(start + (SPREAD * DAY) / 2), RESPONSE_DAYS).toISOString(), id: "" };
	const found = {
		requests,
		firstPageMilliseconds: timed(requestsOnDesk(REALM, undefined, PAGE)),
		middlePageMilliseconds: timed(requestsOnDesk(REALM, middle, PAGE)),
		countMilliseconds: timed(countOnDesk(REALM)),
	};
	io.stdout.write(`${JSON.stringify(found, null, "  ")}\n`);
}
