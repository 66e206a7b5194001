import { z } from "zod";
import { versionNumber } from "#features/privacy/schema.ts";

export const versionParam = z.object({ number: versionNumber });
