/**
 * Runs in the browser, on the page of a draft: saves the form a moment after typing stops, and shows the preview again.
 * Without this script the button does that.
 */
const PAUSE_MS = 500;

/** @returns whether it was saved: what a check refuses stays on the page alone */
async function save(form: HTMLFormElement): Promise<boolean> {
	const fields = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]);
	const reply = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
	const page = new DOMParser().parseFromString(await reply.text(), "text/html");
	const saved = page.querySelector<HTMLInputElement>("form[data-draft] input[name=version]");
	if (!reply.ok || saved === null) return false;
	for (const field of document.querySelectorAll<HTMLInputElement>("input[name=version]")) field.value = saved.value;
	return true;
}

/** What is on the page and not saved is not handed in: the steps wait for it, and for a refused field for ever. */
function holdSteps(isHeld: boolean): void {
	for (const field of document.querySelectorAll("form:not([data-draft]) input[name=version]"))
		for (const button of field.closest("form")?.querySelectorAll("button") ?? []) button.disabled = isHeld;
}

function follow(form: HTMLFormElement, preview: HTMLIFrameElement): void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let changes = 0;
	let saving: Promise<void> = Promise.resolve();
	const next = async () => {
		const typed = changes;
		if (!(await save(form).catch(() => false))) return;
		preview.contentWindow?.location.reload();
		if (typed === changes) holdSteps(false);
	};
	form.addEventListener("input", () => {
		changes += 1;
		holdSteps(true);
		clearTimeout(timer);
		timer = setTimeout(() => {
			// One after the other: each sends the version that the one before it made.
			saving = saving.then(next);
		}, PAUSE_MS);
	});
}

const form = document.querySelector<HTMLFormElement>("form[data-draft]");
const preview = document.querySelector<HTMLIFrameElement>("iframe.draft-preview");
if (form !== null && preview !== null) follow(form, preview);
