import type { BrandId } from "#foundation/ids.ts";
import { statementChanges, toldCounts } from "./queries.ts";

/** Who was told of which statement, in numbers; and what each version changes, in words. For staff. */

/** How many members of each of these brands were told up to which statement. `brands`: not empty. */
export const toldQuery = (brands: readonly BrandId[]) => toldCounts(brands);

/** What these versions of a brand change, for `changeWords`. */
export const changesQuery = (brand: BrandId, numbers: readonly number[]) => statementChanges(brand, numbers);
