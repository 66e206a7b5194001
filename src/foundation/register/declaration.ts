import type { Compilable } from "kysely";
import type { Art6, Art9, Category } from "../brand/edition-terms.ts";
import type { BrandFeature, LegalTerms } from "../brand/settings.ts";
import type { IndexKind, KeyRing } from "../crypto/keys.ts";
import type { Database } from "../db/database.ts";
import type { TableClass } from "../db/table-rules.ts";
import type { Tables } from "../db/tables.ts";
import type { Duration } from "../i18n/duration.ts";
import type { Settings } from "../settings.ts";
import type { ItemId } from "./items.ts";
import type { PromiseId } from "./promises.ts";
import type { PurposeId } from "./purposes.ts";
import type { RetentionId } from "./retention.ts";

/** How a column's value leaves when its subject is erased. */
export type Erasure =
	| { by: "delete" }
	/** `part`: has a key of its own within the unit, replaced whenever the value is written, and goes with the unit. */
	| {
			by: "shred";
			unit: "core" | "brand" | "special" | "message" | "order" | "log" | "evidence" | "notice" | "erasure" | "breach";
			part?:
				| "detail"
				| "profile"
				| "photo"
				| "access"
				| "measure"
				| "disclosure"
				| "legal"
				| "restriction"
				| "objection"
				| "request"
				| "hold"
				| "ticket"
				| "export";
	  }
	/** The row stays, as a link or a place; `as` stands where the value stood, an empty text unless told. */
	| { by: "tombstone"; as?: string }
	/** Kept, pseudonymised, because a law says so. */
	| { by: "retain"; until: RetentionId };

export type PersonalColumn = {
	/** What it is to a reader: several columns may hold one item. */
	item: ItemId;
	category: Category;
	/** Free text and media may hold special data, so an adult brand handles them as special (P52). */
	mayHoldSpecial?: true;
	/** Necessary elsewhere, special on an adult brand: being its member already says something (DECISIONS 13). */
	specialOnAdultBrands?: true;
	handling?: "bsn" | "fiscal";
	purposes: PurposeId[];
	art6: Art6[];
	/** One or more for special data and for what may be special; absent for other data. */
	art9?: Art9[];
	retention: RetentionId;
	export: { access: "yes" | "summary" | "no"; portable: boolean; why?: string };
	erase: Erasure;
	edit: "self" | "request" | "no";
	promises: PromiseId[];
};

/** A column that holds nothing about a person, with the reason. */
export type ImpersonalColumn = { none: string };

export type Column = PersonalColumn | ImpersonalColumn;

export function isPersonal(column: Column): column is PersonalColumn {
	return "item" in column;
}

/** Whom rows are about. A registration becomes a member of the same id. A feature declares others by `person`. */
export type SubjectKind = "member" | "registration" | "staff" | (string & {});

/** Of a table whose rows may be about persons of any kind, by their ids. */
export const ANYONE = "anyone";

/** A column of any table; the check finds whether it is one of the table that is meant. */
export type ColumnName = { [Table in keyof Tables]: keyof Tables[Table] & string }[keyof Tables];

/** From a row to the rows of another table: `from` is a column here, `to` the column there that holds the same value. */
export type Join = { from: ColumnName; table: keyof Tables; to: ColumnName };
/** A column of the row itself, or of the row that the joins lead to. */
export type Path = { column: ColumnName; via?: readonly [Join] | readonly [Join, Join] };

/** How rows are found from a person: the column that holds the person's id. */
export type Subject = Path & {
	as: SubjectKind | typeof ANYONE;
	/** What the erasure of this subject touches; absent: every personal column. */
	columns?: readonly ColumnName[];
};

/** Each row of a table is a person, by its `id`; it goes last as that person is erased. */
export type PersonDeclaration = {
	as: SubjectKind;
	/** The rule that ends the person as a whole. Of a kind that a feature brings, it counts by the table's own clock. */
	endedBy: RetentionId;
	/**
	 * How an e-mail address finds the person: `index` is its keyed hash of this kind, `sealed` the address as it was given,
	 * under the core key of the person. Absent: no address finds anybody here.
	 */
	address?: { index: ColumnName; kind: IndexKind; sealed: ColumnName };
	/** The page of the account host where such a person, signed in, gets a copy. Absent: there is no account to sign in to. */
	copyAt?: string;
};

/** When the event of a retention rule happened, for each rule that the table's columns name. ISO 8601 stands there. */
export type Clocks = Partial<Record<RetentionId, ColumnName | Path>>;

/**
 * The keys that seal a table's rows and nothing else, and go with each row: every key of the owner, the owner's key of
 * this id, or the owner's key of the unit that begins so and ends with the row's value of `by`.
 */
export type RowKey = { owner: ColumnName } & (object | { id: ColumnName } | { unit: string; by: ColumnName });

export type TableDeclaration = {
	/** owned: keys (brand_id, …). shared: within the realm, realm_id. platform: the operator's own machinery. */
	class: TableClass;
	/**
	 * Whose data. `later`: of a planned feature; refused once it is live. `none`: nobody can be found in it, with the
	 * reason. Absent: no column is personal.
	 */
	subjects?: readonly [Subject, ...Subject[]] | "later" | { none: string };
	person?: PersonDeclaration;
	clocks?: Clocks;
	/** Whether the row goes once every personal column of it is erased. `keep`: it stays, with those columns emptied. */
	rowOnErase?: "delete" | "keep";
	rowKey?: RowKey;
	/**
	 * Rows are told to their subject, on a page, in a copy and on a receipt alike, from the moment in this column on
	 * (ISO 8601), which may stand in another table; where nothing stands there, at once. For a recorded order alone.
	 */
	shownFrom?: ColumnName | Path;
	/** Staff may hold single rows of members, so that they are kept although their person's data go (DECISIONS 118). */
	holdable?: true;
	columns: Record<string, Column>;
};

/** Key of a cookie's description in `words/text.ts`. */
export const COOKIE_IDS = [
	"age",
	"language",
	"cookie_choice",
	"sign_in",
	"session",
	"account_session",
	"device",
	"joining",
	"staff_session",
	"ga",
] as const;
export type CookieId = (typeof COOKIE_IDS)[number];

export type CookieDeclaration = {
	id: CookieId;
	name: string;
	item: ItemId;
	necessary: boolean;
	purpose: PurposeId;
	/** `session`: until the browser closes. */
	keptFor: Duration | "session";
	/** Only brands that ask for a recipient's consent have it. */
	withConsent?: true;
	/** Set by whom: the brand itself, or for a recipient, by its id; then only brands have it where it gets the item. */
	setBy: "brand" | (string & {});
	promises: PromiseId[];
};

/** A field of a log line. */
export type PlaceDeclaration = Column & { place: string };

/** Where the keys of objects stand, or why no row names them. `later`: of a planned feature. */
export type ObjectKey = `${keyof Tables}.${ColumnName}` | { none: string } | "later";
/** Objects of a store whose names begin with a prefix. */
export type ObjectDeclaration = Column & {
	prefix: string;
	/** Objects stand under the key of their row, or each under the key, a slash and its own name. */
	key: ObjectKey;
	/** Of the files in a copy. */
	extension?: string;
};

/** What one feature stores. `planned`: nothing is stored, asked or said of it until the feature exists. */
export type Declaration = {
	feature: string;
	planned: boolean;
	/**
	 * The tables are there and nothing writes them yet, with the reason: no text says a word of them, until what writes
	 * them takes this away (DECISIONS 98, 111). Retention, erasure and a copy treat them as any other.
	 */
	unwritten?: string;
	/** Staff read a notice of their own: what is declared for them is left out of a brand's statement. */
	audience?: "staff";
	/** Only brands with this switched on hold this data. Absent: every brand. */
	switchedBy?: BrandFeature | "adult";
	tables: Record<string, TableDeclaration>;
	cookies: CookieDeclaration[];
	logFields: PlaceDeclaration[];
	objects: ObjectDeclaration[];
	/** What else is written as people's data go: what an outside provider is told, what must stay of them. */
	onErasure?: ErasureHook;
};

export type ErasedSubject = {
	id: string;
	/** When the erasure counts as done, ISO 8601; the same however often the batch is tried. */
	at: string;
	/** When the account was closed; of a subject that has none, the same moment. */
	endedAt: string;
};

/** The subjects of one kind and realm that one batch erases. `brands`: every brand that the realm ever had. */
export type ErasedSubjects = {
	kind: SubjectKind;
	realm: string;
	brands: readonly string[];
	/** The terms that are in force in the realm; none where no brand is left. */
	terms: readonly LegalTerms[];
	subjects: readonly ErasedSubject[];
};

/**
 * What a feature writes as people's data go, where rows cannot say it: what must stay of them. It reads, and gives the
 * queries that stand in the batch of the erasure, right before the subjects' own rows go; it writes nothing itself, for
 * the batch may be tried again.
 */
export type ErasureHook = (context: ErasureContext, erased: ErasedSubjects) => Promise<readonly Compilable[]>;

export type ErasureContext = {
	keys: () => Promise<KeyRing>;
	now: number;
	database: Database;
	/** The store of members' files. What is put there before the batch stands under a name that the same work gives again. */
	settings: Pick<Settings, "objects">;
	/** Of the erasure. */
	register: Register;
};

/** What a product stores about people, feature by feature. It is handed in: nothing here knows the features. */
export type Register = readonly Declaration[];
