import { type Locale, words } from "#locales/locales.ts";
import type { StandingDoor } from "./schema.ts";

/** What else opens the account, each with a link to where it is removed. */
export function StandingDoors({ locale, doors }: { locale: Locale; doors: readonly StandingDoor[] }) {
	const text = words(locale).doors;
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
