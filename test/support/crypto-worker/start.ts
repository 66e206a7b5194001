import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { type LocalWorker, startWorker } from "#cli/local/worker.ts";
import { newSecrets } from "#cli/secrets.ts";

export type CryptoWorker = {
	worker: LocalWorker;
	ask(path: string, body?: Uint8Array): Promise<unknown>;
	stop(): Promise<void>;
};

/** workerd with `worker.ts`: the same files as the site's Worker, chosen by the same conditions. */
export async function startCryptoWorker(): Promise<CryptoWorker> {
	const folder = mkdtempSync(join(tmpdir(), "livery-crypto-"));
	await build({
		entryPoints: [join(import.meta.dirname, "worker.ts")],
		bundle: true,
		format: "esm",
		conditions: ["workerd", "worker", "browser"],
		loader: { ".wasm": "copy" },
		outfile: join(folder, "index.js"),
	});
	const worker = await startWorker({
		directory: process.cwd(),
		bundle: join(folder, "index.js"),
		bindings: newSecrets(),
	});
	return {
		worker,
		async ask(path, body = new Uint8Array()) {
			const response = await fetch(new URL(path, worker.url), { method: "POST", body: new Uint8Array(body) });
			const text = await response.text();
			if (!response.ok) throw new Error(text);
			return JSON.parse(text) as unknown;
		},
		async stop() {
			await worker.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
