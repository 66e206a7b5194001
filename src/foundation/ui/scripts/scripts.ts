import { SCRIPT_FILES } from "./scripts.generated.ts";

export type ScriptName = keyof typeof SCRIPT_FILES;

const HASH = 20;

/** Address of a script, which changes with its content. */
export function scriptPath(name: ScriptName): string {
	return `/assets/${name}-${SCRIPT_FILES[name].sha256.slice(0, HASH)}.js`;
}

/** The script at a path; undefined where there is none. */
export function scriptAt(path: string): string | undefined {
	return Object.entries(SCRIPT_FILES).find(([name]) => scriptPath(name as ScriptName) === path)?.[1].source;
}
