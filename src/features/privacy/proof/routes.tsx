import { Hono } from "hono";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { lastDays } from "#foundation/audit/queries-day.ts";
import type { LargeForm } from "#foundation/http/body-limit.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { JSON_TYPE } from "#foundation/http/respond-cached.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { judgeReceipt, MAX_RECEIPT_LENGTH } from "#foundation/proof/receipt.ts";
import { allProofKeys, keySetOf, PROOF_KEYS_PATH, proofKeys } from "#foundation/proof/signing-key.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { erasureById } from "#foundation/rights/erasure/queries-erasure.ts";
import { recipientsIn } from "#foundation/rights/erasure/settle.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { lowerFirst } from "../statement/draft.ts";
import { receiptForm } from "./schema.ts";
import { LogHeadPage, ReceiptPage, type ReceiptPageProps, type Shell } from "./views.tsx";

const HEAD = "/privacy/log-head";
const VERIFY = "/privacy/receipts/verify";
/** Kinds of data that one line of a receipt names. */
const MAX_NAMED = 4;
/** Heads that programs get. */
const MAX_HEADS = 31;

/** Room for the longest receipt both as text and as a file, which is refused in words, and for the rest of the form. */
export const PROOF_FORMS: readonly LargeForm[] = [
	{ path: /^\/privacy\/receipts\/verify$/, limit: 3 * MAX_RECEIPT_LENGTH },
];

const formOf = (c: AppContext) => receiptForm(c.var.locale);

/**
 * What anybody can verify (DECISIONS 114), the same on the hosts of brands and of accounts: the keys under which proofs
 * are signed, the newest head of the realm's log, and whether a receipt is genuine. Nothing of it is about the visitor.
 */
export const proofRoutes = new Hono<App>()
	.get(PROOF_KEYS_PATH, async (c) => {
		const [known] = await c.var.published().read(proofKeys());
		return json(c, keySetOf(await allProofKeys(c.var.settings, known)));
	})
	.get(HEAD, async (c) => {
		const [days] = await c.var.published().read(lastDays(c.var.realm.id, MAX_HEADS));
		return renderPage(c, <LogHeadPage shell={await shellOf(c)} days={days} links={linksOf(c)} />);
	})
	.get(`${HEAD}.json`, async (c) => {
		const [days] = await c.var.published().read(lastDays(c.var.realm.id, MAX_HEADS));
		const heads = days.filter(({ put_at }) => put_at !== null);
		return json(c, { realm: c.var.realm.id, heads: heads.map(({ day, jws }) => ({ day, jws })) });
	})
	.get(VERIFY, (c) => receiptPage(c, { state: EMPTY_FORM }))
	.post(
		VERIFY,
		validateForm(formOf, (c, state) => receiptPage(c, { state: withoutFile(state) }, 422)),
		async (c) => {
			const { receipt, file, email } = c.req.valid("form");
			const [known] = await c.var.published().read(proofKeys());
			const keys = await allProofKeys(c.var.settings, known);
			const about = { realm: c.var.realm.id, address: email === "" ? undefined : email };
			const verdict = await judgeReceipt(keys, file.trim() === "" ? receipt : file, about);
			const since = verdict.is === "genuine" ? await recipientsSince(c, verdict.receipt.erasure) : undefined;
			return receiptPage(c, { state: refill({ receipt, email }, {}), verdict, since });
		},
	);

/** What became of the notices to recipients since the receipt was made; undefined once its term has ended. */
async function recipientsSince(c: AppContext, erasure: string) {
	const [[row]] = await c.var.published().read(erasureById(c.var.realm.id, erasure));
	return row && recipientsIn(row.recipients_json);
}

/** No browser takes a file back. */
const withoutFile = ({ values: { file: _, ...values }, errors }: FormState): FormState => ({ values, errors });

async function receiptPage(
	c: AppContext,
	props: Pick<ReceiptPageProps, "state" | "verdict" | "since">,
	status: 200 | 422 = 200,
): Promise<Response> {
	const view = { shell: await shellOf(c), links: linksOf(c), named: (table: string) => namedIn(c, table) };
	return renderPage(c, <ReceiptPage {...view} {...props} />, { status });
}

/** What a table holds of people, in words: the first few of it. */
function namedIn({ var: { running, locale } }: AppContext, table: string): string {
	const { items } = words(locale).register;
	const declared = running.register.flatMap(({ tables }) => tables[table] ?? []);
	const columns = declared.flatMap((one) => Object.values(one.columns)).filter(isPersonal);
	const names = [...new Set(columns.map(({ item }) => lowerFirst(items[item].name)))];
	if (names.length === 0) return table;
	return names.length > MAX_NAMED ? `${joinWords(names.slice(0, MAX_NAMED), locale)}, …` : joinWords(names, locale);
}

const shellOf = async (c: AppContext): Promise<Shell> =>
	c.var.site === "account" ? { account: await accountContext(c) } : { page: await pageContext(c) };

const linksOf = (c: AppContext) => ({
	head: pathOn(c, HEAD),
	json: `${HEAD}.json`,
	keys: PROOF_KEYS_PATH,
	verify: pathOn(c, VERIFY),
});

const pathOn = (c: AppContext, path: string): string =>
	c.var.site === "account"
		? accountPathWithoutFlow(c.var, path)
		: localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, path);

const json = (c: AppContext, body: unknown): Response =>
	c.body(`${JSON.stringify(body, null, "\t")}\n`, 200, { "Content-Type": JSON_TYPE });
