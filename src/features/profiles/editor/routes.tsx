import { Hono } from "hono";
import { displayNameMessage } from "#features/accounts/brand-name/schema.ts";
import { toSignIn } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import { EMPTY_FORM } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { sweepObjects } from "../photos/photo-removal.ts";
import { brandParam } from "../schema.ts";
import { editionWithoutProfiles, editionWithProfiles } from "../with-profiles.ts";
import { asksOrientation, readProfileForEditing } from "./editor.ts";
import { frozenTexts, saveOrientation, saveTexts, withdraw } from "./editor-save.ts";
import { changeProfile, editorPage, noticeOf, refusedEditorPage, withdrawPage } from "./page.tsx";
import { editorQuery, orientationForm, textForm, withdrawalForm } from "./schema.ts";

const textFormOf = (c: AppContext, { brand }: { brand?: string }) =>
	textForm({ locale: c.var.locale, adult: editionWithProfiles(c.var, brandOf(c.var, brand)).legal.adult });

function orientationFormOf(c: AppContext, { brand }: { brand?: string }) {
	if (!asksOrientation(editionWithProfiles(c.var, brandOf(c.var, brand))))
		throw new AppError("not_found", "not asked here");
	return orientationForm(c.var.locale);
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
	.post("/profile/:brand", validateParams(brandParam), validateForm(textFormOf, refusedEditorPage), async (c) => {
		const brand = brandOf(c.var, c.req.valid("param").brand);
		return changeProfile(c, brand, {
			done: "saved",
			change: async (editor) => {
				const form = c.req.valid("form");
				const { error } = words(c.var.locale).profiles;
				const frozen = frozenTexts(editor, form.texts);
				if (frozen.length > 0) return Object.fromEntries(frozen.map((field) => [field, error.frozen]));
				const problem = await saveTexts(c.var, editor, form);
				if (problem === undefined) return undefined;
				return problem === "no_consent"
					? { consent: error.consent }
					: { display_name: displayNameMessage(problem, c.var.locale) };
			},
		});
	})
	.post(
		"/profile/:brand/orientation",
		validateParams(brandParam),
		validateForm(orientationFormOf, refusedEditorPage),
		async (c) => {
			const brand = brandOf(c.var, c.req.valid("param").brand);
			return changeProfile(c, brand, {
				done: "saved",
				change: async (editor) => {
					const problem = await saveOrientation(c.var, editor, c.req.valid("form"));
					return problem && { orientation_consent: words(c.var.locale).profiles.error.consent };
				},
			});
		},
	)
	.post("/profile/:brand/withdraw", validateParams(brandParam), validateForm(withdrawalForm), async (c) => {
		const brand = brandOf(c.var, c.req.valid("param").brand);
		return changeProfile(c, brand, {
			done: "withdrawn",
			off: editionWithoutProfiles(c.var, brand),
			change: async (editor) => {
				await withdraw(c.var, editor, c.req.valid("form").purpose);
				c.var.defer(sweepObjects);
				return undefined;
			},
		});
	});
