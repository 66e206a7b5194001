import type { Declaration } from "#foundation/register/declaration.ts";
import { declare, none } from "#foundation/register/declare.ts";

/** What browsers keep for the services that measure visits (DECISIONS 121). */
export const MEASURING_DATA: Declaration[] = [
	declare({
		feature: "visits",
		planned: false,
		logFields: [
			{ place: "recipient", ...none("Which recipient does not take events: an id of the operator's file.") },
			{ place: "brand", ...none("Which brand's events those are.") },
			{ place: "dropped", ...none("How many events were dropped: a number over all visitors.") },
		],
		cookies: [
			{
				id: "ga",
				name: "__Host-ga",
				item: "non_necessary_cookies",
				necessary: false,
				purpose: "statistics",
				keptFor: "P13M",
				setBy: "google-analytics",
				promises: ["P25", "P50"],
			},
		],
	}),
];
