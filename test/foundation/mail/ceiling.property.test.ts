import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_EXISTS, EMAIL_CHANGE_NEW, PASSWORD_RESET } from "#features/accounts/letters.ts";
import { build } from "#foundation/db/database.ts";
import { hoursOfWayIn, MAX_MAILS, mailCounts } from "#foundation/mail/ceiling.ts";
import type { Letter } from "#foundation/mail/letter.ts";
import { mailsCounted } from "#foundation/mail/queries-ceiling.ts";
import { LETTERS } from "../../../src/letters.ts";
import { CONFIRM, DAY, MINUTE, type OutboxWorld, outboxWorld } from "../../support/mail-world.ts";

const HOUR = 60 * MINUTE;
const RECIPIENT = "ada.lovelace@members.example";
const link = { at: "account", path: "/a" } as const;

type Sent = { at: number; template: Step["template"]; until: number };
type Step = {
	template: "confirm" | "email_change_new" | "account_exists" | "password_reset";
	spelled: string;
	wait: number;
};

const step: fc.Arbitrary<Step> = fc.record({
	template: fc.constantFrom("confirm", "email_change_new", "account_exists", "password_reset"),
	spelled: fc.constantFrom(RECIPIENT, "AdaLovelace@Members.example", "ada.lovelace+x@members.example"),
	/** Minutes; most steps come at once. */
	wait: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 90 }) }),
});

const causedBy = (template: Step["template"]) => LETTERS.get(template)?.causedBy ?? expect.fail(template);

async function letterOf(world: OutboxWorld, template: Step["template"]): Promise<{ letter: Letter; hours: number }> {
	if (template === "confirm") return { letter: CONFIRM, hours: 24 };
	if (template === "email_change_new") return { letter: EMAIL_CHANGE_NEW.with({ link, hours: 24 }), hours: 24 };
	if (template === "account_exists")
		return { letter: ACCOUNT_EXISTS.with({ signIn: link, reset: link, add: link }), hours: 1 };
	const realm = world.brands.apple.realm;
	const counts = await mailCounts({
		ring: world.ring,
		realm,
		recipient: RECIPIENT,
		causedBy: causedBy(template),
		now: world.time,
	});
	const [[day]] = counts ? await world.database.read(mailsCounted(counts.day)) : [[]];
	const hours = hoursOfWayIn({ sent: day?.count ?? 0, usual: 1, now: world.time });
	return { letter: PASSWORD_RESET.with({ link, hours }), hours };
}

const written = async ({ database }: OutboxWorld) =>
	(await database.read(build.selectFrom("outbox").select("id")))[0].length;

/** What was written, and the links to a new password that were not, by when they were asked. */
async function play(steps: readonly Step[]): Promise<{ sent: Sent[]; refused: number[] }> {
	const world = await outboxWorld();
	const sent: Sent[] = [];
	const refused: number[] = [];
	for (const [number, { template, spelled, wait }] of steps.entries()) {
		world.time += wait * MINUTE;
		const before = await written(world);
		const { letter, hours } = await letterOf(world, template);
		await world.queue({ cause: `${template}:${number}`, recipient: spelled, member: `member-${number % 4}`, letter });
		if ((await written(world)) > before) sent.push({ at: world.time, template, until: world.time + hours * HOUR });
		else if (causedBy(template) === "way_in") refused.push(world.time);
	}
	return { sent, refused };
}

const most = (sent: readonly Sent[], length: number) => {
	const windows = Map.groupBy(sent, ({ at }) => Math.floor(at / length));
	return Math.max(0, ...Array.from(windows.values(), (group) => group.length));
};

describe("a mailbox", () => {
	it("is never sent more than its most, whatever strangers do, and its owner always has a link (T26)", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
				const { sent, refused } = await play(steps);
				const others = sent.filter(({ template }) => causedBy(template) === "stranger");
				expect(most(others, HOUR)).toBeLessThanOrEqual(MAX_MAILS.stranger.hour);
				expect(most(others, DAY)).toBeLessThanOrEqual(MAX_MAILS.stranger.day);
				expect(most(sent, HOUR)).toBeLessThanOrEqual(MAX_MAILS.way_in.hour);
				expect(most(sent, DAY)).toBeLessThanOrEqual(MAX_MAILS.way_in.day);
				const links = sent.filter(({ template }) => template === "password_reset");
				for (const now of refused) expect(links.some(({ at, until }) => at <= now && now < until)).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});
