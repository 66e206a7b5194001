import type { Version } from "../brand/settings.ts";
import { dayInWords } from "../ui/date.ts";
import { type DifferenceProps, TwoVersionsPage } from "../ui/document/difference.tsx";
import { Facts, LocalLink, Notice, TreeDocument, versionFacts } from "../ui/document/page.tsx";
import { DOCUMENT_TEXT } from "../ui/document/text.ts";
import {
	OneVersionPage,
	type OneVersionProps,
	VersionListPage,
	type VersionListProps,
} from "../ui/document/versions.tsx";
import type { PageContext } from "../ui/page.tsx";
import { localePath } from "../ui/path.ts";
import type { DocumentTree } from "./tree.ts";

function Announcement({ context, current, next }: { context: PageContext; current: Version; next: Version }) {
	const text = DOCUMENT_TEXT[context.locale];
	const base = "/privacy/versions";
	return (
		<Notice title={text.announcedTitle(next.number, dayInWords(next.effectiveAt, context.locale))}>
			<p>
				{text.changes[next.change]}. {text.announcedBody}
			</p>
			<ul class="actions">
				<li>
					<LocalLink context={context} path={`${base}/${next.number}`} label={text.readAnnounced} />
				</li>
				<li>
					<LocalLink
						context={context}
						path={`${base}/${current.number}..${next.number}`}
						label={text.compareAnnounced}
					/>
				</li>
			</ul>
		</Notice>
	);
}

function Downloads({ context }: { context: PageContext }) {
	const { formats } = DOCUMENT_TEXT[context.locale];
	const files = [
		{ extension: "pdf", label: formats.pdf, type: "application/pdf" },
		{ extension: "txt", label: formats.txt, type: "text/plain" },
		{ extension: "json", label: formats.json, type: "application/json" },
	];
	return (
		<ul class="inline-list">
			{files.map(({ extension, label, type }) => (
				<li>
					<a href={localePath(context, `/privacy/statement.${extension}`)} type={type}>
						{label}
					</a>
				</li>
			))}
		</ul>
	);
}

type StatementProps = {
	context: PageContext;
	tree: DocumentTree;
	version: Version;
	/** The next version, made known but not yet in force. */
	announced?: { version: Version };
	/** The text describes parts that do not exist yet; `deploy` refuses it. */
	planned: boolean;
};

/** The statement in force. */
export function StatementPage({ context, tree, version, announced, planned }: StatementProps) {
	const text = DOCUMENT_TEXT[context.locale];
	const versions = <LocalLink context={context} path="/privacy/versions" label={text.allVersions} />;
	const facts = [
		...versionFacts(version, context.locale, false),
		{ term: text.download, value: <Downloads context={context} /> },
		{ term: text.history, value: versions },
	];
	const head = (
		<>
			<Facts facts={facts} />
			{announced !== undefined && <Announcement context={context} current={version} next={announced.version} />}
			{planned && (
				<Notice title={text.plannedTitle}>
					<p>{text.plannedBody}</p>
				</Notice>
			)}
		</>
	);
	return <TreeDocument context={context} tree={tree} head={head} />;
}

export function VersionsPage(props: Omit<VersionListProps, "kind" | "compared">) {
	return <VersionListPage {...props} kind="statement" compared />;
}

export function VersionPage(props: Omit<OneVersionProps, "kind">) {
	return <OneVersionPage {...props} kind="statement" />;
}

export function DifferencePage(props: Omit<DifferenceProps, "kind">) {
	return <TwoVersionsPage {...props} kind="statement" />;
}
