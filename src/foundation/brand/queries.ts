import { build } from "../db/database.ts";
import type { BrandId } from "../ids.ts";

/** Which registry revision is live. */
export const registryPointer = () => build.selectFrom("registry_pointer").select("revision").where("id", "=", 1);

/** The live registry, when it is newer than the one that the caller has, and not the one that it found broken. */
export const registryAfter = (known: number, broken: number) =>
	build
		.selectFrom("registry")
		.innerJoin("registry_pointer", "registry_pointer.revision", "registry.revision")
		.select(["registry.revision", "registry.sha256", "registry.body"])
		.where("registry_pointer.id", "=", 1)
		.where("registry.revision", ">", known)
		.where("registry.revision", "!=", broken);

/** A logo or icon, by the hash in its address. */
export const brandAsset = (brand: BrandId, sha256: string) =>
	build.selectFrom("brand_asset").select(["type", "bytes"]).where("brand_id", "=", brand).where("sha256", "=", sha256);

/** Every brand that was ever published, by realm: what a brand that is gone left behind comes to its end as well. */
export const everPublished = () =>
	build.selectFrom("brand_revision").select(["realm_id", "brand_id"]).where("revision", "=", 1);
