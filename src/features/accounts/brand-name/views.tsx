import { TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MAX_DISPLAY_NAME_LENGTH } from "./brand-name.ts";

/** Asks what the members of a brand will call this one, with a name to take over; the field itself begins empty. */
export function DisplayNameField({ locale, state, proposal }: { locale: Locale; state: FormState; proposal: string }) {
	const text = words(locale).profiles;
	return (
		<>
			<TextField
				name="display_name"
				label={text.field.display_name}
				hint={`${text.field.displayNameHint} ${text.field.displayNameProposal(proposal)}`}
				optional={text.optional}
				state={state}
				autocomplete="off"
				maxlength={MAX_DISPLAY_NAME_LENGTH}
				required={false}
				list="display_name-proposals"
			/>
			<datalist id="display_name-proposals">
				<option value={proposal} />
			</datalist>
		</>
	);
}
