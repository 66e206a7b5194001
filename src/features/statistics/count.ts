import { z } from "zod";
import { openDetails } from "#features/profiles/details/member-detail.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "#foundation/crypto/keys.ts";
import { SealBroken } from "#foundation/crypto/sealed.ts";
import type { Database, RowsOf } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { hashesOfWords } from "./consent.ts";
import { added, type Counted, type Counts } from "./measure.ts";
import * as sql from "./queries.ts";
import type { Week } from "./week.ts";

/** Members on one page. */
const PAGE = 250;
/** Hexadecimal digits that tell pages apart. */
const DIGITS = 6;
/** Sorts after every digit. */
const AFTER_DIGITS = "~";

const countsSchema = z.record(z.string(), z.number().int().positive());

/** `isTimeUp`: the time of this run is used, and the rest follows in the next. */
export type Counting = {
	/** Under the purpose `statistics`. */
	database: Database;
	/** For numbers of accounts, and for what is published. */
	numbers: Database;
	ring: KeyRing;
	week: Week;
	/** ISO 8601 */
	at: string;
	/**
	 * The moment until which answers count in a run that begins now: by no clock is an answer of after the beginning
	 * earlier than that. ISO 8601
	 */
	asOf: string;
	isTimeUp: () => boolean;
};
type OfBrand = { realm: RealmId; brand: BrandId };

/**
 * Counts the members of one brand who said yes, page by page of their answers' hashes: where a count stands is a number
 * of pages, which names nobody. A page and the step past it are one write, which counts once, however often it is tried.
 * An answer that comes while the count goes on belongs to the next one, so nobody who says no and yes again counts twice.
 * @returns the counts of the whole brand; undefined while there is more to do
 */
export async function countBrand(counting: Counting, edition: Edition): Promise<Counts | undefined> {
	const { database, week } = counting;
	const place = { realm: edition.brand.realm, brand: edition.brand.id };
	const fresh = {
		purpose: "statistics",
		recipient: "",
		asOf: counting.asOf,
		textHashes: await hashesOfWords(edition),
	} as const;
	const [[found], [yes]] = await database.read(sql.runOf(place), sql.countYes(place.brand, fresh));
	if (found?.week !== week.week) {
		const run = { week: week.week, asOf: fresh.asOf, pages: Math.max(1, Math.ceil((yes?.rows ?? 0) / PAGE)) };
		const [, begun] = await database.write(sql.removeOtherRun(place, week.week), sql.beginRun(place, run));
		// Another process began it.
		return begun.length === 0 ? undefined : countPages(counting, place, fresh, { run, page: 0, counts: {} });
	}
	const counts = countsSchema.parse(JSON.parse(found.counts_json));
	const run = { week: found.week, asOf: found.as_of, pages: found.pages };
	return countPages(counting, place, { ...fresh, asOf: run.asOf }, { run, page: found.page, counts });
}

type Progress = { run: sql.Run; page: number; counts: Counts };

async function countPages(
	counting: Counting,
	place: OfBrand,
	asked: sql.Asked,
	{ run, ...from }: Progress,
): Promise<Counts | undefined> {
	const { database, week } = counting;
	let { counts } = from;
	for (let { page } = from; page < run.pages; page++) {
		if (counting.isTimeUp()) return undefined;
		const [rows] = await database.read(sql.pageOfMembers(place, asked, rangeOf(page, run.pages)));
		const members = await Promise.all(rows.map((row) => openCounted(counting.ring, row)));
		counts = added(
			counts,
			members.flatMap((member) => member ?? []),
			week.to,
		);
		const [mine] = await database.write(sql.advanceRun(place, run, page, counts));
		// Another process counts it: the next run sees how far that came.
		if (mine.length === 0) return undefined;
	}
	return counts;
}

/** Hashes are spread evenly, so pages of equal ranges hold about as many members each. */
function rangeOf(page: number, pages: number): sql.HashRange {
	const bound = (at: number) => Math.floor((at * 16 ** DIGITS) / pages);
	const digits = (number: number) => number.toString(16).padStart(DIGITS, "0");
	const isLast = page + 1 === pages;
	return {
		from: page === 0 ? "" : digits(bound(page)),
		to: `${isLast ? "" : digits(bound(page + 1) - 1)}${AFTER_DIGITS}`,
	};
}

type Row = RowsOf<[ReturnType<typeof sql.pageOfMembers>]>[0][number];

/** Undefined for one whose values do not open: they are not counted. */
async function openCounted(ring: KeyRing, row: Row): Promise<Counted | undefined> {
	const { member_id: member, birth_date_sealed, town_sealed, ...key } = row;
	try {
		const keys = key.id === null ? [] : [key as UnitKeyRow];
		const opened = await openDetails(ring, keys, member, { birth_date_sealed, town_sealed, phone_sealed: null });
		return { birthDate: opened.birth_date, town: opened.town };
	} catch (error) {
		if (error instanceof KeyUnavailable || error instanceof SealBroken) return undefined;
		throw error;
	}
}
