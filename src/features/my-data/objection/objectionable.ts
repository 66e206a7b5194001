import { currentEdition } from "#foundation/brand/registry.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import type { Register } from "#foundation/register/declaration.ts";
import type { ItemId } from "#foundation/register/items.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import { goesOnWhileOpen } from "#foundation/register/usable/open-objections.ts";
import { purposesByCategory } from "#foundation/register/views.ts";

/**
 * What happens when a member objects. `final`: the use stops, without a decision (GDPR Art. 21(3)). `halted`: it stands
 * still until a decision. `goes_on`: it protects others or serves a claim, so it goes on until a decision (Art. 18(2)).
 */
export type Effect = "final" | "halted" | "goes_on";
/** `items`: what is used for it. */
export type Objectionable = { purpose: PurposeId; effect: Effect; items: readonly ItemId[] };

/** What rests on a legitimate interest on one of these brands, as their statements say it, each once. */
export function objectionableOn(context: Context, joined: readonly string[]): Objectionable[] {
	const found = new Map<PurposeId, Objectionable>();
	for (const id of joined) {
		const brand = context.snapshot.findBrand(id);
		if (brand === undefined) continue;
		const { legal } = currentEdition(brand, context.now);
		for (const view of Object.values(purposesByCategory(legal, context.running.register)).flat()) {
			if (view.use.art6 !== "f") continue;
			const assessed = goesOnWhileOpen(view.purpose) ? "goes_on" : "halted";
			const effect = view.objection === "absolute" ? "final" : assessed;
			const before = found.get(view.purpose)?.items ?? [];
			found.set(view.purpose, { purpose: view.purpose, effect, items: [...new Set([...before, ...view.items])] });
		}
	}
	return [...found.values()];
}

/** The items that are used for a purpose on any of these brands, as their statements say it. */
export function itemsUsedFor(purpose: string, legals: readonly Legal[], register: Register): ItemId[] {
	const views = legals.flatMap((legal) => Object.values(purposesByCategory(legal, register)).flat());
	return [...new Set(views.flatMap((view) => (view.purpose === purpose ? view.items : [])))];
}
