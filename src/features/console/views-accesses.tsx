import { timeInWords } from "#foundation/i18n/date.ts";
import type { AccessKind } from "#foundation/ledgers/staff-access.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import { words } from "#locales/locales.ts";
import type { ConsoleContext } from "./page.tsx";
import type { Standing } from "./people.ts";
import { StandingLines } from "./staff/views.tsx";

export type AccessEntry = {
	at: string;
	role: string;
	/** Absent when that account was erased. */
	by: Standing | undefined;
	what: readonly AccessKind[];
	brand: string | undefined;
};

/** The record of what staff opened of a member, and whether it is whole; the reasons are the member's to read. */
export function Accesses({
	context,
	entries,
	broken,
}: {
	context: ConsoleContext;
	entries: readonly AccessEntry[];
	broken: number | undefined;
}) {
	const { locale } = context.page;
	const { members, field } = words(locale).console;
	if (entries.length === 0)
		return (
			<section aria-labelledby="accesses-title">
				<h2 id="accesses-title">{members.accessesTitle}</h2>
				<p class="empty">{members.accessesEmpty}</p>
			</section>
		);
	return (
		<section aria-labelledby="accesses-title">
			<h2 id="accesses-title">{members.accessesTitle}</h2>
			<p class={broken === undefined ? "small" : "notice notice-wrong"}>
				{broken === undefined ? members.whole : members.broken(broken)}
			</p>
			<ul class="panels">
				{entries.map(({ at, role, by, what, brand }) => (
					<li class="panel">
						<h3>{what.map((kind) => members.kinds[kind]).join(", ")}</h3>
						<p>
							{members.who}: {roleWords(role, locale)}
							{by && `, ${by.email}`}
						</p>
						{by && <StandingLines context={context} standing={by} />}
						<p>
							{members.about}: {brand ?? field.noBrand}
						</p>
						<p class="small">
							<time datetime={at}>{timeInWords(at, locale)}</time>
						</p>
					</li>
				))}
			</ul>
		</section>
	);
}
