/** What a new brand says of itself until its owner writes something better. */
export const newBrand = {
	greeting: (name: string) => `Welcome to ${name}`,
	intro: (name: string) =>
		`${name} is a place of its own for its members. What you share, and with whom, is up to you.`,
	description: (name: string) => `${name}: read who we are and how we handle your data.`,
};
