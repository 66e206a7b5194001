import { AppError } from "../errors.ts";
import { setMoment } from "./moment.ts";
import type { AppContext } from "./resolve-site.ts";

/**
 * The fields of a form as text. Only the named ones may come, each at most once: another is no slip of a person but
 * a try (threat T23).
 * @throws AppError bad_request when the body is not a form, or not this one
 */
export async function readForm<Field extends string>(
	c: AppContext,
	allowed: readonly Field[],
): Promise<Partial<Record<Field, string>>> {
	const fields = await readAnyForm(c);
	const known: ReadonlySet<string> = new Set(allowed);
	if (Object.keys(fields).some((name) => !known.has(name)))
		throw new AppError("bad_request", "a field that this form does not have");
	return fields as Partial<Record<Field, string>>;
}

/** The fields of a form whose names the caller checks; no field twice, and no file. */
export async function readAnyForm(c: AppContext): Promise<Record<string, string>> {
	if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header("Content-Type") ?? ""))
		throw new AppError("bad_request", "not a form");
	const fields = new Map<string, string>();
	for (const [name, value] of await formOf(c)) {
		if (typeof value !== "string" || fields.has(name))
			throw new AppError("bad_request", "a field twice, or a file for a text");
		fields.set(name, value);
	}
	return Object.fromEntries(fields);
}

/**
 * The same for a form that brings one file: its bytes, none where no file was chosen. Its name and type, which the
 * sender may make up, are passed over.
 * @throws AppError bad_request
 */
export async function readUpload<Field extends string>(
	c: AppContext,
	file: string,
	allowed: readonly Field[],
): Promise<{ fields: Partial<Record<Field, string>>; bytes: Uint8Array }> {
	if (!/^multipart\/form-data\b/i.test(c.req.header("Content-Type") ?? ""))
		throw new AppError("bad_request", "not a form with a file");
	const fields: Partial<Record<Field, string>> = {};
	let bytes: Uint8Array | undefined;
	for (const [name, value] of await formOf(c)) {
		const known = allowed.find((field) => field === name);
		const isFile = name === file && typeof value !== "string" && bytes === undefined;
		if (isFile) bytes = new Uint8Array(await value.arrayBuffer());
		else if (known !== undefined && typeof value === "string" && fields[known] === undefined) fields[known] = value;
		else throw new AppError("bad_request", "a field that this form does not have");
	}
	return { fields, bytes: bytes ?? new Uint8Array() };
}

/** A sender may take its time over a body: codes, sessions and counts go by the moment at which all of it is here. */
async function formOf(c: AppContext): Promise<FormData> {
	try {
		return await c.req.formData();
	} catch (error) {
		throw new AppError("bad_request", "malformed form", { cause: error });
	} finally {
		setMoment(c, c.var.clock());
	}
}
