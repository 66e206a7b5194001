import type { Operator } from "./settings.ts";

/** How this Worker is reached. `developmentPort`: where `npm start` serves `<name>.localhost`; absent: in production. */
export type OriginSettings = { developmentPort?: number | undefined };

/** The realm whose account host is plain `account.localhost` in development (DECISIONS 3). */
export const FIRST_REALM = "jupiter-media";

/**
 * Scheme, host and port under which a host of the settings is reached, without a slash at the end. Nothing of a
 * request comes into it (threat T6).
 */
export function originOf(host: string, localName: string, { developmentPort }: OriginSettings): string {
	return developmentPort === undefined ? `https://${host}` : `http://${localName}.localhost:${developmentPort}`;
}

export function brandOrigin(
	brand: { id: string; look: { hosts: { primary: string } } },
	settings: OriginSettings,
): string {
	return originOf(brand.look.hosts.primary, brand.id, settings);
}

/** The neutral host of a realm, where its members sign in. */
export function accountOrigin(
	{ id, accountHost }: Pick<Operator, "id" | "accountHost">,
	settings: OriginSettings,
): string {
	return originOf(accountHost, id === FIRST_REALM ? "account" : `account-${id}`, settings);
}
