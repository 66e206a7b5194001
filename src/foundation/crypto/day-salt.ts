import { DAY } from "../time.ts";
import { deleteObject, putObject, readObject, type SaltStore, SaltsUnavailable } from "./salts.ts";

/**
 * Salts that live for a day (DECISIONS 16): what is counted about an IP address is counted under the key of a day,
 * and once the day's salt is gone nobody can try an address against any copy, whatever other secret they hold. They
 * stand in the bucket that no backup holds, and never in the database. Three places take turns, so that no more than
 * three salts can ever be left, also where the minute's work does not run.
 */
/** After midnight, for requests that began before it and for clocks that differ. Counting windows end with the day. */
const GRACE_MS = 15 * 60 * 1000;
const SLOTS = 3;
const SALT_BYTES = 32;
const DATE_LENGTH = 10;

const slotOf = (day: number) => `salts/day/${day % SLOTS}`;
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;

/**
 * The salt of a day, made at its first use: of many isolates that try, one wins, and all read what it wrote.
 * @param day as `2026-11-22`, UTC
 * @throws SaltsUnavailable for a day that is over
 */
export async function daySalt(salts: SaltStore, day: string): Promise<Uint8Array<ArrayBuffer>> {
	const name = slotOf(numberOf(day));
	for (let attempt = 0; attempt < 3; attempt++) {
		const found = await readObject(salts, name);
		const bytes = found?.bytes;
		const there = bytes ? dayOf(bytes) : "";
		if (bytes && there === day) return bytes.slice(DATE_LENGTH);
		if (there > day) throw new SaltsUnavailable("the salt of a day that is over is gone");
		const made = new Uint8Array(DATE_LENGTH + SALT_BYTES);
		made.set(new TextEncoder().encode(day));
		made.set(crypto.getRandomValues(new Uint8Array(SALT_BYTES)), DATE_LENGTH);
		await putObject(salts, name, made, { onlyIf: found ? { etagMatches: found.etag } : { etagDoesNotMatch: "*" } });
	}
	throw new SaltsUnavailable("the salt of the day was written and is not there");
}

const dayOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.slice(0, DATE_LENGTH));

/** Destroys yesterday's. */
export async function forgetYesterday(salts: SaltStore, now: number): Promise<void> {
	const today = Math.floor(now / DAY);
	if (now - today * DAY >= GRACE_MS) await deleteObject(salts, slotOf(today - 1));
}
