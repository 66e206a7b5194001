import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { anchorOf } from "#foundation/ui/document/anchor.ts";
import { Day, DocumentLayout, Facts, LocalLink, Notice } from "#foundation/ui/document/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { BASE_LOCALE, words } from "#locales/locales.ts";
import { countOf, type Findings } from "./findings.ts";
import { groupsOf, type SectionGroup, type Sentence, type StandingGroup } from "./groups.ts";
import type { NamedTest, TestReport } from "./report.ts";

/** Hex digits of a hash by which a person compares it. */
const SHOWN_DIGITS = 16;

type TestedPageProps = {
	context: PageContext;
	version: DocumentVersion;
	findings: Findings;
	/** Hash of the source that answers. */
	source: string | undefined;
};

/** Each promise of the statement in force, with the tests of this version that prove it, or what is said instead. */
export function TestedPage({ context, version, findings, source }: TestedPageProps) {
	const text = words(context.locale).tested;
	const { length } = findings.findings;
	const groups = groupsOf(findings.findings);
	return (
		<DocumentLayout
			context={context}
			title={text.title}
			lead={length === 0 ? text.noPromises : text.lead(countOf(findings, "passed"), length)}
			description={text.description(context.look.name)}
			head={
				<>
					<RunFacts context={context} version={version} report={findings.report} source={source} />
					{findings.report === undefined && (
						<Notice title={text.untestedTitle}>
							<p>{text.untestedBody}</p>
						</Notice>
					)}
				</>
			}
			contents={[
				{ id: "meaning", heading: text.meaningHeading },
				...groups.map(({ standing }) => ({ id: standing, heading: text.groups[standing].heading })),
			]}
		>
			<section id="meaning">
				<h2>{text.meaningHeading}</h2>
				<p>{text.meaning}</p>
			</section>
			{groups.map((group) => (
				<Group context={context} group={group} />
			))}
			<p>
				<a href={localePath(context, "/privacy/proof.json")} type="application/json">
					{text.json}
				</a>
			</p>
		</DocumentLayout>
	);
}

type RunFactsProps = Omit<TestedPageProps, "findings"> & { report: TestReport | undefined };

function RunFacts({ context, version, report, source }: RunFactsProps) {
	const { documents, tested: text } = words(context.locale);
	const ran = report && [
		{ term: text.testedOn, value: <Day iso={report.finishedAt} locale={context.locale} /> },
		{ term: text.run, value: text.runBody(report.passed, report.failed) },
	];
	const name = version.kind === "archived" ? documents.archivedVersion : documents.version(version.number);
	return (
		<Facts
			facts={[
				{ term: text.statement, value: <LocalLink context={context} path="/privacy" label={name} /> },
				...(ran ?? []),
				{
					term: text.software,
					value: source === undefined ? text.notComputed : <code>{source.slice(0, SHOWN_DIGITS)}</code>,
				},
			]}
		/>
	);
}

function Group({ context, group }: { context: PageContext; group: StandingGroup }) {
	const text = words(context.locale).tested;
	const { heading, body } = text.groups[group.standing];
	return (
		<section id={group.standing}>
			<h2>{heading}</h2>
			<p>
				<strong>{text.counted(group.promises)}.</strong> {body}
			</p>
			{group.sections.map((section) => (
				<InSection context={context} section={section} />
			))}
		</section>
	);
}

function InSection({ context, section }: { context: PageContext; section: SectionGroup }) {
	const place = `${localePath(context, "/privacy")}#${anchorOf(section.section)}`;
	return (
		<section>
			<h3>
				<a href={place}>{section.heading}</a>
			</h3>
			{section.sentences.map((sentence) => (
				<SentenceEntry context={context} sentence={sentence} />
			))}
		</section>
	);
}

function SentenceEntry({
	context,
	sentence: { ids, text: said, tests },
}: {
	context: PageContext;
	sentence: Sentence;
}) {
	const text = words(context.locale).tested;
	return (
		<>
			{said === undefined ? (
				<p>{text.noSentence}</p>
			) : (
				<p>
					<q>{said}</q>
				</p>
			)}
			{tests.length > 0 && (
				<details class="fold">
					<summary>
						<span>
							{text.tests(tests.length)} <span class="law">{ids.join(", ")}</span>
						</span>{" "}
						<span class="fold-more">{words(context.locale).documents.show}</span>
					</summary>
					<ul>
						{tests.map((test) => (
							<TestEntry context={context} test={test} />
						))}
					</ul>
				</details>
			)}
		</>
	);
}

/** Titles of tests are in the language of those who write them. */
function TestEntry({ context, test }: { context: PageContext; test: NamedTest }) {
	const text = words(context.locale).tested;
	const language = context.locale === BASE_LOCALE ? {} : { lang: BASE_LOCALE };
	return (
		<li>
			<span {...language}>{test.title}</span>: {text.outcomes[test.outcome]}
			{test.cases > 1 && ` (${text.cases(test.cases)})`}
		</li>
	);
}
