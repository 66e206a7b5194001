import { z } from "zod";

/** `receipt`: what the page of an erasure was opened with, a signed token. */
export const receiptQuery = z.object({ receipt: z.string().max(2_000).default("") });
