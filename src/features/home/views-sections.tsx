import type { PropsWithChildren } from "hono/jsx";
import type { TITLED_SECTIONS } from "#foundation/brand/home.ts";
import type { BrandFeature } from "#foundation/brand/settings.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { LocalLink } from "#foundation/ui/document/page.tsx";
import { FeatureIcon } from "#foundation/ui/icons/feature-icon.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";

type Titled = (typeof TITLED_SECTIONS)[number];
type Props = { context: PageContext };
type Offering = Props & { features: readonly BrandFeature[] };

/** Which points speak of profiles, by their place: a brand without profiles promises none. */
const OF_PROFILES = { steps: [2], manners: [1], choice: [0, 1] } as const;

/** The points of a section, as far as the brand has what they speak of. */
function pointsOf(
	points: readonly (readonly string[])[],
	section: keyof typeof OF_PROFILES,
	features: readonly BrandFeature[],
): readonly (readonly string[])[] {
	const ofProfiles: readonly number[] = OF_PROFILES[section];
	return points.filter((_, place) => features.includes("profiles") || !ofProfiles.includes(place));
}

/** Title and lead of a section, in the brand's own words where it has them. */
function headOf({ look, locale }: PageContext, section: Titled): { title: string; lead: string } {
	const own = look.copy[locale]?.sections?.[section];
	const standard = words(locale).home.sections[section];
	return { title: own?.title ?? standard.title, lead: own?.lead ?? standard.lead(look.name) };
}

function Band({ name, title, lead, children }: PropsWithChildren<{ name: string; title: string; lead: string }>) {
	return (
		<section class={`band band-${name}`} aria-labelledby={`${name}-title`}>
			<div class="wrap">
				<div class="band-head">
					<h2 id={`${name}-title`}>{title}</h2>
					{lead !== "" && <p class="lead">{lead}</p>}
				</div>
				{children}
			</div>
		</section>
	);
}

/** Counts of members are no reason to come: they belong to what is said of data. */
const isForVisitors = (feature: BrandFeature) => feature !== "statistics";

export function Offer({ context, features }: Offering) {
	const text = words(context.locale).home.features;
	const shown = features.filter(isForVisitors);
	if (shown.length === 0) return null;
	return (
		<Band name="offer" {...headOf(context, "offer")}>
			<ul class="features">
				{shown.map((feature) => (
					<li>
						<FeatureIcon feature={feature} />
						<h3>{text[feature].title}</h3>
						<p>{text[feature].body}</p>
					</li>
				))}
			</ul>
		</Band>
	);
}

export function Steps({ context, features }: Offering) {
	const { legal, locale } = context;
	return (
		<Band name="steps" {...headOf(context, "steps")}>
			<ol class="way">
				{pointsOf(words(locale).home.steps(legal.minimumAge), "steps", features).map(([title, body]) => (
					<li>
						<h3>{title}</h3>
						<p>{body}</p>
					</li>
				))}
			</ol>
		</Band>
	);
}

function Points({ points }: { points: readonly (readonly string[])[] }) {
	return (
		<ul class="points">
			{points.map(([title, body]) => (
				<li>
					<h3>{title}</h3>
					<p>{body}</p>
				</li>
			))}
		</ul>
	);
}

/** What the terms allow and forbid between members, in a few words. */
export function Manners({ context, features }: Offering) {
	return (
		<Band name="manners" {...headOf(context, "manners")}>
			<Points points={pointsOf(words(context.locale).home.manners, "manners", features)} />
		</Band>
	);
}

export function Choice({ context, features }: Offering) {
	return (
		<Band name="choice" {...headOf(context, "choice")}>
			<Points points={pointsOf(words(context.locale).home.choice, "choice", features)} />
		</Band>
	);
}

/** The brand's own; a brand without questions has no such section. */
export function Questions({ context }: Props) {
	const questions = context.look.copy[context.locale]?.questions ?? [];
	if (questions.length === 0) return null;
	return (
		<Band name="questions" {...headOf(context, "questions")}>
			<div class="questions">
				{questions.map(({ question, answer }, index) => (
					<details class="question" open={index === 0}>
						<summary>
							<h3>{question}</h3>
						</summary>
						<p>{answer}</p>
					</details>
				))}
			</div>
		</Band>
	);
}

export function Invitation({ context }: Props) {
	const text = words(context.locale).home;
	return (
		<Band name="invitation" {...headOf(context, "invitation")}>
			<p class="hero-actions">
				<a class="button" href={localePath(context, "/join")}>
					{text.join}
				</a>
			</p>
			<p class="small">{text.joinNote(context.legal.minimumAge)}</p>
		</Band>
	);
}

/** The one place of the page that speaks of data. */
export function Privacy({ context, recipients }: Props & { recipients: number }) {
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
		<Band name="privacy" title={privacyTitle} lead={privacyLead(legal.operator.name)}>
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
		</Band>
	);
}
