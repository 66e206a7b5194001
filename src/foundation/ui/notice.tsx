/** What came of the last press: said aloud by screen readers, at once where it went wrong. */
export function Notice({ text, isGood }: { text: string; isGood: boolean }) {
	return (
		<p class={`notice ${isGood ? "notice-good" : "notice-wrong"}`} role={isGood ? "status" : "alert"}>
			{text}
		</p>
	);
}
