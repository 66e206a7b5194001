import { Hono } from "hono";
import type { App } from "#foundation/http/resolve-site.ts";
import { detailRoutes } from "./details/routes.tsx";
import { editorRoutes } from "./editor/routes.tsx";
import { memberRoutes } from "./routes-member.tsx";

/** One's own profile, on the account host. */
export const ownProfileRoutes = new Hono<App>().route("/", detailRoutes).route("/", editorRoutes);

/** Members as other members of the brand see them. */
export const profileRoutes = new Hono<App>().route("/", memberRoutes);
