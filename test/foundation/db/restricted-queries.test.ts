import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { getCallSites } from "node:util";
import type { Compilable } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { nodesOf } from "#foundation/db/scope-names.ts";
import { isQuery as isLevel } from "#foundation/db/scope-pins.ts";
import { ScopeError } from "#foundation/db/scope-refusals.ts";
import { requireUse } from "#foundation/db/scope-use.ts";
import { TABLE_COLUMNS, type Tables, USABLE_VIEWS } from "#foundation/db/tables.ts";
import { isExempt, type Use } from "#foundation/db/use.ts";
import { TABLE_RULES } from "../../../src/register.ts";
import { migrated } from "../../support/stores/memory-database.ts";

/*
 * Every query in the code, with a restricted member among those whom it would find. Functions that make SQL are called
 * with made-up arguments, in which every id is "x"; who is signed in is "me". A query of these either names views, and
 * then gives nothing of x once x is restricted; or names one member by a value; or stands in the list below.
 */

/** What reads members' tables beside views and one's own rows, and what for: the use that its database is asked for. */
const EXEMPT: Readonly<Record<string, Use>> = {
	"features/accounts/queries.ts coreKeysByIndex": "signing in",
	"features/accounts/queries.ts memberByIndex": "signing in",
	"features/accounts/queries.ts nameTakenByMember": "signing in",
	"features/accounts/queries.ts registrationByIndex": "signing in",
	"features/accounts/queries.ts rivalOfRegistration": "signing in",
	"features/accounts/credentials/email/queries-email.ts changeEmail": "signing in",
	"features/accounts/credentials/email/queries-email.ts memberOfCode": "signing in",
	"features/accounts/credentials/email/queries-email.ts rivalOf": "signing in",
	"features/accounts/credentials/email/queries-email.ts rivalOfChange": "signing in",
	"features/accounts/credentials/password-reset/queries-reset.ts memberOfCode": "signing in",
	"features/accounts/credentials/password-reset/queries-reset.ts membershipsOfCode": "signing in",
	"features/accounts/credentials/password-reset/queries-reset.ts openResets": "signing in",
	"features/accounts/credentials/queries-factor.ts authenticatorByIndex": "signing in",
	"features/accounts/credentials/queries-factor.ts membershipsOfPasskey": "signing in",
	"features/accounts/credentials/queries-factor.ts passkeyByHash": "signing in",
	"features/accounts/session/queries-session.ts memberOfSignInCode": "signing in",
	"features/accounts/session/queries-session.ts membershipOfHolder": "signing in",
	"features/accounts/session/queries-session.ts membershipsByIndex": "signing in",
	"features/accounts/sign-in/queries-guesses.ts takeGuess": "signing in",
	"features/console/age/queries-age-job.ts untoldChecks": "claims",
	"features/console/disclosures/decide.ts caseQueries": "claims",
	"features/console/disclosures/queries-legal.ts standingMember": "claims",
	"features/console/members/queries-members.ts coreKeysByIndex": "claims",
	"features/console/members/queries-members.ts memberByIndexForStaff": "claims",
	"features/console/rights/queries-rights.ts memberQueries": "claims",
	"foundation/ledgers/queries-access.ts lastAccessByIndex": "claims",
	"features/helpdesk/desk.ts addresseeQueries": "claims",
	"features/helpdesk/queries.ts silentTickets": "storage",
	"features/helpdesk/queries.ts knownAttachments": "storage",
	"features/helpdesk/mail/queries-mail.ts answeredQueries": "storage",
	"features/memberships/queries.ts toldCounts": "platform",
	// Ids and hashes, which nobody is shown.
	"foundation/audit/queries-verify.ts membersOf": "platform",
	"foundation/audit/queries-verify.ts membersOn": "platform",
	"features/profiles/photos/queries-photo.ts knownObjects": "storage",
	"foundation/acts/queries-restore.ts membersAfter": "storage",
	"foundation/acts/queries-restore.ts realmAfter": "storage",
	"foundation/mail/delivery/queries-deliverable.ts membersOf": "storage",
	"foundation/mail/incoming/queries-bounce.ts sentMail": "storage",
	"foundation/rights/due-subjects.ts announcedBefore": "retention",
	"foundation/rights/due-subjects.ts closedAfter": "retention",
	"foundation/rights/due-subjects.ts closedBefore": "retention",
	"foundation/rights/due-subjects.ts takenAccounts": "retention",
};

/**
 * Files with queries that are not made here, how many, and what their database is asked for (`usedBy`): they run over
 * tables that they are told, or within work that awaits others. Each of them is read under the rule wherever it runs.
 */
const NOT_MADE: Readonly<Record<string, readonly [places: number, use: Use]>> = {
	"cli/commands/brand/history.ts": [1, "platform"],
	"cli/commands/brand/import.ts": [4, "platform"],
	"cli/publish/later-pdfs.ts": [3, "platform"],
	"cli/publish/live-state.ts": [5, "platform"],
	"cli/publish/publish.ts": [8, "platform"],
	// It writes a member's own name.
	"features/accounts/brand-name/brand-name.ts": [1, "own access"],
	// It writes one check.
	"features/console/age/queries-age.ts": [1, "claims"],
	// It finds the account of the address that a ticket came from.
	"features/console/breaches/members/queries-affected.ts": [2, "claims"],
	"features/console/tickets/hand-over.ts": [1, "claims"],
	"features/memberships/unsealed-agreements.ts": [3, "claims"],
	"foundation/crypto/rotation/indexed-table.ts": [1, "keys"],
	"foundation/crypto/rotation/reseal-queue.ts": [1, "keys"],
	"foundation/crypto/rotation/reseal.ts": [3, "keys"],
	// What the operator is told of the last drill.
	"foundation/jobs/drills.ts": [1, "platform"],
	// Both write sealed records.
	"foundation/ledgers/evidence.ts": [2, "claims"],
	"foundation/rights/dry-run.ts": [1, "platform"],
	"foundation/rights/erase.ts": [2, "retention"],
	// Of one member who is erased.
	"foundation/rights/erasure/gone.ts": [4, "retention"],
	"foundation/rights/erasure/plan-erasure.ts": [1, "retention"],
	// Of one person, for that person.
	"foundation/rights/export/rows.ts": [1, "own access"],
	// Whose address was typed, to answer that address alone.
	"foundation/rights/found-by-address.ts": [1, "signing in"],
	// What of one member can be held.
	"foundation/rights/holds/item.ts": [1, "claims"],
	"foundation/rights/plan.ts": [1, "retention"],
	"foundation/rights/rows.ts": [1, "retention"],
	"foundation/rights/sweep.ts": [5, "retention"],
};

/** What shows members to others today, among those that are run. */
const OF_OTHERS = [
	"membershipByPairwiseId",
	"accountOf",
	"detailOf",
	"visibilityOf",
	"profilesOf",
	"specialOf",
	"keysOf",
	"answersOf",
].map((name) => `features/profiles/queries.ts ${name}`);

const X = "x";

/** Stands for an object of any shape: every field is "x", and `me` is somebody else. */
const anyShape = (): unknown =>
	new Proxy(
		{},
		{
			has: () => true,
			ownKeys: () => [],
			get: (_, key) => {
				if (typeof key === "symbol" || ["toOperationNode", "then", "expressionType"].includes(key)) return undefined;
				if (key === "map" || key === "flatMap") return (make: (value: string) => unknown) => [make(X)].flat();
				return key === "me" ? "me" : key === "length" ? 1 : key === "brands" ? [X] : X;
			},
		},
	);

const CANDIDATES = (): unknown[] => [X, [X], anyShape(), new Uint8Array([120]), 1, [anyShape()], undefined];
const MAX_TRIES = 2_500;
const ENOUGH_TRIES = 400;

function* argumentsOf(count: number): Generator<unknown[]> {
	if (count === 0) yield [];
	else for (const others of argumentsOf(count - 1)) for (const one of CANDIDATES()) yield [...others, one];
}

const isQuery = (value: unknown): value is Compilable<unknown> =>
	typeof value === "object" && value !== null && "compile" in value && typeof value.compile === "function";

type Made = { name: string; queries: Compilable<unknown>[]; refused: string };

/** Why the rule of queries refuses one of these as a member's own access; "" where it does not. */
function refusalOf(queries: readonly Compilable<unknown>[]): string {
	try {
		for (const query of queries)
			for (const node of nodesOf(query.compile().query)) if (isLevel(node)) requireUse(node, TABLE_RULES, "own access");
		return "";
	} catch (error) {
		if (error instanceof ScopeError) return error.message;
		throw error;
	}
}

/** How many parameters the source of a function has, those with defaults too. */
function parametersOf(source: string): number {
	let depth = 0;
	let commas = 0;
	for (const [at, sign] of [...source].entries()) {
		if ("([{".includes(sign)) depth += 1;
		else if (")]}".includes(sign)) depth -= 1;
		else if (sign === "," && depth === 1) commas += 1;
		else if (sign === "=" && depth === 0) return 1;
		if (sign === ")" && depth === 0) return source.slice(0, at).trimEnd().endsWith("(") ? 0 : commas + 1;
	}
	return 0;
}

/**
 * The queries that a function makes of the arguments that fit it best; and those that name views, where it makes others
 * of other arguments.
 */
function made(name: string, make: (...given: unknown[]) => unknown): Made[] {
	const parameters = parametersOf(String(make));
	let best: Made | undefined;
	let viewed: Made | undefined;
	let tries = 0;
	for (const given of argumentsOf(Math.min(parameters, 5))) {
		if (++tries > (best && fitOf(best) === BEST_FIT ? ENOUGH_TRIES : MAX_TRIES)) break;
		try {
			const result = make(...given);
			if (result instanceof Promise) {
				result.catch(() => undefined);
				return [];
			}
			const queries = (Array.isArray(result) ? result.flat() : [result]).filter(isQuery);
			if (queries.length === 0) continue;
			const one = { name, queries, refused: refusalOf(queries) };
			if (best === undefined || fitOf(one) > fitOf(best)) best = one;
			if (queries.some((query) => viewsIn(query).length > 0) && fitOf(one) === BEST_FIT) viewed ??= one;
		} catch {
			// Arguments of another shape.
		}
	}
	return [...new Set([best, viewed])].filter((one) => one !== undefined);
}

/** Every value is bound, and the rule lets it through; or else it says whose rows are read. */
function fitOf({ queries, refused }: Made): number {
	const isWhole = queries.every((query) => !query.compile().parameters.includes(undefined));
	return (isWhole ? 3 : 0) + (refused === "" ? 2 : isOfOthers(refused) ? 1 : 0);
}
const BEST_FIT = 5;

const isOfOthers = (refused: string) => refused.includes("one member");

async function everyQuery(): Promise<Made[]> {
	const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
		(file) => file.endsWith(".ts") && !file.startsWith("cli") && /db\/database\.ts|rows\.ts/.test(textOf(file)),
	);
	const all: Made[] = [];
	for (const file of files.sort()) {
		const module: Record<string, unknown> = await import(pathToFileURL(resolve("src", file)).href);
		for (const [name, value] of Object.entries(module)) {
			if (typeof value !== "function" || String(value).startsWith("class")) continue;
			all.push(...made(`${file} ${name}`, value as (...given: unknown[]) => unknown));
		}
	}
	return all;
}
const textOf = (file: string) => readFileSync(`src/${file}`, "utf8");

/** A database in which every table has rows of x, who matches whatever is asked, and none of anybody else. */
function planted() {
	const sqlite = migrated();
	sqlite.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
	const triggers = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
	for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
	for (const table of Object.keys(TABLE_COLUMNS) as (keyof Tables)[]) {
		if (table === "restriction") continue;
		const columns = sqlite.prepare(`PRAGMA table_info(${table})`).all();
		const values = columns.map(({ name, type }) => plantedValue(String(name), String(type)));
		sqlite.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${values.map(() => "?").join(", ")})`).run(...values);
	}
	// A list of a state goes on after x.
	sqlite.exec(
		"UPDATE ticket SET state = 'x'; CREATE TEMP TABLE next AS SELECT * FROM ticket; UPDATE next SET id = 'y'",
	);
	sqlite.exec("INSERT INTO ticket SELECT * FROM next");
	sqlite.exec("INSERT INTO unit_key VALUES ('x', 'y', 'x', 'x', x'78', 0, 'x')");
	sqlite.exec(
		"INSERT INTO photo (brand_id, id, member_id, object_key, width, height, state, added_at, decided_at) VALUES ('x', 'y', 'x', 'y', 1, 1, 'approved', 'x', 'y')",
	);
	return sqlite;
}

function plantedValue(column: string, type: string): string | number | Uint8Array | null {
	if (column === "state" || column === "account_state") return "active";
	if (column === "unit") return "core";
	if (/^(decided|ended|ends|lifted|closed|erasing|suspended)_at$/.test(column)) return null;
	if (type === "BLOB") return new Uint8Array([120]);
	return type === "INTEGER" ? 0 : X;
}

const restrict =
	"INSERT INTO restriction VALUES ('x', 'r', 'x', '', '', '', '', 'claim', 'x', NULL, NULL, NULL, NULL, NULL, NULL)";

const BEGINS = ["selectFrom", "selectNoFrom", "insertInto", "updateTable", "deleteFrom"] as const;

/** Places in the code where a query of its own begins, each as `file:line`. */
const placesIn = (file: string): string[] => {
	// Neither comments nor texts begin a query.
	const text = textOf(file).replace(/`[^`]*`/g, (quoted) => quoted.replaceAll(/\S/g, " "));
	return [
		...text.matchAll(/\b(?:build|anyTable)\s*\.(?=(?:selectFrom|selectNoFrom|insertInto|updateTable|deleteFrom)\b)/g),
	].map(({ 0: { length }, index }) => `${file}:${text.slice(0, index + length).split("\n").length}`);
};

const seen = new Set<string>();
/** Notes from which place of the code each query begins. */
function watchBeginnings(): void {
	const positions = new Set<string>();
	for (const begin of BEGINS) {
		const original = build[begin] as (...given: unknown[]) => unknown;
		const watched = (...given: unknown[]) => {
			const site = getCallSites(2)[1];
			const position = `${site?.scriptName}:${site?.lineNumber}:${site?.columnNumber}`;
			if (!positions.has(position)) {
				positions.add(position);
				const place = /src\/([^:]+:\d+):\d+\)?$/.exec(new Error().stack?.split("\n")[2] ?? "")?.[1];
				if (place !== undefined) seen.add(place);
			}
			return original.apply(build, given);
		};
		Object.assign(build, { [begin]: watched });
	}
}

let all: Made[];
beforeAll(async () => {
	watchBeginnings();
	all = await everyQuery();
}, 120_000);

const viewsIn = (query: Compilable<unknown>) =>
	nodesOf(query.compile().query).flatMap((node) =>
		node.kind === "IdentifierNode" && "name" in node && Object.hasOwn(USABLE_VIEWS, String(node.name))
			? [String(node.name)]
			: [],
	);

describe("every query in the code", () => {
	it("is made here: so many functions give one", () => {
		expect(all.length).toBeGreaterThan(300);
	});

	it("begins at a place that ran here, or in a file that is listed", () => {
		const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
		const unseen = files.flatMap(placesIn).filter((place) => !seen.has(place));
		const counts = Object.fromEntries(
			[...Map.groupBy(unseen, (place) => place.split(":")[0] ?? "")].map(([file, places]) => [file, places.length]),
		);
		const listed = Object.fromEntries(Object.entries(NOT_MADE).map(([file, [places]]) => [file, places]));
		expect(counts).toEqual(listed);
		expect(Object.values(NOT_MADE).filter(([, use]) => !isExempt(use))).toEqual([]);
	});

	it("names views, or one member by a value, or has its reason in the list", () => {
		const ofOthers = all.filter(({ refused }) => isOfOthers(refused)).map(({ name }) => name);
		const unlisted = ofOthers.filter((name) => !Object.hasOwn(EXEMPT, name));
		expect(unlisted, "write them with a view, name one member, or list them with their use").toEqual([]);
		const unused = Object.keys(EXEMPT).filter((name) => !ofOthers.includes(name));
		expect(unused, "the list names what needs no exemption, or is gone").toEqual([]);
	});

	it("finds nothing of a restricted member through a view, and did before (P41)", () => {
		const sqlite = planted();
		const rows = ({ queries }: Made) => queries.filter((query) => viewsIn(query).length > 0).flatMap(found);
		const found = (query: Compilable<unknown>) => {
			const { sql, parameters } = query.compile();
			const given = parameters.map((value) => value ?? null) as (string | number | Uint8Array | null)[];
			const all = sqlite.prepare(sql.replaceAll("limit ?", "limit 9 + 0 * coalesce(?, 0)")).all(...given);
			return all.filter((row) => Object.values(row).some((value) => value !== 0 && value !== null));
		};
		const using = all.filter(({ queries }) => queries.some((query) => viewsIn(query).length > 0));
		const names = using.map(({ name }) => name);
		expect(using.filter((one) => rows(one).length === 0).map(({ name }) => name)).toEqual([]);
		expect(names).toEqual(expect.arrayContaining(OF_OTHERS));
		sqlite.exec(restrict);
		expect(using.filter((one) => rows(one).length > 0).map(({ name }) => name)).toEqual([]);
	});
});
