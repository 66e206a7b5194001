import type { Child } from "hono/jsx";
import { rejectionReason } from "#features/profiles/photos/photo-decision.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";

export type ListedPhoto = {
	/** Where a look at it begins, by POST. */
	look: string;
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
	const text = words(context.page.locale).photoReview;
	const [oldest] = waiting;
	return (
		<ConsolePage
			context={context}
			title={text.title}
			keys={oldest === undefined ? [] : [{ key: "o", does: text.start }]}
		>
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
						<form method="post" action={oldest.look}>
							<button class="button" type="submit" data-key="o">
								{text.start}
							</button>
						</form>
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

function PhotoButton({ context, photo }: { context: ConsoleContext; photo: ListedPhoto }) {
	const { locale } = context.page;
	const text = words(locale).photoReview;
	return (
		<form method="post" action={photo.look}>
			<button class="button button-quiet" type="submit">
				{text.open}
				<span class="aloud">: {text.openPhoto(photo.brand, timeInWords(photo.addedAt, locale))}</span>
			</button>
		</form>
	);
}

type Column = { head: string; cell(photo: ListedPhoto): Child };

/** Photos by brand, each with what the columns say of it and the way to open it. */
function PhotoTable({
	context,
	photos,
	caption,
	columns,
}: {
	context: ConsoleContext;
	photos: readonly ListedPhoto[];
	caption: string;
	columns: readonly Column[];
}) {
	const text = words(context.page.locale).photoReview;
	return (
		<table class="data-table">
			<caption class="aloud">{caption}</caption>
			<thead>
				<tr>
					{[text.brand, ...columns.map(({ head }) => head), text.open].map((head) => (
						<th scope="col">{head}</th>
					))}
				</tr>
			</thead>
			<tbody>
				{photos.map((photo) => (
					<tr>
						<th scope="row">{photo.brand}</th>
						{columns.map(({ head, cell }) => (
							<td data-label={head}>{cell(photo)}</td>
						))}
						<td>
							<PhotoButton context={context} photo={photo} />
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Waiting({ context, photos }: { context: ConsoleContext; photos: readonly ListedPhoto[] }) {
	const { locale } = context.page;
	const text = words(locale).photoReview;
	const added = ({ addedAt }: ListedPhoto) => <time datetime={addedAt}>{timeInWords(addedAt, locale)}</time>;
	const columns = [{ head: text.added, cell: added }];
	return <PhotoTable context={context} photos={photos} caption={text.waitingTitle} columns={columns} />;
}

function Decided({ context, photos }: { context: ConsoleContext; photos: readonly ListedPhoto[] }) {
	const { locale } = context.page;
	const text = words(locale).photoReview;
	const columns: Column[] = [
		{
			head: text.decision,
			cell: ({ state, reason }) => <DecisionWords context={context} state={state} reason={reason} />,
		},
		{
			head: text.when,
			cell: ({ decidedAt }) => decidedAt !== null && <time datetime={decidedAt}>{timeInWords(decidedAt, locale)}</time>,
		},
		{ head: text.by, cell: ({ own }) => (own ? text.you : text.colleague) },
	];
	return <PhotoTable context={context} photos={photos} caption={text.decidedTitle} columns={columns} />;
}

/** What was decided, and why if it was a no. */
export function DecisionWords({
	context,
	state,
	reason,
}: {
	context: ConsoleContext;
	state: ListedPhoto["state"];
	reason: string | null;
}) {
	const text = words(context.page.locale).photoReview;
	const known = rejectionReason(reason);
	return (
		<>
			{text.states[state]}
			{known && `: ${text.reasons[known]}`}
		</>
	);
}
