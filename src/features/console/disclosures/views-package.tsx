import { dayInWords } from "#foundation/i18n/date.ts";
import type { LegalWords } from "#foundation/ledgers/legal-disclosure.ts";
import { type Locale, words } from "#locales/locales.ts";

type Shown = { locale: Locale; order: LegalWords; items: readonly string[]; files: readonly string[] };

/** Where a reader of the package begins: for whom, on which order, and what is in it. It is read from a folder. */
export function PackageIndex({ locale, order, items, files }: Shown) {
	const text = words(locale).legalDisclosures;
	return (
		<html lang={locale}>
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width" />
				<title>{text.packageName}</title>
				<link rel="stylesheet" href="style.css" />
			</head>
			<body>
				<main>
					<h1>{text.packageName}</h1>
					<dl>
						<dt>{text.recipient}</dt>
						<dd>{order.recipient}</dd>
						<dt>{text.order}</dt>
						<dd>
							{order.order} ({dayInWords(order.orderedOn, locale)})
						</dd>
						<dt>{text.article}</dt>
						<dd>{order.article}</dd>
						<dt>{text.items}</dt>
						<dd>{items.join("; ")}</dd>
					</dl>
					<ul>
						{files.map((path) => (
							<li>
								<a href={path}>{path}</a>
							</li>
						))}
					</ul>
				</main>
			</body>
		</html>
	);
}
