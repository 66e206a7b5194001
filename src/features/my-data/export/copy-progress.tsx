import { type Locale, words } from "#locales/locales.ts";

/** How far a copy is, of a hundred. */
export function CopyProgress({ percent, locale }: { percent: number; locale: Locale }) {
	const { makingTitle, progress } = words(locale).myData.export;
	return (
		<p>
			<progress max={100} value={percent} aria-label={makingTitle}>
				{progress(percent)}
			</progress>{" "}
			{progress(percent)}
		</p>
	);
}
