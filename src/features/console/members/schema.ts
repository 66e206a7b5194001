import { z } from "zod";
import { type ClauseId, MEASURE_SOURCES, type MeasureScope } from "#features/moderation/measure.ts";
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

/** The value that stands for the whole account in a form: an empty one is no answer. */
export const WHOLE_ACCOUNT = "account";

/** Where a suspension holds: "" for the whole account. */
function scopeField({ realm, locale }: Context) {
	const scopes: readonly [string, ...string[]] = [WHOLE_ACCOUNT, ...realm.brands];
	return z
		.enum(scopes, { error: words(locale).console.error.choose })
		.transform((chosen): MeasureScope => realm.brands.find((id) => id === chosen) ?? "");
}

/** Beside the form of `revealForm`, on the same page: its fields have names of their own. */
export function suspendForm(context: Context, clauses: readonly ClauseId[]) {
	const { choose } = words(context.locale).console.error;
	return z
		.strictObject({
			state_scope: scopeField(context),
			state_clause: z.enum(clauses, { error: choose }),
			state_source: z.enum(MEASURE_SOURCES, { error: choose }),
			state_reason: reasonField(context.locale),
		})
		.transform(({ state_scope: scope, state_clause: clause, state_source: source, state_reason: reason }) => ({
			...{ scope, clause, source, reason },
		}));
}

export const liftForm = (context: Context) =>
	z
		.strictObject({ lift_scope: scopeField(context), lift_reason: reasonField(context.locale) })
		.transform(({ lift_scope: scope, lift_reason: reason }) => ({ scope, reason }));
