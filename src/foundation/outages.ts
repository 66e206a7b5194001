/**
 * What the stores that requests need answered last, where that was a failure: for /healthz and the log. Module state,
 * which tells of stores and nothing of anyone.
 */
export type Store = "database reads" | "database writes" | "files of photos" | "image service" | "heads of logs";

const failures = new Map<Store, { problem: string; at: number; saidAt: number }>();
/** Milliseconds: an older failure says nothing about the present. */
const REMEMBERED_MS = 60_000;

/** One line for the log as it begins, and once a minute while it lasts. @param at epoch milliseconds */
export function noteFailure(store: Store, problem: string, at: number): void {
	const last = failures.get(store);
	const isSaid = last !== undefined && last.problem === problem && at - last.saidAt < REMEMBERED_MS;
	if (!isSaid) console.error(`store: ${store}: ${problem}`);
	failures.set(store, { problem, at, saidAt: isSaid ? last.saidAt : at });
}

export function noteAnswer(store: Store): void {
	failures.delete(store);
}

/** What fails now, in sentences for the operator. @param now epoch milliseconds */
export function outages(now: number): string[] {
	return [...failures]
		.filter(([, { at }]) => now - at < REMEMBERED_MS)
		.map(([store, { problem }]) => `${store}: ${problem}`);
}

/** What was asked, if it is answered within so many milliseconds. @throws Error when it is not, and whatever it throws */
export async function within<Answer>(limitMs: number, question: () => Promise<Answer>): Promise<Answer> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error("no answer in time")), limitMs);
	});
	try {
		return await Promise.race([question(), late]);
	} finally {
		clearTimeout(timer);
	}
}
