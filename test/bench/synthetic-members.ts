import {
	comparableEmail,
	comparableUserName,
	confusableSkeleton,
	LIKENESS_VERSION,
} from "#features/accounts/identity.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { build, type Database } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

const CHUNK = 400;
const LETTERS = "abefghjkmp";

export const nameOf = (number: number) => `proef${[...String(number)].map((digit) => LETTERS[Number(digit)]).join("")}`;
export const emailOf = (number: number) => `${nameOf(number)}@voorbeeld.test`;

type Filling = { database: Database; ring: KeyRing; realm: RealmId; brand: string; password: string };

/**
 * Members with real keys, seals and keyed hashes, each with a membership and a session, in chunks with ascending ids
 * (`said` after each). All have one password, whose hash is the same bytes under another seal.
 */
export async function fillMembers(
	filling: Filling,
	{ from, to }: { from: number; to: number },
	said: (done: number) => void,
): Promise<void> {
	const chunkFrom = (start: number) =>
		Promise.all(
			Array.from({ length: Math.max(0, Math.min(CHUNK, to - start)) }, (_, at) => rowsOf(filling, start + at)),
		);
	let next = chunkFrom(from);
	for (let start = from; start < to; start += CHUNK) {
		const rows = await next;
		// Made while the database writes the one before.
		next = chunkFrom(start + CHUNK);
		await filling.database.write(
			build.insertInto("unit_key").values(rows.map(({ key }) => key)),
			build.insertInto("member").values(rows.map(({ member }) => member)),
			build.insertInto("membership").values(rows.map(({ membership }) => membership)),
			build.insertInto("session").values(rows.map(({ session }) => session)),
		);
		said(start + rows.length);
	}
}

async function rowsOf({ ring, realm, brand, password }: Filling, number: number) {
	// A millisecond apart, beginning a year ago: ascending, as members come.
	const now = Date.UTC(2025, 10, 1) + number;
	const at = new Date(now).toISOString();
	const id = uuidv7(now);
	const { unit, row: key } = await ring.newUnit({ realm, owner: id, unit: "core" });
	const sealed = (table: string, column: string, row: string, text: string) => seal(unit, { table, column, row }, text);
	const [name, email] = [nameOf(number), emailOf(number)];
	const own = (column: string, text: string) => sealed("member", column, id, text);
	const session = uuidv7(now);
	return {
		key,
		member: {
			...{ realm_id: realm, id, language: "nl" as const, state: "active" as const },
			email_sealed: await own("email_sealed", email),
			email_index: await ring.index("email", realm, comparableEmail(email)),
			user_name_sealed: await own("user_name_sealed", name),
			user_name_index: await ring.index("user_name", realm, comparableUserName(name)),
			user_name_likeness_index: await ring.index("user_name_likeness", realm, confusableSkeleton(name)),
			password_sealed: await own("password_sealed", password),
			gender_sealed: await own("gender_sealed", "other"),
			adult_answer_sealed: await own("adult_answer_sealed", "yes"),
			...{ adult_rule: "18+", adult_answered_at: at, created_at: at, confirmed_at: at, updated_at: at },
			...{ session_epoch: 1, key_version: ring.version, likeness_version: LIKENESS_VERSION },
		},
		membership: {
			...{ brand_id: brand, member_id: id, joined_at: at, updated_at: at, state: "active" as const },
			...{ statement_notified: 1, pairwise_id: id },
		},
		session: {
			...{ realm_id: realm, id: session, brand_id: "", member_id: id, created_at: at, seen_at: at },
			...{ ends_at: "2027-11-22T00:00:00.000Z", kept_signed_in: 1 as const, epoch: 1, scope: "full" },
			device_type_sealed: await sealed("session", "device_type_sealed", session, "computer"),
			operating_system_sealed: await sealed("session", "operating_system_sealed", session, "Linux"),
			browser_sealed: await sealed("session", "browser_sealed", session, "Firefox"),
		},
	};
}
