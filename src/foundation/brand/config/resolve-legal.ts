import { BASE_LOCALE } from "#locales/locales.ts";
import type { Terms } from "./operator.ts";
import { valueAt } from "./problem.ts";
import { leavesOf, type ParsedOperator, present, type Resolution } from "./resolve.ts";

/** The operator as the statement names it, to be checked against `operatorSchema`. */
export function resolveOperator(operator: ParsedOperator): unknown {
	const { recipient: _r, defaults: _d, brand: _b, limits: _l, ...identity } = operator.file;
	return present({ id: operator.id, ...identity });
}

function resolveFeatures(resolution: Resolution): string[] | undefined {
	const allowed = resolution.term("legal.features", ["features"], (terms) => terms.features);
	const switches = resolution.brand.file.features ?? {};
	const kept = allowed?.filter((feature) => switches[feature] !== false);
	if (kept !== undefined && kept.length !== allowed?.length) {
		resolution.provenance["legal.features"] = resolution.brandOrigin(["features"]);
	}
	return kept;
}

function resolveRecipients(resolution: Resolution, allItems: readonly string[]): unknown[] | undefined {
	const ids = resolution.term("legal.recipients", ["recipients"], (terms) => terms.recipients);
	return ids?.flatMap((id) => {
		const block = Object.hasOwn(resolution.operator.file.recipient, id)
			? resolution.operator.file.recipient[id]
			: undefined;
		if (block === undefined) return [];
		const target = `legal.recipients.${id}`;
		for (const leaf of leavesOf(block)) {
			resolution.ofOperator(`${target}.${leaf.join(".")}`, ["recipient", id, ...leaf], valueAt(block, leaf));
		}
		const fields = resolution.term(
			`${target}.fields`,
			["sharing", id, "fields"],
			(terms) => terms.sharing?.[id]?.fields,
		);
		const consent = resolution.term(
			`${target}.requiresConsent`,
			["sharing", id, "requiresConsent"],
			(terms) => terms.sharing?.[id]?.requiresConsent,
		);
		const shared = fields ?? block.fields;
		const { group, ...settings } = block;
		const name =
			block.name ?? resolution.ofOperator(`${target}.name`, ["recipient", id, "group"], group?.[BASE_LOCALE]);
		return [
			{
				...settings,
				...(block.name === undefined ? { name, group } : {}),
				id,
				fields: shared.includes("*") ? allItems : shared,
				requiresConsent: consent ?? block.requiresConsent,
			},
		];
	});
}

function resolvePartner(resolution: Resolution, relation: string | undefined): unknown {
	if (relation !== "partner") return undefined;
	const { operator } = resolution;
	const name = resolution.term("legal.partner.name", ["partner", "name"], (terms) => terms.partner?.name);
	const network = resolution.term("legal.partner.network", ["partner", "network"], (terms) => terms.partner?.network);
	const role = resolution.term("legal.partner.role", ["partner", "role"], (terms) => terms.partner?.role);
	return present({
		name,
		network: network ?? resolution.ofOperator("legal.partner.network", ["network"], operator.file.network),
		role,
	});
}

/** What the statement is derived from, to be checked against `legalSchema`. */
export function resolveLegal(resolution: Resolution, allItems: readonly string[]): unknown {
	const { brand, operator } = resolution;
	const identity = resolveOperator(operator);
	for (const leaf of leavesOf(identity)) {
		resolution.ofOperator(`legal.operator.${leaf.join(".")}`, leaf, valueAt(identity, leaf));
	}
	const term = <T>(path: string, read: (terms: Terms) => T | undefined) =>
		resolution.term(`legal.${path}`, path.split("."), read);
	const relation = term("relation", (terms) => terms.relation);
	const features = resolveFeatures(resolution);
	const paymentMethods = term("paymentMethods", (terms) => terms.paymentMethods);
	return present({
		brandName: resolution.own("legal.brandName", ["name"], brand.file.name, ""),
		host: resolution.own("legal.host", ["hosts", "primary"], brand.file.hosts.primary, ""),
		operator: identity,
		relation,
		partner: resolvePartner(resolution, relation),
		adult: term("adult", (terms) => terms.adult),
		minimumAge: term("minimumAge", (terms) => terms.minimumAge),
		features,
		paymentMethods: features?.includes("payments") === false ? [] : paymentMethods,
		contacts: {
			rights: {
				by: term("contacts.rights.by", (terms) => terms.contacts?.rights?.by),
				email: term("contacts.rights.email", (terms) => terms.contacts?.rights?.email),
			},
			help: term("contacts.help", (terms) => terms.contacts?.help),
			helpKept: term("contacts.helpKept", (terms) => terms.contacts?.helpKept),
			security: term("contacts.security", (terms) => terms.contacts?.security),
		},
		responseDays: term("responseDays", (terms) => terms.responseDays),
		eraseAfterClosing: term("eraseAfterClosing", (terms) => terms.eraseAfterClosing),
		visitLogRetention: term("visitLogRetention", (terms) => terms.visitLogRetention),
		recipients: resolveRecipients(resolution, allItems),
	});
}
