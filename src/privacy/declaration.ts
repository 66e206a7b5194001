import type { BrandFeature, Duration } from "../brand/settings.ts";
import type { ItemId } from "./items.ts";
import type { PurposeId } from "./purposes.ts";
import type { PromiseId } from "./promises.ts";
import type { RetentionId } from "./retention.ts";

/** The three categories of the statement, and `none` for columns that are nobody's personal data. */
export type Category = "necessary" | "voluntary" | "special";

/** GDPR Art. 6(1), by letter. */
export type Art6 = "a" | "b" | "c" | "f";
/** GDPR Art. 9(2), by letter: only explicit consent is used here. */
export type Art9 = "a";

/** How a column's value leaves when its subject is erased. */
export type Erasure =
	| { by: "delete" }
	| { by: "shred"; unit: "core" | "brand" | "special" | "message" | "order" | "log" }
	| { by: "tombstone" }
	/** Kept, pseudonymised, because a law says so. */
	| { by: "retain"; until: RetentionId };

export type PersonalColumn = {
	/** What it is to a reader: several columns may hold one item. */
	item: ItemId;
	category: Category;
	/** Free text and media may hold special data, so they are handled as special (P52). */
	mayHoldSpecial?: true;
	handling?: "bsn" | "fiscal";
	purposes: PurposeId[];
	art6: Art6[];
	art9?: Art9;
	retention: RetentionId;
	export: { access: "yes" | "summary" | "no"; portable: boolean; why?: string };
	erase: Erasure;
	edit: "self" | "request" | "no";
	promises: PromiseId[];
};

/** A column that holds nothing about a person, with the reason. */
export type ImpersonalColumn = { none: string };

export type TableDeclaration = {
	/** owned: keys (brand_id, …). shared: within the realm, realm_id. platform: the operator's own machinery. */
	class: "owned" | "shared" | "platform";
	/** Whose data: how a row is found from a person. */
	subject?: string;
	columns: Record<string, PersonalColumn | ImpersonalColumn>;
};

export type CookieDeclaration = {
	name: string;
	item: ItemId;
	necessary: boolean;
	purpose: PurposeId;
	/** `session`: until the browser closes. */
	keptFor: Duration | "session";
	/** Set by whom: the brand itself, or a recipient's id. */
	setBy: "brand" | string;
	promises: PromiseId[];
};

/** A field of a log line, or a prefix of an object store. */
export type PlaceDeclaration = (PersonalColumn | ImpersonalColumn) & { place: string };

/** What one feature stores. `planned`: printed in statements, refused by `deploy`, until the feature exists. */
export type Declaration = {
	feature: string;
	planned: boolean;
	/** Only brands with this switched on hold this data. Absent: every brand. */
	switchedBy?: BrandFeature | "adult";
	tables: Record<string, TableDeclaration>;
	cookies: CookieDeclaration[];
	logFields: PlaceDeclaration[];
	objects: PlaceDeclaration[];
};
