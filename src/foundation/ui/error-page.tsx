import { words } from "#locales/locales.ts";
import { localePath } from "../i18n/path.ts";
import type { ErrorStatus } from "./error-status.ts";
import { Page } from "./page.tsx";
import type { PageContext } from "./page-context.ts";

type Props = {
	context: PageContext;
	status: ErrorStatus;
	/** Other words than those of the status. */
	words?: "unconfirmed" | undefined;
};

/** An error in the brand's own look. It says what happened in general, never what the program said. */
export function ErrorPage({ context, status, words: wording }: Props) {
	const text = words(context.locale).ui;
	const { title, body } = text.errors[wording ?? status];
	return (
		<Page
			sheet="site"
			context={context}
			title={`${title} · ${context.look.name}`}
			description={body}
			noindex
			addressless
		>
			<div class="wrap error">
				<h1>{title}</h1>
				<p class="lead">{body}</p>
				<p>
					<a class="button" href={localePath(context, "/")}>
						{text.backHome}
					</a>
				</p>
				<p class="error-code">{text.errorLabel(status)}</p>
			</div>
		</Page>
	);
}
