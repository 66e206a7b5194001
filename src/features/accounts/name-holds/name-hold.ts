import type { Compilable } from "kysely";
import type { Context } from "#foundation/context.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { Held } from "#foundation/jobs/hold-salts.ts";
import { sharedCutoff } from "#foundation/register/terms.ts";
import { comparableUserName, confusableSkeleton } from "../identity.ts";
import { addNameHold, nameHeld, nameHoldsBySalt } from "./queries-name-hold.ts";

/** What stands under hold salts, for the job that makes and destroys them. */
export const HELD_NAMES = { rules: ["name_hold"], rowsBySalt: nameHoldsBySalt } as const satisfies Held;

/**
 * For the batch that erases an account: nobody takes its name, nor one that looks like it, for the term of the rule
 * `name_hold` (P03). Done again, it changes nothing.
 * @param at when the account was erased, ISO 8601: the term counts from it
 * @throws SaltsUnavailable when there is no hold salt
 */
export async function holdName(
	context: Pick<Context, "keys">,
	{ realm, userName, at }: { realm: RealmId; userName: string; at: string },
): Promise<Compilable[]> {
	const ring = await context.keys();
	const { salt, index } = await ring.holdIndex("user_name", realm, comparableUserName(userName));
	const { index: likeness } = await ring.holdIndex("user_name_likeness", realm, confusableSkeleton(userName));
	return [addNameHold({ realm_id: realm, name_index: index, likeness_index: likeness, salt, held_at: at })];
}

/** Finds a hold on this name or on one that looks like it, by the shortest term in force in the realm. */
export async function holdsOf({ realm, keys, now }: Pick<Context, "realm" | "keys" | "now">, userName: string) {
	const imprints = await heldAs(await keys(), realm.id, userName);
	return nameHeld(realm.id, { ...imprints, after: sharedCutoff([realm], "name_hold", new Date(now)) });
}

/** The imprints of a name under every hold salt alive, and of what looks like it. */
export async function heldAs(ring: KeyRing, realm: RealmId, userName: string) {
	const names = await ring.holdIndexes("user_name", realm, comparableUserName(userName));
	const likenesses = await ring.holdIndexes("user_name_likeness", realm, confusableSkeleton(userName));
	return { names, likenesses };
}
