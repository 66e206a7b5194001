import { z } from "zod";

/** Names of files hold the hash of their bytes; a name that is no file's is looked for in vain. */
export const fileParam = z.object({ file: z.string() });
