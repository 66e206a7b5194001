import { offerOf } from "#foundation/register/offer.ts";
import type { Running } from "#foundation/register/running.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { HomePage } from "./views.tsx";

/** The front page of a brand that is not published, as somebody sees it who answered their age. */
export function homeSample(context: PageContext, running: Running) {
	const { features, recipients } = offerOf(context.legal, running).legal;
	return <HomePage context={context} ageConfirmed offer={{ features, recipients: recipients.length }} />;
}
