/** Drawings of what happens indoors, on 480 by 400. Fills and strokes are tones of the stylesheet. */

const PROFILE =
	"M-20-10H132C160 26 172 62 174 98C175 116 169 126 168 138C175 160 197 180 206 197C211 207 201 213 190 215C186 222 189 228 198 234C203 240 199 245 191 247C199 252 200 259 196 266C191 272 187 277 188 284C194 296 197 308 190 320C181 336 158 341 136 343C128 360 126 384 132 412H-20Z";

/** Two faces, so near that the room between them becomes a shape of its own. */
export function Faces() {
	return (
		<>
			<path class="s-deep" d="M0 0H480V400H0Z" />
			<circle class="s-glow" cx="240" cy="196" r="148" />
			<circle class="s-pale" cx="240" cy="196" r="104" opacity=".55" />
			<path class="s-brand" d={PROFILE} transform="translate(14 -2)" />
			<path class="s-accent" d={PROFILE} transform="matrix(-1 0 0 1 462 14)" />
			<path class="s-line-pale" d="M128 132q14 10 32 3M352 148q-14 10-32 3" stroke-width="5" />
			<path class="s-line-mid" d="M104 262c10 8 22 12 36 12M378 278c-10 8-22 12-36 12" stroke-width="4" opacity=".8" />
		</>
	);
}

const GLASS = "M-44-92C-48-28-30 18-5 24V104C-5 112-34 112-36 120H36C34 112 5 112 5 104V24C30 18 48-28 44-92Z";
const WINE = "M-45-40C-40-4-24 18 0 18C24 18 40-4 45-40C20-30-20-48-45-40Z";

/** Two glasses that touch, and the light of a window through both. */
export function Glasses() {
	return (
		<>
			<path class="s-deep" d="M0 0H480V400H0Z" />
			<path class="s-brand" d="M70 0H410V306H70Z" />
			<path
				class="s-glow"
				d="M94 0H230V134H94ZM250 0H386V134H250ZM94 154H230V282H94ZM250 154H386V282H250Z"
				opacity=".9"
			/>
			<circle class="s-accent" cx="308" cy="120" r="54" />
			<path class="s-mid" d="M0 306H480V400H0Z" />
			<path class="s-glow" d="M120 306H360L420 400H60Z" opacity=".35" />
			<g transform="translate(176 216) rotate(11)">
				<path class="s-pale" d={GLASS} opacity=".62" />
				<path class="s-accent" d={WINE} />
			</g>
			<g transform="translate(304 216) rotate(-11)">
				<path class="s-pale" d={GLASS} opacity=".62" />
				<path class="s-brand" d={WINE} />
			</g>
			<path class="s-line-pale" d="M240 92V66M216 100L202 78M264 100L278 78" stroke-width="6" />
		</>
	);
}

/** A small table from above: two cups, two spoons, two telephones that lie on their faces. */
export function Table() {
	const cup = (x: number, y: number, turn: number, drink: string) => (
		<g transform={`translate(${x} ${y}) rotate(${turn})`}>
			<circle class="s-pale" r="58" />
			<circle class="s-line-mid" r="44" stroke-width="3" opacity=".6" />
			<path class="s-line-brand" d="M34-14q28 0 26 16t-28 14" stroke-width="9" />
			<circle class="s-brand" r="38" />
			<circle class={drink} r="31" />
			<path class="s-line-pale" d="M-16-6q10-16 24-8t6 18" stroke-width="4" opacity=".8" />
			<path class="s-line-deep" d="M-62 34L-24 62" stroke-width="6" />
		</g>
	);
	const telephone = (x: number, y: number, turn: number) => (
		<g transform={`translate(${x} ${y}) rotate(${turn})`}>
			<rect class="s-deep" x="-27" y="-50" width="54" height="100" rx="11" />
			<circle class="s-mid" cx="-11" cy="-34" r="7" />
		</g>
	);
	return (
		<>
			<path class="s-brand" d="M0 0H480V400H0Z" />
			<path class="s-deep" d="M0 0H120L0 190ZM480 400H330L480 180Z" opacity=".45" />
			<circle class="s-deep" cx="250" cy="214" r="190" opacity=".35" />
			<circle class="s-glow" cx="240" cy="200" r="188" />
			<circle class="s-line-mid" cx="240" cy="200" r="174" stroke-width="2" opacity=".5" />
			{telephone(148, 268, -24)}
			{telephone(334, 134, 156)}
			{cup(176, 146, 200, "s-accent")}
			{cup(304, 258, 20, "s-mid")}
		</>
	);
}

/** Two coats on one rail, the sleeve of one over the shoulder of the other. */
export function Coats() {
	return (
		<>
			<path class="s-mid" d="M0 0H480V400H0Z" />
			<path class="s-glow" d="M240-20L420 400H60Z" opacity=".5" />
			<path class="s-brand" d="M0 318H480V400H0Z" />
			<path class="s-deep" d="M0 312H480V322H0Z" opacity=".6" />
			<path class="s-deep" d="M70 58H410V74H70Z" />
			<path
				class="s-line-deep"
				d="M186 74V86q0 10 10 10M292 74V86q0 10 10 10M112 74V84q0 9 9 9M374 74V84q0 9 9 9"
				stroke-width="7"
			/>
			<path class="s-accent" d="M188 98C210 98 226 106 234 122L252 306H128L146 130C154 110 168 98 188 98Z" />
			<path class="s-glow" d="M172 100L190 138L206 101C196 97 182 97 172 100Z" opacity=".8" />
			<path class="s-line-deep" d="M190 138V304M150 214H176M204 214H232" stroke-width="4" opacity=".45" />
			<path class="s-accent" d="M148 128C134 150 124 196 122 246L144 250C150 216 156 180 164 156Z" />
			<path class="s-deep" d="M296 98C274 98 258 108 250 126L232 326H366L346 130C338 110 320 98 296 98Z" />
			<path class="s-pale" d="M276 101L296 150L314 101C302 96 288 96 276 101Z" opacity=".7" />
			<path class="s-line-mid" d="M296 150V324M258 222H282M312 222H340" stroke-width="4" opacity=".7" />
			<path class="s-deep" d="M344 128C358 152 366 200 368 252L346 256C340 220 336 184 328 158Z" />
			<path
				class="s-deep"
				d="M258 118C236 118 206 128 182 150C174 158 170 168 168 178L186 188C194 178 204 172 216 168C234 162 250 160 262 164Z"
			/>
			<path class="s-pale" d="M170 172L188 182L184 192L166 182Z" opacity=".7" />
			<path class="s-brand" d="M84 92H150C150 70 136 62 117 62C98 62 84 70 84 92ZM70 92H164V100H70Z" opacity=".95" />
			<path class="s-line-accent" d="M394 100L404 330M380 104q14-14 28-1" stroke-width="8" />
		</>
	);
}
