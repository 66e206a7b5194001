import { currentEdition } from "#foundation/brand/registry.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import type { Context } from "#foundation/context.ts";
import type { Register } from "#foundation/register/declaration.ts";
import type { ItemId } from "#foundation/register/items.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import { goesOnWhileOpen } from "#foundation/register/usable/open-objections.ts";
import { type PurposeView, purposesByCategory } from "#foundation/register/views.ts";

/**
 * What happens when a member objects. `final`: the use stops, without a decision (GDPR Art. 21(3)). `halted`: it stands
 * still until a decision. `goes_on`: it protects others or serves a claim, so it goes on until a decision (Art. 18(2)).
 */
export type Effect = "final" | "halted" | "goes_on";
/** `items`: what is used for it. */
export type Objectionable = { purpose: PurposeId; effect: Effect; items: readonly ItemId[] };

/** What rests on a legitimate interest on one of these brands, as their statements say it, each once. */
export function objectionableOn(context: Context, joined: readonly string[]): Objectionable[] {
	const views = purposesOn(joined, { ...context, register: context.running.register });
	const found = new Map<PurposeId, Effect>();
	for (const { purpose, use, objection } of views) {
		if (use.art6 !== "f") continue;
		const assessed = goesOnWhileOpen(purpose) ? "goes_on" : "halted";
		found.set(purpose, objection === "absolute" ? "final" : assessed);
	}
	return [...found].map(([purpose, effect]) => ({ purpose, effect, items: itemsIn(views, purpose) }));
}

/** `now`: epoch milliseconds */
type InForce = { snapshot: Snapshot; register: Register; now: number };

/** What is used for a purpose on any of these brands. */
export const itemsUsedOn = (brands: readonly string[], purpose: string, inForce: InForce): ItemId[] =>
	itemsIn(purposesOn(brands, inForce), purpose);

const itemsIn = (views: readonly PurposeView[], purpose: string): ItemId[] => [
	...new Set(views.flatMap((view) => (view.purpose === purpose ? view.items : []))),
];

function purposesOn(brands: readonly string[], { snapshot, register, now }: InForce): PurposeView[] {
	return brands.flatMap((id) => {
		const brand = snapshot.findBrand(id);
		return brand === undefined
			? []
			: Object.values(purposesByCategory(currentEdition(brand, now).legal, register)).flat();
	});
}
