import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CommandError } from "#cli/command.ts";
import { audit } from "#cli/commands/audit.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { signedReceipt } from "../support/fixtures/receipt.ts";
import { newMember } from "../support/member.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { find, newStaff } from "../support/staff.ts";
import { quietIo, startWorld, type World } from "../support/world.ts";

let mail: MailServer;
let world: World;
let folder: string;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	folder = mkdtempSync(join(tmpdir(), "livery-audit-"));
	const member = await newMember(world, mail);
	await find(await newStaff(world, "support"), member.name);
	await world.worker.tick();
	vi.stubEnv("DATABASE_URL", world.server.url);
	vi.stubEnv("KEK_ROOT", world.secrets.KEK_ROOT);
});
afterAll(async () => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
	await world.stop();
	await mail.stop();
});

async function run(...argv: string[]): Promise<{ code: number; said: string }> {
	const io = quietIo(process.cwd());
	const code = await audit(argv, io);
	return { code, said: io.said() };
}

const verify = (...more: string[]) => run("verify", "--published", "0", ...more);

describe("npm run audit", () => {
	it("verify finds nothing wrong in what the Worker wrote, and says what it looked at", async () => {
		const { code, said } = await verify();
		expect(said).toMatch(
			/^jupiter-media: 1 entries, 1 closed day\(s\), 0 published head\(s\); [1-9]\d* record\(s\) of access/m,
		);
		expect(said).toContain("nothing is wrong");
		expect(code).toBe(0);
	});

	it("verify says where the secret of members' chains is not known", async () => {
		vi.stubEnv("KEK_ROOT", undefined);
		expect((await verify()).said).toContain("members' own chains were not checked");
		vi.stubEnv("KEK_ROOT", world.secrets.KEK_ROOT);
	});

	it("verify ends with 1 and names the entry, where one was changed, and where a saved head names one that is gone", async () => {
		const heads = await world.get("/privacy/log-head.json", { host: "twero.com" });
		writeFileSync(join(folder, "heads.json"), heads.text);
		const database = createClient({ url: world.server.url });
		for (const name of ["audit_entry_is_immutable", "audit_entry_is_kept", "audit_day_is_kept"])
			await database.execute(`DROP TRIGGER ${name}`);
		await database.execute("UPDATE audit_entry SET role = 'x' WHERE realm_id = 'jupiter-media' AND number = 1");
		const changed = await verify();
		expect([changed.code, changed.said]).toEqual([1, expect.stringContaining("WRONG: entry 1 was changed")]);
		await database.execute("DELETE FROM audit_entry WHERE realm_id = 'jupiter-media'");
		await database.execute("DELETE FROM audit_day WHERE realm_id = 'jupiter-media'");
		expect((await verify()).said).not.toMatch(/jupiter-media: .*\n {2}WRONG/);
		const lost = await verify("--heads", join(folder, "heads.json"));
		expect([lost.code, lost.said]).toEqual([1, expect.stringContaining("its end was taken away")]);
	});

	it("verify does not pass over saved heads of a realm that is not there", async () => {
		writeFileSync(join(folder, "other.json"), JSON.stringify({ realm: "elsewhere", heads: [] }));
		await expect(verify("--heads", join(folder, "other.json"))).rejects.toThrow("there is no realm elsewhere here");
	});

	it("receipt judges a file by the saved keys alone", async () => {
		vi.stubEnv("DATABASE_URL", "http://127.0.0.1:9");
		const keys = await world.get("/.well-known/livery-proof-keys.json", { host: "twero.com" });
		writeFileSync(join(folder, "keys.json"), keys.text);
		const own = await signedReceipt(fromBase64(world.secrets.RECEIPT_KEY) ?? expect.fail(), "anna@voorbeeld.test");
		writeFileSync(join(folder, "receipt.json"), own.file);
		writeFileSync(join(folder, "altered.json"), own.file.replace(own.receipt, `${own.receipt.slice(0, -4)}AAAA`));
		const judge = (file: string, ...more: string[]) =>
			run("receipt", join(folder, file), "--keys", join(folder, "keys.json"), ...more);
		expect(await judge("receipt.json")).toEqual({ code: 0, said: expect.stringMatching(/^genuine, signed with key /) });
		expect((await judge("receipt.json", "--email", "anna@voorbeeld.test")).said).toContain("it is about this address");
		expect((await judge("receipt.json", "--email", "bert@voorbeeld.test")).code).toBe(1);
		expect(await judge("altered.json")).toEqual({
			code: 1,
			said: "forged or altered: its key did not sign this text\n",
		});
		expect(await judge("keys.json")).toEqual({ code: 1, said: "not a receipt\n" });
		await expect(judge("nowhere.json")).rejects.toThrow(CommandError);
		writeFileSync(join(folder, "keys.json"), keys.text.replace(/"x": "[^"]*"/g, '"x": "AAAA"'));
		await expect(judge("receipt.json")).rejects.toThrow("does not have the form that this option wants");
	});

	it("refuses what it does not know", async () => {
		await expect(run()).rejects.toThrow(CommandError);
		await expect(run("verify", "x")).rejects.toThrow(CommandError);
		await expect(run("verify", "--published", "x")).rejects.toThrow(CommandError);
		await expect(verify("--keys", join(folder, "keys.json"))).rejects.toThrow("verify takes no --keys");
		await expect(run("receipt", "x", "--heads", "y")).rejects.toThrow("receipt takes no --heads");
	});
});
