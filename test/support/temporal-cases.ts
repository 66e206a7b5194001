import { execFileSync } from "node:child_process";
import type { Duration } from "#foundation/i18n/duration.ts";

/** What V8's own Temporal says of a moment in Amsterdam: a second implementation to compare with. Epoch milliseconds. */
export type Answer = { later: number; startOfDay: number; startOfNextDay: number; endOfYear: number };

const PROGRAM = `
const { readFileSync } = await import("node:fs");
const timeZone = "Europe/Amsterdam";
const answers = JSON.parse(readFileSync(0, "utf8")).map(([at, duration]) => {
	const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
	const nextYear = Temporal.ZonedDateTime.from({ timeZone, year: from.year + 1, month: 1, day: 1 });
	return {
		later: from.add(duration).epochMilliseconds,
		startOfDay: from.startOfDay().epochMilliseconds,
		startOfNextDay: from.add({ days: 1 }).startOfDay().epochMilliseconds,
		endOfYear: nextYear.epochMilliseconds,
	};
});
process.stdout.write(JSON.stringify(answers));
`;

/** Asks a Node with Temporal switched on; one process for all cases. */
export function askTemporal(cases: readonly (readonly [Date, Duration])[]): Answer[] {
	const input = JSON.stringify(cases.map(([at, duration]) => [at.getTime(), duration]));
	const argv = ["--harmony-temporal", "--input-type=module", "-e", PROGRAM];
	return JSON.parse(execFileSync(process.execPath, argv, { input, encoding: "utf8", maxBuffer: 2 ** 26 }));
}
