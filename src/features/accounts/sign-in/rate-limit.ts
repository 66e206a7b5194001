import type { RequestContext } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";
import type { RateLimiter } from "#foundation/settings.ts";
import { isDeviceOfMember } from "../session/known-device.ts";

/**
 * The first line against floods of tries, before a password is hashed or the database is asked: counts that
 * Cloudflare keeps for a minute at each of its places. They are coarse; the rows of `attempt-limits.ts` decide over an
 * account. Where the binding is missing, or fails, those rows stand alone.
 * @param address a keyed hash of where the try comes from; undefined where nothing tells
 * @throws AppError too_many
 */
export async function enforceRateLimit(
	context: RequestContext,
	action: string,
	address: string | undefined,
): Promise<void> {
	const { settings, realm } = context;
	const { attemptsByAddress, attemptsByRealm } = settings;
	const isFlood =
		(address !== undefined && (await isOverflowing(attemptsByAddress, `${realm.id} ${action} ${address}`))) ||
		// A browser that signed in here before is not blocked by the attempts of others.
		(!(await isDeviceOfMember(context)) && (await isOverflowing(attemptsByRealm, `${realm.id} ${action}`)));
	if (isFlood) throw new AppError("too_many", "a flood of tries");
}

async function isOverflowing(limiter: RateLimiter | undefined, key: string): Promise<boolean> {
	try {
		return limiter !== undefined && !(await limiter.limit({ key })).success;
	} catch {
		return false;
	}
}
