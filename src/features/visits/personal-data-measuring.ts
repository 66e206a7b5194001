import type { CookieDeclaration, Declaration } from "#foundation/register/declaration.ts";
import { declare } from "#foundation/register/declare.ts";

function analytics(id: "ga" | "ga_property", name: string): CookieDeclaration {
	return {
		id,
		name,
		item: "non_necessary_cookies",
		necessary: false,
		purpose: "statistics",
		keptFor: "P2Y",
		setBy: "google-analytics",
		promises: ["P25", "P50"],
	};
}

/** The cookies of the services that measure visits. */
export const MEASURING_DATA: Declaration[] = [
	declare({
		feature: "visits",
		planned: true,
		switchedBy: "statistics",
		cookies: [analytics("ga", "_ga"), analytics("ga_property", "_ga_*")],
	}),
];
