import { currentEdition } from "../brand/registry.ts";
import type { AppContext } from "../brand/resolve.ts";
import { open, seal, type UnitKey } from "../crypto/sealed.ts";
import { ConstraintViolated } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { comparableEmail, comparableUserName, likenessOf } from "./identity.ts";
import { rememberDevice } from "./known-device.ts";
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
	const indexes = await newestIndexes(c, core, registration);
	if (indexes === undefined) return "taken";
	const at = new Date(sources.now()).toISOString();
	const session = await sessionRow(c, { member: registration.id, epoch: 1, kept: false, core });
	try {
		const [spent] = await database.write(
			sql.spendMailCode(realm.id, hash, at),
			sql.addMember({ ...(await memberOf(core, registration, at)), ...indexes, realm_id: realm.id }),
			takePlace(c, edition, registration.id),
			sql.removeRegistration(realm.id, registration.id),
			sql.addSession(session),
		);
		if (spent.length === 0) return "spent";
		await setSessionCookie(c, session);
		await rememberDevice(c, registration.id);
		return "confirmed";
	} catch (error) {
		// Two clicks at once, or somebody else with this name in the same moment: the database let one of them in.
		if (error instanceof ConstraintViolated) return "spent";
		throw error;
	}
}

type Named = { id: string; email_sealed: Uint8Array; user_name_sealed: Uint8Array };

/**
 * The imprints of a registration under the key that is written now. While two keys are alive, a rival may stand under
 * the other, where no unique index sees it: then they are looked for first. Undefined when there is one.
 */
async function newestIndexes(c: AppContext, core: UnitKey, registration: Named) {
	const { realm } = c.var;
	const ring = await c.var.keys();
	const read = (column: "email_sealed" | "user_name_sealed") =>
		open(core, { table: "registration", column, row: registration.id }, registration[column]);
	const email = comparableEmail(await read("email_sealed"));
	const name = await read("user_name_sealed");
	const texts = { email, user_name: comparableUserName(name), user_name_likeness: likenessOf(name) };
	const under = (kind: keyof typeof texts) => ring.indexes(kind, realm.id, texts[kind]);
	if (ring.versions.length > 1) {
		const [byEmail, byName] = await c.var
			.database()
			.read(
				sql.memberByIndex(realm.id, "email_index", await under("email")),
				sql.nameTakenByMember(realm.id, await under("user_name"), await under("user_name_likeness")),
			);
		if (byEmail.length + byName.length > 0) return undefined;
	}
	return {
		email_index: await ring.index("email", realm.id, texts.email),
		user_name_index: await ring.index("user_name", realm.id, texts.user_name),
		user_name_likeness_index: await ring.index("user_name_likeness", realm.id, texts.user_name_likeness),
		key_version: ring.version,
	};
}

type Registration = Omit<Tables["registration"], "realm_id">;

/** The same values where a member has them: what is sealed is sealed for its place. */
async function memberOf(core: UnitKey, { brand_id, expires_at, ...registration }: Registration, at: string) {
	const { id: row } = registration;
	const move = async (column: keyof typeof registration & `${string}_sealed`): Promise<Uint8Array> => {
		const text = await open(core, { table: "registration", column, row }, registration[column]);
		return seal(core, { table: "member", column, row }, text);
	};
	return {
		...registration,
		email_sealed: await move("email_sealed"),
		user_name_sealed: await move("user_name_sealed"),
		password_sealed: await move("password_sealed"),
		gender_sealed: await move("gender_sealed"),
		adult_answer_sealed: await move("adult_answer_sealed"),
		state: "active",
		confirmed_at: at,
		session_epoch: 1,
		updated_at: at,
	};
}
