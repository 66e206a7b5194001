import { Resolver } from "node:dns/promises";
import { CommandError } from "../command.ts";

/** What a resolver says. None where the name or the record does not exist. */
export type Dns = {
	/** The strings of each TXT record, put together (RFC 1035, 3.3.14). @throws CommandError when it does not answer */
	texts(name: string): Promise<string[]>;
	/** Hosts of MX records. @throws CommandError when it does not answer */
	mx(name: string): Promise<string[]>;
};

const ABSENT = ["ENOTFOUND", "ENODATA", "NXDOMAIN"];

/** @param resolver `host:port`; undefined: those of this machine. @throws CommandError for one that is no address */
export function askDns(resolver: string | undefined): Dns {
	const asked = new Resolver({ timeout: 3_000, tries: 2 });
	if (resolver !== undefined)
		try {
			asked.setServers([resolver]);
		} catch {
			throw new CommandError(`--resolver ${resolver} is no address with a port, like 127.0.0.1:53`);
		}
	const or = async <Value>(name: string, ask: () => Promise<Value[]>): Promise<Value[]> => {
		try {
			return await ask();
		} catch (error) {
			const code = error instanceof Error && "code" in error ? String(error.code) : "";
			if (ABSENT.includes(code)) return [];
			throw new CommandError(`DNS does not answer for ${name} (${code || "no code"})`);
		}
	};
	return {
		texts: (name) => or(name, async () => (await asked.resolveTxt(name)).map((strings) => strings.join(""))),
		mx: (name) => or(name, async () => (await asked.resolveMx(name)).map(({ exchange }) => exchange)),
	};
}
