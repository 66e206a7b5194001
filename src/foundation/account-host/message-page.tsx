import type { PropsWithChildren } from "hono/jsx";
import { type AccountContext, AccountHead, AccountPage } from "./page.tsx";

/** A page with a title, some words, and at most one thing to do. */
export function MessagePage({
	context,
	title,
	words,
	links = [],
	signedIn = false,
	children,
}: PropsWithChildren<{
	context: AccountContext;
	title: string;
	words: readonly string[];
	links?: readonly { href: string; label: string }[];
	signedIn?: boolean;
}>) {
	return (
		<AccountPage context={context} title={title} signedIn={signedIn}>
			<AccountHead title={title}>
				{words.map((line) => (
					<p>{line}</p>
				))}
			</AccountHead>
			{children}
			{links.length > 0 && (
				<p class="form-end">
					{links.map(({ href, label }, index) => (
						<a class={index === 0 ? "button" : "button button-quiet"} href={href}>
							{label}
						</a>
					))}
				</p>
			)}
		</AccountPage>
	);
}

/** One button that does something; getting here has changed nothing. `children`: what stands below it. */
export function ButtonPage(
	props: PropsWithChildren<{
		context: AccountContext;
		title: string;
		words: readonly string[];
		action: string;
		submit: string;
		fields?: Readonly<Record<string, string>>;
		cancel?: { href: string; label: string };
		danger?: boolean;
		signedIn?: boolean;
	}>,
) {
	const { context, title, words, action, submit, fields = {}, cancel, danger = false, signedIn = false } = props;
	return (
		<AccountPage context={context} title={title} signedIn={signedIn}>
			<AccountHead title={title}>
				{words.map((line) => (
					<p>{line}</p>
				))}
			</AccountHead>
			<form class="form" method="post" action={action}>
				{Object.entries(fields).map(([name, value]) => (
					<input type="hidden" name={name} value={value} />
				))}
				<p class="form-end">
					<button class={danger ? "button danger" : "button"} type="submit">
						{submit}
					</button>
					{cancel && <a href={cancel.href}>{cancel.label}</a>}
				</p>
			</form>
			{props.children}
		</AccountPage>
	);
}
