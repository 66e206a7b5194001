import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import {
	type After,
	countOnDesk,
	dropConfirmLinksAfterChange,
	dueRequests,
	letterOfCode,
	letterOfRequest,
	requestKey,
	requestsByCode,
	requestsOfLetter,
	requestsOfMember,
	requestsOnDesk,
	takeUp,
} from "#foundation/rights/requests/queries-requests.ts";
import { begin, beginCopy } from "#foundation/rights/requests/steps-of-case.ts";
import { openWords } from "#foundation/rights/requests/words.ts";
import { DAY } from "#foundation/time.ts";
import { insertRows, memberRows } from "../../../support/fixtures/person-rows.ts";
import { START } from "../../../support/mail-world.ts";
import { REALM, requestWorld, STAFF } from "../../../support/requests/request-world.ts";

/** Which requests each query finds, of which there are always others. */

const OTHER = "other-realm";
const iso = (now: number) => new Date(now).toISOString();
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe("the queries of requests", () => {
	it("find what waits for a confirmation by its code, and its letter by the code or by the request", async () => {
		const { world, identityAsked, typedIn } = await requestWorld();
		const first = await identityAsked("access");
		const second = await identityAsked("complaint");
		await typedIn("complaint");
		const [byCode, nothing, otherRealm, letterByCode, letterById, noLetter] = await world.database.read(
			requestsByCode(REALM, new Uint8Array([2])),
			requestsByCode(REALM, new Uint8Array([9])),
			requestsByCode(OTHER, new Uint8Array([2])),
			letterOfCode(REALM, new Uint8Array([1])),
			letterOfRequest(REALM, second.id),
			letterOfCode(OTHER, new Uint8Array([1])),
		);
		expect([byCode, nothing, otherRealm].map(idsOf)).toEqual([[second.id], [], []]);
		expect([letterByCode, letterById, noLetter]).toEqual([
			[{ letter_id: first.letter_id }],
			[{ letter_id: second.letter_id }],
			[],
		]);
		const [ofLetter, ofRequest] = await world.database.read(
			requestsOfLetter(REALM, first.letter_id),
			requestsOfLetter(REALM, letterOfRequest(REALM, second.id)),
		);
		expect([ofLetter, ofRequest].map(idsOf)).toEqual([[first.id], [second.id]]);
	});

	it("find what a member was shown to have asked, the newest first, and no more than is wanted", async () => {
		const { world, add, identityAsked } = await requestWorld();
		const [first, second, third] = [
			await add("access", "page"),
			await add("complaint", "page"),
			await add("objection", "page"),
		];
		await identityAsked("erasure");
		const [all, two, ofNobody, otherRealm] = await world.database.read(
			requestsOfMember(REALM, "ada", 9),
			requestsOfMember(REALM, "ada", 2),
			requestsOfMember(REALM, "bob", 9),
			requestsOfMember(OTHER, "ada", 9),
		);
		const newest = idsOf([first, second, third]).sort().reverse();
		expect([all, two, ofNobody, otherRealm].map(idsOf)).toEqual([newest, newest.slice(0, 2), [], []]);
	});

	it("find the key of a request's own words, which no other opens", async () => {
		const { world, add } = await requestWorld();
		const [one, other] = [await add("complaint", "page"), await add("access", "page")];
		const [keys, foreign] = await world.database.read(requestKey(REALM, one.id), requestKey(OTHER, one.id));
		expect([keys.length, foreign.length]).toEqual([1, 0]);
		const ring = async () => world.ring;
		const [otherKeys] = await world.database.read(requestKey(REALM, other.id));
		expect(await openWords(ring, one, "text_sealed", keys)).toBe("x");
		expect(await openWords(ring, one, "text_sealed", [...otherKeys, ...keys])).toBe("x");
		expect(await openWords(ring, one, "text_sealed", otherKeys)).toBeUndefined();
		expect(await openWords(ring, one, "answer_sealed", keys)).toBeUndefined();
		// Sealed for one column, one request and no other.
		const moved = { ...one, answer_sealed: one.text_sealed };
		expect(await openWords(ring, moved, "answer_sealed", keys)).toBeUndefined();
	});

	it("list the desk by the day of the answer, page by page, with its count and first day", async () => {
		const { world, add, typedIn, identityAsked } = await requestWorld();
		const rows = [
			await add("complaint", "page"),
			await typedIn("complaint"),
			await identityAsked("access"),
			await add("objection", "desk"),
		];
		const [whole, [count], [none]] = await world.database.read(
			requestsOnDesk(REALM, undefined, 9),
			countOnDesk(REALM),
			countOnDesk(OTHER),
		);
		// All were received at once, so that the id alone decides.
		expect(idsOf(whole)).toEqual(idsOf(rows).sort());
		expect(Object.keys(whole[0] ?? {}).sort()).toEqual(
			["answer_by", "begins_at", "door", "extended_at", "id", "kind", "received_at", "state"].sort(),
		);
		expect(count).toEqual({ rows: 4, first: whole[0]?.answer_by });
		expect(none).toEqual({ rows: 0, first: null });
		const later = iso(Date.parse(whole[0]?.answer_by ?? "") + DAY);
		const before = iso(Date.parse(whole[0]?.answer_by ?? "") - DAY);
		const pageAfter = async (after: After, most = 9) =>
			idsOf((await world.database.read(requestsOnDesk(REALM, after, most)))[0]);
		const [first, second, ...rest] = whole;
		if (first === undefined || second === undefined) return expect.fail("no list");
		expect(await pageAfter({ answerBy: first.answer_by, id: first.id })).toEqual(idsOf([second, ...rest]));
		expect(await pageAfter({ answerBy: first.answer_by, id: first.id }, 1)).toEqual([second.id]);
		expect(await pageAfter({ answerBy: before, id: "zzz" })).toEqual(idsOf(whole));
		expect(await pageAfter({ answerBy: later, id: "" })).toEqual([]);
		expect(await pageAfter({ answerBy: first.answer_by, id: whole.at(-1)?.id ?? "" })).toEqual([]);
	});

	it("find each kind of work at its moment, first what no run took up, then the one longest ago", async () => {
		const { world, identityAsked, add, take, read } = await requestWorld();
		const asked = [await identityAsked("access"), await identityAsked("complaint"), await identityAsked("objection")];
		const linked = await add("portability", "page");
		await take(START, linked, begin(STAFF));
		const copying = await read(linked.id);
		await take(START, copying, beginCopy(STAFF, "019ad4c8-0000-7000-8000-00000000000c"));
		const due = async (...[kind, before]: Parameters<typeof dueRequests>) =>
			idsOf((await world.database.read(dueRequests(kind, before, 9)))[0]);
		const now = iso(START);
		expect(await due("unanswered", iso(START - 1), 9)).toEqual([]);
		expect((await due("unanswered", now, 9)).sort()).toEqual(idsOf(asked).sort());
		expect(await due("copied", now, 9)).toEqual([linked.id]);
		for (const kind of ["begins", "gone"] as const) expect([kind, await due(kind, now, 9)]).toEqual([kind, []]);
		const [first, second, third] = asked;
		if (first === undefined || second === undefined || third === undefined) return expect.fail("none");
		await world.database.write(
			takeUp(REALM, first.id, iso(START + DAY)),
			takeUp(REALM, second.id, iso(START)),
			takeUp(OTHER, third.id, iso(START + 2 * DAY)),
		);
		expect(await due("unanswered", now, 9)).toEqual(idsOf([third, second, first]));
		const [one] = await world.database.read(dueRequests("unanswered", now, 1));
		expect(idsOf(one)).toEqual([third.id]);
	});

	it("take the confirmation's link from what the old address may still open, and from nothing else", async () => {
		const { world, identityAsked, add } = await requestWorld();
		const { member: rows = [] } = memberRows({ id: "ada", at: iso(START), realm: REALM });
		await world.database.write(...insertRows({ member: rows }));
		const waiting = await identityAsked("access");
		await add("complaint", "page");
		const codes = async () => {
			const [rows] = await world.database.read(
				build.selectFrom("rights_request").select(["id", "code_hash"]).where("code_hash", "is not", null),
			);
			return idsOf(rows);
		};
		const [[member]] = await world.database.read(
			build.selectFrom("member").select("email_index").where("id", "=", "ada"),
		);
		const index = member?.email_index ?? expect.fail("no member");
		await world.database.write(
			dropConfirmLinksAfterChange(REALM, "ada", new Uint8Array([0])),
			dropConfirmLinksAfterChange(REALM, "bob", index),
			dropConfirmLinksAfterChange(OTHER, "ada", index),
		);
		expect(await codes()).toEqual([waiting.id]);
		await world.database.write(dropConfirmLinksAfterChange(REALM, "ada", index));
		expect(await codes()).toEqual([]);
	});
});
