import type { CommandIo } from "../command.ts";
import { renderLaterPdfs } from "../publish/later-pdfs.ts";
import { withDatabase } from "../run-state.ts";

/** `pdfs`: renders the PDFs that a local start left for later. It runs in a process of its own, beside the Worker. */
export async function pdfs(_argv: string[], io: CommandIo): Promise<number> {
	await withDatabase(io, "PDFs", (database) => renderLaterPdfs(database));
	return 0;
}
