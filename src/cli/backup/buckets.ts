import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { parse } from "smol-toml";
import { z } from "zod";
import type { SaltStore } from "#foundation/crypto/salts.ts";
import type { ActStore } from "#foundation/objects/store.ts";
import { CommandError, type CommandIo } from "../command.ts";
import { openStore } from "../host/open-host.ts";
import { dataDirectory } from "../run-state.ts";
import { s3Bucket } from "./s3-bucket.ts";

/** The two private buckets of a deployment. */
export type Buckets = { objects: ActStore; salts: SaltStore; close(): Promise<void> };

const bindingsSchema = z.array(z.object({ binding: z.string(), bucket_name: z.string() }));
const configSchema = z.object({
	r2_buckets: bindingsSchema,
	env: z.object({ production: z.object({ r2_buckets: bindingsSchema }) }),
});

/**
 * Where the buckets are: DATA_DIR of a Node host; R2 by its S3 interface; else, without DATABASE_URL, those of
 * `npm start` on this machine.
 * @throws CommandError that says what to set
 */
export async function openBuckets(io: CommandIo): Promise<Buckets> {
	const { DATA_DIR, R2_ENDPOINT, DATABASE_URL } = process.env;
	if (DATA_DIR) return foldersBelow(DATA_DIR, io);
	if (R2_ENDPOINT) return atCloudflare(R2_ENDPOINT, io);
	if (DATABASE_URL)
		throw new CommandError(
			"DATABASE_URL is set, and nothing says where its buckets are: set DATA_DIR (of a Node host), or R2_ENDPOINT, R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY (see README, Backups)",
		);
	return ofDevelopment(io);
}

async function foldersBelow(folder: string, io: CommandIo): Promise<Buckets> {
	if (!existsSync(folder)) throw new CommandError(`DATA_DIR: there is no folder ${folder}`);
	const now = () => io.now().getTime();
	return {
		objects: await openStore(folder, "OBJECTS", now),
		salts: await openStore(folder, "SALTS", now),
		close: async () => undefined,
	};
}

function atCloudflare(endpoint: string, io: CommandIo): Buckets {
	const { R2_ACCESS_KEY_ID: keyId, R2_SECRET_ACCESS_KEY: secret } = process.env;
	if (!keyId || !secret)
		throw new CommandError("R2_ENDPOINT needs R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY beside it");
	const { env } = readConfig(io);
	const open = (binding: string) =>
		s3Bucket({ endpoint, keyId, secret, bucket: nameOf(binding, env.production.r2_buckets), now: io.now });
	return { objects: open("OBJECTS"), salts: open("SALTS"), close: async () => undefined };
}

/** The folder of `npm start`, which may run meanwhile. */
async function ofDevelopment(io: CommandIo): Promise<Buckets> {
	const { r2_buckets } = readConfig(io);
	const names = Object.fromEntries(["OBJECTS", "SALTS"].map((binding) => [binding, nameOf(binding, r2_buckets)]));
	const miniflare = new Miniflare(
		convertV4MiniflareOptions({
			...{ name: "livery-buckets", modules: true, script: "export default {}", cf: false },
			...{ compatibilityDate: "2026-01-01", r2Buckets: names },
			resourcePersistencePath: join(dataDirectory(io), "wrangler", "v3"),
		}),
	);
	return {
		objects: (await miniflare.getR2Bucket("OBJECTS")) as never,
		salts: (await miniflare.getR2Bucket("SALTS")) as never,
		close: () => miniflare.dispose(),
	};
}

const readConfig = (io: CommandIo) =>
	configSchema.parse(parse(readFileSync(join(io.directory, "wrangler.toml"), "utf8")));

function nameOf(binding: string, buckets: z.infer<typeof bindingsSchema>): string {
	const found = buckets.find((one) => one.binding === binding)?.bucket_name;
	if (found === undefined) throw new CommandError(`wrangler.toml binds no bucket as ${binding}`);
	return found;
}

const refused = (): never => {
	throw new CommandError("a drill writes nothing to the buckets");
};

/** The same buckets, of which nothing is changed. */
export const readOnly = ({ objects, salts, close }: Buckets): Buckets => ({
	objects: {
		get: (key) => objects.get(key),
		list: (options) => objects.list(options),
		put: async () => refused(),
		delete: async () => refused(),
	},
	salts: { get: (key) => salts.get(key), put: async () => refused(), delete: async () => refused() },
	close,
});
