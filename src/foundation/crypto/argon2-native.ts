import { hash, verify } from "@node-rs/argon2";
import type { Argon2 } from "./password.ts";

/** Argon2id where native addons load: Node and Deno. */
export const argon2: Argon2 = {
	hash: (password, salt, cost) =>
		hash(password, {
			salt,
			// Algorithm.Argon2id and Version.V0x13: const enums, which erased types cannot import.
			algorithm: 2,
			version: 1,
			memoryCost: cost.memory,
			timeCost: cost.passes,
			parallelism: cost.lanes,
			outputLen: cost.length,
		}),
	verify: (password, phc) => verify(phc, password),
};
