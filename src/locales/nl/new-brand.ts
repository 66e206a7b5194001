import type * as en from "../en/new-brand.ts";

export const newBrand: typeof en.newBrand = {
	greeting: (name) => `Welkom bij ${name}`,
	intro: (name) => `${name} is een eigen plek voor zijn leden. Wat je deelt, en met wie, bepaal je zelf.`,
	description: (name) => `${name}: lees wie we zijn en hoe we met je gegevens omgaan.`,
};
