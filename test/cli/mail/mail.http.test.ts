import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mail as mailCommand } from "#cli/commands/mail.ts";
import { keyRing } from "#foundation/crypto/keys.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { queueMail } from "#foundation/mail/outbox.ts";
import { endLeases } from "../../support/leases.ts";
import { startDns, type Zone } from "../../support/mail/dns-server.ts";
import { verifyDkim } from "../../support/mail/verify-dkim.ts";
import { CONFIRM, headerOf, STOPPABLE } from "../../support/mail-world.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

/** Keys that sign mail: made by the Worker, published by an operator, seen in DNS, and only then used. */

let mail: MailServer;
let world: World;
let zone: Zone = {};
let dns: Awaited<ReturnType<typeof startDns>>;
beforeAll(async () => {
	mail = await startMailServer();
	dns = await startDns(() => zone);
	world = await startWorld({ local: false, bindings: { SMTP_URL: mail.url } });
	await world.worker.tick();
	process.env.DATABASE_URL = world.server.url;
});
afterAll(async () => {
	delete process.env.DATABASE_URL;
	await world.stop();
	await mail.stop();
	await dns.stop();
});

const KADE = realmIdSchema.parse("lage-kade");
const HARBOUR = brandIdSchema.parse("harbour");

async function run(...argv: string[]) {
	const io = quietIo(process.cwd());
	const code = await mailCommand(argv, io);
	return { code, said: io.said() };
}
const check = () => run("check", "--resolver", dns.resolver);

async function send(cause: string): Promise<string> {
	const ring = await keyRing({
		root: new Uint8Array(Buffer.from(world.secrets.KEK_ROOT, "base64")),
		salts: await world.worker.bucket("SALTS"),
		openDatabase: () => world.database,
		now: Date.now,
	});
	const base = {
		ring,
		realm: KADE,
		brand: HARBOUR,
		member: cause,
		recipient: "ada@members.example",
		locale: "nl" as const,
	};
	const letter = cause.startsWith("note") ? STOPPABLE : CONFIRM;
	await world.database.write(endLeases(), ...(await queueMail({ ...base, letter, cause, now: Date.now() })));
	await world.worker.tick();
	return mail.taken.at(-1)?.raw ?? expect.fail("nothing was sent");
}

describe("npm run mail", () => {
	it("prints what DNS must say, of operators with a mail domain alone", async () => {
		const { said, code } = await run("records");
		expect(code).toBe(0);
		for (const part of [
			"post.lage-kade.example  MX",
			"post.lage-kade.example  TXT  v=spf1",
			"_dmarc.lage-kade.example  TXT  v=DMARC1",
		])
			expect(said).toContain(part);
		expect(said).toMatch(/livery-\d{4}-\d{2}\._domainkey\.lage-kade\.example {2}TXT {2}v=DKIM1; k=rsa; p=MIIB/);
		expect(said).not.toContain("twero");
	});

	it("finds what DNS lacks, and signs nothing until it has the key; then each mail is signed (RFC 8058)", async () => {
		const nothing = await check();
		expect(nothing.code).toBe(1);
		expect(nothing.said.match(/^WRONG .*: missing$/gm)).toHaveLength(4);
		expect(headerOf(await send("confirm:1"), "DKIM-Signature")).toBeUndefined();
		const { said } = await run("records");
		const [, name = "", record = ""] = /^(\S+_domainkey\S+) {2}TXT {2}(.*)$/m.exec(said) ?? [];
		zone = {
			"post.lage-kade.example": [
				{ mx: "mx.post.lage-kade.example" },
				{ txt: "v=spf1 include:spf.carrier.example -all" },
			],
			[name]: [{ txt: record }],
			"_dmarc.lage-kade.example": [{ txt: "v=DMARC1; p=none" }],
		};
		expect(await check()).toMatchObject({ code: 0 });
		const raw = await send("note:1");
		const [, publicKey = ""] = /p=(\S+)/.exec(record) ?? [];
		const verified = verifyDkim(raw, publicKey);
		expect(verified).toMatchObject({ isBodyRight: true, isSignatureRight: true, domain: "lage-kade.example" });
		for (const signed of ["list-unsubscribe", "list-unsubscribe-post", "from"])
			expect(verified.names).toContain(signed);
	});

	it("says what is wrong with a record, and keeps the private key from everybody", async () => {
		const right = zone;
		zone = { ...right, "post.lage-kade.example": [{ txt: "v=spf1 +all" }] };
		expect((await check()).said).toMatch(/WRONG {2}post\.lage-kade\.example TXT: it lets everybody send/);
		zone = right;
		const [rows] = await world.database.read(build.selectFrom("mail_key").selectAll());
		expect(rows).toHaveLength(1);
		expect(Buffer.from(rows[0]?.private_sealed ?? []).toString("latin1")).not.toContain("MII");
	});
});
