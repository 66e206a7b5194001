import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { exitOf, hasExited } from "#cli/local/child-exit.ts";
import { stopWrangler } from "#cli/local/wrangler.ts";

/** Of a group of its own, as wrangler is; its memory had run out. */
async function killed(): Promise<ChildProcess> {
	const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1_000)"], { detached: true, stdio: "ignore" });
	expect(hasExited(child)).toBe(false);
	const exited = once(child, "exit");
	child.kill("SIGABRT");
	await exited;
	return child;
}

it("a child that a signal ended has exited, and nothing waits for it", { timeout: 10_000 }, async () => {
	const child = await killed();
	expect(child.exitCode).toBeNull();
	expect(hasExited(child)).toBe(true);
	await expect(exitOf(child)).resolves.toBe("exited");
});

it("a wrangler that a signal ended is stopped at once", { timeout: 10_000 }, async () => {
	await expect(stopWrangler(await killed())).resolves.toBeUndefined();
});
