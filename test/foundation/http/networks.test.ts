import { describe, expect, it } from "vitest";
import { addressOf, networksOf } from "#features/accounts/sign-in/attempt-limits.ts";

const networks = (address: string) => networksOf(addressOf(address)).map(({ network }) => network);

describe("the networks around an address", () => {
	it("are the /56 and the /48 of an IPv6 address, however it is written (T26)", () => {
		expect(networks("2001:db8:77:1a2b::1")).toEqual(["2001:db8:77:1a/56", "2001:db8:77/48"]);
		expect(networks("2001:0DB8:0077:1A00:0:0:0:9")).toEqual(networks("2001:db8:77:1aff::"));
		expect(networks("2001:db8:77:1b00::1")[0]).not.toBe(networks("2001:db8:77:1a00::1")[0]);
		expect(networks("2001:db8:78::1")[1]).not.toBe(networks("2001:db8:77::1")[1]);
		expect(networks("2001:db8::1")).toEqual(["2001:db8:0:0/56", "2001:db8:0/48"]);
	});

	it("are the /24 of an IPv4 address, and none where nothing tells (T26)", () => {
		expect(networks("203.0.113.9")).toEqual(["203.0.113.0/24"]);
		expect(networksOf(addressOf(undefined))).toEqual([]);
	});
});
