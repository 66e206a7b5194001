import { AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { Choice, ErrorSummary, FormEnd, TextArea, TextField } from "#foundation/ui/form.tsx";
import { words } from "#locales/locales.ts";
import { MAX_LENGTHS, ORIENTATIONS, TEXT_FIELDS } from "../brand-profile.ts";
import { PhotoEditor, type PhotoEditorProps } from "../photos/views-photo.tsx";
import { type Question, SpecialQuestion } from "../views-question.tsx";
import { Given } from "./views-withdraw.tsx";

export type EditorProps = PhotoEditorProps & {
	brand: string;
	hidden: boolean;
	consents: { profiles: Question; suggestions: Question };
	asksOrientation: boolean;
	others: readonly { id: string; name: string }[];
	copied: string | undefined;
	done: string | undefined;
	links: Record<"save" | "orientation" | "withdraw" | "photos" | "back" | "look", string> & {
		originBrand: string | undefined;
	};
};

function Texts(props: EditorProps) {
	const { context, state, adult, consents, links, brand } = props;
	const text = words(context.page.locale).profiles;
	const long = TEXT_FIELDS.filter((name) => name !== "display_name" && (adult || name !== "sexual_preferences"));
	return (
		<form class="form" method="post" action={links.save} novalidate>
			<TextField
				name="display_name"
				label={text.field.display_name}
				hint={text.field.displayNameHint}
				optional={text.optional}
				state={state}
				autocomplete="nickname"
				maxlength={MAX_LENGTHS.display_name}
				required={false}
			/>
			{adult && !consents.profiles.live && (
				<p class="notice">{consents.profiles.said ? text.editor.consentAsksAnew : text.editor.specialLead(brand)}</p>
			)}
			{long.map((name) => (
				<TextArea
					name={name}
					label={text.field[name]}
					hint={text.field.upTo(MAX_LENGTHS[name])}
					optional={text.optional}
					state={state}
					maxlength={MAX_LENGTHS[name]}
				/>
			))}
			{adult && <SpecialQuestion name="consent" state={state} question={consents.profiles} />}
			<FormEnd submit={text.save} />
		</form>
	);
}

function Orientation(props: EditorProps) {
	const { context, state, consents, links } = props;
	const text = words(context.page.locale).profiles;
	const answers = [
		...ORIENTATIONS.map((value) => ({ value, label: text.orientations[value] })),
		{ value: "", label: text.editor.orientationNone },
	];
	const chosen = { ...state, values: { ...state.values, orientation: state.values.orientation ?? "" } };
	return (
		<section aria-labelledby="orientation-title">
			<h2 id="orientation-title">{text.editor.orientationTitle}</h2>
			<p>{text.editor.orientationLead}</p>
			<Given props={props} purpose="suggestions" erases={text.editor.withdrawSuggestions} />
			<form class="form" method="post" action={links.orientation} novalidate>
				<Choice name="orientation" label={text.field.orientation} state={chosen} answers={answers} />
				<SpecialQuestion name="orientation_consent" state={state} question={consents.suggestions} />
				<FormEnd submit={text.save} />
			</form>
		</section>
	);
}

/** What was given while it was asked: shown to its member, with the button that erases it. */
function KeptOrientation(props: EditorProps) {
	const { context, state, consents } = props;
	const text = words(context.page.locale).profiles;
	const kept = ORIENTATIONS.find((value) => value === state.values.orientation);
	if (kept === undefined && consents.suggestions.givenOn === undefined) return null;
	return (
		<section aria-labelledby="orientation-title">
			<h2 id="orientation-title">{text.editor.orientationTitle}</h2>
			{kept !== undefined && <p>{text.editor.orientationKept(text.orientations[kept])}</p>}
			<Given props={props} purpose="suggestions" erases={text.editor.withdrawSuggestions} />
		</section>
	);
}

/** Prefills the form from another brand: a page of the account host alone, and nothing is written by it. */
function Copying({ context, others, links }: EditorProps) {
	const text = words(context.page.locale).profiles.editor;
	if (others.length === 0) return null;
	return (
		<section aria-labelledby="copy-title">
			<h2 id="copy-title">{text.copyTitle}</h2>
			<p>{text.copyLead}</p>
			<form class="form" method="get" action={links.save}>
				{links.originBrand !== undefined && <input type="hidden" name="brand" value={links.originBrand} />}
				<div class="field">
					<label for="from">{text.copyFrom}</label>
					<select id="from" name="from">
						{others.map(({ id, name }) => (
							<option value={id}>{name}</option>
						))}
					</select>
				</div>
				<p class="form-end">
					<button class="button button-quiet" type="submit">
						{text.copy}
					</button>
				</p>
			</form>
		</section>
	);
}

/** A member's profile on one brand, to edit. */
export function EditorPage(props: EditorProps) {
	const { context, brand, links, state, done, copied, hidden } = props;
	const text = words(context.page.locale).profiles;
	const title = text.editor.title(brand);
	return (
		<AccountPage context={context} title={title} signedIn>
			<AccountHead title={title}>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
				<p class="lead">{text.editor.lead(brand)}</p>
				{hidden && <p>{text.editor.invisible(brand)}</p>}
				<p>
					<a href={links.look}>{text.editor.look}</a>
				</p>
			</AccountHead>
			<ErrorSummary title={text.wrongTitle} state={state} />
			<section aria-labelledby="texts-title">
				<h2 id="texts-title">{text.editor.textsTitle}</h2>
				{copied !== undefined && <p class="notice">{text.editor.copied(copied)}</p>}
				<Texts {...props} />
			</section>
			<PhotoEditor {...props} />
			{props.adult && props.consents.profiles.givenOn !== undefined && (
				<section aria-labelledby="consent-title">
					<h2 id="consent-title">{text.editor.specialTitle}</h2>
					<Given props={props} purpose="profiles" erases={text.editor.withdrawProfiles} />
				</section>
			)}
			{props.asksOrientation ? <Orientation {...props} /> : <KeptOrientation {...props} />}
			<Copying {...props} />
			<p>
				<a href={links.back}>{text.editor.back}</a>
			</p>
		</AccountPage>
	);
}
