import { GENDERS } from "#features/accounts/gender.ts";
import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { Choice, ErrorSummary, FormEnd, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { DETAILS, MAX_TOWN_LENGTH, SHOWABLE } from "./detail.ts";
import type { MemberDetails } from "./member-detail.ts";

export type ShownOn = { id: string; name: string; shown: readonly string[]; action: string; edit: string };
type Props = {
	context: AccountContext;
	state: FormState;
	details: MemberDetails;
	brands: readonly ShownOn[];
	action: string;
	done: string | undefined;
};

function DetailForm({ context, state, action }: Pick<Props, "context" | "state" | "action">) {
	const { locale } = context.page;
	const text = words(locale).profiles;
	const { genders } = words(locale).accounts.field;
	return (
		<form class="form" method="post" action={action} novalidate>
			<Choice
				name="gender"
				label={text.field.gender}
				state={state}
				answers={GENDERS.map((value) => ({ value, label: genders[value] }))}
			/>
			<TextField
				name="birth_date"
				label={text.field.birth_date}
				hint={text.field.birthDateHint}
				optional={text.optional}
				state={state}
				type="date"
				autocomplete="bday"
				maxlength={10}
				required={false}
			/>
			<TextField
				name="town"
				label={text.field.town}
				hint={text.field.townHint}
				optional={text.optional}
				state={state}
				autocomplete="address-level2"
				maxlength={MAX_TOWN_LENGTH}
				required={false}
			/>
			<TextField
				name="phone"
				label={text.field.phone}
				hint={text.field.phoneHint}
				optional={text.optional}
				state={state}
				type="tel"
				inputmode="tel"
				autocomplete="tel"
				maxlength={40}
				required={false}
			/>
			<FormEnd submit={text.save} />
		</form>
	);
}

/** One button for each field that holds something: it can go without the rest (P04). */
function Clearing({ context, details, action }: Pick<Props, "context" | "details" | "action">) {
	const text = words(context.page.locale).profiles;
	const held = DETAILS.filter((field) => details[field] !== "");
	if (held.length === 0) return null;
	return (
		<section aria-labelledby="clear-title">
			<h2 id="clear-title">{text.details.clearTitle}</h2>
			<p>{text.details.clearLead}</p>
			<form method="post" action={action}>
				<p class="form-end">
					{held.map((field) => (
						<button class="button button-quiet" type="submit" name="clear" value={field}>
							{text.details.clear(text.field[field])}
						</button>
					))}
				</p>
			</form>
		</section>
	);
}

function Shown({ context, brand }: { context: AccountContext; brand: ShownOn }) {
	const text = words(context.page.locale).profiles;
	return (
		<li class="panel">
			<h3>{brand.name}</h3>
			<form class="form" method="post" action={brand.action}>
				<fieldset class="field">
					<legend>{text.details.shownOn(brand.name)}</legend>
					{SHOWABLE.map((field) => (
						<label class="answer">
							<input
								type="checkbox"
								name={field}
								value="yes"
								{...(brand.shown.includes(field) ? { checked: true } : {})}
							/>
							<span>{text.shown[field]}</span>
						</label>
					))}
				</fieldset>
				<p class="form-end">
					<button class="button button-quiet" type="submit">
						{text.details.shownSave(brand.name)}
					</button>
				</p>
			</form>
			<p>
				<a href={brand.edit}>{text.details.edit(brand.name)}</a>
			</p>
		</li>
	);
}

/** What a member gave once, and where it is shown. */
export function DetailPage({ context, state, details, brands, action, done }: Props) {
	const text = words(context.page.locale).profiles;
	return (
		<AccountPage context={context} title={text.details.title} signedIn>
			<AccountHead title={text.details.title}>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
				<p class="lead">{text.details.lead}</p>
			</AccountHead>
			<section aria-labelledby="detail-title">
				<h2 id="detail-title">{text.details.formTitle}</h2>
				<ErrorSummary title={text.wrongTitle} state={state} />
				<DetailForm context={context} state={state} action={action} />
			</section>
			<section aria-labelledby="shown-title">
				<h2 id="shown-title">{text.details.shownTitle}</h2>
				<p>{text.details.shownLead}</p>
				{brands.length === 0 ? (
					<p class="empty">{text.details.none}</p>
				) : (
					<ul class="panels">
						{brands.map((brand) => (
							<Shown context={context} brand={brand} />
						))}
					</ul>
				)}
			</section>
			<Clearing context={context} details={details} action={action} />
		</AccountPage>
	);
}
