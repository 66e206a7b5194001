import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { MAX_MAIL_BYTES } from "#foundation/mail/incoming/read-mail.ts";
import { REFUSALS } from "#foundation/mail/incoming/taken.ts";
import type { HostOptions } from "./open-host.ts";
import { printError } from "./print.ts";
import type { Listening } from "./run-host.ts";

/** A reply of a mail server (RFC 5321, 4.2). */
type Refused = { code: number; text: string };

/** What a server of mail asks: whether an address takes mail, and to take one; undefined where it is taken. */
export type MailDoor = {
	admits(address: string): Promise<boolean>;
	take(envelope: { from: string; to: string }, bytes: Uint8Array): Promise<Refused | undefined>;
};

/** Each may hold a whole mail in memory. */
const MAX_CONNECTIONS = 10;
const IDLE_LIMIT_MS = 60_000;

const refusal = ({ code, text }: Refused) => Object.assign(new Error(text), { responseCode: code });
/** RFC 5321, 4.2.1: the sending server keeps the mail and tries again. */
const later = () => refusal({ code: 451, text: "4.3.0 Not now, please try again" });

/**
 * A mail server (RFC 5321) that takes what is meant for this program, and passes nothing on: behind the server of an
 * operator that ends TLS, or on a developer's machine. Undefined where no port is set.
 */
export async function listenForMail(
	door: MailDoor,
	{ mailPort, hostname }: Pick<HostOptions, "mailPort" | "hostname">,
): Promise<Listening | undefined> {
	if (mailPort === undefined) return undefined;
	const server = serverOf(door);
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(mailPort, hostname, resolve);
	});
	// A connection that breaks off is its sender's: they try again.
	server.on("error", () => undefined);
	const bound = server.server.address();
	const port = typeof bound === "object" && bound !== null ? bound.port : mailPort;
	return {
		url: `smtp://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`,
		async stop(limitMs) {
			const late = setTimeout(() => {
				for (const { _socket } of server.connections) _socket?.destroy();
			}, limitMs);
			await new Promise<void>((resolve) => server.close(() => resolve()));
			clearTimeout(late);
		},
	};
}

function serverOf(door: MailDoor): SMTPServer {
	return new SMTPServer({
		...{ authOptional: true, disabledCommands: ["AUTH", "STARTTLS"], disableReverseLookup: true, logger: false },
		...{ size: MAX_MAIL_BYTES, maxClients: MAX_CONNECTIONS, socketTimeout: IDLE_LIMIT_MS, name: "livery" },
		onRcptTo({ address }, { envelope }, done) {
			// One mail, one answer to it: for another reader the sender comes again (RFC 5321, 4.5.3.1.10).
			if (envelope.rcptTo.length > 0) return done(refusal({ code: 452, text: "4.5.3 One recipient at a time" }));
			door.admits(address).then(
				(isAdmitted) => done(isAdmitted ? null : refusal(REFUSALS.unknown)),
				() => done(later()),
			);
		},
		onData(stream, { envelope }, done) {
			const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
			const to = envelope.rcptTo[0]?.address ?? "";
			take(door, { from, to }, stream).then(
				(refused) => done(refused === undefined ? null : refusal(refused)),
				(error) => {
					printError(`mail: not taken: ${error instanceof Error ? error.name : "failed"}`);
					done(later());
				},
			);
		},
	});
}

/** Reads it to its end, whatever its size: only then an answer is heard. */
async function take(
	door: MailDoor,
	envelope: { from: string; to: string },
	stream: SMTPServerDataStream,
): Promise<Refused | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= MAX_MAIL_BYTES) chunks.push(chunk);
		else chunks.length = 0;
	}
	return size > MAX_MAIL_BYTES ? REFUSALS.too_large : door.take(envelope, new Uint8Array(Buffer.concat(chunks)));
}
