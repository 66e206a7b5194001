import type { Register } from "./declaration.ts";

/** Names that there are; `every`: a text is derived as if all of it ran, for review. */
type Names = readonly string[] | "every";

/** What runs. It is handed in, as the register is: nothing here knows the features (DECISIONS 81, 98). */
export type Running = {
	register: Register;
	/** `brand GET /privacy`: site, method and path of every route. */
	routes: Names;
	/** By name. */
	jobs: Names;
	/** Classes of mail that a letter has. */
	mail: Names;
	/** Ids of recipients that code brings data to by itself. */
	adapters: Names;
};

/** What a sentence needs so that it is true. `table`: a declaration that is live declares it. */
export type Need = { table: string } | { route: string } | { job: string } | { mail: string } | { adapter: string };

/** Tells whether everything that a sentence needs runs. */
export function runs({ register, routes, jobs, mail, adapters }: Running, needs: readonly Need[]): boolean {
	return needs.every((need) => {
		if ("table" in need) return register.some(({ planned, tables }) => !planned && Object.hasOwn(tables, need.table));
		if ("route" in need) return has(routes, need.route);
		if ("job" in need) return has(jobs, need.job);
		return "mail" in need ? has(mail, need.mail) : has(adapters, need.adapter);
	});
}

const has = (names: Names, name: string): boolean => names === "every" || names.includes(name);

/** Tells whether texts are derived with what is planned: they are marked, and none is ever published. */
export const isForReview = ({ routes }: Running): boolean => routes === "every";

/** The same product with everything that is planned in it. */
export function asIfAllRan({ register }: Pick<Running, "register">): Running {
	const live = register.map(({ unwritten: _, ...declaration }) => ({ ...declaration, planned: false }));
	return { register: live, routes: "every", jobs: "every", mail: "every", adapters: "every" };
}
