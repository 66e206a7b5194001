import type { RequestContext } from "#foundation/context.ts";
import type { PageKind } from "#foundation/register/page-kinds.ts";
import { flushVisits } from "./flush.ts";
import { type Answered, newVisit, visitKind } from "./visit.ts";
import { VISITS, type VisitLog } from "./visit-log.ts";

/**
 * Takes note of a request that was answered: counts the page that was seen, and keeps an event of security, of the brand
 * whose host it is or from which the member came to the account host. It writes nothing before the answer has left, and
 * nothing at all for a page while what was counted has not waited long.
 * @param seen the kind of the page that was shown; undefined where none was
 */
export function recordVisit(
	context: RequestContext,
	answered: Omit<Answered, "site">,
	seen: PageKind | undefined,
	log: VisitLog = VISITS,
): void {
	const { site, edition, originBrand, realm, browser } = context;
	const brand = site === "brand" ? edition.brand : originBrand;
	if (brand === undefined) return;
	const now = context.clock();
	if (seen !== undefined) log.count({ brand: brand.id, kind: seen }, now);
	const kind = visitKind({ site, ...answered });
	if (kind !== undefined)
		log.add(newVisit({ realm: realm.id, brand: brand.id, browser, now }, kind, `${site} ${answered.page}`));
	const wait = log.claimFlush(now);
	if (wait === undefined) return;
	context.defer(async (job) => {
		await job.wait(wait);
		await flushVisits(job, log);
	});
}
