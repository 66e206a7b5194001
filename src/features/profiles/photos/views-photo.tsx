import type { AccountContext } from "#foundation/account-host/page.tsx";
import { FormEnd, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { ShownPhoto } from "../editor/editor.ts";
import { type Question, SpecialQuestion } from "../views-question.tsx";
import { pictureSize } from "./own-photos.ts";
import { MAX_DESCRIPTION_LENGTH } from "./photo.ts";

export type OwnPhoto = ShownPhoto & { source: string; remove: string };

export type PhotoEditorProps = {
	context: AccountContext;
	/** What others of the brand call the member; "" for no name. */
	name: string;
	adult: boolean;
	state: FormState;
	photos: readonly OwnPhoto[];
	/** Whether this installation can take photos at all. */
	takesPhotos: boolean;
	/** Whether the member has photos on another brand: the same one would link the profiles. */
	hasPhotosElsewhere: boolean;
	consents: { profiles: Question };
	links: { photos: string };
};

/** What stands for a photo where it is not seen. */
export function photoWords(
	{ description }: { description: string },
	{ number, name, locale }: { number: number; name: string; locale: Locale },
): string {
	const { alt, altUnnamed } = words(locale).profiles.photos;
	return description || (name === "" ? altUnnamed(number) : alt(number, name));
}

function Photo({ photo, number, props }: { photo: OwnPhoto; number: number; props: PhotoEditorProps }) {
	const text = words(props.context.page.locale).profiles.photos;
	const { state } = text;
	const says =
		photo.state === "approved" ? state.approved : photo.state === "rejected" ? state.rejected : state.pending;
	const alt = photoWords(photo, { number, name: props.name, locale: props.context.page.locale });
	return (
		<li class="panel">
			<img class="photo" src={photo.source} alt={alt} {...pictureSize(photo, 320)} loading="lazy" />
			<p class="small">{says}</p>
			{photo.rejection && (
				<>
					<p>
						<strong>{text.rejectedFor}:</strong> {text.reasons[photo.rejection.reason]}
					</p>
					{photo.rejection.note !== "" && <blockquote class="written">{photo.rejection.note}</blockquote>}
				</>
			)}
			<form method="post" action={photo.remove}>
				<button class="button button-quiet" type="submit">
					{text.remove}
					<span class="aloud"> {alt}</span>
				</button>
			</form>
		</li>
	);
}

/** The photos of one brand, with what a moderator said of each; and room for another. */
export function PhotoEditor(props: PhotoEditorProps) {
	const { context, photos, state, adult, consents, links, takesPhotos } = props;
	const text = words(context.page.locale).profiles;
	const error = state.errors.photo;
	return (
		<section aria-labelledby="photos-title">
			<h2 id="photos-title">{text.photos.title}</h2>
			<p>{text.photos.lead}</p>
			{photos.length === 0 ? (
				<p class="empty">{text.photos.empty}</p>
			) : (
				<ul class="panels">
					{photos.map((photo, index) => (
						<Photo photo={photo} number={index + 1} props={props} />
					))}
				</ul>
			)}
			{!takesPhotos && <p class="notice">{text.photos.unavailable}</p>}
			{takesPhotos && props.hasPhotosElsewhere && <p class="notice">{text.photos.elsewhere}</p>}
			{takesPhotos && (
				<form class="form" method="post" action={links.photos} enctype="multipart/form-data" novalidate>
					<div class={error === undefined ? "field" : "field field-wrong"}>
						<label for="photo">{text.photos.file}</label>
						<p class="field-hint" id="photo-hint">
							{text.photos.fileHint}
						</p>
						{error !== undefined && (
							<p class="field-error" id="photo-error">
								{error}
							</p>
						)}
						<input
							id="photo"
							type="file"
							name="photo"
							accept="image/jpeg,image/png,image/webp"
							required
							aria-describedby={error === undefined ? "photo-hint" : "photo-hint photo-error"}
							{...(error === undefined ? {} : { "aria-invalid": "true" })}
						/>
					</div>
					<TextField
						name="description"
						label={text.photos.description}
						hint={text.photos.descriptionHint}
						optional={text.optional}
						state={state}
						autocomplete="off"
						maxlength={MAX_DESCRIPTION_LENGTH}
						required={false}
					/>
					{state.errors.photo_same !== undefined && (
						<Tick name="photo_same" state={state} required={false}>
							{text.photos.useSame}
						</Tick>
					)}
					{adult && <SpecialQuestion name="photo_consent" state={state} question={consents.profiles} />}
					<FormEnd submit={text.photos.add} />
				</form>
			)}
		</section>
	);
}
