/**
 * Calls the email handler of a Worker that runs on this machine. @returns why it refuses the mail; undefined where it
 * takes it. @throws Error when it fails
 */
export async function deliverTo(
	worker: URL | string,
	{ from, to }: { from: string; to: string },
	raw: Uint8Array,
): Promise<string | undefined> {
	// A report has no sender; the local handler asks for one.
	const query = new URLSearchParams({ from: from === "" ? "<>" : from, to });
	const response = await fetch(new URL(`/cdn-cgi/local/email?${query}`, worker), {
		...{ method: "POST", body: new Uint8Array(raw) },
	});
	const text = await response.text();
	if (response.ok) return undefined;
	const refused = /^Worker rejected email with the following reason: (.*)$/s.exec(text)?.[1];
	if (response.status === 400) return refused ?? text;
	throw new Error(`email handler: ${response.status}`);
}
