import { parseSync } from "vite";

/** Names that a plainer one replaced: the first may not come back as an identifier. */
export const REPLACED: Readonly<Record<string, string>> = {
	...{ goOn: "waitUntil", began: "startedAt", cameFrom: "originBrand", writingBrand: "senderBrand" },
	...{ RegistrySources: "RegistryContext", registrySources: "registryContext", DrainSources: "DrainContext" },
	...{ UpkeepSources: "JobContext", MailWorld: "JobContext", Version: "DocumentVersion, KeyVersion" },
	...{ placeOf: "locationOf", placeQueries: "membershipQueries", takePlace: "addMembership" },
	...{ PersonalPlace: "DataLocation", Ground: "AccessReason", readGround: "reasonField" },
	...{ Looked: "AccessedMember", hasLooked: "hasViewed", lookOfAnother: "awaitOtherQuery" },
	...{ afterRivals: "retryOnConflict", standingKey: "assertKeyCurrent", resealSoon: "queueReseal" },
	...{ keepAccounts: "runAccountJobs", keepThenMail: "maintainThenSendMail", keptAnswer: "cachedResponse" },
	...{ keepPage: "cachePage", keepAddress: "cacheAddress", answerOnce: "respondCached" },
	...{ bringsNothing: "isCacheableRequest", wantedPath: "returnPath", settledPath: "accountPathWithoutFlow" },
	...{ going: "pkce", transactionQuery: "pkceQuery", beginTransaction: "beginPkce", endTransaction: "endPkce" },
	...{ readProven: "requireRecentAuth", Proven: "Reauthenticated", proven: "auth", giveBack: "refund" },
	...{ throttle: "attempts", throttleOf: "attemptLimitsOf", takeTry: "countAttempt", giveBackTry: "refundAttempt" },
	...{ isOver: "isExceeded", refuseFlood: "enforceRateLimit", triesOfAddress: "attemptsByAddress" },
	...{ triesOfRealm: "attemptsByRealm", imprint: "keyedHash", sameBytes: "equalBytes" },
	...{ likenessOf: "confusableSkeleton", hasNobodys: "verifyAgainstDummyHash", admitHash: "reserveHashSlot" },
	...{ livingSince: "sessionCutoffs", Entering: "SignInGrant", entering: "grant", codeHolder: "memberOfSignInCode" },
	...{ coreKeyOfHolder: "coreKeyOfSignInCode", hourAgoLink: "expiryOfLinksSentAnHourAgo" },
	...{ membershipBehind: "membershipByPairwiseId", memberBehind: "memberByPairwiseId", Whose: "MemberRef" },
	...{ whose: "ref, owner", Editor: "ProfileForEditing", readEditor: "readProfileForEditing" },
	...{ SecretByHand: "ManualSetupKey", takeUpSecret: "confirmSecret", tellOwner: "notifyExistingMember" },
	...{ tellOfStatements: "notifyStatementChanges", WANTED: "RETURN_PATHS", LOOK: "VIEW_SECONDS" },
	...{ MARK: "TOUCH_INTERVAL_MS", REST: "ADDRESS_LAG_MS", TICK: "JOB_INTERVAL_MS", FRESH: "RECENT_AUTH_MS" },
	...{ KEPT: "RETENTION_MS", IDLE: "IDLE_LIMIT_MS" },
};

/** Members of these types, and names that a file may not export: ordinary words that say too little there. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
	...{ App: ["after", "opened"], JobContext: ["after"], RegistryContext: ["after"], Edition: ["until"] },
};
const EXPORTS = ["page", "look", "place", "keep"];

const PATTERNS: readonly [RegExp, string][] = [
	[/^(MOST|LONGEST|MAXIMUM)(_|$)/, "MAX_"],
	[/_LONGEST$/, "MAX_…_LENGTH"],
	[/^(LEAST|SHORTEST|MINIMUM)(_|$)/, "MIN_"],
	[/colour/i, "color, as in CSS"],
];

type Node = { type: string; start: number; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
	typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;

function* nodes(value: unknown): Generator<Node> {
	if (Array.isArray(value)) for (const entry of value) yield* nodes(entry);
	else if (isNode(value)) {
		yield value;
		for (const child of Object.values(value)) yield* nodes(child);
	}
}

const nameOf = (value: unknown) => (isNode(value) && typeof value.name === "string" ? value.name : "");

function betterFor(name: string): string | undefined {
	if (Object.hasOwn(REPLACED, name)) return REPLACED[name];
	return PATTERNS.find(([pattern]) => pattern.test(name))?.[1];
}

function* offences(tree: unknown): Generator<string> {
	for (const node of nodes(tree)) {
		if (/^(JSX|Private)?Identifier$/.test(node.type)) {
			const better = betterFor(nameOf(node));
			if (better !== undefined) yield `${nameOf(node)}: say ${better}`;
		}
		if (node.type === "TSTypeAliasDeclaration")
			for (const member of nodes(node.typeAnnotation))
				if (
					/^TS(Property|Method)Signature$/.test(member.type) &&
					MEMBERS[nameOf(node.id)]?.includes(nameOf(member.key))
				)
					yield `${nameOf(node.id)}.${nameOf(member.key)}`;
		if (node.type === "ExportNamedDeclaration" && isNode(node.declaration)) {
			const { declaration } = node;
			const declared = Array.isArray(declaration.declarations) ? declaration.declarations : [declaration];
			for (const one of declared) if (isNode(one) && EXPORTS.includes(nameOf(one.id))) yield `export ${nameOf(one.id)}`;
		}
	}
}

/** Identifiers that a plainer name replaced, in a file. Strings and keys of stored data in quotes are free. */
export function replacedNames(path: string, text: string): string[] {
	const { program, errors } = parseSync(path, text);
	if (errors.length > 0) throw new Error(`${path} does not parse`);
	return [...new Set(offences(program))].map((offence) => `${path} ${offence}`);
}

const WORDS = /\bwhom?ever\b|\banew\b|\bof now\b/i;

/** Comments in words that are no plain technical English: name the subject, and say "current" and "again". */
export function oddComments(path: string, text: string): string[] {
	return parseSync(path, text).comments.flatMap(({ value, start }) => {
		const found = WORDS.exec(value.replace(/\n\s*\*? ?/g, " "));
		return found ? [`${path}:${text.slice(0, start).split("\n").length} ${found[0]}`] : [];
	});
}
