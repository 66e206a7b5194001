import type { RealmId } from "#foundation/ids.ts";
import { notify } from "#foundation/mail/notify.ts";
import type { CopyParts } from "#foundation/rights/export/job.ts";
import { LOCALES } from "#locales/locales.ts";
import { COPY_READY } from "../letters.ts";
import { documentsOf, type Extras, readExtras } from "./documents.tsx";
import { addressOf, joinedBrands } from "./queries.ts";
import { RowsPage } from "./views-copy.tsx";

const localeOf = ({ locale }: { locale: string }) => LOCALES.find((one) => one === locale) ?? LOCALES[0];

/** What the engine of copies leaves to those who write to people. Of a copy by link, its page says how far it is. */
export const COPY_OF_PERSON: Omit<CopyParts, "register"> = {
	wordsOf(about, register) {
		const locale = localeOf(about.row);
		const siteOf = (id: string) => about.context.snapshot().findBrand(id)?.look.name ?? id;
		let extras: Promise<Extras> | undefined;
		return {
			page: (table, rows, path) => `<!DOCTYPE html>${<RowsPage {...{ table, rows, path, locale, siteOf }} />}`,
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
