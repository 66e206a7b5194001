import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { type LocalWorker, startWorker } from "#cli/local/worker.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { signAddress } from "#foundation/mail/incoming/address-token.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { freePort } from "../../src/cli/ports.ts";
import { operatorDatabase } from "../../src/cli/run-state.ts";
import { newSecrets } from "../../src/cli/secrets.ts";
import { send } from "../support/ask.ts";
import { mixedMail, textMail } from "../support/mail/raw-mail.ts";
import { startMailServer } from "../support/smtp.ts";

/** At the same time, as a mail server sends. */
const CONNECTIONS = 8;
/** Answers to one ticket before another one is taken: twenty are refused. */
const PER_TICKET = 15;
const KIB = 1024;

/**
 * `npm run bench -- incoming`: so many answers to tickets by mail through the email handler of workerd, on the libSQL
 * server; each tenth with a file of 1 MB, each tenth from another address, each tenth of a machine.
 */
export async function benchIncoming(io: CommandIo, mails: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-incoming-"));
	const stops: (() => Promise<void>)[] = [];
	try {
		const server = await startDatabase(join(folder, "sqld"), await freePort());
		stops.unshift(() => server.stop());
		await migrate(server.url, undefined, io.directory, io.now());
		const database = operatorDatabase(server.url, undefined, "bench");
		await publishChangedFiles(database, { ...io, stdout: io.stderr });
		const smtp = await startMailServer();
		stops.unshift(() => smtp.stop());
		const secrets = newSecrets();
		const bindings = { STAGE: "bench", DATABASE_URL: server.url, SMTP_URL: smtp.url, ...secrets };
		const bundle = await bundleWorker(io.directory, join(folder, "worker"));
		const worker = await startWorker({ directory: io.directory, bundle, bindings });
		stops.unshift(() => worker.stop());
		const tickets = await ticketsOf(database, worker, {
			count: Math.ceil(mails / PER_TICKET),
			root: secrets.TOKEN_ROOT,
		});
		report(io, await takeAll(worker, tickets, mails));
	} finally {
		for (const stop of stops) await stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

type Ticket = { email: string; to: string };

async function ticketsOf(
	database: Database,
	worker: LocalWorker,
	{ count, root }: { count: number; root: string },
): Promise<Ticket[]> {
	const place = { realm: realmIdSchema.parse("lage-kade"), domain: "post.lage-kade.example" };
	const tickets: Ticket[] = [];
	for (let number = 0; number < count; number++) {
		const email = `bench${number}@voorbeeld.test`;
		const form = new FormData();
		for (const [name, value] of Object.entries({ email, subject: "Vraag", description: "Woorden." }))
			form.set(name, value);
		const encoded = new Response(form);
		const headers = { "Content-Type": encoded.headers.get("Content-Type") ?? "", "Sec-Fetch-Site": "same-origin" };
		const body = new Uint8Array(await encoded.arrayBuffer());
		const asked = await send(worker.url, "/helpdesk", { host: "harbour.example", method: "POST", headers, body });
		if (asked.status !== 303) throw new Error(`POST /helpdesk: ${asked.status}`);
		const [[row]] = await database.read(build.selectFrom("ticket").select("id").orderBy("id", "desc").limit(1));
		// As if each had come on another day.
		await database.write(build.deleteFrom("abuse_count"));
		const of = { kind: "t" as const, id: row?.id ?? "", now: Date.now() };
		tickets.push({ email, to: await signAddress(new Uint8Array(Buffer.from(root, "base64")), place, of) });
	}
	return tickets;
}

type Run = { mails: number; seconds: number; times: readonly number[] };

async function takeAll(worker: LocalWorker, tickets: readonly Ticket[], mails: number): Promise<Run> {
	const large = new Uint8Array(1_000 * KIB).fill(0x61);
	const times: number[] = [];
	const started = performance.now();
	let next = 0;
	const one = async () => {
		for (let number = next++; number < mails; number = next++) {
			// Neighbours go to tickets of their own, as mails of many senders do.
			const ticket = tickets[number % tickets.length];
			if (ticket === undefined) continue;
			const { email, to } = ticket;
			const from = number % 10 === 1 ? `other${number}@voorbeeld.test` : email;
			const headers = number % 10 === 2 ? ["Auto-Submitted: auto-replied"] : [];
			const text = `Antwoord ${number}.\n\n${"Nog een regel van het antwoord.\n".repeat(20)}`;
			const parts = [
				{ type: "text/plain", content: text },
				{ type: "text/plain", name: "log.txt", content: large },
			];
			const raw = number % 10 === 3 ? mixedMail({ from, to, parts }) : textMail({ from, to, headers, text });
			const before = performance.now();
			const refused = await worker.deliver({ from, to }, raw);
			if (refused !== undefined) throw new Error(refused);
			times.push(performance.now() - before);
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, one));
	return { mails, seconds: (performance.now() - started) / 1_000, times: times.sort((a, b) => a - b) };
}

function report(io: CommandIo, { mails, seconds, times }: Run): void {
	const at = (share: number) => Math.round((times[Math.floor(share * (times.length - 1))] ?? 0) * 10) / 10;
	const figures = {
		mails,
		seconds,
		perSecond: mails / seconds,
		median: at(0.5),
		p99: at(0.99),
		connections: CONNECTIONS,
	};
	io.stdout.write(
		`\n${mails} mails in ${seconds.toFixed(1)} s (${figures.perSecond.toFixed(0)} a second, ${CONNECTIONS} at a time): median ${figures.median} ms, 99 of 100 within ${figures.p99} ms\n`,
	);
	mkdirSync(join(io.directory, "reports"), { recursive: true });
	const file = join("reports", "bench-incoming.json");
	writeFileSync(join(io.directory, file), `${JSON.stringify(figures, null, "\t")}\n`);
	io.stdout.write(`wrote ${file}\n`);
}
