import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readToml } from "#foundation/brand-file/toml.ts";
import { captureUrls } from "./capture.ts";

/** Of no account anywhere. */
const CAPTURED = {
	"google-analytics": { id: "G-CAPTURED1", secret: "kept on this machine" },
	"24metrics": { id: "captured" },
} as const;

/**
 * RECIPIENT_ACCOUNTS for a Worker on this machine: each brand of `tenants/` with each recipient, all of them leading to
 * the capture server. The files are only looked at: what is wrong in one, their compilation says.
 */
export function captureAccounts(directory: string, port: number): string {
	const folder = join(directory, "tenants");
	const brands = readdirSync(folder).filter((name) => name.endsWith(".toml"));
	return JSON.stringify(
		brands.flatMap((file) => {
			const realm = operatorIn(file, readFileSync(join(folder, file), "utf8"));
			if (realm === undefined) return [];
			const brand = file.slice(0, -".toml".length);
			return Object.entries(captureUrls(port)).map(([recipient, url]) => ({
				...{ realm, brand, recipient, url },
				...CAPTURED[recipient as keyof typeof CAPTURED],
			}));
		}),
	);
}

function operatorIn(file: string, text: string): string | undefined {
	const read = readToml(file, text);
	const operator = "source" in read ? (read.source.value as { operator?: unknown }).operator : undefined;
	return typeof operator === "string" ? operator : undefined;
}
