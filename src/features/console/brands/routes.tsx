import { accountPathWithoutFlow, toBrand } from "#foundation/account-host/links.ts";
import { currentEdition, registryHealth } from "#foundation/brand/registry.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { drillHealth, drillQueries } from "#foundation/jobs/drills.ts";
import { jobHealth } from "#foundation/jobs/health.ts";
import { endsOfJobs } from "#foundation/jobs/queries.ts";
import { outages } from "#foundation/outages.ts";
import { MAX_COUNTED } from "../home/queries-queues.ts";
import { lateJobs } from "../home/queues.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import { failedMail } from "./queries-brands.ts";
import { BrandsPage } from "./views.tsx";

/** What is published of each site, and how what keeps them running does: nothing of anybody. */
export const brandHandlers = {
	...guarded("GET /console/brands", {
		queries: ({ var: { realm } }) => [endsOfJobs(), failedMail(realm.id, MAX_COUNTED + 1), ...drillQueries()] as const,
		answer: async (c, { staff, rows: [ends, [mail], ...drills] }) => {
			const { realm, snapshot, now, jobs: schedules } = c.var;
			const brands = realm.brands.flatMap((id) => {
				const brand = snapshot.findBrand(id);
				if (brand === undefined) return [];
				const { statement, announced, terms, announcedTerms } = currentEdition(brand, now);
				return {
					...{ name: brand.look.name, host: brand.look.hosts.primary, href: toBrand(c.var, brand, "/") },
					...{ revision: brand.revision, publishedAt: brand.publishedAt },
					...{ statement, announced, terms, announcedTerms },
					versions: accountPathWithoutFlow(c.var, `/console/versions/${id}`),
				};
			});
			const jobs = jobHealth(ends, schedules, now);
			const late = lateJobs(jobs).map((name) => ({
				name,
				ended: jobs[name]?.ended,
				failures: jobs[name]?.failures ?? 0,
			}));
			const health = {
				...{ registry: registryHealth(now), outages: outages(now), jobs: schedules.length, late },
				...{ failedMail: mail?.rows ?? 0, drill: drillHealth(drills, now) },
			};
			return renderPage(c, <BrandsPage context={await consoleContext(c, staff)} brands={brands} health={health} />);
		},
	}),
};
