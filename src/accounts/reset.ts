import type { Compilable } from "kysely";
import type { AppContext } from "../brand/resolve.ts";
import type { BrandId } from "../brand/settings.ts";
import { hashPassword } from "../crypto/password.ts";
import { randomToken, sha256 } from "../crypto/random.ts";
import { open, seal, type UnitKey } from "../crypto/sealed.ts";
import { queueMail } from "../mail/outbox.ts";
import { comparableEmail, comparableUserName } from "./identity.ts";
import { mailPath, writingBrand } from "./place.ts";
import * as sql from "./queries.ts";
import { changePassword, endSessionsOf, membershipsByIndex } from "./queries-session.ts";
import { countTries, isThrottled, throttleReads } from "./throttle.ts";

const HOUR = 60 * 60 * 1000;

/** Sends a link to the address of an account, if there is one; the same work and answer if there is none (T25). */
export async function requestReset(c: AppContext, identifier: string): Promise<"asked" | "throttled"> {
	const { realm } = c.var;
	const ring = await c.var.keys();
	const isEmail = identifier.includes("@");
	const column = isEmail ? "email_index" : "user_name_index";
	const text = isEmail ? comparableEmail(identifier) : comparableUserName(identifier);
	const indexes = await ring.indexes(isEmail ? "email" : "user_name", realm.id, text);
	const throttle = await throttleReads(c, "reset", text);
	const database = c.var.database();
	const [[member], keys, memberships, counts] = await database.read(
		sql.memberByIndex(realm.id, column, indexes),
		sql.coreKeysByIndex(realm.id, column, indexes),
		membershipsByIndex(realm, column, indexes),
		throttle.query,
	);
	if (isThrottled(throttle, counts)) return "throttled";
	const key = keys.find(({ owner_id }) => owner_id === member?.id);
	const letter =
		member && key ? await resetLetter(c, member, await ring.openUnit(key), writingBrand(c, memberships)) : [];
	await database.write(...countTries(throttle), ...letter);
	c.var.sendMail();
	return "asked";
}

async function resetLetter(
	c: AppContext,
	member: { id: string; email_sealed: Uint8Array },
	core: UnitKey,
	brand: BrandId,
): Promise<Compilable[]> {
	const { realm, locale, sources } = c.var;
	const now = sources.now();
	const code = randomToken();
	const ring = await c.var.keys();
	return [
		sql.addMailCode({
			realm_id: realm.id,
			code_hash: await sha256(code),
			member_id: member.id,
			kind: "reset",
			expires_at: new Date(now + HOUR).toISOString(),
			key_version: ring.version,
		}),
		...(await queueMail({
			ring,
			realm: realm.id,
			brand,
			member: member.id,
			recipient: await open(core, { table: "member", column: "email_sealed", row: member.id }, member.email_sealed),
			letter: {
				template: "password_reset",
				variables: { link: { at: "account", path: mailPath(c, "/reset/new", brand, { code }) }, hours: 1 },
			},
			locale,
			class: "transactional",
			cause: `reset:${member.id}:${code.slice(0, 8)}`,
			now,
		})),
	];
}

export async function isResetOpen(c: AppContext, hash: Uint8Array): Promise<boolean> {
	const [[code]] = await c.var.database().read(sql.mailCode(c.var.realm.id, hash));
	return code?.kind === "reset" && code.used_at === null && Date.parse(code.expires_at) > c.var.sources.now();
}

/** The new password counts from now, every session ends, and every other link of this kind with it. */
export async function resetPassword(c: AppContext, hash: Uint8Array, password: string): Promise<boolean> {
	const { realm, sources } = c.var;
	const at = new Date(sources.now()).toISOString();
	const database = c.var.database();
	const hashed = await hashPassword(password);
	const [[code], [key]] = await database.read(sql.mailCode(realm.id, hash), sql.coreKeyOfCode(realm.id, hash));
	if (code?.kind !== "reset" || code.used_at !== null || code.expires_at <= at || !key) return false;
	const core = await (await c.var.keys()).openUnit(key);
	const place = { table: "member", column: "password_sealed", row: code.member_id };
	// Of two at the same time one finds the code used; both then set a password that its owner chose.
	await database.write(
		sql.spendMailCode(realm.id, hash, at),
		sql.spendResetCodes(realm.id, code.member_id, at),
		changePassword(realm.id, code.member_id, await seal(core, place, hashed), at),
		endSessionsOf(realm.id, code.member_id),
	);
	return true;
}
