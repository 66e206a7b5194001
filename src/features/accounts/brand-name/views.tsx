import { TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MAX_DISPLAY_NAME_LENGTH } from "./brand-name.ts";

type Props = {
	locale: Locale;
	state: FormState;
	/** A name to take over; the field itself begins empty. */
	proposal: string | undefined;
};

/** Asks what the members of a brand will call this one. */
export function DisplayNameField({ locale, state, proposal }: Props) {
	const text = words(locale).profiles;
	const { displayNameHint, displayNameProposal } = text.field;
	return (
		<>
			<TextField
				name="display_name"
				label={text.field.display_name}
				hint={proposal === undefined ? displayNameHint : `${displayNameHint} ${displayNameProposal(proposal)}`}
				optional={text.optional}
				state={state}
				autocomplete="off"
				maxlength={MAX_DISPLAY_NAME_LENGTH}
				required={false}
				{...(proposal === undefined ? {} : { list: "display_name-proposals" })}
			/>
			{proposal !== undefined && (
				<datalist id="display_name-proposals">
					<option value={proposal} />
				</datalist>
			)}
		</>
	);
}
