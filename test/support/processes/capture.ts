import { expect, vi } from "vitest";
import { type Capture, type CapturedEvent, startCapture } from "#cli/local/capture.ts";
import { onFreePort } from "#cli/ports.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import { formatAnswers, type KeptAnswer } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { recipientWordsHash } from "#foundation/choice/words.ts";
import { JUPITER } from "../staff.ts";
import type { World } from "../world.ts";

/** The capture server of `npm start`, with accounts that lead to it. */
export type Capturing = Capture & { bindings: { RECIPIENT_ACCOUNTS: string } };

export const BRANDS = ["twero", "geilesexsite"] as const;
export type Brand = (typeof BRANDS)[number];

export async function startCapturing(): Promise<Capturing> {
	const capture = await onFreePort((port) => startCapture({ port, now: () => new Date() }));
	const accounts = BRANDS.flatMap((brand) =>
		[
			...[{ recipient: "google-analytics", id: "G-TEST0001", secret: "geheim", url: capture.urls["google-analytics"] }],
			...[{ recipient: "24metrics", id: "test0001", url: capture.urls["24metrics"] }],
		].map((account) => ({ realm: JUPITER, brand, ...account })),
	);
	return { ...capture, bindings: { RECIPIENT_ACCOUNTS: JSON.stringify(accounts) } };
}

/** The cookie of somebody who answered so on a brand, in the words of its edition in force. */
export async function answerCookie(
	world: Pick<World, "database">,
	brand: Brand,
	answers: Readonly<Record<string, Partial<KeptAnswer>>>,
): Promise<string> {
	const published = (await readLiveState(world.database)).brands.get(brand);
	if (published === undefined) throw new Error(`${brand} is not published`);
	const edition = currentEdition(published, Date.now());
	const kept = Object.entries(answers).map(async ([id, answer]): Promise<KeptAnswer> => {
		const recipient = edition.legal.recipients.find((one) => one.id === id);
		if (recipient === undefined) throw new Error(`${id} is no recipient of ${brand}`);
		const textHash = await recipientWordsHash(edition, recipient, "nl");
		const at = new Date(Date.now() - 60_000).toISOString();
		return { recipient: id, kind: "given", textHash, at, event: "", despiteSignal: false, ...answer };
	});
	return `${CHOICE_COOKIE}=${formatAnswers(await Promise.all(kept))}`;
}

/** Once so many events of a recipient have come, all that came; every one of them as the references have it. */
export async function captured(
	capture: Capture,
	recipient: CapturedEvent["recipient"],
	count: number,
): Promise<CapturedEvent[]> {
	const own = () => capture.events().filter((event) => event.recipient === recipient);
	await vi.waitFor(() => expect(own().length).toBeGreaterThanOrEqual(count), { timeout: 15_000, interval: 20 });
	expect(capture.events().filter(({ refused }) => refused !== "")).toEqual([]);
	return own();
}
