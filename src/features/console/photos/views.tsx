import { MAX_NOTE_LENGTH, OFFERED_REASONS } from "#features/profiles/photos/photo-decision.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { Choice, ErrorSummary, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import type { PageKey } from "../views-keys.tsx";
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
	beside: BesideLinks;
};

/** Addresses of the photos that wait before and after this one. */
export type BesideLinks = { previous: string | undefined; next: string | undefined };

/** One photo, opened: the look has been written down. Everything on it is reached in the order that it is read. */
export function PhotoReviewPage(view: PhotoView) {
	const { context, state, source, description, photo, waiting, links, size } = view;
	const { locale } = context.page;
	const text = words(locale).photoReview;
	const labels = { reason: text.reason, note: text.note };
	const keys = [
		...(photo.state === "approved" ? [] : [{ key: "a", does: text.approve }]),
		...(photo.state === "rejected" ? [] : [{ key: "r", does: text.rejectKey }]),
		...besideKeys(context, view.beside),
	];
	return (
		<ConsolePage context={context} title={text.photoTitle} keys={keys}>
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
							<FormEnd submit={text.approve} dataKey="a" />
						</form>
					)}
					{photo.state !== "rejected" && <RejectForm view={view} />}
					<AgeForm view={view} />
					<BesidePhotos context={context} beside={view.beside} list={links.list} />
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
	beside,
}: Pick<PhotoView, "context" | "photo" | "waiting" | "beside"> & { done: string | undefined; list: string }) {
	const text = words(context.page.locale).photoReview;
	const keys = [{ key: "o", does: text.openIt }, ...besideKeys(context, beside)];
	return (
		<ConsolePage context={context} title={text.photoTitle} keys={keys}>
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
				<FormEnd submit={text.openIt} dataKey="o" />
			</form>
			<BesidePhotos context={context} beside={beside} list={list} />
		</ConsolePage>
	);
}

function besideKeys({ page: { locale } }: ConsoleContext, { previous, next }: BesideLinks): PageKey[] {
	const text = words(locale).photoReview;
	return [
		...(next === undefined ? [] : [{ key: "n", does: text.nextPhoto }]),
		...(previous === undefined ? [] : [{ key: "p", does: text.previousPhoto }]),
	];
}

/** On without a decision, and back. */
function BesidePhotos({ context, beside, list }: Pick<PhotoView, "context" | "beside"> & { list: string }) {
	const text = words(context.page.locale).photoReview;
	return (
		<ul class="actions">
			{beside.next !== undefined && (
				<li>
					<a href={beside.next} data-key="n">
						{text.nextPhoto}
					</a>
				</li>
			)}
			{beside.previous !== undefined && (
				<li>
					<a href={beside.previous} data-key="p">
						{text.previousPhoto}
					</a>
				</li>
			)}
			<li>
				<a href={list}>{text.back}</a>
			</li>
		</ul>
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
		<section aria-labelledby="reject-title" data-key="r">
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
