import type { Look } from "#foundation/brand/settings.ts";
import { brandNumbers } from "#foundation/ui/brand-numbers.ts";
import { monogram } from "#foundation/ui/icons/icon.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";

type Preset = Look["theme"]["preset"];
type Numbers = readonly number[];

const at = (numbers: Numbers, index: number, least: number, most: number) =>
	Math.round(least + (numbers[index] ?? 0) * (most - least));

/** A pattern in the manner of each preset, which belongs to the brand and says nothing of the member. */
const PATTERNS: Record<Preset, (numbers: Numbers) => unknown> = {
	ink: (n) => (
		<>
			<circle class="art-c" cx={at(n, 0, 10, 34)} cy={at(n, 1, 70, 92)} r="30" />
			<circle class="art-b" cx={at(n, 2, 74, 92)} cy={at(n, 3, 8, 26)} r="12" />
		</>
	),
	dusk: (n) => (
		<>
			<circle class="art-b" cx={at(n, 0, 66, 84)} cy={at(n, 1, 18, 30)} r="13" />
			<path class="art-a" d={`M0 ${at(n, 2, 64, 78)}Q35 ${at(n, 3, 46, 60)} 100 ${at(n, 4, 72, 84)}V100H0Z`} />
			<path class="art-c" d={`M0 ${at(n, 5, 84, 92)}Q55 ${at(n, 6, 70, 80)} 100 ${at(n, 7, 86, 94)}V100H0Z`} />
		</>
	),
	ember: (n) => (
		<>
			<circle class="art-a" cx={at(n, 0, 0, 12)} cy={at(n, 1, 90, 100)} r="36" />
			<circle class="art-c" cx={at(n, 0, 0, 12)} cy={at(n, 1, 90, 100)} r="20" />
			<circle class="art-b" cx={at(n, 2, 76, 90)} cy={at(n, 3, 12, 26)} r="7" />
		</>
	),
	harbour: (n) => (
		<>
			<path class="art-b" d={`M${at(n, 0, 74, 84)} 12V${at(n, 1, 44, 52)}H${at(n, 2, 92, 98)}Z`} />
			<path class="art-a" d={`M0 ${at(n, 3, 76, 84)}q12.5-10 25 0t25 0t25 0t25 0V100H0Z`} />
			<path class="art-c" d={`M0 ${at(n, 4, 88, 94)}q12.5-8 25 0t25 0t25 0t25 0V100H0Z`} />
		</>
	),
};

/** The first letters of the first two words of a name; of a word that begins with none, its first sign. */
export function initialsOf(name: string, locale: string): string[] {
	const signs = new Intl.Segmenter(locale, { granularity: "grapheme" });
	const first = (word: string) => {
		const all = [...signs.segment(word)].map(({ segment }) => segment);
		return all.find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? all[0] ?? "";
	};
	return name.split(" ").filter(Boolean).slice(0, 2).map(first);
}

/** Stands where a member shows no photo: initials on the brand's pattern. Decoration, for the name stands beside it. */
export function Avatar({ name, context }: { name: string; context: Pick<PageContext, "brandId" | "look" | "locale"> }) {
	const { brandId, look, locale } = context;
	const initials = initialsOf(name, locale);
	return (
		<svg class="avatar" viewBox="0 0 100 100" width="96" height="96" aria-hidden="true" focusable="false">
			<rect class="avatar-ground" width="100" height="100" />
			{PATTERNS[look.theme.preset](brandNumbers(brandId))}
			{initials.map((initial, index) => (
				<path
					class="avatar-initial"
					d={monogram({ name: initial, theme: look.theme })}
					transform={
						initials.length === 1 ? "translate(20 20) scale(.6)" : `translate(${10 + index * 37} 29) scale(.43)`
					}
				/>
			))}
		</svg>
	);
}
