import type { Recipient } from "./foundation/brand/settings.ts";

/**
 * THE table of recipients that code brings data to by itself, by kind: until a kind stands here, a publication leaves
 * out every recipient of it that only such code can serve (`KIND_NEEDS`).
 */
export const ADAPTERS: readonly Recipient["kind"][] = [];
