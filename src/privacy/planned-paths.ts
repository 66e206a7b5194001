/**
 * Paths that texts name and that no route serves yet: in every form of a text their words stand without a link. A test
 * says when a route serves one, and when any link leads nowhere.
 */
export const PLANNED_PATHS: ReadonlySet<string> = new Set(["/helpdesk"]);

/** Whether an address in a text may be a link. */
export const isServed = (href: string): boolean => !PLANNED_PATHS.has(href);
