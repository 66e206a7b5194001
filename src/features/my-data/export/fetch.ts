import type { Context } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { byteRange } from "#foundation/objects/byte-range.ts";
import { pastOf } from "#foundation/register/terms.ts";
import { archiveStream } from "#foundation/rights/export/archive.ts";
import { readProgress } from "#foundation/rights/export/job.ts";
import { noteFetched } from "#foundation/rights/export/queries-export.ts";
import { words } from "#locales/locales.ts";
import type { ownCopyQueries } from "./own-copy.ts";
import type { RangeHeaders } from "./schema.ts";

/**
 * The archive, or the range of it that is asked for, to a member who has proved who they are.
 * Undefined without a copy that is whole and whose term still runs.
 */
export async function sendCopy(
	context: Context,
	[[row], [key]]: RowsOf<ReturnType<typeof ownCopyQueries>>,
	asked: RangeHeaders,
): Promise<Response | undefined> {
	const isPast = pastOf(context, "export");
	if (row === undefined || key === undefined || row.state !== "ready" || row.made_at === null || isPast(row.made_at))
		return undefined;
	const unit = await (await context.keys()).openUnit(key);
	const { parts } = await readProgress(unit, row);
	const etag = `"${row.id}"`;
	// Of another copy than the one that a browser began with, it gets the whole.
	const isSame = (asked["if-range"] ?? etag) === etag;
	const range = isSame ? byteRange(asked.range, row.bytes) : undefined;
	const common = { "Accept-Ranges": "bytes", ETag: etag };
	if (range === "unsatisfiable")
		return new Response(null, { status: 416, headers: { ...common, "Content-Range": `bytes */${row.bytes}` } });
	const [from, to] = range ?? [0, row.bytes];
	const name = words(context.locale).myData.export.file(calendarDay(row.asked_at));
	if (from === 0) context.defer(({ at, database }) => database("copies").write(noteFetched(row.realm_id, row.id, at)));
	return new Response(archiveStream(context.settings.objects, unit, parts, [from, to]), {
		status: range === undefined ? 200 : 206,
		headers: {
			...common,
			...{ "Content-Type": "application/zip", "Content-Length": String(to - from) },
			"Content-Disposition": `attachment; filename="${name}"`,
			...(range === undefined ? {} : { "Content-Range": `bytes ${from}-${to - 1}/${row.bytes}` }),
		},
	});
}
