/** Whether backups can be brought back, as those who look after the service read it. */
export const drills = {
	title: "Backups",
	passed: (day: string) => `A backup was brought back as a test on ${day}, and everything was right.`,
	failed: (day: string, why: string) =>
		`The test of ${day} failed: ${why} Until a test passes, nobody knows whether a backup would help.`,
	none: "No backup was brought back as a test yet.",
	overdue: "A test is overdue: it belongs to every month. Ask whoever runs the servers to start it.",
	/** Why a test failed, by the check at which it ended. */
	checks: {
		backup: "there is no backup that is whole and can be read.",
		restore: "the backup could not be brought back as it was made.",
		migrations: "the restored database did not fit this version of the program.",
		keys: "a key in the backup did not open.",
		chains: "the log or a record in the backup is not what was published.",
		acts: "something that must never be undone was not done again.",
		counts: "rows were missing, or there were some too many.",
	},
};
