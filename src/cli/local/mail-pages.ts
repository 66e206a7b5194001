import type { Email } from "postal-mime";
import { asText, shell } from "./local-page.ts";

/** The mailbox of `npm start`, as HTML. Everything of a mail is escaped. */
export type ListedMail = { name: string; from: string; to: string; subject: string; date: string; text: string };

export function listPage(mails: readonly ListedMail[]): string {
	const rows = mails.map(
		({ name, from, to, subject, date }) =>
			`<tr><td><a href="/mail/${asText(name)}">${asText(subject)}</a></td><td>${asText(to)}</td><td>${asText(from)}</td><td>${asText(date)}</td></tr>`,
	);
	const table = `<table><thead><tr><th>Subject</th><th>To</th><th>From</th><th>Date</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
	const empty = "<p>No mail yet. What the local Worker sends arrives here, and nowhere else.</p>";
	return shell("Mailbox", mails.length > 0 ? table : empty);
}

export function mailPage({ name, from, to, date }: ListedMail, mail: Email): string {
	const facts = Object.entries({ From: from, To: to, Date: date }).map(
		([term, value]) => `<tr><th>${term}</th><td>${asText(value)}</td></tr>`,
	);
	const headers = mail.headers.map(({ key, value }) => `${key}: ${value}`).join("\n");
	return shell(
		mail.subject ?? "",
		`<p><a href="/">Mailbox</a> · <a href="/mail/${asText(name)}/raw">Raw</a></p>
<table>${facts.join("")}</table>
<h2>HTML</h2><iframe title="HTML part" src="/mail/${asText(name)}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<h2>Text</h2><pre>${linked(mail.text ?? "")}</pre>
<h2>Header</h2><pre>${linked(headers)}</pre>`,
	);
}

/** Addresses in a text become links; the rest is escaped. */
function linked(text: string): string {
	return text
		.split(/(https?:\/\/[^\s<>"]+)/)
		.map((part, index) => (index % 2 === 1 ? `<a href="${asText(part)}">${asText(part)}</a>` : asText(part)))
		.join("");
}
