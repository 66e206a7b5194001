import { words } from "#locales/locales.ts";
import {
	type Block,
	chaptersOf,
	type DocumentTree,
	groupsOf,
	type Inline,
	type Section,
} from "../../documents/tree.ts";
import { linkHref } from "../../i18n/path.ts";
import { unbroken } from "../footer.tsx";
import type { PageContext } from "../page-context.ts";
import { anchorOf } from "./anchor.ts";

type BrandLocale = Pick<PageContext, "look" | "locale">;

function Run({ place, run }: { place: BrandLocale; run: Inline }) {
	if (typeof run === "string") return <>{run}</>;
	const text = run.href.startsWith("tel:") ? unbroken(run.text) : run.text;
	const href = run.href.startsWith("#") ? `#${anchorOf(run.href.slice(1))}` : linkHref(place, run.href);
	return <a href={href}>{text}</a>;
}

export function Inlines({ place, text }: { place: BrandLocale; text: Inline[] }) {
	return (
		<>
			{text.map((run) => (
				<Run place={place} run={run} />
			))}
		</>
	);
}

/** Rows with what they all say. */
type Rows = { says?: unknown; rows: unknown[][] };
type DataTableProps = { caption: unknown; captionAloud?: boolean; head: string[]; groups: Rows[] };

/**
 * A real table on wide screens; on narrow ones each row becomes a card under its first cell, with the
 * column's heading before each value (styles-document.ts).
 */
export function DataTable({ caption, captionAloud, head, groups }: DataTableProps) {
	return (
		<table class="data-table">
			<caption class={captionAloud ? "aloud" : undefined}>{caption}</caption>
			<thead>
				<tr>
					{head.map((heading) => (
						<th scope="col">{heading}</th>
					))}
				</tr>
			</thead>
			{groups.map(({ says, rows }) => (
				<tbody>
					{says !== undefined && (
						<tr class="group">
							<th scope="rowgroup" colspan={head.length}>
								{says}
							</th>
						</tr>
					)}
					{rows.map((cells) => (
						<tr>
							{cells.map((cell, column) =>
								column === 0 ? <th scope="row">{cell}</th> : <td data-label={head[column]}>{cell}</td>,
							)}
						</tr>
					))}
				</tbody>
			))}
		</table>
	);
}

/** A table of more cells than these fills the window of a phone: it is closed until a reader opens it. */
const CELLS_IN_SIGHT = 6;

type TreeTableProps = { place: BrandLocale; block: Extract<Block, { kind: "table" }>; open: boolean };

function TreeTable({ place, block, open }: TreeTableProps) {
	const { caption, head } = block;
	const groups = groupsOf(block).map(({ says, rows }) => ({
		...(says.length > 0 ? { says: <Inlines place={place} text={says} /> } : {}),
		rows: rows.map((row) => row.map((cell) => <Inlines place={place} text={cell} />)),
	}));
	if (open || block.rows.length * head.length <= CELLS_IN_SIGHT)
		return <DataTable caption={caption} head={head} groups={groups} />;
	return (
		<details class="fold">
			<summary>
				<span class="fold-title">{caption}</span>{" "}
				<span class="fold-more">{words(place.locale).documents.showRows(block.rows.length)}</span>
			</summary>
			<DataTable caption={caption} captionAloud head={head} groups={groups} />
		</details>
	);
}

/** `open` where what stands around the block is closed already. */
function TreeBlock({ place, block, open = false }: { place: BrandLocale; block: Block; open?: boolean }) {
	if (block.kind === "paragraph") {
		return (
			<p>
				<Inlines place={place} text={block.text} />
			</p>
		);
	}
	if (block.kind === "list") {
		return (
			<ul>
				{block.items.map((item) => (
					<li>
						<Inlines place={place} text={item} />
					</li>
				))}
			</ul>
		);
	}
	if (block.kind === "definitions") {
		return (
			<dl class="definitions">
				{block.items.map(({ term, text }) => (
					<div>
						<dt>{term}</dt>
						<dd>
							<Inlines place={place} text={text} />
						</dd>
					</div>
				))}
			</dl>
		);
	}
	return <TreeTable place={place} block={block} open={open} />;
}

export function Heading({ depth, children }: { depth: number; children: unknown }) {
	if (depth <= 2) return <h2>{children}</h2>;
	if (depth === 3) return <h3>{children}</h3>;
	return <h4>{children}</h4>;
}

function TreeSection({ place, section, depth }: { place: BrandLocale; section: Section; depth: number }) {
	return (
		<section id={anchorOf(section.id)}>
			<Heading depth={depth}>{section.heading}</Heading>
			{section.blocks.map((block) => (
				<TreeBlock place={place} block={block} />
			))}
			{section.sections.map((child) =>
				depth === 3 ? (
					<FoldedSection place={place} section={child} />
				) : (
					<TreeSection place={place} section={child} depth={depth + 1} />
				),
			)}
		</section>
	);
}

/** Part of a section of a chapter: closed until a reader opens it, or a link leads into it. Its tables then are open. */
function FoldedSection({ place, section }: { place: BrandLocale; section: Section }) {
	return (
		<details class="fold">
			<summary>
				<Heading depth={4}>{section.heading}</Heading>
				<span class="fold-more">{words(place.locale).documents.show}</span>
			</summary>
			<section id={anchorOf(section.id)}>
				{section.blocks.map((block) => (
					<TreeBlock place={place} block={block} open />
				))}
			</section>
		</details>
	);
}

/** The sections of a legal text, from the second heading level down. */
export function TreeSections({ place, tree }: { place: BrandLocale; tree: DocumentTree }) {
	return (
		<>
			{chaptersOf(tree).map(({ chapter, sections }) =>
				chapter ? (
					<section id={anchorOf(chapter.id)} class="chapter">
						<Heading depth={2}>{chapter.heading}</Heading>
						{sections.map((section) => (
							<TreeSection place={place} section={section} depth={3} />
						))}
					</section>
				) : (
					sections.map((section) => <TreeSection place={place} section={section} depth={2} />)
				),
			)}
		</>
	);
}
