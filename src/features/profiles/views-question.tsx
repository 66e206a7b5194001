import type { WordsIn } from "#foundation/ledgers/consent.ts";
import { Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";

/**
 * A consent as a form asks it. `givenOn`: the day, in words, of a yes that was not withdrawn. `said`: to which words that
 * was, if it still allows what stands. `live`: it was to the words of today.
 */
export type Question = { words: string; live: boolean; givenOn: string | undefined; said: WordsIn | undefined };

/** The consent beside what it is for, unticked; once given, its words and one button to take it back. */
export function SpecialQuestion({ name, state, question }: { name: string; state: FormState; question: Question }) {
	if (question.live) return null;
	// A tick is never kept: sending the form again needs a new tick.
	const unticked = { ...state, values: { ...state.values, [name]: "" } };
	return (
		<Tick name={name} state={unticked} required={false}>
			{question.words}
		</Tick>
	);
}
