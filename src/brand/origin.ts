import type { Operator } from "./settings.ts";

type Stage = { stage: string; developmentPort?: number | undefined };
type BrandPlace = { id: string; look: { hosts: { primary: string } } };

/**
 * Where a brand is found: from its settings, never from a request (DECISIONS 2). On a developer's machine, where no
 * hostname leads to it, `http://<brand id>.localhost` with the port that the start command chose.
 */
export function brandOrigin({ id, look }: BrandPlace, { developmentPort }: Stage): string {
	return developmentPort === undefined ? `https://${look.hosts.primary}` : `http://${id}.localhost:${developmentPort}`;
}

/** Where the accounts of a realm are found. */
export function accountOrigin(realm: Pick<Operator, "id" | "accountHost">, { developmentPort }: Stage): string {
	return developmentPort === undefined
		? `https://${realm.accountHost}`
		: `http://account-${realm.id}.localhost:${developmentPort}`;
}
