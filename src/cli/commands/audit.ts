import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { headsOf } from "#foundation/audit/log-head.ts";
import { type VerifiedRealm, verifyRealm } from "#foundation/audit/verify.ts";
import { everPublished } from "#foundation/brand/queries.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import type { RealmId } from "#foundation/ids.ts";
import { judgeReceipt, MAX_RECEIPT_LENGTH } from "#foundation/proof/receipt.ts";
import { type ProofKey, proofKeys } from "#foundation/proof/signing-key.ts";
import { DAY } from "#foundation/time.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { type BucketLocation, readBucketObject } from "../local/bucket-object.ts";
import { dataDirectory, developmentSecrets, withDatabase } from "../run-state.ts";
import { DATABASE, type Usage, usageText } from "../usage.ts";

export const USAGE: Usage = {
	does: "Checks the log of each realm, or one receipt of an erasure. It writes nothing; exit code 1 with what is wrong.",
	forms: [
		"npm run audit -- verify [--heads <file>] [--published <days>]",
		"npm run audit -- receipt <file> [--keys <file>] [--email <address>]",
	],
	options: {
		"--heads <file>": "also against a /privacy/log-head.json that was saved earlier",
		"--published <days>": "so many of the last days from the bucket; 3, and 0 for none",
		"--keys <file>": "by a saved /.well-known/livery-proof-keys.json; without it the database is asked",
		"--email <address>": "whether the receipt is about this address",
	},
	variables: DATABASE,
	example: "npm run audit -- receipt receipt.json --keys livery-proof-keys.json",
};

const OPTIONS = { verify: ["heads", "published"], receipt: ["email", "keys"] } as const;

/** `npm run audit -- verify | receipt <file>`: checks what DECISIONS 114 writes. It writes nothing. */
export async function audit(argv: string[], io: CommandIo): Promise<number> {
	const { values, rest } = parseOptions(argv, {
		values: Object.values(OPTIONS).flat(),
	});
	const [what, file, ...more] = rest;
	if (what === "verify" && file === undefined) return verify(valuesOf(what, values), io);
	if (what === "receipt" && file !== undefined && more.length === 0) return receipt(file, valuesOf(what, values), io);
	throw new CommandError(`this takes "verify", or "receipt" and a file\n${usageText(USAGE).trimEnd()}`);
}

type Values = ReadonlyMap<string, string>;

/** @throws CommandError for an option of the other one, which would be passed over */
function valuesOf(what: keyof typeof OPTIONS, values: Values): Values {
	const known: readonly string[] = OPTIONS[what];
	const other = [...values.keys()].find((name) => !known.includes(name));
	if (other !== undefined) throw new CommandError(`${what} takes no --${other}`);
	return values;
}

const headsSchema = z.object({ realm: z.string(), heads: z.array(z.object({ jws: z.string() })) });
const keysSchema = z.object({ keys: z.array(z.object({ kid: z.string(), x: z.string().regex(/^[\w-]{43}$/) })) });

async function verify(values: Values, io: CommandIo): Promise<number> {
	const wanted = values.get("published") ?? "3";
	if (!/^\d{1,4}$/.test(wanted)) throw new CommandError("--published wants a number of days");
	const saved = values.get("heads");
	const given = saved === undefined ? undefined : readJson(io, saved, headsSchema);
	const secrets = { ...developmentSecrets(io), ...process.env };
	return withDatabase(io, "audit", async (database) => {
		const [published] = await database.read(everPublished());
		const realms = Map.groupBy(published, ({ realm_id }) => realm_id as RealmId);
		if (given !== undefined && !realms.has(given.realm as RealmId))
			throw new CommandError(`${saved}: there is no realm ${given.realm} here`);
		if (realms.size === 0) io.stdout.write("no brand is published: there is no log\n");
		let faults = 0;
		for (const [realm, rows] of realms) {
			const fromBucket = await headsInBucket(realm, Number(wanted), io);
			if (typeof fromBucket === "string") io.stdout.write(`${realm}: published heads were not read: ${fromBucket}\n`);
			const own = given?.realm === realm ? given.heads.map(({ jws }) => jws) : [];
			const sources = {
				...{ database, receiptKey: secretOf(secrets.RECEIPT_KEY), keyRoot: secretOf(secrets.KEK_ROOT) },
				published: async () => [...(typeof fromBucket === "string" ? [] : fromBucket), ...own],
			};
			const verified = await verifyRealm(
				sources,
				realm,
				rows.map(({ brand_id }) => brand_id),
			);
			io.stdout.write(describe(verified));
			faults += verified.faults.length;
		}
		return faults === 0 ? 0 : 1;
	});
}

const secretOf = (text: string | undefined) => (text === undefined ? undefined : fromBase64(text));

/** Those of the last days; a text says why they could not be read. */
async function headsInBucket(realm: RealmId, days: number, io: CommandIo): Promise<string[] | string> {
	const isNamed = process.env.DATABASE_URL !== undefined;
	const location: BucketLocation = isNamed ? "production" : { persistedIn: join(dataDirectory(io), "wrangler") };
	const heads: string[] = [];
	try {
		for (let back = 1; back <= days; back++) {
			const key = `${headsOf(realm)}${calendarDay(new Date(io.now().getTime() - back * DAY).toISOString())}`;
			const bytes = await readBucketObject(io, location, { binding: "OBJECTS", key });
			if (bytes !== undefined) heads.push(new TextDecoder().decode(bytes));
		}
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		return error.message.split("\n").at(-1) ?? "";
	}
	return heads;
}

function describe({ realm, entries, days, published, chains, faults }: VerifiedRealm): string {
	const members =
		chains === undefined
			? "members' own chains were not checked: KEK_ROOT is not known here"
			: `${chains.accesses} record(s) of access, consents of ${chains.consents} membership(s)`;
	return [
		`${realm}: ${entries} entries, ${days} closed day(s), ${published} published head(s); ${members}`,
		...(faults.length === 0 ? ["  nothing is wrong"] : faults.map(({ text }) => `  WRONG: ${text}`)),
		"",
	].join("\n");
}

async function receipt(file: string, values: Values, io: CommandIo): Promise<number> {
	const text = readText(io, file);
	if (text.length > MAX_RECEIPT_LENGTH) throw new CommandError(`${file}: no receipt is that long`);
	const saved = values.get("keys");
	const keys: readonly ProofKey[] =
		saved === undefined
			? await withDatabase(io, "audit", async (database) => (await database.read(proofKeys()))[0])
			: readJson(io, saved, keysSchema).keys;
	const verdict = await judgeReceipt(keys, text, { address: values.get("email") });
	if (verdict.is !== "genuine") {
		io.stdout.write(`${WORDS[verdict.is]}\n`);
		return 1;
	}
	io.stdout.write(`genuine, signed with key ${verdict.kid}\n${JSON.stringify(verdict.receipt, null, "\t")}\n`);
	if (!values.has("email")) return 0;
	io.stdout.write(`${ABOUT[verdict.about ?? "unknown"]}\n`);
	return verdict.about === "this_address" ? 0 : 1;
}

const WORDS = {
	no_receipt: "not a receipt",
	unknown_key: "signed with a key that is not in the set",
	forged: "forged or altered: its key did not sign this text",
	not_understood: "signed, but it says something that this version does not know",
	other_realm: "of another operator",
} as const;
const ABOUT = {
	this_address: "it is about this address",
	another_address: "it is not about this address",
	unknown: "nobody can tell whether it is about this address: give the file with salt and subject",
} as const;

function readText(io: CommandIo, file: string): string {
	try {
		return readFileSync(resolve(io.directory, file), "utf8");
	} catch {
		throw new CommandError(`${file} cannot be read`);
	}
}

function readJson<Schema extends z.ZodType>(io: CommandIo, file: string, schema: Schema): z.output<Schema> {
	const text = readText(io, file);
	try {
		return schema.parse(JSON.parse(text));
	} catch {
		throw new CommandError(`${file} does not have the form that this option wants`);
	}
}
