import { asText, shell } from "./local-page.ts";

/** An event as a person reads it. */
type Shown = { at: string; recipient: string; fields: Record<string, unknown>; refused: string };

/** The newest first. */
export function capturePage(events: readonly Shown[]): string {
	const rows = events
		.toReversed()
		.map(
			({ at, recipient, fields, refused }) =>
				`<tr><td>${asText(at)}</td><td>${asText(recipient)}</td><td><pre>${asText(JSON.stringify(fields, null, 2))}</pre></td><td>${asText(refused === "" ? "taken" : `refused: ${refused}`)}</td></tr>`,
		);
	const head = "<thead><tr><th>When</th><th>Recipient</th><th>What it would get</th><th>Answer</th></tr></thead>";
	const empty =
		"<p>Nothing yet. Say yes to a recipient at the bottom of a page or at /privacy/cookies: what it would get then arrives here, and nowhere else.</p>";
	return shell("What leaves", rows.length > 0 ? `<table>${head}<tbody>${rows.join("")}</tbody></table>` : empty);
}
