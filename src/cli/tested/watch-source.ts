import { existsSync, type FSWatcher, mkdirSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import { REPORT_FILE } from "./report-file.ts";
import { SOURCE_FOLDERS } from "./source-hash.ts";

/** Milliseconds of quiet after which changes are looked at. */
const QUIET_MS = 150;

/**
 * Calls `onChange` after files of the source or the report changed, once for changes close together. It keeps no process
 * running.
 * @returns what ends it
 */
export function watchSource(directory: string, onChange: () => void): () => void {
	let timer: NodeJS.Timeout | undefined;
	const changed = () => {
		clearTimeout(timer);
		timer = setTimeout(onChange, QUIET_MS);
	};
	const reports = dirname(join(directory, REPORT_FILE));
	mkdirSync(reports, { recursive: true });
	const watchers: FSWatcher[] = [
		...SOURCE_FOLDERS.map((folder) => join(directory, folder))
			.filter((folder) => existsSync(folder))
			.map((folder) => watch(folder, { recursive: true, persistent: false }, changed)),
		...[directory, reports].map((folder) => watch(folder, { persistent: false }, changed)),
	];
	return () => {
		clearTimeout(timer);
		for (const watcher of watchers) watcher.close();
	};
}
