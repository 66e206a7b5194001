import { Hono } from "hono";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { sha256, uuidv7 } from "#foundation/crypto/random.ts";
import { assertKeyCurrent, queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import type { BrandId } from "#foundation/ids.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ProofPage } from "../../session/proof-form.tsx";
import { memberForChange } from "../../session/queries-session.ts";
import { asksPassword, type Reauthenticated, requireRecentAuth } from "../../session/reauthenticate.ts";
import { readSignedIn, type SignedIn } from "../../session/signed-in.ts";
import { changeNotice } from "../change-notice.ts";
import * as sql from "../queries-factor.ts";
import { proofForm } from "../schema.ts";
import { CHALLENGE_LIFETIME_SECONDS, creationOptions, readChallenge, verifyCreation } from "./passkey.ts";
import {
	type Creation,
	credentialSchema,
	type PasskeyDone,
	passkeyForm,
	passkeyNameForm,
	passkeyParams,
	passkeysQuery,
} from "./schema.ts";
import { type PasskeyEntry, PasskeysPage } from "./views.tsx";

const MAX_PASSKEYS = 10;

const passkeyFormOf = (c: AppContext) => passkeyForm(c.var.locale);
const passkeyNameFormOf = (c: AppContext) => passkeyNameForm(c.var.locale);

/** The passkeys of the one who is signed in. */
export const passkeyRoutes = new Hono<App>()
	.get("/security/passkeys", validateQuery(passkeysQuery), (c) =>
		passkeysPage(c, EMPTY_FORM, 200, c.req.valid("query").done),
	)
	.post(
		"/security/passkeys",
		validateForm(passkeyFormOf, (c, state) => passkeysPage(c, state, 422)),
		async (c) => {
			const form = c.req.valid("form");
			const { realm } = c.var;
			const queries = ({ member }: { member: string }) => [sql.passkeysOf(realm.id, member)] as const;
			const auth = await requireRecentAuth(c.var, form.current_password, { queries });
			if (auth === undefined) return toSignIn(c);
			const again = async (errors: Record<string, string>) =>
				passkeysPage(c, refill(await typedFields(c), errors), 422);
			const text = words(c.var.locale).security.passkey;
			if (auth.refusal !== undefined) return again({ current_password: auth.refusal });
			if (auth.rows[0].length >= MAX_PASSKEYS) return again({ form: text.most });
			const added = await addPasskey(c, auth, form);
			if (added !== "added") return again({ form: text[added] });
			return c.redirect(withDone(accountPathWithoutFlow(c.var, "/security/passkeys"), "added"), 303);
		},
	)
	.post(
		"/security/passkeys/:passkey/name",
		validateParams(passkeyParams),
		// The fields of the page are those of another form.
		validateForm(passkeyNameFormOf, (c, { errors }) => passkeysPage(c, refill({}, { form: errors.name }), 422)),
		async (c) => {
			const { passkey: id } = c.req.valid("param");
			const { name } = c.req.valid("form");
			const read = await readSignedIn(c.var, () => []);
			if (read === undefined) return toSignIn(c);
			const sealed = await seal(read.member.core, { table: "passkey", column: "name_sealed", row: id }, name);
			const { realm } = c.var;
			const { member } = read;
			await c.var
				.database()
				.write(assertKeyCurrent(realm.id, member.core), sql.namePasskey(realm.id, member.id, id, sealed));
			return c.redirect(withDone(accountPathWithoutFlow(c.var, "/security/passkeys"), "renamed"), 303);
		},
	)
	.get("/security/passkeys/:passkey/remove", validateParams(passkeyParams), (c) =>
		removePage(c, c.req.valid("param").passkey, EMPTY_FORM),
	)
	.post("/security/passkeys/:passkey/remove", validateParams(passkeyParams), validateForm(proofForm), async (c) => {
		const { passkey } = c.req.valid("param");
		const auth = await requireRecentAuth(c.var, c.req.valid("form").current_password, { queries: () => [] as const });
		if (auth === undefined) return toSignIn(c);
		if (auth.refusal !== undefined) return removePage(c, passkey, refill({}, { current_password: auth.refusal }), 422);
		const { member, writer } = auth;
		const { realm } = c.var;
		await c.var
			.database()
			.write(
				sql.removePasskey(realm.id, member.id, passkey),
				queueReseal(realm.id, member.core, c.var.at),
				...(await changeNotice(c.var, ownerOf(member, writer), "passkey_removed")),
				...auth.refund,
			);
		c.var.sendMail();
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/security/passkeys"), "removed"), 303);
	});

const ownerOf = (member: SignedIn, brand: BrandId) => ({
	member: member.id,
	core: member.core,
	emailSealed: member.sealed.email,
	brand,
});

async function addPasskey(
	c: AppContext,
	{ member, writer, refund }: Pick<Reauthenticated<[]>, "member" | "writer" | "refund">,
	{ token, response, name }: { token: string; response: Creation | undefined; name: string },
): Promise<"added" | "expired" | "refused"> {
	const { realm } = c.var;
	const challenge = await readChallenge(c.var, token, { use: "add", member: member.id });
	if (challenge === undefined) return "expired";
	const made = response && (await verifyCreation(c.var, response, challenge));
	if (made === undefined) return "refused";
	const now = c.var.now;
	const at = new Date(now).toISOString();
	const id = uuidv7(now);
	const sealed = (column: string, text: string) => seal(member.core, { table: "passkey", column, row: id }, text);
	const owner = ownerOf(member, writer);
	const expires = new Date(now + CHALLENGE_LIFETIME_SECONDS * 1000).toISOString();
	try {
		await c.var.database().write(
			sql.spendChallenge(realm.id, await sha256(challenge), expires),
			sql.forgetChallenges(realm.id, at),
			assertKeyCurrent(realm.id, member.core),
			sql.addPasskey({
				realm_id: realm.id,
				id,
				member_id: member.id,
				credential_hash: await sha256(made.credential.id),
				credential_sealed: await sealed("credential_sealed", JSON.stringify(made.credential)),
				name_sealed: await sealed("name_sealed", name),
				counter: made.counter,
				created_at: at,
			}),
			...(await changeNotice(c.var, owner, "passkey_added", { name })),
			...refund,
		);
	} catch (error) {
		// Sent twice, or a key that is known already.
		if (error instanceof ConstraintViolated) return "refused";
		throw error;
	}
	c.var.sendMail();
	return "added";
}

type Row = {
	id: string;
	name_sealed: Uint8Array;
	credential_sealed: Uint8Array;
	created_at: string;
	used_at: string | null;
};

const openOf = (member: SignedIn, row: Row, column: "name_sealed" | "credential_sealed") =>
	open(member.core, { table: "passkey", column, row: row.id }, row[column]);

async function passkeysPage(
	c: AppContext,
	state: FormState,
	status: 200 | 422 = 200,
	done?: PasskeyDone,
): Promise<Response> {
	const read = await readSignedIn(c.var, ({ member }) => [sql.passkeysOf(c.var.realm.id, member)] as const);
	if (read === undefined) return toSignIn(c);
	const { member, rows } = read;
	const entries = await Promise.all(
		rows[0].map(
			async (row): Promise<PasskeyEntry> => ({
				id: row.id,
				name: await openOf(member, row, "name_sealed"),
				createdAt: row.created_at,
				usedAt: row.used_at,
				rename: accountPathWithoutFlow(c.var, `/security/passkeys/${row.id}/name`),
				remove: accountPathWithoutFlow(c.var, `/security/passkeys/${row.id}/remove`),
			}),
		),
	);
	const known = await Promise.all(
		rows[0].map(async (row) => credentialSchema.parse(JSON.parse(await openOf(member, row, "credential_sealed")))),
	);
	const begin = await creationOptions(c.var, member, known);
	const text = words(c.var.locale).security.passkey;
	const adding = {
		action: accountPathWithoutFlow(c.var, "/security/passkeys"),
		begin: JSON.stringify(begin),
		asked: asksPassword(c.var, member),
		state,
	};
	const shown = {
		entries,
		adding,
		done: done && text[done],
		back: accountPathWithoutFlow(c.var, "/security"),
	};
	return renderPage(c, <PasskeysPage context={await accountContext(c)} {...shown} />, { status });
}

async function removePage(c: AppContext, wanted: string, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const { realm } = c.var;
	const read = await readSignedIn(
		c.var,
		({ member }) => [sql.passkeysOf(realm.id, member), memberForChange(realm.id, member)] as const,
	);
	if (read === undefined) return toSignIn(c);
	const [passkeys, [account]] = read.rows;
	const passkey = passkeys.find(({ id }) => id === wanted);
	if (passkey === undefined) throw new AppError("not_found", "no such passkey");
	const { passkey: text, cancel } = words(c.var.locale).security;
	const isLast = passkeys.length === 1;
	const warning = account?.password_sealed == null ? text.removeOnly : text.removeLast;
	return renderPage(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.removeTitle(await openOf(read.member, passkey, "name_sealed"))}
			words={[text.removeBody, ...(isLast ? [warning] : [])]}
			action={accountPathWithoutFlow(c.var, `/security/passkeys/${passkey.id}/remove`)}
			submit={text.remove}
			cancel={{ href: accountPathWithoutFlow(c.var, "/security/passkeys"), label: cancel }}
			asked={asksPassword(c.var, read.member)}
			danger
		/>,
		{ status },
	);
}
