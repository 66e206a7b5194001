import { BASE_LOCALE } from "#locales/locales.ts";
import type { Duration } from "../../i18n/duration.ts";
import { type Legal, type Look, MAX_ASKED_RECIPIENTS, type Recipient } from "../settings.ts";
import { unnamedIn } from "../unnamed.ts";
import { type Problem, quote } from "./problem.ts";
import type { ParsedOperator, Provenance, Resolution } from "./resolve.ts";

type At = (target: string, why: string, fix: string) => Problem;

/** Where a resolved value was written; for what nobody wrote, the operator's defaults. */
export function problemOf(resolution: Resolution, target: string, why: string, fix: string): Problem {
	const origin = originOf(resolution.provenance, target);
	const { file, line, column } = origin ?? resolution.defaultsPosition;
	return { file, line, column, path: target, why: `Brand "${resolution.brand.id}": ${why}`, fix, level: "error" };
}

function originOf(provenance: Provenance, target: string) {
	for (let path = target; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf(".")))) {
		const origin = provenance[path];
		if (origin !== undefined && origin.from !== "platform") return origin;
	}
	return undefined;
}

function days(duration: Duration): number {
	const count = Number(duration.slice(1, -1));
	return count * ({ D: 1, M: 30.4375, Y: 365.25 }[duration.slice(-1)] ?? 1);
}

function checkRetention(legal: Legal, { file }: ParsedOperator, at: At): Problem[] {
	return (["eraseAfterClosing", "visitLogRetention"] as const).flatMap((key) => {
		const maximum = file.limits?.[key] ?? file.defaults[key];
		if (maximum === undefined || days(legal[key]) <= days(maximum)) return [];
		return [
			at(`legal.${key}`, `${key} ${legal[key]} is above the operator's maximum ${maximum}.`, `At most "${maximum}".`),
		];
	});
}

function checkAge(legal: Legal, at: At): Problem[] {
	if (!legal.adult || legal.minimumAge >= 18) return [];
	return [at("legal.minimumAge", `an adult brand admits people of ${legal.minimumAge}.`, "minimumAge = 18 or more.")];
}

function checkPayments(legal: Legal, look: Look, at: At): Problem[] {
	const on = (feature: Legal["features"][number]) => legal.features.includes(feature);
	const problems: Problem[] = [];
	if (on("payments") && legal.paymentMethods.length === 0) {
		problems.push(at("legal.paymentMethods", "payments are on but there is no way to pay.", "Name paymentMethods."));
	}
	if (on("payments") && look.priceList === undefined) {
		problems.push(at("look.priceList", "payments are on but there is no price list.", "Name a priceList."));
	}
	for (const feature of ["shop", "performers"] as const) {
		if (!on(feature) || on("payments")) continue;
		problems.push(
			at("legal.features", `${quote(feature)} needs payments, which are off.`, `Switch payments on or ${feature} off.`),
		);
	}
	if (new Set(legal.features).size !== legal.features.length) {
		problems.push(at("legal.features", "a feature stands there twice.", "Keep one."));
	}
	return problems;
}

/** What must have a recipient, because data go there as soon as it is used. */
function neededKinds(legal: Legal): { kind: Recipient["kind"]; because: string }[] {
	const needs: { kind: Recipient["kind"]; because: string }[] = [
		{ kind: "hosting", because: "the site runs somewhere" },
		{ kind: "mail", because: "every site sends mail" },
	];
	if (legal.features.includes("payments")) needs.push({ kind: "payment_provider", because: "payments are on" });
	if (legal.features.includes("shop")) needs.push({ kind: "delivery", because: "the shop is on" });
	if (legal.features.includes("performers")) needs.push({ kind: "tax_authority", because: "performers are paid" });
	return needs;
}

function checkRecipients(legal: Legal, at: At): Problem[] {
	if (legal.recipients.length === 0) {
		return [at("legal.recipients", "the list of recipients is empty.", "Name at least the host.")];
	}
	return neededKinds(legal)
		.filter(({ kind }) => !legal.recipients.some((recipient) => recipient.kind === kind))
		.map(({ kind, because }) =>
			at("legal.recipients", `${because}, but no recipient is of kind ${quote(kind)}.`, "Add one to recipients."),
		);
}

/** Of more, a browser would forget a no, and ask again on every page. */
function checkAsked({ recipients }: Legal, at: At): Problem[] {
	const asked = recipients.filter(({ requiresConsent }) => requiresConsent).length;
	if (asked <= MAX_ASKED_RECIPIENTS) return [];
	const why = `${asked} recipients need a yes, and a browser keeps no more than ${MAX_ASKED_RECIPIENTS} answers.`;
	return [
		at("legal.recipients", why, `At most ${MAX_ASKED_RECIPIENTS} that need a yes: leave some out of recipients.`),
	];
}

/** P20: what a brand withholds goes to no third party that the service does not depend on. */
function checkWithheld(legal: Legal, withheld: readonly string[], at: At): Problem[] {
	return legal.recipients
		.filter(({ kind }) => kind === "analytics" || kind === "fraud_prevention")
		.flatMap(({ id, name, fields }) =>
			fields
				.filter((item) => withheld.includes(item))
				.map((item) => {
					const why = `${name} would get ${quote(item)}, which this brand withholds.`;
					return at(`legal.recipients.${id}.fields`, why, "Remove the item, or name other fields under sharing.");
				}),
		);
}

function checkWords(legal: Legal, look: Look, at: At): Problem[] {
	const unsaid = legal.recipients.flatMap(({ id, group }) =>
		look.locales.available
			.filter((locale) => group !== undefined && group[locale] === undefined)
			.map((locale) =>
				at(
					`legal.recipients.${id}.group.${BASE_LOCALE}`,
					`the group ${quote(id)} has no word in ${quote(locale)}.`,
					`Add ${locale} to group.`,
				),
			),
	);
	const formless = look.locales.available
		.filter((locale) => legal.operator.legalForm[locale] === undefined)
		.map((locale) => {
			const why = `the operator's legal form is missing in ${quote(locale)}.`;
			const [other = ""] = Object.keys(legal.operator.legalForm);
			return at(`legal.operator.legalForm.${other}`, why, `Add ${locale} to legalForm.`);
		});
	return [...formless, ...unsaid];
}

/** What the brand's statement says is not yet named: for the operator to find out, and no reason to stop. */
export function checkNamed(legal: Legal, resolution: Resolution): Problem[] {
	const unnamed = unnamedIn(legal);
	const [first] = unnamed;
	if (first === undefined) return [];
	const why = `the statement says "not yet named" of ${unnamed.map(({ what }) => what).join("; ")}.`;
	return [{ ...problemOf(resolution, first.target, why, "Write it in the operator's file."), level: "warning" }];
}

/** Meaning and policy of what one brand ends up with. */
export function checkLegal(legal: Legal, look: Look, resolution: Resolution): Problem[] {
	const at: At = (target, why, fix) => problemOf(resolution, target, why, fix);
	return [
		...checkRetention(legal, resolution.operator, at),
		...checkAge(legal, at),
		...checkPayments(legal, look, at),
		...checkRecipients(legal, at),
		...checkAsked(legal, at),
		...checkWithheld(legal, resolution.withheld, at),
		...checkWords(legal, look, at),
	];
}
