import type { AppContext } from "./resolve-site.ts";

/**
 * Keeps one object of variables for a request, which `set` fills. Hono makes `c.var` anew, from all of them, each time
 * that it is read: rules read it dozens of times for a page (DECISIONS 108).
 */
export function keepVariables(c: AppContext): void {
	const { set } = c;
	const kept: Record<string, unknown> = {};
	const keep = (name: string, value: unknown) => {
		kept[name] = value;
		set(name as never, value as never);
	};
	c.set = keep as typeof c.set;
	Object.defineProperty(c, "var", { value: kept });
}
