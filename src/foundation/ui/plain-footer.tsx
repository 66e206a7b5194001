import { type Locale, words } from "#locales/locales.ts";

type Props = {
	/** Who runs these pages. */
	words: string;
	links?: readonly { href: string; label: string }[];
	/** This page in every language that it has. */
	languages: readonly { locale: Locale; href: string }[];
	locale: Locale;
};

/** The footer of pages that are nobody's site: of accounts, and of staff. */
export function PlainFooter({ words: text, links = [], languages, locale: own }: Props) {
	return (
		<footer class="site-footer">
			<div class="wrap footer-end">
				<p>{text}</p>
				<ul class="inline-list">
					{links.map(({ href, label }) => (
						<li>
							<a href={href}>{label}</a>
						</li>
					))}
					{languages
						.filter(({ locale }) => locale !== own)
						.map(({ locale, href }) => (
							<li>
								<a href={href} lang={locale} hreflang={locale}>
									{words(locale).language.name}
								</a>
							</li>
						))}
				</ul>
			</div>
		</footer>
	);
}
