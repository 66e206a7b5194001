import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/** What of wrangler.toml the rules below read; everything else is kept as it is. */
const environmentSchema = z.looseObject({
	vars: z.record(z.string(), z.string()).optional(),
	r2_buckets: z.array(z.object({ binding: z.string() })).optional(),
	ratelimits: z.array(z.looseObject({ name: z.string() })).optional(),
	triggers: z.object({ crons: z.array(z.string()) }).optional(),
	routes: z.array(z.unknown()).optional(),
	workers_dev: z.boolean().optional(),
});
type Environment = z.infer<typeof environmentSchema>;
const configSchema = environmentSchema.extend({ env: z.record(z.string(), environmentSchema) });

/** Where a name stands anywhere in a configuration, as a path. */
function places(value: unknown, wanted: RegExp, path = ""): string[] {
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, child]) => {
		const here = path === "" ? key : `${path}.${key}`;
		return [...(wanted.test(key) ? [here] : []), ...places(child, wanted, here)];
	});
}

/** Every reason why this configuration would mix brands, or lose something in production. */
function problems(text: string): string[] {
	const config = configSchema.parse(parse(text));
	const { env, ...development } = config;
	const found = [
		...places(config, /^(cache|caching)$/).map((path) => `${path}: an edge cache does not know brands`),
		...places(config, /^(assets|site)$/).map((path) => `${path}: answers unknown hosts before the Worker does`),
		...(development.routes ? ["routes: wrangler dev would rewrite every Host to the first"] : []),
		...places(config, /^(unsafe|logpush|tail_consumers|preview_urls)$/).map((path) => `${path}: not needed`),
	];
	const { production } = env;
	if (!production) return [...found, "there is no production"];
	if (production.workers_dev !== false) found.push("env.production: a second address on workers.dev");
	for (const name of bindingsOf(development))
		if (!bindingsOf(production).includes(name)) found.push(`env.production lacks ${name}`);
	for (const cron of development.triggers?.crons ?? [])
		if (!production.triggers?.crons.includes(cron)) found.push(`env.production lacks the cron ${cron}`);
	for (const [name, { vars }] of Object.entries(env))
		if (vars?.STAGE !== name) found.push(`env.${name}: STAGE is ${vars?.STAGE}`);
	return [
		...found,
		...places(config, /SECRET|TOKEN|PASSWORD|KEK/i).map((path) => `${path}: a secret is not a setting`),
	];
}

const bindingsOf = ({ vars = {}, r2_buckets = [], ratelimits = [] }: Environment) => [
	...ratelimits.map((one) => `${one.name} ${JSON.stringify(one)}`),
	...Object.keys(vars),
	...r2_buckets.map(({ binding }) => binding),
];

const text = readFileSync("wrangler.toml", "utf8");

describe("wrangler.toml", () => {
	it("caches nothing at the edge, serves nothing before the Worker, and gives production all that development has (T1)", () => {
		expect(problems(text)).toEqual([]);
	});

	it.each([
		["a cache in production", "[env.production.cache]\nenabled = true", "env.production.cache"],
		["a cache everywhere", "[cache]\nenabled = true", "cache: an edge"],
		["static assets", '[env.production.assets]\ndirectory = "x"', "env.production.assets"],
		["a binding that production lacks", '[[r2_buckets]]\nbinding = "NEW"\nbucket_name = "x"', "lacks NEW"],
		["a second environment that calls itself production", '[env.staging.vars]\nSTAGE = "production"', "env.staging"],
		["a secret among the settings", '[env.extra.vars]\nSTAGE = "extra"\nDATABASE_TOKEN = "x"', "DATABASE_TOKEN"],
	])("would be refused with %s", (_name, more, why) => {
		expect(problems(`${text}\n${more}\n`).join("\n")).toContain(why);
	});

	it.each([
		["routes at the top", text.replace("[vars]", 'routes = ["x"]\n[vars]'), "routes: wrangler dev"],
		["no production", text.replaceAll("env.production", "env.other"), "there is no production"],
		["an address on workers.dev", text.replaceAll("workers_dev = false", "workers_dev = true"), "workers.dev"],
		["no cron in production", text.replace("[env.production.triggers]", "[env.production.elsewhere]"), "cron"],
	])("would be refused after a change: %s", (_name, changed, why) => {
		expect(changed).not.toBe(text);
		expect(problems(changed).join("\n")).toContain(why);
	});
});
