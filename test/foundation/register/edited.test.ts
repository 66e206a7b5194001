import { describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { type Declaration, isPersonal } from "#foundation/register/declaration.ts";
import { testTitles } from "../../support/test-titles.ts";

/** By what a member edits what the register says that they edit themselves: table or column, and address. */
const EDITED_BY: Record<string, string> = {
	"authenticator.*": "/security/authenticator/remove",
	"mail_choice.*": "/notifications",
	"mail_limit.*": "/notifications",
	"mail_stop.*": "/notifications",
	"member.email_sealed": "/security/email",
	"member.gender_sealed": "/profile",
	"member.password_sealed": "/security/password",
	"member_detail.*": "/profile",
	"passkey.*": "/security/passkeys/:passkey/remove",
	"passkey.name_sealed": "/security/passkeys/:passkey/name",
	"photo.*": "/profile/:brand/photos/:photo/remove",
	"processing_choice.*": "/privacy/choices",
	"profile.*": "/profile/:brand",
	"profile_visibility.*": "/profile/:brand/visibility",
	"recovery_code.*": "/security/authenticator/remove",
	"session.*": "/security/sessions/:session/end",
	"special_detail.*": "/profile/:brand",
	"special_detail.orientation_sealed": "/profile/:brand/orientation",
};

const isOfMembers = ({ planned, audience }: Declaration) => !planned && audience === undefined;
const edited = RUNNING.register.filter(isOfMembers).flatMap(({ tables }) =>
	Object.entries(tables).flatMap(([table, { columns }]) =>
		Object.entries(columns)
			.filter(([, column]) => isPersonal(column) && column.edit === "self")
			.map(([name]) => ({ table, column: `${table}.${name}` })),
	),
);

describe("what members edit themselves", () => {
	it("names for each column that a member edits a form that runs, and a test of it (P26, P40)", () => {
		const titles = testTitles("test").map(({ title }) => title);
		const used = edited.map(({ table, column }) => {
			const key = column in EDITED_BY ? column : `${table}.*`;
			const path = EDITED_BY[key];
			expect(path, column).toBeDefined();
			expect(RUNNING.routes, column).toContain(`account POST ${path}`);
			expect(
				titles.filter((title) => new RegExp(`POST ${path}(?![/\\w:-])`).test(title)),
				`a test of POST ${path}`,
			).not.toEqual([]);
			return key;
		});
		expect(Object.keys(EDITED_BY).filter((key) => !used.includes(key))).toEqual([]);
		expect(edited.length).toBeGreaterThan(30);
	});

	it("are all that a member filled in but the user name and the language, which they ask for (P26)", () => {
		const own = new Set(["email", "password", "gender", "phone", "birth_date", "town", "display_name", "about_me"]);
		for (const item of ["hobbies", "photos", "preferences", "sexual_preferences", "orientation"]) own.add(item);
		const live = RUNNING.register.filter(isOfMembers).flatMap(({ tables }) => Object.entries(tables));
		for (const item of own) {
			const held = live.flatMap(([table, { columns }]) =>
				Object.entries(columns).flatMap(([name, column]) =>
					isPersonal(column) && column.item === item ? [`${table}.${name}`] : [],
				),
			);
			expect(
				edited.some(({ column }) => held.includes(column)),
				item,
			).toBe(true);
		}
	});
});
