import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MailCatcher, startMailCatcher } from "#cli/local/mail-catcher.ts";
import { freePort } from "#cli/ports.ts";
import { connectMail } from "#foundation/mail/delivery/transport.ts";
import { send } from "../support/ask.ts";

let folder: string;
let catcher: MailCatcher;
let ports: { smtpPort: number; webPort: number };
let time = Date.parse("2026-11-22T08:00:00.000Z");

const start = () => startMailCatcher({ ...ports, folder, now: () => new Date(time) });
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "livery-mailbox-"));
	ports = { smtpPort: await freePort(), webPort: await freePort() };
	catcher = await start();
});
afterAll(async () => {
	await catcher.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function deliver(subject: string, html: string): Promise<void> {
	const connection = await connectMail({ smtpUrl: catcher.smtpUrl });
	const raw = [
		...["From: Apple <info@apple.example>", "To: ada@members.example", `Subject: ${subject}`, "MIME-Version: 1.0"],
		...['Content-Type: multipart/alternative; boundary="x"', "", "--x", "Content-Type: text/plain; charset=utf-8", ""],
		...[
			"See http://apple.localhost:8787/confirm?a=1&b=2 <b>",
			"--x",
			"Content-Type: text/html; charset=utf-8",
			"",
			html,
		],
		...["--x--", ""],
	].join("\r\n");
	const message = { from: "info@apple.example", to: "ada@members.example", raw: new TextEncoder().encode(raw) };
	expect(await connection.send(message)).toEqual({ result: "sent" });
	connection.close();
	time += 1_000;
}

const get = (path: string, host = `127.0.0.1:${ports.webPort}`) => send(new URL(catcher.webUrl), path, { host });

describe("the mailbox of npm start", () => {
	it("is empty at first, and then lists what came, the newest first", async () => {
		expect((await get("/")).text).toContain("No mail yet");
		await deliver(
			"First <script>",
			"<html><head></head><body><a href='http://apple.localhost:8787/x'>go</a></body></html>",
		);
		await deliver("Second", "<p>two</p>");
		const list = (await get("/")).text;
		expect(list.indexOf("Second")).toBeLessThan(list.indexOf("First &lt;script&gt;"));
		expect(list).not.toContain("<script");
		const mails = JSON.parse((await get("/mails.json")).text);
		expect(mails).toMatchObject([{ subject: "Second", to: "ada@members.example" }, { subject: "First <script>" }]);
	});

	it("shows both parts with links to follow, and lets a mail do nothing", async () => {
		const [, { name }] = JSON.parse((await get("/mails.json")).text);
		const page = (await get(`/mail/${name}`)).text;
		expect(page).toContain('<a href="http://apple.localhost:8787/confirm?a=1&amp;b=2">');
		expect(page).toContain("&lt;b&gt;");
		const html = await get(`/mail/${name}/html`);
		expect(html.text).toContain('<head><base target="_blank">');
		expect(html.headers["content-security-policy"]).toMatch(
			/^default-src 'none'.*sandbox allow-popups allow-popups-to-escape-sandbox$/,
		);
		expect((await get(`/mail/${name}/raw`)).text).toContain("Subject: First <script>");
		expect((await get("/mail/..%2f..%2fetc%2fpasswd")).status).toBe(404);
	});

	it("answers to its own host alone", async () => {
		expect((await get("/", "evil.example")).status).toBe(421);
	});

	it("still has its mails after a restart", async () => {
		await catcher.stop();
		catcher = await start();
		expect(JSON.parse((await get("/mails.json")).text)).toHaveLength(2);
		expect(readdirSync(folder)).toHaveLength(2);
	});
});
