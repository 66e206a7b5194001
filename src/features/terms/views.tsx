import type { DocumentVersion } from "#foundation/brand/settings.ts";
import type { DocumentTree } from "#foundation/documents/tree.ts";
import { Facts, LocalLink, TreeDocument, versionFacts } from "#foundation/ui/document/page.tsx";
import {
	OneVersionPage,
	type OneVersionProps,
	VersionListPage,
	type VersionListProps,
} from "#foundation/ui/document/views-versions.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";

type TermsProps = {
	context: PageContext;
	tree: DocumentTree;
	version: DocumentVersion;
	/** Whether `/terms/versions` has anything to show. */
	versionsListed: boolean;
};

/** The terms in force. */
export function TermsPage({ context, tree, version, versionsListed }: TermsProps) {
	const text = words(context.locale).documents;
	const versions = <LocalLink context={context} path="/terms/versions" label={text.allVersions} />;
	const facts = versionFacts(version, context.locale, "in_force");
	return (
		<TreeDocument
			context={context}
			tree={tree}
			head={<Facts facts={versionsListed ? [...facts, { term: text.history, value: versions }] : facts} />}
		/>
	);
}

export function TermsVersionsPage(props: Omit<VersionListProps, "kind">) {
	return <VersionListPage {...props} kind="terms" />;
}

export function TermsVersionPage(props: Omit<OneVersionProps, "kind">) {
	return <OneVersionPage {...props} kind="terms" />;
}
