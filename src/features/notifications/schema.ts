import { z } from "zod";
import type { BrandId } from "#foundation/ids.ts";
import { OPTIONAL_CLASSES, WEEKLY_LIMIT } from "#foundation/mail/mail-class.ts";
import { limitField, type MailForm, perClass, STOP_FIELD, wantedField } from "./preferences.ts";

/** A token says itself what it is for, and a link of no use has a page of its own. */
export const tokenParam = z.object({ token: z.string() });

const box = () => z.literal("yes").optional();
const limit = () =>
	z
		.string()
		.regex(/^[0-9]{1,2}$/)
		.transform(Number)
		.pipe(z.number().min(WEEKLY_LIMIT.least).max(WEEKLY_LIMIT.most))
		.optional();

/**
 * All choices about mail. It has fields of every brand of the realm, as the member may have left one in another window.
 * A box that is not ticked is not sent, and a kind of mail that none of the member's brands sends has no limit.
 */
export const mailForm = (brands: readonly BrandId[]) =>
	z
		.strictObject({
			[STOP_FIELD]: box(),
			...Object.fromEntries(OPTIONAL_CLASSES.map((one) => [limitField(one), limit()])),
			...Object.fromEntries(brands.flatMap((id) => OPTIONAL_CLASSES.map((one) => [wantedField(id, one), box()]))),
		})
		.transform((form): MailForm => {
			const fields: Readonly<Record<string, "yes" | number | undefined>> = form;
			return {
				stopped: fields[STOP_FIELD] === "yes",
				limits: perClass((one) => {
					const count = fields[limitField(one)];
					return typeof count === "number" ? count : WEEKLY_LIMIT.default;
				}),
				wants: (brand, one) => fields[wantedField(brand, one)] === "yes",
			};
		});
