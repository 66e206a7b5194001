import { DocumentLayout } from "../ui/document/page.tsx";
import { DataTable } from "../ui/document/tree.tsx";
import type { PageContext } from "../ui/page.tsx";
import type { CookieDeclaration } from "./declaration.ts";
import { PAGES_TEXT } from "./pages/text.ts";
import { durationWords } from "./words/duration.ts";
import { REGISTER_WORDS } from "./words/text.ts";

type Cookies = readonly CookieDeclaration[];

function CookieTable({ context, cookies, caption }: { context: PageContext; cookies: Cookies; caption: string }) {
	const { legal, locale } = context;
	const text = PAGES_TEXT[locale].cookies;
	const setter = (id: string): string =>
		legal.recipients.find((recipient) => recipient.id === id)?.name ?? text.brandSets(legal.brandName);
	const rows = cookies.map(({ id, name, keptFor, setBy }) => [
		<code>{name}</code>,
		REGISTER_WORDS[locale].cookies[id],
		setter(setBy),
		durationWords(keptFor, locale),
	]);
	return <DataTable caption={caption} head={text.head} rows={rows} />;
}

/** The brand's cookies, from the register: the list that the browser sees is the list that stands here. */
export function CookiesPage({ context, cookies }: { context: PageContext; cookies: Cookies }) {
	const text = PAGES_TEXT[context.locale].cookies;
	const necessary = cookies.filter((cookie) => cookie.necessary);
	const choice = cookies.filter((cookie) => !cookie.necessary);
	return (
		<DocumentLayout
			context={context}
			title={text.title}
			lead={text.lead}
			description={text.description(context.look.name)}
			contents={[]}
		>
			<section id="necessary">
				<h2>{text.necessary.heading}</h2>
				<p>{text.necessary.body}</p>
				<CookieTable context={context} cookies={necessary} caption={text.necessary.heading} />
			</section>
			<section id="choice">
				<h2>{text.choice.heading}</h2>
				<p>{choice.length > 0 ? text.choice.body : text.choice.none}</p>
				{choice.length > 0 && <CookieTable context={context} cookies={choice} caption={text.choice.heading} />}
			</section>
			<section id="refuse">
				<h2>{text.refuse.heading}</h2>
				<p>{text.refuse.body}</p>
			</section>
		</DocumentLayout>
	);
}
