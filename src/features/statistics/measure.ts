import { ageOn } from "#features/profiles/details/detail.ts";
import { REGIONS, type Region, regionOfTown } from "#foundation/names/towns.ts";

/**
 * What is counted of members who said yes: a closed list. A band spans ten years at least; at most two measures are
 * crossed, and these two are all that there are.
 */
export const AGE_BANDS = ["18-29", "30-39", "40-49", "50-59", "60-69", "70-plus", "unknown"] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** `elsewhere`: a town that is not on the list. `unknown`: none was given. */
export const PLACES = [...REGIONS, "elsewhere", "unknown"] as const;
export type Place = Region | "elsewhere" | "unknown";

/** "" where a member gave nothing, or had its use restricted. */
export type Counted = { birthDate: string; town: string };

/** `today`: ISO 8601. Who would be under 18 gave a date that cannot be. */
export function ageBandOf(birthDate: string, today: string): AgeBand {
	if (birthDate === "") return "unknown";
	const age = ageOn(birthDate, today);
	if (age < 18) return "unknown";
	if (age < 30) return "18-29";
	return age >= 70 ? "70-plus" : (AGE_BANDS[Math.floor(age / 10) - 2] ?? "unknown");
}

export const areaOf = (town: string): Place => (town === "" ? "unknown" : (regionOfTown(town) ?? "elsewhere"));

/** A cell of the widest table. */
export const crossOf = (band: AgeBand, place: Place) => `${band}:${place}`;

/** Numbers by cell; a cell without one is 0. */
export type Counts = Readonly<Record<string, number>>;

/** The counts with these members added. `today`: ISO 8601. */
export function added(counts: Counts, members: readonly Counted[], today: string): Counts {
	const sums: Record<string, number> = { ...counts };
	for (const { birthDate, town } of members) {
		const cell = crossOf(ageBandOf(birthDate, today), areaOf(town));
		sums[cell] = (sums[cell] ?? 0) + 1;
	}
	return sums;
}

const sumOf = (counts: Counts, cells: readonly string[]) => cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0);

/** The three tables that the widest one holds. */
export const tablesOf = (crossed: Counts) => ({
	age: Object.fromEntries(
		AGE_BANDS.map((band) => [
			band,
			sumOf(
				crossed,
				PLACES.map((place) => crossOf(band, place)),
			),
		]),
	) as Counts,
	region: Object.fromEntries(
		PLACES.map((place) => [
			place,
			sumOf(
				crossed,
				AGE_BANDS.map((band) => crossOf(band, place)),
			),
		]),
	) as Counts,
	age_region: crossed,
});

/** Numbers of accounts. A membership ends on a brand; an account that was erased is in no number of the realm. */
export const accountCells = (isRealm: boolean) =>
	isRealm ? (["active", "joined", "closed"] as const) : (["active", "joined", "left", "closed"] as const);
