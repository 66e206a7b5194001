import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { CommandError, type CommandIo } from "../command.ts";
import { runWrangler } from "./wrangler.ts";

const bucketsSchema = z.object({ r2_buckets: z.array(z.object({ binding: z.string(), bucket_name: z.string() })) });
const configSchema = bucketsSchema.extend({ env: z.object({ production: bucketsSchema }) });

/** In wrangler's folder on this machine, or at Cloudflare. */
export type BucketLocation = { persistedIn: string } | "production";

/** An object of a bucket by its binding in wrangler.toml; undefined where it is not there. @throws CommandError */
export async function readBucketObject(
	io: CommandIo,
	location: BucketLocation,
	{ binding, key }: { binding: string; key: string },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
	if (location !== "production" && !existsSync(location.persistedIn)) return undefined;
	const config = configSchema.parse(parse(readFileSync(join(io.directory, "wrangler.toml"), "utf8")));
	const { r2_buckets } = location === "production" ? config.env.production : config;
	const bucket = r2_buckets.find((one) => one.binding === binding)?.bucket_name;
	if (bucket === undefined) throw new CommandError(`wrangler.toml binds no bucket as ${binding}`);
	const folder = mkdtempSync(join(tmpdir(), "livery-object-"));
	const file = join(folder, "object");
	try {
		const where = location === "production" ? ["--remote"] : ["--local", "--persist-to", location.persistedIn];
		await runWrangler(io.directory, ["r2", "object", "get", `${bucket}/${key}`, "--file", file, ...where]);
		return new Uint8Array(readFileSync(file));
	} catch (error) {
		if (error instanceof CommandError && /key does not exist/.test(error.message)) return undefined;
		throw error;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
