import { Hono } from "hono";
import { readMemberOf } from "#features/accounts/membership.ts";
import { hiddenMembers } from "#features/moderation/standing-measures.ts";
import { toAccount } from "#foundation/account-host/links.ts";
import { AppError } from "#foundation/errors.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateParams } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { readMember } from "./member.ts";
import { servePhoto } from "./photos/photo.ts";
import { photoUnits } from "./photos/photo-file.ts";
import { answersOfOwner, keysOfPhoto, ownerOf, ownerOfPhoto, photoOf } from "./photos/queries-photo.ts";
import { memberParam, photoParams } from "./schema.ts";
import { standingConsent } from "./special-consent.ts";
import { MemberProfilePage } from "./views-member.tsx";

/** Members of a brand, for its signed-in members. */
export const memberRoutes = new Hono<App>()
	.get("/members/:member", validateParams(memberParam), async (c) => {
		requireProfiles(c);
		const member = await readMember(c.var, c.req.valid("param").member);
		if (member === undefined) return signIn(c);
		const context = await pageContext(c, true);
		const edit = toAccount(c.var, `/profile/${c.var.edition.brand.id}`);
		const source = (id: string, size: string) => localePath(context, `/photos/${id}/${size}`);
		return renderPage(c, <MemberProfilePage context={context} member={member} edit={edit} source={source} />);
	})
	.get("/photos/:photo/:size", validateParams(photoParams), async (c) => {
		requireProfiles(c);
		const { photo: id, size } = c.req.valid("param");
		const { realm, edition } = c.var;
		const { id: brand } = edition.brand;
		const read = await readMemberOf(c.var, brand, ({ member: me }) => [
			photoOf({ brand, id, me }),
			ownerOfPhoto(realm.id, { brand, id, me }),
			keysOfPhoto(realm.id, { brand, id, me }, photoUnits(brand, id)),
			answersOfOwner({ brand, id, me }),
			hiddenMembers(realm.id, brand, c.var.at).where("measure.member_id", "in", ownerOf({ brand, id, me })),
		]);
		if (read?.membership === undefined) return signIn(c);
		const [[photo], [owner], [key], answers, hidden] = read.rows;
		const isActive = owner?.account_state === "active" && owner.state === "active" && hidden.length === 0;
		const isOwn = photo?.member_id === read.member.id;
		const isAllowed = !edition.legal.adult || (await standingConsent(edition, answers, "profiles")) !== undefined;
		if (!photo || size === undefined || !(isOwn || (isActive && isAllowed && photo.state === "approved")))
			throw new AppError("not_found", "no photo");
		return servePhoto(c.var, photo, size, key);
	});

function requireProfiles(c: AppContext): void {
	if (!c.var.edition.legal.features.includes("profiles")) throw new AppError("not_found", "no profiles here");
}

const signIn = (c: AppContext) =>
	c.redirect(localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, "/login"), 303);
