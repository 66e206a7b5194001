import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "#cli/ports.ts";
import { LOCALES } from "#locales/locales.ts";
import { readPdf } from "../support/fixtures/read-pdf.ts";
import { enterBrand, type Mailbox, type Member, newMember, newVisitor, type Visitor } from "../support/member.ts";
import { livery, type Run, until } from "../support/processes/checkout.ts";
import { addThirdLocale, altered, copyOfProject, edit, THIRD } from "../support/processes/third-locale.ts";
import { type Reply, send } from "../support/world.ts";

/** A brand and its operator in the third language: data of theirs, in words of their own. */
const BRAND = `operator = "trio"
name = "Trio"
[hosts]
primary = "trio.example"
[locales]
default = "${THIRD}"
[theme]
preset = "harbour"
radius = "medium"
typeface = "serif"
[theme.colors]
brand = "#12507b"
accent = "#9c4a07"
[copy.${THIRD}]
tagline = "${altered("Three of a kind")}"
intro = "${altered("A place for whoever comes third, and for all who would like to.")}"
seoTitle = "${altered("Three of a kind")}"
seoDescription = "${altered("A place for whoever comes third, and for all who would like to.")}"
`;
const OPERATOR = readFileSync("tenants/operators/lage-kade.toml", "utf8")
	.replace("Zeilvereniging Lage Kade", "Trio Trzech")
	.replace(/shortName = .*/, 'shortName = "Trzech"')
	.replaceAll("lage-kade", "trio")
	.replace(/group = \{ nl = "[^"]*", en = "([^"]*)" \}/g, (_all, en: string) => {
		return `group = { en = "${en}", ${THIRD} = "${altered(en)}" }`;
	})
	.replace(/legalForm = .*/, `legalForm = { ${THIRD} = "${altered("association")}" }`);
/** What stands in pages beside words: names of the operator's file, of cookies, and of what has no other name. */
const NAMES = `${OPERATOR} Trio Cookie HTTP Livery`;

let folder: string;
let server: Run | undefined;
const ports: Record<string, string> = {};
beforeAll(async () => {
	folder = copyOfProject();
	for (const name of ["PORT", "DATABASE_PORT", "MAIL_PORT", "MAILBOX_PORT", "CAPTURE_PORT", "INCOMING_MAIL_PORT"])
		ports[name] = String(await freePort());
});
afterAll(async () => {
	server?.child.kill("SIGTERM");
	await server?.ended;
	rmSync(folder, { recursive: true, force: true });
});

async function run(...argv: string[]): Promise<{ code: number | null; said: string }> {
	const { ended, said } = livery(folder, argv);
	return { code: await ended, said: said() };
}

/** The types of the whole copy, tests included, while other things are asked. */
async function compile(): Promise<{ code: number | null; said: string }> {
	const child = spawn(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"], { cwd: folder });
	let said = "";
	child.stdout.on("data", (data: Buffer) => {
		said += data.toString();
	});
	const [code] = await once(child, "close");
	return { code, said };
}

/** Every file of a folder with its text, but for what a run leaves. */
function filesOf(root: string): Map<string, string> {
	const names = ["src", "test", "migrations", "tenants"].flatMap((name) =>
		readdirSync(join(root, name), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name: file }) => join(parentPath, file).slice(root.length + 1)),
	);
	return new Map(names.map((name) => [name, readFileSync(join(root, name), "latin1")]));
}

const SPOKEN =
	/ (?:alt|title|aria-label|placeholder|(?:name="description"|property="og:(?:title|description|site_name)") content)="([^"]*)"/g;

/** What a reader sees or hears of a page. */
function textOf(html: string): string {
	const body = html.replace(/<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\1>/g, " ");
	const spoken = [...body.matchAll(SPOKEN)].map(([, text]) => text);
	return `${body.replace(/<[^>]*>/g, " ")} ${spoken.join(" ")}`;
}

/** Words that the script would have altered: what is left is another language's, or a name. */
function unaltered(text: string, names: string): string[] {
	const plain = text.replace(/[0-9a-f]{16,}|(\b[A-Z2-7]{4} ){7}[A-Z2-7]{4}\b|&[#\w]+;|\S*[@/_=]\S*|\S*\w\.\w\S*/g, " ");
	const known = new Set(names.toLowerCase().match(/\p{L}+/gu));
	const found = plain.match(/\p{L}{2,}/gu) ?? [];
	return [...new Set(found.filter((word) => /[aeiou]/i.test(word) && !known.has(word.toLowerCase())))];
}

/** All pages that links lead to, from these on, as this visitor gets them. */
async function crawl(visitor: Visitor, starts: string[]): Promise<Map<string, Reply>> {
	const pages = new Map<string, Reply>();
	const queue = [...starts];
	for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
		const { host, pathname } = new URL(address);
		if (pages.has(host + pathname)) continue;
		const reply = await visitor.get(address);
		pages.set(host + pathname, reply);
		if (!reply.headers["content-type"]?.startsWith("text/html")) continue;
		for (const [, href = ""] of reply.text.matchAll(/<a [^>]*href="([^"#?]+)/g)) {
			const to = new URL(href, address);
			if (/localhost$/.test(to.hostname)) queue.push(to.href);
		}
	}
	return pages;
}

const mailbox: Mailbox = {
	get taken() {
		const letters = join(folder, ".data/node/mail");
		return readdirSync(letters)
			.sort()
			.map((name) => {
				const raw = readFileSync(join(letters, name), "utf8");
				return { from: "", to: [/^To: .*?([^\s<>"]+@[^\s<>"]+)/m.exec(raw)?.[1] ?? ""], raw };
			});
	},
};

describe("a third language", { retry: 0 }, () => {
	let member: Member;
	let compiled: ReturnType<typeof compile> | undefined;
	const world = {
		get worker() {
			return { url: new URL(`http://127.0.0.1:${ports.PORT}`) };
		},
		get: (path: string, ask = {}) => send(world.worker.url, path, ask),
	};
	const address = (path: string) => `http://trio.localhost:${ports.PORT}${path}`;

	it("is two lines and a folder", async () => {
		addThirdLocale(folder);
		writeFileSync(join(folder, "tenants/trio.toml"), BRAND);
		writeFileSync(join(folder, "tenants/operators/trio.toml"), OPERATOR);
		expect(await run("generate")).toMatchObject({ code: 0 });
		const [before, after] = [filesOf(process.cwd()), filesOf(folder)];
		const changed = [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
		const own = readdirSync("src/locales/en", { recursive: true, encoding: "utf8" }).filter((name) =>
			name.endsWith(".ts"),
		);
		expect(changed.sort()).toEqual(
			[
				...own.map((name) => `src/locales/${THIRD}/${name}`),
				"src/locales/locales.ts",
				// Made of it by `npm run generate`, for editors.
				...["tenants/brand.schema.json", "tenants/operators/operator.schema.json"],
				...["tenants/trio.toml", "tenants/operators/trio.toml"],
			].sort(),
		);
		expect([...before.keys()].filter((name) => !after.has(name))).toEqual([]);
		const lines = (text = "") => text.split("\n");
		const known = lines(before.get("src/locales/locales.ts"));
		expect(lines(after.get("src/locales/locales.ts")).filter((line) => !known.includes(line))).toEqual([
			`import { ${THIRD} } from "./${THIRD}/words.ts";`,
			`\t${THIRD},`,
		]);
	});

	it("is refused to brands until its legal words are its own", async () => {
		const refused = await run("brand", "check", "trio");
		expect(refused).toMatchObject({ code: 1 });
		expect(refused.said).toMatch(/trio\.toml:.*locales: The statement and the terms are not whole in "eo"/);
		edit(join(folder, `src/locales/${THIRD}/legal/whole.ts`), '"en"', `"${THIRD}"`);
		expect(await run("brand", "check", "trio")).toMatchObject({ code: 0 });
		compiled = compile();
	});

	it("is spoken wherever a visitor and a member read: pages, mail, statement, PDF and terms", async () => {
		const started = livery(folder, ["start-node"], ports);
		server = started;
		await until(() => started.said().includes("Ctrl-C ends it") || started.child.exitCode !== null, started.said);
		const visitor = newVisitor(world);
		const pages = await crawl(visitor, ["/", "/join", "/login", "/nowhere"].map(address));
		await visitor.follow(await visitor.get(address("/join")));
		pages.set("the form to join, sent empty", await visitor.post(visitor.at.href));
		member = await newMember(world, mailbox, "trio");
		await enterBrand(member.visitor, "trio");
		const own = await crawl(member.visitor, [address("/me"), member.visitor.at.href]);
		expect(Math.min(pages.size, own.size)).toBeGreaterThan(14);
		// A member without a photo shows two letters of the name.
		const names = `${NAMES} ${member.name} ${member.name.slice(0, 2)} ${member.email}`;
		const left: Record<string, string[]> = {};
		for (const [page, { status, text, headers }] of [...pages, ...own]) {
			if (page.endsWith(".pdf") || !/^text\/(html|plain)/.test(headers["content-type"] ?? "")) continue;
			const found = unaltered(textOf(text), names);
			if (found.length > 0 || status >= 500) left[`${status} ${page}`] = found;
		}
		expect(left).toEqual({});
	});

	it("is the language of the mail", async () => {
		const [raw] = mailbox.taken.filter(({ to }) => to.includes(member.email));
		const { subject = "", text = "", html = "" } = await PostalMime.parse(raw?.raw ?? "");
		expect(subject).toBe(altered("Confirm your e-mail address"));
		for (const part of [subject, text, textOf(html)]) expect(unaltered(part, `${NAMES} ${member.email}`)).toEqual([]);
	});

	it("is the language of the PDF", async () => {
		await until(
			() => server?.said().includes("PDFs of new statements rendered") ?? false,
			() => server?.said() ?? "",
			60_000,
		);
		const { status, body } = await newVisitor(world).get(address("/privacy/statement.pdf"));
		expect(status).toBe(200);
		const { text, title } = await readPdf(new Uint8Array(body));
		expect(title).toContain(altered("Privacy statement"));
		expect(text).toContain(altered("Your rights"));
		// Cells of a table follow each other there without a space.
		// So do lines, of which one may end with the operator's name.
		expect(unaltered(text.replaceAll("Trzech", "Trzech ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"), NAMES)).toEqual([]);
	});

	it("compiles", async () => {
		expect(await compiled).toEqual({ code: 0, said: "" });
	}, 600_000);

	it("stands in the rows of who joined", async () => {
		const client = createClient({ url: `http://127.0.0.1:${ports.DATABASE_PORT}` });
		const columns = { member: "language", acceptance: "locale", statement_version: "locale", terms_version: "locale" };
		for (const [table, column] of Object.entries(columns)) {
			const { rows } = await client.execute(`SELECT DISTINCT ${column} AS locale FROM ${table}`);
			const found = rows.map(({ locale }) => locale);
			expect(found, table).toContain(THIRD);
			expect([...LOCALES, THIRD], table).toEqual(expect.arrayContaining(found));
		}
	});
});
