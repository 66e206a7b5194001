import { randomBytes } from "node:crypto";

export type Secrets = { KEK_ROOT: string; TOKEN_ROOT: string };

/** Random secrets for a Worker on this machine. */
export function newSecrets(): Secrets {
	return { KEK_ROOT: randomBytes(32).toString("base64"), TOKEN_ROOT: randomBytes(32).toString("base64") };
}

/** Where nothing listens (the discard port): mail that is sent there stays in the outbox. */
export const NO_MAIL_SERVER = "smtp://127.0.0.1:9";
