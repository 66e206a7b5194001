/** Mails as other servers bring them. */

type Raw = { from?: string; to: string; subject?: string; id?: string; text?: string; headers?: readonly string[] };

let count = 0;
export const newMessageId = () => `<${Date.now()}.${++count}@mail.voorbeeld.test>`;

const bytes = (text: string) => new TextEncoder().encode(text);

export function textMail({
	from,
	to,
	subject = "Re: Antwoord",
	id = newMessageId(),
	text = "Dank je.",
	headers = [],
}: Raw) {
	return bytes(
		[
			...(from === undefined ? [] : [`From: ${from}`]),
			...[`To: ${to}`, `Subject: ${subject}`, ...(id === "" ? [] : [`Message-ID: ${id}`])],
			...["Date: Mon, 30 Nov 2026 10:00:00 +0000", "MIME-Version: 1.0", ...headers],
			...(headers.some((line) => /^content-type/i.test(line)) ? [] : ["Content-Type: text/plain; charset=utf-8"]),
			...["", text.replaceAll("\n", "\r\n"), ""],
		].join("\r\n"),
	);
}

type Part = { type: string; name?: string; content: Uint8Array | string };

/** A mail of several parts, each in base64. */
export function mixedMail({ parts, ...rest }: Raw & { parts: readonly Part[] }): Uint8Array {
	const body = parts.map(({ type, name, content }) => {
		const disposition = name === undefined ? [] : [`Content-Disposition: attachment; filename="${name}"`];
		const base64 = Buffer.from(content as Uint8Array)
			.toString("base64")
			.replace(/.{76}/g, "$&\n");
		return ["--part", `Content-Type: ${type}`, ...disposition, "Content-Transfer-Encoding: base64", "", base64].join(
			"\n",
		);
	});
	return textMail({
		...rest,
		headers: [...(rest.headers ?? []), 'Content-Type: multipart/mixed; boundary="part"'],
		text: `${body.join("\n")}\n--part--`,
	});
}

type Failed = { action?: string; status?: string; diagnostic?: string; recipient?: string };

/** A report that a mail was not delivered (RFC 3464). */
export function deliveryReport(to: string, failed: Failed | readonly Failed[]): Uint8Array {
	const recipients = [failed]
		.flat()
		.map(({ action = "failed", status = "5.1.1", diagnostic, recipient = "weg@voorbeeld.test" }) =>
			[
				...[`Final-Recipient: rfc822; ${recipient}`, `Action: ${action}`, `Status: ${status}`],
				...(diagnostic === undefined ? [] : [`Diagnostic-Code: smtp; ${diagnostic}`]),
			].join("\n"),
		);
	return reportMail(to, "delivery-status", [
		["text/plain", "Your mail could not be delivered."],
		["message/delivery-status", ["Reporting-MTA: dns; mx.voorbeeld.test", ...recipients].join("\n\n")],
		["text/rfc822-headers", "Subject: Bevestig je e-mailadres"],
	]);
}

/** A report of what a reader thinks of a mail (RFC 5965). */
export const feedbackReport = (to: string, type = "abuse"): Uint8Array =>
	reportMail(to, "feedback-report", [
		["text/plain", "This is an email abuse report."],
		["message/feedback-report", `Feedback-Type: ${type}\nUser-Agent: test/1\nVersion: 1`],
		["text/rfc822-headers", "Subject: Nieuws"],
	]);

function reportMail(
	to: string,
	type: string,
	parts: readonly (readonly [type: string, content: string])[],
): Uint8Array {
	const body = parts.map(([partType, content]) => ["--report", `Content-Type: ${partType}`, "", content].join("\n"));
	return textMail({
		...{ from: "mailer-daemon@mx.voorbeeld.test", to, subject: "Undelivered", text: `${body.join("\n")}\n--report--` },
		headers: ["Auto-Submitted: auto-replied", `Content-Type: multipart/report; report-type=${type}; boundary="report"`],
	});
}
