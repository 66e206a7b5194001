/** Where the Worker keeps copies of what it must serve without the database. An R2 bucket is one. */
export type ObjectStore = {
	get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
	put(key: string, value: Uint8Array): Promise<unknown>;
};

/** Where members' files stand, sealed. An R2 bucket is one. */
export type ObjectBucket = ObjectStore & {
	/** At most a thousand. What is not there counts as deleted. */
	delete(keys: string[]): Promise<void>;
	list(options: {
		prefix: string;
		startAfter: string;
		limit: number;
	}): Promise<{ objects: { key: string; uploaded: Date }[] }>;
};

/** The objects of acts. An R2 bucket has them all. */
export type ActStore = {
	get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer>; customMetadata?: Metadata | undefined } | null>;
	/** Null when the condition did not hold and nothing was written. */
	put(
		key: string,
		value: Uint8Array,
		options: { onlyIf: { etagDoesNotMatch: "*" }; customMetadata: Metadata },
	): Promise<unknown>;
	/** At most a thousand. */
	delete(keys: string[]): Promise<void>;
	/** In the order of the names. */
	list(options: {
		prefix: string;
		startAfter?: string;
		limit?: number;
		delimiter?: string;
		include?: "customMetadata"[];
	}): Promise<{
		objects: { key: string; uploaded: Date; customMetadata?: Metadata | undefined }[];
		delimitedPrefixes: string[];
	}>;
};

/** `id`: of the act. `version`: of the key-encryption key under which it was sealed. */
type Metadata = Record<string, string>;
