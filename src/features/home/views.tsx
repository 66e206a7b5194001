import type { FC } from "hono/jsx";
import type { Section } from "#foundation/brand/home.ts";
import { sectionsOf } from "#foundation/brand/home-defaults.ts";
import type { BrandFeature } from "#foundation/brand/settings.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import { Hero } from "./views-hero.tsx";
import { Choice, Invitation, Manners, Offer, Privacy, Questions, Steps } from "./views-sections.tsx";

/**
 * A slim bar above the page, which it does not hide and does not claim to. Answered by a functional cookie. Leaving goes
 * nowhere in particular: no other site learns who came from here.
 */
function AgeNotice({ context }: { context: PageContext }) {
	const { legal, locale } = context;
	const { age } = words(locale).home;
	return (
		<section class="age" aria-labelledby="age-title">
			<div class="wrap">
				<p>
					<strong id="age-title">{age.title(legal.minimumAge)}</strong> {age.cookie}
				</p>
				<form class="age-form" method="post" action={localePath(context, "/age")}>
					<button class="button" type="submit">
						{age.answer(legal.minimumAge)}
					</button>
					<a class="button button-quiet" href="about:blank" rel="noreferrer" data-leave>
						{age.leave}
					</a>
				</form>
			</div>
		</section>
	);
}

/** What the brand offers and how many get data, of what runs. */
type Offered = { features: BrandFeature[]; recipients: number };

const SECTION_VIEWS: Record<Section, FC<{ context: PageContext; offer: Offered }>> = {
	offer: ({ context, offer }) => <Offer context={context} features={offer.features} />,
	steps: ({ context, offer }) => <Steps context={context} features={offer.features} />,
	manners: ({ context, offer }) => <Manners context={context} features={offer.features} />,
	choice: ({ context, offer }) => <Choice context={context} features={offer.features} />,
	questions: ({ context }) => <Questions context={context} />,
	privacy: ({ context, offer }) => <Privacy context={context} recipients={offer.recipients} />,
	invitation: ({ context }) => <Invitation context={context} />,
};

type HomeProps = { context: PageContext; ageConfirmed: boolean; offer: Offered };

/** A brand's front page. On adult brands the notice of age stands first until it is answered. */
export function HomePage({ context, ageConfirmed, offer }: HomeProps) {
	const { look, legal, locale } = context;
	const copy = look.copy[locale];
	const asks = legal.adult && !ageConfirmed;
	const head = { title: copy?.seoTitle ?? look.name, description: copy?.seoDescription ?? look.name };
	return (
		<Page sheet="site" context={context} {...head} leaves={asks}>
			{asks && <AgeNotice context={context} />}
			<Hero context={context} />
			{sectionsOf(look).map((section) => {
				const View = SECTION_VIEWS[section];
				return <View context={context} offer={offer} />;
			})}
		</Page>
	);
}

/** Its answer was not kept, so the bar would only be there again. */
export function NoCookiePage({
	context,
	title,
	lines,
}: {
	context: PageContext;
	title: string;
	lines: readonly string[];
}) {
	return (
		<Page sheet="site" context={context} title={title} description={title} noindex addressless>
			<div class="wrap error">
				<h1>{title}</h1>
				{lines.map((line) => (
					<p>{line}</p>
				))}
				<p>
					<a class="button" href={localePath(context, "/")}>
						{words(context.locale).ui.backHome}
					</a>
				</p>
			</div>
		</Page>
	);
}
