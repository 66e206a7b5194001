/** Resolves at SIGINT or SIGTERM. A second signal does not end the process: a server left running would keep its port. */
export function untilInterrupted(): Promise<void> {
	return new Promise((resolve) => {
		process.on("SIGINT", () => resolve());
		process.on("SIGTERM", () => resolve());
	});
}
