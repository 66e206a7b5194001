import { Hono } from "hono";
import { codeQuery } from "#features/accounts/schema.ts";
import { accountPath, accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateHeaders, validateQuery } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { sendCopy } from "../export/fetch.ts";
import { rangeHeaders } from "../export/schema.ts";
import { shownCopy } from "../export/shown-copy.ts";
import { askByAddress } from "./ask.ts";
import { eraseLinked } from "./erase-linked.ts";
import { beginCopies, type LinkedPerson, readLink, readLinkedCopy } from "./link.ts";
import { requestLinkRoutes } from "./routes-request.tsx";
import { askForm, fetchQuery, openForm } from "./schema.ts";
import { AskPage, LinkPage } from "./views.tsx";

const PATH = "/privacy/ask";
const askFormOf = (c: AppContext) => askForm(c.var.locale);

/**
 * The door for visitors who are not signed in: a copy for a person without an account (GDPR Art. 15), asked for by an address,
 * answered by mail, opened by the link in it, and the other rights, confirmed by the link. Opening a link changes
 * nothing, since programs that check mail open links, too.
 */
export const doorRoutes = new Hono<App>()
	.get(PATH, (c) => askPage(c, EMPTY_FORM))
	.post(
		PATH,
		validateForm(askFormOf, (c, state) => askPage(c, state, 422)),
		async (c) => {
			const typed = c.req.valid("form");
			const text = words(c.var.locale).copyDoor;
			if ((await askByAddress(c.var, typed)) === "throttled")
				return askPage(c, refill(await typedFields(c), { form: text.tooMany }), 429);
			const { title, lines } = text.sent;
			return renderPage(c, <MessagePage context={await accountContext(c)} title={title} words={lines(typed.email)} />);
		},
	)
	.get(`${PATH}/open`, validateQuery(codeQuery), async (c) => {
		const { code } = c.req.valid("query");
		const persons = shownPersons(c, await readLink(c.var, await sha256(code)));
		return persons.length === 0 ? spentPage(c) : linkPage(c, code, persons);
	})
	.post(`${PATH}/open`, validateForm(openForm), async (c) => {
		const { code, act } = c.req.valid("form");
		const hash = await sha256(code);
		const persons = await readLink(c.var, hash);
		if (shownPersons(c, persons).length === 0) return spentPage(c);
		if (act === "erase") {
			await eraseLinked(c.var, persons);
			return erasedPage(c);
		}
		await beginCopies(c.var, hash, persons);
		return c.redirect(openPath(c, code), 303);
	})
	.get(`${PATH}/copy.zip`, validateQuery(fetchQuery), validateHeaders(rangeHeaders), async (c) => {
		const { code, copy } = c.req.valid("query");
		const rows = await readLinkedCopy(c.var, await sha256(code), copy);
		return (await sendCopy(c.var, rows, c.req.valid("header"))) ?? spentPage(c);
	})
	.route("/", requestLinkRoutes);

const openPath = (c: AppContext, code: string) => withQuery(accountPathWithoutFlow(c.var, `${PATH}/open`), { code });

async function askPage(c: AppContext, state: FormState, status: 200 | 422 | 429 = 200): Promise<Response> {
	const props = { context: await accountContext(c), state, action: accountPath(c, PATH) };
	const own = accountPathWithoutFlow(c.var, "/privacy/export");
	return renderPage(c, <AskPage {...props} own={own} />, { status });
}

type Shown = LinkedPerson & { shown: ReturnType<typeof shownCopy> };

/** Those whose copy can still be begun or had. */
const shownPersons = (c: AppContext, persons: readonly LinkedPerson[]): Shown[] =>
	persons
		.map((person) => ({ ...person, shown: person.copy && shownCopy(c.var, person.copy) }))
		.filter(({ copy, shown }) => copy === undefined || shown !== undefined);

async function linkPage(c: AppContext, code: string, persons: readonly Shown[]): Promise<Response> {
	const fetch = accountPathWithoutFlow(c.var, `${PATH}/copy.zip`);
	return renderPage(
		c,
		<LinkPage
			context={await accountContext(c)}
			code={code}
			entries={persons.map(({ kind, copy, shown }) => ({
				kind,
				copy: shown,
				fetch: withQuery(fetch, { code, copy: copy?.id ?? "" }),
			}))}
			links={{
				begin: accountPathWithoutFlow(c.var, `${PATH}/open`),
				look: openPath(c, code),
				ask: accountPathWithoutFlow(c.var, PATH),
			}}
		/>,
	);
}

async function erasedPage(c: AppContext): Promise<Response> {
	const { title, body } = words(c.var.locale).copyDoor.erased;
	return renderPage(c, <MessagePage context={await accountContext(c)} title={title} words={[body]} />);
}

async function spentPage(c: AppContext): Promise<Response> {
	const text = words(c.var.locale).copyDoor.spent;
	const links = [{ href: accountPathWithoutFlow(c.var, PATH), label: text.again }];
	const props = { context: await accountContext(c), title: text.title, words: [text.body], links };
	return renderPage(c, <MessagePage {...props} />, { status: 410 });
}
