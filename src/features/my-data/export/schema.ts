import { z } from "zod";

/** Which part of a file is asked for, and of which version of it (RFC 9110, 13.1.5 and 14.2). */
export const rangeHeaders = z.object({
	range: z.string().max(200).optional(),
	"if-range": z.string().max(200).optional(),
});
export type RangeHeaders = z.infer<typeof rangeHeaders>;
