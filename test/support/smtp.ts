import SMTPConnection from "nodemailer/lib/smtp-connection";
import { SMTPServer } from "smtp-server";
import { onFreePort } from "#cli/ports.ts";

/** What a real mail server took, byte for byte. */
export type TakenMail = { from: string; to: string[]; raw: string };

export type MailServer = {
	/** For SMTP_URL. */
	url: string;
	/** Everything that it took, the oldest first. */
	taken: TakenMail[];
	/** Connections that it has seen, and recipients that were asked of it. */
	seen: { connections: number; recipients: number };
	/** Connections that are open, and mails that are being taken. */
	underWay(): number;
	/** How it behaves from now on; what is absent is as it should be. */
	behave: Behaviour;
	stop(): Promise<void>;
	start(): Promise<void>;
};

export type Behaviour = {
	/** A reply to RCPT TO: 450 is temporary, 550 permanent. */
	recipient?: (address: string) => number | undefined;
	/** What it says beside the number (RFC 3463). */
	status?: string;
	/** A reply after the mail was received. */
	data?: number;
	/** Milliseconds before each mail is accepted. */
	slow?: number;
	/** A reply to MAIL FROM. */
	sender?: number;
	/** Takes the mail and hangs up without a word: the sender cannot know. */
	hangUp?: boolean;
};

const refusal = (responseCode: number, status?: string) =>
	Object.assign(new Error(`${status === undefined ? "" : `${status} `}refused by the test`), { responseCode });

/** A mail server on this machine, which keeps its port over a stop and a start. */
export async function startMailServer(host = "127.0.0.1"): Promise<MailServer> {
	let port = 0;
	const state: MailServer = {
		url: "",
		taken: [],
		seen: { connections: 0, recipients: 0 },
		underWay: () => 0,
		behave: {},
		stop: async () => undefined,
		async start() {
			let receiving = 0;
			const server = serverOf(state, (change) => {
				receiving += change;
			});
			state.underWay = () => server.connections.size + receiving;
			await new Promise<void>((resolve, reject) => {
				server.once("error", reject);
				server.listen(port, host, resolve);
			});
			state.stop = () =>
				new Promise((resolve) => {
					server.close(() => resolve());
					for (const { _socket } of server.connections) _socket?.destroy();
				});
		},
	};
	await onFreePort(async (free) => {
		port = free;
		state.url = `smtp://${host}:${port}`;
		await state.start();
	});
	return state;
}

/** @param receiving hears +1 when a mail has arrived whole, and -1 once it is taken */
function serverOf(state: MailServer, receiving: (change: 1 | -1) => void): SMTPServer {
	const server: SMTPServer = new SMTPServer({
		authOptional: true,
		allowInsecureAuth: true,
		disabledCommands: ["STARTTLS"],
		disableReverseLookup: true,
		logger: false,
		onAuth({ username, password }, _session, done) {
			if (username === "livery" && password === "p@ss word") done(null, { user: username });
			else done(refusal(535));
		},
		onConnect(_session, done) {
			state.seen.connections += 1;
			done();
		},
		onMailFrom(_address, _session, done) {
			const { sender } = state.behave;
			done(sender === undefined ? null : refusal(sender));
		},
		onRcptTo({ address }, _session, done) {
			state.seen.recipients += 1;
			const code = state.behave.recipient?.(address);
			done(code === undefined ? null : refusal(code, state.behave.status));
		},
		onData(stream, { envelope }, done) {
			const chunks: Buffer[] = [];
			stream.on("data", (chunk: Buffer) => chunks.push(chunk));
			stream.on("end", () => {
				const { data, slow = 0, hangUp } = state.behave;
				if (data !== undefined) return done(refusal(data));
				receiving(1);
				setTimeout(() => {
					receiving(-1);
					const from = envelope.mailFrom ? envelope.mailFrom.address : "";
					const to = envelope.rcptTo.map(({ address }) => address);
					state.taken.push({ from, to, raw: Buffer.concat(chunks).toString("utf8") });
					if (hangUp) for (const { _socket } of server.connections) _socket?.destroy();
					else done();
				}, slow);
			});
		},
	});
	return server;
}

/** Sends a mail as it is to a server on this machine; returns why it is refused, undefined where it is taken. */
export async function sendMail(
	url: string,
	envelope: { from: string; to: string },
	raw: Uint8Array,
): Promise<string | undefined> {
	const { hostname, port } = new URL(url);
	const connection = new SMTPConnection({ host: hostname, port: Number(port), ignoreTLS: true, name: "sender.test" });
	const failed = new Promise<never>((_, reject) => connection.once("error", reject));
	failed.catch(() => undefined);
	try {
		await Promise.race([new Promise<void>((resolve) => connection.connect(() => resolve())), failed]);
		const said = await Promise.race([
			new Promise<{ response?: string | undefined } | null>((resolve) =>
				connection.send(envelope, Buffer.from(raw), (error) => resolve(error)),
			),
			failed,
		]);
		return said === null || said === undefined ? undefined : (said.response ?? "refused");
	} finally {
		connection.close();
	}
}
