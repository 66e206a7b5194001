import { z } from "zod";
import type { Context } from "#foundation/context.ts";
import { IN_ANY_CASE, textField } from "#foundation/ui/form-fields.ts";
import { words } from "#locales/locales.ts";
import { brandField, doneQuery, reasonField, rowId } from "../schema.ts";
import { REVEALED } from "./member-access.ts";

export const memberParams = z.object({ member: rowId });
export const cardQuery = doneQuery(["suspended", "restored", "unchanged"]);

const MAX_IDENTIFIER_LENGTH = 254;

/** The written reason of an access, and the brand that it is about. */
const accessFields = (context: Context) => ({ reason: reasonField(context.locale), brand: brandField(context) });

export function findForm(context: Context) {
	const { required } = words(context.locale).console.error;
	return z
		.strictObject({
			identifier: textField()
				.transform((typed) => typed.trim().slice(0, MAX_IDENTIFIER_LENGTH))
				.refine((identifier) => identifier !== "", { error: required }),
			...accessFields(context),
		})
		.transform(({ identifier, ...accessReason }) => ({ identifier, accessReason }));
}

export const openForm = (context: Context) => z.strictObject(accessFields(context));

const tick = () => textField().transform((value) => value === "yes");

export function revealForm(context: Context) {
	const { chooseWhat } = words(context.locale).console.error;
	return z
		.strictObject({ email: tick(), user_name: tick(), gender: tick(), ...accessFields(context) })
		.refine((ticked) => REVEALED.some((what) => ticked[what]), { path: ["what"], error: chooseWhat, ...IN_ANY_CASE })
		.transform(({ reason, brand, ...ticked }) => ({
			what: REVEALED.filter((what) => ticked[what]),
			accessReason: { reason, brand },
		}));
}

/** Beside the form of `revealForm`, on the same page: its fields have names of their own. */
export const stateForm = (context: Context) =>
	z
		.strictObject({ state_reason: reasonField(context.locale), state_brand: brandField(context) })
		.transform(({ state_reason: reason, state_brand: brand }) => ({ reason, brand }));
