import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import type { Receipt } from "#foundation/proof/receipt.ts";
import { Facts } from "#foundation/ui/document/page.tsx";
import { DataTable } from "#foundation/ui/document/views-tree.tsx";
import { type Locale, words } from "#locales/locales.ts";

type Props = {
	receipt: Receipt;
	locale: Locale;
	/** What a table holds of people, in words; its name where the register knows it no more. */
	named(table: string): string;
};

/** Recipients, each with what became of its notice. */
export type Told = readonly Receipt["recipients"][number][];

/** What a receipt says, in words. */
export function ReceiptFacts({ receipt, since, locale, named }: Props & { since: Told | undefined }) {
	const text = words(locale).proofs.facts;
	const { number } = words(locale).language;
	const { verified, log } = receipt;
	return (
		<section aria-labelledby="receipt-facts">
			<h2 id="receipt-facts">{text.title}</h2>
			<Facts
				facts={[
					{ term: text.erasedAt, value: timeInWords(receipt.erasedAt, locale) },
					{ term: text.copies, value: text.copiesGoneBy(dayInWords(`${receipt.copiesGoneBy}T12:00:00Z`, locale)) },
					{ term: text.erasure, value: <code>{receipt.erasure}</code> },
					{ term: text.request, value: <code>{receipt.request}</code> },
					...(receipt.statement.length === 0
						? []
						: [
								{
									term: text.statement,
									value: receipt.statement.map((one) => text.version(one.brand, one.number)).join(", "),
								},
							]),
					{ term: text.keys, value: number(receipt.keys) },
					{ term: text.objects, value: number(receipt.objects) },
					{
						term: text.verified,
						value: text.verifiedBody(timeInWords(verified.at, locale), verified.checks, verified.left),
					},
					{ term: text.log, value: text.logBody(log.number) },
				]}
			/>
			<h3>{text.erased}</h3>
			<ul>
				{receipt.erased.map(({ table, rows }) => (
					<li>{text.rowsOf(text.rows(rows), named(table))}</li>
				))}
			</ul>
			<Retained receipt={receipt} locale={locale} named={named} />
			<Recipients told={since ?? receipt.recipients} locale={locale} />
			{receipt.keyFingerprints.length > 0 && (
				<details>
					<summary>{text.fingerprints}</summary>
					<p>
						<code>{receipt.keyFingerprints.join(" ")}</code>
					</p>
				</details>
			)}
		</section>
	);
}

function Retained({ receipt, locale, named }: Props) {
	const { proofs, register } = words(locale);
	const text = proofs.facts;
	const until = (iso: string | null) => (iso === null ? text.noDay : dayInWords(iso, locale));
	return (
		<>
			<h3>{text.retained}</h3>
			{receipt.retained.length === 0 ? (
				<p>{text.nothingStays}</p>
			) : (
				<DataTable
					caption={text.retained}
					captionAloud
					head={[text.what, text.basis, text.rule, text.until]}
					groups={[
						{
							rows: receipt.retained.map((one) => [
								`${named(one.what)} (${text.rows(one.rows)})`,
								one.basis,
								one.rules.map((rule) => register.retention[rule]).join("; "),
								until(one.until),
							]),
						},
					]}
				/>
			)}
			<h3>{text.holds}</h3>
			{receipt.holds.length === 0 ? (
				<p>{text.noHolds}</p>
			) : (
				<DataTable
					caption={text.holds}
					captionAloud
					head={[text.what, text.basis, text.until]}
					groups={[{ rows: receipt.holds.map((hold) => [<code>{hold.id}</code>, hold.basis, until(hold.until)]) }]}
				/>
			)}
		</>
	);
}

function Recipients({ told, locale }: { told: Told; locale: Locale }) {
	const text = words(locale).proofs.facts;
	return (
		<>
			<h3>{text.recipients}</h3>
			{told.length === 0 ? (
				<p>{text.noRecipients}</p>
			) : (
				<ul>
					{told.map(({ name, outcome }) => (
						<li>
							{name}: {text.outcome[outcome]}
						</li>
					))}
				</ul>
			)}
		</>
	);
}
