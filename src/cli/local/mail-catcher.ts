import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { Server } from "node:net";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { type ListedMail, listPage, mailPage } from "./mail-pages.ts";

/** Takes every mail of the local Worker and delivers none: a real SMTP server, and a mailbox to read in a browser. */
export type MailCatcher = {
	/** For SMTP_URL. */
	smtpUrl: string;
	/** The mailbox; `/mails.json` lists the same for programs. */
	webUrl: string;
	stop(): Promise<void>;
};

export type MailCatcherOptions = {
	smtpPort: number;
	webPort: number;
	/** Keeps one `.eml` file per mail, so that a restart shows them again. */
	folder: string;
	now: () => Date;
};

/** Older ones are deleted. */
const MAX_MAILS = 200;
const LOCAL = "127.0.0.1";

export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
	const { smtpPort, webPort, folder } = options;
	mkdirSync(folder, { recursive: true });
	const box = openMailbox(folder, options.now);
	const smtp = smtpServer((raw) => box.keep(raw));
	await listening(smtp.server, () => smtp.listen(smtpPort, LOCAL));
	const web = createServer((request, response) => {
		answer(box, request).then(
			({ status, type, body, policy }) => {
				response.writeHead(status, {
					"Content-Type": type,
					"Content-Security-Policy": policy,
					"Cache-Control": "no-store",
				});
				response.end(body);
			},
			() => response.writeHead(500).end(),
		);
	});
	await listening(web, () => web.listen(webPort, LOCAL));
	return {
		smtpUrl: `smtp://${LOCAL}:${smtpPort}`,
		webUrl: `http://${LOCAL}:${webPort}`,
		async stop() {
			for (const { _socket } of smtp.connections) _socket?.destroy();
			web.closeAllConnections();
			await Promise.all([
				new Promise<void>((resolve) => smtp.close(() => resolve())),
				new Promise((resolve) => web.close(resolve)),
			]);
		},
	};
}

function listening(server: Server, listen: () => void): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.once("listening", () => resolve());
		listen();
	});
}

function smtpServer(keep: (raw: Buffer) => void): SMTPServer {
	return new SMTPServer({
		authOptional: true,
		disabledCommands: ["STARTTLS", "AUTH"],
		disableReverseLookup: true,
		onData(stream, _session, done) {
			const chunks: Buffer[] = [];
			stream.on("data", (chunk: Buffer) => chunks.push(chunk));
			stream.on("end", () => {
				keep(Buffer.concat(chunks));
				done();
			});
		},
	});
}

type Mailbox = { keep(raw: Buffer): void; names(): string[]; read(name: string): Buffer | undefined };

/** Files named by time and number, so that their names sort as they came. */
function openMailbox(folder: string, now: () => Date): Mailbox {
	let count = 0;
	const names = () =>
		readdirSync(folder)
			.filter((name) => /^[0-9TZ.-]+\.eml$/.test(name))
			.sort()
			.reverse();
	return {
		names,
		keep(raw) {
			count += 1;
			const time = now().toISOString().replaceAll(":", "-");
			writeFileSync(join(folder, `${time}-${String(count).padStart(6, "0")}.eml`), raw, { mode: 0o600 });
			for (const old of names().slice(MAX_MAILS)) rmSync(join(folder, old), { force: true });
		},
		read: (name) => (names().includes(name) ? readFileSync(join(folder, name)) : undefined),
	};
}

type Answer = { status: number; type: string; body: string | Buffer; policy: string };

/** Pages of the mailbox have their own style and nothing else. */
const OWN_PAGE = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
/** What a mail says is not ours: it runs nothing, fetches nothing, and its links open beside the mailbox. */
const A_MAIL =
	"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";
const HTML = "text/html; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";

async function answer(box: Mailbox, request: IncomingMessage): Promise<Answer> {
	// A page elsewhere may point a name of its own at this machine; it is not answered.
	const host = request.headers.host ?? "";
	if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return plain(421, "not a host of this mailbox");
	const { pathname } = new URL(request.url ?? "/", `http://${host}`);
	if (pathname === "/") return page(listPage(await listed(box)));
	if (pathname === "/mails.json")
		return {
			status: 200,
			type: "application/json; charset=utf-8",
			body: JSON.stringify(await listed(box)),
			policy: OWN_PAGE,
		};
	const [, name = "", part] = /^\/mail\/([^/]+)(?:\/(html|raw))?$/.exec(pathname) ?? [];
	const raw = box.read(name);
	if (raw === undefined) return plain(404, "no such mail");
	if (part === "raw") return plain(200, raw.toString("utf8"));
	const mail = await PostalMime.parse(raw);
	if (part === "html") {
		const body = (mail.html ?? "").replace(/<head>/i, '<head><base target="_blank">');
		return { status: 200, type: HTML, body, policy: A_MAIL };
	}
	return page(mailPage(await listedMail(box, name), mail));
}

const page = (body: string): Answer => ({ status: 200, type: HTML, body, policy: OWN_PAGE });
const plain = (status: number, body: string): Answer => ({ status, type: TEXT, body, policy: OWN_PAGE });

const listed = (box: Mailbox): Promise<ListedMail[]> => Promise.all(box.names().map((name) => listedMail(box, name)));

async function listedMail(box: Mailbox, name: string): Promise<ListedMail> {
	const { from, to, subject, date, text } = await PostalMime.parse(box.read(name) ?? "");
	return {
		name,
		from: from ? `${from.name} <${from.address}>` : "",
		to: (to ?? []).map(({ address }) => address).join(", "),
		subject: subject ?? "",
		date: date ?? "",
		text: text ?? "",
	};
}
