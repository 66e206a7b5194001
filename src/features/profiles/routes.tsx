import { Hono } from "hono";
import { type LargeForm, MAX_FORM_BYTES } from "#foundation/http/body-limit.ts";
import type { App } from "#foundation/http/resolve-site.ts";
import { detailRoutes } from "./details/routes.tsx";
import { editorRoutes } from "./editor/routes.tsx";
import { MAX_PHOTO_BYTES } from "./photos/photo-encoding.ts";
import { photoRoutes } from "./photos/routes.tsx";

/** One's own profile, on the account host. */
export const ownProfileRoutes = new Hono<App>()
	.route("/", detailRoutes)
	.route("/", editorRoutes)
	.route("/", photoRoutes);

/** Long texts, where a character of a URL-encoded form may take twelve bytes; photos. */
export const PROFILE_FORMS: readonly LargeForm[] = [
	{ path: /^\/profile\/[^/]+$/, limit: 64 * 1024 },
	// `saysSo`: gives the form back with what is wrong, for whom it tells the size beforehand, as browsers do.
	{ path: /^\/profile\/[^/]+\/photos$/, limit: MAX_PHOTO_BYTES + MAX_FORM_BYTES, saysSo: true },
];
