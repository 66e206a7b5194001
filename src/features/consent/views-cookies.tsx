import { recipientName } from "#foundation/brand/unnamed.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { localePath } from "#foundation/i18n/path.ts";
import type { CookieDeclaration } from "#foundation/register/declaration.ts";
import { COOKIES_PATH } from "#foundation/ui/choice-bar.tsx";
import { Day, DocumentLayout } from "#foundation/ui/document/page.tsx";
import { DataTable } from "#foundation/ui/document/views-tree.tsx";
import { Notice } from "#foundation/ui/notice.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";

export type Cookies = readonly CookieDeclaration[];

/** A recipient that is asked about, as the page puts it. */
export type AskedShown = {
	id: string;
	name: string;
	/** The words in the reader's language, and their hash. */
	words: string;
	textHash: string;
	/** The answer that counts, and since when, ISO 8601. */
	answer: { kind: "given" | "refused"; at: string } | undefined;
	/** A yes of before the browser began to ask to share nothing. */
	isOverruled: boolean;
};

export type ChoiceShown = {
	recipients: readonly AskedShown[];
	/** The browser asks to share nothing. */
	refusesSharing: boolean;
	/** The page that an answer leads back to. */
	from: string;
	/** What became of an answer. */
	notice: { text: string; isGood: boolean } | undefined;
	/** A member's page of the same answers; absent for visitors. */
	account: string | undefined;
};

type Shown = { context: PageContext; cookies: Cookies; choice: ChoiceShown };

/** The choice of each recipient, and the brand's cookies from the register: the list that the browser has stands here. */
export function CookiesPage({ context, cookies, choice }: Shown) {
	const text = words(context.locale).privacy.cookies;
	const necessary = cookies.filter((cookie) => cookie.necessary);
	const optional = cookies.filter((cookie) => !cookie.necessary);
	return (
		<DocumentLayout
			context={context}
			title={text.title}
			lead={text.lead}
			description={text.description(context.look.name)}
			contents={[]}
		>
			<Choices context={context} choice={choice} />
			<section id="necessary">
				<h2>{text.necessary.heading}</h2>
				<p>{text.necessary.body}</p>
				<CookieTable context={context} cookies={necessary} caption={text.necessary.heading} />
			</section>
			<section id="choice">
				<h2>{text.choice.heading}</h2>
				<p>{optional.length > 0 ? text.choice.body : text.choice.none}</p>
				{optional.length > 0 && <CookieTable context={context} cookies={optional} caption={text.choice.heading} />}
			</section>
			<section id="refuse">
				<h2>{text.refuse.heading}</h2>
				<p>{text.refuse.body}</p>
			</section>
		</DocumentLayout>
	);
}

function Choices({ context, choice }: Omit<Shown, "cookies">) {
	const { page, bar } = words(context.locale).choice;
	const { recipients, notice, refusesSharing, from, account } = choice;
	return (
		<section id="recipients">
			<h2>{page.heading}</h2>
			{notice !== undefined && <Notice {...notice} />}
			<p>{recipients.length === 0 ? page.nobody : page.lead}</p>
			{refusesSharing && recipients.length > 0 && <p class="notice">{page.signal}</p>}
			{recipients.map((shown) => (
				<Choice context={context} shown={shown} from={from} />
			))}
			{recipients.length > 0 && (
				<form method="post" action={localePath(context, COOKIES_PATH)} aria-label={bar.label}>
					<input type="hidden" name="path" value={from} />
					<button class="button button-quiet" type="submit" name="answer" value="refuse_all">
						{page.refuseAll}
					</button>
				</form>
			)}
			{account !== undefined && (
				<p>
					<a href={account}>{page.account}</a>
				</p>
			)}
		</section>
	);
}

function Choice({ context, shown, from }: { context: PageContext; shown: AskedShown; from: string }) {
	const { page } = words(context.locale).choice;
	const { id, name, answer, textHash } = shown;
	const heading = `recipient-${id}`;
	const aloud = <span class="aloud"> {page.aloud(name)}</span>;
	return (
		<form class="panel" method="post" action={localePath(context, COOKIES_PATH)} aria-labelledby={heading}>
			<h3 id={heading}>{name}</h3>
			<p>{shown.words}</p>
			<p>
				<strong>
					{answer === undefined ? page.none : page[answer.kind]}{" "}
					{answer !== undefined && <Day iso={answer.at} locale={context.locale} />}
				</strong>
			</p>
			{shown.isOverruled && <p>{page.signalOver}</p>}
			<input type="hidden" name="recipient" value={id} />
			<input type="hidden" name="words" value={textHash} />
			<input type="hidden" name="path" value={from} />
			<div class="form-end">
				<button class="button button-quiet" type="submit" name="answer" value="no">
					{page.no}
					{aloud}
				</button>
				<button class="button button-quiet" type="submit" name="answer" value="yes">
					{page.yes}
					{aloud}
				</button>
			</div>
		</form>
	);
}

function CookieTable({ context, cookies, caption }: { context: PageContext; cookies: Cookies; caption: string }) {
	const { legal, locale } = context;
	const text = words(locale).privacy.cookies;
	const setter = (id: string): string => {
		const recipient = legal.recipients.find((one) => one.id === id);
		return recipient === undefined ? text.brandSets(legal.brandName) : recipientName(recipient, locale);
	};
	const rows = cookies.map(({ id, name, keptFor, setBy }) => [
		<code>{name}</code>,
		words(locale).register.cookies[id],
		setter(setBy),
		durationWords(keptFor, locale),
	]);
	return <DataTable caption={caption} captionAloud head={text.head} groups={[{ rows }]} />;
}
