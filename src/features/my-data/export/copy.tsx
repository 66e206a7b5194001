import type { RealmId } from "#foundation/ids.ts";
import { notify } from "#foundation/mail/notify.ts";
import type { CopyParts } from "#foundation/rights/export/job.ts";
import type { CopyWords } from "#foundation/rights/export/part.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { COPY_READY } from "../letters.ts";
import { documentsOf, type Extras, readExtras } from "./documents.tsx";
import { addressOf, joinedBrands } from "./queries.ts";
import { COPY_STYLE, RowsPage } from "./views-copy.tsx";

const localeOf = ({ locale }: { locale: string }) => LOCALES.find((one) => one === locale) ?? LOCALES[0];

/** A page to read of rows, and the style that stands beside it: for another who is given some of them. */
export const pagesIn = (
	locale: Locale,
	siteOf: (id: string) => string,
): Pick<CopyWords, "page"> & { style: string } => ({
	page: (table, rows, path) => `<!DOCTYPE html>${<RowsPage {...{ table, rows, path, locale, siteOf }} />}`,
	style: COPY_STYLE,
});

/** What the engine of copies leaves to those who write to people. Of a copy by link, its page says how far it is. */
export const COPY_OF_PERSON: Omit<CopyParts, "register"> = {
	wordsOf(about, register) {
		const locale = localeOf(about.row);
		const siteOf = (id: string) => about.context.snapshot().findBrand(id)?.look.name ?? id;
		let extras: Promise<Extras> | undefined;
		return {
			page: pagesIn(locale, siteOf).page,
			async documents(made) {
				extras ??= readExtras(about, register, locale);
				return documentsOf({ ...about, locale, siteOf, made }, await extras);
			},
		};
	},
	async whenReady({ context, database, row, realm }) {
		if (row.subject_kind !== "member") return [];
		const [[member], [key], joined] = await database.read(
			...addressOf(realm.realm, row.member_id),
			joinedBrands(realm.brands, row.member_id),
		);
		if (member === undefined || key === undefined) return [];
		const core = await (await context.keys()).openUnit(key);
		const brands = context.snapshot().findRealm({ id: realm.realm })?.brands ?? [];
		const locale = localeOf(row);
		return notify(
			{
				realm: { id: realm.realm as RealmId, brands },
				originBrand: undefined,
				locale,
				now: context.now,
				keys: context.keys,
			},
			{ member: row.member_id, memberships: joined, core, emailSealed: member.email_sealed },
			COPY_READY.with({ page: { at: "account", path: "/privacy/export" } }),
			`copy_ready:${row.id}`,
		);
	},
};
