import { paragraphsOf, type TextLine } from "#foundation/documents/plain-text.ts";
import { BASE_LOCALE, type Locale, words } from "#locales/locales.ts";
import { LINT_RULES, type LintRule } from "./lint-rule.ts";
import { emptyLists, type SentenceInContext, sentencesInContext } from "./reading.ts";

export type Finding = {
	rule: LintRule;
	/** From 1; 0 where the text as a whole lacks something. */
	line: number;
	excerpt: string;
	why: string;
	legalRef: string;
};

const LEGAL_REFERENCES: Record<LintRule, string> = {
	"empty-list": "GDPR 12(1), 13(1)",
	"repealed-wbp": "GDPR 94(1), 99; UAVG 51",
	"obsolete-notification": "GDPR 30, recital 89",
	"changes-without-notice": "GDPR 5(1)(a), 12(1), 13(3)",
	"special-on-contract-or-interest": "GDPR 9(2)",
	"criminal-as-special": "GDPR 10; UAVG 31",
	"filling-in-as-publishing": "GDPR 9(2)(e), 4(11)",
	"erasure-term-hides-fiscal": "GDPR 13(2)(a), 17(3)(b); AWR 52(4)",
	"payment-only-hides-fiscal": "GDPR 13(1)(c); AWR 52(4)",
	"missing-authority": "GDPR 13(2)(d)",
	"missing-dpo": "GDPR 13(1)(b), 37",
	"missing-response-term": "GDPR 12(3)",
};

const SPECIAL = /bijzonder|gevoelig|special categor|special data|sensitive/i;
const CONTRACT_OR_INTEREST =
	/algemene voorwaarden|overeenkomst|contract|gerech\p{L}*vaardigd\p{L}* belang|legitimate interest|terms (and|of|&)/iu;
/** Beside which a legitimate interest may be named of special data. */
const LEGAL_CLAIMS = /9 lid 2 onder f|9\(2\)\(f\)/i;
const BASIS = /grondslag|rechtsgrond|rechtmatig|op basis van|legal bas[ei]s|lawful basis|basis for/i;
const DENIAL = /\b(nooit|niets?|geen|noch|never|nor|not|no|nothing|neither)\b/i;
const FISCAL =
	/(?<![\p{L}\p{N}])(7|zeven|seven|10|tien|ten) (jaar|years?)\b|fiscal|fiscaal|(belastingdienst|FOD Financiën).{0,80}bewa|bewaarplicht|\bAWR\b|(tax (law|authorit\p{L}+)|HMRC|Revenue Commissioners).{0,80}(keep|retain)/iu;
/** Without anything sold there are no invoices to keep. */
const SELLS = /betaal|betal|factu|aankop|payment|invoice|purchase/i;
const ERASE =
	/(?<!\p{L})(wis|wissen|gewist|verwijder\p{L}*|vernietig\p{L}*|erase\p{L}*|delete\p{L}*|remove\p{L}*)(?!\p{L})/iu;
const PERIOD =
	/(?<![\p{L}\p{N}])(\d+|één|een|twee|drie|vier|vijf|zes|one|two|three|four|five|six)\s*(\([\p{L}\p{N}]+\)\s*)?(maand\p{L}*|jaar|jaren|months?|years?)(?!\p{L})/iu;
const ANSWER = /reage|reactie|antwoord|verzoek|aanvraag|respond|response|repl(y|ies)|answer|request/i;
const WITHIN =
	/\b(binnen|within|uiterlijk|no later than|not later than)\b.{0,40}\b(dag(en)?|we(ek|ken)|maand(en)?|days?|weeks?|months?)\b/i;
/**
 * Authorities of the countries whose statements are read here, by the names and letters that people know them by; and
 * what any of them is.
 */
const AUTHORITIES = [
	/autoriteit persoonsgegevens|\bAP\b|college bescherming persoonsgegevens/iu,
	/gegevensbeschermingsautoriteit|\bGBA\b|autorité de protection des données|\bAPD\b|vlaamse toezichtcommissie/iu,
	/information commission|\bICO\b|data protection commission|\bDPC\b/iu,
	/datenschutz|\bBfDI\b|\bDSB\b|\bCNIL\b|\bCNPD\b|\bAEPD\b|agencia española de protección de datos/iu,
	/\bgarante\b|datatilsynet|integritetsskyddsmyndigheten|tietosuoja|\bUODO\b|\bFDPIC\b|\bEDÖB\b/iu,
	/toezichthou|privacycommissie|supervisory|data protection authority|privacy (regulator|commissioner)/iu,
];
const DPO = /functionaris (voor )?(de )?gegevensbescherming|\bFG\b|data protection officer|\bDPO\b|privacy officer/i;
const COMPLAIN = /klacht|klagen|bezwaar indienen bij|complain|lodge a concern/i;

type SentenceRule = { rule: LintRule; applies: (sentence: SentenceInContext) => boolean };

const SENTENCE_RULES: SentenceRule[] = [
	{ rule: "repealed-wbp", applies: ({ text }) => /\bWbp\b|wet bescherming persoonsgegevens/i.test(text) },
	{
		rule: "obsolete-notification",
		applies: ({ text }) =>
			/\bm ?\d{6,8}\b/.test(text) ||
			/(aan|ge)meld\w*.{0,80}(autoriteit|college).{0,80}(nummer|nr)/i.test(text) ||
			/(notified|registered).{0,60}(authority).{0,60}number/i.test(text),
	},
	{
		rule: "changes-without-notice",
		applies: ({ text }) =>
			/(wijzig|aanpass|change|amend|modif)/i.test(text) &&
			/zonder (\p{L}+ )?(kennisgeving|aankondiging|bericht|mededeling)|without (\p{L}+ )?(notice|notification)/iu.test(
				text,
			) &&
			!DENIAL.test(text),
	},
	{
		rule: "special-on-contract-or-interest",
		applies: ({ text, context }) =>
			BASIS.test(text) &&
			CONTRACT_OR_INTEREST.test(text) &&
			SPECIAL.test(`${context} ${text}`) &&
			!DENIAL.test(text) &&
			!LEGAL_CLAIMS.test(text),
	},
	{
		rule: "criminal-as-special",
		applies: ({ text, context }) =>
			/strafrecht|strafbar|criminal/i.test(text) &&
			SPECIAL.test(`${context} ${text}`) &&
			!DENIAL.test(text.replace(/niet strikt/gi, "")),
	},
	{
		rule: "filling-in-as-publishing",
		applies: ({ text }) =>
			/(maakt?|maken) (u|je|jij) (\w+ ){0,3}openbaar|mak(e|ing) (them|it|your \w+( \w+)?) public/i.test(text) &&
			!DENIAL.test(text),
	},
];

/** The shortest fiscal term is seven years: a sentence that erases sooner contradicts it unless the text says so. */
function erasesBeforeFiscalTerm({ text }: SentenceInContext): boolean {
	return ERASE.test(text) && /\b(binnen|na|within|after)\b/i.test(text) && PERIOD.test(text);
}

function paymentOnly({ text }: SentenceInContext): boolean {
	return (
		/\b(alleen|uitsluitend|slechts|only|solely)\b/i.test(text) &&
		/betaling\w*.{0,60}uit\w*.{0,20}voer|uitvoer\w*.{0,30}betaling|(execut|process|carry out|mak)\w*.{0,30}payment/i.test(
			text,
		)
	);
}

function absences(sentences: readonly SentenceInContext[]): LintRule[] {
	const some = (test: (text: string) => boolean): boolean => sentences.some(({ text }) => test(text));
	const authority = some((text) => COMPLAIN.test(text) && AUTHORITIES.some((names) => names.test(text)));
	const dpo = some((text) => DPO.test(text));
	const term = some((text) => WITHIN.test(text) && ANSWER.test(text));
	return [
		...(authority ? [] : (["missing-authority"] as const)),
		...(dpo ? [] : (["missing-dpo"] as const)),
		...(term ? [] : (["missing-response-term"] as const)),
	];
}

/**
 * What an older statement says that the law no longer allows, or leaves out that it asks for. A reading aid for
 * operators who import a text: it knows Dutch and English turns of phrase and can miss others.
 */
export function lintStatement(text: string, locale: Locale = BASE_LOCALE): Finding[] {
	const lines = paragraphsOf(text).map((one) => ({ ...one, text: readable(one.text) }));
	const sentences = sentencesInContext(lines);
	const finding = (rule: LintRule, line?: TextLine, text = line?.text ?? ""): Finding => ({
		rule,
		line: line?.number ?? 0,
		excerpt: excerptOf(text),
		why: words(locale).lint[rule],
		legalRef: LEGAL_REFERENCES[rule],
	});
	const rules: SentenceRule[] = [
		...SENTENCE_RULES,
		...(FISCAL.test(text) || !SELLS.test(text)
			? []
			: [
					{ rule: "erasure-term-hides-fiscal" as const, applies: erasesBeforeFiscalTerm },
					{ rule: "payment-only-hides-fiscal" as const, applies: paymentOnly },
				]),
	];
	const found = [
		...emptyLists(lines).map((line) => finding("empty-list", line, line.text.split(/(?<=[.!?])\s+/).at(-1))),
		...rules.flatMap(({ rule, applies }) => sentences.filter(applies).map((each) => finding(rule, each.at, each.text))),
	];
	const inText = found.sort((a, b) => a.line - b.line || LINT_RULES.indexOf(a.rule) - LINT_RULES.indexOf(b.rule));
	return [...inText, ...absences(sentences).map((rule) => finding(rule))];
}

/** Letters in one form, without what is not seen: soft hyphens, joiners, blanks of other kinds. */
function readable(text: string): string {
	return text
		.normalize("NFKC")
		.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
		.replace(/\s/g, " ");
}

function excerptOf(text: string): string {
	return text.length > 160 ? `${text.slice(0, 159).trimEnd()}…` : text;
}
