import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import type { ShownMember } from "./member.ts";
import { PHOTO_SIZES } from "./photos/photo-encoding.ts";
import { pictureSize } from "./photos/views-photo.tsx";

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
							alt={photo.description || text.alt(index + 1, member.name)}
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

/** A member, as the other members of this brand see them. */
export function MemberProfilePage(props: Props) {
	const { context, member, edit } = props;
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
	return (
		<Page context={context} title={member.name} description={member.name} noindex addressless>
			<div class="wrap account">
				<div class="account-head">
					<h1>{member.name}</h1>
					{member.name !== member.userName && <p class="small">{member.userName}</p>}
					{member.own && (
						<p class="notice">
							{text.member.own} <a href={edit}>{text.member.edit}</a>
						</p>
					)}
				</div>
				{isEmpty && <p class="empty">{text.member.nothing(member.name)}</p>}
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
				<Photos {...props} />
			</div>
		</Page>
	);
}
