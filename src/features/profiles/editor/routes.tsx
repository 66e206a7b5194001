import { Hono } from "hono";
import { readMemberOf } from "#features/accounts/membership.ts";
import { accountPathWithoutFlow, toBrand, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { Edition } from "#foundation/brand/edition.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import type { BrandId } from "#foundation/ids.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import {
	deletePhoto,
	MAX_PHOTOS,
	photoUnits,
	servePhoto,
	takesPhotos,
	type UploadProblem,
	uploadPhoto,
} from "../photos/photo.ts";
import { sweepObjects } from "../photos/photo-removal.ts";
import { keysOfPhoto, photoOf } from "../photos/queries-photo.ts";
import { ownPhotoFileParams, ownPhotoParams, photoForm, photoProblemWords } from "../photos/schema.ts";
import { brandParam } from "../schema.ts";
import { lastYes } from "../special-consent.ts";
import { specialWords } from "../special-words.ts";
import { PROFILE_TEXT } from "../text.ts";
import { editionWithoutProfiles, editionWithProfiles } from "../with-profiles.ts";
import { asksOrientation, type ProfileForEditing, readProfileForEditing } from "./editor.ts";
import { saveOrientation, saveTexts, withdraw } from "./editor-save.ts";
import { editorQuery, orientationForm, textForm, withdrawalForm } from "./schema.ts";
import { EditorPage } from "./views.tsx";
import { WithdrawPage } from "./views-withdraw.tsx";

const textFormOf = (c: AppContext, { brand }: { brand?: string }) =>
	textForm({ locale: c.var.locale, adult: editionWithProfiles(c.var, brandOf(c.var, brand)).legal.adult });

function orientationFormOf(c: AppContext, { brand }: { brand?: string }) {
	if (!asksOrientation(editionWithProfiles(c.var, brandOf(c.var, brand))))
		throw new AppError("not_found", "not asked here");
	return orientationForm(c.var.locale);
}

function photoFormOf(c: AppContext, { brand }: { brand?: string }) {
	editionWithProfiles(c.var, brandOf(c.var, brand));
	return photoForm(c.var.locale);
}

/** What a member shows on one brand. It is edited on the account host, where copying between brands is no leak. */
export const editorRoutes = new Hono<App>()
	.get("/profile/:brand", validateParams(brandParam), validateQuery(editorQuery), async (c) => {
		const brand = brandOf(c.var, c.req.valid("param").brand);
		const { from, done } = c.req.valid("query");
		const off = editionWithoutProfiles(c.var, brand);
		const editor = await readProfileForEditing(c.var, brand, from, off);
		if (editor && off) return withdrawPage(c, editor, noticeOf(c, done));
		return editor ? editorPage(c, editor, EMPTY_FORM, { done: noticeOf(c, done) }) : toSignIn(c);
	})
	.post("/profile/:brand", validateParams(brandParam), validateForm(textFormOf, refusedPage), async (c) => {
		const brand = brandOf(c.var, c.req.valid("param").brand);
		return save(c, brand, {
			done: "saved",
			change: async (editor) => {
				const problem = await saveTexts(c.var, editor, c.req.valid("form"));
				return problem && { consent: PROFILE_TEXT[c.var.locale].error.consent };
			},
		});
	})
	.post(
		"/profile/:brand/orientation",
		validateParams(brandParam),
		validateForm(orientationFormOf, refusedPage),
		async (c) => {
			const brand = brandOf(c.var, c.req.valid("param").brand);
			return save(c, brand, {
				done: "saved",
				change: async (editor) => {
					const problem = await saveOrientation(c.var, editor, c.req.valid("form"));
					return problem && { orientation_consent: PROFILE_TEXT[c.var.locale].error.consent };
				},
			});
		},
	)
	.post("/profile/:brand/withdraw", validateParams(brandParam), validateForm(withdrawalForm), async (c) => {
		const brand = brandOf(c.var, c.req.valid("param").brand);
		return save(c, brand, {
			done: "withdrawn",
			off: editionWithoutProfiles(c.var, brand),
			change: async (editor) => {
				await withdraw(c.var, editor, c.req.valid("form").purpose);
				c.var.defer(sweepObjects);
				return undefined;
			},
		});
	})
	.post(
		"/profile/:brand/photos",
		validateParams(brandParam),
		// Before the form is read: its announced length is refused already.
		(c, next) => (c.var.tooLarge ? tooLargePage(c, c.req.valid("param").brand) : next()),
		validateForm(photoFormOf, refusedPage),
		async (c) => {
			const brand = brandOf(c.var, c.req.valid("param").brand);
			return save(c, brand, {
				done: "photo-added",
				change: async (editor) => {
					const problem = await uploadPhoto(c.var, editor, c.req.valid("form"));
					return problem && uploadErrors(c, problem);
				},
			});
		},
	)
	.post("/profile/:brand/photos/:photo/remove", validateParams(ownPhotoParams), validateForm(NO_FIELDS), async (c) => {
		const { brand, photo } = c.req.valid("param");
		const editor = await readProfileForEditing(c.var, brandOf(c.var, brand));
		if (editor === undefined) return toSignIn(c);
		if (!(await deletePhoto(c.var, editor, photo))) throw new AppError("not_found", "no photo");
		const path = accountPathWithoutFlow(c.var, `/profile/${editor.edition.brand.id}`);
		return c.redirect(withDone(path, "photo-removed"), 303);
	})
	.get("/profile/:brand/photos/:photo/:size", validateParams(ownPhotoFileParams), async (c) => {
		const { photo: id, size, ...named } = c.req.valid("param");
		const { id: brand } = editionWithProfiles(c.var, brandOf(c.var, named.brand)).brand;
		const read = await readMemberOf(c.var, brand, () => [
			photoOf(brand, id),
			keysOfPhoto(c.var.realm.id, brand, id, photoUnits(brand, id)),
		]);
		if (read === undefined) return toSignIn(c);
		const [[photo], [key]] = read.rows;
		const isOwn = photo?.member_id === read.member.id && read.membership !== undefined;
		if (!photo || !isOwn) throw new AppError("not_found", "no photo");
		return servePhoto(c.var, photo, size, key);
	});

type Change = {
	/** Gives words by field where nothing was changed. */
	change: (editor: ProfileForEditing) => Promise<Record<string, string> | undefined>;
	/** What the page says afterwards. */
	done: string;
	off?: Edition | undefined;
};

/** Reads the profile, lets it be changed, and shows either what is wrong or the profile as it is then. */
async function save(c: AppContext, brand: PublishedBrand, { change, done, off }: Change): Promise<Response> {
	const editor = await readProfileForEditing(c.var, brand, undefined, off);
	if (editor === undefined) return toSignIn(c);
	const path = accountPathWithoutFlow(c.var, `/profile/${editor.edition.brand.id}`);
	try {
		const errors = await change(editor);
		return errors
			? editorPage(c, editor, refill(await typedFields(c), errors), { status: 422 })
			: c.redirect(withDone(path, done), 303);
	} catch (error) {
		// The place was left, or the consent withdrawn, in another window at the same moment: nothing was written.
		if (error instanceof ConstraintViolated) return c.redirect(withDone(path, "meanwhile"), 303);
		throw error;
	}
}

/** The editor with what its form refused. */
async function refusedPage(c: AppContext, state: FormState, { brand }: { brand?: string }): Promise<Response> {
	const editor = await readProfileForEditing(c.var, brandOf(c.var, brand));
	return editor ? editorPage(c, editor, state, { status: 422 }) : toSignIn(c);
}

async function tooLargePage(c: AppContext, brand: BrandId): Promise<Response> {
	const editor = await readProfileForEditing(c.var, brandOf(c.var, brand));
	if (editor === undefined) throw new AppError("too_large", "photo");
	return editorPage(c, editor, refill({}, uploadErrors(c, "too_large")), { status: 413 });
}

function uploadErrors(c: AppContext, problem: UploadProblem): Record<string, string> {
	const words = PROFILE_TEXT[c.var.locale].error;
	if (problem === "consent") return { photo_consent: words.photoConsent };
	if (problem === "full") return { photo: words.photosFull(MAX_PHOTOS) };
	return { photo: photoProblemWords(problem, c.var.locale) };
}

function noticeOf(c: AppContext, done = ""): string | undefined {
	const text = PROFILE_TEXT[c.var.locale];
	const notices = new Map([
		["saved", text.saved],
		["withdrawn", text.editor.withdrawn],
		["meanwhile", text.meanwhile],
		["photo-added", text.photos.added],
		["photo-removed", text.photos.removed],
	]);
	return notices.get(done);
}

function questionOf(c: AppContext, { edition, answers, consents }: ProfileForEditing, purpose: SpecialPurpose) {
	const { locale } = c.var;
	const yes = lastYes(answers, purpose);
	return {
		words: specialWords(edition, purpose, locale),
		live: consents[purpose] !== undefined,
		givenOn: yes && dayInWords(yes.happened_at, locale),
	};
}

/** Where profiles were switched off: nothing can be added, and every consent can be withdrawn as before. */
async function withdrawPage(c: AppContext, editor: ProfileForEditing, done: string | undefined): Promise<Response> {
	const { id, look } = editor.edition.brand;
	const shown = {
		context: await accountContext(c),
		brand: look.name,
		consents: { profiles: questionOf(c, editor, "profiles"), suggestions: questionOf(c, editor, "suggestions") },
		done,
		links: {
			withdraw: accountPathWithoutFlow(c.var, `/profile/${id}/withdraw`),
			leave: accountPathWithoutFlow(c.var, `/brands/${id}/leave`),
		},
	};
	return renderPage(c, <WithdrawPage {...shown} />);
}

async function editorPage(
	c: AppContext,
	editor: ProfileForEditing,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 413 | 422; done?: string | undefined },
): Promise<Response> {
	const { edition, membership } = editor;
	const at = (path: string) => accountPathWithoutFlow(c.var, `/profile/${edition.brand.id}${path}`);
	const question = (purpose: SpecialPurpose) => questionOf(c, editor, purpose);
	const context = await accountContext(c);
	return renderPage(
		c,
		<EditorPage
			context={context}
			brand={edition.brand.look.name}
			userName={editor.member.userName}
			adult={edition.legal.adult}
			hidden={membership.state !== "active"}
			state={{ values: { ...editor.texts, orientation: editor.orientation, ...state.values }, errors: state.errors }}
			consents={{ profiles: question("profiles"), suggestions: question("suggestions") }}
			asksOrientation={asksOrientation(edition)}
			takesPhotos={takesPhotos(c.var)}
			photos={editor.photos.map((photo) => ({
				...photo,
				source: at(`/photos/${photo.id}/320`),
				remove: at(`/photos/${photo.id}/remove`),
			}))}
			others={editor.others.map(({ id, look }) => ({ id, name: look.name }))}
			copied={editor.copied?.look.name}
			done={done}
			links={{
				save: at(""),
				orientation: at("/orientation"),
				withdraw: at("/withdraw"),
				photos: at("/photos"),
				back: accountPathWithoutFlow(c.var, "/profile"),
				look: toBrand(c.var, edition.brand, `/members/${membership.pairwise_id}`),
				originBrand: c.var.originBrand?.id,
			}}
		/>,
		{ status },
	);
}
