import { z } from "zod";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { MAX_RECEIPT_LENGTH } from "#foundation/proof/receipt.ts";
import { NOT_OFFERED, optionalField, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

export const MAX_RECEIPT_KIBIBYTES = MAX_RECEIPT_LENGTH / 1024;

/** A receipt as text or as a file; a page without a chosen file sends an empty one, and some clients none. */
export const receiptForm = (locale: Locale) => {
	const { proofs, accounts } = words(locale);
	const text = proofs.verify;
	const wrong = (error: string) => ({ error });
	return z
		.strictObject({
			receipt: textField().refine(
				(typed) => typed.length <= MAX_RECEIPT_LENGTH,
				wrong(text.tooLong(MAX_RECEIPT_KIBIBYTES)),
			),
			file: z
				.file({ error: NOT_OFFERED })
				.optional()
				.transform(async (file, check) => {
					if (file === undefined || file.size === 0) return "";
					const content = file.size > MAX_RECEIPT_LENGTH ? undefined : await textOf(file);
					if (content !== undefined) return content;
					check.addIssue(file.size > MAX_RECEIPT_LENGTH ? text.tooLong(MAX_RECEIPT_KIBIBYTES) : text.notText);
					return "";
				}),
			email: optionalField(parseMailAddress, accounts.error.email),
		})
		.superRefine(({ receipt, file }, check) => {
			if (receipt.trim() === "" && file.trim() === "")
				check.addIssue({ code: "custom", path: ["receipt"], message: text.missing });
			if (receipt.trim() !== "" && file.trim() !== "")
				check.addIssue({ code: "custom", path: ["file"], message: text.both });
		});
};

async function textOf(file: File): Promise<string | undefined> {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
	} catch {
		return undefined;
	}
}
