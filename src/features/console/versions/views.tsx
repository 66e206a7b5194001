import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { type CaseFacts, CaseTable, Facts, OpenCase } from "../views-parts.tsx";
import type { VersionStanding } from "./standing.ts";

type ListedBrand = {
	href: string;
	name: string;
	inForce: DocumentVersion;
	announced: readonly DocumentVersion[];
	/** Members who still have to be told of some version. */
	left: number;
};

export function VersionsPage({ context, brands }: { context: ConsoleContext; brands: readonly ListedBrand[] }) {
	const { locale } = context.page;
	const text = words(locale).versions;
	const heads = [text.site, text.inForce, text.announced, text.left, text.open];
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
			</div>
			{brands.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<CaseTable caption={text.title} heads={heads}>
					{brands.map(({ href, name, inForce, announced, left }) => (
						<tr>
							<th scope="row">{name}</th>
							<td data-label={text.inForce}>{text.since(inForce.number, dayInWords(inForce.effectiveAt, locale))}</td>
							<td data-label={text.announced}>
								{announced.length === 0
									? text.nothingAnnounced
									: announced.map((one) => text.from(one.number, dayInWords(one.effectiveAt, locale))).join("; ")}
							</td>
							<td data-label={text.left}>{left === 0 ? text.everybody : <strong>{text.members(left)}</strong>}</td>
							<td>
								<OpenCase href={href} label={text.open} of={name} />
							</td>
						</tr>
					))}
				</CaseTable>
			)}
		</ConsolePage>
	);
}

type ShownVersion = VersionStanding & { words: readonly string[]; href: string };
type BrandShown = { context: ConsoleContext; name: string; versions: readonly ShownVersion[]; back: string };

/** Every version of one brand, what it changed in words, and who knows of it. */
export function BrandVersionsPage({ context, name, versions, back }: BrandShown) {
	const { versions: text, desk } = words(context.page.locale);
	return (
		<ConsolePage context={context} title={text.caseTitle(name)}>
			<div class="account-head">
				<h1>{text.caseTitle(name)}</h1>
				<p>{text.restricted}</p>
			</div>
			{versions.map((version) => (
				<VersionSection context={context} shown={version} />
			))}
			<p>
				<a href={back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}

function VersionSection({ context, shown }: { context: ConsoleContext; shown: ShownVersion }) {
	const text = words(context.page.locale).versions;
	const id = `version-${shown.version.number}`;
	return (
		<section aria-labelledby={id}>
			<h2 id={id}>{text.version(shown.version.number)}</h2>
			<Facts facts={factsOf(context, shown)} />
			<h3>{text.words}</h3>
			{shown.words.length === 0 ? (
				<p>{text.noWords}</p>
			) : (
				<ul>
					{shown.words.map((line) => (
						<li>{line}</li>
					))}
				</ul>
			)}
			<p>
				<a href={shown.href}>
					{text.read}
					<span class="aloud">: {text.version(shown.version.number)}</span>
				</a>
			</p>
		</section>
	);
}

function factsOf({ page: { locale } }: ConsoleContext, shown: ShownVersion): CaseFacts {
	const text = words(locale).versions;
	const { version, state, notTold, members, told, left } = shown;
	const count = text.members;
	return [
		[text.state, text.states[state]],
		[text.published, dayInWords(version.publishedAt, locale)],
		[text.begins, dayInWords(version.effectiveAt, locale)],
		[text.change, text.changes[version.change]],
		...(notTold === undefined || notTold === "soon"
			? ([
					[text.toTell, count(members)],
					[text.told, count(told)],
					[text.leftOf, notTold === "soon" ? `${count(left)}. ${text.notTold.soon}` : count(left)],
				] as const)
			: ([[text.leftOf, text.notTold[notTold]]] as const)),
	];
}
