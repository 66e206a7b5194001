import { countryName } from "#foundation/i18n/countries.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { Controller } from "./controllers.ts";

export type ControllerFact = readonly [term: string, value: string];

/** Who the controller is, its representative and its officer (GDPR Art. 30(1)(a)); where no file names one, that it does not. */
export function controllerFacts({ partner, brands }: Controller, locale: Locale): ControllerFact[] {
	const [first] = brands;
	if (first === undefined) return [];
	const { facts: text, notNamed } = words(locale).records;
	const { operator } = first.legal;
	if (partner !== undefined)
		return [
			[text.name, partner],
			[text.jointWith, operator.name],
			[text.contact, notNamed],
			[text.representative, notNamed],
			[text.officer, notNamed],
		];
	const { street, postalCode, city, country } = operator.address;
	const named = brands.find(({ records }) => records?.representative !== undefined)?.records?.representative;
	const joint = [
		...new Set(brands.flatMap(({ legal }) => (isJoint(legal.partner) ? [legal.partner?.name ?? ""] : []))),
	];
	return [
		[text.name, operator.name],
		[text.address, `${street}, ${postalCode} ${city}, ${countryName(country, locale)}`],
		[operator.registration.register, operator.registration.number],
		[text.contact, `${operator.phone}, ${operator.email}`],
		[text.officer, [operator.dpo.name, operator.dpo.email].filter(Boolean).join(", ")],
		[text.representative, named ? [named.name, named.address, named.email].filter(Boolean).join(", ") : notNamed],
		...(joint.length > 0 ? ([[text.jointWith, joint.join(", ")]] as const) : []),
	];
}

const isJoint = (partner: { role?: string | undefined; name?: string | undefined } | undefined): boolean =>
	partner?.role === "joint_controller" && partner.name !== undefined;
