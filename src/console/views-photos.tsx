import { NOTE_LONGEST, REJECTION_REASONS, rejectionReason } from "../profiles/photo-decision.ts";
import { timeInWords } from "../ui/date.ts";
import { Choice, ErrorSummary, type FormState, TextArea } from "../ui/form.tsx";
import { type ConsoleContext, ConsolePage } from "./page.tsx";
import { CONSOLE_TEXT } from "./text.ts";
import { PHOTO_REVIEW_TEXT } from "./text-photos.ts";

export type ListedPhoto = {
	href: string;
	brand: string;
	addedAt: string;
	state: "pending" | "approved" | "rejected";
	decidedAt: string | null;
	own: boolean;
	reason: string | null;
};

type ListProps = {
	context: ConsoleContext;
	waiting: readonly ListedPhoto[];
	count: number;
	decided: readonly ListedPhoto[];
	done: string | undefined;
};

/** What waits and what was decided, without a picture: a look is written down, and a list is no look. */
export function PhotoListPage({ context, waiting, count, decided, done }: ListProps) {
	const text = PHOTO_REVIEW_TEXT[context.page.locale];
	const [oldest] = waiting;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
				<p class="lead">{text.lead}</p>
			</div>
			<section aria-labelledby="waiting-title">
				<h2 id="waiting-title">{text.waitingTitle}</h2>
				{oldest === undefined ? (
					<p class="empty">{text.empty}</p>
				) : (
					<>
						<p>
							{text.waiting(count)} {count > waiting.length && text.oldest(waiting.length)}
						</p>
						<p>
							<a class="button" href={oldest.href}>
								{text.start}
							</a>
						</p>
						<Waiting context={context} photos={waiting} />
					</>
				)}
			</section>
			<section aria-labelledby="decided-title">
				<h2 id="decided-title">{text.decidedTitle}</h2>
				{decided.length === 0 ? (
					<p class="empty">{text.decidedEmpty}</p>
				) : (
					<>
						<p>{text.decidedLead}</p>
						<Decided context={context} photos={decided} />
					</>
				)}
			</section>
		</ConsolePage>
	);
}

function PhotoLink({ context, photo }: { context: ConsoleContext; photo: ListedPhoto }) {
	const { locale } = context.page;
	const text = PHOTO_REVIEW_TEXT[locale];
	return (
		<a href={photo.href}>
			{text.open}
			<span class="aloud">: {text.openPhoto(photo.brand, timeInWords(photo.addedAt, locale))}</span>
		</a>
	);
}

function Waiting({ context, photos }: { context: ConsoleContext; photos: readonly ListedPhoto[] }) {
	const { locale } = context.page;
	const text = PHOTO_REVIEW_TEXT[locale];
	return (
		<table class="data-table">
			<caption class="aloud">{text.waitingTitle}</caption>
			<thead>
				<tr>
					<th scope="col">{text.brand}</th>
					<th scope="col">{text.added}</th>
					<th scope="col">{text.open}</th>
				</tr>
			</thead>
			<tbody>
				{photos.map((photo) => (
					<tr>
						<th scope="row">{photo.brand}</th>
						<td data-label={text.added}>
							<time datetime={photo.addedAt}>{timeInWords(photo.addedAt, locale)}</time>
						</td>
						<td>
							<PhotoLink context={context} photo={photo} />
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Decided({ context, photos }: { context: ConsoleContext; photos: readonly ListedPhoto[] }) {
	const { locale } = context.page;
	const text = PHOTO_REVIEW_TEXT[locale];
	return (
		<table class="data-table">
			<caption class="aloud">{text.decidedTitle}</caption>
			<thead>
				<tr>
					<th scope="col">{text.brand}</th>
					<th scope="col">{text.decision}</th>
					<th scope="col">{text.when}</th>
					<th scope="col">{text.by}</th>
					<th scope="col">{text.open}</th>
				</tr>
			</thead>
			<tbody>
				{photos.map((photo) => (
					<tr>
						<th scope="row">{photo.brand}</th>
						<td data-label={text.decision}>
							<DecisionWords context={context} state={photo.state} reason={photo.reason} />
						</td>
						<td data-label={text.when}>
							{photo.decidedAt !== null && (
								<time datetime={photo.decidedAt}>{timeInWords(photo.decidedAt, locale)}</time>
							)}
						</td>
						<td data-label={text.by}>{photo.own ? text.you : text.colleague}</td>
						<td>
							<PhotoLink context={context} photo={photo} />
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function DecisionWords({
	context,
	state,
	reason,
}: {
	context: ConsoleContext;
	state: ListedPhoto["state"];
	reason: string | null;
}) {
	const text = PHOTO_REVIEW_TEXT[context.page.locale];
	const known = rejectionReason(reason);
	return (
		<>
			{text.states[state]}
			{known && `: ${text.reasons[known]}`}
		</>
	);
}

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
	done: string | undefined;
	links: { approve: string; reject: string; list: string };
};

/** One photo, opened: the look has been written down. Everything on it is reached in the order that it is read. */
export function PhotoReviewPage(view: PhotoView) {
	const { context, state, done, source, description, photo, waiting, links, size } = view;
	const { locale } = context.page;
	const text = PHOTO_REVIEW_TEXT[locale];
	const labels = { reason: text.reason, note: text.note };
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
				<ErrorSummary title={CONSOLE_TEXT[locale].wrongTitle} state={state} labels={labels} />
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
							<p class="form-end">
								<button class="button" type="submit">
									{text.approve}
								</button>
							</p>
						</form>
					)}
					{photo.state !== "rejected" && <RejectForm view={view} />}
					<p>
						<a href={links.list}>{text.back}</a>
					</p>
				</div>
			</div>
		</ConsolePage>
	);
}

function PhotoFacts({ view: { context, brand, photo, description, note } }: { view: PhotoView }) {
	const { locale } = context.page;
	const text = PHOTO_REVIEW_TEXT[locale];
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

function RejectForm({ view: { context, state, seen, links } }: { view: PhotoView }) {
	const text = PHOTO_REVIEW_TEXT[context.page.locale];
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
					answers={REJECTION_REASONS.map((value) => ({ value, label: text.reasons[value] }))}
				/>
				<TextArea
					name="note"
					label={text.note}
					optional={text.noteOptional}
					hint={text.noteHint(NOTE_LONGEST)}
					state={state}
					maxlength={NOTE_LONGEST}
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
