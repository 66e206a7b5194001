import type { Embedded } from "./report.ts";

/**
 * Nothing is known of this source: commands that start or deploy the application put another module in the place of
 * this one (src/cli/tested/embed.ts). Import it by the name that is replaced, `#features/privacy/tested/embedded.ts`.
 */
export const EMBEDDED: Embedded = { source: undefined, report: undefined };
