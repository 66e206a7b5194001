import { z } from "zod";
import { type Locale, words } from "#locales/locales.ts";
import { doneQuery } from "../schema.ts";

/** The id of a notice is a keyed imprint; another text is the id of nothing, as with other rows. */
export const noticeParams = z.object({ notice: z.uuid().catch("") });
export const noticeQuery = doneQuery(["told", "again", "unchanged"]);

/** A button of a notice. */
export const noticeForm = (locale: Locale) =>
	z.strictObject({ act: z.enum(["told", "again"], { error: words(locale).console.error.choose }) });
