import { currentEdition } from "../../brand/registry.ts";
import { addDuration } from "../../i18n/duration.ts";
import { frozenTerm, retentionTerm } from "../../register/terms.ts";
import type { LeasedMail, Run } from "./run.ts";

/**
 * Until when a mail is kept that is done with: by the statement in force of the brand that sent it. ISO 8601
 * @param at epoch milliseconds
 */
export function keptUntil({ sources }: Run, { brand_id }: Pick<LeasedMail, "brand_id">, at = sources.now()): string {
	const brand = sources.findBrand(brand_id);
	const term = brand ? retentionTerm(currentEdition(brand, at).legal, "mail").for : frozenTerm("mail");
	return addDuration(new Date(at), term).toISOString();
}
