import { accountOf } from "#foundation/recipients/outbound/account.ts";
import { adapterOf } from "#foundation/recipients/outbound/adapters.ts";
import type { Settings } from "#foundation/settings.ts";
import type { CompiledBrand } from "../tenants/files.ts";

/**
 * `brand: recipient`, of recipients that code sends to and that have no account for that brand. Another company of the
 * same kind, which no code serves, cannot have one: it waits, as the list of what nothing brings yet says.
 */
export const withoutAccount = (
	brands: readonly Pick<CompiledBrand, "id" | "legal">[],
	recipientAccounts: Settings["recipientAccounts"],
): string[] =>
	brands.flatMap(({ id: brand, legal }) =>
		legal.recipients
			.filter(({ id }) => adapterOf(id) !== undefined)
			.filter(
				({ id: recipient }) =>
					accountOf({ recipientAccounts }, { realm: legal.operator.id, brand, recipient }) === undefined,
			)
			.map(({ id }) => `${brand}: ${id}`),
	);
