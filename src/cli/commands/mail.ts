import { getDomain } from "tldts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Database } from "#foundation/db/database.ts";
import { domainOf } from "#foundation/mail/signing/keys.ts";
import { keyIsInDns, mailKeys } from "#foundation/mail/signing/queries-signing.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { askDns, type Dns } from "../mail/dns.ts";
import { type Found, judgeDkim, judgeDmarc, judgeMx, judgeSpf, type Wanted } from "../mail/records.ts";
import { readLiveState } from "../publish/live-state.ts";
import { withDatabase } from "../run-state.ts";
import { DATABASE, type Usage, usageText } from "../usage.ts";

export const USAGE: Usage = {
	does: "What DNS must say for mail of brands whose operator has a mailDomain.",
	forms: ["npm run mail -- records", "npm run mail -- check [--resolver <address:port>]"],
	options: { "--resolver <address:port>": "asks that server; the resolver of this machine" },
	variables: DATABASE,
	more: `records prints it; check asks DNS whether it does. From then on, mail is signed with the keys that DNS has.`,
	example: "npm run mail -- check --resolver 127.0.0.1:5353",
};

/** `npm run mail -- records | check [--resolver host:port]`. */
export async function mail(argv: string[], io: CommandIo): Promise<number> {
	const { rest, values } = parseOptions(argv, { values: ["resolver"] });
	const [what, ...more] = rest;
	if ((what !== "records" && what !== "check") || more.length > 0) throw new CommandError(usageText(USAGE).trimEnd());
	let isRight = true;
	await withDatabase(io, `mail ${what}`, async (database) => {
		const wanted = await wantedRecords(database);
		if (wanted.length === 0)
			io.stdout.write("no operator has a mailDomain: answers go to replyTo, and nothing is signed\n");
		if (what === "records") io.stdout.write(wanted.map(printed).join(""));
		else isRight = await check(database, wanted, { io, dns: askDns(values.get("resolver")) });
	});
	return isRight ? 0 : 1;
}

/** Of every operator with a mail domain: the domain itself, and each domain that mail of its brands comes from. */
async function wantedRecords(database: Database): Promise<Wanted[]> {
	const brands = [...(await readLiveState(database)).brands.values()];
	const [keys] = await database.read(mailKeys());
	const places = Map.groupBy(
		brands.filter(({ look }) => look.mail.domain !== undefined),
		({ realm, look }) => `${realm} ${look.mail.domain}`,
	);
	return [...places.values()].flatMap((own) => {
		const [first] = own;
		const domain = first?.look.mail.domain ?? "";
		return [
			{
				name: domain,
				type: "MX" as const,
				says: "the server that takes its mail in (Cloudflare Email Routing, or your own)",
			},
			{ name: domain, type: "TXT" as const, kind: "spf" as const, says: "v=spf1 <what your mail carrier names> -all" },
			...senders(own).flatMap((from) => sendingRecords(first?.realm ?? "", from, keys)),
		];
	});
}

const senders = (brands: readonly PublishedBrand[]) =>
	[...new Set(brands.map(({ look }) => domainOf(look.mail.from)))].sort();

type Key = { realm_id: string; domain: string; selector: string; public_key: string; made_at: string };

function sendingRecords(realm: string, domain: string, keys: readonly Key[]): Wanted[] {
	// The newest, which is listed first, is the one that DNS has to get.
	const key = keys.find((one) => one.realm_id === realm && one.domain === domain);
	const dkim: Wanted[] =
		key === undefined
			? [
					{
						name: `<selector>._domainkey.${domain}`,
						type: "TXT",
						kind: "none",
						says: "the Worker makes the key within an hour",
					},
				]
			: [
					{
						...{ name: `${key.selector}._domainkey.${domain}`, type: "TXT", kind: "dkim", key },
						says: `v=DKIM1; k=rsa; p=${key.public_key}`,
					},
				];
	const organisation = getDomain(domain, { allowPrivateDomains: true }) ?? domain;
	return [
		...dkim,
		{
			...{ name: `_dmarc.${domain}`, type: "TXT", kind: "dmarc", says: "v=DMARC1; p=none (or quarantine, or reject)" },
			otherwise: organisation === domain ? undefined : `_dmarc.${organisation}`,
		},
	];
}

const printed = ({ name, type, says }: Wanted) => `${name}  ${type}  ${says}\n`;

async function check(
	database: Database,
	wanted: readonly Wanted[],
	{ io, dns }: { io: CommandIo; dns: Dns },
): Promise<boolean> {
	let isRight = true;
	for (const record of wanted) {
		const found = await look(record, dns);
		io.stdout.write(`${found.isRight ? "right" : "WRONG"}  ${record.name} ${record.type}: ${found.says}\n`);
		isRight &&= found.isRight;
		if (record.key !== undefined && found.isRight) await database.write(keyIsInDns(record.key, io.now().toISOString()));
	}
	return isRight;
}

async function look(record: Wanted, dns: Dns): Promise<Found> {
	if (record.type === "MX") return judgeMx(await dns.mx(record.name));
	if (record.kind === "none") return { isRight: false, says: record.says };
	const texts = await dns.texts(record.name);
	if (record.kind === "spf") return judgeSpf(texts);
	if (record.kind === "dkim") return judgeDkim(texts, record.key?.public_key ?? "");
	const own = judgeDmarc(texts);
	if (own.isRight || record.otherwise === undefined || texts.length > 0) return own;
	return judgeDmarc(await dns.texts(record.otherwise));
}
