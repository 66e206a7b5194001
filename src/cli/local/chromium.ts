import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { Writable } from "node:stream";
import { CommandError } from "../command.ts";

const PLACES = [
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser for tests: CHROMIUM, or where it usually is. */
export function findChromium(): string | undefined {
	return [process.env.CHROMIUM, ...PLACES].find((path) => path !== undefined && path !== "" && existsSync(path));
}

/** Debian packages that the tests use; installed when this is Debian, we are root, and they are missing. */
export function installTestTools(stdout: Writable): void {
	const missing = [...(findChromium() ? [] : ["chromium"]), ...(existsSync("/usr/bin/qpdf") ? [] : ["qpdf"])];
	if (missing.length === 0) return;
	const canInstall = existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;
	if (canInstall) {
		stdout.write(`installing ${missing.join(" and ")} from Debian's packages\n`);
		const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
		for (const argv of [
			["update", "-qq"],
			["install", "-y", "-qq", "--no-install-recommends", ...missing],
		])
			spawnSync("apt-get", argv, { stdio: ["ignore", "ignore", "inherit"], env: environment });
	}
	if (!findChromium())
		throw new CommandError("the browser tests need Chromium: install it, or set CHROMIUM to its path");
}
