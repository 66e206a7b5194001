import type { Compilable } from "kysely";
import { type DisplayNameFault, displayNameFault } from "#features/accounts/brand-name/brand-name.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addAct, type WaitingAct } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import type { Context } from "#foundation/context.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { writeAct } from "#foundation/recipients/write-act.ts";
import type { ItemId } from "#foundation/register/items.ts";
import { NO_TEXTS, plainTextRows, specialRows, TEXT_FIELDS, type TextField } from "../brand-profile.ts";
import { lastYes, withdrawalQueries, yesRows } from "../special-consent.ts";
import type { ProfileForEditing } from "./editor.ts";
import type { OrientationForm, TextForm } from "./schema.ts";

/** Saves the texts, in one write; or says that the consent which they need is missing, or the name not fit to show. */
export async function saveTexts(
	context: Context,
	editor: ProfileForEditing,
	{ texts, consent }: TextForm,
): Promise<"no_consent" | DisplayNameFault | undefined> {
	const named = { userName: editor.member.userName, shown: editor.texts.display_name };
	const fault = displayNameFault(context, editor.edition, texts.display_name, named);
	if (fault !== undefined) return fault;
	const ring = await context.keys();
	const at = context.at;
	if (!editor.edition.legal.adult) {
		await writeTexts(context, editor, texts, await plainTextRows(ring, editor.owner, texts, at));
		return undefined;
	}
	const { display_name, ...special } = texts;
	const answer = await consentFor(context, editor, "profiles", consent);
	const says = Object.values(special).some((text) => text !== "");
	if (says && answer.id === undefined) return "no_consent";
	const values = {
		about_me_sealed: special.about_me,
		hobbies_sealed: special.hobbies,
		sexual_preferences_sealed: special.sexual_preferences,
	};
	await writeTexts(context, editor, texts, [
		...answer.queries,
		...(await plainTextRows(ring, editor.owner, { ...NO_TEXTS, display_name }, at)),
		...(await specialRows(ring, editor.owner, "profiles", values, { consent: answer.id, at })),
	]);
	return undefined;
}

/** Writes what the member changed, and tells recipients who were given it (GDPR Art. 19). */
async function writeTexts(
	context: Context,
	editor: ProfileForEditing,
	texts: TextForm["texts"],
	rows: readonly Compilable[],
): Promise<void> {
	await writeRectified(
		context,
		editor,
		TEXT_FIELDS.filter((field) => texts[field] !== editor.texts[field]),
		rows,
	);
}

async function writeRectified(
	context: Context,
	{ owner: { realm, brand, member }, disclosed }: ProfileForEditing,
	items: readonly ItemId[],
	rows: readonly Compilable[],
): Promise<void> {
	const act = { kind: "rectified", items, cause: `${member}:${brand}:${context.at}` } as const;
	await writeAct({ ...context, database: context.database() }, { realm, member, act }, disclosed, rows);
}

/** Contested texts that a form would change. */
export const frozenTexts = ({ frozen, texts }: ProfileForEditing, typed: TextForm["texts"]): TextField[] =>
	TEXT_FIELDS.filter((field) => frozen.has(field) && typed[field] !== texts[field]);

/** The consent that stands, or the one that is given with this form; without an id there is none. */
export async function consentFor(
	context: Context,
	editor: ProfileForEditing,
	purpose: SpecialPurpose,
	ticked: boolean,
): Promise<{ id: string | undefined; queries: Awaited<ReturnType<typeof yesRows>>["queries"] }> {
	const live = editor.consents[purpose];
	if (live || !ticked) return { id: live?.id, queries: [] };
	return yesRows(consentTarget(context, editor), purpose, editor.answers);
}

const consentTarget = (context: Context, { edition, member }: ProfileForEditing) => ({
	edition,
	member: member.id,
	locale: context.locale,
	now: context.now,
});

/** Saves the orientation, or clears it, in one write; or says that the consent which it needs is missing. */
export async function saveOrientation(
	context: Context,
	editor: ProfileForEditing,
	{ orientation, orientation_consent }: OrientationForm,
): Promise<"no_consent" | undefined> {
	const answer = await consentFor(context, editor, "suggestions", orientation_consent);
	if (orientation !== "" && answer.id === undefined) return "no_consent";
	const values = { orientation_sealed: orientation };
	const at = context.at;
	const rows = await specialRows(await context.keys(), editor.owner, "suggestions", values, { consent: answer.id, at });
	const items = orientation === editor.orientation ? [] : (["orientation"] as const);
	await writeRectified(context, editor, items, [...answer.queries, ...rows]);
	return undefined;
}

/** What stands under a consent, and goes with it. */
const UNDER_CONSENT: Readonly<Record<SpecialPurpose, readonly ItemId[]>> = {
	profiles: ["about_me", "hobbies", "sexual_preferences", "photos"],
	suggestions: ["orientation"],
};

/**
 * Withdraws a consent, tells recipients who were given what stood under it (GDPR Art. 19), and says so only once that
 * stands outside the database too.
 */
export async function withdraw(
	context: Context,
	{ owner, answers, disclosed }: ProfileForEditing,
	purpose: SpecialPurpose,
): Promise<void> {
	const { realm, brand, member } = owner;
	const now = context.now;
	const act = newAct(member, { kind: "consent_withdrawn", brand, purpose }, now);
	const told = { kind: "consent_withdrawn", items: UNDER_CONSENT[purpose], cause: act.id } as const;
	const rows: readonly unknown[] = await writeAct(
		{ ...context, database: context.database() },
		{ realm, member, act: told },
		disclosed,
		[
			...(lastYes(answers, purpose) ? [addAct(realm, act)] : []),
			...(await withdrawalQueries({ realm, brand, member, now }, purpose, answers)),
			actsWaitingIn(context),
		],
	);
	await confirmActs(context, rows.at(-1) as WaitingAct[]);
}
