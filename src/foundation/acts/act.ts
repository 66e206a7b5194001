import { z } from "zod";
import { uuidv7 } from "../crypto/random.ts";
import { type BrandId, brandIdSchema, type RealmId } from "../ids.ts";
import { SPECIAL_PURPOSES, type SpecialPurpose } from "../ledgers/consent.ts";

/**
 * Something that must never be undone, not even by a copy of the database that is put back (DECISIONS 73). What takes
 * an act back (`reinstated`, `reopened`) is an act too, so that a replay ends where the member stood.
 */
export type ActBody =
	/** `brand`: where it holds; absent for the whole account. */
	| { kind: "suspended" | "reinstated"; brand?: BrandId }
	| { kind: "reopened" | "password_changed" | "signed_out_everywhere" }
	/** `purgeAt`: when the closed account is erased, ISO 8601. */
	| { kind: "closed"; purgeAt: string }
	/** The member is erased, with everything that is not kept on purpose. */
	| { kind: "erased" }
	| { kind: "left"; brand: BrandId }
	| { kind: "consent_withdrawn"; brand: BrandId; purpose: SpecialPurpose }
	/** The consent that a recipient of the brand gets data. */
	| { kind: "sharing_withdrawn"; brand: BrandId; recipient: string }
	/** Of a member of staff. */
	| { kind: "staff_ended"; by: string }
	| { kind: "staff_password_changed" | "staff_second_step_reset" };

export type ActKind = ActBody["kind"];

/** `subject`: the id of the member, or of the member of staff. `at`: ISO 8601. */
export type Act<Kind extends ActKind = ActKind> = { id: string; subject: string; at: string } & Extract<
	ActBody,
	{ kind: Kind }
>;

const named = { id: z.string(), subject: z.string(), at: z.iso.datetime() };
const plainKinds = [
	...(["reopened", "password_changed", "signed_out_everywhere", "erased"] as const),
	...(["staff_password_changed", "staff_second_step_reset"] as const),
] as const;
const actSchema = z.discriminatedUnion("kind", [
	z.object({ ...named, kind: z.enum(plainKinds) }),
	z.object({ ...named, kind: z.enum(["suspended", "reinstated"]), brand: brandIdSchema.optional() }),
	z.object({ ...named, kind: z.literal("closed"), purgeAt: z.iso.datetime() }),
	z.object({ ...named, kind: z.literal("left"), brand: brandIdSchema }),
	z.object({
		...named,
		kind: z.literal("consent_withdrawn"),
		brand: brandIdSchema,
		purpose: z.enum(SPECIAL_PURPOSES),
	}),
	z.object({ ...named, kind: z.literal("sharing_withdrawn"), brand: brandIdSchema, recipient: z.string() }),
	z.object({ ...named, kind: z.literal("staff_ended"), by: z.string() }),
]);

export const newAct = (subject: string, body: ActBody, now: number): Act =>
	({ ...body, id: uuidv7(now), subject, at: new Date(now).toISOString() }) as Act;

/** An act of a newer version of the code. */
export class UnknownAct extends Error {}

/** @throws UnknownAct, naming no member */
export function readAct(json: string): Act {
	const parsed = actSchema.safeParse(JSON.parse(json));
	if (!parsed.success) throw new UnknownAct("there is an act that this version of the code does not know");
	return parsed.data as Act;
}

const DIGITS = 12;

/** The prefix of a realm's objects; names sort in the order of the numbers. */
export const actsOf = (realm: RealmId) => `acts/${realm}/`;
export const actName = (realm: RealmId, number: number) => `${actsOf(realm)}${String(number).padStart(DIGITS, "0")}`;
export const numberOf = (name: string) => Number(name.slice(name.lastIndexOf("/") + 1));
