import type { ActStore, ObjectBucket } from "#foundation/objects/store.ts";

type Kept = { bytes: Uint8Array; customMetadata: Record<string, string> | undefined; uploaded: Date };

/** A bucket in memory that keeps R2's promises for members' files and for acts. */
export function memoryObjects(): ObjectBucket & ActStore & { objects: Map<string, Kept> } {
	const objects = new Map<string, Kept>();
	return {
		objects,
		async get(key) {
			const kept = objects.get(key);
			return kept
				? { arrayBuffer: async () => new Uint8Array(kept.bytes).buffer, customMetadata: kept.customMetadata }
				: null;
		},
		async put(key: string, value: Uint8Array, options?: Partial<Parameters<ActStore["put"]>[2]>) {
			if (options?.onlyIf && objects.has(key)) return null;
			const { customMetadata } = options ?? {};
			objects.set(key, { bytes: new Uint8Array(value), customMetadata, uploaded: new Date() });
			return {};
		},
		async delete(keys) {
			for (const key of keys) objects.delete(key);
		},
		async list({ prefix, startAfter = "", limit = 1_000, delimiter }: Parameters<ActStore["list"]>[0]) {
			const names = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > startAfter).sort();
			const folder = (key: string) => (delimiter ? key.slice(0, key.indexOf(delimiter, prefix.length) + 1) : "");
			const found = delimiter ? [] : names.slice(0, limit);
			return {
				objects: found.flatMap((key) => {
					const kept = objects.get(key);
					return kept ? [{ key, uploaded: kept.uploaded, customMetadata: kept.customMetadata }] : [];
				}),
				delimitedPrefixes: delimiter ? [...new Set(names.map(folder))].filter(Boolean) : [],
			};
		},
	};
}
