import { createClient } from "@libsql/client/web";
import { expect, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { DAY } from "#foundation/time.ts";
import { letterTo, type Mailbox } from "./member.ts";
import type { World } from "./world.ts";

/** Requests of members as the database has them, their mails, and time that passes for them. */

export async function requestsOf({ database }: World, member: string) {
	const [rows] = await database.read(
		build.selectFrom("rights_request").selectAll().where("member_id", "=", member).orderBy("id"),
	);
	return rows;
}

export async function lastRequest(world: World, member: string) {
	return (await requestsOf(world, member)).at(-1) ?? expect.fail("no request");
}

export async function stepsOf({ database }: World, request: string): Promise<string[]> {
	const [rows] = await database.read(
		build.selectFrom("rights_request_event").selectAll().where("request_id", "=", request).orderBy("number"),
	);
	return rows.map(({ what, actor, to_state }) => `${what} ${actor} ${to_state}`);
}

export async function logOf({ database }: World, request: string): Promise<string[]> {
	const [rows] = await database.read(
		build.selectFrom("audit_entry").selectAll().where("request_id", "=", request).orderBy("number"),
	);
	return rows.map(({ action, actor, role }) => `${action} ${actor} ${role}`.trim());
}

/** The mails to an address whose text holds these words, once there are so many. */
export async function lettersWith(mail: Mailbox, address: string, part: string, count = 1) {
	const letters = async () => {
		const own = mail.taken.filter(({ to }) => to.includes(address));
		const read = await Promise.all(own.map((one) => letterTo({ taken: [one] }, address)));
		return read.filter(({ text }) => text.replaceAll(/\s+/g, " ").includes(part));
	};
	await vi.waitFor(async () => expect((await letters()).length).toBeGreaterThanOrEqual(count), {
		timeout: 15_000,
		interval: 50,
	});
	return letters();
}

export const linkIn = ({ links }: { links: readonly string[] }, part: string): string =>
	links.find((one) => one.includes(part)) ?? expect.fail(links.join());
export const codeIn = (link: string): string => new URL(link).searchParams.get("code") ?? expect.fail(link);

/** Lets time pass for a member's requests, and the jobs run: the guards that keep their moments go meanwhile. */
export async function passFor(world: World, member: string, milliseconds: number): Promise<void> {
	const client = createClient({ url: world.server.url });
	const moved = (column: string) =>
		`${column} = strftime('%Y-%m-%dT%H:%M:%fZ', julianday(${column}) - ${milliseconds / DAY})`;
	const columns = ["received_at", "due_at", "answer_by", "verified_at", "asked_at", "announced_at", "begins_at"];
	const { rows } = await client.execute(
		"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'rights_request'",
	);
	await client.batch(
		[
			...rows.map(({ name }) => `DROP TRIGGER ${name}`),
			`UPDATE rights_request SET ${columns.map(moved).join(", ")} WHERE member_id = '${member}' AND closed_at IS NULL`,
			...rows.map(({ sql }) => String(sql)),
		],
		"write",
	);
	client.close();
	await world.worker.tick();
}
