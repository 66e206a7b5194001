import { expect } from "vitest";
import type { Reply } from "./ask.ts";
import { type Member, newVisitor, signIn, type Visitor } from "./member.ts";
import { hidden, type StaffMember, suspending } from "./staff.ts";
import type { World } from "./world.ts";

/** A member who cannot sign in, and the session that opens their privacy rights. */

export type State = "suspended" | "closed";

const account = (visitor: Visitor, path: string) => visitor.address("account", path);

/** Suspends the account as a moderator does, or closes it as its member does. */
export async function bar(member: Member, id: string, state: State, moderator: StaffMember): Promise<void> {
	const { visitor } = member;
	const reply =
		state === "closed"
			? await visitor.post(account(visitor, "/close"), { current_password: member.password })
			: await moderator.visitor.post(account(visitor, `/console/members/${id}/suspend`), suspending());
	expect(reply.status).toBe(state === "closed" ? 200 : 303);
}

/** The value behind the button that opens privacy rights, on the page that answers a sign-in. */
export function offerIn(page: Reply): string {
	const [form = ""] = /<form[^>]*action="[^"]*\/sign-in\/rights[^"]*".*?<\/form>/s.exec(page.text) ?? [];
	return hidden({ ...page, text: form }, "offer");
}

/** Presses that button; gives the answer, unfollowed. */
export const pressRights = (visitor: Visitor, offer: string) =>
	visitor.post(account(visitor, "/sign-in/rights"), { offer });

/** Proves the account by password in a browser of its own, and opens the privacy rights there. */
export async function rightsVisitor(world: World, member: Member): Promise<Visitor> {
	const visitor = newVisitor(world);
	const pressed = await pressRights(visitor, offerIn(await signIn(member, visitor)));
	expect(pressed.status).toBe(303);
	const page = await visitor.follow(pressed);
	expect([page.status, visitor.at.pathname]).toEqual([200, "/privacy"]);
	return visitor;
}
