import { recipientName } from "#foundation/brand/unnamed.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import type { CookieDeclaration } from "#foundation/register/declaration.ts";
import { DataTable } from "#foundation/ui/document/views-tree.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";

export type Cookies = readonly CookieDeclaration[];

export function CookieTable({
	context,
	cookies,
	caption,
}: {
	context: PageContext;
	cookies: Cookies;
	caption: string;
}) {
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
