/**
 * Runs in the browser, on pages of the console: single keys press the buttons and links that the page has without them.
 * `data-key` names the key of a button or link, or of a part whose first control takes the focus. Members of staff who
 * have keys off get no script (WCAG 2.1.4).
 */
const part = <Kind extends HTMLElement>(name: string) => document.querySelector<Kind>(`[data-keys="${name}"]`);
const list = part<HTMLDialogElement>("list");

function toggleList(): void {
	if (list?.open) list.close();
	else list?.showModal();
}

function press(key: string): boolean {
	const found = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
	if (found === null) return false;
	if (found.matches("a, button")) found.click();
	else found.querySelector<HTMLElement>("input:not([type=hidden]),select,textarea,button,a")?.focus();
	return true;
}

/** Moves to the first control of the row after or before the one that has the focus; at the first press, into the table. */
function move(by: 1 | -1): boolean {
	const controls = [...document.querySelectorAll("tbody tr")].flatMap(
		(row) => row.querySelector<HTMLElement>("a[href], button") ?? [],
	);
	const here = controls.findIndex((control) => control.closest("tr")?.contains(document.activeElement));
	const next = controls[here === -1 ? 0 : here + by];
	next?.focus();
	return next !== undefined;
}

/** Two keys for the same: the next and the previous case, where the page leads there, else the next and previous row. */
const STEPS: Readonly<Record<string, { key: string; by: 1 | -1 }>> = {
	n: { key: "n", by: 1 },
	j: { key: "n", by: 1 },
	p: { key: "p", by: -1 },
	k: { key: "p", by: -1 },
};

function obey(key: string): boolean {
	const step = STEPS[key];
	return step === undefined ? press(key) : press(step.key) || move(step.by);
}

/** Where a letter is text, or chooses by itself. */
const TAKES_TEXT = "input,textarea,select,[contenteditable]";

document.addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
	if (event.target instanceof Element && event.target.matches(TAKES_TEXT)) return;
	const isLetter = /^[a-z]$/.test(event.key) && !list?.open;
	if (event.key === "?") toggleList();
	else if (!isLetter || !obey(event.key)) return;
	event.preventDefault();
});

const showsList = part("show");
if (showsList !== null) showsList.hidden = false;
showsList?.addEventListener("click", toggleList);
part("close")?.addEventListener("click", () => list?.close());
