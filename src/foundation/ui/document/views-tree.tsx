import type { Block, DocumentTree, Inline, Section } from "../../documents/tree.ts";
import { linkHref } from "../../i18n/path.ts";
import { unbroken } from "../footer.tsx";
import type { PageContext } from "../page-context.ts";
import { anchorOf } from "./anchor.ts";

type BrandLocale = Pick<PageContext, "look" | "locale">;

function Run({ place, run }: { place: BrandLocale; run: Inline }) {
	if (typeof run === "string") return <>{run}</>;
	const text = run.href.startsWith("tel:") ? unbroken(run.text) : run.text;
	return <a href={linkHref(place, run.href)}>{text}</a>;
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

/**
 * A real table on wide screens; on narrow ones each row becomes a card under its first cell, with the
 * column's heading before each value (styles-document.ts).
 */
export function DataTable({ caption, head, rows }: { caption: unknown; head: string[]; rows: unknown[][] }) {
	return (
		<table class="data-table">
			<caption>{caption}</caption>
			<thead>
				<tr>
					{head.map((heading) => (
						<th scope="col">{heading}</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map((cells) => (
					<tr>
						{cells.map((cell, column) =>
							column === 0 ? <th scope="row">{cell}</th> : <td data-label={head[column]}>{cell}</td>,
						)}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function TreeBlock({ place, block }: { place: BrandLocale; block: Block }) {
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
	const rows = block.rows.map((row) => row.map((cell) => <Inlines place={place} text={cell} />));
	return <DataTable caption={block.caption} head={block.head} rows={rows} />;
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
			{section.sections.map((child) => (
				<TreeSection place={place} section={child} depth={depth + 1} />
			))}
		</section>
	);
}

/** The sections of a legal text, from the second heading level down. */
export function TreeSections({ place, tree }: { place: BrandLocale; tree: DocumentTree }) {
	return (
		<>
			{tree.sections.map((section) => (
				<TreeSection place={place} section={section} depth={2} />
			))}
		</>
	);
}
