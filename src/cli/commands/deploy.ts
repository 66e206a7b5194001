import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { unnamedIn } from "#foundation/brand/unnamed.ts";
import type { Settings } from "#foundation/settings.ts";
import { accountsSchema } from "../../env.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { describePlan, waitingOf } from "../describe.ts";
import { requireReadableKeys } from "../local/salt-check.ts";
import { aliasOptions, runWrangler } from "../local/wrangler.ts";
import { driftedTexts } from "../publish/drift.ts";
import { membersToTell } from "../publish/members-to-tell.ts";
import { publish } from "../publish/publish.ts";
import { withoutAccount } from "../publish/without-account.ts";
import { operatorDatabase } from "../run-state.ts";
import type { CompiledBrand } from "../tenants/files.ts";
import { type Alias, describeKnown, embeddedIn, knownOf, writeEmbedded } from "../tested/embed.ts";
import { sourceHash } from "../tested/source-hash.ts";
import type { Usage } from "../usage.ts";
import { planChangedFiles } from "./brand/apply.ts";
import { compileTenants } from "./brand/compile-files.ts";
import { migrate } from "./migrate.ts";

const MAX_SIZE_BYTES = 1.75 * 1024 * 1024;

export const USAGE: Usage = {
	does: "Checks, migrates, deploys and publishes, in that order.",
	forms: ["npm run deploy [-- --dry-run] [--accept-statements] [--accept-unnamed] [--accept-no-account]"],
	options: {
		"--dry-run": "every check that needs no network and no database; nothing is changed",
		"--accept-statements": "although the new code derives another text from the same settings; refused",
		"--accept-unnamed": "although statements say of something that it is not yet named; refused",
		"--accept-no-account": "although a recipient of visits has no account here; refused",
	},
	variables: {
		...{
			DATABASE_URL: "the database that is migrated and published to; it must be set",
			DATABASE_TOKEN: "its token; none",
		},
		RECIPIENT_ACCOUNTS: "what the Worker has of it; none",
	},
	example: "npm run deploy -- --dry-run",
};

/**
 * `npm run deploy [-- --dry-run] [--accept-statements] [--accept-unnamed] [--accept-no-account]`: checks, migrates, deploys,
 * publishes, in that order.
 * The dry run needs no network and no database: it does every check that can be done here.
 */
export async function deploy(argv: string[], io: CommandIo): Promise<number> {
	const { switches } = parseOptions(argv, {
		switches: ["dry-run", "accept-statements", "accept-unnamed", "accept-no-account"],
	});
	const compiled = await compileTenants(io);
	io.stdout.write(`checked ${compiled.length} brand(s)\n`);
	for (const brand of compiled) {
		const waiting = waitingOf(brand);
		if (waiting !== "") io.stdout.write(`  ${brand.id}: not said, because nothing brings it yet: ${waiting}\n`);
	}
	const unnamed = unnamedOf(compiled);
	for (const line of unnamed) io.stdout.write(`  not yet named, and the statement says so: ${line}\n`);
	if (unnamed.length > 0 && !switches.has("dry-run") && !switches.has("accept-unnamed"))
		throw new CommandError(
			"statements would say of the above that it is not yet named; write it in the operators' files, or deploy with --accept-unnamed",
		);
	const unsent = withoutAccount(compiled, recipientAccounts());
	for (const line of unsent) io.stdout.write(`  no account, so it gets nothing: ${line}\n`);
	if (unsent.length > 0 && !switches.has("dry-run") && !switches.has("accept-no-account"))
		throw new CommandError(
			"visitors would be asked for recipients that this deployment cannot reach; set RECIPIENT_ACCOUNTS to what the Worker has (see README, Deploy), or deploy with --accept-no-account",
		);
	const known = knownOf(io.directory);
	io.stdout.write(`promises: ${describeKnown(known)}\n`);
	const folder = mkdtempSync(join(tmpdir(), "livery-tested-"));
	try {
		const alias = writeEmbedded(embeddedIn(folder), known);
		await deployKnown({ alias, source: known.source }, switches, io);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	return 0;
}

/** What the Worker is told of its source, and by which hash. */
type Known = { alias: Alias; source: string | undefined };

async function deployKnown(known: Known, switches: ReadonlySet<string>, io: CommandIo): Promise<void> {
	const size = await bundleSize(io, known.alias);
	io.stdout.write(`Worker: ${Math.round(size / 1024)} KiB gzip of at most ${MAX_SIZE_BYTES / 1024}\n`);
	if (size > MAX_SIZE_BYTES) throw new CommandError("the Worker is too large");
	if (switches.has("dry-run")) {
		io.stdout.write("dry run: nothing was migrated, deployed or published\n");
		return;
	}
	await deployForReal(known, switches.has("accept-statements"), io);
}

/** @throws CommandError when files were changed since their hash was taken */
function requireUnchanged({ source }: Known, directory: string, advice: string): void {
	if (sourceHash(directory) !== source) throw new CommandError(`the source was changed meanwhile; ${advice}`);
}

/** `brand: what`, in the order of the brands. */
const unnamedOf = (brands: readonly Pick<CompiledBrand, "id" | "legal">[]): string[] =>
	brands.flatMap(({ id, legal }) => unnamedIn(legal).map(({ what }) => `${id}: ${what}`));

/** As the Worker reads them: a deployment is given the same secret. @throws CommandError for what the Worker would refuse */
function recipientAccounts(): Settings["recipientAccounts"] {
	const parsed = accountsSchema.safeParse(process.env.RECIPIENT_ACCOUNTS ?? "");
	if (!parsed.success) throw new CommandError("RECIPIENT_ACCOUNTS is malformed (see README, Deploy)");
	return parsed.data;
}

async function deployForReal(known: Known, accepted: boolean, io: CommandIo): Promise<void> {
	const url = process.env.DATABASE_URL;
	if (url === undefined)
		throw new CommandError("DATABASE_URL is not set; a deploy migrates and publishes to it (see README, Deploy)");
	const token = process.env.DATABASE_TOKEN;
	const database = operatorDatabase(url, token, "deploy");
	io.stdout.write(`applied ${await migrate(url, token, io.directory, io.now())} migration(s)\n`);
	await requireReadableKeys(database, io, "production");
	const { plan, live } = await planChangedFiles(database, io);
	io.stdout.write(describePlan(plan, await membersToTell(database, plan)));
	const drifted = await driftedTexts(live);
	if (drifted.length > 0 && !accepted)
		throw new CommandError(
			`this code derives another text than the published one for ${drifted.join(", ")}; read the changes above, then deploy with --accept-statements`,
		);
	requireUnchanged(known, io.directory, "nothing was deployed");
	await runWrangler(io.directory, ["deploy", "--env", "production", ...aliasOptions(known.alias)]);
	requireUnchanged(known, io.directory, "what was deployed may not be what it says it is: deploy again");
	io.stdout.write("deployed\n");
	if (plan.brands.length > 0)
		io.stdout.write(
			`published as registry revision ${await publish(database, plan, live, { now: io.now(), note: "deploy" })}\n`,
		);
}

async function bundleSize(io: CommandIo, alias: Alias): Promise<number> {
	const out = mkdtempSync(join(tmpdir(), "livery-deploy-"));
	try {
		await runWrangler(io.directory, [
			"deploy",
			"--dry-run",
			"--env",
			"production",
			"--outdir",
			out,
			...aliasOptions(alias),
		]);
		const modules = readdirSync(out).filter((name) => /\.(js|wasm)$/.test(name));
		return modules.reduce((size, name) => size + gzipSync(readFileSync(join(out, name))).length, 0);
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}
