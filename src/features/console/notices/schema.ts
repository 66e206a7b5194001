import { z } from "zod";
import { offered } from "#foundation/ui/form-fields.ts";
import { doneQuery } from "../schema.ts";

/** The id of a notice is a keyed imprint; another text is the id of nothing, as with other rows. */
export const noticeParams = z.object({ notice: z.uuid().catch("") });
export const noticeQuery = doneQuery(["told", "again", "unchanged"]);

/** A button of a notice. */
export const noticeForm = z.strictObject({ act: offered(["told", "again"]) });
