import { words } from "#locales/locales.ts";
import type { DocumentVersion } from "../../brand/settings.ts";
import type { DocumentTree } from "../../documents/tree.ts";
import { dayInWords } from "../../i18n/date.ts";
import { localePath } from "../../i18n/path.ts";
import { Page } from "../page.tsx";
import type { PageContext } from "../page-context.ts";
import { DOCUMENT_PATHS, type DocumentKind, type VersionState } from "./kinds.ts";
import { Day, Facts, LocalLink, Notice, sinceWords, TreeDocument, versionFacts } from "./page.tsx";

/** What a version is on a given moment: the calendar, the number in force and the later versions decide. */
export function versionState(
	version: DocumentVersion,
	versions: readonly DocumentVersion[],
	inForce: number,
	now: string,
): VersionState {
	if (version.kind === "archived") return "archived";
	if (version.number === inForce) return "in_force";
	// A later one that counted no later took its place before its day came.
	if (versions.some((later) => later.number > version.number && later.effectiveAt <= version.effectiveAt))
		return "withdrawn";
	return Date.parse(version.effectiveAt) > Date.parse(now) ? "announced" : "superseded";
}

function versionName(version: DocumentVersion, context: PageContext): string {
	const text = words(context.locale).documents;
	return version.kind === "archived" ? text.archivedVersion : text.version(version.number);
}

type VersionItemProps = {
	context: PageContext;
	kind: DocumentKind;
	version: DocumentVersion;
	previous: DocumentVersion | undefined;
	state: VersionState;
	compared: boolean;
};

function VersionItem({ context, kind, version, previous, state, compared }: VersionItemProps) {
	const { locale } = context;
	const text = words(locale).documents;
	const base = `${DOCUMENT_PATHS[kind]}/versions`;
	return (
		<li class={`version version-${state}`}>
			<h2>{versionName(version, context)}</h2>
			<p class="version-state">{text.states[state]}</p>
			<p class="version-day">
				{sinceWords(state, locale)} <Day iso={version.effectiveAt} locale={locale} />
			</p>
			<p>{text.changes[version.change]}</p>
			<ul class="actions">
				<li>
					<LocalLink context={context} path={`${base}/${version.number}`} label={text.readVersion(version.number)} />
				</li>
				{previous !== undefined && compared && (
					<li>
						<LocalLink
							context={context}
							path={`${base}/${previous.number}..${version.number}`}
							label={text.compareWithPrevious(previous.number, version.number)}
						/>
					</li>
				)}
			</ul>
		</li>
	);
}

function VersionSelect({
	name,
	label,
	versions,
	chosen,
}: {
	name: string;
	label: string;
	versions: DocumentVersion[];
	chosen: number;
}) {
	return (
		<p class="field">
			<label for={`compare-${name}`}>{label}</label>
			<select id={`compare-${name}`} name={name}>
				{versions.map(({ number }) => (
					<option value={String(number)} selected={number === chosen}>
						{number}
					</option>
				))}
			</select>
		</p>
	);
}

/** Any two versions: a plain form whose answer is the page of their difference. */
function CompareForm({ context, kind, versions }: Pick<VersionListProps, "context" | "kind" | "versions">) {
	const text = words(context.locale).documents;
	const [first, last] = [versions[0], versions.at(-1)];
	if (first === undefined || last === undefined || versions.length < 3) return null;
	return (
		<form class="compare" method="get" action={localePath(context, `${DOCUMENT_PATHS[kind]}/versions`)}>
			<h2>{text.compareTitle}</h2>
			<VersionSelect name="from" label={text.compareFrom} versions={versions} chosen={first.number} />
			<VersionSelect name="to" label={text.compareTo} versions={versions} chosen={last.number} />
			<button class="button" type="submit">
				{text.compare}
			</button>
		</form>
	);
}

export type VersionListProps = {
	context: PageContext;
	kind: DocumentKind;
	versions: DocumentVersion[];
	/** Number of the version in force. */
	inForce: number;
	now: string;
	/** Whether a page compares any two versions. */
	compared: boolean;
	/** A page about the version in force. */
	more?: { path: string; label: string };
};

/** Every version, newest first, with what changed and how to compare. */
export function VersionListPage({ context, kind, versions, inForce, now, compared, more }: VersionListProps) {
	const text = words(context.locale).documents;
	const ordered = [...versions].sort((a, b) => a.number - b.number);
	const items = ordered.map((version, index) => ({ version, previous: ordered[index - 1] })).reverse();
	const title = text.versionsTitle[kind];
	return (
		<Page
			sheet="document"
			context={context}
			title={`${title} · ${context.look.name}`}
			description={text.versionsDescription[kind](context.look.name)}
			noindex
		>
			<div class="document wrap">
				<header class="document-head">
					<h1>{title}</h1>
					<p class="lead">{text.versionsLead[kind]}</p>
				</header>
				{items.length === 0 ? (
					<p class="empty">{text.noVersions}</p>
				) : (
					<ol class="versions" reversed>
						{items.map(({ version, previous }) => (
							<VersionItem
								context={context}
								kind={kind}
								version={version}
								previous={previous}
								state={versionState(version, versions, inForce, now)}
								compared={compared}
							/>
						))}
					</ol>
				)}
				{compared && <CompareForm context={context} kind={kind} versions={ordered} />}
				{more !== undefined && (
					<p>
						<LocalLink context={context} path={more.path} label={more.label} />
					</p>
				)}
			</div>
		</Page>
	);
}

function StateNotice({ context, kind, version, state }: Omit<VersionItemProps, "previous" | "compared">) {
	const text = words(context.locale).documents;
	if (state === "in_force") return null;
	const wording = {
		announced: [text.notYetTitle(dayInWords(version.effectiveAt, context.locale)), text.notYetBody],
		superseded: [text.supersededTitle, text.supersededBody],
		withdrawn: [text.withdrawnTitle, text.withdrawnBody],
		archived: [text.archivedTitle, text.archivedBody],
	}[state];
	const [title = "", body = ""] = wording;
	return (
		<Notice title={title}>
			<p>
				{body} <LocalLink context={context} path={DOCUMENT_PATHS[kind]} label={text.readCurrent} />
			</p>
		</Notice>
	);
}

export type OneVersionProps = {
	context: PageContext;
	kind: DocumentKind;
	tree: DocumentTree;
	version: DocumentVersion;
	/** All of them: a later one may have taken this one's place. */
	versions: readonly DocumentVersion[];
	inForce: number;
	now: string;
};

/** One version as it stands in the archive, with what it is today and its fingerprint. */
export function OneVersionPage({ context, kind, tree, version, versions, inForce, now }: OneVersionProps) {
	const { locale } = context;
	const text = words(locale).documents;
	const state = versionState(version, versions, inForce, now);
	const hash = version.hash[tree.locale];
	const facts = versionFacts(version, locale, state);
	const history = <LocalLink context={context} path={`${DOCUMENT_PATHS[kind]}/versions`} label={text.allVersions} />;
	const head = (
		<>
			<Facts facts={[...facts, { term: text.history, value: history }]} />
			<StateNotice context={context} kind={kind} version={version} state={state} />
			{hash !== undefined && (
				<details class="fingerprint">
					<summary>{text.fingerprint}</summary>
					<p>{text.fingerprintHelp}</p>
					<p>
						<code>{hash}</code>
					</p>
				</details>
			)}
		</>
	);
	return <TreeDocument context={context} tree={tree} head={head} />;
}
