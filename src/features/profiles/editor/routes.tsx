import { Hono } from "hono";
import { readMemberOf } from "#features/accounts/membership.ts";
import { accountPathWithoutFlow, toBrand, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { Edition } from "#foundation/brand/edition.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { readForm, readUpload } from "#foundation/http/form-data.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { SPECIAL_PURPOSES, type SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import {
	deletePhoto,
	MAX_DESCRIPTION_LENGTH,
	MAX_PHOTOS,
	photoUnits,
	servePhoto,
	takesPhotos,
	type UploadProblem,
	uploadPhoto,
} from "../photos/photo.ts";
import { isPhotoSize } from "../photos/photo-encoding.ts";
import { sweepObjects } from "../photos/photo-removal.ts";
import { keysOfPhoto, photoOf } from "../photos/queries-photo.ts";
import { lastYes } from "../special-consent.ts";
import { specialWords } from "../special-words.ts";
import { editionWithoutProfiles, editionWithProfiles } from "../with-profiles.ts";
import { asksOrientation, type ProfileForEditing, readProfileForEditing } from "./editor.ts";
import { saveOrientation, saveTexts, textFields, withdraw } from "./editor-save.ts";
import { EditorPage } from "./views.tsx";
import { WithdrawPage } from "./views-withdraw.tsx";

/** What a member shows on one brand. It is edited on the account host, where copying between brands is no leak. */
export const editorRoutes = new Hono<App>()
	.get("/profile/:brand", async (c) => {
		const off = editionWithoutProfiles(c.var, brandOf(c.var, c.req.param("brand")));
		const editor = await readProfileForEditing(c.var, brandOf(c.var, c.req.param("brand")), c.req.query("from"), off);
		if (editor && off) return withdrawPage(c, editor);
		return editor ? editorPage(c, editor, EMPTY_FORM) : toSignIn(c);
	})
	.post("/profile/:brand", async (c) => {
		const { legal } = editionWithProfiles(c.var, brandOf(c.var, c.req.param("brand")));
		const fields = await readForm(c, textFields(legal.adult));
		return save(c, "saved", (editor) => saveTexts(c.var, editor, fields));
	})
	.post("/profile/:brand/orientation", async (c) => {
		if (!asksOrientation(editionWithProfiles(c.var, brandOf(c.var, c.req.param("brand")))))
			throw new AppError("not_found", "not asked here");
		const fields = await readForm(c, ["orientation", "orientation_consent"]);
		return save(c, "saved", (editor) => saveOrientation(c.var, editor, fields));
	})
	.post("/profile/:brand/withdraw", async (c) => {
		const fields = await readForm(c, ["purpose"]);
		const purpose = SPECIAL_PURPOSES.find((one) => one === fields.purpose);
		if (purpose === undefined) throw new AppError("bad_request", "no such purpose");
		return save(
			c,
			"withdrawn",
			async (editor) => {
				await withdraw(c.var, editor, purpose);
				c.var.defer(sweepObjects);
				return undefined;
			},
			editionWithoutProfiles(c.var, brandOf(c.var, c.req.param("brand"))),
		);
	})
	.post("/profile/:brand/photos", async (c) => {
		editionWithProfiles(c.var, brandOf(c.var, c.req.param("brand")));
		if (c.var.tooLarge) {
			const editor = await readProfileForEditing(c.var, brandOf(c.var, c.req.param("brand")), c.req.query("from"));
			const wrong = { values: {}, errors: uploadErrors(c, "too_large") };
			if (editor === undefined) throw new AppError("too_large", "photo");
			return editorPage(c, editor, wrong, 413);
		}
		const { fields, bytes } = await readUpload(c, "photo", ["description", "photo_consent"]);
		return save(c, "photo-added", async (editor) => {
			const { description = "", photo_consent: consent } = fields;
			const problem = await uploadPhoto(c.var, editor, { bytes, description, consent });
			return problem && { values: fields, errors: uploadErrors(c, problem) };
		});
	})
	.post("/profile/:brand/photos/:photo/remove", async (c) => {
		await readForm(c, []);
		const editor = await readProfileForEditing(c.var, brandOf(c.var, c.req.param("brand")), c.req.query("from"));
		if (editor === undefined) return toSignIn(c);
		if (!(await deletePhoto(c.var, editor, c.req.param("photo")))) throw new AppError("not_found", "no photo");
		return c.redirect(
			withDone(accountPathWithoutFlow(c.var, `/profile/${editor.edition.brand.id}`), "photo-removed"),
			303,
		);
	})
	.get("/profile/:brand/photos/:photo/:size", async (c) => {
		const { id: brand } = editionWithProfiles(c.var, brandOf(c.var, c.req.param("brand"))).brand;
		const { photo: id, size } = c.req.param();
		const read = await readMemberOf(c.var, brand, () => [
			photoOf(brand, id),
			keysOfPhoto(c.var.realm.id, brand, id, photoUnits(brand, id)),
		]);
		if (read === undefined) return toSignIn(c);
		const [[photo], [key]] = read.rows;
		const isOwn = photo?.member_id === read.member.id && read.membership !== undefined;
		if (!photo || !isOwn || !isPhotoSize(size)) throw new AppError("not_found", "no photo");
		return servePhoto(c.var, photo, size, key);
	});

/** Reads the profile, lets it be changed, and shows either what is wrong or the profile as it is then. */
async function save(
	c: AppContext,
	done: string,
	change: (editor: ProfileForEditing) => Promise<FormState | undefined>,
	off?: Edition,
): Promise<Response> {
	const editor = await readProfileForEditing(c.var, brandOf(c.var, c.req.param("brand")), c.req.query("from"), off);
	if (editor === undefined) return toSignIn(c);
	const path = `/profile/${editor.edition.brand.id}`;
	try {
		const wrong = await change(editor);
		return wrong
			? editorPage(c, editor, wrong, 422)
			: c.redirect(withDone(accountPathWithoutFlow(c.var, path), done), 303);
	} catch (error) {
		// The place was left, or the consent withdrawn, in another window at the same moment: nothing was written.
		if (error instanceof ConstraintViolated)
			return c.redirect(withDone(accountPathWithoutFlow(c.var, path), "meanwhile"), 303);
		throw error;
	}
}

function uploadErrors(c: AppContext, problem: UploadProblem): Record<string, string> {
	const text = words(c.var.locale).profiles.error;
	if (problem === "consent") return { photo_consent: text.photoConsent };
	if (problem === "description") return { description: `${text.characters} ${text.tooLong(MAX_DESCRIPTION_LENGTH)}` };
	const say = {
		full: text.photosFull(MAX_PHOTOS),
		missing: text.photoMissing,
		type: text.photoType,
		animated: text.photoAnimated,
		too_large: text.photoTooLarge,
		too_small: text.photoTooSmall,
		unreadable: text.photoUnreadable,
	};
	return { photo: say[problem] };
}

function noticeOf(c: AppContext): string | undefined {
	const text = words(c.var.locale).profiles;
	const notices = new Map([
		["saved", text.saved],
		["withdrawn", text.editor.withdrawn],
		["meanwhile", text.meanwhile],
		["photo-added", text.photos.added],
		["photo-removed", text.photos.removed],
	]);
	return notices.get(c.req.query("done") ?? "");
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
async function withdrawPage(c: AppContext, editor: ProfileForEditing): Promise<Response> {
	const { id, look } = editor.edition.brand;
	const shown = {
		context: await accountContext(c),
		brand: look.name,
		consents: { profiles: questionOf(c, editor, "profiles"), suggestions: questionOf(c, editor, "suggestions") },
		done: noticeOf(c),
		links: {
			withdraw: accountPathWithoutFlow(c.var, `/profile/${id}/withdraw`),
			leave: accountPathWithoutFlow(c.var, `/brands/${id}/leave`),
		},
	};
	return renderPage(c, <WithdrawPage {...shown} />);
}

async function editorPage(c: AppContext, editor: ProfileForEditing, state: FormState, status: 200 | 413 | 422 = 200) {
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
			done={status === 200 ? noticeOf(c) : undefined}
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
