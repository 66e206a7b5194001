import { describe, expect, it } from "vitest";
import { withoutAccount } from "#cli/publish/without-account.ts";
import type { Recipient } from "#foundation/brand/settings.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { legalOf } from "../support/fixtures/published.ts";

const [twero, harbour] = [brandIdSchema.parse("twero"), brandIdSchema.parse("harbour")];
const recipient = (id: string, kind: Recipient["kind"]): Recipient => ({
	...{ id, kind, name: id, role: "processor", country: "IE", fields: ["pages_visited"], requiresConsent: true },
});
const RECIPIENTS = [
	recipient("google-analytics", "analytics"),
	recipient("ander", "analytics"),
	recipient("wolk", "hosting"),
];

describe("recipients without an account", () => {
	it("are those that code sends to, brand by brand: nobody can give one to another company of the same kind", () => {
		const legal = legalOf("twero", { recipients: RECIPIENTS });
		const brands = [
			{ id: twero, legal },
			{ id: harbour, legal },
		];
		expect(withoutAccount(brands, [])).toEqual(["twero: google-analytics", "harbour: google-analytics"]);
		const account = { realm: legal.operator.id, brand: twero, recipient: "google-analytics", id: "G-TEST0001" };
		expect(withoutAccount(brands, [account])).toEqual(["harbour: google-analytics"]);
	});
});
