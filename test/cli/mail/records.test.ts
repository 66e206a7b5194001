import { describe, expect, it } from "vitest";
import { judgeDkim, judgeDmarc, judgeMx, judgeSpf } from "#cli/mail/records.ts";

describe("what DNS says for mail", () => {
	it.each([
		[["v=spf1 include:_spf.mail.test -all"], true],
		[["v=spf1 ip4:192.0.2.1 ~all", "other=1"], true],
		[["v=spf1 redirect=_spf.mail.test"], true],
		[[], false],
		[["v=spf10 -all"], false],
		[["v=spf1 include:a.test -all", "v=spf1 include:b.test -all"], false],
		[["v=spf1 include:a.test +all"], false],
		[["v=spf1 include:a.test ?all"], false],
		[["v=spf1 all"], false],
		[["v=spf1 include:a.test"], false],
		[[`v=spf1 ${"include:a.test ".repeat(11)}-all`], false],
	])("is judged of SPF %j: %s", (texts, isRight) => {
		expect(judgeSpf(texts).isRight).toBe(isRight);
	});

	it.each([
		[["v=DKIM1; k=rsa; p=QUJD"], true],
		[["k=rsa;p=QU JD"], true],
		[["v=DKIM1; p="], false],
		[["v=DKIM1; p=QUJE"], false],
		[["v=DKIM2; p=QUJD"], false],
		[["v=DKIM1; p=QUJD", "v=DKIM1; p=QUJD"], false],
		[[], false],
	])("is judged of a DKIM key %j: %s", (texts, isRight) => {
		expect(judgeDkim(texts, "QUJD").isRight).toBe(isRight);
	});

	it.each([
		[["v=DMARC1; p=none"], true],
		[["v=DMARC1; p=reject; rua=mailto:x@y.test"], true],
		[["v=DMARC1"], false],
		[["v=DMARC1; p=maybe"], false],
		[["p=none"], false],
		[["v=DMARC1; p=none", "v=DMARC1; p=none"], false],
		[[], false],
	])("is judged of DMARC %j: %s", (texts, isRight) => {
		expect(judgeDmarc(texts).isRight).toBe(isRight);
	});

	it.each([
		[["mx.mail.test"], true],
		[[], false],
		[[""], false],
	])("is judged of MX %j: %s", (hosts, isRight) => {
		expect(judgeMx(hosts).isRight).toBe(isRight);
	});
});
