/**
 * Runs in the browser, on the page of a draft: saves the form a moment after typing stops, and shows the preview again.
 * Without this script the button does that.
 */
const PAUSE_MS = 500;
const form = document.querySelector<HTMLFormElement>("form[data-draft]");
const frame = document.querySelector<HTMLIFrameElement>("iframe.draft-preview");
let timer: ReturnType<typeof setTimeout> | undefined;
let isSaving = false;
let isBehind = false;

async function save(from: HTMLFormElement): Promise<void> {
	if (isSaving) {
		isBehind = true;
		return;
	}
	isSaving = true;
	isBehind = false;
	const fields = [...new FormData(from)].map(([name, value]): [string, string] => [name, String(value)]);
	try {
		const reply = await fetch(from.action, { method: "POST", body: new URLSearchParams(fields) });
		if (reply.ok) {
			const page = new DOMParser().parseFromString(await reply.text(), "text/html");
			const saved = page.querySelector<HTMLInputElement>("form[data-draft] input[name=version]");
			if (saved !== null)
				for (const field of document.querySelectorAll<HTMLInputElement>("input[name=version]"))
					field.value = saved.value;
			frame?.contentWindow?.location.reload();
		}
	} finally {
		isSaving = false;
	}
	if (isBehind) await save(from);
}

form?.addEventListener("input", () => {
	clearTimeout(timer);
	timer = setTimeout(() => void save(form), PAUSE_MS);
});
