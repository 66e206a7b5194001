import { describe, expect, it } from "vitest";
import { networkAddress } from "#foundation/http/browser.ts";

describe("the address that a host gives", () => {
	it.each(["192.0.2.7", "2001:db8:0:1:2:3:4:5", "::ffff:192.0.2.128", "::1"])(
		"is taken where it is one: %s",
		(text) => {
			expect(networkAddress(text)).toBe(text);
		},
	);

	it.each([
		...["", "<script>", "localhost", "999.1.1.1", "1.2", "203.0.113.77, 198.51.100.1", "203.0.113.77\r\nX: y"],
		...["12345", "::1::2", ":", "2001:db8::1%eth0", "1".repeat(10_000)],
	])("is none where it is something else: %s", (text) => {
		expect(networkAddress(text)).toBeUndefined();
	});

	it("is none where the host gives none", () => {
		expect(networkAddress(undefined)).toBeUndefined();
	});
});
