import type { Child, PropsWithChildren } from "hono/jsx";

/** What lists and cases of the console share. */

/** What a form before this page did. */
export function Done({ words: done }: { words: string | undefined }) {
	return done === undefined ? null : (
		<p class="notice" role="status">
			{done}
		</p>
	);
}

/** A list of cases, one in each row. */
export function CaseTable({
	caption,
	heads,
	children,
}: PropsWithChildren<{ caption: string; heads: readonly string[] }>) {
	return (
		<table class="data-table">
			<caption class="aloud">{caption}</caption>
			<thead>
				<tr>
					{heads.map((head) => (
						<th scope="col">{head}</th>
					))}
				</tr>
			</thead>
			<tbody>{children}</tbody>
		</table>
	);
}

/** Leads from a row to its case. `of`: which, for those who hear the link alone. */
export function OpenCase({ href, label, of }: { href: string; label: string; of: string }) {
	return (
		<a class="button button-quiet" href={href}>
			{label}
			<span class="aloud">: {of}</span>
		</a>
	);
}

export type CaseFacts = readonly (readonly [term: string, value: Child])[];

export function Facts({ facts }: { facts: CaseFacts }) {
	return (
		<dl class="account-facts">
			{facts.map(([term, value]) => (
				<div>
					<dt>{term}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

/** A form of one button. `dataKey`: the key that presses it. */
export function ActButton({
	action,
	act,
	label,
	dataKey,
}: {
	action: string;
	act: string;
	label: string;
	dataKey?: string | undefined;
}) {
	return (
		<form class="form" method="post" action={action}>
			<input type="hidden" name="act" value={act} />
			<p class="form-end">
				<button class="button" type="submit" {...(dataKey === undefined ? {} : { "data-key": dataKey })}>
					{label}
				</button>
			</p>
		</form>
	);
}
