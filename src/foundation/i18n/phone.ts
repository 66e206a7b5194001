/** The address that dials a number: digits alone, without the zero that is only dialled at home (`+44 (0)20 …`). */
export function dialled(phone: string): string {
	return `tel:${phone.replace("(0)", "").replace(/[^+0-9]/g, "")}`;
}
