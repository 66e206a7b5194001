import type { FormState } from "#foundation/ui/form-state.ts";
import type { ConsoleContext } from "../page.tsx";
import type { BreachRow, EntryKind } from "./breach.ts";
import type { EntryWords } from "./entry.ts";

/** What the page of a breach shows. */

export type ShownEntry = { number: number; what: string; at: string; by: string; words: EntryWords | undefined };
export type BreachCaseProps = {
	context: ConsoleContext;
	state: FormState;
	done?: string | undefined;
	breach: BreachRow;
	entries: readonly ShownEntry[];
	steps: readonly EntryKind[];
	now: number;
	brandName: (id: string) => string;
	links: { action: string; back: string; affected: string; letter: string };
};
