import { words } from "#locales/locales.ts";
import { joinWords } from "../i18n/join.ts";
import { localePath } from "../i18n/path.ts";
import type { PageContext } from "./page-context.ts";

/** The page with the words of each recipient, where a yes is given. */
export const COOKIES_PATH = "/privacy/cookies";

/**
 * Asks about the recipients of a brand, before anything of the page: in its flow, so that it covers nothing and moves
 * nothing. A no is one press here; a yes is given to each recipient under its own words.
 */
export function ChoiceBar({ context }: { context: PageContext }) {
	const { asksAbout, locale, path } = context;
	if (asksAbout === undefined) return null;
	const { bar } = words(locale).choice;
	const chosen = `${localePath(context, COOKIES_PATH)}?${new URLSearchParams({ from: path })}`;
	return (
		<aside class="choice-bar" aria-label={bar.label}>
			<div class="wrap">
				<p>{bar.question(joinWords(asksAbout, locale))}</p>
				<form class="form-end" method="post" action={localePath(context, COOKIES_PATH)}>
					<input type="hidden" name="path" value={path} />
					<button class="button button-quiet" type="submit" name="answer" value="refuse_all">
						{bar.refuse}
					</button>
					<a class="button button-quiet" href={chosen} rel="nofollow">
						{bar.choose}
					</a>
				</form>
			</div>
		</aside>
	);
}
