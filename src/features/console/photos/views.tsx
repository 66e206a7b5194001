import { MAX_NOTE_LENGTH, OFFERED_REASONS } from "#features/profiles/photos/photo-decision.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { Choice, ErrorSummary, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { DecisionWords, type ListedPhoto } from "./views-photo-list.tsx";

export type PhotoView = {
	context: ConsoleContext;
	brand: string;
	photo: ListedPhoto;
	size: { width: number; height: number };
	source: string;
	description: string;
	note: string;
	waiting: number;
	/** `decided_at` as it is shown here: a decision counts only if it still is. */
	seen: string;
	state: FormState;
	/** The age that the site asks. */
	age: number;
	links: { approve: string; reject: string; list: string; age: string };
};

/** One photo, opened: the look has been written down. Everything on it is reached in the order that it is read. */
export function PhotoReviewPage(view: PhotoView) {
	const { context, state, source, description, photo, waiting, links, size } = view;
	const { locale } = context.page;
	const text = words(locale).photoReview;
	const labels = { reason: text.reason, note: text.note };
	return (
		<ConsolePage context={context} title={text.photoTitle}>
			<div class="account-head">
				<h1>{text.photoTitle}</h1>
				{photo.state === "pending" && <p>{text.next(waiting)}</p>}
				<ErrorSummary title={words(locale).console.wrongTitle} state={state} labels={labels} />
			</div>
			<div class="review">
				<figure class="review-photo">
					<img src={source} alt={description || text.picture} {...size} />
					<figcaption class="small">{text.logged}</figcaption>
				</figure>
				<div class="review-decision">
					<PhotoFacts view={view} />
					{photo.state !== "approved" && (
						<form class="form" method="post" action={links.approve}>
							<input type="hidden" name="seen" value={view.seen} />
							<p>{text.approveLead}</p>
							<FormEnd submit={text.approve} />
						</form>
					)}
					{photo.state !== "rejected" && <RejectForm view={view} />}
					<AgeForm view={view} />
					<p>
						<a href={links.list}>{text.back}</a>
					</p>
				</div>
			</div>
		</ConsolePage>
	);
}

/** A photo before the look at it is written down. */
export function ShutPhotoPage({
	context,
	photo,
	waiting,
	done,
	list,
}: Pick<PhotoView, "context" | "photo" | "waiting"> & { done: string | undefined; list: string }) {
	const text = words(context.page.locale).photoReview;
	return (
		<ConsolePage context={context} title={text.photoTitle}>
			<div class="account-head">
				<h1>{text.photoTitle}</h1>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
				{photo.state === "pending" && <p>{text.next(waiting)}</p>}
				<p>{text.shutLead}</p>
			</div>
			<form class="form" method="post" action={photo.look}>
				<FormEnd submit={text.openIt}>
					<a href={list}>{text.back}</a>
				</FormEnd>
			</form>
		</ConsolePage>
	);
}

function PhotoFacts({ view: { context, brand, photo, description, note } }: { view: PhotoView }) {
	const { locale } = context.page;
	const text = words(locale).photoReview;
	return (
		<dl class="account-facts">
			<div>
				<dt>{text.brand}</dt>
				<dd>{brand}</dd>
			</div>
			<div>
				<dt>{text.added}</dt>
				<dd>
					<time datetime={photo.addedAt}>{timeInWords(photo.addedAt, locale)}</time>
				</dd>
			</div>
			<div>
				<dt>{text.written}</dt>
				<dd>{description || text.writtenNothing}</dd>
			</div>
			{photo.decidedAt !== null && (
				<div>
					<dt>{text.now}</dt>
					<dd>
						<DecisionWords context={context} state={photo.state} reason={photo.reason} />
						{note !== "" && <blockquote class="written">{note}</blockquote>}
					</dd>
				</div>
			)}
		</dl>
	);
}

/** A lane of its own: no reason among others, and the member reads nothing of the photo. */
function AgeForm({ view: { context, links, age } }: { view: PhotoView }) {
	const { console: text } = words(context.page.locale).moderation.age;
	return (
		<section aria-labelledby="age-title">
			<h2 id="age-title">{text.raiseTitle}</h2>
			<p>{text.raiseLead}</p>
			<form class="form" method="post" action={links.age}>
				<p class="form-end">
					<button class="button danger" type="submit">
						{text.raise(age)}
					</button>
				</p>
			</form>
		</section>
	);
}

function RejectForm({ view: { context, state, seen, links } }: { view: PhotoView }) {
	const text = words(context.page.locale).photoReview;
	return (
		<section aria-labelledby="reject-title">
			<h2 id="reject-title">{text.rejectTitle}</h2>
			<p>{text.rejectLead}</p>
			<form class="form" method="post" action={links.reject} novalidate>
				<input type="hidden" name="seen" value={seen} />
				<Choice
					name="reason"
					label={text.reason}
					state={state}
					answers={OFFERED_REASONS.map((value) => ({ value, label: text.reasons[value] }))}
				/>
				<TextArea
					name="note"
					label={text.note}
					optional={text.noteOptional}
					hint={text.noteHint(MAX_NOTE_LENGTH)}
					state={state}
					maxlength={MAX_NOTE_LENGTH}
				/>
				<p class="form-end">
					<button class="button danger" type="submit">
						{text.reject}
					</button>
				</p>
			</form>
		</section>
	);
}
