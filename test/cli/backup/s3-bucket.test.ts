import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAll } from "#cli/backup/objects.ts";
import { parseListing, s3Bucket, signedHeaders } from "#cli/backup/s3-bucket.ts";

const CREDENTIALS = { accessKeyId: "livery-test", secretAccessKey: "a secret of this test alone" };
let miniflare: Miniflare;
let endpoint: string;
let folder: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "livery-s3-"));
	miniflare = new Miniflare(
		convertV4MiniflareOptions({
			...{ name: "s3", modules: true, script: "export default {}", cf: false, compatibilityDate: "2026-01-01" },
			...{ r2Buckets: { OBJECTS: { id: "livery-objects", s3Credentials: CREDENTIALS } } },
			resourcePersistencePath: folder,
		} as never),
	);
	endpoint = new URL("/cdn-cgi/local/r2/s3", await miniflare.ready).href;
});
afterAll(async () => {
	await miniflare.dispose();
	rmSync(folder, { recursive: true, force: true });
});

const open = (secret = CREDENTIALS.secretAccessKey) =>
	s3Bucket({ endpoint, bucket: "livery-objects", keyId: CREDENTIALS.accessKeyId, secret, now: () => new Date() });

describe("a bucket by its S3 interface", () => {
	it.each(["../livery-salts/salts/7", "a/../../livery-salts/salts/7", "./../livery-salts/range"])(
		"is asked for nothing of another bucket: %s",
		async (key) => {
			await expect(open().get(key)).rejects.toThrow("out of its bucket");
			const once = { onlyIf: { etagDoesNotMatch: "*" }, customMetadata: {} } as const;
			await expect(open().put(key, new Uint8Array([1]), once)).rejects.toThrow("out of its bucket");
		},
	);

	it("is signed as the reference of AWS does it", () => {
		const headers = signedHeaders(
			{
				...{ method: "GET", url: new URL("https://examplebucket.s3.amazonaws.com/test.txt") },
				...{ headers: { Range: "bytes=0-9" }, body: new Uint8Array() },
			},
			{
				...{ keyId: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
				now: () => new Date("2013-05-24T00:00:00.000Z"),
			},
			"us-east-1",
		);
		expect(headers.authorization).toBe(
			"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
		);
	});

	it("lists, gives and takes what R2 has, with what is said of it", async () => {
		const own = await miniflare.getR2Bucket("OBJECTS");
		await own.put("acts/jupiter-media/000000000001", "one", { customMetadata: { id: "a", version: "2" } });
		await own.put("photos/twero/a b+c", "two");
		await own.put("photos/twero/z", "three");
		const bucket = open();
		const got = await bucket.get("acts/jupiter-media/000000000001");
		expect(new TextDecoder().decode(await got?.arrayBuffer())).toBe("one");
		expect(got?.customMetadata).toEqual({ id: "a", version: "2" });
		expect(await bucket.get("photos/nothing")).toBeNull();
		const acts = await bucket.list({ prefix: "acts/jupiter-media/", include: ["customMetadata"] });
		expect(acts.objects).toEqual([
			{ key: "acts/jupiter-media/000000000001", uploaded: expect.any(Date), customMetadata: { id: "a", version: "2" } },
		]);
		expect((await bucket.list({ prefix: "acts/", delimiter: "/" })).delimitedPrefixes).toEqual(["acts/jupiter-media/"]);
		expect((await bucket.list({ prefix: "photos/", startAfter: "photos/twero/a b+c" })).objects).toHaveLength(1);
		const keys: string[] = [];
		for await (const key of listAll(bucket)) keys.push(key);
		expect(keys).toEqual(["photos/twero/a b+c", "photos/twero/z"]);
		const once = { onlyIf: { etagDoesNotMatch: "*" }, customMetadata: { of: "x" } } as const;
		expect(await bucket.put("photos/twero/new", new TextEncoder().encode("four"), once)).not.toBeNull();
		expect(await bucket.put("photos/twero/new", new TextEncoder().encode("five"), once)).toBeNull();
		expect(await (await own.get("photos/twero/new"))?.text()).toBe("four");
	});

	it("with a wrong secret says so, and nothing of what was asked", async () => {
		await expect(open("another").get("photos/twero/z")).rejects.toThrow(/^the bucket answered 403$/);
	});

	it("reads a listing with signs that XML escapes", () => {
		const xml =
			"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a&amp;b</Key><LastModified>2026-11-30T00:00:00.000Z</LastModified></Contents><CommonPrefixes><Prefix>c/</Prefix></CommonPrefixes></ListBucketResult>";
		expect(parseListing(xml)).toEqual({
			objects: [{ key: "a&b", uploaded: new Date("2026-11-30T00:00:00.000Z") }],
			delimitedPrefixes: ["c/"],
		});
	});
});
