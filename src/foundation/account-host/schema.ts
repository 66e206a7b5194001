import { z } from "zod";

/** State and PKCE challenge of a sign-in that a brand began, as its pages pass them on; undefined in any other shape. */
export const pkceQuery = z
	.object({ state: z.string().regex(/^[\w-]{22}$/), challenge: z.string().regex(/^[\w-]{43}$/) })
	.optional()
	.catch(undefined);
