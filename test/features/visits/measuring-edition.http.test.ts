import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { readLiveState } from "#cli/publish/live-state.ts";
import { MAILING_DAYS, NOTICE_DAYS, planPublication } from "#cli/publish/publication.ts";
import { publish } from "#cli/publish/publish.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { answerCookie, type Capturing, captured, startCapturing } from "../../support/processes/capture.ts";
import { moveClock, withMovableClock } from "../../support/processes/clock.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Recipients change while yeses live: the edition in force decides (DECISIONS 121). */

const NOTICE_MS = (MAILING_DAYS + NOTICE_DAYS) * DAY;
const GA = "google-analytics";

let capture: Capturing;
let world: World;
let clock: ReturnType<typeof withMovableClock>;

beforeAll(async () => {
	capture = await startCapturing();
	clock = withMovableClock(inject("bundle"));
	world = await startWorld({ bundle: clock.bundle, bindings: capture.bindings });
}, 180_000);
afterAll(async () => {
	vi.unstubAllGlobals();
	await world.stop();
	await capture.stop();
	clock.remove();
});

const get = (path: string, cookie: string) =>
	world.get(path, { host: "geilesexsite.localhost", headers: { "CF-Connecting-IP": "203.0.113.77", Cookie: cookie } });

it("GET of a page tells a recipient until the day on which the edition lacks it, and nothing after, whatever the cookie says (P17)", async () => {
	const yes = `${await answerCookie(world, "geilesexsite", { [GA]: {}, "24metrics": {} })}; __Host-ga=12.34`;
	const now = new Date();
	const [live, tenants] = await Promise.all([readLiveState(world.database), loadTenants("tenants")]);
	const compiled = tenants.brands.map((brand) => {
		const recipients = brand.legal.recipients.filter(({ id }) => brand.id !== "geilesexsite" || id !== GA);
		return { ...brand, legal: { ...brand.legal, recipients } };
	});
	await publish(world.database, await planPublication(compiled, live, now), live, { now, note: "one recipient less" });
	await moveClock(world, NOTICE_MS - HOUR);
	expect((await get("/privacy", yes)).headers["set-cookie"]).toBeUndefined();
	await captured(capture, GA, 1);
	capture.clear();

	await moveClock(world, NOTICE_MS + HOUR);
	const page = await get("/", yes);
	expect(page.status).toBe(200);
	expect(page.headers["set-cookie"]).toMatch(/__Host-ga=; Max-Age=0/);
	// The other recipient's words are the same, and so is the yes to it.
	await captured(capture, "24metrics", 1);
	expect(capture.events()).toHaveLength(1);
});
