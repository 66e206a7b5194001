import { newAct } from "#foundation/acts/act.ts";
import { addAct, type WaitingAct } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import type { Context } from "#foundation/context.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import {
	MAX_LENGTHS,
	NO_TEXTS,
	ORIENTATIONS,
	type ProfileTexts,
	plainTextRows,
	specialRows,
	TEXT_FIELDS,
} from "../brand-profile.ts";
import { writtenError } from "../details/detail-form.ts";
import { writtenLine, writtenText } from "../free-text.ts";
import { lastYes, withdrawalQueries, yesRows } from "../special-consent.ts";
import type { ProfileForEditing } from "./editor.ts";

export type TextFields = Partial<Record<keyof ProfileTexts | "consent", string>>;

/** Fields of the form: a brand that is not for adults has no special ones, and takes none (T23). */
export const textFields = (adult: boolean) =>
	adult ? ([...TEXT_FIELDS, "consent"] as const) : (["display_name", "about_me", "hobbies"] as const);

/** Saves the texts; or what is wrong with them, in words. One write. */
export async function saveTexts(
	context: Context,
	editor: ProfileForEditing,
	fields: TextFields,
): Promise<FormState | undefined> {
	const checked = checkTexts(context, fields);
	if ("errors" in checked) return checked;
	const { texts } = checked;
	const ring = await context.keys();
	const at = context.at;
	if (!editor.edition.legal.adult) {
		await context.database().write(...(await plainTextRows(ring, editor.owner, texts, at)));
		return undefined;
	}
	const { display_name, ...special } = texts;
	const answer = await consentFor(context, editor, "profiles", fields.consent);
	const says = Object.values(special).some((text) => text !== "");
	if (says && answer.id === undefined) return refill(fields, { consent: words(context.locale).profiles.error.consent });
	const values = {
		about_me_sealed: special.about_me,
		hobbies_sealed: special.hobbies,
		sexual_preferences_sealed: special.sexual_preferences,
	};
	await context
		.database()
		.write(
			...answer.queries,
			...(await plainTextRows(ring, editor.owner, { ...NO_TEXTS, display_name }, at)),
			...(await specialRows(ring, editor.owner, "profiles", values, { consent: answer.id, at })),
		);
	return undefined;
}

function checkTexts(context: Context, fields: TextFields): { texts: ProfileTexts } | FormState {
	const texts = { ...NO_TEXTS };
	const errors: Partial<Record<string, string>> = {};
	for (const field of TEXT_FIELDS) {
		const write = field === "display_name" ? writtenLine : writtenText;
		const written = write(fields[field] ?? "", MAX_LENGTHS[field]);
		const error = writtenError(written, MAX_LENGTHS[field], context.locale);
		if (error) errors[field] = error;
		if ("text" in written) texts[field] = written.text;
	}
	return Object.keys(errors).length === 0 ? { texts } : refill(fields, errors);
}

/** The consent that stands, or the one that is given with this form; without an id there is none. */
export async function consentFor(
	context: Context,
	editor: ProfileForEditing,
	purpose: SpecialPurpose,
	ticked: string | undefined,
): Promise<{ id: string | undefined; queries: Awaited<ReturnType<typeof yesRows>>["queries"] }> {
	const live = editor.consents[purpose];
	if (live || ticked !== "yes") return { id: live?.id, queries: [] };
	return yesRows(consentTarget(context, editor), purpose, editor.answers);
}

const consentTarget = (context: Context, { edition, member }: ProfileForEditing) => ({
	edition,
	member: member.id,
	locale: context.locale,
	now: context.now,
});

/** Saves the orientation, or clears it; or what is wrong, in words. One write. */
export async function saveOrientation(
	context: Context,
	editor: ProfileForEditing,
	fields: { orientation?: string; orientation_consent?: string },
): Promise<FormState | undefined> {
	const text = words(context.locale).profiles.error;
	const wanted = fields.orientation ?? "";
	const orientation = ORIENTATIONS.find((one) => one === wanted) ?? "";
	if (orientation !== wanted) return refill(fields, { orientation: text.choose });
	const answer = await consentFor(context, editor, "suggestions", fields.orientation_consent);
	if (orientation !== "" && answer.id === undefined) return refill(fields, { orientation_consent: text.consent });
	const values = { orientation_sealed: orientation };
	const at = context.at;
	const rows = await specialRows(await context.keys(), editor.owner, "suggestions", values, { consent: answer.id, at });
	await context.database().write(...answer.queries, ...rows);
	return undefined;
}

/** Withdraws a consent, and says so only once that stands outside the database too. */
export async function withdraw(
	context: Context,
	{ owner, answers }: ProfileForEditing,
	purpose: SpecialPurpose,
): Promise<void> {
	const { realm, brand, member } = owner;
	const now = context.now;
	const act = newAct(member, { kind: "consent_withdrawn", brand, purpose }, now);
	const rows = await context
		.database()
		.write(
			...(lastYes(answers, purpose) ? [addAct(realm, act)] : []),
			...(await withdrawalQueries({ realm, brand, member, now }, purpose, answers)),
			actsWaitingIn(context),
		);
	await confirmActs(context, rows.at(-1) as WaitingAct[]);
}
