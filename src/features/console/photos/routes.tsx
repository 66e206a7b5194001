import type { z } from "zod";
import { servePhoto } from "#features/profiles/photos/photo.ts";
import { accountPathWithoutFlow, withDone, withQuery } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ConsoleMessage, consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import * as review from "./photo-review.ts";
import { approveForm, imageQuery, listQuery, photoParams, photoQuery, rejectForm } from "./schema.ts";
import { type BesideLinks, PhotoReviewPage, ShutPhotoPage } from "./views.tsx";
import { type ListedPhoto, PhotoListPage } from "./views-photo-list.tsx";

const HERE = "/console/photos";
type Done = z.output<typeof listQuery>["done"];
type Asked = { params: { photo: string } };

const photoQueries = (c: AppContext, { params }: Asked) => review.photoQueries(c.var, params.photo);
const decideQueries = (c: AppContext, { params }: Asked) => review.decideQueries(c.var, params.photo);

/** What members add is seen by a moderator before it is seen by others (P60). */
export const photoHandlers = {
	...guarded("GET /console/photos", {
		query: listQuery,
		queries: (c) => review.listQueries(c.var),
		answer: async (c, { staff, rows: [waiting, [count], decided], query: { done } }) => {
			const shown = {
				waiting: waiting.map((card) => listed(c, staff, card)),
				count: count?.waiting ?? 0,
				decided: decided.map((card) => listed(c, staff, card)),
				done: done && words(c.var.locale).photoReview.doneLast[done],
			};
			return renderPage(c, <PhotoListPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("GET /console/photos/:photo", {
		params: photoParams,
		query: photoQuery,
		queries: photoQueries,
		answer: async (c, { staff, rows, query: { look, done } }) => {
			const reviewed = review.reviewedIn(c.var, rows);
			const token = await review.viewTokenOf(c.var, staff, reviewed.card.id, look);
			const beside = review.besideIn(rows);
			if (token === undefined) return shutPhoto(c, staff, reviewed, beside, done);
			return photoPage(c, staff, { ...reviewed, token, beside }, EMPTY_FORM, 200);
		},
	}),
	...guarded("POST /console/photos/:photo/look", {
		params: photoParams,
		queries: photoQueries,
		answer: async (c, { staff, rows }) => {
			const reviewed = review.reviewedIn(c.var, rows);
			const token = await review.viewPhoto(c.var, staff, reviewed);
			if (token === "busy") return busyPhoto(c, staff, reviewed);
			return c.redirect(withQuery(accountPathWithoutFlow(c.var, `${HERE}/${reviewed.card.id}`), { look: token }), 303);
		},
	}),
	...guarded("GET /console/photos/:photo/image", {
		params: photoParams,
		query: imageQuery,
		queries: photoQueries,
		answer: async (c, { staff, rows, query: { look } }) => {
			const { card, key } = review.reviewedIn(c.var, rows);
			if ((await review.viewTokenOf(c.var, staff, card.id, look)) === undefined)
				throw new AppError("not_found", "not opened just now");
			return servePhoto(c.var, card, "1080", key);
		},
	}),
	...guarded("POST /console/photos/:photo/approve", {
		params: photoParams,
		form: { schema: approveForm },
		queries: decideQueries,
		answer: (c, { staff, rows, form: { seen } }) => decide(c, staff, rows, seen, { state: "approved" }),
	}),
	...guarded("POST /console/photos/:photo/reject", {
		params: photoParams,
		form: {
			schema: (c) => rejectForm(c.var.locale),
			refuse: {
				queries: photoQueries,
				answer: async (c, { staff, rows, state }) => {
					const reviewed = review.reviewedIn(c.var, rows);
					// The page shows the photo again: that is a look too.
					const token = await review.viewPhoto(c.var, staff, reviewed);
					if (token === "busy") return busyPhoto(c, staff, reviewed);
					return photoPage(c, staff, { ...reviewed, token, beside: review.besideIn(rows) }, state, 422);
				},
			},
		},
		queries: decideQueries,
		answer: (c, { staff, rows, form: { seen, ...why } }) => decide(c, staff, rows, seen, { state: "rejected", ...why }),
	}),
};

/** Then the next one that waits; who revised a decision goes back to the list. */
async function decide(
	c: AppContext,
	staff: Staff,
	rows: review.DecideRows,
	seen: string,
	decision: review.Decision,
): Promise<Response> {
	const result = await review.decide(c.var, staff, review.toDecideIn(c.var, rows), { seen, decision });
	if (result.outcome === "other") return decidedFirst(c, staff, result.card);
	c.var.sendMail();
	const next = seen === "" && result.next !== undefined ? `${HERE}/${result.next}` : HERE;
	return c.redirect(withDone(accountPathWithoutFlow(c.var, next), decision.state), 303);
}

async function decidedFirst(c: AppContext, staff: Staff, card: review.PhotoCard | undefined): Promise<Response> {
	const text = words(c.var.locale).photoReview;
	const at = card?.decided_at;
	const say = card?.decided_by === staff.id ? text.otherSelf : text.other;
	const wording = card && at ? say(text.states[stateOf(card)], timeInWords(at, c.var.locale)) : text.otherGone;
	const link = card
		? { href: accountPathWithoutFlow(c.var, `${HERE}/${card.id}`), label: text.otherOpen }
		: { href: accountPathWithoutFlow(c.var, HERE), label: text.back };
	const shown = { title: text.otherTitle, words: [wording], link };
	return renderPage(c, <ConsoleMessage context={await consoleContext(c, staff)} {...shown} />, { status: 409 });
}

const stateOf = ({ state }: { state: string }): ListedPhoto["state"] =>
	state === "approved" || state === "rejected" ? state : "pending";

function listed(c: AppContext, staff: Staff, card: review.PhotoCard): ListedPhoto {
	return {
		look: accountPathWithoutFlow(c.var, `${HERE}/${card.id}/look`),
		brand: c.var.snapshot.findBrand(card.brand_id)?.look.name ?? card.brand_id,
		addedAt: card.added_at,
		state: stateOf(card),
		decidedAt: card.decided_at,
		own: card.decided_by === staff.id,
		reason: card.rejection_reason,
	};
}

/** A photo that nobody here has open: it says nothing of the member, and how to open it. */
async function shutPhoto(
	c: AppContext,
	staff: Staff,
	{ card, waiting }: review.Reviewed,
	beside: review.Beside,
	done: Done,
): Promise<Response> {
	const view = {
		context: await consoleContext(c, staff),
		photo: listed(c, staff, card),
		waiting,
		done: done && words(c.var.locale).photoReview.done[done],
		list: accountPathWithoutFlow(c.var, HERE),
		beside: besideLinks(c, beside),
	};
	return renderPage(c, <ShutPhotoPage {...view} />);
}

function besideLinks(c: AppContext, { previous, next }: review.Beside): BesideLinks {
	const to = (id: string | undefined) => id && accountPathWithoutFlow(c.var, `${HERE}/${id}`);
	return { previous: to(previous), next: to(next) };
}

async function busyPhoto(c: AppContext, staff: Staff, { card }: review.Reviewed): Promise<Response> {
	const text = words(c.var.locale).photoReview;
	const link = { href: accountPathWithoutFlow(c.var, `${HERE}/${card.id}`), label: text.otherOpen };
	const shown = { title: text.busyTitle, words: [text.busy], link };
	return renderPage(c, <ConsoleMessage context={await consoleContext(c, staff)} {...shown} />, { status: 409 });
}

async function photoPage(
	c: AppContext,
	staff: Staff,
	reviewed: review.Reviewed & { token: string; beside: review.Beside },
	state: FormState,
	status: 200 | 422,
): Promise<Response> {
	const { card, brand, waiting, token } = reviewed;
	const to = (path: string) => accountPathWithoutFlow(c.var, `${HERE}/${card.id}${path}`);
	const view = {
		context: await consoleContext(c, staff),
		...(await review.openTexts(c.var, reviewed)),
		...{ waiting, state, brand: brand.look.name, photo: listed(c, staff, card) },
		size: { width: card.width, height: card.height },
		source: withQuery(to("/image"), { look: token }),
		seen: card.decided_at ?? "",
		age: currentEdition(brand, c.var.now).legal.minimumAge,
		links: {
			...{ approve: to("/approve"), reject: to("/reject"), age: to("/age") },
			list: accountPathWithoutFlow(c.var, HERE),
		},
		beside: besideLinks(c, reviewed.beside),
	};
	return renderPage(c, <PhotoReviewPage {...view} />, { status });
}
