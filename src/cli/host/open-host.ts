import { join, resolve } from "node:path";
import { z } from "zod";
import type { ImageService } from "#foundation/objects/images.ts";
import type { Bindings } from "#foundation/settings.ts";
import { claimFolder } from "./claim.ts";
import { type FileStore, openFileStore, removeUnfinished } from "./file-store.ts";
import { createRateLimiter, TRIES_PER_MINUTE } from "./rate-limiter.ts";

const hostSchema = z.object({
	/** 0: any that is free. */
	PORT: z.coerce.number().int().min(0).max(65_535).default(8797),
	HOST: z.string().default("127.0.0.1"),
	/** Where mail is taken in; absent: nowhere. 0: any that is free. */
	INCOMING_MAIL_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
	DATA_DIR: z.string(),
	/** Of a proxy that says the client's address; absent: the peer of the connection is the client. */
	CLIENT_ADDRESS_HEADER: z
		.string()
		.regex(/^[A-Za-z0-9-]+$/)
		.optional(),
	/** Milliseconds between two runs of the jobs; a test cannot wait for minutes. */
	JOBS_EVERY: z.coerce.number().int().min(100).max(3_600_000).default(60_000),
});

export type HostOptions = {
	port: number;
	hostname: string;
	mailPort: number | undefined;
	addressHeader: string | undefined;
	jobsEveryMs: number;
};

export type Host = {
	options: HostOptions;
	/** As wrangler.toml binds them for the Worker. */
	bindings: Bindings;
	folder: string;
	/** What this host lacks beside Cloudflare, in words for its operator. */
	lacks: string[];
	/** Gives the folder up. */
	close(): void;
};

/** The folders of the three buckets, below DATA_DIR. */
export const STORES = { COPIES: "copies", SALTS: "salts", OBJECTS: "objects" } as const;

export const storeFolder = (dataFolder: string, binding: keyof typeof STORES) => join(dataFolder, STORES[binding]);

/** A store as the application uses it. Salts are overwritten when they are deleted. */
export function openStore(dataFolder: string, binding: keyof typeof STORES, now: () => number): Promise<FileStore> {
	return openFileStore(storeFolder(dataFolder, binding), { now, overwrites: binding === "SALTS" });
}

/**
 * What a runtime of this machine gives the application: folders in place of buckets, counts in this process, and the
 * image service when there is one.
 * @param variables the environment, with the names of wrangler.toml
 * @throws Error that names the malformed variables; FolderClaimed
 */
export async function openHost(
	variables: Readonly<Record<string, string | undefined>>,
	{ now, images }: { now(): number; images: ImageService | undefined },
): Promise<Host> {
	const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""));
	const parsed = hostSchema.safeParse(set);
	if (!parsed.success) {
		const names = parsed.error.issues.map((issue) => issue.path.join("."));
		throw new Error(`environment: missing or malformed ${[...new Set(names)].join(", ")}`);
	}
	const { PORT, HOST, INCOMING_MAIL_PORT, DATA_DIR, CLIENT_ADDRESS_HEADER, JOBS_EVERY } = parsed.data;
	const folder = resolve(DATA_DIR);
	const close = claimFolder(folder);
	try {
		return {
			options: {
				...{ port: PORT, hostname: HOST, mailPort: INCOMING_MAIL_PORT },
				...{ addressHeader: CLIENT_ADDRESS_HEADER, jobsEveryMs: JOBS_EVERY },
			},
			bindings: { ...set, ...(await openStores(folder, now)), ...limiters(now), ...(images ? { IMAGES: images } : {}) },
			folder,
			lacks: [
				"attempts are counted in this process only",
				...(INCOMING_MAIL_PORT === undefined ? ["no mail is taken in (INCOMING_MAIL_PORT)"] : []),
				...(images ? [] : ["no image service (sharp does not load): photos cannot be added"]),
			],
			close,
		};
	} catch (error) {
		close();
		throw error;
	}
}

async function openStores(folder: string, now: () => number): Promise<Record<keyof typeof STORES, FileStore>> {
	const open = async (binding: keyof typeof STORES) => {
		await removeUnfinished(storeFolder(folder, binding));
		return openStore(folder, binding, now);
	};
	return { COPIES: await open("COPIES"), SALTS: await open("SALTS"), OBJECTS: await open("OBJECTS") };
}

const limiters = (now: () => number) => ({
	TRIES_OF_ADDRESS: createRateLimiter(TRIES_PER_MINUTE.TRIES_OF_ADDRESS, now),
	TRIES_OF_REALM: createRateLimiter(TRIES_PER_MINUTE.TRIES_OF_REALM, now),
});
