import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOwnUserName } from "#features/accounts/brand-name/brand-name.ts";
import { BEGINNINGS, ENDINGS, isLike, MIDDLES, proposeName } from "#features/accounts/brand-name/proposal.ts";
import { parseUserName } from "#features/accounts/identity.ts";
import { initialsOf } from "#features/profiles/avatar.tsx";
import { reservedName } from "#foundation/names/reserved.ts";

const ALL = BEGINNINGS.flatMap((first) => MIDDLES.flatMap((middle) => ENDINGS.map((last) => first + middle + last)));

/** Fractions one after the other, from the start again. */
function fractionsOf(values: readonly number[]): () => number {
	let at = 0;
	return () => values[at++ % values.length] ?? 0;
}

const below = fc.integer({ min: 0, max: 999 }).map((value) => value / 1_000);
const draws = fc.array(below, { minLength: 331, maxLength: 331 });

describe("a display name that is proposed", () => {
	it("follows from what is drawn, and is one of the invented names", () => {
		expect(proposeName([], fractionsOf([0]))).toBe("Belabis");
		expect(proposeName([], fractionsOf([0.999]))).toBe("Zelovzim");
		fc.assert(
			fc.property(draws, (values) => {
				const name = proposeName([], fractionsOf(values));
				expect(ALL).toContain(name);
				expect(proposeName([], fractionsOf(values))).toBe(name);
			}),
		);
	});

	it("shares no three letters in a row with the user name or a name on another brand, in any case and with any marks", () => {
		const taken = fc.oneof(
			fc.constantFrom(...ALL),
			fc.constantFrom(...ALL).map((name) => `${name.slice(0, 3)}.${name.slice(3)}_X`),
			fc.stringMatching(/^[a-zA-Z0-9]{3,12}$/),
		);
		fc.assert(
			fc.property(draws, fc.array(taken, { minLength: 1, maxLength: 3 }), (values, others) => {
				const name = proposeName(others, fractionsOf(values));
				for (const other of others) expect(isLike(name, other), `${name} ${other}`).toBe(false);
			}),
		);
	});

	it.each([
		["Dorivel", "dorivel", true],
		["Dorivel", "x_DO-rI9", true],
		["Dorivel", "d0r1v3l", false],
		["Dorivel", "Vélo Doux", true],
		["Dorivel", "Dou.riv", true],
		["Rasamis", "Ças amis", true],
		["Dorivel", "do", false],
	])("%s beside %s: %s", (name, other, like) => expect(isLike(name, other)).toBe(like));

	it("is no name of a site or its staff", () => {
		expect(ALL.filter((name) => reservedName(name, ["Twero", "Jupiter Media"]) !== undefined)).toEqual([]);
		expect(new Set(ALL).size).toBe(ALL.length);
	});
});

describe("the user name as a display name", () => {
	it("is known in any case and between spaces, and no other name is taken for it", () => {
		const names = fc.stringMatching(/^[a-zA-Z]{3,12}$/).filter((name) => parseUserName(name) !== undefined);
		fc.assert(
			fc.property(names, names, (name, other) => {
				for (const typed of [name, ` ${name.toUpperCase()} `, name.toLowerCase()])
					expect(isOwnUserName(typed, name)).toBe(true);
				expect(isOwnUserName(other, name)).toBe(other.toLowerCase() === name.toLowerCase());
				expect(isOwnUserName("", name)).toBe(false);
			}),
		);
	});
});

describe("initials", () => {
	it.each([
		["Lid", ["L"]],
		["roos van dijk", ["r", "v"]],
		["«Éva» 2", ["É", "2"]],
		["👩‍🚀 Mia", ["👩‍🚀", "M"]],
		["ijsbrand", ["i"]],
	])("of %s are %s", (name, initials) => expect(initialsOf(name, "nl")).toEqual(initials));
});
