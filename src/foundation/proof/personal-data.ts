import type { Declaration } from "../register/declaration.ts";
import { declare, none, same } from "../register/declare.ts";

export const PROOF_DATA: Declaration[] = [
	declare({
		feature: "proof",
		planned: false,
		tables: {
			proof_key: {
				class: "platform",
				columns: same(
					none("A public key under which receipts and heads of logs are signed."),
					"kid",
					"x",
					"first_used_at",
				),
			},
		},
	}),
];
