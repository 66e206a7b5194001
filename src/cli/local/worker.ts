import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { parse } from "smol-toml";
import { z } from "zod";
import type { SaltStore } from "#foundation/crypto/salts.ts";
import type { ActStore } from "#foundation/objects/store.ts";
import { deliverTo } from "./deliver-to.ts";

const rateLimitSchema = z.object({
	name: z.string(),
	namespace_id: z.string(),
	simple: z.object({ limit: z.number(), period: z.union([z.literal(10), z.literal(60)]) }),
});
const wranglerSchema = z.object({
	compatibility_date: z.string(),
	compatibility_flags: z.array(z.string()),
	ratelimits: z.array(rateLimitSchema),
});

export type LocalWorker = {
	/** workerd itself, without a proxy before it: every byte of a request reaches the app. */
	url: URL;
	/** The bucket behind a binding, as the Worker sees it: who must write what it can open needs its salts. */
	bucket(binding: "COPIES" | "SALTS" | "OBJECTS"): Promise<SaltStore & ActStore>;
	/** Hands a mail to the Worker, as a mail server would; returns why it is refused, undefined where it is taken. */
	deliver(envelope: { from: string; to: string }, raw: Uint8Array): Promise<string | undefined>;
	/** Calls the scheduled handler. */
	tick(): Promise<void>;
	stop(): Promise<void>;
};

export type WorkerOptions = {
	directory: string;
	bundle: string;
	/** Where R2 keeps its objects; absent: in memory. */
	objects?: string;
	bindings: Record<string, string>;
	port?: number;
	/** Where a debugger may listen in; absent: nowhere. */
	inspectorPort?: number;
	/** Other limits than those of wrangler.toml, by binding; none at all: the host has no such binding. */
	rateLimits?: Readonly<Record<string, number>>;
	/** Receives what the Worker prints. */
	onLog?: (line: string) => void;
};

/** Runs a built Worker on workerd, with the compatibility settings of wrangler.toml. */
export async function startWorker(options: WorkerOptions): Promise<LocalWorker> {
	const { compatibility_date, compatibility_flags, ratelimits } = wranglerSchema.parse(
		parse(readFileSync(join(options.directory, "wrangler.toml"), "utf8")),
	);
	const miniflare = new Miniflare(
		convertV4MiniflareOptions({
			name: "livery",
			modules: modulesOf(options.bundle),
			compatibilityDate: compatibility_date,
			compatibilityFlags: compatibility_flags,
			bindings: options.bindings,
			r2Buckets: { COPIES: "livery-copies", SALTS: "livery-salts", OBJECTS: "livery-objects" },
			images: { binding: "IMAGES" },
			ratelimits: rateLimitsOf(ratelimits, options.rateLimits),
			...(options.inspectorPort === undefined ? {} : { inspectorPort: options.inspectorPort }),
			...(options.objects === undefined ? {} : { resourcePersistencePath: options.objects }),
			unsafeDirectSockets: [{ host: "127.0.0.1", port: options.port ?? 0 }],
			unsafeTriggerHandlers: true,
			cf: false,
			...(options.onLog === undefined ? {} : { handleStructuredLogs: ({ message }) => options.onLog?.(message) }),
		}),
	);
	const entry = await miniflare.ready;
	return {
		url: await miniflare.unsafeGetDirectURL(),
		bucket: async (binding) => (await miniflare.getR2Bucket(binding)) as never,
		async tick() {
			const response = await fetch(new URL("/cdn-cgi/local/scheduled", entry));
			if (!response.ok) throw new Error(`scheduled handler: ${response.status}`);
			await response.text();
		},
		deliver: (envelope, raw) => deliverTo(entry, envelope, raw),
		stop: () => miniflare.dispose(),
	};
}

function rateLimitsOf(
	configured: readonly z.infer<typeof rateLimitSchema>[],
	others: WorkerOptions["rateLimits"],
): Record<string, { namespace_id: string; simple: { limit: number; period: 10 | 60 } }> {
	return Object.fromEntries(
		configured.flatMap(({ name, namespace_id, simple }) => {
			const limit = others === undefined ? simple.limit : others[name];
			return limit === undefined ? [] : [[name, { namespace_id, simple: { ...simple, limit } }]];
		}),
	);
}

/** The entry, and the WebAssembly that the bundler laid beside it. */
function modulesOf(bundle: string) {
	const folder = dirname(bundle);
	const compiled = readdirSync(folder).filter((name) => name.endsWith(".wasm"));
	return [
		{ type: "ESModule" as const, path: basename(bundle), contents: readFileSync(bundle, "utf8") },
		...compiled.map((path) => ({
			type: "CompiledWasm" as const,
			path,
			contents: new Uint8Array(readFileSync(join(folder, path))),
		})),
	];
}
