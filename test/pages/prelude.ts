import nodeCrypto from "node:crypto";
import { dateOf, fixed } from "./fixed.ts";

/** Imported before the app: replaces what reads the clock and draws random numbers in this isolate. */

export const source = fixed(Date.UTC(2026, 0, 1));

globalThis.Date = dateOf(source);
Math.random = () => source.fraction();
const getRandomValues = <Bytes extends ArrayBufferView | null>(bytes: Bytes) => (bytes ? source.fill(bytes) : bytes);
Object.defineProperty(crypto, "getRandomValues", { value: getRandomValues, configurable: true });
Object.defineProperty(crypto, "randomUUID", { value: () => uuid(), configurable: true });
// The boundaries of mails, which are written while other work goes on beside them: one for all.
Object.assign(nodeCrypto, { randomBytes: (count: number) => Buffer.alloc(count, 7) });

function uuid(): string {
	const hex = Buffer.from(source.fill(new Uint8Array(16))).toString("hex");
	return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

/** Milliseconds that a timer waits at most for the answer of its request. */
const HELD = 1_000;

/** The answer under way: what a timer begins goes on after it, however slow the machine is. */
export const underWay: { answer: Promise<unknown> } = { answer: Promise.resolve() };

const realSetTimeout = globalThis.setTimeout;
const realClearTimeout = globalThis.clearTimeout;
const live = new Set<unknown>();

/** A timer draws its random numbers after its request has drawn its own, so that the order is always the same. */
function heldTimeout(callback: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]): unknown {
	const { answer } = underWay;
	const timer = realSetTimeout(() => {
		const late = new Promise((resolve) => realSetTimeout(resolve, HELD));
		void Promise.race([answer, late]).then(() => {
			if (live.delete(timer)) callback(...given);
		});
	}, milliseconds);
	live.add(timer);
	return timer;
}

Object.assign(globalThis, {
	setTimeout: heldTimeout,
	clearTimeout(timer: ReturnType<typeof setTimeout> | undefined) {
		live.delete(timer);
		realClearTimeout(timer);
	},
});
