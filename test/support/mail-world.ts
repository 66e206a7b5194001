import { z } from "zod";
import { CONFIRM as CONFIRM_LETTER } from "#features/accounts/letters.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { encodeSnapshot, openSnapshot } from "#foundation/brand/snapshot.ts";
import type { JobContext } from "#foundation/context.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import type { Database } from "#foundation/db/database.ts";
import type { BrandId } from "#foundation/ids.ts";
import { drainOutbox } from "#foundation/mail/delivery/drain.ts";
import type { DrainContext, DrainReport } from "#foundation/mail/delivery/run.ts";
import { type Delivery, MailServerUnavailable } from "#foundation/mail/delivery/transport.ts";
import { letter } from "#foundation/mail/letter.ts";
import { DIGEST } from "#foundation/mail/letters.ts";
import type { Message } from "#foundation/mail/message.ts";
import { type NewMail, queueMail } from "#foundation/mail/outbox.ts";
import { linkSchema } from "#foundation/mail/schema.ts";
import { drainSources } from "#foundation/mail/send.ts";
import { openSystem } from "#foundation/system.ts";
import { LETTERS } from "../../src/letters.ts";
import { publishedBrand } from "./fixtures/published.ts";
import { someSettings } from "./fixtures/settings.ts";
import { memoryDatabase } from "./stores/memory-database.ts";

/** The outbox on values: real queries and keys, a clock that the test moves, and a record of what would go out. */
export type OutboxWorld = {
	database: Database;
	ring: KeyRing;
	brands: Record<"apple" | "pear", PublishedBrand>;
	/** Epoch milliseconds. */
	time: number;
	sent: { at: number; to: string; raw: string }[];
	connections: number;
	/** What the server says to each mail; `down`: nothing at all. */
	server: (message: Message) => Delivery | "down" | Promise<Delivery | "down">;
	sources: DrainContext;
	/** Of a job on the same database. */
	system: JobContext;
	queue(mail: Partial<NewMail> & { cause: string }): Promise<void>;
	drain(until?: number): Promise<DrainReport>;
};

export const START = Date.parse("2026-11-22T08:00:00.000Z");
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** What a member who chose nothing about all mail at once has. */
export const ALL_MAIL = { stopped: 0, most_per_week: null, neutral_sender: 0 } as const;

export const CONFIRM = CONFIRM_LETTER.with({ link: { at: "account", path: "/confirm/token" }, hours: 24 });

/** A letter that this world alone knows, of a kind that a member may stop. */
export const NOTE = letter("note", z.strictObject({ link: linkSchema }), "service", {
	causedBy: "account",
	text: () => ({
		subject: "Nieuw op de site",
		write: ({ link }) => ({ paragraphs: ["Er is iets nieuws."], links: [{ label: "Bekijk het", link }] }),
	}),
	entries: ({ link }, subject) => [{ title: subject, link }],
});

/** The same of a kind that the Worker knows. */
export const STOPPABLE = DIGEST.with({
	entries: [{ title: "Nieuw op de site", link: { at: "brand", path: "/privacy/versions/1..2" } }],
	more: 0,
});

export async function outboxWorld(): Promise<OutboxWorld> {
	const brands = { apple: publishedBrand({ id: "apple" }), pear: publishedBrand({ id: "pear" }) };
	const database = memoryDatabase();
	const clock = { now: () => START };
	const snapshot = await openSnapshot(await encodeSnapshot(Object.values(brands), 1, new Date(START).toISOString()));
	const settings = someSettings({ keyRoot: new Uint8Array(32).fill(7), tokenRoot: new Uint8Array(32).fill(9) });
	const platform = { now: () => clock.now(), wait: () => Promise.resolve() };
	const job = openSystem(
		{ settings, platform, keepAlive: () => undefined },
		{ database: () => database, snapshot: () => snapshot, random: () => 0.5 },
	);
	const sources = await drainSources(job, new Map([...LETTERS, [NOTE.name, NOTE]]), async () => {
		world.connections += 1;
		return { send: (message) => take(world, message), close: () => undefined };
	});
	const { ring } = sources;
	const world: OutboxWorld = {
		database,
		ring,
		brands,
		time: START,
		sent: [],
		connections: 0,
		server: () => ({ result: "sent" }),
		sources,
		system: job,
		async queue(mail) {
			const filled: NewMail = {
				ring,
				realm: brands.apple.realm,
				brand: brands.apple.id,
				member: "member-1",
				recipient: "ada@members.example",
				letter: CONFIRM,
				locale: "nl",
				class: "transactional",
				now: world.time,
				...mail,
			};
			await database.write(...(await queueMail(filled)));
		},
		drain: (until = world.time + MINUTE) => drainOutbox(world.sources, until),
	};
	clock.now = () => world.time;
	return world;
}

async function take(world: OutboxWorld, message: Message): Promise<Delivery> {
	const answer = await world.server(message);
	if (answer === "down") throw new MailServerUnavailable("ECONNECTION");
	if (answer.result === "sent")
		world.sent.push({ at: world.time, to: message.to, raw: new TextDecoder().decode(message.raw) });
	return answer;
}

export const brandNamed = (world: OutboxWorld, id: string): BrandId => {
	const brand = world.sources.findBrand(id);
	if (brand === undefined) throw new Error(`there is no ${id}`);
	return brand.id;
};

/** Header fields of a raw mail, unfolded, in order. */
export function headersOf(raw: string): [name: string, value: string][] {
	const end = raw.indexOf("\r\n\r\n");
	const lines = raw
		.slice(0, end)
		.replace(/\r\n[ \t]+/g, " ")
		.split("\r\n");
	return lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
}

export function headerOf(raw: string, name: string): string | undefined {
	return headersOf(raw).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}
