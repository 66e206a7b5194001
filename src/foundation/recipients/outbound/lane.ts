/** What leaves for a recipient: plain values, so that the request of anybody else may send it. */
export type Outgoing = {
	method: "GET" | "POST";
	url: string;
	headers: Readonly<Record<string, string>>;
	body: string | undefined;
};

export type LaneLimits = {
	/** On their way at once, in this isolate. */
	inFlight: number;
	/** Waiting; what comes beyond is dropped. */
	waiting: number;
	/** Milliseconds until nobody listens for its answer any more. */
	answer: number;
	/** Whether a late answer is a failure: not where so short a time says nothing of what the recipient took. */
	isLateFailure: boolean;
	/** Milliseconds after which one that still waits says nothing of the present any more. */
	fresh: number;
	/** Failures in a row after which the recipient is left alone. */
	failures: number;
	/** For how many milliseconds. */
	pause: number;
};

/** What became of an event. `late`: no answer came in time. */
export type Delivery = "taken" | "refused" | "late";

/** What became of all that was offered. */
export type LaneCounts = { sent: number; late: number; failed: number; dropped: number };

/** Milliseconds for an end to be noted. What has not ended by then belongs to a request that was cut off. */
const GRACE_MS = 1_000;

/**
 * The way to one recipient, for one isolate: so many events on their way, so many waiting, none tried twice. A recipient
 * that does not answer costs a bounded number of connections and bytes, and after some failures nothing.
 */
export class Lane {
	readonly counts: LaneCounts = { sent: 0, late: 0, failed: 0, dropped: 0 };
	readonly #limits: LaneLimits;
	#waiting: { outgoing: Outgoing; since: number }[] = [];
	/** When each that is on its way began: a runtime may end a request without a word, and its place is then free. */
	readonly #underway = new Map<object, number>();
	#failures = 0;
	#closedUntil = 0;

	constructor(limits: LaneLimits) {
		this.#limits = limits;
	}

	/** How many wait. */
	get waiting(): number {
		return this.#waiting.length;
	}

	/** Whether the recipient is left alone. @param now epoch milliseconds */
	isClosed(now: number): boolean {
		return now < this.#closedUntil;
	}

	/** Takes an event, or drops it: the newest goes, for those before it were promised their turn. */
	offer(outgoing: Outgoing, now: number): boolean {
		if (this.isClosed(now) || this.#waiting.length >= this.#limits.waiting) {
			this.counts.dropped += 1;
			return false;
		}
		this.#waiting.push({ outgoing, since: now });
		return true;
	}

	/**
	 * Sends what waits, one after the other, until nothing does, `until` has come (epoch milliseconds), or as many as may
	 * are on their way by other requests, which then send the rest. It throws nothing.
	 * @param deliver it must end within the limit that it is given, in milliseconds
	 */
	async run(
		deliver: (outgoing: Outgoing, limit: number) => Promise<Delivery>,
		clock: () => number,
		until: number,
	): Promise<void> {
		for (let next = this.#take(clock()); next !== undefined; next = this.#take(clock())) {
			const place = {};
			this.#underway.set(place, clock());
			const delivery = await deliver(next, this.#limits.answer).catch(() => "refused" as const);
			this.#underway.delete(place);
			this.#note(delivery, clock());
			if (clock() >= until) return;
		}
	}

	#take(now: number): Outgoing | undefined {
		const { inFlight, fresh, answer } = this.#limits;
		const stale = this.isClosed(now)
			? this.#waiting.length
			: this.#waiting.filter(({ since }) => now - since > fresh).length;
		this.counts.dropped += stale;
		this.#waiting.splice(0, stale);
		for (const [place, since] of this.#underway) if (now - since > answer + GRACE_MS) this.#underway.delete(place);
		// After a pause one goes ahead, and the others wait for what becomes of it.
		const most = this.#failures >= this.#limits.failures ? 1 : inFlight;
		return this.#underway.size >= most ? undefined : this.#waiting.shift()?.outgoing;
	}

	#note(delivery: Delivery, now: number): void {
		if (delivery === "taken") {
			this.counts.sent += 1;
			this.#failures = 0;
			return;
		}
		if (delivery === "late" && !this.#limits.isLateFailure) {
			this.counts.late += 1;
			return;
		}
		this.counts.failed += 1;
		this.#failures += 1;
		if (this.#failures >= this.#limits.failures) this.#closedUntil = now + this.#limits.pause;
	}
}
