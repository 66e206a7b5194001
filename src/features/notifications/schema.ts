import { z } from "zod";
import type { BrandId } from "#foundation/ids.ts";
import { OPTIONAL_CLASSES, WEEKLY_LIMIT } from "#foundation/mail/mail-class.ts";
import {
	limitField,
	MAX_FIELD,
	type MailForm,
	NEUTRAL_FIELD,
	STOP_FIELD,
	WORKS_FIELD,
	wantedField,
} from "./preferences.ts";

/** A token says itself what it is for, and a link of no use has a page of its own. */
export const tokenParam = z.object({ token: z.string() });

const box = () => z.literal("yes").optional();
const limit = () =>
	z
		.string()
		.regex(/^[0-9]{1,2}$/)
		.transform(Number)
		.pipe(z.number().min(WEEKLY_LIMIT.least).max(WEEKLY_LIMIT.most));
/** Empty, which the page offers first: no limit of its own. */
const ownLimit = () =>
	z
		.string()
		.regex(/^[0-9]{0,2}$/)
		.transform((typed) => (typed === "" ? ("as many" as const) : Number(typed)))
		.refine((count) => count === "as many" || (count >= WEEKLY_LIMIT.least && count <= WEEKLY_LIMIT.most));

/**
 * All choices about mail. It has fields of every brand of the realm, as the member may have left one in another window.
 * A box that is not ticked is not sent, and a kind of mail that none of the member's brands sends has no field.
 */
export const mailForm = (brands: readonly BrandId[]) =>
	z
		.strictObject({
			[STOP_FIELD]: box(),
			[NEUTRAL_FIELD]: box(),
			[WORKS_FIELD]: box(),
			[MAX_FIELD]: limit().optional(),
			...Object.fromEntries(OPTIONAL_CLASSES.map((one) => [limitField(one), ownLimit().optional()])),
			...Object.fromEntries(brands.flatMap((id) => OPTIONAL_CLASSES.map((one) => [wantedField(id, one), box()]))),
		})
		.transform((form): MailForm => {
			const fields: Readonly<Record<string, "yes" | "as many" | number | undefined>> = form;
			const most = fields[MAX_FIELD];
			const limits = OPTIONAL_CLASSES.flatMap((one) => {
				const asked = fields[limitField(one)];
				return asked === undefined || asked === "yes" ? [] : [[one, asked] as const];
			});
			return {
				stopped: fields[STOP_FIELD] === "yes",
				neutral: fields[NEUTRAL_FIELD] === "yes",
				mailboxWorks: fields[WORKS_FIELD] === "yes",
				most: typeof most === "number" ? most : undefined,
				limits: Object.fromEntries(limits),
				wants: (brand, one) => fields[wantedField(brand, one)] === "yes",
			};
		});
