/** A copy of what is held of a member of staff. */
export const consoleCopy = {
	title: "A copy of your data",
	link: "Make a copy of your data",
	lead: "What we keep of you as a member of staff, in one zip file (Art. 15 GDPR): your account, your sessions, your searches. If you are a member of a site too, you make that copy in that account.",
	proof: "You signed in more than a quarter of an hour ago. Show that it is you.",
};
