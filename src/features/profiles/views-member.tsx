import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import { Avatar } from "./avatar.tsx";
import type { ShownMember } from "./member.ts";
import { pictureSize } from "./photos/own-photos.ts";
import { PHOTO_SIZES } from "./photos/photo-encoding.ts";
import { photoWords } from "./photos/views-photo.tsx";

type Props = {
	context: PageContext;
	member: ShownMember;
	/** Where the owner edits it, on the account host. */
	edit: string;
	source: (photo: string, size: "320" | "1080") => string;
};

/** How wide the small size of a photo is, given its large one. */
function smallWidth({ width, height }: { width: number; height: number }): number {
	const [widest, highest] = PHOTO_SIZES["320"];
	return Math.max(1, Math.floor(width * Math.min(1, widest / width, highest / height)));
}

function Photos({ context, member, source }: Props) {
	const text = words(context.locale).profiles.photos;
	if (member.photos.length === 0) return null;
	return (
		<section aria-labelledby="photos-title">
			<h2 id="photos-title">{text.title}</h2>
			<ul class="panels">
				{member.photos.map((photo, index) => (
					<li class="panel">
						<img
							class="photo"
							src={source(photo.id, "320")}
							srcset={`${source(photo.id, "320")} ${smallWidth(photo)}w, ${source(photo.id, "1080")} ${photo.width}w`}
							sizes="(min-width: 48rem) 24rem, 100vw"
							alt={photoWords(photo, { number: index + 1, name: member.name, locale: context.locale })}
							{...pictureSize(photo, 320)}
							loading="lazy"
						/>
						{member.own && photo.state !== "approved" && (
							<p class="small">{photo.state === "rejected" ? text.state.rejected : text.state.pending}</p>
						)}
					</li>
				))}
			</ul>
		</section>
	);
}

function OwnNotice({ context, member, edit }: Props) {
	const text = words(context.locale).profiles.member;
	const unseen = member.photos.filter(({ state }) => state !== "approved").length;
	return (
		<p class="notice">
			{{ yes: text.own, by_choice_not: text.ownHidden, hidden: text.ownChecked }[member.seen]}{" "}
			{unseen > 0 && `${text.ownPhotos(unseen)} `}
			<a href={edit}>{text.edit}</a>
		</p>
	);
}

/** A member, as the other members of this brand see them. */
export function MemberProfilePage(props: Props) {
	const { context, member } = props;
	const { locale } = context;
	const text = words(locale).profiles;
	const { genders } = words(locale).accounts.field;
	const facts = [
		{ term: text.member.genderLabel, value: member.gender && genders[member.gender] },
		{ term: text.member.ageLabel, value: member.age === undefined ? "" : text.member.age(member.age) },
		{ term: text.field.town, value: member.town },
		{ term: text.field.phone, value: member.phone },
	].filter(({ value }) => value);
	const written = (["about_me", "hobbies", "sexual_preferences"] as const).filter((field) => member.texts[field]);
	const isEmpty = facts.length === 0 && written.length === 0 && member.photos.length === 0;
	const name = member.name || text.member.unnamed;
	const isSeen = member.photos.some(({ state }) => state === "approved");
	return (
		<Page sheet="site" context={context} title={name} description={name} noindex addressless>
			<div class="wrap account">
				<div class="account-head">
					{!isSeen && <Avatar name={name} context={context} />}
					<h1>{name}</h1>
					{member.own && <OwnNotice {...props} />}
				</div>
				{isEmpty && (
					<p class="empty">{member.name === "" ? text.member.nothingUnnamed : text.member.nothing(member.name)}</p>
				)}
				<Photos {...props} />
				{facts.length > 0 && (
					<dl class="account-facts" aria-label={text.member.facts}>
						{facts.map(({ term, value }) => (
							<div>
								<dt>{term}</dt>
								<dd>{value}</dd>
							</div>
						))}
					</dl>
				)}
				{written.map((field) => (
					<section aria-labelledby={`${field}-title`}>
						<h2 id={`${field}-title`}>{text.field[field]}</h2>
						<p class="written">{member.texts[field]}</p>
					</section>
				))}
			</div>
		</Page>
	);
}
