import { Hono } from "hono";
import { acceptancesIn, answeredWords } from "#features/accounts/agreements.ts";
import { readMemberships } from "#features/accounts/membership.ts";
import { specialWords } from "#features/profiles/special-words.ts";
import { accountPathWithoutFlow, toBrand, toSignIn } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import {
	type ConsentEvent,
	type ConsentKind,
	inOrder,
	SPECIAL_PURPOSES,
	type SpecialPurpose,
	wordsOfHash,
} from "#foundation/ledgers/consent.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { accessesOf, accessKeysOf } from "#foundation/ledgers/queries-access.ts";
import { ACCESS_UNITS, kindsOf, openReason, type StaffAccess } from "#foundation/ledgers/staff-access.ts";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { shortestTerm } from "#foundation/register/terms.ts";
import { words } from "#locales/locales.ts";
import { type AgreedEntry, type ConsentEntry, type OwnAccessEntry, OwnPrivacyPage, type Withdrawal } from "./views.tsx";

/** A member's own view of their privacy, on the account host: it may name every brand of the realm. */
export const ownPrivacyRoutes = new Hono<App>().get("/privacy", async (c) => {
	const { realm } = c.var;
	const read = await readMemberships(c.var, ({ member }) => [
		consentEvents(realm.brands, member),
		acceptancesIn(c.var, member),
		accessesOf(realm.id, member),
		accessKeysOf(realm.id, member),
	]);
	if (read === undefined) return toSignIn(c);
	const [events, acceptances, accesses, keys] = read.rows;
	const joined = new Set(read.memberships.map(({ brand_id }) => brand_id));
	const shown = {
		consents: (await Promise.all(brandsOf(c).map((brand) => consentsOn(c, brand, events, joined)))).flat(),
		agreed: agreedOn(c, acceptances),
		accesses: await Promise.all(accesses.map((row) => accessEntry(c, row, keys))),
		accessTerm: durationWords(shortestTerm(c.var, "staff_access"), c.var.locale),
	};
	shown.accesses.reverse();
	return renderPage(c, <OwnPrivacyPage context={await accountContext(c)} {...shown} />);
});

const brandsOf = (c: AppContext): PublishedBrand[] =>
	c.var.realm.brands.flatMap((id) => c.var.snapshot.findBrand(id) ?? []);

type Answered = ConsentEvent & { brand_id: string };

/** The newest answer to each question of one brand. */
async function consentsOn(
	c: AppContext,
	brand: PublishedBrand,
	events: readonly Answered[],
	joined: ReadonlySet<string>,
): Promise<ConsentEntry[]> {
	const own = inOrder(events.filter(({ brand_id }) => brand_id === brand.id));
	const last = new Map(own.map((event) => [`${event.purpose}\n${event.recipient}`, event]));
	const edition = currentEdition(brand, c.var.now);
	return Promise.all(
		[...last.values()].map(async ({ purpose, recipient, kind, happened_at, text_hash }) => {
			const known = PURPOSE_IDS.find((id) => id === purpose);
			const special = SPECIAL_PURPOSES.find((one) => one === purpose && recipient === "");
			const answered = special
				? await wordsOfHash(text_hash, (locale) => specialWords(edition, special, locale))
				: await answeredWords(edition, text_hash);
			const stands = kind === "given" || kind === "renewed";
			return {
				brand: brand.look.name,
				purpose: known ? words(c.var.locale).register.purposes[known].name : purpose,
				recipient: edition.legal.recipients.find(({ id }) => id === recipient)?.name ?? recipient,
				kind: kind as ConsentKind,
				at: happened_at,
				answered: answered ?? "changed",
				withdraw: stands && joined.has(brand.id) ? withdrawal(c, brand, special) : undefined,
			};
		}),
	);
}

/** As easy as it was given (GDPR 7(3)): special values with one button, being a member by leaving. */
function withdrawal(c: AppContext, { id }: PublishedBrand, special: SpecialPurpose | undefined): Withdrawal {
	return special
		? { purpose: special, action: accountPathWithoutFlow(c.var, `/profile/${id}/withdraw`) }
		: { leave: accountPathWithoutFlow(c.var, `/brands/${id}/leave`) };
}

type Acceptance = { brand_id: string; document: string; number: number; happened_at: string };

function agreedOn(c: AppContext, acceptances: readonly Acceptance[]): AgreedEntry[] {
	return acceptances.flatMap(({ brand_id, document, number, happened_at: at }) => {
		const brand = c.var.snapshot.findBrand(brand_id);
		if (brand === undefined || (document !== "statement" && document !== "terms")) return [];
		const path = document === "statement" ? `/privacy/versions/${number}` : `/terms/versions/${number}`;
		return [{ brand: brand.look.name, document, number, at, href: toBrand(c.var, brand, path) }];
	});
}

async function accessEntry(c: AppContext, row: StaffAccess, keys: readonly UnitKeyRow[]): Promise<OwnAccessEntry> {
	const key = keys.find(({ unit }) => unit === `${ACCESS_UNITS}${row.id}`);
	const brand = row.brand_id === "" ? undefined : c.var.snapshot.findBrand(row.brand_id)?.look.name;
	return {
		role: row.role,
		brand,
		what: kindsOf(row),
		at: row.accessed_at,
		reason: key ? await openReason(await (await c.var.keys()).openUnit(key), row) : "",
	};
}
