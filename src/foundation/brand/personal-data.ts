import type { CookieDeclaration, Declaration } from "../register/declaration.ts";
import { BRAND_ID, declare, NO_ROW, none, REALM_ID } from "../register/declare.ts";

const SETTING = none("A setting of a brand or its operator: their own published or business facts.");
const FINGERPRINT = none("Fingerprint of published content.");
const NUMBER = none("Number in a series of publications.");
const PUBLISHED = none("When something was published or came into force.");
const KIND = none("Kind of publication.");
const PUBLIC_TEXT = none("A published document or what changed in it, the same for every reader.");
const LANGUAGE = none("Language of a published document.");
const IMAGE = none("The brand's logo or icon, or the photo that it chose for its home page.");

const age: CookieDeclaration = {
	id: "age",
	name: "__Host-age",
	item: "necessary_cookies",
	necessary: true,
	purpose: "age_check",
	keptFor: "P1Y",
	setBy: "brand",
	promises: ["P48"],
};
const language: CookieDeclaration = {
	id: "language",
	name: "__Host-language",
	item: "necessary_cookies",
	necessary: true,
	purpose: "use_of_site",
	keptFor: "P1Y",
	setBy: "brand",
	promises: ["P24", "P48"],
};

/** Live: the registry, what each brand publishes, and the two answers that a visitor's own browser keeps. */
export const BRAND_DATA: Declaration[] = [
	declare({
		feature: "brand",
		planned: false,
		tables: {
			migration: {
				class: "platform",
				columns: {
					number: none("Number of a schema change."),
					name: none("Name of a schema change."),
					sha256: none("Fingerprint of a schema change."),
					applied_at: none("When the schema changed."),
				},
			},
			brand_revision: {
				class: "platform",
				columns: {
					brand_id: BRAND_ID,
					revision: NUMBER,
					realm_id: REALM_ID,
					source_sha256: FINGERPRINT,
					settings_json: SETTING,
					provenance_json: none("Which file and line a setting came from."),
					note: none("What was published, in words made by the program; it names settings, never a person."),
					published_at: PUBLISHED,
				},
			},
			registry: {
				class: "platform",
				columns: { revision: NUMBER, sha256: FINGERPRINT, body: SETTING, created_at: PUBLISHED },
			},
			registry_pointer: {
				class: "platform",
				columns: { id: none("Always 1."), revision: NUMBER, updated_at: PUBLISHED },
			},
			host: {
				class: "platform",
				columns: {
					hostname: SETTING,
					brand_id: BRAND_ID,
					realm_id: REALM_ID,
					role: SETTING,
					state: SETTING,
					since: PUBLISHED,
				},
			},
			brand_asset: {
				class: "owned",
				columns: {
					brand_id: BRAND_ID,
					sha256: FINGERPRINT,
					type: IMAGE,
					width: IMAGE,
					height: IMAGE,
					bytes: IMAGE,
				},
			},
			statement_version: {
				class: "owned",
				columns: {
					brand_id: BRAND_ID,
					number: NUMBER,
					locale: LANGUAGE,
					kind: KIND,
					change: KIND,
					hash: FINGERPRINT,
					previous_hash: FINGERPRINT,
					tree_json: PUBLIC_TEXT,
					facts_json: PUBLIC_TEXT,
					changes_json: PUBLIC_TEXT,
					tilt_json: PUBLIC_TEXT,
					pdf: PUBLIC_TEXT,
					published_at: PUBLISHED,
					effective_at: PUBLISHED,
				},
			},
			terms_version: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					number: NUMBER,
					locale: LANGUAGE,
					change: KIND,
					hash: FINGERPRINT,
					previous_hash: FINGERPRINT,
					tree_json: PUBLIC_TEXT,
					published_at: PUBLISHED,
					effective_at: PUBLISHED,
				},
			},
		},
		cookies: [language],
		logFields: [
			{ place: "error.name", ...none("Kind of a fault in the program: no address, page or person.") },
			{ place: "store", ...none("Which store failed: a word of a list.") },
			{ place: "problem", ...none("How it failed: a sentence of the program, with a code of the store.") },
		],
		objects: [{ prefix: "registry/", key: NO_ROW, ...none("Copy of a registry revision: settings of brands.") }],
	}),
	declare({ feature: "brand", planned: false, switchedBy: "adult", cookies: [age] }),
];
