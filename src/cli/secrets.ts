import { randomBytes } from "node:crypto";

export type Secrets = Record<"KEK_ROOT" | "TOKEN_ROOT" | "RECEIPT_KEY", string>;

const secret = () => randomBytes(32).toString("base64");

/** Random secrets for a Worker on this machine. */
export function newSecrets(): Secrets {
	return { KEK_ROOT: secret(), TOKEN_ROOT: secret(), RECEIPT_KEY: secret() };
}

/** The secrets among lines of `NAME=value`; an earlier version of the program may have made fewer. */
export function secretsAmong(text: string): Partial<Secrets> {
	const found = text.matchAll(/^(KEK_ROOT|TOKEN_ROOT|RECEIPT_KEY)=(.+)$/gm);
	return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}

/** Where nothing listens (the discard port): mail that is sent there stays in the outbox. */
export const NO_MAIL_SERVER = "smtp://127.0.0.1:9";
