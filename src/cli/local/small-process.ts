/**
 * How a Node process is started beside others in `npm start`, all of which shall fit in 1 GB: V8 collects sooner, and the
 * allocator keeps one pool. Together a third less memory for about a second more of the processor; no limit, so nothing
 * that grows fails. `npm start` itself has the flags in package.json.
 */
export const SMALL_PROCESS = {
	flags: ["--max-semi-space-size=1", "--optimize-for-size"],
	environment: { MALLOC_ARENA_MAX: "1" },
};
