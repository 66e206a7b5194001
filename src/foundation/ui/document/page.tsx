import type { PropsWithChildren } from "hono/jsx";
import { type Locale, words } from "#locales/locales.ts";
import type { DocumentVersion } from "../../brand/settings.ts";
import { headFacts } from "../../documents/head.ts";
import { chaptersOf, type DocumentTree } from "../../documents/tree.ts";
import { dayInWords } from "../../i18n/date.ts";
import { localePath } from "../../i18n/path.ts";
import { Page } from "../page.tsx";
import type { PageContext } from "../page-context.ts";
import { anchorOf } from "./anchor.ts";
import type { VersionState } from "./kinds.ts";
import { Inlines, TreeSections } from "./views-tree.tsx";

export function Day({ iso, locale }: { iso: string; locale: Locale }) {
	return <time datetime={iso}>{dayInWords(iso, locale)}</time>;
}

export function Notice({ title, children }: PropsWithChildren<{ title: string }>) {
	return (
		<div class="notice">
			<p class="notice-title">{title}</p>
			{children}
		</div>
	);
}

/** A short row of facts under the title of a document. */
export function Facts({ facts }: { facts: { term: string; value: unknown }[] }) {
	return (
		<dl class="facts">
			{facts.map(({ term, value }) => (
				<div>
					<dt>{term}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

/** The words before the day of a version: what no longer applies is not said to. */
export function sinceWords(state: VersionState, locale: Locale): string {
	const { inForceSince, inForceFrom, appliedFrom, withdrawnFrom } = words(locale).documents;
	return {
		in_force: inForceSince,
		announced: inForceFrom,
		superseded: appliedFrom,
		withdrawn: withdrawnFrom,
		archived: appliedFrom,
	}[state];
}

export function versionFacts(
	version: DocumentVersion,
	locale: Locale,
	state: VersionState,
): { term: string; value: unknown }[] {
	return headFacts(version, locale, sinceWords(state, locale)).map(({ term, text, at }) => ({
		term,
		value: at === undefined ? text : <Day iso={at} locale={locale} />,
	}));
}

/** `id`: of the element in the page. */
export type ContentsEntry = { id: string; heading: string; sections?: ContentsEntry[] };

/** Chapters with their sections; of a text without chapters its sections. */
function contentsOf(tree: DocumentTree): ContentsEntry[] {
	return chaptersOf(tree).flatMap(({ chapter, sections }): ContentsEntry[] => {
		const entries = sections.map(({ id, heading }) => ({ id: anchorOf(id), heading }));
		return chapter ? [{ id: anchorOf(chapter.id), heading: chapter.heading, sections: entries }] : entries;
	});
}

type Language = { lang?: Locale };

function ContentsList({ entries, language }: { entries: ContentsEntry[]; language: Language }) {
	return (
		<ol {...language}>
			{entries.map(({ id, heading, sections }) => (
				<li>
					<a href={`#${id}`}>{heading}</a>
					{sections !== undefined && <ContentsList entries={sections} language={{}} />}
				</li>
			))}
		</ol>
	);
}

/** Beside the text on wide screens, folded above it on narrow ones; the styles show one of the two. */
function Contents(props: { entries: ContentsEntry[]; title: string; language: Language }) {
	const { entries, title, language } = props;
	return (
		<>
			<details class="contents-folded">
				<summary>{title}</summary>
				<ContentsList entries={entries} language={language} />
			</details>
			<nav class="contents" aria-labelledby="contents-title">
				<p id="contents-title" class="contents-title">
					{title}
				</p>
				<ContentsList entries={entries} language={language} />
			</nav>
		</>
	);
}

type DocumentLayoutProps = PropsWithChildren<{
	context: PageContext;
	title: string;
	lead: unknown;
	description: string;
	/** What stands between the title and the text: facts and notices. */
	head?: unknown;
	contents: ContentsEntry[];
	/** Language of title and text where it is not that of the page: a text from the archive has one only. */
	textLocale?: Locale;
}>;

/** The page of a long text: title, facts, table of contents, text. */
export function DocumentLayout(props: DocumentLayoutProps) {
	const { context, title, lead, description, head, contents, children, textLocale = context.locale } = props;
	const language: Language = textLocale === context.locale ? {} : { lang: textLocale };
	return (
		<Page
			sheet="document"
			context={context}
			title={`${title} · ${context.look.name}`}
			description={description}
			noindex
		>
			<article class="document wrap">
				<header class="document-head">
					<h1 {...language}>{title}</h1>
					{lead !== undefined && (
						<p class="lead" {...language}>
							{lead}
						</p>
					)}
					{head}
				</header>
				<div class="document-body">
					{contents.length > 2 && (
						<Contents entries={contents} title={words(context.locale).documents.contents} language={language} />
					)}
					<div class="prose" {...language}>
						{children}
					</div>
				</div>
			</article>
		</Page>
	);
}

function plainWords(tree: DocumentTree): string {
	return tree.lead.map((run) => (typeof run === "string" ? run : run.text)).join("");
}

/** A legal text on its page. */
export function TreeDocument({ context, tree, head }: { context: PageContext; tree: DocumentTree; head?: unknown }) {
	return (
		<DocumentLayout
			context={context}
			title={tree.title}
			lead={tree.lead.length > 0 ? <Inlines place={context} text={tree.lead} /> : undefined}
			description={(plainWords(tree) || tree.title).slice(0, 300)}
			head={head}
			contents={contentsOf(tree)}
			textLocale={tree.locale}
		>
			<TreeSections place={context} tree={tree} />
		</DocumentLayout>
	);
}

export function LocalLink({ context, path, label }: { context: PageContext; path: string; label: string }) {
	return <a href={localePath(context, path)}>{label}</a>;
}
