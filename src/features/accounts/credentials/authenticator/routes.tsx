import { Hono } from "hono";
import { settledPath, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { randomBytes } from "#foundation/crypto/random.ts";
import { resealSoon, standingKey } from "#foundation/crypto/rotation/reseal-queue.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { AppError } from "#foundation/errors.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { page } from "#foundation/http/respond.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { asksPassword, type Proven, readProven } from "../../session/reauthenticate.ts";
import { ProofPage } from "../../session/proof-form.tsx";
import { tokenScope } from "../../session/session.ts";
import { readSignedIn, type SignedIn } from "../../session/signed-in.ts";
import { SECURITY_TEXT } from "../../text-security.ts";
import { changeNotice } from "../change-notice.ts";
import { unusedRecoveryCodes } from "../queries-doors.ts";
import * as sql from "../queries-factor.ts";
import type { SecurityChange } from "../schema.ts";
import { newRecoveryCodes, recoveryHash } from "./recovery-codes.ts";
import { authenticatorUri, SECRET_BYTES, secretText, stepOf } from "./totp.ts";
import { AuthenticatorPage, RecoveryCodesPage, SetUpPage } from "./views.tsx";

/** Seconds in which a new secret must be taken up by its first code. */
const SET_UP_LIFETIME = 15 * 60;
const HERE = "/security/authenticator";

/** The app that makes codes, and the codes for who lost it. */
export const authenticatorRoutes = new Hono<App>()
	.get(HERE, (c) => overview(c))
	.post(HERE, async (c) => {
		const fields = await readForm(c, ["token", "code", "current_password"]);
		const proven = await readProven(c.var, fields.current_password, { queries: () => [] as const });
		if (proven === undefined) return toSignIn(c);
		const { member, refusal } = proven;
		const text = SECURITY_TEXT[c.var.locale].authenticator;
		const secret = await readSetUp(c, member, fields.token ?? "");
		if (secret === undefined)
			return setUpPage(
				c,
				member,
				await newSetUp(c, member),
				refill({}, { form: text.expired, current_password: refusal }),
			);
		const step = stepOf(secret, fields.code ?? "", { now: c.var.now, last: 0 });
		if (refusal === undefined && step !== undefined) return turnOn(c, proven, { secret, step });
		const errors = { code: step === undefined ? text.wrong : undefined, current_password: refusal };
		return setUpPage(c, member, { secret, token: fields.token ?? "" }, refill({}, errors));
	})
	.get(`${HERE}/remove`, (c) => askPage(c, "off", EMPTY_FORM))
	.post(`${HERE}/remove`, async (c) => {
		const proven = await provenForm(c, "off");
		if (proven instanceof Response) return proven;
		const { member } = proven;
		const { realm } = c.var;
		await c.var
			.database()
			.write(
				sql.removeAuthenticator(realm.id, member.id),
				resealSoon(realm.id, member.core, c.var.at),
				sql.removeRecoveryCodes(realm.id, member.id),
				...(await noticeTo(c, proven, "authenticator_off")),
				...proven.giveBack,
			);
		c.var.sendMail();
		return c.redirect(withDone(settledPath(c.var, "/security"), "authenticator"), 303);
	})
	.get("/security/recovery-codes", (c) => askPage(c, "codes", EMPTY_FORM))
	.post("/security/recovery-codes", async (c) => {
		const proven = await provenForm(c, "codes");
		if (proven instanceof Response) return proven;
		const { codes, rows } = await newCodes(c, proven.member);
		await c.var.database().write(...rows, ...(await noticeTo(c, proven, "recovery_codes_new")), ...proven.giveBack);
		c.var.sendMail();
		return codesPage(c, codes);
	});

type Owner = Pick<Proven<[]>, "member" | "writer" | "giveBack">;

function noticeTo(c: AppContext, { member, writer }: Pick<Owner, "member" | "writer">, what: SecurityChange) {
	const owner = { member: member.id, core: member.core, emailSealed: member.sealed.email, brand: writer };
	return changeNotice(c.var, owner, what);
}

async function overview(c: AppContext): Promise<Response> {
	const { realm } = c.var;
	const read = await readSignedIn(
		c.var,
		({ member }) => [sql.authenticatorOf(realm.id, member), unusedRecoveryCodes(realm.id, [member])] as const,
	);
	if (read === undefined) return toSignIn(c);
	const [[authenticator], [codes]] = read.rows;
	if (authenticator === undefined) return setUpPage(c, read.member, await newSetUp(c, read.member), EMPTY_FORM);
	const links = {
		codes: settledPath(c.var, "/security/recovery-codes"),
		off: settledPath(c.var, `${HERE}/remove`),
		back: settledPath(c.var, "/security"),
	};
	const shown = { since: authenticator.created_at, left: codes?.left ?? 0, links };
	return page(c, <AuthenticatorPage context={await accountContext(c)} {...shown} />);
}

type SetUp = { secret: string; token: string };

/** A secret that nothing knows of until its first code comes back: it travels sealed in the form. */
async function newSetUp(c: AppContext, member: SignedIn): Promise<SetUp> {
	const secret = secretText(randomBytes(SECRET_BYTES));
	const claims = { sub: member.id, secret };
	return { secret, token: await sealToken(tokenScope(c.var, "authenticator"), claims, SET_UP_LIFETIME) };
}

async function readSetUp(c: AppContext, member: SignedIn, token: string): Promise<string | undefined> {
	const { sub, secret } = (await openToken(tokenScope(c.var, "authenticator"), token)) ?? {};
	return sub === member.id && typeof secret === "string" ? secret : undefined;
}

async function setUpPage(
	c: AppContext,
	member: SignedIn,
	{ secret, token }: SetUp,
	state: FormState,
): Promise<Response> {
	const issuer = c.var.edition.legal.operator.name;
	const links = { action: settledPath(c.var, HERE), back: settledPath(c.var, "/security") };
	const uri = authenticatorUri(secret, { issuer, label: member.userName });
	const shown = { state, token, secret, uri, asked: asksPassword(c.var, member), ...links };
	const status = Object.keys(state.errors).length > 0 ? 422 : 200;
	return page(c, <SetUpPage context={await accountContext(c)} {...shown} />, { status });
}

async function turnOn(
	c: AppContext,
	{ member, writer, giveBack }: Owner,
	{ secret, step }: { secret: string; step: number },
): Promise<Response> {
	const { realm } = c.var;
	const place = { table: "authenticator", column: "secret_sealed", row: member.id };
	const { codes, rows } = await newCodes(c, member);
	await c.var.database().write(
		standingKey(realm.id, member.core),
		sql.setAuthenticator({
			realm_id: realm.id,
			member_id: member.id,
			secret_sealed: await seal(member.core, place, secret),
			last_step: step,
			created_at: c.var.at,
		}),
		...rows,
		...(await noticeTo(c, { member, writer }, "authenticator_on")),
		...giveBack,
	);
	c.var.sendMail();
	return codesPage(c, codes);
}

async function newCodes(c: AppContext, member: SignedIn) {
	const { realm } = c.var;
	const codes = newRecoveryCodes();
	const hashes = await Promise.all(codes.map((code) => recoveryHash(member.id, code)));
	const rows = [sql.removeRecoveryCodes(realm.id, member.id), sql.addRecoveryCodes(realm.id, member.id, hashes)];
	return { codes, rows };
}

async function codesPage(c: AppContext, codes: readonly string[]): Promise<Response> {
	const context = await accountContext(c);
	return page(c, <RecoveryCodesPage context={context} codes={codes} back={settledPath(c.var, "/security")} />);
}

type Ask = "off" | "codes";

/** Asks about turning the app off, or about new codes, of a member who has the app. */
async function askPage(c: AppContext, ask: Ask, state: FormState): Promise<Response> {
	const read = await readSignedIn(c.var, ({ member }) => [sql.authenticatorOf(c.var.realm.id, member)] as const);
	if (read === undefined) return toSignIn(c);
	if (read.rows[0].length === 0) return c.redirect(settledPath(c.var, HERE), 303);
	const { authenticator: text, cancel: stay } = SECURITY_TEXT[c.var.locale];
	const words =
		ask === "off"
			? { title: text.offTitle, words: [text.offBody], submit: text.off, action: `${HERE}/remove` }
			: {
					title: text.newCodesTitle,
					words: [text.newCodesBody],
					submit: text.newCodes,
					action: "/security/recovery-codes",
				};
	const shown = { ...words, action: settledPath(c.var, words.action), danger: ask === "off", state };
	const cancel = { href: settledPath(c.var, HERE), label: stay };
	const asked = asksPassword(c.var, read.member);
	return page(c, <ProofPage context={await accountContext(c)} {...shown} cancel={cancel} asked={asked} />, {
		status: Object.keys(state.errors).length > 0 ? 422 : 200,
	});
}

/** The member who may do what was asked, or the answer to who may not. */
async function provenForm(c: AppContext, ask: Ask): Promise<Owner | Response> {
	const fields = await readForm(c, ["current_password"]);
	const queries = ({ member }: { member: string }) => [sql.authenticatorOf(c.var.realm.id, member)] as const;
	const proven = await readProven(c.var, fields.current_password, { queries });
	if (proven === undefined) return toSignIn(c);
	if (proven.refusal !== undefined) return askPage(c, ask, refill({}, { current_password: proven.refusal }));
	if (proven.rows[0].length === 0) throw new AppError("not_found", "no authenticator");
	return proven;
}
