import type { Locale } from "#foundation/i18n/locale.ts";
import type { StandingDoor } from "./schema.ts";
import { STANDING_TEXT } from "./text-doors.ts";

/** What else opens the account, each with a link to where it is removed. */
export function StandingDoors({ locale, doors }: { locale: Locale; doors: readonly StandingDoor[] }) {
	const text = STANDING_TEXT[locale];
	if (doors.length === 0) return <p>{text.nothing}</p>;
	return (
		<>
			<p>{text.lead}</p>
			<ul>
				{doors.map((door) => (
					<li>
						<a href={door.link.path}>{text.door(door)}</a>
					</li>
				))}
			</ul>
		</>
	);
}
