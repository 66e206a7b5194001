import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const namesSchema = z.record(z.string(), z.string()).default({});
const lockSchema = z.object({
	lockfileVersion: z.literal(3),
	packages: z.record(
		z.string(),
		z.object({
			version: z.string().optional(),
			resolved: z.string().optional(),
			integrity: z.string().optional(),
			link: z.boolean().optional(),
			dev: z.boolean().optional(),
			devOptional: z.boolean().optional(),
			optional: z.boolean().optional(),
		}),
	),
});
const manifestSchema = z.object({
	dependencies: namesSchema,
	devDependencies: namesSchema,
	optionalDependencies: namesSchema,
	scripts: namesSchema,
});
type Lock = z.infer<typeof lockSchema>;

const lock = lockSchema.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
const manifest = manifestSchema.parse(JSON.parse(readFileSync("package.json", "utf8")));

/** Counted with what they bring: what a host runs, be it the Worker or Node, and everything that is installed for development. */
const BUDGET = { hosts: 63, all: 584 };

const packagesOf = ({ packages }: Lock) => Object.entries(packages).filter(([path]) => path !== "");

function lockProblems(lockfile: Lock): string[] {
	return packagesOf(lockfile).flatMap(([path, { resolved, integrity, link }]) => [
		...(integrity?.startsWith("sha512-") ? [] : [`${path}: no sha512`]),
		...(link ? [`${path}: a link`] : []),
		...(resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved) ? [`${path}: ${resolved}`] : []),
	]);
}

/** Anything but one exact version: a range, a tag, a git or web address, a file. */
const loose = (names: Record<string, string>) =>
	Object.entries(names).filter(([, version]) => !/^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$/.test(version));

const hostPackages = (lockfile: Lock) =>
	packagesOf(lockfile).filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional);

describe("the dependencies (T46)", () => {
	it("are locked by their content, as packages over HTTPS", () => {
		expect(lockProblems(lock)).toEqual([]);
	});

	it("have one exact version each", () => {
		expect(loose({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies })).toEqual(
			[],
		);
	});

	it("run no code when they are installed", () => {
		expect(readFileSync(".npmrc", "utf8")).toMatch(/^ignore-scripts=true$/m);
		expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare|publish)/.test(name))).toEqual(
			[],
		);
	});

	it("stay few", () => {
		expect(hostPackages(lock).length).toBeLessThanOrEqual(BUDGET.hosts);
		expect(packagesOf(lock).length).toBeLessThanOrEqual(BUDGET.all);
		expect(hostPackages(lock).length).toBeGreaterThan(0);
	});

	it("are never fetched by the way: no script calls npx", () => {
		expect(Object.values(manifest.scripts).filter((script) => /\bnpx\b|\bnpm exec\b|curl|wget/.test(script))).toEqual(
			[],
		);
		expect(readFileSync(".ci/run", "utf8")).not.toMatch(/\bnpx\b|curl|wget/);
	});

	it("would be refused unlocked, from elsewhere, or in a range", () => {
		const integrity = "sha512-x";
		const wrong = lockSchema.parse({
			lockfileVersion: 3,
			packages: {
				"": {},
				"node_modules/a": { version: "1.0.0" },
				"node_modules/b": { integrity: "sha1-x" },
				"node_modules/c": { integrity, resolved: "git+ssh://git@forge.example/c.git#main" },
				"node_modules/d": { integrity, resolved: "http://packages.example/d.tgz" },
				"node_modules/e": { integrity, link: true },
				"node_modules/g": { optional: true, os: ["darwin"] },
				"node_modules/f": { integrity, resolved: "https://packages.example/f/-/f-1.0.0.tgz" },
			},
		});
		expect(lockProblems(wrong).map((line) => line.split(":")[0])).toEqual(
			["a", "b", "c", "d", "e", "g"].map((name) => `node_modules/${name}`),
		);
		const names = {
			a: "^1.0.0",
			b: "latest",
			c: "github:c/c",
			d: "1.x",
			e: "1.0.0-beta.1",
			f: "https://x.example/f.tgz",
		};
		expect(loose(names).map(([name]) => name)).toEqual(["a", "b", "c", "d", "f"]);
	});
});
