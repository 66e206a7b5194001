import { join } from "node:path";
import { quote, suggest } from "#foundation/brand/config/problem.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { type Processing, processingRecord } from "#foundation/rights/record.ts";
import { BASE_LOCALE, words } from "#locales/locales.ts";
import { CommandError, parseOptions } from "../../command.ts";
import { RUNNING } from "../../publish/running.ts";
import { loadTenants } from "../../tenants/files.ts";
import type { Usage } from "../../usage.ts";
import type { BrandIo } from "./check.ts";

export const USAGE: Usage = {
	does: "the record of processing activities (GDPR Art. 30) of a brand",
	forms: ["npm run brand -- record <id> [--json]"],
	options: { "--json": "for a program; text" },
	example: "npm run brand -- record twero",
};

/** What protects all of it (GDPR Art. 30(1)(g), 32): said once, since it is the same for every activity. */
const SECURITY =
	"Values that identify or describe a person are sealed (AES-256-GCM) under keys of that person; deleting a key erases. Keys are rotated each month. Staff see what their role needs, with a reason that the member reads. Passwords are argon2id hashes.";

/** `brand record <id> [--json]`: the record of processing activities (GDPR Art. 30(1)), from register and settings. */
export async function brandRecord(argv: readonly string[], io: BrandIo): Promise<number> {
	const { rest, switches } = parseOptions(argv, { switches: ["json"] });
	const [id] = rest;
	if (id === undefined) throw new CommandError("which brand? npm run brand -- record <id>");
	const { brands } = await loadTenants(join(io.directory, "tenants"));
	const brand = brands.find((one) => one.id === id);
	if (brand === undefined)
		throw new CommandError(
			`there is no brand ${quote(id)} without faults. ${suggest(
				id,
				brands.map((one) => one.id),
			)}`,
		);
	const { legal } = offerOf(brand.legal, RUNNING);
	const activities = processingRecord(legal, RUNNING.register);
	const { operator } = legal;
	const controller = {
		...{ name: operator.name, address: Object.values(operator.address).join(", "), email: operator.email },
		officer: [operator.dpo.name, operator.dpo.email].filter(Boolean).join(", "),
	};
	if (switches.has("json")) {
		io.stdout.write(`${JSON.stringify({ brand: id, controller, security: SECURITY, activities }, null, "\t")}\n`);
		return 0;
	}
	io.stdout.write(
		[
			`# Record of processing activities: ${legal.brandName}`,
			`Controller: ${controller.name}, ${controller.address}, ${controller.email}`,
			`Data protection officer: ${controller.officer}`,
			`Security: ${SECURITY}`,
			...activities.map(activityText),
		].join("\n\n"),
	);
	io.stdout.write("\n");
	return 0;
}

function activityText({ purpose, bases, subjects, items, recipients, limits }: Processing): string {
	const text = words(BASE_LOCALE).register;
	const named = recipients.map(({ recipient, leavesEea }) => {
		const name = recipientName(recipient, BASE_LOCALE);
		return leavesEea ? `${name} (outside the EEA: ${recipient.transfer ?? "see its countries"})` : name;
	});
	return [
		`## ${text.purposes[purpose].name}`,
		`- Basis: ${bases.map(({ category, art6, art9 }) => `${text.categories[category].name}: ${[text.art6[art6], art9 && text.art9[art9]].filter(Boolean).join(", ")}`).join("; ")}`,
		`- People: ${subjects.join(", ") || "people who are found by no account"}`,
		`- Data: ${items.map((item) => text.items[item].name).join(", ")}`,
		`- Recipients: ${named.join(", ") || "none"}`,
		`- Time limits: ${limits.map(({ rule, duration }) => `${text.retention[rule]}: ${durationWords(duration, BASE_LOCALE)}`).join("; ")}`,
	].join("\n");
}
