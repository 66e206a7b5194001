import { benchCrypto } from "./crypto-tmp.ts";
await benchCrypto({ stdout: process.stdout, stderr: process.stderr, stdin: process.stdin, directory: process.cwd(), now: () => new Date() } as never, 25_000);
