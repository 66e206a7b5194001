import { currentEdition } from "../brand/registry.ts";
import type { AppContext } from "../brand/resolve.ts";
import { open, seal, type UnitKey } from "../crypto/sealed.ts";
import { ConstraintViolated } from "../db/database.ts";
import { takePlace } from "./membership.ts";
import * as sql from "./queries.ts";
import { sessionRow, setSessionCookie } from "./session.ts";

type Outcome = "confirmed" | "spent" | "taken";

/** Whether a link of a confirmation mail still works. */
export async function isOpen(c: AppContext, hash: Uint8Array): Promise<boolean> {
	const [[code], [registration]] = await c.var
		.database()
		.read(sql.mailCode(c.var.realm.id, hash), sql.registrationOfCode(c.var.realm.id, hash));
	return registration !== undefined && isLive(code, c.var.sources.now());
}

const isLive = (code: { expires_at: string; used_at: string | null; kind: string } | undefined, now: number) =>
	code?.kind === "confirm" && code.used_at === null && Date.parse(code.expires_at) > now;

/** Makes the registration a member, signed in on the account host. One read, one write. */
export async function confirm(c: AppContext, hash: Uint8Array): Promise<Outcome> {
	const { realm, sources } = c.var;
	const database = c.var.database();
	const [[code], [registration], [key], rivals] = await database.read(
		sql.mailCode(realm.id, hash),
		sql.registrationOfCode(realm.id, hash),
		sql.coreKeyOfCode(realm.id, hash),
		sql.rivalOfRegistration(realm.id, hash),
	);
	if (!isLive(code, sources.now()) || !registration || !key) return "spent";
	if (rivals.length > 0) return rivals.some(({ same_email }) => same_email) ? "spent" : "taken";
	// The brand that was joined, whatever the address of this page says.
	const brand = c.var.snapshot.findBrand(registration.brand_id);
	if (brand === undefined) return "spent";
	const edition = currentEdition(brand, sources.now());
	const core = await (await c.var.keys()).openUnit(key);
	const at = new Date(sources.now()).toISOString();
	const move = (column: string, sealed: Uint8Array) => moveSealed(core, column, registration.id, sealed);
	const { brand_id, expires_at, password_sealed, ...rest } = registration;
	const session = await sessionRow(c, { member: registration.id, epoch: 1, kept: false, core });
	try {
		const [spent] = await database.write(
			sql.spendMailCode(realm.id, hash, at),
			sql.addMember({
				...rest,
				realm_id: realm.id,
				email_sealed: await move("email_sealed", rest.email_sealed),
				user_name_sealed: await move("user_name_sealed", rest.user_name_sealed),
				password_sealed: await move("password_sealed", password_sealed),
				gender_sealed: await move("gender_sealed", rest.gender_sealed),
				adult_answer_sealed: await move("adult_answer_sealed", rest.adult_answer_sealed),
				state: "active",
				confirmed_at: at,
				session_epoch: 1,
				updated_at: at,
			}),
			takePlace(c, edition, registration.id),
			sql.removeRegistration(realm.id, registration.id),
			sql.addSession(session),
		);
		if (spent.length === 0) return "spent";
		await setSessionCookie(c, session);
		return "confirmed";
	} catch (error) {
		// Two clicks at once, or somebody else with this name: the database let one of them in.
		if (error instanceof ConstraintViolated) return "taken";
		throw error;
	}
}

async function moveSealed(core: UnitKey, column: string, row: string, sealed: Uint8Array): Promise<Uint8Array> {
	const text = await open(core, { table: "registration", column, row }, sealed);
	return seal(core, { table: "member", column, row }, text);
}
