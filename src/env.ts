import { z } from "zod";

export const STAGES = ["development", "test", "bench", "preview", "production"] as const;

const settingsSchema = z
	.object({
		STAGE: z.enum(STAGES),
		DATABASE_URL: z.url({ protocol: /^https?$/ }),
		DATABASE_TOKEN: z.string().min(1).optional(),
		/** Of the start command on a developer's machine: brands and accounts are then found on *.localhost. */
		DEVELOPMENT_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
	})
	.refine(({ STAGE, DATABASE_URL }) => STAGE !== "production" || isPrivate(DATABASE_URL), { path: ["DATABASE_URL"] });

/** Over TLS, or on this very machine (OWASP ASVS V12.3.1). */
function isPrivate(address: string): boolean {
	const { protocol, hostname } = new URL(address);
	return protocol === "https:" || ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}

/** Where the Worker keeps copies of what it must serve without the database. An R2 bucket is one. */
export type ObjectStore = {
	get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
	put(key: string, value: Uint8Array): Promise<unknown>;
};

export type Stage = (typeof STAGES)[number];

export type Settings = {
	stage: Stage;
	databaseUrl: string;
	databaseToken?: string | undefined;
	copies?: ObjectStore | undefined;
	developmentPort?: number | undefined;
};

export type Bindings = Record<string, unknown> & { COPIES?: ObjectStore };

/** @throws Error that names the missing or malformed variables, and none of their values */
export function parseEnv(bindings: Bindings): Settings {
	const parsed = settingsSchema.safeParse(bindings);
	if (!parsed.success) {
		const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))].join(", ");
		throw new Error(`environment: missing or malformed ${names}`);
	}
	return {
		stage: parsed.data.STAGE,
		databaseUrl: parsed.data.DATABASE_URL,
		databaseToken: parsed.data.DATABASE_TOKEN,
		copies: bindings.COPIES,
		developmentPort: parsed.data.STAGE === "production" ? undefined : parsed.data.DEVELOPMENT_PORT,
	};
}
