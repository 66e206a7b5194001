import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";

/** Who may do what in the console: one closed table, read by every route. */

export const PERMISSIONS = [
	/** To be there at all: one's own page and sessions. */
	"console.use",
	/** Whether somebody has an account, by their exact name or address. */
	"members.find",
	/** To read what is sealed. */
	"members.reveal",
	"members.suspend",
	/** The record of what staff opened. */
	"accesses.read",
	"photos.review",
	"staff.manage",
	/** To be the second person for somebody else's invitation (DECISIONS 69). */
	"staff.agree",
	/** To read and answer what people ask the help desk. */
	"tickets.answer",
	/** To answer requests, end restrictions, decide objections, and tell recipients by hand. */
	"rights.decide",
	/** To hold single items of members, see what is held, and release it. */
	"holds.decide",
	/** To propose that data are given on a legal ground, and to be the second person for somebody else's proposal. */
	"disclosures.decide",
	/** To record breaches of personal data, decide who is told, and have members told. No member is shown. */
	"breaches.decide",
	/** What is done with data by the register, and which statements are told to how many: no data of anybody. */
	"records.read",
	/** Counts of what retention erased, by rule. */
	"retention.read",
	/** What was counted of accounts and members: numbers of nobody. */
	"statistics.read",
	/** What is published of each site, and how what keeps them running does. */
	"brands.read",
	/** Whether backups can be brought back, and whether what runs by itself does. */
	"drills.read",
	/** One's own drafts of brands; of who may approve, those that were submitted. */
	"drafts.read",
	"drafts.write",
	/** To approve or reject what somebody else submitted. */
	"drafts.approve",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** As little as the work asks: who manages staff reads no member, and who suspends does not either. */
const GRANTED: Readonly<Record<StaffRole, readonly Permission[]>> = {
	support: ["console.use", "members.find", "members.reveal", "tickets.answer"],
	moderator: ["console.use", "members.find", "members.suspend", "photos.review"],
	privacy_officer: [
		"console.use",
		"members.find",
		"members.reveal",
		"accesses.read",
		"staff.agree",
		"tickets.answer",
		"rights.decide",
		"holds.decide",
		"disclosures.decide",
		"breaches.decide",
		"records.read",
		"retention.read",
		"statistics.read",
		"brands.read",
		"drills.read",
	],
	operator: [
		"console.use",
		"members.find",
		"members.suspend",
		"accesses.read",
		"staff.manage",
		"staff.agree",
		"rights.decide",
		"disclosures.decide",
		"breaches.decide",
		"records.read",
		"retention.read",
		"statistics.read",
		"brands.read",
		"drills.read",
		"drafts.read",
		"drafts.approve",
	],
	/** Somebody outside: they see their own drafts, and nothing of members. */
	brand_author: ["console.use", "drafts.read", "drafts.write"],
};

export function may(role: StaffRole, permission: Permission): boolean {
	return GRANTED[role].includes(permission);
}

/** The roles that hold a permission. */
export const rolesThatMay = (permission: Permission) => STAFF_ROLES.filter((role) => may(role, permission));

/** What each route of the console asks. A route that is not here does not compile; the console has no other. */
export const CONSOLE_ACCESS = {
	"GET /console/sign-in": "anyone",
	"POST /console/sign-in": "anyone",
	"POST /console/sign-in/code": "anyone",
	"POST /console/sign-out": "anyone",
	"GET /console/enrol": "anyone",
	"POST /console/enrol": "anyone",
	"GET /console/second-step": "anyone",
	"POST /console/second-step": "anyone",
	"GET /console": "console.use",
	"GET /console/password": "console.use",
	"POST /console/password": "console.use",
	"GET /console/copy": "console.use",
	"POST /console/copy": "console.use",
	"GET /console/copy/copy.zip": "console.use",
	"POST /console/copy/copy.zip": "console.use",
	"POST /console/keys": "console.use",
	"POST /console/sessions/end": "console.use",
	"POST /console/sessions/:session/end": "console.use",
	"GET /console/members": "members.find",
	"POST /console/members": "members.find",
	"GET /console/members/:member": "members.find",
	"POST /console/members/:member/open": "members.find",
	"POST /console/members/:member/reveal": "members.reveal",
	"POST /console/members/:member/suspend": "members.suspend",
	"POST /console/members/:member/restore": "members.suspend",
	"GET /console/photos": "photos.review",
	"GET /console/photos/:photo": "photos.review",
	"POST /console/photos/:photo/look": "photos.review",
	"GET /console/photos/:photo/image": "photos.review",
	"POST /console/photos/:photo/approve": "photos.review",
	"POST /console/photos/:photo/reject": "photos.review",
	"POST /console/photos/:photo/age": "photos.review",
	"GET /console/ages": "photos.review",
	"GET /console/ages/:check": "photos.review",
	"POST /console/ages/:check": "photos.review",
	"GET /console/requests": "rights.decide",
	"GET /console/requests/new": "rights.decide",
	"POST /console/requests/new": "rights.decide",
	"GET /console/requests/:request": "rights.decide",
	"POST /console/requests/:request": "rights.decide",
	"GET /console/rights": "rights.decide",
	"GET /console/rights/restrictions/:restriction": "rights.decide",
	"POST /console/rights/restrictions/:restriction": "rights.decide",
	"GET /console/rights/objections/:objection": "rights.decide",
	"POST /console/rights/objections/:objection": "rights.decide",
	"GET /console/tickets": "tickets.answer",
	"GET /console/tickets/:ticket": "tickets.answer",
	"POST /console/tickets/:ticket": "tickets.answer",
	"POST /console/tickets/:ticket/files/:file": "tickets.answer",
	"GET /console/holds": "holds.decide",
	"GET /console/holds/:hold": "holds.decide",
	"POST /console/holds/:hold/release": "holds.decide",
	"POST /console/holds/:hold/open": "holds.decide",
	"POST /console/holds/:hold/file": "holds.decide",
	"GET /console/members/:member/holds": "holds.decide",
	"POST /console/members/:member/holds": "holds.decide",
	"GET /console/disclosures": "disclosures.decide",
	"GET /console/disclosures/:legal": "disclosures.decide",
	"POST /console/disclosures/:legal": "disclosures.decide",
	"POST /console/disclosures/:legal/silence": "disclosures.decide",
	"POST /console/disclosures/:legal/package": "disclosures.decide",
	"GET /console/members/:member/disclosures": "disclosures.decide",
	"POST /console/members/:member/disclosures": "disclosures.decide",
	"GET /console/breaches": "breaches.decide",
	"GET /console/breaches/new": "breaches.decide",
	"POST /console/breaches/new": "breaches.decide",
	"GET /console/breaches/:breach": "breaches.decide",
	"POST /console/breaches/:breach": "breaches.decide",
	"GET /console/breaches/:breach/affected": "breaches.decide",
	"POST /console/breaches/:breach/affected": "breaches.decide",
	"GET /console/breaches/:breach/letter": "breaches.decide",
	"POST /console/breaches/:breach/letter": "breaches.decide",
	"GET /console/notices": "rights.decide",
	"GET /console/notices/:notice": "rights.decide",
	"POST /console/notices/:notice": "rights.decide",
	"GET /console/register": "records.read",
	"GET /console/register/table.csv": "records.read",
	"GET /console/versions": "records.read",
	"GET /console/versions/:brand": "records.read",
	"GET /console/brands": "brands.read",
	"GET /console/retention": "retention.read",
	"GET /console/statistics": "statistics.read",
	"GET /console/statistics/table.csv": "statistics.read",
	"GET /console/brands/new": "drafts.write",
	"POST /console/brands/new": "drafts.write",
	"GET /console/brands/drafts": "drafts.read",
	"GET /console/brands/drafts/:draft": "drafts.read",
	"POST /console/brands/drafts/:draft": "drafts.write",
	"POST /console/brands/drafts/:draft/submit": "drafts.write",
	"POST /console/brands/drafts/:draft/withdraw": "drafts.write",
	"POST /console/brands/drafts/:draft/approve": "drafts.approve",
	"POST /console/brands/drafts/:draft/reject": "drafts.approve",
	"GET /console/brands/drafts/:draft/preview": "drafts.read",
	"GET /console/brands/drafts/:draft/scene.svg": "drafts.read",
	"GET /console/brands/drafts/:draft/site.css": "drafts.read",
	"GET /console/staff": "staff.agree",
	"POST /console/staff/:staff/agree": "staff.agree",
	"POST /console/staff/invitations": "staff.manage",
	"POST /console/staff/invitations/:invitation/withdraw": "staff.manage",
	"POST /console/staff/:staff/end": "staff.manage",
	"POST /console/staff/:staff/second-step": "staff.manage",
} as const satisfies Record<`${"GET" | "POST"} /console${string}`, Permission | "anyone">;

type Access = typeof CONSOLE_ACCESS;
export type ConsoleRoute = keyof Access;
export type OpenRoute = { [Route in ConsoleRoute]: Access[Route] extends "anyone" ? Route : never }[ConsoleRoute];
export type GuardedRoute = Exclude<ConsoleRoute, OpenRoute>;
