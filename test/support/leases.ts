import { build } from "#foundation/db/database.ts";

/** As if the time of every job's lease were over: those of a Worker that was killed run that long. */
export const endLeases = () =>
	build.updateTable("job").set({ leased_until: "2026-11-01T00:00:00.000Z" }).where("lease_holder", "is not", null);
