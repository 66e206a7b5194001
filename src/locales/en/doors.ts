type Door = {
	kind: "passkey" | "authenticator" | "recovery_codes";
	name?: string | undefined;
	left?: number | undefined;
};

/** What else opens an account: said in mails and on pages alike. */
export const doors = {
	/** In front of the list. */
	lead: "This opens your account too. If you do not know one of these, remove it:",
	nothing: "Apart from your password and your mailbox, nothing opens your account.",
	door: ({ kind, name, left }: Door) =>
		({
			passkey: `Passkey “${name}”`,
			authenticator: "Your authenticator app, after the password",
			recovery_codes: `Recovery codes instead of the app: ${left} left`,
		})[kind],
};
