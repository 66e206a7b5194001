import type { BrandFeature } from "../../brand/settings.ts";

/** Drawn for a box of 24 by 24, one stroke, no fill. */
const PATHS: Record<BrandFeature, string> = {
	profiles: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5",
	messages: "M4 5h16v11h-9l-5 4v-4H4ZM8 9h8M8 12.5h5",
	suggestions: "M4 6h16M7 12h10M10 18h4",
	performers: "M4 8h3l2-3h6l2 3h3v11H4ZM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z",
	payments: "M3 6h18v12H3ZM3 10h18M7 14.5h4",
	shop: "M5 8h14l-1 12H6ZM9 10V7a3 3 0 0 1 6 0v3",
	helpdesk:
		"M12 20a8 8 0 1 0-8-8c0 1.5.4 2.9 1.1 4.1L4 20l3.9-1.1A8 8 0 0 0 12 20ZM9.8 9.8a2.3 2.3 0 1 1 3.3 2.1c-.8.4-1.1.8-1.1 1.6M12 16v.1",
	newsletters: "M3 6h18v12H3ZM3.5 6.5 12 13l8.5-6.5",
	statistics: "M4 20h16M7 20v-6M12 20V5M17 20v-9",
};

export function FeatureIcon({ feature }: { feature: BrandFeature }) {
	return (
		<svg class="feature-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
			<path d={PATHS[feature]} />
		</svg>
	);
}
