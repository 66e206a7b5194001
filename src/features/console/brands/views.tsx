import type { RegistryHealth } from "#foundation/brand/registry.ts";
import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import type { DrillHealth } from "#foundation/jobs/drills.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MAX_COUNTED } from "../home/queries-queues.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { type CaseFacts, CaseTable, Facts } from "../views-parts.tsx";

export type ShownBrand = {
	name: string;
	host: string;
	href: string;
	/** The page of its versions in the console. */
	versions: string;
	revision: number;
	/** ISO 8601 */
	publishedAt: string;
	statement: DocumentVersion;
	announced: readonly DocumentVersion[];
	terms: DocumentVersion;
	announcedTerms: readonly DocumentVersion[];
};

export type Health = {
	registry: RegistryHealth | undefined;
	/** Sentences about stores that failed within the last minute. */
	outages: readonly string[];
	/** How many jobs there are. */
	jobs: number;
	late: readonly { name: string; ended: string | null | undefined; failures: number }[];
	/** At most MAX_COUNTED + 1. */
	failedMail: number;
	drill: DrillHealth;
};

type Props = { context: ConsoleContext; brands: readonly ShownBrand[]; health: Health };

export function BrandsPage({ context, brands, health }: Props) {
	const { locale } = context.page;
	const text = words(locale).brands;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
			</div>
			{brands.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<CaseTable caption={text.title} heads={Object.values(text.heads)}>
					{brands.map((brand) => (
						<BrandRow brand={brand} locale={locale} />
					))}
				</CaseTable>
			)}
			<HealthSection health={health} locale={locale} />
		</ConsolePage>
	);
}

function BrandRow({ brand, locale }: { brand: ShownBrand; locale: Locale }) {
	const { brands: text, language } = words(locale);
	const { heads } = text;
	const { statement, terms } = brand;
	const announced = [
		...brand.announced.map((one) => text.statementFrom(one.number, dayInWords(one.effectiveAt, locale))),
		...brand.announcedTerms.map((one) => text.termsFrom(one.number, dayInWords(one.effectiveAt, locale))),
	];
	return (
		<tr>
			<th scope="row">
				<a href={brand.versions}>{brand.name}</a>
			</th>
			<td data-label={heads.host}>
				<a href={brand.href}>{brand.host}</a>
			</td>
			<td data-label={heads.revision} class="number">
				{language.number(brand.revision)}
			</td>
			<td data-label={heads.published}>
				<time datetime={brand.publishedAt}>{dayInWords(brand.publishedAt, locale)}</time>
			</td>
			<td data-label={heads.state}>{text.live}</td>
			<td data-label={heads.statement}>{text.version(statement.number, dayInWords(statement.effectiveAt, locale))}</td>
			<td data-label={heads.announced}>{announced.length === 0 ? text.nothingAnnounced : announced.join("; ")}</td>
			<td data-label={heads.terms}>{text.version(terms.number, dayInWords(terms.effectiveAt, locale))}</td>
		</tr>
	);
}

function HealthSection({ health, locale }: { health: Health; locale: Locale }) {
	const text = words(locale).brands;
	const { late } = health;
	return (
		<section aria-labelledby="health-title">
			<h2 id="health-title">{text.healthTitle}</h2>
			<Facts facts={factsOf(health, locale)} />
			{late.length > 0 && (
				<CaseTable caption={text.jobsTitle} heads={Object.values(text.jobHeads)}>
					{late.map(({ name, ended, failures }) => (
						<tr>
							<th scope="row">
								<code>{name}</code>
							</th>
							<td data-label={text.jobHeads.ended}>{ended ? timeInWords(ended, locale) : text.never}</td>
							<td data-label={text.jobHeads.failures} class="number">
								{words(locale).language.number(failures)}
							</td>
						</tr>
					))}
				</CaseTable>
			)}
		</section>
	);
}

function factsOf({ registry, outages, jobs, late, failedMail, drill }: Health, locale: Locale): CaseFacts {
	const { brands: text, queues, language } = words(locale);
	const bad = (sentence: string) => <strong class="late">{sentence}</strong>;
	const mail = failedMail > MAX_COUNTED ? queues.more(MAX_COUNTED) : language.number(failedMail);
	const revision = registry?.revision ?? 0;
	return [
		[text.facts.registry, registry?.source === "copy" ? bad(text.registryCopy(revision)) : text.registry(revision)],
		[text.facts.database, outages.length === 0 ? text.database : bad(text.outages(outages.join("; ")))],
		[
			text.facts.jobs,
			late.length === 0 ? text.jobsWell(jobs) : bad(queues.jobsLate(late.map(({ name }) => name).join(", "))),
		],
		[text.facts.mail, failedMail === 0 ? text.noMail : text.mail(mail)],
		[text.facts.drill, <Drill drill={drill} locale={locale} />],
	];
}

/** How the last drill of restoring ended, and whether one is due. */
function Drill({ drill: { ended, failedAt, overdue }, locale }: { drill: DrillHealth; locale: Locale }) {
	const { none, passed, failed, checks, overdue: late } = words(locale).drills;
	const day = ended === null ? undefined : dayInWords(ended, locale);
	const outcome = failedAt === null ? day && passed(day) : failed(day ?? "", checks[failedAt]);
	const sentence = `${outcome ?? none}${overdue ? ` ${late}` : ""}`;
	return failedAt !== null || overdue ? <strong class="late">{sentence}</strong> : <span>{sentence}</span>;
}
