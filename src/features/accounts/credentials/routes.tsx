import { Hono } from "hono";
import { accountPathWithoutFlow, mailLink, senderBrand, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { newAct } from "#foundation/acts/act.ts";
import { addAct } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import { hashPassword, reserveHashSlot } from "#foundation/crypto/password.ts";
import { assertKeyCurrent } from "#foundation/crypto/rotation/reseal-queue.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { notify } from "#foundation/mail/notify.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { PASSWORD_CHANGED } from "../letters.ts";
import { passwordError } from "../password-error.ts";
import { addSession } from "../queries.ts";
import { changePassword, endOneOf, membershipsOf, sessionsOf } from "../session/queries-session.ts";
import { type Reauthenticated, requireRecentAuth } from "../session/reauthenticate.ts";
import { clearSessionCookie, sessionRow, setSessionCookie } from "../session/session.ts";
import { openOwn, readSignedIn, type SignedIn } from "../session/signed-in.ts";
import { lastTold } from "../sign-in/queries-guesses.ts";
import { doorQueries, endDoors, endEverywhere, standingDoors } from "./doors.ts";
import { waitingEmailChange } from "./email/queries-email.ts";
import { passwordForm, type SecurityDone, securityQuery, sessionParams } from "./schema.ts";
import { StandingDoors } from "./standing-doors.tsx";
import { SecurityPage, type SecurityPanel, type SessionEntry } from "./views.tsx";

/** Password and sessions of the one who is signed in. */
export const securityRoutes = new Hono<App>()
	.get("/security", validateQuery(securityQuery), (c) => securityPage(c, EMPTY_FORM, 200, c.req.valid("query").done))
	.get("/.well-known/change-password", (c) => c.redirect(accountPathWithoutFlow(c.var, "/security"), 302))
	.post("/security/password", validateForm(passwordForm), async (c) => {
		const { current_password: current, new_password: password } = c.req.valid("form");
		const auth = await requireRecentAuth(c.var, current, { queries: doorsOf(c), always: true });
		if (auth === undefined) return toSignIn(c);
		const errors = {
			current_password: auth.refusal,
			new_password: await passwordError(password, await contextOf(c, auth.member), c.var.locale),
		};
		if (errors.current_password || errors.new_password) {
			if (!errors.current_password && auth.refund.length > 0) c.var.defer(() => c.var.database().write(...auth.refund));
			return securityPage(c, refill({}, errors), 422);
		}
		await storePassword(c, auth, password);
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/security"), "password"), 303);
	})
	.post("/security/sessions/:session/end", validateParams(sessionParams), validateForm(NO_FIELDS), async (c) => {
		const read = await readSignedIn(c.var, () => []);
		if (read === undefined) return toSignIn(c);
		const { member } = read;
		const { session: id } = c.req.valid("param");
		await c.var.database().write(endOneOf(c.var.realm.id, member.id, id));
		if (id !== member.session) return c.redirect(withDone(accountPathWithoutFlow(c.var, "/security"), "session"), 303);
		clearSessionCookie(c.var);
		return c.redirect(accountPathWithoutFlow(c.var, "/sign-in"), 303);
	})
	.post("/security/sessions/end", validateForm(NO_FIELDS), async (c) => {
		const { realm } = c.var;
		const queries = ({ member }: { member: string }) =>
			[membershipsOf(realm.brands, member), ...doorQueries(realm.id, [member])] as const;
		const read = await readSignedIn(c.var, queries);
		if (read === undefined) return toSignIn(c);
		const [memberships, ...doors] = read.rows;
		const standing = await endEverywhere(c.var, read.member, { brand: senderBrand(c.var, memberships), doors });
		clearSessionCookie(c.var);
		const text = words(c.var.locale).accounts;
		const links = [{ href: accountPathWithoutFlow(c.var, "/sign-in"), label: text.signIn.submit }];
		const props = { context: await accountContext(c), title: text.signedOut, words: [text.security.endedAll], links };
		return renderPage(
			c,
			<MessagePage {...props}>
				<StandingDoors locale={c.var.locale} doors={standing} />
			</MessagePage>,
		);
	});

const doorsOf =
	(c: AppContext) =>
	({ member }: { member: string }) =>
		doorQueries(c.var.realm.id, [member]);

const contextOf = async (c: AppContext, member: SignedIn) => [
	member.userName,
	await openOwn(member, "email"),
	c.var.edition.brand.look.name,
];

function notice(c: AppContext, done: SecurityDone): string | undefined {
	const text = words(c.var.locale).accounts.security;
	if (done === "authenticator") return words(c.var.locale).security.authenticator.offDone;
	return done === "password" ? text.passwordDone : done === "session" ? text.ended : undefined;
}

/** Every door that stood open is shut; this browser gets a new session (T10, T11). The owner is told. */
async function storePassword(
	c: AppContext,
	{ member, writer: brand, refund, rows: doors }: Reauthenticated<ReturnType<typeof doorQueries>>,
	password: string,
): Promise<void> {
	const { realm, now, at } = c.var;
	const location = { table: "member", column: "password_sealed", row: member.id };
	reserveHashSlot({ clock: c.var.clock, realm: realm.id, action: "proof", isKnown: true });
	const sealed = await seal(member.core, location, await hashPassword(password));
	const session = await sessionRow(c.var, { ...member, member: member.id, epoch: member.epoch + 1 });
	await c.var.database().write(
		assertKeyCurrent(realm.id, member.core),
		changePassword(realm.id, member.id, sealed, at),
		addAct(realm.id, newAct(member.id, { kind: "password_changed" }, now)),
		...endDoors(realm.id, member.id, at),
		addSession(session),
		...refund,
		...(await notify(
			c.var,
			{ member: member.id, brand, core: member.core, emailSealed: member.sealed.email },
			PASSWORD_CHANGED.with({
				at,
				reset: mailLink(c.var, "/reset", brand),
				standing: await standingDoors(c.var, { core: member.core, brand }, doors),
			}),
			`password_changed:${session.id}`,
		)),
	);
	c.var.sendMail();
	putActsSoon(c.var);
	await setSessionCookie(c.var, session);
}

async function securityPage(
	c: AppContext,
	state: FormState,
	status: 200 | 422 = 200,
	done?: SecurityDone,
): Promise<Response> {
	const at = c.var.at;
	const realm = c.var.realm.id;
	const read = await readSignedIn(
		c.var,
		({ member }) =>
			[
				sessionsOf(realm, member, at),
				waitingEmailChange(realm, member, at),
				lastTold(realm, member),
				membershipsOf(c.var.realm.brands, member),
				...doorQueries(realm, [member]),
			] as const,
	);
	if (read === undefined) return toSignIn(c);
	const { member } = read;
	const [open, waiting, told, memberships, ...doors] = read.rows;
	const panels = panelsOf(c, {
		email: await openOwn(member, "email"),
		isWaiting: waiting.length > 0,
		passkeys: doors[0].length,
		hasAuthenticator: doors[1].length > 0,
	});
	const toldAt = told[0]?.told_at;
	const { told: toldWords } = words(c.var.locale).security.newBrowser;
	const sessions = await Promise.all(open.map((row) => entryOf(c, member, row)));
	const isNew = done === "password";
	const brand = senderBrand(c.var, memberships);
	const standing = isNew ? await standingDoors(c.var, { core: member.core, brand }, doors) : undefined;
	const context = await accountContext(c);
	const links = {
		password: accountPathWithoutFlow(c.var, "/security/password"),
		endAll: accountPathWithoutFlow(c.var, "/security/sessions/end"),
		close: accountPathWithoutFlow(c.var, "/close"),
	};
	const notices = [notice(c, done), toldAt ? toldWords(timeInWords(toldAt, c.var.locale)) : undefined].filter(
		(one) => one !== undefined,
	);
	const shown = { state, sessions, notices, standing, panels, links };
	return renderPage(c, <SecurityPage context={context} {...shown} />, { status });
}

type Means = { email: string; isWaiting: boolean; passkeys: number; hasAuthenticator: boolean };

function panelsOf(c: AppContext, { email, isWaiting, passkeys, hasAuthenticator }: Means): SecurityPanel[] {
	const text = words(c.var.locale).security;
	return [
		{
			title: text.passkey.title,
			words: [text.passkey.panel(passkeys)],
			href: accountPathWithoutFlow(c.var, "/security/passkeys"),
			label: text.passkey.panelLink,
		},
		{
			title: text.authenticator.title,
			words: [hasAuthenticator ? text.authenticator.panelOn : text.authenticator.panelOff],
			href: accountPathWithoutFlow(c.var, "/security/authenticator"),
			label: text.authenticator.panelLink,
		},
		{
			title: words(c.var.locale).accounts.field.email,
			words: [email, ...(isWaiting ? [text.email.waiting] : [])],
			href: accountPathWithoutFlow(c.var, "/security/email"),
			label: text.email.title,
		},
	];
}

type SessionColumns = {
	id: string;
	scope: string;
	brand_id: string;
	seen_at: string;
	device_type_sealed: Uint8Array;
	operating_system_sealed: Uint8Array;
	browser_sealed: Uint8Array;
};

async function entryOf(c: AppContext, member: SignedIn, row: SessionColumns): Promise<SessionEntry> {
	const read = (column: "device_type_sealed" | "operating_system_sealed" | "browser_sealed") =>
		open(member.core, { table: "session", column, row: row.id }, row[column]);
	const brand = row.brand_id === "" ? undefined : c.var.snapshot.findBrand(row.brand_id);
	return {
		id: row.id,
		here: row.id === member.session,
		brand: brand?.look.name,
		rightsOnly: row.scope === "rights",
		seenAt: row.seen_at,
		system: await read("operating_system_sealed"),
		browser: await read("browser_sealed"),
		end: accountPathWithoutFlow(c.var, `/security/sessions/${row.id}/end`),
	};
}
