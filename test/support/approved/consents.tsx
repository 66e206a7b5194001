import { RUNNING } from "#cli/publish/running.ts";
import { asksDisplayName } from "#features/accounts/brand-name/brand-name.ts";
import { AuthorizePage } from "#features/accounts/brand-sign-in/views-authorize.tsx";
import { JoinPage } from "#features/accounts/join/views.tsx";
import { CookiesPage } from "#features/consent/views-cookies.tsx";
import { HomePage } from "#features/home/views.tsx";
import { StatisticsPage } from "#features/my-data/statistics/views.tsx";
import { preferencesOf } from "#features/notifications/preferences.ts";
import { NotificationsForm } from "#features/notifications/views.tsx";
import { asksOrientation } from "#features/profiles/editor/editor.ts";
import { EditorPage } from "#features/profiles/editor/views.tsx";
import { specialWords } from "#features/profiles/special-words.ts";
import type { Question } from "#features/profiles/views-question.tsx";
import { statisticsWords } from "#features/statistics/consent.ts";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { askedRecipients } from "#foundation/choice/agreed.ts";
import { recipientWords } from "#foundation/choice/words.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { SPECIAL_PURPOSES, type SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { classesOf } from "#foundation/mail/brand-classes.ts";
import { EMPTY_FORM } from "#foundation/ui/form-state.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import { blocksOf, textOf } from "./plain.ts";
import { MOMENT, type PublishedText } from "./published.ts";

type Texts = [name: string, text: string][];

/**
 * What a brand asks a yes to, and the words around it, as its pages say it, by the name of the place. Cut from whole
 * pages, so that the words are those of the page; a piece that is no longer found is an error.
 */
export function consentTexts(published: PublishedText): Map<string, string> {
	return new Map([
		...[...joining(published), ...profile(published), ...age(published), ...mail(published)],
		...[...statistics(published), ...recipients(published)],
	]);
}

const addresses = { stylesheets: { document: "", site: "", console: "" }, icon: "", appleIcon: "" };
const grounds = { light: "", dark: "" };

function pageOf({ edition, locale }: PublishedText): PageContext {
	const { brand, legal } = edition;
	const place = { path: "/", stage: "production", hrefs: addresses, grounds, version: "1" } as const;
	return { brandId: brand.id, look: brand.look, legal, locale, ...place };
}

function accountOf(published: PublishedText): AccountContext {
	const links = { home: "", brands: "", notifications: "", privacy: "", profile: "", security: "", signOut: "" };
	const brand = { name: published.edition.brand.look.name, home: "", statement: "", terms: "", rights: "" };
	return { page: pageOf(published), rightsOnly: false, brand, links, languages: [] };
}

/** The pieces of a page that an expression finds. */
function cut(page: unknown, pieces: RegExp): string {
	const found = String(page).match(pieces);
	if (found === null) throw new Error(`no page says ${pieces}`);
	return found.join("\n");
}

function joining(published: PublishedText): Texts {
	const context = accountOf(published);
	const number = published.edition.statement.number;
	const join = <JoinPage context={context} state={EMPTY_FORM} action="" signIn="" statement={number} />;
	const authorize = (
		<AuthorizePage
			context={context}
			userName="ada"
			asks="first"
			proposal={asksDisplayName(published.edition) ? "Dorivel" : undefined}
			state={EMPTY_FORM}
			statement={number}
			action=""
			signOut=""
		/>
	);
	return [
		// From the question of age on; what stands above it asks for no yes.
		["join", textOf(blocksOf(cut(join, /<fieldset(?:(?!<fieldset)[\s\S])*name="adult"[\s\S]*?<\/form>/)))],
		["first-visit", textOf(blocksOf(cut(authorize, /<main[\s\S]*?<\/form>/)))],
	];
}

/** Who gets something of a visit after a yes, each in its words, and the bar that asks. */
function recipients(published: PublishedText): Texts {
	const { edition, locale } = published;
	const asked = askedRecipients({ edition, running: RUNNING });
	const shown = asked.map((one) => ({
		...{ id: one.id, name: recipientName(one, locale), words: recipientWords(edition, one, locale), textHash: "" },
		...{ answer: undefined, isOverruled: false },
	}));
	const choice = { recipients: shown, refusesSharing: false, from: "/", notice: undefined, account: undefined };
	const asksAbout = shown.map(({ name }) => name);
	const context = { ...pageOf(published), ...(asksAbout.length > 0 ? { asksAbout } : {}) };
	const page = <CookiesPage context={context} cookies={[]} choice={choice} />;
	return [
		[
			"recipients",
			textOf(
				blocksOf(cut(page, /<aside class="choice-bar"[\s\S]*?<\/aside>|<section id="recipients"[\s\S]*?<\/section>/g)),
			),
		],
	];
}

/** Headings with the sentence below them, notices, and what is ticked. */
const ASKED =
	/<h2\b[\s\S]*?<\/h2>(<p>[\s\S]*?<\/p>)?|<p class="notice">[\s\S]*?<\/p>|<label class="answer"><input[^>]*type="checkbox"[\s\S]*?<\/label>/g;
const GIVEN_FIRST = /<form class="notice"[\s\S]*?<\/form>/;
const GIVEN = /<form class="notice"[\s\S]*?<\/form>/g;

/** On a brand that is not adult nothing is asked. */
function profile(published: PublishedText): Texts {
	const { edition, locale } = published;
	if (!edition.legal.adult || !edition.legal.features.includes("profiles")) return [];
	const editor = (given: Omit<Question, "words" | "said">, wordsSaid?: (purpose: SpecialPurpose) => string) => {
		const [profiles, suggestions] = SPECIAL_PURPOSES.map((purpose) => ({
			words: specialWords(edition, purpose, locale),
			said: wordsSaid && { words: wordsSaid(purpose), locale },
			...given,
		}));
		if (!profiles || !suggestions) throw new Error("there are two special purposes");
		return (
			<EditorPage
				context={accountOf(published)}
				brand={edition.brand.look.name}
				name=""
				adult
				hidden={false}
				state={EMPTY_FORM}
				consents={{ profiles, suggestions }}
				asksOrientation={asksOrientation(edition)}
				takesPhotos
				hasPhotosElsewhere={false}
				photos={[]}
				others={[]}
				copied={undefined}
				done={undefined}
				links={{
					...{ save: "", orientation: "", withdraw: "", photos: "" },
					...{ back: "", look: "", originBrand: "" },
				}}
			/>
		);
	};
	const givenOn = dayInWords(MOMENT.toISOString(), locale);
	const pieces = [
		cut(editor({ live: false, givenOn: undefined }), ASKED),
		"===== given =====",
		cut(
			editor({ live: true, givenOn }, (purpose) => specialWords(edition, purpose, locale)),
			GIVEN,
		),
		...words(locale).earlierConsents.profiles.flatMap((earlier) => [
			"===== given, in earlier words that allow what stands =====",
			cut(
				editor({ live: false, givenOn }, () => earlier(edition.brand.look.name, edition.legal.operator.name)),
				GIVEN_FIRST,
			),
		]),
		"===== given, in other words =====",
		cut(editor({ live: false, givenOn }), GIVEN),
	];
	return [["profile", textOf(blocksOf(pieces.join("\n")))]];
}

function age(published: PublishedText): Texts {
	if (!published.edition.legal.adult) return [];
	const home = <HomePage context={pageOf(published)} ageConfirmed={false} offer={{ features: [], recipients: 0 }} />;
	return [["age", textOf(blocksOf(cut(home, /<section class="age"[\s\S]*?<\/section>/)))]];
}

function mail({ edition, locale }: PublishedText): Texts {
	const { id, look } = edition.brand;
	const preferences = preferencesOf(
		[[], [], [], []],
		[{ id, name: look.name, sends: classesOf(edition.legal.features, RUNNING) }],
	);
	const form = <NotificationsForm locale={locale} preferences={preferences} action="" />;
	return [["mail", textOf(blocksOf(String(form)))]];
}

/** What a member reads who has not answered, who is counted, and who answered earlier words. */
function statistics(published: PublishedText): Texts {
	const { edition, locale } = published;
	if (!edition.legal.features.includes("statistics")) return [];
	const { id: brand, look } = edition.brand;
	const pages = (["off", "on", "worded"] as const).map((state) => {
		const question = { words: statisticsWords(edition, locale), locale, textHash: "" };
		const one = { brand, name: look.name, question, isOffered: true, state };
		const shown = { state: EMPTY_FORM, switches: [one], action: "", back: "", done: undefined, hasChanged: false };
		const page = <StatisticsPage context={accountOf(published)} {...shown} />;
		return state === "off" ? cut(page, /<main[\s\S]*?<\/main>/) : cut(page, /<ul class="panels">[\s\S]*?<\/ul>/);
	});
	return [["statistics", textOf(blocksOf(pages.join("\n")))]];
}
