import type { Compilable } from "kysely";
import type { Database } from "../db/database.ts";
import { Unavailable } from "../errors.ts";
import type { UnitKeyRow } from "./key-wrap.ts";
import type { KeyNames, RotationRow } from "./queries.ts";
import type { SaltRange } from "./salts.ts";

/**
 * Whether database, bucket of salts and KEK_ROOT belong together (DECISIONS 64). Looked at whenever the keys are read,
 * before anything is opened, made or written with them.
 */

/** What is to be put right: the bucket of the salts, the secret, or the database. */
export type KeyPart = "SALTS" | "KEK_ROOT" | "DATABASE_URL";

/**
 * The parts do not belong together: every request that needs keys answers 503, and no job makes, changes or deletes
 * anything. The message says which part it is and what to do; it names no person.
 */
export class KeysDoNotFit extends Unavailable {
	readonly part: KeyPart;
	constructor(part: KeyPart, problem: string) {
		super(`${problem} (${part})`);
		this.part = part;
	}
}

/** What the queries of a companion check gave, in their order. */
export type CompanionRows = readonly (readonly unknown[])[];

/** What else the database must know before its keys are used; its queries travel with those that read the keys. */
export type CompanionCheck = {
	queries: readonly Compilable<unknown>[];
	/** @throws KeysDoNotFit when the database lacks something, another Unavailable when that cannot be said now */
	requireCurrent(database: Database, rows: CompanionRows): Promise<void>;
};

/** What a database and a bucket say of the keys, read at one time. */
export type FitFacts = {
	/** On behalf of the system. */
	database: Database;
	/** Undefined: no salt of this bucket has come into use. */
	range: SaltRange | undefined;
	/** The newest, newest first. */
	rotations: readonly Pick<RotationRow, "number" | "state" | "salt_sha256" | "key_check">[];
	/** Some keys of units; none: the database holds no key. */
	samples: readonly UnitKeyRow[];
	/** Of every version in the range; undefined: its salt is not there. */
	versions: ReadonlyMap<number, KeyNames | undefined>;
	/** Whether the key of a unit opens under the versions that there are. */
	opens(row: UnitKeyRow): Promise<boolean>;
	/** Undefined: nothing else is asked. `rows`: what its queries gave. `wasCurrent`: it was when this was last looked at. */
	companion: { check: CompanionCheck; rows: CompanionRows; wasCurrent: boolean } | undefined;
};

/** @throws KeysDoNotFit */
export type FitCheck<Needed extends keyof FitFacts = keyof FitFacts> = (
	facts: Pick<FitFacts, Needed>,
) => void | Promise<void>;

type RangeCheck = FitCheck<"range" | "rotations">;

const bucketIsInUse: RangeCheck = ({ range }) => {
	if (range === undefined)
		throw new KeysDoNotFit(
			"SALTS",
			"the bucket of the salts is empty, but this database holds keys; they belong to another bucket: bind that one, or put its salts back",
		);
};

/** A database from before the deletion of a salt holds keys that nothing opens any more, on purpose. */
const databaseIsNotOlder: RangeCheck = ({ range, rotations }) => {
	const complete = rotations.find(({ state }) => state === "checked" || state === "finished");
	if (range && rotations.length > 0 && (complete?.number ?? 1) < range.oldest)
		throw new KeysDoNotFit(
			"DATABASE_URL",
			`this database is a copy from before key rotation ${range.oldest} was complete: its keys were deleted on purpose and it cannot be read; restore a copy from after that rotation`,
		);
};

const bucketIsNotOlder: RangeCheck = ({ range, rotations }) => {
	const named = rotations.find(({ salt_sha256 }) => salt_sha256 !== null);
	if (range && named && named.number > range.newest)
		throw new KeysDoNotFit(
			"SALTS",
			`the bucket of the salts lacks salt ${named.number}, which this database names: bind the bucket that belongs to it, or put the salt back`,
		);
};

/** What can be told without a salt or a secret. */
export const RANGE_CHECKS: readonly RangeCheck[] = [bucketIsInUse, databaseIsNotOlder, bucketIsNotOlder];

const databaseNamesKeys: FitCheck<"range" | "rotations" | "samples"> = ({ range, rotations, samples }) => {
	// A salt comes into use after a database has named it.
	if (range && rotations.length === 0 && samples.length === 0)
		throw new KeysDoNotFit(
			"DATABASE_URL",
			"this database holds no keys, but the salts in the bucket belong to one that does: connect that one, or bind an empty bucket to begin anew",
		);
};

const saltsAreThere: FitCheck<"versions"> = ({ versions }) => {
	for (const [number, version] of versions)
		if (version === undefined)
			throw new KeysDoNotFit(
				"SALTS",
				`salt ${number} is missing from the bucket: put it back, or bind the bucket that belongs to this database`,
			);
};

const saltsAreTheNamedOnes: FitCheck<"rotations" | "versions"> = ({ rotations, versions }) => {
	for (const { number, salt_sha256 } of rotations) {
		const version = versions.get(number);
		if (version && salt_sha256 !== null && version.saltSha256 !== salt_sha256)
			throw new KeysDoNotFit(
				"SALTS",
				`salt ${number} in the bucket is not the one that this database names: bind the bucket that belongs to it`,
			);
	}
};

const secretIsTheSame: FitCheck<"rotations" | "samples" | "versions" | "opens"> = async (facts) => {
	const { rotations, samples, versions, opens } = facts;
	const wrong = (problem: string) => new KeysDoNotFit("KEK_ROOT", problem);
	const checked = rotations.filter(({ number, key_check }) => key_check !== null && versions.has(number));
	for (const { number, key_check } of checked)
		if (versions.get(number)?.keyCheck !== key_check)
			throw wrong("the secret is not the one under which the keys of this database stand: set that one");
	// What older code wrote names no secret: then keys tell. One alone may be damaged.
	if (checked.length > 0 || samples.length === 0) return;
	if (!(await Promise.all(samples.map(opens))).includes(true))
		throw wrong("no key of this database opens: set the secret, and bind the bucket of salts, that belong to it");
};

const databaseIsCurrent: FitCheck<"database" | "companion"> = async ({ database, companion }) => {
	if (companion === undefined) return;
	try {
		await companion.check.requireCurrent(database, companion.rows);
	} catch (error) {
		// While the question cannot be answered, what was seen to be current is used on.
		if (!companion.wasCurrent || error instanceof KeysDoNotFit) throw error;
	}
};

/** In this order: the first that does not hold is what the operator reads. */
const FIT_CHECKS: readonly FitCheck[] = [
	...RANGE_CHECKS,
	databaseNamesKeys,
	saltsAreThere,
	saltsAreTheNamedOnes,
	secretIsTheSame,
	databaseIsCurrent,
];

/** @throws KeysDoNotFit */
export async function requireFit(facts: FitFacts): Promise<void> {
	for (const check of FIT_CHECKS) await check(facts);
}
