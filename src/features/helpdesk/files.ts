import type { Insertable } from "kysely";
import type { Context, JobContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { randomToken, uuidv7 } from "#foundation/crypto/random.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import { openObject, sealObject } from "#foundation/crypto/sealed-object.ts";
import type { Tables } from "#foundation/db/tables.ts";
import { AppError, Unavailable } from "#foundation/errors.ts";
import { INERT_IMAGE } from "#foundation/http/headers.ts";
import type { RealmId } from "#foundation/ids.ts";
import { type Removal, removeQueuedObjects } from "#foundation/objects/removal-queue.ts";
import { DAY } from "#foundation/time.ts";
import { ATTACHMENTS, type CheckedFile } from "./attachment.ts";
import { knownAttachments } from "./queries.ts";
import { openIn, sealIn, unitOf } from "./ticket.ts";

const locationOf = (id: string) => ({ table: "ticket_attachment", column: "object_key", row: id });

type Place = { realm: RealmId; ticket: string; sender: string; message: string; unit: UnitKey };

/**
 * Stores files sealed, before the rows that name them are written: what a failure in between leaves behind is sealed
 * under a key that nobody has, and the sweep takes it away.
 */
export async function storeFiles(
	{ settings, now }: Pick<Context, "settings" | "now">,
	{ realm, ticket, sender, message, unit }: Place,
	files: readonly CheckedFile[],
): Promise<Insertable<Tables["ticket_attachment"]>[]> {
	const rows: Insertable<Tables["ticket_attachment"]>[] = [];
	for (const { name, type, bytes } of files) {
		const id = uuidv7(now);
		const key = `helpdesk/${randomToken()}`;
		await settings.objects.put(key, await sealObject(unit, locationOf(id), bytes));
		rows.push({
			...{ realm_id: realm, id, ticket_id: ticket, sender_id: sender, message_id: message, object_key: key },
			...{ type, bytes: bytes.length, name_sealed: await sealIn(unit, "ticket_attachment.name_sealed", id, name) },
		});
	}
	return rows;
}

type StoredFile = Pick<Tables["ticket_attachment"], "id" | "object_key" | "name_sealed" | "type">;

/**
 * A file for one whose right to it the caller has checked: to keep, never to be shown in the browser, where it may run
 * and load nothing (threat T15). Kept by no cache.
 * @throws AppError not_found when its key has gone; Unavailable when the file cannot be had
 */
export async function serveFile(context: Context, file: StoredFile, key: UnitKeyRow | undefined): Promise<Response> {
	const unit = await unitOf(context, key);
	if (unit === undefined) throw new AppError("not_found", "no file");
	const object = await context.settings.objects.get(file.object_key);
	// The database names it: that it is not found is the bucket's fault.
	if (!object) throw new Unavailable("a file of a ticket is missing (OBJECTS)");
	const bytes = await openObject(unit, locationOf(file.id), new Uint8Array(await object.arrayBuffer()));
	const name = (await openIn(unit, "ticket_attachment.name_sealed", file.id, file.name_sealed)) ?? "file";
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type,
			// RFC 6266, with a name in ASCII for programs that know no other.
			"Content-Disposition": [
				"attachment",
				`filename="${plainName(name)}"`,
				`filename*=UTF-8''${encodedName(name)}`,
			].join("; "),
			"Content-Security-Policy": INERT_IMAGE,
		},
	});
}

const plainName = (name: string) => name.replace(/[^A-Za-z0-9 _.()-]/g, "_");
const encodedName = (name: string) =>
	encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

const storeOf = ({ settings, database }: JobContext): Removal => ({
	objects: settings.objects,
	database: database("ticket files"),
});

/** Files of one look at the store. */
const PAGE_SIZE = 400;
/** A ticket that has not written its row after this many milliseconds never will. */
const ABANDONED_AFTER_MS = DAY;

/**
 * Deletes the files of tickets that are gone, and files that no ticket names: of questions that ended between store and
 * database. It looks at a page of the store from a random place, so that in the long run it sees all of it.
 */
export async function removeFiles(job: JobContext): Promise<void> {
	const store = storeOf(job);
	await removeQueuedObjects(store, ATTACHMENTS, (key) => [key]);
	const page = await store.objects.list({
		...{ prefix: ATTACHMENTS, startAfter: `${ATTACHMENTS}${randomToken(2)}`, limit: PAGE_SIZE },
	});
	const old = page.objects.filter(({ uploaded }) => job.now - uploaded.getTime() > ABANDONED_AFTER_MS);
	if (old.length === 0) return;
	const [known] = await store.database.read(knownAttachments(old.map(({ key }) => key)));
	const orphans = old.map(({ key }) => key).filter((key) => !known.some(({ object_key }) => object_key === key));
	if (orphans.length > 0) await store.objects.delete(orphans);
}
