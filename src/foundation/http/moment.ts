import type { AppContext } from "./resolve-site.ts";

/** The moment that the rules of this request go by, from here on. @param now epoch milliseconds */
export function setMoment(c: AppContext, now: number): void {
	c.set("now", now);
	c.set("at", new Date(now).toISOString());
}
