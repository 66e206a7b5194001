import { Hono } from "hono";
import { readMemberOf } from "#features/accounts/membership.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { validateForm, validateParams } from "#foundation/http/validate.ts";
import type { BrandId } from "#foundation/ids.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { readProfileForEditing } from "../editor/editor.ts";
import { changeProfile, editorPage, refusedEditorPage } from "../editor/page.tsx";
import { brandParam } from "../schema.ts";
import { editionWithProfiles } from "../with-profiles.ts";
import { deletePhoto, MAX_PHOTOS, servePhoto, type UploadProblem, uploadPhoto } from "./photo.ts";
import { photoUnits } from "./photo-file.ts";
import { keysOfPhoto, ownPhoto } from "./queries-photo.ts";
import { ownPhotoFileParams, ownPhotoParams, photoForm, photoProblemWords } from "./schema.ts";

function photoFormOf(c: AppContext, { brand }: { brand?: string }) {
	editionWithProfiles(c.var, brandOf(c.var, brand));
	return photoForm(c.var.locale);
}

/** A member's photos on one brand, on the account host as all that they edit. */
export const photoRoutes = new Hono<App>()
	.post(
		"/profile/:brand/photos",
		validateParams(brandParam),
		// Before the form is read: its announced length is refused already.
		(c, next) => (c.var.tooLarge ? tooLargePage(c, c.req.valid("param").brand) : next()),
		validateForm(photoFormOf, refusedEditorPage),
		async (c) => {
			const brand = brandOf(c.var, c.req.valid("param").brand);
			return changeProfile(c, brand, {
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
		if (["photos", `photos:${photo}`].some((one) => editor.frozen.has(one)))
			return editorPage(c, editor, refill({}, { photo: words(c.var.locale).profiles.error.frozen }), { status: 422 });
		if (!(await deletePhoto(c.var, editor, photo))) throw new AppError("not_found", "no photo");
		const path = accountPathWithoutFlow(c.var, `/profile/${editor.edition.brand.id}`);
		return c.redirect(withDone(path, "photo-removed"), 303);
	})
	.get("/profile/:brand/photos/:photo/:size", validateParams(ownPhotoFileParams), async (c) => {
		const { photo: id, size, ...named } = c.req.valid("param");
		const { id: brand } = editionWithProfiles(c.var, brandOf(c.var, named.brand)).brand;
		const read = await readMemberOf(c.var, brand, ({ member: me }) => [
			ownPhoto({ brand, id, me }),
			keysOfPhoto(c.var.realm.id, { brand, id, me }, photoUnits(brand, id)),
		]);
		if (read === undefined) return toSignIn(c);
		const [[photo], [key]] = read.rows;
		const isOwn = photo?.member_id === read.member.id && read.membership !== undefined;
		if (!photo || !isOwn || size === undefined) throw new AppError("not_found", "no photo");
		return servePhoto(c.var, photo, size, key);
	});

async function tooLargePage(c: AppContext, brand: BrandId): Promise<Response> {
	const editor = await readProfileForEditing(c.var, brandOf(c.var, brand));
	if (editor === undefined) throw new AppError("too_large", "photo");
	return editorPage(c, editor, refill({}, uploadErrors(c, "too_heavy")), { status: 413 });
}

function uploadErrors(c: AppContext, problem: UploadProblem): Record<string, string> {
	const text = words(c.var.locale).profiles.error;
	if (problem === "consent") return { photo_consent: text.photoConsent };
	if (problem === "same_elsewhere") return { photo_same: text.photoSame };
	if (problem === "full") return { photo: text.photosFull(MAX_PHOTOS) };
	return { photo: photoProblemWords(problem, c.var.locale) };
}
