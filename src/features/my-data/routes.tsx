import { Hono } from "hono";
import { acceptancesIn } from "#features/accounts/agreements.ts";
import { proofForm } from "#features/accounts/credentials/schema.ts";
import { readMemberships } from "#features/accounts/membership.ts";
import { ProofPage } from "#features/accounts/session/proof-form.tsx";
import { readProofAsked, requireRecentAuth } from "#features/accounts/session/reauthenticate.ts";
import { isAboutStatistics } from "#features/statistics/consent.ts";
import { accountPathWithoutFlow, toBrand, toSignIn } from "#foundation/account-host/links.ts";
import { type AccountContext, accountContext } from "#foundation/account-host/page.tsx";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import {
	type ConsentEvent,
	type ConsentKind,
	inOrderOrByTime,
	isEmptied,
	stands,
} from "#foundation/ledgers/consent.ts";
import { type ConsentText, consentEvents, consentTextsOf } from "#foundation/ledgers/queries.ts";
import { accessKeysOf, ownAccesses } from "#foundation/ledgers/queries-access.ts";
import { evidenceOf } from "#foundation/ledgers/queries-evidence.ts";
import { ACCESS_UNITS, kindsOf, openReason, type StaffAccess } from "#foundation/ledgers/staff-access.ts";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { shortestTerm } from "#foundation/register/terms.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { areDisclosuresRecorded, disclosureEntries, disclosureQueriesOf } from "./disclosures.ts";
import { evidenceQueriesOf, evidenceSummary, openOwnEvidence, ownEvidenceIndexes } from "./evidence.ts";
import { type Sheet, sheetOf } from "./export/sheet.ts";
import { choicesRoutes } from "./objection/routes.tsx";
import { ownRequestsRoutes } from "./requests/routes.tsx";
import { restrictionRoutes } from "./restriction/routes.tsx";
import { statisticsRoutes } from "./statistics/routes.tsx";
import {
	type AgreedEntry,
	type ConsentEntry,
	type GivenAnswer,
	type OwnAccessEntry,
	OwnPrivacyPage,
	type Withdrawal,
} from "./views.tsx";
import { EvidencePage } from "./views-evidence.tsx";
import type { RightLinks } from "./views-rights.tsx";
import { specialPurpose, wordsAnswered } from "./words-answered.ts";

/** A member's own view of their privacy, on the account host: it may name every brand of the realm. */
export const ownPrivacyRoutes = new Hono<App>()
	.get("/privacy", (c) => ownPrivacyPage(c))
	.get("/privacy/evidence", (c) => askEvidence(c, EMPTY_FORM))
	.post("/privacy/evidence", validateForm(proofForm), async (c) => {
		const indexes = await ownEvidenceIndexes(c.var);
		const queries = () => evidenceQueriesOf(c.var, indexes);
		const auth = await requireRecentAuth(c.var, c.req.valid("form").current_password, { queries });
		if (auth === undefined) return toSignIn(c);
		if (auth.refusal !== undefined) return askEvidence(c, refill({}, { current_password: auth.refusal }), 422);
		if (auth.refund.length > 0) await c.var.database().write(...auth.refund);
		const back = accountPathWithoutFlow(c.var, "/privacy");
		const opened = await openOwnEvidence(c.var, auth.rows);
		return renderPage(c, <EvidencePage context={await accountContext(c)} {...opened} back={back} />);
	})
	.route("/", choicesRoutes)
	.route("/", restrictionRoutes)
	.route("/", statisticsRoutes)
	.route("/", ownRequestsRoutes);

/** Asks before the sites that a member left are named: for the password too, where the sign-in is not of just now. */
async function askEvidence(c: AppContext, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const read = await readProofAsked(c.var);
	if (read === undefined) return toSignIn(c);
	const text = words(c.var.locale).myData.evidence;
	return renderPage(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.title}
			words={[text.openLead, ...read.words]}
			action={accountPathWithoutFlow(c.var, "/privacy/evidence")}
			submit={text.submit}
			cancel={{ href: accountPathWithoutFlow(c.var, "/privacy"), label: text.cancel }}
			asked={read.asked}
		/>,
		{ status },
	);
}

async function ownPrivacyPage(c: AppContext): Promise<Response> {
	const { realm } = c.var;
	const indexes = await ownEvidenceIndexes(c.var);
	const read = await readMemberships(c.var, ({ member }) => [
		consentEvents(realm.brands, member),
		consentTextsOf(realm.brands, member),
		acceptancesIn(c.var, member),
		ownAccesses(realm.id, member, c.var.at),
		accessKeysOf(realm.id, member),
		...disclosureQueriesOf(c.var, member),
		...evidenceOf(realm.id, indexes),
	]);
	if (read === undefined) return toSignIn(c);
	const [events, texts, acceptances, accesses, keys, disclosures, disclosureKeys, ...evidence] = read.rows;
	// What is left of a brand that the member is no longer on is named on no page unasked.
	const joined = new Set(read.memberships.map(({ brand_id }) => brand_id));
	const brands = brandsOf(c).filter(({ id }) => joined.has(id));
	const context = await accountContext(c);
	const shown = {
		rights: rightLinks(c, context),
		sheets: brands.map((brand) => ownSheet(c, brand)),
		consents: (
			await Promise.all(brands.map((brand) => consentsOn(c, brand, { events, texts }, context.rightsOnly)))
		).flat(),
		agreed: agreedOn(
			c,
			acceptances.filter(({ brand_id }) => joined.has(brand_id)),
		),
		evidence: evidenceSummary(c.var, evidence),
		evidenceHref: accountPathWithoutFlow(c.var, "/privacy/evidence"),
		accesses: await Promise.all(accesses.map((row) => accessEntry(c, row, keys, joined))),
		accessTerm: durationWords(shortestTerm(c.var, "staff_access"), c.var.locale),
		disclosures: {
			entries: await disclosureEntries(c.var, [disclosures, disclosureKeys], joined),
			areRecorded: areDisclosuresRecorded(c.var),
			term: durationWords(shortestTerm(c.var, "disclosure"), c.var.locale),
		},
	};
	shown.accesses.reverse();
	return renderPage(c, <OwnPrivacyPage context={context} {...shown} />);
}

function rightLinks(c: AppContext, { rightsOnly }: Pick<AccountContext, "rightsOnly">): RightLinks {
	const { operator } = c.var.edition.legal;
	return {
		copy: accountPathWithoutFlow(c.var, "/privacy/export"),
		inAccount: rightsOnly
			? undefined
			: { profile: accountPathWithoutFlow(c.var, "/profile"), close: accountPathWithoutFlow(c.var, "/close") },
		sharing: accountPathWithoutFlow(c.var, SHARING_PATH),
		restriction: accountPathWithoutFlow(c.var, "/privacy/restriction"),
		objection: accountPathWithoutFlow(c.var, "/privacy/choices"),
		statistics: accountPathWithoutFlow(c.var, "/privacy/statistics"),
		erasure: accountPathWithoutFlow(c.var, "/privacy/erase"),
		requests: accountPathWithoutFlow(c.var, "/privacy/requests"),
		authority: operator.authority,
	};
}

function ownSheet(c: AppContext, brand: PublishedBrand): { sheet: Sheet; href: string } {
	const { legal, statement } = currentEdition(brand, c.var.now);
	const sheet = sheetOf(brand, legal, statement.number, c.var.running.register, c.var.locale);
	return { sheet, href: toBrand(c.var, brand, "/privacy") };
}

const brandsOf = (c: AppContext): PublishedBrand[] =>
	c.var.realm.brands.flatMap((id) => c.var.snapshot.findBrand(id) ?? []);

type Answered = ConsentEvent & { brand_id: string };

/** The newest answer to each question of one brand, with what was answered to it before. */
async function consentsOn(
	c: AppContext,
	brand: PublishedBrand,
	{ events, texts }: { events: readonly Answered[]; texts: readonly ConsentText[] },
	rightsOnly: boolean,
): Promise<ConsentEntry[]> {
	const own = inOrderOrByTime(events.filter(({ brand_id }) => brand_id === brand.id)).filter(
		(event) => !isEmptied(event),
	);
	const questions = Map.groupBy(own, (event) => `${event.purpose}\n${event.recipient}`);
	const edition = currentEdition(brand, c.var.now);
	const answerOf = async (event: ConsentEvent): Promise<GivenAnswer> => ({
		kind: event.kind as ConsentKind,
		at: event.happened_at,
		answered: (await wordsAnswered(edition, event, texts)) ?? "changed",
	});
	const entries = [...questions.values()].map(async (answers): Promise<ConsentEntry[]> => {
		const [event, ...earlier] = answers.reverse();
		if (event === undefined) return [];
		const { purpose, recipient } = event;
		const known = PURPOSE_IDS.find((id) => id === purpose);
		return [
			{
				brand: brand.look.name,
				purpose: known ? words(c.var.locale).register.purposes[known].name : purpose,
				recipient: edition.legal.recipients.find(({ id }) => id === recipient)?.name ?? recipient,
				...(await answerOf(event)),
				earlier: await Promise.all(earlier.map(answerOf)),
				withdraw: stands(event) ? withdrawal(c, brand, event, rightsOnly) : undefined,
			},
		];
	});
	return (await Promise.all(entries)).flat();
}

const SHARING_PATH = "/privacy/recipients";

/**
 * As easy as it was given (GDPR 7(3)): for a recipient and special values with one button, being a member by leaving.
 * What erases a profile, or leaves a site, is done where only a full session comes.
 */
function withdrawal(
	c: AppContext,
	{ id, look }: PublishedBrand,
	event: ConsentEvent,
	rightsOnly: boolean,
): Withdrawal | undefined {
	const { statistics, myData } = words(c.var.locale);
	if (event.recipient !== "") return { sharing: accountPathWithoutFlow(c.var, SHARING_PATH) };
	if (isAboutStatistics(event)) {
		const action = accountPathWithoutFlow(c.var, "/privacy/statistics");
		return { button: statistics.turnOff(look.name), action, fields: { brand: id, allowed: "no" } };
	}
	if (rightsOnly) return undefined;
	const purpose = specialPurpose(event);
	if (purpose === undefined) return { leave: accountPathWithoutFlow(c.var, `/brands/${id}/leave`) };
	const action = accountPathWithoutFlow(c.var, `/profile/${id}/withdraw`);
	return { button: myData.withdrawSpecial, action, fields: { purpose } };
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

async function accessEntry(
	c: AppContext,
	row: StaffAccess,
	keys: readonly UnitKeyRow[],
	joined: ReadonlySet<string>,
): Promise<OwnAccessEntry> {
	const key = keys.find(({ unit }) => unit === `${ACCESS_UNITS}${row.id}`);
	const known = joined.has(row.brand_id) ? c.var.snapshot.findBrand(row.brand_id)?.look.name : undefined;
	const brand = row.brand_id === "" ? undefined : (known ?? words(c.var.locale).myData.leftSite);
	return {
		role: row.role,
		brand,
		what: kindsOf(row),
		at: row.accessed_at,
		reason: key ? await openReason(await (await c.var.keys()).openUnit(key), row) : "",
	};
}
