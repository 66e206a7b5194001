import { Hono } from "hono";
import type { App } from "#foundation/http/resolve-site.ts";
import { ageHandlers } from "./age/routes.tsx";
import { brandHandlers } from "./brands/routes.tsx";
import { breachHandlers } from "./breaches/routes.tsx";
import { copyHandlers } from "./copy/routes.tsx";
import { legalHandlers } from "./disclosures/routes.tsx";
import { proposeHandlers } from "./disclosures/routes-propose.tsx";
import { draftHandlers } from "./drafts/routes.tsx";
import { reviewHandlers } from "./drafts/routes-review.tsx";
import { holdHandlers } from "./holds/routes.tsx";
import { placeHandlers } from "./holds/routes-place.tsx";
import { homeHandlers } from "./home/routes.tsx";
import { memberHandlers } from "./members/routes.tsx";
import { noticeHandlers } from "./notices/routes.tsx";
import { photoHandlers } from "./photos/routes.tsx";
import { recordHandlers } from "./records/routes.tsx";
import { requestHandlers } from "./requests/routes.tsx";
import { retentionHandlers } from "./retention/routes.tsx";
import { rightsHandlers } from "./rights/routes.tsx";
import type { ConsoleRoute } from "./roles.ts";
import { entryHandlers } from "./routes-entry.tsx";
import type { Handler } from "./routes-guard.tsx";
import { staffHandlers } from "./staff/routes.tsx";
import { accountHandlers } from "./staff/routes-account.tsx";
import { statisticsHandlers } from "./statistics/routes.tsx";
import { ticketHandlers } from "./tickets/routes.tsx";
import { versionHandlers } from "./versions/routes.tsx";

/** One handler for every route of `CONSOLE_ACCESS`, and none beside them. */
const HANDLERS: Readonly<Record<ConsoleRoute, Handler>> = {
	...entryHandlers,
	...accountHandlers,
	...homeHandlers,
	...copyHandlers,
	...memberHandlers,
	...photoHandlers,
	...ageHandlers,
	...requestHandlers,
	...rightsHandlers,
	...ticketHandlers,
	...holdHandlers,
	...placeHandlers,
	...legalHandlers,
	...proposeHandlers,
	...breachHandlers,
	...recordHandlers,
	...brandHandlers,
	...versionHandlers,
	...noticeHandlers,
	...retentionHandlers,
	...statisticsHandlers,
	...draftHandlers,
	...reviewHandlers,
	...staffHandlers,
};

/** The pages of the operator's own staff, on the account host of the realm. */
export const consoleRoutes = new Hono<App>();
for (const [route, handler] of Object.entries(HANDLERS)) {
	const [method = "", path = ""] = route.split(" ");
	consoleRoutes.on(method, path, handler);
}
