import type { BrandFeature } from "../brand/settings.ts";
import { type Running, runs } from "../register/running.ts";
import { OPTIONAL_CLASSES, type OptionalClass } from "./mail-class.ts";

const SENT_BY: Record<OptionalClass, readonly BrandFeature[] | "every brand"> = {
	service: "every brand",
	suggestions: ["suggestions"],
	newsletter: ["newsletters"],
	notification: ["profiles", "messages", "helpdesk", "shop"],
};

/** The kinds of optional mail that a brand with these features sends: of each there is a letter (DECISIONS 98). */
export function classesOf(features: readonly BrandFeature[], running: Running): OptionalClass[] {
	return OPTIONAL_CLASSES.filter((one) => {
		const by = SENT_BY[one];
		return runs(running, [{ mail: one }]) && (by === "every brand" || by.some((feature) => features.includes(feature)));
	});
}
