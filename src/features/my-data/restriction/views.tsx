import type { OwnPhoto } from "#features/profiles/photos/own-photos.ts";
import { FormPage, Panels } from "#foundation/account-host/form-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { CONTESTABLE } from "#foundation/register/usable/usable-views.ts";
import type { StandingRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { GROUNDS, liftedFrom } from "#foundation/rights/restriction/restriction.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { Choice, FormEnd } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { ASKED_GROUNDS, type Restrictable } from "./restrictable.ts";

/** `reason`: why it ends, where its member was told that it does. */
type OwnRestriction = StandingRestriction & { reason: string | undefined };

type Shown = {
	context: AccountContext;
	state: FormState;
	standing: readonly OwnRestriction[];
	offered: readonly Restrictable[];
	brandName: (id: string) => string;
	/** Undefined where the session does not open it. */
	pictureOf: (photo: OwnPhoto) => { src: string; width: number; height: number } | undefined;
	/** Paths of the account host: of this page's forms, of the page above, and of objections. */
	action: string;
	back: string;
	choices: string;
	done: string | undefined;
};

/** What of a member is restricted, and a form for more. */
export function RestrictionPage(shown: Shown) {
	const { context, state, standing, offered, brandName, pictureOf, action, back, choices, done } = shown;
	const photoOf = (id: string) => offered.find(({ photo }) => photo?.id === id)?.photo;
	const { locale } = context.page;
	const text = words(locale).myData.restriction;
	const labels = { what: text.what, ground: text.ground };
	return (
		<FormPage {...{ context, text, state, done }} labels={labels} back={back}>
			<section aria-labelledby="standing-title">
				<h2 id="standing-title">{text.standingTitle}</h2>
				<Panels
					empty={text.empty}
					panels={standing.map((one) => (
						<Standing
							{...{ one, locale, brandName, pictureOf, action, choices }}
							photo={one.row_id === "" ? undefined : photoOf(one.row_id)}
						/>
					))}
				/>
			</section>
			<section aria-labelledby="more-title">
				<h2 id="more-title">{text.formTitle}</h2>
				<form class="form" method="post" action={action} novalidate>
					<Choice
						name="what"
						label={text.what}
						state={state}
						answers={offered.map(({ value, brand, item, photo }) => ({
							value,
							label: whatWords(locale, { brand: brand && brandName(brand), item, purpose: "", photo }),
							picture: photo && pictureOf(photo),
						}))}
					/>
					<Choice
						name="ground"
						label={text.ground}
						state={state}
						answers={ASKED_GROUNDS.map((value) => ({ value, label: text.grounds[value] }))}
					/>
					<FormEnd submit={text.submit} />
				</form>
			</section>
		</FormPage>
	);
}

type Part = {
	one: OwnRestriction;
	locale: Locale;
	brandName: Shown["brandName"];
	pictureOf: Shown["pictureOf"];
	/** Of a restriction of one photo. */
	photo: OwnPhoto | undefined;
	action: string;
	choices: string;
};

function Standing({ one, locale, brandName, pictureOf, photo, action, choices }: Part) {
	const text = words(locale).myData.restriction;
	const ground = GROUNDS.find((known) => known === one.ground);
	const { brand_id: brand, item, purpose, told_at: told } = one;
	const picture = photo && pictureOf(photo);
	const isObjection = one.ground === "objection" || one.ground === "marketing";
	return (
		<li class="panel">
			<h3>{whatWords(locale, { brand: brand && brandName(brand), item, purpose, photo })}</h3>
			{picture && <img alt="" loading="lazy" {...picture} />}
			<p class="small">
				{text.since} <Day iso={one.since} locale={locale} />
			</p>
			{ground !== undefined && <p>{text.grounds[ground]}</p>}
			{told !== null && (
				<p>
					{text.told} <Day iso={liftedFrom(Date.parse(told))} locale={locale} />.
				</p>
			)}
			{one.reason !== undefined && (
				<p>
					{text.why} {one.reason}
				</p>
			)}
			{isObjection ? (
				<p>
					<a href={choices}>{text.toChoices}</a>
				</p>
			) : (
				<form method="post" action={action}>
					<button class="button button-quiet" type="submit" name="end" value={one.id}>
						{text.end}
					</button>
				</form>
			)}
		</li>
	);
}

type What = { brand: string; item: string; purpose: string; photo: OwnPhoto | undefined };

/** `brand`: its name, or "" for every site. */
function whatWords(locale: Locale, { brand, item, purpose, photo }: What): string {
	const { myData, register } = words(locale);
	const text = myData.restriction;
	const known = CONTESTABLE.find((one) => one === item);
	const used = PURPOSE_IDS.find((one) => one === purpose);
	const what = known ? register.items[known].name : used ? register.purposes[used].name : text.all;
	const one = photo === undefined ? what : text.photo(photo.number);
	return brand === "" ? one : text.on(one, brand);
}
