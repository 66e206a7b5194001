import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import type { Declaration } from "#foundation/register/declaration.ts";
import { declare } from "#foundation/register/declare.ts";

/** What a visitor answered about the recipients of a brand. */
export const CHOICE_DATA: Declaration[] = [
	declare({
		feature: "consent",
		planned: false,
		cookies: [
			{
				id: "cookie_choice",
				name: CHOICE_COOKIE,
				item: "necessary_cookies",
				necessary: true,
				purpose: "accountability",
				keptFor: "P6M",
				setBy: "brand",
				withConsent: true,
				promises: ["P25", "P48"],
			},
		],
	}),
];
