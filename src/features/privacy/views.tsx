import type { DocumentVersion } from "#foundation/brand/settings.ts";
import type { DocumentTree } from "#foundation/documents/tree.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { type Running, runs } from "#foundation/register/running.ts";
import { SENTENCES } from "#foundation/register/sentences.ts";
import { DocumentLayout, Facts, LocalLink, Notice, TreeDocument, versionFacts } from "#foundation/ui/document/page.tsx";
import { type DifferenceProps, TwoVersionsPage } from "#foundation/ui/document/views-difference.tsx";
import {
	OneVersionPage,
	type OneVersionProps,
	VersionListPage,
	type VersionListProps,
} from "#foundation/ui/document/views-versions.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import { RIGHT_SENTENCES, RIGHTS, type RightId } from "./rights.ts";
import { Beyond, HowToAsk, RightEntry } from "./views-rights.tsx";

function Announcement({
	context,
	current,
	next,
}: {
	context: PageContext;
	current: DocumentVersion;
	next: DocumentVersion;
}) {
	const text = words(context.locale).documents;
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
	const { formats } = words(context.locale).documents;
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
	version: DocumentVersion;
	/** The next version, made known but not yet in force. */
	announced?: { version: DocumentVersion };
};

/** The statement in force. */
export function StatementPage({ context, tree, version, announced }: StatementProps) {
	const text = words(context.locale).documents;
	const versions = <LocalLink context={context} path="/privacy/versions" label={text.allVersions} />;
	const facts = [
		...versionFacts(version, context.locale, "in_force"),
		{ term: text.download, value: <Downloads context={context} /> },
		{ term: text.history, value: versions },
	];
	const head = (
		<>
			<Facts facts={facts} />
			{announced !== undefined && <Announcement context={context} current={version} next={announced.version} />}
		</>
	);
	return <TreeDocument context={context} tree={tree} head={head} />;
}

export function VersionsPage(props: Omit<VersionListProps, "kind" | "more">) {
	const more = { path: "/privacy/proof", label: words(props.context.locale).tested.link };
	return <VersionListPage {...props} kind="statement" more={more} />;
}

export function VersionPage(props: Omit<OneVersionProps, "kind">) {
	return <OneVersionPage {...props} kind="statement" />;
}

export function DifferencePage(props: Omit<DifferenceProps, "kind">) {
	return <TwoVersionsPage {...props} kind="statement" />;
}

function runsAlone(running: Running, right: RightId): boolean {
	const sentence = RIGHT_SENTENCES[right];
	return sentence === undefined || runs(running, SENTENCES[sentence]);
}

/** How to exercise each right, with whom, and when the answer comes (GDPR Art. 12–22, 77). */
export function RightsPage({ context, running, ask }: { context: PageContext; running: Running; ask: string }) {
	const { operator } = context.legal;
	const text = words(context.locale).privacy.rights;
	const contents = [
		{ id: "how", heading: text.howHeading },
		...RIGHTS.map((right) => ({ id: right, heading: text.list[right].name })),
		{ id: "officer", heading: text.officerHeading },
		{ id: "complaint", heading: text.complaintHeading },
	];
	return (
		<DocumentLayout
			context={context}
			title={text.title}
			lead={text.lead(operator.name)}
			description={text.description(context.look.name)}
			contents={contents}
		>
			<HowToAsk context={context} ask={ask} />
			<section>
				<h2>{text.listHeading}</h2>
				{RIGHTS.map((right) => (
					<RightEntry context={context} right={right} runs={runsAlone(running, right)} />
				))}
			</section>
			<Beyond context={context} />
		</DocumentLayout>
	);
}
