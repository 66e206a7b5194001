import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { itemsOf } from "#foundation/ledgers/disclosure.ts";
import { openLegal } from "#foundation/ledgers/legal-disclosure.ts";
import { words } from "#locales/locales.ts";
import type { Staff } from "../session.ts";
import { allowed, type CaseRows, legalIn } from "./decide.ts";
import { canTake } from "./package.tsx";
import { isSilent, isTooLate, listedLegal } from "./silence.ts";
import type { LegalCase } from "./views-case.tsx";

/** What the page of a proposal shows, and what this member of staff can do there. */
export async function caseView(
	context: Context,
	staff: Staff,
	rows: CaseRows,
): Promise<Omit<LegalCase, "context" | "state" | "done">> {
	const row = legalIn(rows);
	const [, [key], , , [member], , [count], , , [prolonged]] = rows;
	const opened = await openLegal(await context.keys(), row, key);
	const { items } = words(context.locale).register;
	const isOpen = row.state === "proposed";
	const may = isOpen ? await allowed(context, staff, rows) : undefined;
	const isOwn = may?.includes("approve") === false;
	const isGone = row.prolongs === "" && member === undefined;
	return {
		legal: {
			...listedLegal(context, row),
			...{ words: opened?.words, refusal: opened?.refusal, silentOrder: row.silent_until },
			itemNames: itemsOf(row).map((item) => items[item].name),
			...{ proposedRole: row.proposed_role, decidedAt: row.decided_at, decidedRole: row.decided_role },
			...{ takenAt: row.taken_at, toldAt: row.told === "mail" ? row.told_at : null },
		},
		may: may && (isOwn ? (may.includes("withdraw") ? "withdraw" : "wait") : "decide"),
		...{ isGone, isLate: isOpen && isTooLate(context.at, row, prolonged) },
		command: isOwn && count?.others === 0 ? commandsOf(context, row.id) : undefined,
		links: linksOf(context, staff, rows),
	};
}

function commandsOf({ realm }: Context, id: string) {
	const command = (act: string) => `npm run staff -- disclosure ${realm.id} ${id} ${act}`;
	return { approve: command("approve"), refuse: command("refuse") };
}

function linksOf(context: Context, staff: Staff, rows: CaseRows): LegalCase["links"] {
	const row = legalIn(rows);
	const to = (path: string) => accountPathWithoutFlow(context, `/console/disclosures${path}`);
	return {
		action: to(`/${row.id}`),
		take: canTake(context, staff, rows) ? to(`/${row.id}/package`) : undefined,
		silence: isSilent(context, row) ? to(`/${row.id}/silence`) : undefined,
		prolongs: row.prolongs === "" ? undefined : to(`/${row.prolongs}`),
		member: accountPathWithoutFlow(context, `/console/members/${row.member_id}`),
		back: to(""),
	};
}
