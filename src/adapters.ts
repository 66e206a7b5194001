import { ADAPTER_IDS } from "./foundation/recipients/outbound/adapters.ts";

/**
 * THE table of recipients that code brings data to by itself, by id: a publication leaves out every other recipient that
 * only such code can serve (`SENT_BY_PROGRAM`).
 */
export const ADAPTERS: readonly string[] = ADAPTER_IDS;
