import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { resumePasses } from "#foundation/rights/due-subjects.ts";
import { DAY } from "#foundation/time.ts";
import type { World } from "../world.ts";

/** Where the clock of a Worker under test is moved. No page has this address. */
const CLOCK_PATH = "/clock-of-the-test";

/**
 * The same Worker with a clock that the test moves while it runs. Only `Date.now` of the entry is another, and the
 * one address that moves it.
 * @returns the path of its module, and what removes it
 */
export function withMovableClock(bundle: string): { bundle: string; remove(): void } {
	const folder = mkdtempSync(join(tmpdir(), "livery-clock-"));
	cpSync(dirname(bundle), folder, { recursive: true });
	const path = join(folder, basename(bundle));
	const text = readFileSync(path, "utf8");
	const exported = /export\s*\{\s*([\w$]+) as default\s*\};?/.exec(text);
	if (exported === null) throw new Error("the Worker's module has no default export of its own");
	const before = "const realNow = Date.now.bind(Date); let ahead = 0; Date.now = () => realNow() + ahead;\n";
	const after = `
const underTest = {
	...${exported[1]},
	fetch(request, ...rest) {
		const url = new URL(request.url);
		if (url.pathname !== "${CLOCK_PATH}") return ${exported[1]}.fetch(request, ...rest);
		ahead = Number(url.searchParams.get("ahead"));
		return new Response("moved");
	},
};
export { underTest as default };
`;
	writeFileSync(path, before + text.replace(exported[0], "") + after);
	return { bundle: path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const RealDate = Date;

/** Moves the clock of the running Worker, and of this process along with it. @param ahead milliseconds; 0: back */
export async function moveClock(world: World, ahead: number): Promise<void> {
	const { text } = await world.get(`${CLOCK_PATH}?ahead=${ahead}`);
	if (text !== "moved") throw new Error("this Worker has no clock that moves");
	class MovedDate extends RealDate {
		constructor(...given: [] | [number | string | Date]) {
			if (given.length === 0) super(MovedDate.now());
			else super(...given);
		}
		static override now = () => RealDate.now() + ahead;
	}
	vi.stubGlobal("Date", ahead === 0 ? RealDate : MovedDate);
	// Retention stands still where its newest pass was long ago: here it has run all the time.
	const [realms] = await world.database.read(build.selectFrom("retention_pass").select("realm_id").distinct());
	if (realms.length === 0) return;
	const ids = realms.map(({ realm_id }) => realm_id);
	const yesterday = calendarDay(new Date(Date.now() - DAY).toISOString());
	await world.database.write(...resumePasses(ids, yesterday, new Date().toISOString()));
}
