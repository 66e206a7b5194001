import type { IncomingMail } from "./read-mail.ts";

/**
 * Why a mail came back. `address`: there is no such mailbox. `permanent`: refused for good for another reason.
 * `temporary`: tried for days in vain. `policy`: the receiver refuses its sender, not its reader. `complaint`: the reader
 * called it spam.
 */
export type BounceKind = "address" | "permanent" | "temporary" | "policy" | "complaint";

/** `code`: the status (RFC 3463), or the kind of feedback (RFC 5965). */
export type Bounce = { kind: BounceKind; code: string };

/** Signs of a report that are read; it holds a few lines. */
const MAX_REPORT_BYTES = 64 * 1024;

/** What a report says about the one mail that it came back for; undefined for a mail that is none, or tells of no end. */
export function readReport({ parts }: Pick<IncomingMail, "parts">): Bounce | undefined {
	const reportOf = (type: string) => parts.find(({ announced }) => announced.toLowerCase() === type);
	const feedback = reportOf("message/feedback-report");
	if (feedback !== undefined) {
		const type = blocksOf(feedback.bytes)[0]?.get("feedback-type")?.toLowerCase();
		return type === "abuse" ? { kind: "complaint", code: type } : undefined;
	}
	const delivery = reportOf("message/delivery-status") ?? reportOf("message/global-delivery-status");
	if (delivery === undefined) return undefined;
	const failed = blocksOf(delivery.bytes).filter((block) => block.get("action")?.toLowerCase() === "failed");
	const bounces = failed.flatMap((block) => bounceOf(block) ?? []);
	// A mail of ours has one reader; of several that a forwarder names, the plainest refusal counts.
	return KINDS.flatMap((kind) => bounces.filter((one) => one.kind === kind))[0];
}

const KINDS: readonly BounceKind[] = ["address", "permanent", "policy", "temporary"];

/** RFC 3464, 2.3. A status may be missing or 5.0.0, and stand in what the other server said. */
function bounceOf(block: ReadonlyMap<string, string>): Bounce | undefined {
	const said = block.get("diagnostic-code") ?? "";
	const own = statusIn(block.get("status") ?? "");
	const quoted = statusIn(/\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0] ?? "");
	const status = own === undefined || /^[45]\.0\.0$/.test(own) ? (quoted ?? own) : own;
	const reply = /\b([45]\d\d)\b/.exec(said)?.[1];
	const code = status ?? (reply === undefined ? "5.0.0" : `${reply.charAt(0)}.0.0`);
	const kind = kindOf(code, reply);
	return kind && { kind, code };
}

const statusIn = (text: string) => /^\s*([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];

function kindOf(code: string, reply: string | undefined): BounceKind | undefined {
	if (code.startsWith("2")) return undefined;
	if (code.startsWith("4")) return "temporary";
	// The sender's own address is at fault there (RFC 3463, 3.2).
	if (code === "5.1.7" || code === "5.1.8" || code.startsWith("5.7.")) return "policy";
	if (code.startsWith("5.1.") || (code === "5.0.0" && reply === "550")) return "address";
	return "permanent";
}

/** Fields in blocks, each ended by an empty line (RFC 3464, 2.1). */
function blocksOf(bytes: Uint8Array): ReadonlyMap<string, string>[] {
	const text = new TextDecoder().decode(bytes.subarray(0, MAX_REPORT_BYTES)).replace(/\r\n?/g, "\n");
	return text
		.split(/\n(?:[ \t]*\n)+/)
		.map((block) => {
			const lines = block.replace(/\n[ \t]+/g, " ").split("\n");
			return new Map(
				lines.flatMap((line) => {
					const at = line.indexOf(":");
					return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const];
				}),
			);
		})
		.filter(({ size }) => size > 0);
}
