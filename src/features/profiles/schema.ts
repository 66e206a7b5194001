import { z } from "zod";
import { brandIdSchema } from "#foundation/ids.ts";
import type { PhotoSize } from "./photos/photo-encoding.ts";

/** The brand that a path of the account host names. */
export const brandParam = z.object({ brand: brandIdSchema });

const PHOTO_SIZE_NAMES = { "320": "320", "1080": "1080" } satisfies Record<PhotoSize, PhotoSize>;

/** An id in another form is "", which nothing has: it is answered as any that is unknown, after sign-in (T8). */
const id = (format: z.ZodType<string>) => format.catch("");

export const photoParams = z.object({
	photo: id(z.uuidv7()),
	size: z.enum(PHOTO_SIZE_NAMES).optional().catch(undefined),
});

/** A member as others of the brand address them: 128 random bits. */
export const memberParam = z.object({ member: id(z.string().regex(/^[\w-]{22}$/)) });
