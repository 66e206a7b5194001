import { join } from "node:path";
import type { CommandIo } from "../command.ts";
import { publishChangedFiles } from "../commands/brand/apply.ts";
import { migrate } from "../commands/migrate.ts";
import { portFrom, requireFreePort } from "../ports.ts";
import { readLiveState } from "../publish/live-state.ts";
import { operatorDatabase } from "../run-state.ts";
import { type Capture, startCapture } from "./capture.ts";
import { type MailCatcher, startMailCatcher } from "./mail-catcher.ts";
import { requireReadableKeys, type SaltLocation } from "./salt-check.ts";
import { type DatabaseServer, startDatabase } from "./sqld.ts";
import type { Steps } from "./steps.ts";

/** What the commands that start Livery on a developer's machine share. */

export type LocalPorts = {
	port: number;
	database: number;
	mail: number;
	mailbox: number;
	capture: number;
	incoming: number;
};

/** Those of the environment; else six from a first one. */
export function localPorts(first: number): LocalPorts {
	return {
		port: portFrom("PORT", first),
		database: portFrom("DATABASE_PORT", first + 1),
		mail: portFrom("MAIL_PORT", first + 2),
		mailbox: portFrom("MAILBOX_PORT", first + 4),
		capture: portFrom("CAPTURE_PORT", first + 5),
		incoming: portFrom("INCOMING_MAIL_PORT", first + 6),
	};
}

/** Where the parts will listen, known before they do. */
export const databaseUrl = ({ database }: LocalPorts) => `http://127.0.0.1:${database}`;
export const smtpUrl = ({ mail }: LocalPorts) => `smtp://127.0.0.1:${mail}`;

/** @throws CommandError @param what listens on the first of them */
export async function requireFreePorts(ports: LocalPorts, what: string): Promise<void> {
	await requireFreePort(ports.port, what);
	await requireFreePort(ports.database, "the database");
	await requireFreePort(ports.mail, "mail");
	await requireFreePort(ports.mailbox, "the mailbox");
	await requireFreePort(ports.capture, "what leaves");
	await requireFreePort(ports.incoming, "mail that comes in");
}

export type LocalServices = { database: DatabaseServer; mail: MailCatcher; capture: Capture; stop(): Promise<void> };

export type LocalOptions = { folder: string; salts: SaltLocation; ports: LocalPorts; steps: Steps };

/**
 * The libSQL server, migrated and with the brands of `tenants/` published, and a mail server beside it. The PDFs of new
 * statements are left for `renderPdfsBeside`.
 */
export async function startLocalServices(io: CommandIo, options: LocalOptions): Promise<LocalServices> {
	const { folder, ports, steps } = options;
	const database = await steps.run(
		() => "libSQL server started",
		() => startDatabase(join(folder, "sqld"), ports.database),
	);
	let mail: MailCatcher | undefined;
	let capture: Capture | undefined;
	const stop = async () => {
		await mail?.stop();
		await capture?.stop();
		await database.stop();
	};
	try {
		mail = await startMailCatcher({
			...{ smtpPort: ports.mail, webPort: ports.mailbox },
			...{ folder: join(folder, "mail"), now: io.now },
		});
		capture = await startCapture({ port: ports.capture, now: io.now });
		await prepareDatabase(io, database.url, options);
		return { database, mail, capture, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function prepareDatabase(io: CommandIo, url: string, { salts, steps }: LocalOptions): Promise<void> {
	await steps.run(
		(count) => (count > 0 ? `applied ${count} migration(s)` : "migrations compared"),
		() => migrate(url, undefined, io.directory, io.now()),
	);
	const operator = operatorDatabase(url, undefined, "npm start");
	await steps.run(
		() => "keys compared with the database",
		() => requireReadableKeys(operator, io, salts),
	);
	const plan = await steps.run(
		({ brands }) =>
			brands.length > 0
				? `brands of tenants/ compiled, ${brands.length} published`
				: "brands of tenants/ compiled, none changed",
		() => publishChangedFiles(operator, io, { pdfs: "later" }),
	);
	for (const { after } of plan.brands) io.stdout.write(`  published ${after.id}, revision ${after.revision}\n`);
}

/** Where to look, for a person at the terminal. */
export async function addresses(services: LocalServices, port: number, dataFolder = ".data"): Promise<string> {
	const operator = operatorDatabase(services.database.url, undefined, "npm start");
	const brands = [...(await readLiveState(operator)).brands.values()];
	return addressTable(brands, port, { mailbox: services.mail.webUrl, capture: services.capture.webUrl, dataFolder });
}

function addressTable(
	brands: { id: string; look: { name: string; hosts: { primary: string } } }[],
	port: number,
	{ mailbox, capture, dataFolder }: { mailbox: string; capture: string; dataFolder: string },
): string {
	const rows = brands.map(({ id, look }) => [
		look.name,
		`http://${id}.localhost:${port}`,
		`https://${look.hosts.primary}`,
	]);
	const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
	const lines = rows.map((row) => `  ${row[0]?.padEnd(width(0))}  ${row[1]?.padEnd(width(1))}  (${row[2]})`);
	return `\n${lines.join("\n")}\n\n  All mail arrives at ${mailbox}\n  What recipients of visits would get, at ${capture}\n\nCtrl-C ends it; the data stays in ${dataFolder}\n`;
}
