import { build } from "#foundation/db/database.ts";
import { changed, type SeenDraft } from "./queries-draft.ts";

/** What the operator's command does with drafts that were approved. */

/** Of every realm, the oldest first. */
export const approvedDrafts = () =>
	build
		.selectFrom("brand_draft")
		.select(["realm_id", "id", "answers", "version"])
		.where("state", "=", "approved")
		.orderBy("id");

export const markPublished = (seen: SeenDraft, at: string) =>
	changed(seen, ["approved"], at, { state: "published", closed_at: at });
