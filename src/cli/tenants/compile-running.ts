import * as compiler from "#foundation/brand-file/compile.ts";
import type { Running } from "#foundation/register/running.ts";
import { RUNNING } from "../publish/running.ts";

/** `running`: another than this code's, for a review of what is planned. */
export type CompileOptions = Omit<compiler.CompileOptions, "running"> & { running?: Running };

/** Compiles tenant files by what this code runs. */
export const compileTenants = (texts: readonly compiler.TenantText[], options: CompileOptions = {}) =>
	compiler.compileTenants(texts, { ...options, running: options.running ?? RUNNING });
