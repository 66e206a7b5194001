import type { Context, JobSchedule } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { type DrillHealth, drillHealth } from "#foundation/jobs/drills.ts";
import { type JobHealth, jobHealth } from "#foundation/jobs/health.ts";
import { LAPSES_AFTER_MS } from "#foundation/ledgers/legal-disclosure.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { daysLeft } from "#foundation/rights/requests/clock.ts";
import type { BreachRow } from "../breaches/breach.ts";
import { isOverdue } from "../breaches/views-clock.tsx";
import { may, type Permission } from "../roles.ts";
import { MAX_COUNTED, type QueueRow, type queueQueries } from "./queries-queues.ts";

/** What waits for somebody's role, and since when or until when. */

export const QUEUES = [
	...(["breaches", "drill", "jobs", "requests", "tickets", "photos", "ages", "objections", "restrictions"] as const),
	...(["notices", "holds", "disclosures", "drafts", "staff"] as const),
] as const;
export type QueueName = (typeof QUEUES)[number];

/** Who works through a queue, and where. */
const PLACES: Readonly<Record<QueueName, { path: string; permission: Permission }>> = {
	photos: { path: "/console/photos", permission: "photos.review" },
	ages: { path: "/console/ages", permission: "photos.review" },
	tickets: { path: "/console/tickets", permission: "tickets.answer" },
	requests: { path: "/console/requests", permission: "rights.decide" },
	objections: { path: "/console/rights", permission: "rights.decide" },
	restrictions: { path: "/console/rights", permission: "rights.decide" },
	notices: { path: "/console/notices", permission: "rights.decide" },
	holds: { path: "/console/holds", permission: "holds.decide" },
	disclosures: { path: "/console/disclosures", permission: "disclosures.decide" },
	breaches: { path: "/console/breaches", permission: "breaches.decide" },
	drafts: { path: "/console/brands/drafts", permission: "drafts.approve" },
	staff: { path: "/console/staff", permission: "staff.agree" },
	jobs: { path: "/console/brands", permission: "drills.read" },
	drill: { path: "/console/brands", permission: "drills.read" },
};

/**
 * A queue in which something waits. `rows`: how many, MAX_COUNTED + 1 for more than that. `own`: how many of them are in
 * the reader's own name. `since`, `due`: ISO 8601, of the oldest or the most urgent; neither where it is not known.
 */
export type Queue = {
	name: QueueName;
	path: string;
	rows: number;
	isLate: boolean;
	own?: number;
	since?: string;
	due?: string;
	/** The breach that is most urgent. */
	breach?: BreachRow;
	/** Jobs that are late or fail. */
	jobs?: readonly string[];
	drill?: DrillHealth;
};

/** @param rows of `queueQueries` */
type Rows = RowsOf<ReturnType<typeof queueQueries>>;
type Asked = Pick<Context, "now"> & { jobs: readonly JobSchedule[] };

/** What waits for this role: what is late first, then what is due or has waited longest. And the queues that are empty. */
export function queuesOf(role: StaffRole, { now, jobs }: Asked, rows: Rows): { waiting: Queue[]; empty: QueueName[] } {
	const open = QUEUES.filter((name) => may(role, PLACES[name].permission));
	const all = open.map((name): Queue => ({ name, path: PLACES[name].path, ...stateOf(name, rows, now, jobs) }));
	return {
		waiting: all.filter(({ rows: count }) => count > 0).sort(byUrgency),
		// That the machinery runs is no work that is done.
		empty: all
			.filter(({ name, rows: count }) => count === 0 && name !== "jobs" && name !== "drill")
			.map(({ name }) => name),
	};
}

const momentOf = ({ due, since }: Queue) => due ?? since ?? "";
const byUrgency = (one: Queue, other: Queue) =>
	Number(other.isLate) - Number(one.isLate) || momentOf(one).localeCompare(momentOf(other));

type State = Omit<Queue, "name" | "path">;

function stateOf(name: QueueName, rows: Rows, now: number, schedules: readonly JobSchedule[]): State {
	const [[photos], [ages], [unassigned], [own], [requests], [objections], [restrictions]] = rows;
	const [, , , , , , , [notices], [holds], [proposals], [breaches], [breach], [colleagues], [drafts], ends, ...drills] =
		rows;
	if (name === "tickets") return { ...dueIn(both(unassigned, own), now), own: own?.rows ?? 0 };
	if (name === "requests") return dueIn(requests, now);
	if (name === "holds") return dueIn(holds, now);
	if (name === "disclosures") return dueIn(lapsing(proposals), now);
	if (name === "breaches")
		return breach && breaches && breaches.rows > 0
			? { rows: breaches.rows, isLate: isOverdue(breach, now), due: breach.due_at, breach }
			: NOTHING;
	if (name === "jobs") return jobState(jobHealth(ends, schedules, now));
	if (name === "drill") {
		const drill = drillHealth(drills, now);
		return drill.failedAt !== null || drill.overdue ? { rows: 1, isLate: true, drill } : NOTHING;
	}
	return sinceOf(
		{ photos, ages, objections, restrictions, notices, drafts, staff: colleagues }[name],
		UNORDERED.has(name),
	);
}

const NOTHING: State = { rows: 0, isLate: false };

/** Their queries stop at MAX_COUNTED in no order of time: beyond it, nobody knows the oldest. */
const UNORDERED: ReadonlySet<QueueName> = new Set(["ages", "restrictions", "notices", "staff"]);

function sinceOf(row: QueueRow | undefined, isUnordered: boolean): State {
	if (!row?.first) return NOTHING;
	const isKnown = !isUnordered || row.rows <= MAX_COUNTED;
	return { rows: row.rows, isLate: false, ...(isKnown ? { since: row.first } : {}) };
}

const dueIn = (row: QueueRow | undefined, now: number): State =>
	row?.first ? { rows: row.rows, isLate: daysLeft(new Date(now), new Date(row.first)) < 0, due: row.first } : NOTHING;

const both = (one: QueueRow | undefined, other: QueueRow | undefined): QueueRow => ({
	rows: Math.min((one?.rows ?? 0) + (other?.rows ?? 0), MAX_COUNTED + 1),
	first: [one?.first, other?.first].filter((first) => first != null).sort()[0] ?? null,
});

/** A proposal lapses when nobody decides on it. */
const lapsing = (row: QueueRow | undefined): QueueRow | undefined =>
	row?.first ? { ...row, first: new Date(Date.parse(row.first) + LAPSES_AFTER_MS).toISOString() } : undefined;

/** Jobs that should have ended since, or whose last run failed. */
export const lateJobs = (health: JobHealth): string[] =>
	Object.entries(health).flatMap(([name, { overdue, failures }]) => (overdue || failures > 0 ? [name] : []));

function jobState(health: JobHealth): State {
	const late = lateJobs(health);
	const ends = late.flatMap((name) => health[name]?.ended ?? []).sort();
	return { rows: late.length, isLate: late.length > 0, jobs: late, ...(ends[0] ? { since: ends[0] } : {}) };
}
