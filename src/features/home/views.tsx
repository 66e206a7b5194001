import type { BrandFeature } from "#foundation/brand/settings.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { BrandArt } from "#foundation/ui/art.tsx";
import { LocalLink } from "#foundation/ui/document/page.tsx";
import { FeatureIcon } from "#foundation/ui/icons/feature-icon.tsx";
import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";

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

function Hero({ context }: { context: PageContext }) {
	const { look, locale } = context;
	const copy = look.copy[locale];
	const text = words(locale).home;
	return (
		<section class="hero">
			<div class="wrap hero-inner">
				<div class="hero-words">
					<h1>{copy?.tagline ?? look.name}</h1>
					{copy !== undefined && <p class="lead">{copy.intro}</p>}
					<p class="hero-actions">
						<a class="button button-hero" href={localePath(context, "/join")}>
							{text.join}
						</a>
						<a href={localePath(context, "/privacy")}>{text.readStatement}</a>
					</p>
				</div>
				<BrandArt preset={look.theme.preset} brandId={context.brandId} />
			</div>
		</section>
	);
}

function Features({ context, features }: { context: PageContext; features: BrandFeature[] }) {
	const text = words(context.locale).home;
	return (
		<section class="band" aria-labelledby="features-title">
			<div class="wrap">
				<div class="band-head">
					<h2 id="features-title">{text.featuresTitle}</h2>
					<p class="lead">{text.featuresLead(context.look.name)}</p>
				</div>
				<ul class="features">
					{features.map((feature) => (
						<li>
							<FeatureIcon feature={feature} />
							<h3>{text.features[feature].title}</h3>
							<p>{text.features[feature].body}</p>
						</li>
					))}
				</ul>
				<div class="band-note">
					<p>{text.joinNote(context.legal.minimumAge)}</p>
					<p>
						<a class="button" href={localePath(context, "/join")}>
							{text.join}
						</a>
					</p>
				</div>
			</div>
		</section>
	);
}

function Privacy({ context, recipients }: { context: PageContext; recipients: number }) {
	const { legal, locale } = context;
	const { privacyTitle, privacyLead, promises, links } = words(locale).home;
	const points = [
		{ title: promises.recipients.title, body: promises.recipients.body(recipients) },
		{ title: promises.answer.title, body: promises.answer.body(legal.responseDays) },
		{ title: promises.versions.title, body: promises.versions.body },
		{ title: promises.consent.title, body: promises.consent.body },
	];
	const pages = [
		{ path: "/privacy", label: links.statement },
		{ path: "/privacy/rights", label: links.rights },
		{ path: "/privacy/cookies", label: links.cookies },
		{ path: "/privacy/versions", label: links.versions },
	];
	return (
		<section class="band band-privacy" aria-labelledby="privacy-title">
			<div class="wrap">
				<div class="band-head">
					<h2 id="privacy-title">{privacyTitle}</h2>
					<p class="lead">{privacyLead(legal.operator.name)}</p>
				</div>
				<dl class="promises">
					{points.map(({ title, body }) => (
						<div>
							<dt>{title}</dt>
							<dd>{body}</dd>
						</div>
					))}
				</dl>
				<ul class="actions">
					{pages.map(({ path, label }) => (
						<li>
							<LocalLink context={context} path={path} label={label} />
						</li>
					))}
				</ul>
			</div>
		</section>
	);
}

/** `offer`: what the brand offers and who gets data, of what runs. */
type HomeProps = {
	context: PageContext;
	ageConfirmed: boolean;
	offer: { features: BrandFeature[]; recipients: number };
};

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
			{offer.features.length > 0 && <Features context={context} features={offer.features} />}
			<Privacy context={context} recipients={offer.recipients} />
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
