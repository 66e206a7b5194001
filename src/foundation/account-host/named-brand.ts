import type { PublishedBrand } from "../brand/settings.ts";
import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";

/**
 * The brand of this realm with that id, as a path of the account host names it.
 * @throws AppError not_found for one of another realm: the same as for none (T8)
 */
export function brandOf(context: Context, named: string | undefined): PublishedBrand {
	const wanted = context.realm.brands.find((id) => id === named);
	const brand = wanted === undefined ? undefined : context.snapshot.findBrand(wanted);
	if (brand === undefined) throw new AppError("not_found", "no such brand");
	return brand;
}
