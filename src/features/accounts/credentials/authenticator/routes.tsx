import { Hono } from "hono";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { randomBytes } from "#foundation/crypto/random.ts";
import { assertKeyCurrent, queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ProofPage } from "../../session/proof-form.tsx";
import { asksPassword, type Reauthenticated, requireRecentAuth } from "../../session/reauthenticate.ts";
import { tokenScope } from "../../session/session.ts";
import { readSignedIn, type SignedIn } from "../../session/signed-in.ts";
import { changeNotice } from "../change-notice.ts";
import { unusedRecoveryCodes } from "../queries-doors.ts";
import * as sql from "../queries-factor.ts";
import { proofForm, type SecurityChange } from "../schema.ts";
import { newRecoveryCodes, recoveryHash } from "./recovery-codes.ts";
import { authenticatorForm } from "./schema.ts";
import { authenticatorUri, SECRET_BYTES, secretText, stepOf } from "./totp.ts";
import { AuthenticatorPage, RecoveryCodesPage, SetUpPage } from "./views.tsx";

/** Seconds in which a new secret must be taken up by its first code. */
const SET_UP_LIFETIME_SECONDS = 15 * 60;
const HERE = "/security/authenticator";

/** The app that makes codes, and the codes for who lost it. */
export const authenticatorRoutes = new Hono<App>()
	.get(HERE, (c) => overview(c))
	.post(HERE, validateForm(authenticatorForm), async (c) => {
		const { token, code, current_password: password } = c.req.valid("form");
		const auth = await requireRecentAuth(c.var, password, { queries: () => [] as const });
		if (auth === undefined) return toSignIn(c);
		const { member, refusal } = auth;
		const text = words(c.var.locale).security.authenticator;
		const secret = await readSetUp(c, member, token);
		if (secret === undefined)
			return setUpPage(
				c,
				member,
				await newSetUp(c, member),
				refill({}, { form: text.expired, current_password: refusal }),
			);
		const step = stepOf(secret, code, { now: c.var.now, last: 0 });
		if (refusal === undefined && step !== undefined) return turnOn(c, auth, { secret, step });
		const errors = { code: step === undefined ? text.wrong : undefined, current_password: refusal };
		return setUpPage(c, member, { secret, token }, refill({}, errors));
	})
	.get(`${HERE}/remove`, (c) => askPage(c, "off", EMPTY_FORM))
	.post(`${HERE}/remove`, validateForm(proofForm), async (c) => {
		const auth = await reauthenticated(c, "off", c.req.valid("form").current_password);
		if (auth instanceof Response) return auth;
		const { member } = auth;
		const { realm } = c.var;
		await c.var
			.database()
			.write(
				sql.removeAuthenticator(realm.id, member.id),
				queueReseal(realm.id, member.core, c.var.at),
				sql.removeRecoveryCodes(realm.id, member.id),
				...(await noticeTo(c, auth, "authenticator_off")),
				...auth.refund,
			);
		c.var.sendMail();
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/security"), "authenticator"), 303);
	})
	.get("/security/recovery-codes", (c) => askPage(c, "codes", EMPTY_FORM))
	.post("/security/recovery-codes", validateForm(proofForm), async (c) => {
		const auth = await reauthenticated(c, "codes", c.req.valid("form").current_password);
		if (auth instanceof Response) return auth;
		const { codes, rows } = await newCodes(c, auth.member);
		await c.var.database().write(...rows, ...(await noticeTo(c, auth, "recovery_codes_new")), ...auth.refund);
		c.var.sendMail();
		return codesPage(c, codes);
	});

type Owner = Pick<Reauthenticated<[]>, "member" | "writer" | "refund">;

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
		codes: accountPathWithoutFlow(c.var, "/security/recovery-codes"),
		off: accountPathWithoutFlow(c.var, `${HERE}/remove`),
		back: accountPathWithoutFlow(c.var, "/security"),
	};
	const shown = { since: authenticator.created_at, left: codes?.left ?? 0, links };
	return renderPage(c, <AuthenticatorPage context={await accountContext(c)} {...shown} />);
}

type SetUp = { secret: string; token: string };

/** A secret that nothing knows of until its first code comes back: it travels sealed in the form. */
async function newSetUp(c: AppContext, member: SignedIn): Promise<SetUp> {
	const secret = secretText(randomBytes(SECRET_BYTES));
	const claims = { sub: member.id, secret };
	return { secret, token: await sealToken(tokenScope(c.var, "authenticator"), claims, SET_UP_LIFETIME_SECONDS) };
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
	const links = { action: accountPathWithoutFlow(c.var, HERE), back: accountPathWithoutFlow(c.var, "/security") };
	const uri = authenticatorUri(secret, { issuer, label: member.userName });
	const shown = { state, token, secret, uri, asked: asksPassword(c.var, member), ...links };
	const status = Object.keys(state.errors).length > 0 ? 422 : 200;
	return renderPage(c, <SetUpPage context={await accountContext(c)} {...shown} />, { status });
}

async function turnOn(
	c: AppContext,
	{ member, writer, refund }: Owner,
	{ secret, step }: { secret: string; step: number },
): Promise<Response> {
	const { realm } = c.var;
	const location = { table: "authenticator", column: "secret_sealed", row: member.id };
	const { codes, rows } = await newCodes(c, member);
	await c.var.database().write(
		assertKeyCurrent(realm.id, member.core),
		sql.setAuthenticator({
			realm_id: realm.id,
			member_id: member.id,
			secret_sealed: await seal(member.core, location, secret),
			last_step: step,
			created_at: c.var.at,
		}),
		...rows,
		...(await noticeTo(c, { member, writer }, "authenticator_on")),
		...refund,
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
	return renderPage(
		c,
		<RecoveryCodesPage context={context} codes={codes} back={accountPathWithoutFlow(c.var, "/security")} />,
	);
}

type Ask = "off" | "codes";

/** Asks about turning the app off, or about new codes, of a member who has the app. */
async function askPage(c: AppContext, ask: Ask, state: FormState): Promise<Response> {
	const read = await readSignedIn(c.var, ({ member }) => [sql.authenticatorOf(c.var.realm.id, member)] as const);
	if (read === undefined) return toSignIn(c);
	if (read.rows[0].length === 0) return c.redirect(accountPathWithoutFlow(c.var, HERE), 303);
	const { authenticator: text, cancel: stay } = words(c.var.locale).security;
	const wording =
		ask === "off"
			? { title: text.offTitle, words: [text.offBody], submit: text.off, action: `${HERE}/remove` }
			: {
					title: text.newCodesTitle,
					words: [text.newCodesBody],
					submit: text.newCodes,
					action: "/security/recovery-codes",
				};
	const shown = { ...wording, action: accountPathWithoutFlow(c.var, wording.action), danger: ask === "off", state };
	const cancel = { href: accountPathWithoutFlow(c.var, HERE), label: stay };
	const asked = asksPassword(c.var, read.member);
	return renderPage(c, <ProofPage context={await accountContext(c)} {...shown} cancel={cancel} asked={asked} />, {
		status: Object.keys(state.errors).length > 0 ? 422 : 200,
	});
}

/** The member who may do what was asked, or the answer to who may not. */
async function reauthenticated(c: AppContext, ask: Ask, password: string): Promise<Owner | Response> {
	const queries = ({ member }: { member: string }) => [sql.authenticatorOf(c.var.realm.id, member)] as const;
	const auth = await requireRecentAuth(c.var, password, { queries });
	if (auth === undefined) return toSignIn(c);
	if (auth.refusal !== undefined) return askPage(c, ask, refill({}, { current_password: auth.refusal }));
	if (auth.rows[0].length === 0) throw new AppError("not_found", "no authenticator");
	return auth;
}
