import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import * as email from "#features/accounts/credentials/email/queries-email.ts";
import * as reset from "#features/accounts/credentials/password-reset/queries-reset.ts";
import * as doors from "#features/accounts/credentials/queries-doors.ts";
import * as factor from "#features/accounts/credentials/queries-factor.ts";
import { INDEXED_TABLES } from "#features/accounts/indexed-tables.ts";
import * as holds from "#features/accounts/name-holds/queries-name-hold.ts";
import * as sql from "#features/accounts/queries.ts";
import * as closing from "#features/accounts/queries-closing.ts";
import * as upkeep from "#features/accounts/queries-upkeep.ts";
import * as session from "#features/accounts/session/queries-session.ts";
import * as guesses from "#features/accounts/sign-in/queries-guesses.ts";
import * as notices from "#features/memberships/queries.ts";
import * as photo from "#features/profiles/photos/queries-photo.ts";
import * as acts from "#foundation/acts/queries.ts";
import * as restore from "#foundation/acts/queries-restore.ts";
import * as keys from "#foundation/crypto/queries.ts";
import { countStale, outgrownRows, staleRows } from "#foundation/crypto/rotation/indexed-table.ts";
import { assertKeyCurrent, dueUnits, queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { type BrandId, brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { objectsRemoved } from "#foundation/objects/removal-queue.ts";
import { expectIndexes, planOf, rawQuery, wholeReadReport, wholeReads } from "../../support/query-plan.ts";

const realm = realmIdSchema.parse("jupiter-media");
const brand = brandIdSchema.parse("twero");
const brands: BrandId[] = [brand, brandIdSchema.parse("geilesexsite")];
const [member, at, hash] = ["m", "2026-11-22T08:00:00.000Z", new Uint8Array(32)];
const indexes = [hash, new Uint8Array(32).fill(1)];

const QUERIES: Record<string, Compilable<unknown>[]> = {
	"signing in by e-mail": byIndex("email_index"),
	"signing in by name": byIndex("user_name_index"),
	joining: [
		sql.nameTakenByMember(realm, indexes, indexes),
		sql.nameTakenByRegistration(realm, indexes, indexes, at),
		holds.nameHeld(realm, { names: indexes, likenesses: indexes, after: at }),
		sql.newestRegistration(realm, [member, "n"]),
		sql.mailsOfRegistrations(realm, [member, "n"]),
	],
	confirming: [
		sql.mailCode(realm, hash),
		sql.registrationOfCode(realm, hash),
		sql.coreKeyOfCode(realm, hash),
		sql.rivalOfRegistration(realm, hash),
		sql.spendMailCode(realm, hash, at),
		sql.removeRegistration(realm, member),
	],
	"a forgotten password": [
		reset.memberOfCode(realm, hash),
		reset.membershipsOfCode(realm, brands, hash),
		reset.setPasswordByCode(realm, hash, hash, at),
		reset.addResetCode({ realm_id: realm, code_hash: hash, member_id: member, expires_at: at, key_version: 1 }, 3, at),
	],
	"a page of who is signed in": [
		session.liveSession(realm, { id: "s", member, scope: "full" }, at),
		session.liveSession(realm, { id: "s", member, scope: "rights" }, at),
		sql.unitKeys(realm, member, ["core"]),
		session.membershipOf(brand, member),
		session.membershipsOf(brands, member),
		session.acceptancesOf(brands, member),
		consentEvents(brands, member),
		session.sessionsOf(realm, member, at),
		session.memberForChange(realm, member),
	],
	"counting passwords that are tried": [
		guesses.takeNameGuess(realm, "n", { now: at, tomorrow: at }),
		guesses.countOwnGuess(realm, member, { now: at, later: at }),
		guesses.moveToOwn(realm, member),
		guesses.refundOwnGuess(realm, member),
		guesses.forgetGuesses(realm, member),
		guesses.markTold(realm, member, at),
		guesses.lastTold(realm, member),
	],
	"a session": [
		session.extendSession(realm, "s", at, at),
		session.endSession(realm, "s"),
		session.endSessionsOf(realm, member),
		session.endOneOf(realm, member, "s"),
		session.endSessionsOnBrand(realm, member, brand),
		sql.endExpiredSessions(realm, member, at),
		sql.endSurplusSessions(realm, member),
	],
	"a code of the way back": [
		session.memberOfSignInCode(realm, brand, hash),
		session.coreKeyOfSignInCode(realm, brand, hash),
		session.membershipOfHolder(realm, brand, hash),
		session.spendSignInCode(realm, hash),
	],
	"leaving and closing": [
		session.removeMembership(brand, member),
		session.removeBrandKeys(realm, member, brand),
		session.setMembershipState(brand, member, "hidden", at),
		closing.hideMemberships(brands, member, at),
		closing.closeMember(realm, member, at, at),
		closing.takeMember(realm, member, at),
		session.reopenMember(realm, member, 1, at),
		session.changePassword(realm, member, hash, at),
		session.raiseEpoch(realm, member, at),
	],
	"what opens an account": [
		doors.removeMailCodes(realm, member),
		doors.passkeyNames(realm, sql.codeOwner(realm, hash)),
		doors.authenticatorSince(realm, sql.codeOwner(realm, hash)),
		doors.unusedRecoveryCodes(realm, sql.codeOwner(realm, hash)),
	],
	"another e-mail": [
		email.memberOfCode(realm, hash),
		email.removeEmailCodes(realm, member),
		email.rivalOf(realm, member, indexes),
		email.rivalOfChange(realm, member, indexes),
		email.waitingEmailChange(realm, member, at),
	],
	"a second factor": [
		factor.authenticatorOf(realm, member),
		factor.passkeysOf(realm, member),
		factor.authenticatorByIndex(realm, "email_index", indexes),
	],
	"the minute's work": [
		...upkeep.removeUnconfirmed([{ realm_id: realm, id: "a", brand_id: brand }]),
		...upkeep.endOf(at),
		notices.untoldMembers(realm, brand, 2, 100),
		notices.markTold({ brand, member, told: 1, number: 2, now: at }),
		notices.statementChanges(brand, [2, 3]),
	],
	"acts and a restored copy": [
		acts.waitingActs(realm, 50),
		restore.membersAfter("a", "b", 500),
		restore.realmAfter("a"),
		...restore.endSignIns("a", "b", "c", at),
	],
	"files to remove": [objectsRemoved(["a"]), photo.knownObjects(["a"])],
	"a unit to seal anew": [
		queueReseal(realm, { owner: member, unit: "core" }, at),
		assertKeyCurrent(realm, { id: "k" }),
	],
	"a chunk of names under a newer table of look-alikes": INDEXED_TABLES.flatMap((table) =>
		table.folded ? [outgrownRows(table, table.folded, 200)] : [],
	),
	"a chunk of a rotation": [keys.unitKeysBelow(2, 200), ...INDEXED_TABLES.map((table) => staleRows(table, 2, 200))],
};

function byIndex(column: "email_index" | "user_name_index"): Compilable<unknown>[] {
	return [
		guesses.takeGuess(realm, column, indexes, { nobody: "n", now: at, tomorrow: at, later: at }),
		sql.memberByIndex(realm, column, indexes),
		sql.registrationByIndex(realm, column, indexes),
		sql.coreKeysByIndex(realm, column, indexes),
		sql.confirmationsSince(realm, column, indexes, at),
		reset.openResets(realm, column, indexes, at),
		session.membershipsByIndex({ id: realm, brands }, column, indexes),
	];
}

describe("accounts at a million members", () => {
	it.each(Object.entries(QUERIES))("have an index for %s", (_what, queries) => {
		expectIndexes(queries);
	});

	it("would be seen being read whole, a realm or a brand of them too", () => {
		for (const sql of [
			"SELECT id FROM member WHERE suspended_at < '2026'",
			"SELECT id FROM unit_key WHERE realm_id = 'a' AND unit = 'core'",
			"SELECT id FROM photo WHERE brand_id = 'a' ORDER BY id",
		])
			expect(wholeReads(rawQuery(sql)), sql).toHaveLength(1);
		expect(wholeReads(rawQuery("SELECT state FROM member WHERE realm_id = 'a' AND id = 'b'"))).toEqual([]);
	});

	it("would be named: which query reads which table by which step", () => {
		const of = "SELECT m.id FROM member AS m WHERE m.suspended_at < '2026'";
		const inBrand = "SELECT id FROM photo WHERE brand_id = 'a' ORDER BY id";
		const cascade = "DELETE FROM registry WHERE revision = 1";
		const queries = [sql.unitKeys(realm, member, ["core"]), rawQuery(of), rawQuery(inBrand), rawQuery(cascade)];
		expect(wholeReadReport(queries)).toEqual([
			expect.stringContaining(`query 2 of 4 reads every row of member (step "SCAN m"):\n\t${of}\n`),
			expect.stringMatching(
				/^query 3 of 4 reads every row of a brand of photo \(step "SEARCH photo USING .*\(brand_id=\?\)"\)/,
			),
			expect.stringMatching(
				/^query 4 of 4 reads every row of registry_pointer, because of a foreign key .* "SCAN registry_p/,
			),
		]);
		expect(() => expectIndexes(queries)).toThrow(/query 2 of 4 reads every row of member .*\n.*\n.*index/);
		expect(() => expectIndexes(queries.slice(0, 1))).not.toThrow();
	});

	it("are counted by what they were told from an index alone, at a publication", () => {
		expect(planOf(notices.toldCounts(brands))).toEqual([
			expect.stringContaining("SEARCH membership USING COVERING INDEX membership_told (brand_id=?)"),
		]);
	});

	it("are sealed anew in the order in which that became due", () => {
		expect(planOf(dueUnits(100))).toEqual(["SCAN reseal_due USING COVERING INDEX reseal_due_at"]);
	});

	it("go through an index where a rotation counts or takes samples, at its end", () => {
		const ends = [
			...INDEXED_TABLES.map((table) => countStale(table, 2)),
			keys.countUnitKeys(),
			keys.sampleUnitKeys(20, "asc"),
		];
		const withoutIndex = (query: Compilable<unknown>) =>
			wholeReads(query).some((step) => !/USING (COVERING )?INDEX/.test(step));
		expectIndexes(ends.filter(withoutIndex));
	});
});
