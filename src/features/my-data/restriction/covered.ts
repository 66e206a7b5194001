import type { NoticeAct } from "#foundation/recipients/notice.ts";
import { isItemId } from "#foundation/register/items.ts";

/** What a restriction that a member asked for covers: its item, or all. */
export const coveredItems = ({ item }: { item: string }): NoticeAct["items"] => (isItemId(item) ? [item] : "all");
