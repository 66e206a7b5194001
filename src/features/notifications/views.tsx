import { localePath } from "#foundation/i18n/path.ts";
import type { Trouble } from "#foundation/mail/incoming/deliverable.ts";
import { OPTIONAL_CLASSES, type OptionalClass, WEEKLY_LIMIT } from "#foundation/mail/mail-class.ts";
import { FormEnd } from "#foundation/ui/form.tsx";
import { Notice } from "#foundation/ui/notice.tsx";
import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { type Locale, words } from "#locales/locales.ts";
import {
	limitField,
	MAX_FIELD,
	type MailPreferences,
	NEUTRAL_FIELD,
	STOP_FIELD,
	WORKS_FIELD,
	wantedField,
} from "./preferences.ts";

type UnsubscribeProps = { context: PageContext; token: string; class: OptionalClass };

/** Asks, and changes nothing: programs that follow the links of a mail come here too. */
export function UnsubscribePage({ context, token, class: of }: UnsubscribeProps) {
	const text = words(context.locale).notifications;
	const { title, ask, button, always } = text.unsubscribePage;
	const lead = ask(text.classes[of].name, context.look.name);
	return (
		<Answer context={context} title={title} lead={lead}>
			<form class="form" method="post" action={localePath(context, `/unsubscribe/${token}`)}>
				<input type="hidden" name="List-Unsubscribe" value="One-Click" />
				<p>
					<button class="button" type="submit">
						{button}
					</button>
				</p>
			</form>
			<p>{always}</p>
		</Answer>
	);
}

export function UnsubscribedPage({ context, token, class: of }: UnsubscribeProps) {
	const text = words(context.locale).notifications;
	const { doneTitle, done, undo, always } = text.unsubscribePage;
	return (
		<Answer context={context} title={doneTitle} lead={done(text.classes[of].name, context.look.name)}>
			<p>{always}</p>
			<form class="form" method="post" action={localePath(context, `/unsubscribe/${token}/undo`)}>
				<p>
					<button class="button button-quiet" type="submit">
						{undo}
					</button>
				</p>
			</form>
		</Answer>
	);
}

export function SubscribedAgainPage({ context, class: of }: Omit<UnsubscribeProps, "token">) {
	const text = words(context.locale).notifications;
	const { undoneTitle, undone } = text.unsubscribePage;
	return <Answer context={context} title={undoneTitle} lead={undone(text.classes[of].name, context.look.name)} />;
}

export function BadLinkPage({ context }: { context: PageContext }) {
	const { badTitle, bad } = words(context.locale).notifications.unsubscribePage;
	return <Answer context={context} title={badTitle} lead={bad(context.legal.contacts.help)} />;
}

type AnswerProps = { context: PageContext; title: string; lead: string; children?: unknown };

function Answer({ context, title, lead, children }: AnswerProps) {
	return (
		<Page
			sheet="site"
			context={context}
			title={`${title} · ${context.look.name}`}
			description={lead}
			noindex
			addressless
		>
			<div class="wrap account">
				<div class="account-head">
					<h1>{title}</h1>
					<p class="lead">{lead}</p>
				</div>
				{children}
			</div>
		</Page>
	);
}

export type NotificationsFormProps = {
	locale: Locale;
	preferences: MailPreferences;
	/** Where the form is sent: a path of the account host. */
	action: string;
	/** What is wrong with mail to the member. */
	trouble?: Trouble | undefined;
	/** What came of the last time. */
	result?: "saved" | "invalid";
};

/** All choices about mail on one page (P16, P35, P36). It works without scripts. */
export function NotificationsForm({ locale, preferences, action, trouble, result }: NotificationsFormProps) {
	const text = words(locale).notifications;
	const form = text.preferencesForm;
	const offered = OPTIONAL_CLASSES.filter((one) => preferences.brands.some(({ wanted }) => wanted[one] !== undefined));
	return (
		<form class="form" method="post" action={action}>
			{result === "saved" && <Notice text={form.saved} isGood />}
			{result === "invalid" && <Notice text={form.invalid} isGood={false} />}
			{trouble !== undefined && (
				<fieldset class="field">
					<legend>{form.troubleLegend}</legend>
					<p>{form.trouble[trouble]}</p>
					{trouble !== "complaint" && (
						<Tick name={WORKS_FIELD} ticked={false} label={form.works} hint={form.worksHint} />
					)}
				</fieldset>
			)}
			<p>{form.always}</p>
			{preferences.brands
				.filter(({ wanted }) => Object.keys(wanted).length > 0)
				.map((brand) => (
					<BrandChoices brand={brand} locale={locale} />
				))}
			{offered.length > 0 ? (
				<>
					<fieldset class="field">
						<legend>{form.limitLegend}</legend>
						<p class="field-hint">{form.limitLead}</p>
						<Limit name={MAX_FIELD} label={form.limitAll} locale={locale} most={preferences.most} />
						<details {...(offered.some((one) => preferences.limits[one] !== undefined) ? { open: true } : {})}>
							<summary>{form.finer}</summary>
							<p class="field-hint">{form.finerLead}</p>
							{offered.map((one) => (
								<Limit
									name={limitField(one)}
									label={form.limit(text.classes[one].name)}
									asMany={form.asMany}
									locale={locale}
									most={preferences.limits[one]}
								/>
							))}
						</details>
					</fieldset>
					<fieldset class="field">
						<legend>{form.stopLegend}</legend>
						<Tick name={STOP_FIELD} ticked={preferences.stopped} label={form.stop} hint={form.stopHint} />
					</fieldset>
				</>
			) : (
				<p>{form.none}</p>
			)}
			<fieldset class="field">
				<legend>{form.neutralLegend}</legend>
				<Tick name={NEUTRAL_FIELD} ticked={preferences.neutral} label={form.neutral} hint={form.neutralHint} />
			</fieldset>
			<FormEnd submit={form.save} />
		</form>
	);
}

function BrandChoices({ brand, locale }: { brand: MailPreferences["brands"][number]; locale: Locale }) {
	const { classes, preferencesForm } = words(locale).notifications;
	const offered = OPTIONAL_CLASSES.filter((one) => brand.wanted[one] !== undefined);
	return (
		<fieldset class="field">
			<legend>{preferencesForm.brandLegend(brand.name)}</legend>
			{offered.map((one) => (
				<Tick
					name={wantedField(brand.id, one)}
					ticked={brand.wanted[one] === true}
					label={classes[one].name}
					hint={classes[one].what}
				/>
			))}
		</fieldset>
	);
}

const idOf = (name: string) => name.replaceAll(".", "-");

function Tick({ name, ticked, label, hint }: { name: string; ticked: boolean; label: string; hint: string }) {
	const id = idOf(name);
	return (
		<div class="field">
			<label class="answer">
				<input
					id={id}
					type="checkbox"
					name={name}
					value="yes"
					{...(ticked ? { checked: true } : {})}
					aria-describedby={`${id}-hint`}
				/>
				<span>{label}</span>
			</label>
			<p class="field-hint" id={`${id}-hint`}>
				{hint}
			</p>
		</div>
	);
}

/** `asMany`: the words of the first answer, which sets no limit of its own; absent where there must be one. */
function Limit({
	name,
	label,
	asMany,
	locale,
	most,
}: {
	name: string;
	label: string;
	asMany?: string;
	locale: Locale;
	most: number | undefined;
}) {
	const { perWeek } = words(locale).notifications.preferencesForm;
	const counts = Array.from({ length: WEEKLY_LIMIT.most }, (_, index) => WEEKLY_LIMIT.least + index);
	return (
		<div class="field">
			<label for={idOf(name)}>{label}</label>
			<select id={idOf(name)} name={name}>
				{asMany !== undefined && <option value="">{asMany}</option>}
				{counts.map((count) => (
					<option value={String(count)} {...(count === most ? { selected: true } : {})}>
						{perWeek(count)}
					</option>
				))}
			</select>
		</div>
	);
}
