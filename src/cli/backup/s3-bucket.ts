import { createHash, createHmac } from "node:crypto";
import { SaxesParser } from "saxes";
import type { ActStore } from "#foundation/objects/store.ts";

/** An R2 bucket by its S3 interface, as the application uses one (https://developers.cloudflare.com/r2/api/s3/api/). */
export type S3Options = {
	endpoint: string;
	bucket: string;
	keyId: string;
	secret: string;
	now(): Date;
};

type Asked = {
	method: string;
	key?: string;
	query?: Record<string, string>;
	body?: Uint8Array;
	headers?: Record<string, string>;
};

/** Milliseconds that the store has for one answer. */
const ANSWER_LIMIT_MS = 60_000;
/** Objects that are asked about side by side. */
const AT_ONCE = 16;
const META = "x-amz-meta-";

export type S3Bucket = ActStore & {
	get(
		key: string,
	): Promise<{ etag: string; customMetadata: Record<string, string>; arrayBuffer(): Promise<ArrayBuffer> } | null>;
	delete(keys: string | string[]): Promise<void>;
};

export function s3Bucket(options: S3Options): S3Bucket {
	const ask = (asked: Asked) => send(options, asked);
	return {
		async get(key) {
			const answer = await ask({ method: "GET", key });
			if (answer.status === 404) return null;
			const bytes = await (await wellAnswered(answer)).arrayBuffer();
			const etag = answer.headers.get("etag") ?? "";
			return { etag, customMetadata: metadataOf(answer), arrayBuffer: async () => bytes };
		},
		async put(key, value, { onlyIf, customMetadata = {} } = {} as never) {
			const headers = {
				...Object.fromEntries(Object.entries(customMetadata).map(([name, text]) => [META + name, text])),
				...(onlyIf?.etagDoesNotMatch === "*" ? { "if-none-match": "*" } : {}),
			};
			const answer = await ask({ method: "PUT", key, body: value, headers });
			return answer.status === 412 ? null : { etag: (await wellAnswered(answer)).headers.get("etag") };
		},
		async delete(keys) {
			for (const key of [keys].flat()) await wellAnswered(await ask({ method: "DELETE", key }));
		},
		async list({ prefix, startAfter, limit, delimiter, include = [] }) {
			const query = {
				...{ "list-type": "2", prefix },
				...(startAfter === undefined ? {} : { "start-after": startAfter }),
				...(limit === undefined ? {} : { "max-keys": String(limit) }),
				...(delimiter === undefined ? {} : { delimiter }),
			};
			const listed = parseListing(await (await wellAnswered(await ask({ method: "GET", query }))).text());
			if (!include.includes("customMetadata")) return listed;
			// The listing of S3 does not say them.
			return {
				...listed,
				objects: await inPairs(listed.objects, async (one) => ({ ...one, customMetadata: await headOf(ask, one.key) })),
			};
		},
	};
}

async function headOf(ask: (asked: Asked) => Promise<Response>, key: string): Promise<Record<string, string>> {
	return metadataOf(await wellAnswered(await ask({ method: "HEAD", key })));
}

async function inPairs<One, Other>(all: readonly One[], work: (one: One) => Promise<Other>): Promise<Other[]> {
	const done: Other[] = [];
	for (let start = 0; start < all.length; start += AT_ONCE)
		done.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(work))));
	return done;
}

const metadataOf = ({ headers }: Response): Record<string, string> =>
	Object.fromEntries(
		[...headers].flatMap(([name, value]) => (name.startsWith(META) ? [[name.slice(META.length), value]] : [])),
	);

/** Names no key: keys hold ids of persons. */
async function wellAnswered(answer: Response): Promise<Response> {
	if (answer.ok) return answer;
	await answer.arrayBuffer();
	throw new Error(`the bucket answered ${answer.status}`);
}

function send(options: S3Options, { method, key, query = {}, body, headers = {} }: Asked): Promise<Response> {
	const base = new URL(options.endpoint);
	// An address with such a part is another bucket's, by the rules of addresses (RFC 3986, 5.2.4).
	if (key?.split("/").some((part) => part === "." || part === ".."))
		return Promise.reject(new Error("a key of a file leads out of its bucket"));
	const path = [
		...base.pathname.split("/").filter(Boolean),
		options.bucket,
		...(key === undefined ? [] : key.split("/")),
	];
	const url = new URL(`/${path.map(encoded).join("/")}`, base);
	url.search = canonicalQuery(query);
	const signed = signedHeaders({ method, url, headers, body: body ?? new Uint8Array() }, options);
	return fetch(url, {
		method,
		headers: signed,
		...(body === undefined ? {} : { body: Buffer.from(body) }),
		redirect: "error",
		signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
	});
}

/** RFC 3986: everything but its unreserved characters. */
const encoded = (text: string) =>
	encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (query: Readonly<Record<string, string>>) =>
	Object.entries(query)
		.map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
		.sort()
		.join("&");

const hex = (value: string | Uint8Array) => createHash("sha256").update(value).digest("hex");
const mac = (key: string | Uint8Array, text: string) => createHmac("sha256", key).update(text).digest();

/**
 * AWS Signature Version 4 (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 * @param region R2 has one, which it calls auto
 */
export function signedHeaders(
	request: { method: string; url: URL; headers: Readonly<Record<string, string>>; body: Uint8Array },
	{ keyId, secret, now }: Pick<S3Options, "keyId" | "secret" | "now">,
	region = "auto",
): Record<string, string> {
	const time = now()
		.toISOString()
		.replaceAll(/[-:]|\.\d{3}/g, "");
	const day = time.slice(0, 8);
	const sent: Record<string, string> = {
		...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
		"x-amz-content-sha256": hex(request.body),
		"x-amz-date": time,
	};
	const all = Object.entries({ ...sent, host: request.url.host }).sort(([one], [other]) => (one < other ? -1 : 1));
	const names = all.map(([name]) => name).join(";");
	const canonical = [
		...[request.method, request.url.pathname, request.url.search.slice(1)],
		...[all.map(([name, value]) => `${name}:${value.trim()}\n`).join(""), names, sent["x-amz-content-sha256"]],
	].join("\n");
	const place = `${day}/${region}/s3/aws4_request`;
	const key = [day, region, "s3", "aws4_request"].reduce<string | Uint8Array>(
		(before, text) => mac(before, text),
		`AWS4${secret}`,
	);
	const signature = createHmac("sha256", key)
		.update(`AWS4-HMAC-SHA256\n${time}\n${place}\n${hex(canonical)}`)
		.digest("hex");
	return {
		...sent,
		authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${place},SignedHeaders=${names},Signature=${signature}`,
	};
}

type Listing = { objects: { key: string; uploaded: Date }[]; delimitedPrefixes: string[] };

/** The answer to ListObjectsV2. */
export function parseListing(xml: string): Listing {
	const listed: Listing = { objects: [], delimitedPrefixes: [] };
	const path: string[] = [];
	let text = "";
	let [key, modified] = ["", ""];
	const parser = new SaxesParser();
	parser.on("opentag", ({ name }) => {
		path.push(name);
		text = "";
	});
	parser.on("text", (more) => {
		text += more;
	});
	parser.on("closetag", () => {
		const place = path.slice(1).join("/");
		path.pop();
		if (place === "Contents/Key") key = text;
		else if (place === "Contents/LastModified") modified = text;
		else if (place === "Contents") listed.objects.push({ key, uploaded: new Date(modified) });
		else if (place === "CommonPrefixes/Prefix") listed.delimitedPrefixes.push(text);
	});
	parser.write(xml).close();
	return listed;
}
