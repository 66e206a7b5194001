import { accountPathWithoutFlow, toBrand, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { Edition } from "#foundation/brand/edition.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { takesPhotos } from "../photos/photo.ts";
import { lastYes } from "../special-consent.ts";
import { answeredSpecialWords, specialWords } from "../special-words.ts";
import { asksOrientation, type ProfileForEditing, readProfileForEditing } from "./editor.ts";
import { EditorPage } from "./views.tsx";
import { WithdrawPage } from "./views-withdraw.tsx";

type Change = {
	/** Gives words by field where nothing was changed. */
	change: (editor: ProfileForEditing) => Promise<Record<string, string> | undefined>;
	/** What the page says afterwards. */
	done: string;
	off?: Edition | undefined;
};

/** Reads the profile, lets it be changed, and shows either what is wrong or the profile as it is then. */
export async function changeProfile(
	c: AppContext,
	brand: PublishedBrand,
	{ change, done, off }: Change,
): Promise<Response> {
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
export async function refusedEditorPage(
	c: AppContext,
	state: FormState,
	{ brand }: { brand?: string },
): Promise<Response> {
	const editor = await readProfileForEditing(c.var, brandOf(c.var, brand));
	return editor ? editorPage(c, editor, state, { status: 422 }) : toSignIn(c);
}

export function noticeOf(c: AppContext, done = ""): string | undefined {
	const text = words(c.var.locale).profiles;
	const notices = new Map([
		["saved", text.saved],
		["withdrawn", text.editor.withdrawn],
		["meanwhile", text.meanwhile],
		["photo-added", text.photos.added],
		["photo-removed", text.photos.removed],
	]);
	return notices.get(done);
}

async function questionOf(c: AppContext, { edition, answers, consents }: ProfileForEditing, purpose: SpecialPurpose) {
	const { locale } = c.var;
	const yes = lastYes(answers, purpose);
	return {
		words: specialWords(edition, purpose, locale),
		live: consents[purpose] !== undefined,
		givenOn: yes && dayInWords(yes.happened_at, locale),
		said: yes && (await answeredSpecialWords(edition, purpose, yes.text_hash)),
	};
}

const questionsOf = async (c: AppContext, editor: ProfileForEditing) => ({
	profiles: await questionOf(c, editor, "profiles"),
	suggestions: await questionOf(c, editor, "suggestions"),
});

/** Where profiles were switched off: nothing can be added, and every consent can be withdrawn as before. */
export async function withdrawPage(
	c: AppContext,
	editor: ProfileForEditing,
	done: string | undefined,
): Promise<Response> {
	const { id, look } = editor.edition.brand;
	const shown = {
		context: await accountContext(c),
		brand: look.name,
		consents: await questionsOf(c, editor),
		done,
		links: {
			withdraw: accountPathWithoutFlow(c.var, `/profile/${id}/withdraw`),
			leave: accountPathWithoutFlow(c.var, `/brands/${id}/leave`),
		},
	};
	return renderPage(c, <WithdrawPage {...shown} />);
}

export async function editorPage(
	c: AppContext,
	editor: ProfileForEditing,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 413 | 422; done?: string | undefined },
): Promise<Response> {
	const { edition, membership } = editor;
	const at = (path: string) => accountPathWithoutFlow(c.var, `/profile/${edition.brand.id}${path}`);
	const context = await accountContext(c);
	const consents = await questionsOf(c, editor);
	return renderPage(
		c,
		<EditorPage
			context={context}
			brand={edition.brand.look.name}
			name={editor.texts.display_name}
			adult={edition.legal.adult}
			hidden={membership.state !== "active"}
			state={{ values: { ...editor.texts, orientation: editor.orientation, ...state.values }, errors: state.errors }}
			consents={consents}
			asksOrientation={asksOrientation(edition)}
			takesPhotos={takesPhotos(c.var)}
			hasPhotosElsewhere={editor.photosElsewhere.length > 0}
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
