import { z } from "zod";
import { MAX_BODY } from "#features/helpdesk/ticket.ts";
import { REQUEST_KINDS, type RequestKind } from "#foundation/rights/requests/request.ts";
import { checkbox } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { doneQuery, reasonField, rowId } from "../schema.ts";

export const VIEWS = ["unassigned", "mine", "all", "answered", "closed"] as const;
export type TicketView = (typeof VIEWS)[number];

/** The last ticket of the page before, `<place>~<id>`; without one, the list begins. */
const after = z
	.string()
	.transform((text) => {
		const [waits = "", id = ""] = text.split("~");
		const isPlace = z.iso.datetime().safeParse(waits).success && z.uuidv7().safeParse(id).success;
		return isPlace ? { waits, id } : undefined;
	})
	.optional()
	.catch(undefined);

export const listQuery = z.object({ view: z.enum(VIEWS).catch("unassigned").prefault("unassigned"), after });
export const ticketParams = z.object({ ticket: rowId });
export const fileParams = z.object({ ticket: rowId, file: rowId });
export const caseQuery = doneQuery(["taken", "handed_on", "answered", "closed", "handed_over", "unchanged"]);

/** Characters of an answer. */
const ANSWER = { shortest: 2, longest: MAX_BODY } as const;

const BUTTONS = ["read", "take", "close"] as const;
const FORMS = ["hand_on", "answer", "hand_over"] as const;

/** What a ticket's page may send: a button alone, or one of its forms. */
export function actForm(locale: Locale, act: string | undefined) {
	const { choose } = words(locale).console.error;
	const { chooseOne } = words(locale).helpdesk.desk;
	const kinds = Object.fromEntries(REQUEST_KINDS.map((kind) => [kind, checkbox()])) as Record<
		RequestKind,
		ReturnType<typeof checkbox>
	>;
	const forms = {
		hand_on: z.strictObject({ act: z.literal("hand_on"), staff: z.uuidv7({ error: choose }) }),
		answer: z.strictObject({ act: z.literal("answer"), answer: reasonField(locale, ANSWER) }),
		hand_over: z
			.strictObject({ act: z.literal("hand_over"), ...kinds })
			.refine((form) => REQUEST_KINDS.some((kind) => form[kind]), { error: chooseOne, path: ["access"] })
			.transform(({ act: own, ...ticked }) => ({ act: own, kinds: REQUEST_KINDS.filter((kind) => ticked[kind]) })),
	};
	// Refused in words, so that the role of the caller is checked first.
	const button = z.strictObject({ act: z.enum(BUTTONS, { error: choose }) });
	const form = FORMS.find((one) => one === act);
	return form === undefined ? button : forms[form];
}
export type ActForm = z.output<ReturnType<typeof actForm>>;
