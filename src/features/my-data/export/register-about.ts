import type { Declaration, Register } from "#foundation/register/declaration.ts";
import { isAbout, type Person, subjectsOf } from "#foundation/rights/persons.ts";

/** What the register declares of one kind of person, whichever text it stands in otherwise. */
export const registerAbout = (register: Register, { as }: Person): Register =>
	register
		.filter(({ planned }) => !planned)
		.map(({ audience: _, ...declaration }): Declaration => {
			const tables = Object.entries(declaration.tables).filter(([, declared]) =>
				subjectsOf(declared).some((subject) => isAbout(subject, as)),
			);
			const names = new Set(tables.map(([table]) => table));
			const objects = declaration.objects.filter(
				({ key }) => typeof key === "string" && names.has(key.split(".")[0] ?? ""),
			);
			return { ...declaration, tables: Object.fromEntries(tables), objects, cookies: [], logFields: [] };
		});
