/** Drawings of doors, streets and water, on 480 by 400. Fills and strokes are tones of the stylesheet. */

/** Houses on a canal at night. In two of them, side by side, somebody is still up. */
export function Windows() {
	const dark = "M84 190h18v26h-18zM118 190h18v26h-18zM84 232h18v26h-18zM300 176h20v28h-20zM300 220h20v28h-20z";
	const more =
		"M388 214h16v24h-16zM416 214h16v24h-16zM388 252h16v24h-16zM14 220h16v24h-16zM40 220h16v24h-16zM14 258h16v22h-16z";
	return (
		<>
			<path class="s-deep" d="M0 0H480V400H0Z" />
			<circle class="s-accent" cx="366" cy="84" r="44" />
			<circle class="s-glow" cx="384" cy="72" r="4" />
			<path class="s-glow" d="M60 60h4v4h-4zM150 34h4v4h-4zM232 72h3v3h-3zM440 150h4v4h-4zM96 116h3v3h-3z" />
			<path
				class="s-mid"
				d="M-10 300V196H4V180H18V166H52V180H66V196H74V300ZM368 300V190L409 146L452 190V300ZM452 300V206H490V300Z"
				opacity=".55"
			/>
			<path
				class="s-brand"
				d="M70 300V166C70 152 86 154 88 140C90 126 98 122 110 122C122 122 130 126 132 140C134 154 150 152 150 166V300Z"
			/>
			<path class="s-mid" d="M150 300V140H164V124H178V108H222V124H236V140H250V300Z" />
			<path class="s-brand" d="M250 300V150L300 96L352 150V300Z" />
			<path class="s-deep" d={dark} opacity=".55" />
			<path class="s-deep" d={more} opacity=".5" />
			<path class="s-glow" d="M184 158H216V204H184ZM266 172H290V218H266Z" />
			<path
				class="s-accent"
				d="M194 204C194 190 196 180 200 180C206 180 207 190 207 204ZM272 218C272 202 274 194 278 194C284 194 285 204 285 218Z"
			/>
			<path class="s-line-brand" d="M200 158V204M184 180H190M278 172V180" stroke-width="3" />
			<path
				class="s-deep"
				d="M168 228h20v28h-20zM210 228h20v28h-20zM104 262h14v38h-14zM190 266h18v34h-18zM318 262h16v38h-16z"
				opacity=".5"
			/>
			<path class="s-pale" d="M0 300H480V308H0Z" opacity=".5" />
			<path class="s-brand" d="M0 308H480V400H0Z" opacity=".6" />
			<path
				class="s-line-glow"
				d="M186 322H214M180 338H222M190 354H210M184 372H218M268 322H290M262 338H298M270 354H288M264 372H294"
				stroke-width="5"
				opacity=".85"
			/>
			<path class="s-line-accent" d="M340 326H396M352 344H388M346 362H394" stroke-width="5" opacity=".8" />
		</>
	);
}

/** A door that stands ajar, light on the floor, and two pairs of shoes that were in a hurry. */
export function Door() {
	return (
		<>
			<path class="s-brand" d="M0 0H480V400H0Z" />
			<path class="s-deep" d="M0 0H480V22H0Z" opacity=".5" />
			<path class="s-deep" d="M0 288H480V400H0Z" />
			<path class="s-mid" d="M150 34H330V288H150Z" />
			<path class="s-glow" d="M164 48H316V288H164Z" />
			<path class="s-pale" d="M196 48H240V288H196Z" opacity=".5" />
			<path class="s-accent" d="M240 48L316 34V316L240 288Z" />
			<path class="s-deep" d="M254 66L302 58V150L254 148ZM254 170L302 172V272L254 258Z" opacity=".28" />
			<circle class="s-pale" cx="250" cy="176" r="6" />
			<path class="s-glow" d="M164 288H240L330 400H48Z" opacity=".55" />
			<path class="s-pale" d="M372 120H432V196H372Z" opacity=".35" />
			<path
				class="s-line-pale"
				d="M384 176C392 150 400 172 408 150C412 140 418 146 420 138"
				stroke-width="3"
				opacity=".8"
			/>
			<path class="s-mid" d="M60 88Q76 62 92 88L98 132H54Z" />
			<path class="s-glow" d="M54 132H98L132 222H20Z" opacity=".22" />
			<g transform="translate(136 322) rotate(-8)">
				<path class="s-brand" d="M-44 10C-46-8-36-14-24-14C-8-14 4 0 30 2C42 4 44 14 40 18H-42Z" />
				<path class="s-pale" d="M-44 16H42V23H-44Z" />
			</g>
			<g transform="translate(178 352) rotate(14)">
				<path class="s-brand" d="M-44 10C-46-8-36-14-24-14C-8-14 4 0 30 2C42 4 44 14 40 18H-42Z" />
				<path class="s-pale" d="M-44 16H42V23H-44Z" />
			</g>
			<g transform="translate(262 332)">
				<path
					class="s-accent"
					d="M-34-22C-28-24-22-20-16-12C-6 2 12 6 30 8C40 10 40 18 34 18H10C-8 18-20 4-28-4V20H-34Z"
				/>
			</g>
			<g transform="translate(304 356) rotate(-64)">
				<path
					class="s-accent"
					d="M-34-22C-28-24-22-20-16-12C-6 2 12 6 30 8C40 10 40 18 34 18H10C-8 18-20 4-28-4V20H-34Z"
				/>
			</g>
		</>
	);
}

/** Two boats on one water, bow to bow. */
export function Sails() {
	const boat = (
		<>
			<path class="s-pale" d="M0-150V-14H-78C-66-64-34-112 0-150Z" />
			<path class="s-line-deep" d="M4-160V6" stroke-width="5" />
			<path d="M12-126V-14H58C50-60 36-94 12-126Z" />
			<path class="s-deep" d="M-92 0H84L56 34H-66Z" />
			<path class="s-line-pale" d="M-80 10H70" stroke-width="4" opacity=".7" />
		</>
	);
	const waves = (y: number) => `M-20 ${y}q15-13 30 0${"t30 0".repeat(17)}`;
	return (
		<>
			<path class="s-brand" d="M0 0H480V400H0Z" />
			<circle class="s-glow" cx="240" cy="214" r="104" />
			<circle class="s-pale" cx="240" cy="214" r="74" opacity=".6" />
			<path
				class="s-line-pale"
				d="M60 84q14-14 28 0q14-14 28 0M366 62q11-11 22 0q11-11 22 0M336 104q8-8 16 0q8-8 16 0"
				stroke-width="4"
				opacity=".8"
			/>
			<path class="s-mid" d="M0 250H480V400H0Z" />
			<g class="s-accent" transform="translate(140 268)">
				{boat}
			</g>
			<g class="s-brand" transform="matrix(-.9 0 0 .9 344 262)">
				{boat}
			</g>
			<path class="s-brand" d={`${waves(308)}V410H-20Z`} opacity=".55" />
			<path class="s-deep" d={`${waves(340)}V410H-20Z`} opacity=".6" />
			<path class="s-line-glow" d="M204 322H276M216 344H264M196 366H284M222 386H258" stroke-width="5" opacity=".8" />
		</>
	);
}

/** Two bicycles against the rail of a bridge, their riders gone for a walk. */
export function Bridge() {
	const bicycle = (frame: string) => (
		<>
			<circle class="s-line-deep" cx="-52" r="40" stroke-width="6" />
			<circle class="s-line-deep" cx="58" r="40" stroke-width="6" />
			<path class={frame} d="M-52 0L-22-62L34-62L-2-2H-52M-22-62L-2-2M58 0L34-62L28-84" stroke-width="7" />
			<path class="s-line-deep" d="M28-84H46M-34-74H-10M-22-62V-72" stroke-width="7" />
			<circle class="s-deep" cx="-2" cy="-2" r="8" />
		</>
	);
	return (
		<>
			<path class="s-deep" d="M0 0H480V400H0Z" />
			<circle class="s-glow" cx="240" cy="140" r="86" />
			<path
				class="s-brand"
				d="M0 170L40 130L84 170V120H150V180L190 146L228 184H300V110L352 152V128H420V168L480 140V260H0Z"
			/>
			<path
				class="s-glow"
				d="M104 140h14v20h-14zM322 168h14v20h-14zM378 148h14v20h-14zM52 176h12v18h-12z"
				opacity=".85"
			/>
			<path class="s-mid" d="M0 252Q240 176 480 252V330H0Z" />
			<path class="s-deep" d="M130 400C130 300 350 300 350 400Z" />
			<path class="s-brand" d="M0 326H480V400H0Z" opacity=".5" />
			<path
				class="s-line-pale"
				d="M-10 214Q240 138 490 214M-10 250Q240 174 490 250M60 194V232M150 172V210M240 163V204M330 172V210M420 194V232"
				stroke-width="5"
				opacity=".75"
			/>
			<g transform="translate(168 274) rotate(-5)">{bicycle("s-line-accent")}</g>
			<g transform="matrix(-.98 .06 .06 .98 318 276)">{bicycle("s-line-pale")}</g>
			<path class="s-accent" d="M188 176h34v22q-17 10-34 0z" />
			<path class="s-line-glow" d="M196 366H284M180 384H300" stroke-width="5" opacity=".7" />
		</>
	);
}
