import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { randomFraction } from "#foundation/crypto/random.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import { proposeName } from "../brand-name/proposal.ts";

type Named = { id: string; user_name_sealed: Uint8Array };

export const openUserName = (core: UnitKey, { id, user_name_sealed }: Named) =>
	open(core, { table: "registration", column: "user_name_sealed", row: id }, user_name_sealed);

/** A display name to take over for a registration, unlike its user name. */
export async function proposalFor(context: Context, key: UnitKeyRow, registration: Named): Promise<string> {
	const core = await (await context.keys()).openUnit(key);
	return proposeName([await openUserName(core, registration)], randomFraction);
}
