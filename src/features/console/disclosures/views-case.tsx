import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import type { LegalWords } from "#foundation/ledgers/legal-disclosure.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import { ErrorSummary, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { ActButton, type CaseFacts, Done, Facts } from "../views-parts.tsx";
import { LEGAL_REASON } from "./schema.ts";
import { groundWords, type ListedLegal, stateWords, whatWords } from "./views.tsx";
import { OrderFields, SilenceFields } from "./views-order.tsx";

export type LegalCase = {
	context: ConsoleContext;
	state: FormState;
	done: string | undefined;
	legal: Omit<ListedLegal, "href"> & {
		itemNames: readonly string[];
		/** Undefined: it does not open any more. */
		words: LegalWords | undefined;
		refusal: string | undefined;
		silentOrder: string | null;
		proposedRole: string;
		decidedAt: string | null;
		decidedRole: string | null;
		takenAt: string | null;
		toldAt: string | null;
	};
	/**
	 * What this person may do now: decide as the second person, take back what is theirs, or wait for another, where it is
	 * theirs by an account that they had before.
	 */
	may: "decide" | "withdraw" | "wait" | undefined;
	/** Nothing may be given any more: the account is gone, or is being erased. */
	isGone: boolean;
	/** The silence that it would prolong has ended, or lasts as long already. */
	isLate: boolean;
	/** How the operator decides, where no other member of staff can. */
	command: { approve: string; refuse: string } | undefined;
	links: {
		action: string;
		/** Where the package is taken; absent where this person cannot. */
		take: string | undefined;
		/** Where a longer silence is proposed; absent where there is none to prolong. */
		silence: string | undefined;
		/** The disclosure whose silence this prolongs. */
		prolongs: string | undefined;
		member: string;
		back: string;
	};
};

/** One proposal: what is asked and on which order, what this person can do, and the package once it is approved. */
export function LegalCasePage({ context, state, done, legal, may, isGone, isLate, command, links }: LegalCase) {
	const { locale } = context.page;
	const { legalDisclosures: text, desk, console: consoleText } = words(locale);
	const labels = { refusal: text.refusal, ...text.labels };
	return (
		<ConsolePage context={context} title={text.caseTitle}>
			<div class="account-head">
				<h1>{text.caseTitle}</h1>
				<Done words={done} />
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={labels} />
			</div>
			<Facts facts={factsOf(locale, legal)} />
			{isGone && legal.state === "proposed" && <p>{text.gone}</p>}
			{isLate && <p>{text.tooLate}</p>}
			{may === "decide" && (
				<DecideForms {...{ context, state, action: links.action, canApprove: !isGone && !isLate }} />
			)}
			{(may === "withdraw" || may === "wait") && (
				<section aria-labelledby="own-title">
					<h2 id="own-title">{text.ownTitle}</h2>
					<p>{command === undefined ? text.own : text.alone(command.approve, command.refuse)}</p>
					{may === "withdraw" ? (
						<ActButton action={links.action} act="withdraw" label={text.withdraw} />
					) : (
						<p>{text.ownBefore}</p>
					)}
				</section>
			)}
			{links.take !== undefined && (
				<section aria-labelledby="package-title">
					<h2 id="package-title">{text.packageTitle}</h2>
					<p>{text.packageLead}</p>
					<form class="form" method="post" action={links.take}>
						<FormEnd submit={text.take} />
					</form>
				</section>
			)}
			{links.silence !== undefined && <SilenceForm {...{ context, state, action: links.silence }} />}
			<CaseLinks locale={locale} links={links} back={desk.back} member={desk.member} />
		</ConsolePage>
	);
}

type LinksProps = { locale: Locale; links: LegalCase["links"]; back: string; member: string };

function CaseLinks({ locale, links, back, member }: LinksProps) {
	return (
		<>
			{links.prolongs !== undefined && (
				<p>
					<a href={links.prolongs}>{words(locale).legalDisclosures.toProlonged}</a>
				</p>
			)}
			<p>
				<a href={links.member}>{member}</a>
			</p>
			<p>
				<a href={links.back}>{back}</a>
			</p>
		</>
	);
}

type Forms = Pick<LegalCase, "context" | "state"> & { action: string };

function DecideForms({ context, state, action, canApprove }: Forms & { canApprove: boolean }) {
	const text = words(context.page.locale).legalDisclosures;
	const { shortest, longest } = LEGAL_REASON;
	return (
		<>
			{canApprove && (
				<section aria-labelledby="approve-title">
					<h2 id="approve-title">{text.approveTitle}</h2>
					<p>{text.approveLead}</p>
					<ActButton action={action} act="approve" label={text.approve} />
				</section>
			)}
			<section aria-labelledby="refuse-title">
				<h2 id="refuse-title">{text.refuseTitle}</h2>
				<form class="form" method="post" action={action} novalidate>
					<input type="hidden" name="act" value="refuse" />
					<TextArea
						name="refusal"
						label={text.refusal}
						hint={text.reasonHint(shortest, longest)}
						state={state}
						maxlength={longest}
					/>
					<FormEnd submit={text.refuse} />
				</form>
			</section>
		</>
	);
}

/** Another order that asks for a longer silence: it takes two persons as well. */
function SilenceForm({ context, state, action }: Forms) {
	const text = words(context.page.locale).legalDisclosures;
	const isTyped = state.values.order !== undefined;
	return (
		<details {...(isTyped ? { open: true } : {})}>
			<summary>{text.prolongTitle}</summary>
			<p>{text.prolongLead}</p>
			<form class="form" method="post" action={action} novalidate>
				<OrderFields context={context} state={state} />
				<SilenceFields context={context} state={state} isAsked />
				<FormEnd submit={text.propose} />
			</form>
		</details>
	);
}

function factsOf(locale: Locale, legal: LegalCase["legal"]): CaseFacts {
	const { legalDisclosures: text } = words(locale);
	const { words: order, decidedAt, decidedRole } = legal;
	const by =
		decidedRole === "tool" ? text.tool : decidedRole === "system" ? text.program : roleWords(decidedRole ?? "", locale);
	return [
		[text.what, whatWords(locale, legal)],
		[text.state, stateWords(locale, legal)],
		[text.ground, groundWords(locale, legal.ground)],
		...orderFacts(locale, order),
		[text.items, legal.itemNames.join("; ")],
		...(legal.silentOrder === null ? [] : ([[text.silentOn, dayInWords(legal.silentOrder, locale)]] as const)),
		[text.proposed, `${timeInWords(legal.proposedAt, locale)} (${roleWords(legal.proposedRole, locale)})`],
		...(decidedAt === null ? [] : ([[text.decided, `${timeInWords(decidedAt, locale)} (${by})`]] as const)),
		...(legal.refusal === undefined ? [] : ([[text.refusal, legal.refusal]] as const)),
		...(legal.takenAt === null ? [] : ([[text.taken, timeInWords(legal.takenAt, locale)]] as const)),
		...(legal.toldAt === null ? [] : ([[text.told, timeInWords(legal.toldAt, locale)]] as const)),
	];
}

function orderFacts(locale: Locale, order: LegalWords | undefined): CaseFacts {
	const { legalDisclosures: text } = words(locale);
	if (order === undefined) return [[text.order, text.unreadable]];
	const facts: CaseFacts = [
		[text.order, `${order.order} (${dayInWords(order.orderedOn, locale)})`],
		[text.article, order.article],
		[text.recipient, order.recipient],
		[text.address, order.address],
		[text.reason, order.reason],
		[text.silence, order.silence],
	];
	return facts.filter(([, value]) => value !== "");
}
