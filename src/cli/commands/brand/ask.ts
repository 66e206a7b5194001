import { createInterface } from "node:readline/promises";
import { CommandError } from "../../command.ts";
import type { BrandIo } from "./check.ts";

/** The answers ended before the questions did: asking again brings nothing. */
export class AnswersEnded extends CommandError {}

/** A question to the person at the terminal; an empty answer is `otherwise`. */
export type Ask = (question: string, otherwise: string) => Promise<string>;

/**
 * Asks on the terminal as often as `work` needs.
 * @throws AnswersEnded when the answers end before the questions do
 */
export async function asking<Result>(io: BrandIo, work: (ask: Ask) => Promise<Result>): Promise<Result> {
	const lines = createInterface({ input: io.stdin, output: io.stdout });
	const closed = new AbortController();
	lines.once("close", () => closed.abort());
	try {
		return await work(async (question, otherwise) => {
			const hint = otherwise === "" ? "" : ` [${otherwise}]`;
			const answer = await lines.question(`${question}${hint}: `, { signal: closed.signal });
			return answer.trim() === "" ? otherwise : answer.trim();
		});
	} catch (error) {
		if (error instanceof Error && error.name === "AbortError")
			throw new AnswersEnded("No answer: nothing was written.");
		throw error;
	} finally {
		lines.close();
	}
}
