import type { AccountContext } from "#foundation/account-host/page.tsx";
import { words } from "#locales/locales.ts";

export type RightsButton = { action: string; offer: string };

/** For a member who cannot sign in: the way to their privacy rights, and to nothing else. */
export function RightsSection({ context, button }: { context: AccountContext; button: RightsButton }) {
	const text = words(context.page.locale).accounts.rights;
	return (
		<section aria-labelledby="rights-title">
			<h2 id="rights-title">{text.title}</h2>
			<p>{text.lead}</p>
			<form class="form" method="post" action={button.action}>
				<input type="hidden" name="offer" value={button.offer} />
				<p class="form-end">
					<button class="button button-quiet" type="submit">
						{text.submit}
					</button>
				</p>
			</form>
		</section>
	);
}
