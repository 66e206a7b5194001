import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Settings } from "../../settings.ts";
import type { Message } from "../message.ts";

/** What a mail server said to one mail. `temporary`: worth trying again (RFC 5321 4.2.1). `code`: of the reply. */
export type Delivery =
	| { result: "sent" }
	| {
			result: "temporary" | "permanent";
			code: string;
			/** That there is no such mailbox, where the server knows it: its status (RFC 3463), 5.1.1 and the like. */
			noMailbox?: string;
	  };

/** One connection of one run. */
export type MailConnection = {
	/** @throws MailServerUnavailable when the connection is gone; the mail may have arrived all the same */
	send(message: Message): Promise<Delivery>;
	close(): void;
};

/** The server could not be reached, or broke off. `code` names no host and no address. */
export class MailServerUnavailable extends Error {
	readonly code: string;
	constructor(code: string) {
		super(`the mail server is not available: ${code}`);
		this.code = code;
	}
}

/** Milliseconds. A run lasts seconds, so a slow server is one that does not answer. */
const CONNECT_LIMIT_MS = 8_000;
const ANSWER_LIMIT_MS = 12_000;

/**
 * Connects to the server of `SMTP_URL`. Everywhere but on this very machine the connection is TLS, from its first
 * byte (smtps) or before anything is said (STARTTLS), with a certificate that the runtime trusts.
 *
 * @throws MailServerUnavailable
 */
export async function connectMail({ smtpUrl }: Pick<Settings, "smtpUrl">): Promise<MailConnection> {
	const url = new URL(smtpUrl);
	const secure = url.protocol === "smtps:";
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	const connection = new SMTPConnection({
		host,
		port: Number(url.port) || (secure ? 465 : 587),
		secure,
		...(isLoopback(host) ? { ignoreTLS: !secure } : { requireTLS: !secure }),
		name: "livery",
		connectionTimeout: CONNECT_LIMIT_MS,
		greetingTimeout: CONNECT_LIMIT_MS,
		dnsTimeout: CONNECT_LIMIT_MS,
		socketTimeout: ANSWER_LIMIT_MS,
		socketCloseTimeout: 1_000,
	});
	await waitFor(connection, (done) => connection.connect(done));
	if (url.username !== "") {
		const credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
		await waitFor(connection, (done) => connection.login({ credentials }, done));
	}
	return {
		send: (message) => sendOne(connection, message),
		close() {
			connection.quit();
			close(connection);
		},
	};
}

const isLoopback = (host: string) => ["127.0.0.1", "::1", "localhost"].includes(host);

type Done = (error?: (Error & { code?: string | undefined }) | null) => void;

/** The first of: the answer, an error of the connection, its end. Whatever comes later is nobody's. */
function waitFor(connection: SMTPConnection, start: (done: Done) => void): Promise<void> {
	return new Promise((resolve, reject) => {
		const fail = (error?: { code?: string | undefined } | null) => {
			close(connection);
			reject(new MailServerUnavailable(error?.code ?? "ECONNECTION"));
		};
		const lost = () => fail();
		connection.once("error", fail);
		connection.once("end", lost);
		start((error) => {
			connection.off("error", fail);
			connection.off("end", lost);
			if (error) fail(error);
			else resolve();
		});
	});
}

function close(connection: SMTPConnection): void {
	// Without a listener, a late error of a connection that was given up would end the isolate.
	connection.on("error", () => undefined);
	connection.close();
}

async function sendOne(connection: SMTPConnection, message: Message): Promise<Delivery> {
	const delivery = await handOver(connection, message);
	// After a refusal the server may still hold half an envelope (RFC 5321 4.1.1.5).
	if (delivery.result !== "sent") await waitFor(connection, (done) => connection.reset(done));
	return delivery;
}

function handOver(connection: SMTPConnection, { from, to, raw }: Message): Promise<Delivery> {
	return new Promise((resolve, reject) => {
		const lost = (error?: { code?: string | undefined }) => {
			close(connection);
			reject(new MailServerUnavailable(error?.code ?? "ECONNECTION"));
		};
		const gone = () => lost();
		connection.once("error", lost);
		connection.once("end", gone);
		connection.send({ from, to, size: raw.length }, new TextDecoder().decode(raw), (error) => {
			connection.off("error", lost);
			connection.off("end", gone);
			const reply = error?.responseCode;
			if (!error) resolve({ result: "sent" });
			// 421 ends the connection; without any reply it is gone.
			else if (reply === undefined || reply === 421) lost(error);
			else {
				const result = isFinal(reply, error.command) ? "permanent" : "temporary";
				const status = /^RCPT TO/.test(error.command ?? "") ? NO_MAILBOX.exec(error.response ?? "")?.[1] : undefined;
				resolve({ result, code: String(reply), ...(status === undefined ? {} : { noMailbox: status }) });
			}
		});
	});
}

/** Of a reply to RCPT TO; 5.1.7 and 5.1.8 are faults of the sender's address. */
const NO_MAILBOX = /^55\d[ -](5\.1\.(?:1|2|3|6|10))\b/;

/** A sender that the server refuses is a setting to repair, not a mail to lose; a recipient or a mail is final. */
function isFinal(reply: number, command: string | undefined): boolean {
	return reply >= 500 && !/^(MAIL FROM|AUTH|EHLO|HELO)/.test(command ?? "");
}
