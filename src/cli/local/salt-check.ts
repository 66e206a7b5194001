import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { KeysDoNotFit, RANGE_CHECKS } from "#foundation/crypto/fit.ts";
import { newestRotations } from "#foundation/crypto/queries.ts";
import { parseRange, RANGE, type SaltStore } from "#foundation/crypto/salts.ts";
import type { Database } from "#foundation/db/database.ts";
import { CommandError, type CommandIo } from "../command.ts";
import { runWrangler } from "./wrangler.ts";

const bucketsSchema = z.object({ r2_buckets: z.array(z.object({ binding: z.string(), bucket_name: z.string() })) });
const configSchema = bucketsSchema.extend({ env: z.object({ production: bucketsSchema }) });

/** Where the salts are: in wrangler's folder on this machine, in the store of a Node host, or at Cloudflare. */
export type SaltLocation = { persistedIn: string } | { store: Pick<SaltStore, "get"> } | "production";

/**
 * Refuses a database that was restored from before the last rotation of keys: what it holds can be read by nobody,
 * and a Worker on it would fail at every member.
 * @throws CommandError
 */
export async function requireReadableKeys(database: Database, io: CommandIo, location: SaltLocation): Promise<void> {
	const [rotations] = await database.read(newestRotations(3));
	if (rotations.length === 0) return;
	const bytes = await readRangeObject(io, location);
	const range = bytes && parseRange(bytes);
	try {
		for (const check of RANGE_CHECKS) await check({ range, rotations });
	} catch (error) {
		throw error instanceof KeysDoNotFit ? new CommandError(error.message) : error;
	}
}

async function readRangeObject(io: CommandIo, location: SaltLocation): Promise<ArrayBuffer | undefined> {
	if (location !== "production" && "store" in location) return (await location.store.get(RANGE))?.arrayBuffer();
	if (location !== "production" && !existsSync(location.persistedIn)) return undefined;
	const config = configSchema.parse(parse(readFileSync(join(io.directory, "wrangler.toml"), "utf8")));
	const { r2_buckets } = location === "production" ? config.env.production : config;
	const bucket = r2_buckets.find(({ binding }) => binding === "SALTS")?.bucket_name;
	const folder = mkdtempSync(join(tmpdir(), "livery-salts-"));
	const file = join(folder, "range");
	try {
		const where = location === "production" ? ["--remote"] : ["--local", "--persist-to", location.persistedIn];
		await runWrangler(io.directory, ["r2", "object", "get", `${bucket}/${RANGE}`, "--file", file, ...where]);
		return new Uint8Array(readFileSync(file)).buffer;
	} catch (error) {
		if (error instanceof CommandError && /key does not exist/.test(error.message)) return undefined;
		throw error;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
