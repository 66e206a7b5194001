import type { SaltStore } from "#foundation/crypto/salts.ts";

/** A bucket in memory that keeps R2's promises: whole objects, etags, and conditions checked as one step. */
export function memorySalts(): SaltStore & { objects: Map<string, Uint8Array> } {
	const objects = new Map<string, Uint8Array>();
	const etags = new Map<string, string>();
	let writes = 0;
	return {
		objects,
		async get(key) {
			const bytes = objects.get(key);
			return bytes ? { etag: etags.get(key) ?? "", arrayBuffer: async () => new Uint8Array(bytes).buffer } : null;
		},
		async put(key, value, { onlyIf } = {}) {
			if (onlyIf?.etagDoesNotMatch === "*" && objects.has(key)) return null;
			if (onlyIf?.etagMatches !== undefined && etags.get(key) !== onlyIf.etagMatches) return null;
			writes += 1;
			objects.set(key, new Uint8Array(value));
			etags.set(key, `etag-${writes}`);
			return {};
		},
		async delete(key) {
			objects.delete(key);
			etags.delete(key);
		},
	};
}
