import { type Locale, words } from "#locales/locales.ts";
import type { DocumentVersion } from "../../brand/settings.ts";
import type { MarkedBlock, MarkedRun, MarkedSection } from "../../documents/difference.ts";
import { dayInWords } from "../../i18n/date.ts";
import type { PageContext } from "../page-context.ts";
import { anchorOf } from "./anchor.ts";
import { DOCUMENT_PATHS, type DocumentKind } from "./kinds.ts";
import { DocumentLayout, LocalLink, Notice } from "./page.tsx";
import { DataTable, Heading } from "./views-tree.tsx";

/** Words say aloud, and on paper, what colour and lines show. */
function Marked({ runs, locale }: { runs: MarkedRun[]; locale: Locale }) {
	const { inserted, deleted } = words(locale).documents;
	return (
		<>
			{runs.map(({ mark, text }) => {
				if (mark === "same" || text.trim() === "") return text;
				const [before, after] = mark === "insert" ? inserted : deleted;
				const words = (
					<>
						<span class="aloud">{before}</span>
						{text}
						<span class="aloud">{after}</span>
					</>
				);
				return mark === "insert" ? <ins>{words}</ins> : <del>{words}</del>;
			})}
		</>
	);
}

function plain(runs: MarkedRun[]): string {
	return runs
		.filter(({ mark }) => mark !== "delete")
		.map(({ text }) => text)
		.join("");
}

function MarkedTable({ block, locale }: { block: Extract<MarkedBlock, { kind: "table" }>; locale: Locale }) {
	const changed = block.rows.filter(({ mark }) => mark !== "same");
	// What a group of rows says is a row of one cell.
	// What a group of rows says is a row of one cell.
	const rows = changed.map(({ cells: [first = [], ...cells] }) =>
		[first, ...(cells.every((runs) => runs.length === 0) ? [] : cells)].map((runs) => (
			<Marked runs={runs} locale={locale} />
		)),
	);
	if (rows.length === 0) {
		return (
			<p>
				<Marked runs={block.caption} locale={locale} />
			</p>
		);
	}
	const heads = block.head.map((runs) => plain(runs) || runs.map(({ text }) => text).join(""));
	return <DataTable caption={<Marked runs={block.caption} locale={locale} />} head={heads} groups={[{ rows }]} />;
}

function Changed({ block, locale }: { block: MarkedBlock; locale: Locale }) {
	if (block.kind === "paragraph") {
		return (
			<p>
				<Marked runs={block.text} locale={locale} />
			</p>
		);
	}
	if (block.kind === "table") return <MarkedTable block={block} locale={locale} />;
	if (block.kind === "list") {
		return (
			<ul>
				{block.items.map(({ text }) => (
					<li>
						<Marked runs={text} locale={locale} />
					</li>
				))}
			</ul>
		);
	}
	return (
		<dl class="definitions">
			{block.items.map(({ term, text }) => (
				<div>
					<dt>
						<Marked runs={term} locale={locale} />
					</dt>
					<dd>
						<Marked runs={text} locale={locale} />
					</dd>
				</div>
			))}
		</dl>
	);
}

/** What stayed the same is left out, so that what changed is not lost in it. */
function Section({ section, depth, locale }: { section: MarkedSection; depth: number; locale: Locale }) {
	const text = words(locale).documents;
	if (section.mark === "same") return null;
	return (
		<section id={anchorOf(section.id)}>
			<Heading depth={depth}>
				<Marked runs={section.heading} locale={locale} />
			</Heading>
			{section.mark === "insert" && <p class="section-mark">{text.sectionAdded}</p>}
			{section.mark === "delete" && <p class="section-mark">{text.sectionRemoved}</p>}
			{section.blocks
				.filter(({ mark }) => mark !== "same")
				.map((block) => (
					<Changed block={block} locale={locale} />
				))}
			{section.sections.map((child) => (
				<Section section={child} depth={depth + 1} locale={locale} />
			))}
		</section>
	);
}

export type DifferenceProps = {
	context: PageContext;
	kind: DocumentKind;
	from: DocumentVersion;
	to: DocumentVersion;
	/** The consequences in words, one sentence each. */
	words: string[];
	sections: MarkedSection[];
	/** Of the two, what was announced and taken back, with when. */
	takenBack: { version: DocumentVersion; by: DocumentVersion }[];
};

function InWords({ words: wording, changed, locale }: { words: string[]; changed: boolean; locale: Locale }) {
	const text = words(locale).documents;
	if (wording.length === 0) return <p>{changed ? text.noFacts : text.noDifference}</p>;
	return (
		<ul>
			{wording.map((sentence) => (
				<li>{sentence}</li>
			))}
		</ul>
	);
}

/** What changed between two versions: first in words, then in the text itself. */
export function TwoVersionsPage(props: DifferenceProps) {
	const { context, kind, from, to, words: wording, sections, takenBack } = props;
	const { locale } = context;
	const text = words(locale).documents;
	const changed = sections.filter(({ mark }) => mark !== "same");
	const base = `${DOCUMENT_PATHS[kind]}/versions`;
	const contents = [
		{ id: "in-words", heading: text.inWords },
		...changed.map(({ id, heading }) => ({
			id: anchorOf(id),
			heading: plain(heading) || heading.map((run) => run.text).join(""),
		})),
	];
	return (
		<DocumentLayout
			context={context}
			title={text.differenceTitle(from.number, to.number)}
			lead={text.differenceLead(dayInWords(from.effectiveAt, locale), dayInWords(to.effectiveAt, locale))}
			description={text.differenceDescription(context.look.name, from.number, to.number)}
			head={
				<ul class="actions">
					<li>
						<LocalLink context={context} path={`${base}/${from.number}`} label={text.readVersion(from.number)} />
					</li>
					<li>
						<LocalLink context={context} path={`${base}/${to.number}`} label={text.readVersion(to.number)} />
					</li>
					<li>
						<LocalLink context={context} path={base} label={text.allVersions} />
					</li>
				</ul>
			}
			contents={contents}
		>
			{takenBack.map(({ version, by }) => (
				<Notice title={text.takenBackTitle(version.number)}>
					<p>{text.takenBackBody(dayInWords(version.effectiveAt, locale), dayInWords(by.publishedAt, locale))}</p>
				</Notice>
			))}
			<section id="in-words">
				<h2>{text.inWords}</h2>
				<InWords words={wording} changed={changed.length > 0} locale={locale} />
				{changed.length > 0 && <p class="small">{text.legend}</p>}
			</section>
			{changed.map((section) => (
				<Section section={section} depth={2} locale={locale} />
			))}
		</DocumentLayout>
	);
}
