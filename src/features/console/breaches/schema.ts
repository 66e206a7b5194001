import { z } from "zod";
import type { Context } from "#foundation/context.ts";
import { startOfDay, startOfNextDay } from "#foundation/i18n/duration.ts";
import { momentOf, wallClock } from "#foundation/i18n/wall-clock.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { ITEM_IDS, type ItemId } from "#foundation/register/items.ts";
import { checkbox, IN_ANY_CASE, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { momentOfDay } from "../holds/schema.ts";
import { doneQuery, reasonField, rowId } from "../schema.ts";
import { NOT_TOLD_GROUNDS, RISKS } from "./breach.ts";
import type { Scope } from "./entry.ts";

export const breachParams = z.object({ breach: rowId });
export const caseQuery = doneQuery(["recorded", "added", "letter"]);

/** Behind which breach the list goes on, `<due>~<id>`; without one, it begins. */
export const listQuery = z.object({
	after: z
		.string()
		.transform((text) => {
			const [due = "", id = ""] = text.split("~");
			const isPlace = z.iso.datetime().safeParse(due).success && z.uuidv7().safeParse(id).success;
			return isPlace ? { due, id } : undefined;
		})
		.optional()
		.catch(undefined),
});

/** Characters of what is typed. */
export const TEXT = { shortest: 10, longest: 4_000 } as const;
export const LINE = { shortest: 2, longest: 300 } as const;

/** Names of boxes. */
export const itemBox = (item: ItemId) => `item_${item}` as const;
export const brandBox = (brand: string) => `brand_${brand}` as const;
export const EVERY_BRAND = "every_brand";

/** Kinds of data that the program keeps of anybody but staff: what a breach can touch. */
export function itemsOffered({ running: { register } }: Pick<Context, "running">): ItemId[] {
	const live = register.filter(({ planned, unwritten, audience }) => !planned && !unwritten && audience === undefined);
	const columns = live.flatMap(({ tables, logFields, objects }) => [
		...Object.values(tables).flatMap((table) => Object.values(table.columns)),
		...logFields,
		...objects,
	]);
	const held = new Set(columns.flatMap((column) => (isPersonal(column) ? [column.item] : [])));
	return ITEM_IDS.filter((item) => held.has(item));
}

/** What is wrong with a time on the clock of the operators' country; the moment, where nothing is. */
export function momentTyped(day: string, time: string): Date | "day" | "time" | "noSuchTime" {
	if (!z.iso.date().safeParse(day.trim()).success) return "day";
	const clock = /^(?:[01]?\d|2[0-3])[:.][0-5]\d$/.exec(time.trim())?.[0];
	if (clock === undefined) return "time";
	const [hour = "", minute = ""] = clock.split(/[:.]/);
	const wall = new Date(`${day.trim()}T${hour.padStart(2, "0")}:${minute}:00.000Z`);
	const moment = momentOf(wall);
	return wallClock(moment).getTime() === wall.getTime() ? moment : "noSuchTime";
}

type Refuse = (field: string, message: string) => void;
export const refuser =
	(check: z.core.$RefinementCtx): Refuse =>
	(field, message) =>
		check.addIssue({ code: "custom", path: [field], message });

type Fields = { on: string; at: string; later: "future" | "notYet" };

/** Says what is wrong with a moment of two fields, which lies in the past. */
function checkMoment(
	{ locale, now }: Context,
	[day, time]: readonly [string, string],
	{ on, at, later }: Fields,
	refuse: Refuse,
): void {
	const { error } = words(locale).breaches;
	const moment = momentTyped(day, time);
	if (moment === "day") refuse(on, error.day);
	else if (moment === "time" || moment === "noSuchTime") refuse(at, error[moment]);
	else if (moment.getTime() > now) refuse(on, error[later]);
}

const isoTyped = (day: string, time: string): string => {
	const moment = momentTyped(day, time);
	return typeof moment === "string" ? "" : moment.toISOString();
};

export const boxes = ({ realm }: Context) => ({
	...Object.fromEntries(ITEM_IDS.map((item) => [itemBox(item), checkbox()] as const)),
	...Object.fromEntries(realm.brands.map((brand) => [brandBox(brand), checkbox()] as const)),
	[EVERY_BRAND]: checkbox(),
	...{ from_on: textField(), to_on: textField() },
});

export const ticked = (form: object, name: string) => (form as Readonly<Record<string, unknown>>)[name] === true;
export const typed = (form: object, name: string) => String((form as Readonly<Record<string, unknown>>)[name] ?? "");

export function scopeOf({ realm }: Context, form: object): Scope {
	const [from, to] = [momentOfDay(typed(form, "from_on")), momentOfDay(typed(form, "to_on"))];
	return {
		brands: realm.brands.filter((brand) => ticked(form, EVERY_BRAND) || ticked(form, brandBox(brand))),
		items: ITEM_IDS.filter((item) => ticked(form, itemBox(item))),
		from: from?.toISOString() ?? "",
		// Its last millisecond.
		to: to ? new Date(startOfNextDay(to).getTime() - 1).toISOString() : "",
	};
}

/** An earlier day is a slip of the keyboard, and before the year 0 the words of an entry have none. */
const NO_DATA_BEFORE = "1970";

export function checkScope(context: Context, form: object, refuse: Refuse): void {
	const { error } = words(context.locale).breaches;
	const { brands, items, from, to } = scopeOf(context, form);
	if (brands.length === 0) refuse("brands", error.brands);
	if (items.length === 0) refuse("items", error.items);
	if (from < NO_DATA_BEFORE) refuse("from_on", error.day);
	if (to < NO_DATA_BEFORE) refuse("to_on", error.day);
	else if (startOfDay(new Date(to)).getTime() > context.now) refuse("to_on", error.windowFuture);
	else if (from > to) refuse("to_on", error.window);
}

/** Trimmed, and of no more characters than `longest`. */
const optionalText = (locale: Locale, longest: number) =>
	textField()
		.transform((text) => text.trim())
		.refine((text) => [...text].length <= longest, { error: words(locale).console.error.reasonLong(longest) });

/** The form that records a breach. */
export function recordForm(context: Context) {
	const { locale } = context;
	const { required } = words(locale).console.error;
	return z
		.strictObject({
			...{ aware_on: textField(), aware_time: textField() },
			happened: reasonField(locale, TEXT),
			...boxes(context),
			systems: reasonField(locale, LINE),
			measures: reasonField(locale, TEXT),
			risk: z.enum(["", ...RISKS], { error: words(locale).console.error.choose }).prefault(""),
			risk_reason: optionalText(locale, TEXT.longest),
			once: z.uuidv7().optional().catch(undefined),
		})
		.superRefine((form, check) => {
			const refuse = refuser(check);
			const aware = [typed(form, "aware_on"), typed(form, "aware_time")] as const;
			checkMoment(context, aware, { on: "aware_on", at: "aware_time", later: "future" }, refuse);
			checkScope(context, form, refuse);
			if (typed(form, "risk") !== "" && typed(form, "risk_reason") === "") refuse("risk_reason", required);
		}, IN_ANY_CASE)
		.transform((form) => ({
			...{ once: form.once, awareAt: isoTyped(form.aware_on, form.aware_time) },
			words: {
				...{ scope: scopeOf(context, form), happened: form.happened },
				...{ systems: form.systems, measures: form.measures },
			},
			assessment: form.risk === "" ? undefined : { risk: form.risk, reason: form.risk_reason },
		}));
}

const ACTS = [
	"added",
	"assessed",
	"authority_told",
	"authority_not_told",
	"members_told",
	"members_not_told",
	"closed",
	"reopened",
] as const;
export type Act = (typeof ACTS)[number];

const momentIn =
	(context: Context, prefix: "authority" | "members") => (form: object, check: z.core.$RefinementCtx) => {
		const [on, at] = [`${prefix}_on`, `${prefix}_time`];
		checkMoment(context, [typed(form, on), typed(form, at)], { on, at, later: "notYet" }, refuser(check));
	};

/** The number of the newest entry that the page showed. What was written since is read first. */
export const SEEN = { seen: textField() };

const authorityForms = (context: Context) => ({
	authority_told: z
		.strictObject({
			...{ ...SEEN, act: z.literal("authority_told") },
			...{ authority_on: textField(), authority_time: textField() },
			reference: reasonField(context.locale, LINE),
			delay: optionalText(context.locale, TEXT.longest),
		})
		.superRefine(momentIn(context, "authority"), IN_ANY_CASE)
		.transform(({ act: what, authority_on, authority_time, reference, delay }) => ({
			what,
			words: { on: isoTyped(authority_on, authority_time), reference, delay },
		})),
	authority_not_told: z
		.strictObject({
			...{ ...SEEN, act: z.literal("authority_not_told") },
			authority_reason: reasonField(context.locale, TEXT),
		})
		.transform(({ act: what, authority_reason: reason }) => ({ what, words: { reason } })),
});

const memberForms = (context: Context, choose: string) => ({
	members_told: z
		.strictObject({
			...{ ...SEEN, act: z.literal("members_told") },
			...{ members_on: textField(), members_time: textField(), how: reasonField(context.locale, TEXT) },
		})
		.superRefine(momentIn(context, "members"), IN_ANY_CASE)
		.transform(({ act: what, members_on, members_time, how }) => ({
			what,
			words: { on: isoTyped(members_on, members_time), how },
		})),
	members_not_told: z
		.strictObject({
			...{ ...SEEN, act: z.literal("members_not_told") },
			ground: z.enum(NOT_TOLD_GROUNDS, { error: choose }),
			members_reason: reasonField(context.locale, TEXT),
		})
		.transform(({ act: what, ground, members_reason: reason }) => ({ what, words: { ground, reason } })),
});

/** What the page of a breach may send: one of its steps, with its words. */
export function actForm(context: Context, act: string | undefined) {
	const { choose } = words(context.locale).console.error;
	const text = reasonField(context.locale, TEXT);
	const forms = {
		...authorityForms(context),
		...memberForms(context, choose),
		added: z
			.strictObject({ ...SEEN, act: z.literal("added"), text })
			.transform(({ act: what, text: own }) => ({ what, words: { text: own } })),
		assessed: z
			.strictObject({ ...SEEN, act: z.literal("assessed"), risk: z.enum(RISKS, { error: choose }), risk_reason: text })
			.transform(({ act: what, risk, risk_reason: reason }) => ({ what, words: { risk, reason } })),
		closed: z
			.strictObject({ ...SEEN, act: z.literal("closed"), close_reason: text })
			.transform(({ act: what, close_reason: reason }) => ({ what, words: { reason } })),
		reopened: z
			.strictObject({ ...SEEN, act: z.literal("reopened"), reopen_reason: text })
			.transform(({ act: what, reopen_reason: reason }) => ({ what, words: { reason } })),
	};
	const known = ACTS.find((one) => one === act);
	// Another is refused in words, so that the role of the caller is checked first.
	return known === undefined
		? z.strictObject({ act: z.enum(ACTS, { error: choose }) }).transform(() => undefined)
		: forms[known];
}
export type ActForm = NonNullable<z.output<ReturnType<typeof actForm>>>;
