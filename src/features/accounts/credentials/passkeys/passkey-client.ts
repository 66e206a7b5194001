import {
	browserSupportsWebAuthn,
	browserSupportsWebAuthnAutofill,
	startAuthentication,
	startRegistration,
	WebAuthnError,
} from "@simplewebauthn/browser";

/**
 * Runs in the browser, on pages with a form of a passkey: shows it where there can be passkeys, fills it in and sends
 * it off like any form. Without this script the form stays hidden, and the page is the one with a password.
 */

/** Milliseconds after which the challenge is requested again: a little less than its lifetime. */
const REFRESH = 4 * 60 * 1000;

type Begun<Ceremony extends (given: { optionsJSON: never }) => unknown> = {
	options: Parameters<Ceremony>[0]["optionsJSON"];
	token: string;
};

function fill(form: HTMLFormElement, name: string, value: string): void {
	const field = form.elements.namedItem(name);
	if (field instanceof HTMLInputElement) field.value = value;
}

function finish(form: HTMLFormElement, token: string, response: unknown): void {
	fill(form, "token", token);
	fill(form, "response", JSON.stringify(response));
	const keep = document.querySelector<HTMLInputElement>("#keep");
	fill(form, "keep", keep?.checked ? "yes" : "");
	form.submit();
}

/** The words stand on the page, in its language. */
function say(form: HTMLFormElement, error: unknown): void {
	const note = form.querySelector("[data-note]");
	if (!(note instanceof HTMLElement)) return;
	const { cancelled = "", known = "", failed = "" } = form.dataset;
	const name = error instanceof Error ? error.name : "";
	const isKnown = error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
	note.textContent = isKnown ? known : name === "NotAllowedError" || name === "AbortError" ? cancelled : failed;
	note.hidden = false;
}

async function askBegin(form: HTMLFormElement): Promise<Begun<typeof startAuthentication>> {
	const answer = await fetch(form.dataset.options ?? "", { credentials: "same-origin" });
	if (!answer.ok) throw new Error(`${answer.status}`);
	return answer.json();
}

/** The browser offers passkeys in the field of the user name, for as long as the page is open. */
async function offerInField(form: HTMLFormElement): Promise<void> {
	if (!(await browserSupportsWebAuthnAutofill())) return;
	try {
		const { options, token } = await askBegin(form);
		finish(form, token, await startAuthentication({ optionsJSON: options, useBrowserAutofill: true }));
	} catch {
		// Nobody asked for anything yet: the button and the password are there.
	}
}

function enhanceSignIn(form: HTMLFormElement): void {
	void offerInField(form);
	const timer = setInterval(() => void offerInField(form), REFRESH);
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		clearInterval(timer);
		try {
			const { options, token } = await askBegin(form);
			finish(form, token, await startAuthentication({ optionsJSON: options }));
		} catch (error) {
			say(form, error);
		}
	});
}

function enhanceAdding(form: HTMLFormElement): void {
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		try {
			const { options, token }: Begun<typeof startRegistration> = JSON.parse(form.dataset.begin ?? "");
			finish(form, token, await startRegistration({ optionsJSON: options }));
		} catch (error) {
			say(form, error);
		}
	});
}

const form = document.querySelector<HTMLFormElement>("form[data-passkey]");
if (form && browserSupportsWebAuthn()) {
	if (form.dataset.passkey === "add") enhanceAdding(form);
	else enhanceSignIn(form);
	for (const element of document.querySelectorAll<HTMLElement>("[data-with-passkeys]")) element.hidden = false;
	for (const element of document.querySelectorAll<HTMLElement>("[data-without-passkeys]")) element.hidden = true;
}
