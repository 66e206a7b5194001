import { z } from "zod";

export const brandIdSchema = z
	.string()
	.regex(/^[a-z][a-z0-9-]{1,30}$/)
	.brand("BrandId");
export type BrandId = z.infer<typeof brandIdSchema>;

/** One operator is one realm: its members, staff, ledger and keys belong to no other. */
export const realmIdSchema = z
	.string()
	.regex(/^[a-z][a-z0-9-]{1,30}$/)
	.brand("RealmId");
export type RealmId = z.infer<typeof realmIdSchema>;
