import type { Context } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";
import { REASON } from "#foundation/ledgers/staff-access.ts";
import { words } from "#locales/locales.ts";
import type { AccessReason } from "./members/member-access.ts";

/**
 * The written ground of an access, or what is wrong with its reason in words.
 * @throws AppError bad_request for a brand that the form does not offer
 */
export function parseAccessReason(
	context: Context,
	given: { reason: string | undefined; brand: string | undefined },
): { accessReason: AccessReason } | { error: string } {
	const text = words(context.locale).console.error;
	const reason = (given.reason ?? "").trim();
	const length = [...reason].length;
	const brand = given.brand ?? "";
	if (brand !== "" && !context.realm.brands.some((id) => id === brand))
		throw new AppError("bad_request", "no such brand");
	if (length === 0) return { error: text.required };
	if (length < REASON.shortest) return { error: text.reasonShort(REASON.shortest) };
	if (length > REASON.longest) return { error: text.reasonLong(REASON.longest) };
	return { accessReason: { reason, brand } };
}
