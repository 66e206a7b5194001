import { Hono } from "hono";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { JSON_TYPE } from "#foundation/http/respond-cached.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { words } from "#locales/locales.ts";
import { answerOwn, readOwnSharing } from "./own-sharing.ts";
import { consentRecords } from "./record.ts";
import { sharingForm, sharingQuery } from "./schema.ts";
import { SharingPage } from "./views-sharing.tsx";

const PATH = "/privacy/recipients";
const RECORD_PATH = `${PATH}/record.json`;

/** A member's consents per recipient on all their brands: given and taken back alike (P18, P34, P54). */
export const sharingRoutes = new Hono<App>()
	.get(PATH, validateQuery(sharingQuery), (c) => {
		const isSaved = c.req.valid("query").done !== undefined;
		const text = words(c.var.locale).choice.account;
		return page(c, isSaved ? { text: text.saved, isGood: true } : undefined);
	})
	.get(RECORD_PATH, async (c) => {
		const read = await readOwnSharing(c.var);
		if (read === undefined) return toSignIn(c);
		const file = words(c.var.locale).choice.recordFile(calendarDay(c.var.at));
		return c.body(JSON.stringify(await consentRecords(c.var, read), null, "\t"), 200, {
			"Content-Type": JSON_TYPE,
			"Content-Disposition": `attachment; filename="${file}"`,
		});
	})
	.post(PATH, validateForm(sharingForm), async (c) => {
		const { brand, ...answer } = c.req.valid("form");
		const outcome = await answerOwn(c.var, brandOf(c.var, brand), answer);
		if (outcome === undefined) return toSignIn(c);
		if (outcome === "done") return c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), "saved"), 303);
		return page(c, { text: words(c.var.locale).choice.account.changed, isGood: false }, 409);
	});

async function page(
	c: AppContext,
	notice: { text: string; isGood: boolean } | undefined,
	status: 200 | 409 = 200,
): Promise<Response> {
	const read = await readOwnSharing(c.var);
	if (read === undefined) return toSignIn(c);
	const shown = {
		...{ sharing: read.sharing, notice },
		action: accountPathWithoutFlow(c.var, PATH),
		record: accountPathWithoutFlow(c.var, RECORD_PATH),
		back: accountPathWithoutFlow(c.var, "/privacy"),
	};
	return renderPage(c, <SharingPage context={await accountContext(c)} {...shown} />, { status });
}
