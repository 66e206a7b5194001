import { scriptPath } from "#foundation/ui/scripts/scripts.ts";
import { type Locale, words } from "#locales/locales.ts";

/** `key`: as it is typed, lower case; `does`: what the button or link says that it presses. */
export type PageKey = { key: string; does: string };

/** Keys of every page: they move through the rows of its tables, and show this list. */
const listKeys = (locale: Locale): PageKey[] => {
	const text = words(locale).queues.keys;
	return [
		{ key: "j", does: text.down },
		{ key: "k", does: text.up },
		{ key: "Enter", does: text.enter },
		{ key: "?", does: text.help },
	];
};

/** Opens the list of keys; the script shows it, where there is a keyboard. */
export function KeysButton({ locale }: { locale: Locale }) {
	return (
		<button class="desk-keys-button" type="button" hidden data-keys="show">
			{words(locale).queues.keys.title} <kbd>?</kbd>
		</button>
	);
}

/**
 * What keys do on this page, and the way to switch them off (WCAG 2.1.4). The script alone shows it: without scripts
 * there are no keys.
 */
export function Keys({ keys, action, locale }: { keys: readonly PageKey[]; action: string; locale: Locale }) {
	const text = words(locale).queues.keys;
	return (
		<>
			<dialog class="desk-keys" aria-labelledby="keys-title" data-keys="list">
				<h2 id="keys-title">{text.title}</h2>
				<p class="small">{text.lead}</p>
				<dl>
					{[...keys, ...listKeys(locale)].map(({ key, does }) => (
						<div>
							<dt>
								<kbd>{key}</kbd>
							</dt>
							<dd>{does}</dd>
						</div>
					))}
				</dl>
				<form class="form-end" method="post" action={action}>
					<button class="button" type="button" data-keys="close">
						{text.close}
					</button>
					<button class="button button-quiet" type="submit" name="keys" value="off">
						{text.off}
					</button>
				</form>
			</dialog>
			<script src={scriptPath("keys")} defer />
		</>
	);
}
