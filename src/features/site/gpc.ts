/**
 * Whether the code obeys Global Privacy Control, as `/.well-known/gpc.json` tells browsers. The code that reads the
 * header turns it on; a test looks for that code.
 */
export const OBEYS_GPC: boolean = true;
