/** HTTP answers that have a page of their own in the brand's look. */
export const ERROR_STATUSES = [400, 403, 404, 405, 409, 410, 413, 429, 500, 503] as const;
export type ErrorStatus = (typeof ERROR_STATUSES)[number];

export type UnbrandedStatus = 421 | 500 | 503;
