import { pagesIn } from "#features/my-data/export/copy.tsx";
import { auditQueries } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { wallClock } from "#foundation/i18n/wall-clock.ts";
import { itemsOf } from "#foundation/ledgers/disclosure.ts";
import { type LegalWords, PACKAGE_MS } from "#foundation/ledgers/legal-disclosure.ts";
import { copiedTables, unitsBesideRows } from "#foundation/rights/export/columns.ts";
import { onlyItems } from "#foundation/rights/export/held-items.ts";
import { type CopyDocument, type CopyRun, makePart } from "#foundation/rights/export/part.ts";
import { BEGINNING, type Progress } from "#foundation/rights/export/progress.ts";
import { type CopiedSubject, commonKeys } from "#foundation/rights/export/rows.ts";
import { joined } from "#foundation/rights/export/zip.ts";
import { words } from "#locales/locales.ts";
import { type Recorded, recordBeside } from "../members/member-access.ts";
import type { Staff } from "../session.ts";
import { type CaseRows, legalIn } from "./decide.ts";
import { type LegalRow, takePackage } from "./queries-legal.ts";
import { PackageIndex } from "./views-package.tsx";

/** Bytes of a package: it is made while its request waits, and is stored nowhere. */
const MAX_BYTES = 24 * 1024 * 1024;

/** Whose the package is to take: of who approved it, or, where the operator's tool did, of who proposed it. */
const takerOf = ({ decided_by, proposed_by }: LegalRow) => (decided_by === "" ? proposed_by : decided_by);

/** Whether this member of staff can take the package now. */
export function canTake(context: Context, staff: Staff, rows: CaseRows): boolean {
	const row = legalIn(rows);
	const [, , , , [member], , , , [entry]] = rows;
	const isTimely = row.decided_at !== null && Date.parse(row.decided_at) + PACKAGE_MS > context.now;
	const isGiven = row.state === "approved" && row.prolongs === "" && row.taken_at === null;
	return isGiven && isTimely && entry !== undefined && member !== undefined && takerOf(row) === staff.id;
}

/**
 * Makes the package of exactly what was approved, and hands it out once: it leaves only after it is written down that it
 * was taken, in the member's record and in the log of the realm.
 * @returns "unchanged" where it is not to be taken any more; "large" where it is more than a request can hold;
 * "incomplete" where a part of it is not there
 */
export async function takeItems(
	context: Context,
	staff: Staff,
	rows: CaseRows,
	order: LegalWords,
): Promise<Recorded<Uint8Array<ArrayBuffer> | "unchanged" | NoPackage>> {
	if (!canTake(context, staff, rows)) return "unchanged";
	const { realm, at } = context;
	const row = legalIn(rows);
	const bytes = await packageOf(context, row, order);
	if (typeof bytes === "string") return bytes;
	const [, , [last], [head]] = rows;
	const event = { action: "disclosure_taken", actor: "staff", role: staff.role, request: row.id } as const;
	const counts = { items: itemsOf(row).length };
	const log = await auditQueries({ realm: realm.id, at }, head, [{ ...event, counts }]);
	const access = {
		...{ subject: { id: row.member_id, last }, what: ["disclosure_taken"] as const, legal: row.id },
		accessReason: { reason: order.reason, brand: "" },
	};
	return recordBeside(context, staff, access, [takePackage(realm.id, row.id, staff.id, at), ...log], async () => bytes);
}

/** Why there is no package: too large, or a part of what was approved is not there to be given. */
type NoPackage = "large" | "incomplete";

async function packageOf(
	context: Context,
	row: LegalRow,
	order: LegalWords,
): Promise<Uint8Array<ArrayBuffer> | NoPackage> {
	const { realm, at, running, settings } = context;
	const tables = onlyItems(copiedTables(running.register, "member"), new Set(itemsOf(row)));
	const database = context.database().for("claims");
	const owner: CopiedSubject = { realm: realm.id, brands: realm.brands, subject: row.member_id, at };
	const [keys] = await database.read(commonKeys(owner, unitsBesideRows(tables)));
	const run: CopyRun = {
		...{ database, ring: await context.keys(), objects: settings.objects, tables, owner },
		...{ keys: keys as unknown as UnitKeyRow[], words: wordsOf(context, row, order) },
		...{ wall: wallClock(new Date(context.now)), isTimeUp: () => false },
	};
	const pieces: Uint8Array[] = [];
	for (let from: Progress = BEGINNING; ; ) {
		const made = await makePart(run, from);
		pieces.push(...made.bytes);
		if (made.progress.offset > MAX_BYTES) return "large";
		if (lacksSomething(made.progress)) return "incomplete";
		if (made.isWhole) return joined(pieces);
		from = made.progress;
	}
}

/** Whether a value did not open or a file is not in the store: what was approved is given whole or not at all. */
const lacksSomething = ({ unreadable, missing }: Progress): boolean =>
	[...Object.values(unreadable), ...Object.values(missing)].some((count) => count > 0);

function wordsOf(context: Context, row: LegalRow, order: LegalWords): CopyRun["words"] {
	const { locale, snapshot, at } = context;
	const { style, page } = pagesIn(locale, (id) => snapshot.findBrand(id)?.look.name ?? id);
	const { register } = words(locale);
	const items = itemsOf(row);
	const documents = (made: Progress): CopyDocument[] => [
		document("style.css", style),
		document(
			"index.html",
			`<!DOCTYPE html>${<PackageIndex {...{ locale, order, items: items.map((item) => register.items[item].name), files: pathsOf(made) }} />}`,
		),
		document(
			"manifest.json",
			JSON.stringify(
				{
					...{ proposal: row.id, recipient: order.recipient, order: order.order, ordered_on: order.orderedOn },
					...{ article: order.article, items, made_at: at },
					files: made.entries.map(({ name, size, sha256 }) => ({ name, bytes: size, sha256 })),
				},
				null,
				"\t",
			),
		),
	];
	return { page, documents: async (made) => documents(made) };
}

const pathsOf = ({ entries }: Progress) =>
	entries.map(({ name }) => name).filter((name) => /^(pages|files)\//.test(name));

const document = (name: string, text: string): CopyDocument => ({
	name,
	bytes: async () => new TextEncoder().encode(text),
});
