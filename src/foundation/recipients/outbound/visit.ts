import type { JobContext, RequestContext } from "../../context.ts";
import { deviceOf } from "../../device.ts";
import { Unavailable } from "../../errors.ts";
import type { PageKind } from "../../register/page-kinds.ts";
import type { EventKind } from "./adapter.ts";
import { CLIENT_COOKIE, clientIdOf, keepClientId } from "./client-id.ts";
import { type EventFields, itemsTold } from "./fields.ts";
import { type Agreed, agreedHere, grantsOf } from "./grant.ts";
import type { ToldOfJoining } from "./joined.ts";
import { sendEvent, toldOf } from "./send.ts";

/**
 * Pages that a recipient may hear of. The others are of somebody in particular: a member's, one who follows a link of a
 * mail, one who checks the receipt of an erasure (DECISIONS 121).
 */
const TOLD_PAGES: readonly PageKind[] = ["home", "statement", "versions", "cookies", "rights", "terms"];

/** What members' ledgers said when this isolate last asked: ids of events, and nothing of whose they are. */
const memory = new Map<string, boolean>();

/** A longer name than any browser has; it says more of one person than of a kind of browser. */
const MAX_USER_AGENT = 300;

/**
 * Tells recipients of a page of a brand, once it is on its way; they hear nothing of who is signed in. A browser that
 * keeps a number without a yes that holds loses it.
 * @param seen `page`: undefined for what is no page
 * @returns whether the answer writes a cookie, and so is this browser's own
 */
export async function tellOfVisit(
	context: RequestContext,
	seen: { page: PageKind | undefined; isSignedIn(): Promise<boolean> },
): Promise<boolean> {
	if (seen.page === undefined && context.browser.read(CLIENT_COOKIE) === undefined) return false;
	const agreed = await agreedHere(context);
	const page = TOLD_PAGES.find((kind) => kind === seen.page);
	const isTold = page !== undefined && agreed.length > 0 && !(await seen.isSignedIn());
	const { clientId, isWritten } = keepClientId(context, agreed, { memory, mayGive: isTold });
	if (!isTold) return isWritten;
	const fields = { ...fieldsOf(context), page, ...(clientId === undefined ? {} : { clientId }) };
	tell(context, agreed, page === "home" ? ["page", "landing"] : ["page"], fields);
	return isWritten;
}

/**
 * Tells recipients that somebody pressed join, and gives what is to be recorded if they come back as a member: what
 * recipients hear of it, and what they heard before under the number that this browser keeps.
 */
export async function tellOfJoining(context: RequestContext): Promise<ToldOfJoining[]> {
	const agreed = await standing(context, await agreedHere(context));
	if (agreed.length === 0) return [];
	const fields = fieldsOf(context);
	tell(context, agreed, ["joining"], fields);
	const clientId = clientIdOf(context);
	const pages = clientId === undefined ? undefined : ({ ...fields, page: "home", clientId } as const);
	return agreed.flatMap(({ recipient: { id: recipient, fields: items } }): ToldOfJoining[] => {
		const joining = toldOf(recipient, items, { kind: "joining", fields });
		const before = pages && toldOf(recipient, items, { kind: "page", fields: pages });
		return [
			...(joining ? [{ recipient, of: "joining" as const, items: itemsTold(joining), reference: context.at }] : []),
			// Without the number, nothing ties those pages to this browser.
			...(before?.clientId
				? [{ recipient, of: "pages" as const, items: itemsTold(before), reference: before.clientId }]
				: []),
		];
	});
}

/**
 * Those by which something goes now: what a member took back elsewhere was told to nobody, and is not recorded. One trip
 * where an answer is of a member's, else none; while the ledger cannot be asked, such an answer counts for nothing.
 */
async function standing(context: RequestContext, agreed: readonly Agreed[]): Promise<readonly Agreed[]> {
	const ofVisitors = agreed.filter(({ answer: { event } }) => event === "");
	if (ofVisitors.length === agreed.length) return agreed;
	try {
		const database = () => context.database().for("signing in");
		const grants = await grantsOf(agreed, { database, memory });
		return agreed.filter(({ answer }) => grants.some(({ basis }) => basis === answer));
	} catch (error) {
		if (!(error instanceof Unavailable)) throw error;
		return ofVisitors;
	}
}

/** After the answer: no page waits for a recipient, or for the ledger. */
function tell(
	context: RequestContext,
	agreed: readonly Agreed[],
	kinds: readonly EventKind[],
	fields: Readonly<Partial<EventFields>>,
): void {
	// The ledger is asked for nobody who hears nothing of this.
	const hearing = agreed.filter(({ recipient: { id, fields: items } }) =>
		kinds.some((kind) => toldOf(id, items, { kind, fields }) !== undefined),
	);
	if (hearing.length === 0) return;
	context.defer(async (job: JobContext) => {
		const database = () => job.database("consents of visitors");
		const grants = await grantsOf(hearing, { database, memory });
		const { settings, clock } = job;
		const sent = grants.flatMap((grant) =>
			kinds.map((kind) => sendEvent(grant, { kind, fields }, { settings, clock })),
		);
		await Promise.all(sent);
	});
}

function fieldsOf({ browser }: RequestContext): Readonly<Partial<EventFields>> {
	const device = deviceOf(browser.userAgent);
	const fields = {
		ipAddress: browser.address,
		deviceType: device.type,
		operatingSystem: device.system,
		browser: device.browser,
		userAgent: printable(browser.userAgent),
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));
}

/** As a browser writes it, cut where no browser's name goes on; nothing where it holds more than printable ASCII. */
const printable = (text: string | undefined): string | undefined =>
	text !== undefined && /^[\x20-\x7e]+$/.test(text) ? text.slice(0, MAX_USER_AGENT) : undefined;
