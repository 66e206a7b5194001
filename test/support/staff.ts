import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { addInvitation } from "#features/console/queries.ts";
import { newInvitation } from "#features/console/staff/invitation.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import type { Reply } from "./ask.ts";
import { newVisitor, type Visitor } from "./member.ts";
import type { World } from "./world.ts";

const STEP = 30_000;
export const JUPITER = realmIdSchema.parse("jupiter-media");

/** A member of staff: enrolled over HTTP, and signed in to the console. `step`: of the next code of the app. */
export type StaffMember = {
	visitor: Visitor;
	id: string;
	email: string;
	password: string;
	secret: string;
	/** A code that the app has not shown yet. */
	code(): Promise<string>;
};

/** Waits where the codes are about to change: one of the step before would be too old on arrival. */
async function awayFromTheEdge(): Promise<void> {
	const left = STEP - (Date.now() % STEP);
	if (left < 5_000) await sleep(left + 50);
}

/** The path of a new invitation, as the operator's tool makes it. */
export async function invitationFor(world: World, role: StaffRole, email: string, realm = JUPITER) {
	const { code, row } = await newInvitation({ realm, role, email, by: "" }, Date.now());
	await world.database.write(addInvitation(row));
	return { path: `/console/enrol?code=${code}`, code, id: row.id };
}

export const hidden = (reply: Reply, name: string) =>
	new RegExp(`name="${name}" value="([^"]+)"`).exec(reply.text)?.[1] ?? "";

/** The fields of the form at a link, filled in rightly, with the secret that it shows. */
export async function fillEnrolment(visitor: Visitor, link: string, email: string) {
	const form = await visitor.get(link);
	await awayFromTheEdge();
	const secret = (/class="secret">([A-Z2-7 ]+)</.exec(form.text)?.[1] ?? "").replaceAll(" ", "");
	const fields = {
		code: new URL(visitor.at.href).searchParams.get("code") ?? "",
		token: hidden(form, "token"),
		email,
		new_password: `zeven paarse tractors ${email.slice(0, 6)}`,
		// The one before this: of an app whose clock is behind.
		authenticator_code: secret === "" ? "" : codeAt(secret, Date.now() - STEP),
	};
	return { form, secret, fields };
}

let made = 0;

export async function newStaff(world: World, role: StaffRole, host = "account", realm = JUPITER): Promise<StaffMember> {
	made += 1;
	const visitor = newVisitor(world);
	const email = `${role.replace("_", "-")}${made}@werk.test`;
	const { path, id } = await invitationFor(world, role, email, realm);
	const { secret, fields } = await fillEnrolment(visitor, visitor.address(host, path), email);
	const reply = await visitor.post(visitor.address(host, "/console/enrol"), fields);
	expect([reply.status, reply.headers.location]).toEqual([303, "/console"]);
	let last = Math.floor(Date.now() / STEP) - 1;
	const code = async () => {
		await awayFromTheEdge();
		last = Math.max(last + 1, Math.floor(Date.now() / STEP) - 1);
		return codeAt(secret, last * STEP);
	};
	return { visitor, id, email, password: fields.new_password, secret, code };
}

/** Signs in by both steps; gives the answer to the second. */
export async function signInStaff({ email, password, code }: StaffMember, visitor: Visitor): Promise<Reply> {
	const first = await visitor.post(visitor.address("account", "/console/sign-in"), { email, password });
	return visitor.post(visitor.address("account", "/console/sign-in/code"), {
		token: hidden(first, "token"),
		code: await code(),
	});
}

/** Opens the card of a member with a reason, and gives the page. */
export async function openCard({ visitor }: StaffMember, id: string): Promise<Reply> {
	const reason = "Vraag van het lid over de eigen gegevens";
	return visitor.follow(
		await visitor.post(visitor.address("account", `/console/members/${id}/open`), { reason, brand: "" }),
	);
}

/** Finds a member; the answer leads to their card. */
export function find(
	staff: StaffMember,
	identifier: string,
	reason = "Belde met een vraag over inloggen",
): Promise<Reply> {
	const { visitor } = staff;
	return visitor.post(visitor.address("account", "/console/members"), { identifier, reason, brand: "" });
}

/** The fields that suspend a member on a brand, or altogether. */
export const suspending = (scope = "account", reason = "Meldingen over bedreiging, zie dossier 12") => ({
	...{ state_scope: scope, state_clause: "harm", state_source: "notice", state_reason: reason },
});

/** The fields that lift it. */
export const lifting = (scope = "account", reason = "Na bezwaar bleek de melding onjuist") => ({
	...{ lift_scope: scope, lift_reason: reason },
});

/** What the member's record of looks by staff says, oldest first. */
export async function accessesOf(world: World, member: string): Promise<string[]> {
	const [rows] = await world.database.read(
		build.selectFrom("staff_access").select("what").where("member_id", "=", member).orderBy("number"),
	);
	return rows.map(({ what }) => what);
}

/** What the log of the realm says about a request, hold or proposal: act, actor and role, oldest first. */
export async function loggedOf(world: World, request: string): Promise<string[]> {
	const [rows] = await world.database.read(
		build
			.selectFrom("audit_entry")
			.select(["action", "actor", "role"])
			.where("request_id", "=", request)
			.orderBy("number"),
	);
	return rows.map(({ action, actor, role }) => `${action} ${actor} ${role}`);
}
