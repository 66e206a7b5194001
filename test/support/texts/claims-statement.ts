import type { Claim, Said } from "./claims.ts";

const adult: Claim["on"] = (legal) => legal.adult;
const partner: Claim["on"] = (legal) => legal.relation === "partner";
const unnamedPartner: Claim["on"] = (legal) => legal.relation === "partner" && legal.partner?.name === undefined;
const noRole: Claim["on"] = (legal) => legal.relation === "partner" && legal.partner?.role === undefined;
const asksByMail: Claim["on"] = ({ contacts }) => contacts.rights.by === "email";
/** Where requests do not go to the officer at once. */
const officerToo: Claim["on"] = ({ contacts, operator }) =>
	contacts.rights.by === "helpdesk" || contacts.rights.email !== operator.dpo.email;
const asksByForm: Claim["on"] = ({ contacts }) => contacts.rights.by === "helpdesk";
const processors: Claim["on"] = (legal) => legal.recipients.every(({ role }) => role === "processor");
const keepsNumber: Claim["on"] = ({ recipients }) =>
	recipients.some(({ kind, fields }) => kind === "analytics" && fields.includes("non_necessary_cookies"));
const keepsNothing: Claim["on"] = (legal) => !keepsNumber(legal);
const shownByConsent: Claim["on"] = (legal) => legal.adult && legal.features.includes("profiles");
const profiles: Claim["on"] = (legal) => legal.features.includes("profiles");
const says = (fact: string, nl: Said, en: Said, on?: Claim["on"]): Claim => ({
	...{ fact, in: "statement", nl, en },
	...(on ? { on } : {}),
});

/** Of the statement. Only key words: a sentence may be put differently as long as it says the same. */
export const STATEMENT_CLAIMS: readonly Claim[] = [
	// Who is responsible.
	says(
		"P32 controller",
		[/verwerkingsverantwoordelijke/, 0, "{short}"],
		[/is the controller|and is the controller/, 0, "{short}"],
	),
	says("P32 site", [/wordt aangeboden door/, 0, "{host}", "{operator}"], [/is offered by/, 0, "{host}", "{operator}"]),
	says("P32 name", [/^Naam /, 0, "{operator}"], [/^Name /, 0, "{operator}"]),
	says(
		"P32 address",
		[/^Adres /, 0, "{street}", "{postal}", "{city}", "{country}"],
		[/^Address /, 0, "{street}", "{postal}", "{city}", "{country}"],
	),
	says("P32 register", [/^KvK /, 0, "{register}"], [/^KvK /, 0, "{register}"]),
	says("P32 telephone", [/^Telefoon /, 0, "{phone}"], [/^Telephone /, 0, "{phone}"]),
	says("P32 e-mail", [/^E-mail /, 0, "{email}"], [/^E-mail /, 0, "{email}"]),
	says("P58 officer", [/heeft een functionaris/, 0, "{short}"], [/has a data protection officer/, 0, "{short}"]),
	says(
		"P58 officer's address",
		[/vragen en klachten.*: \S+@/, 0, "{dpo}"],
		[/questions and complaints.*: \S+@/, 0, "{dpo}"],
	),
	says("P58 independent", [/onafhankelijk/, 0], [/independently/, 0]),
	says("P62 offered by", [/door een partner van/, 0, "{operator}"], [/by a partner of/, 0, "{operator}"], partner),
	says("P62 unnamed", [/juridische naam van die/, 1], [/legal name of that/, 1], unnamedPartner),
	says(
		"P62 partner",
		[/is partner van/, 0, "{network}", "{brand}", "neemt deze verklaring over"],
		[/is a partner of/, 0, "{network}", "{brand}", "adopt this statement"],
		partner,
	),
	says(
		"P62 valid",
		[/Daarom geldt die/, 0, "de organisatie van de partner"],
		[/holds for the/, 0, "the partner's organisation"],
		partner,
	),
	says(
		"P62 role",
		[/Of de partner verwerker is/, 1, "verwerker is (art. 28 AVG)", "verantwoordelijk (art. 26 AVG)"],
		[/Whether the partner is a/, 1, "processor (Art. 28 GDPR)", "together with us (Art. 26 GDPR)"],
		noRole,
	),
	says("P62 gets no data", [/van ons krijgt die/, 2], [/it gets .*data about you/, 2], partner),
	says("P63 terms", [/algemene voorwaarden/, 0, "/terms"], [/terms \[/, 0, "/terms"]),
	// Joining and the account.
	says(
		"P01 asked at joining, in short",
		[/^- .*aanmelden vragen we je/, 0, "gebruikersnaam", "geslacht", "e-mailadres", "wachtwoord"],
		[/^- .*join we ask your/, 0, "user name", "gender", "e-mail address", "password"],
	),
	says(
		"P01 age, in short",
		[/^- .*aanmelden vragen/, 0, "{age} jaar of ouder"],
		[/^- .*join we ask/, 0, "{age} or over"],
		adult,
	),
	says("P04 optional, in short", [/^Al het andere is/, 0, "vrij"], [/^All else is/, 0, "optional"]),
	says(
		"P01 asked at joining",
		[/^Bij het aanmelden vragen we je/, 0, "gebruikersnaam", "geslacht", "e-mailadres", "wachtwoord"],
		[/^When you join we ask your/, 0, "user name", "gender", "e-mail address", "password"],
	),
	says("P01 and no more", [/Meer is .*verplicht/, 1], [/obligatory/, 1]),
	says("P01 age", [/vragen ook of je \d+ jaar/, 0, "{age}"], [/whether you are \d+ or older/, 0, "{age}"], adult),
	says("P01 no birth date", [/geboortedatum vragen/, 1], [/ask a date of birth/, 1], adult),
	says("P02 confirms and contacts", [/bevestig en activeer/, 0, "contact"], [/you confirm and activate/, 0, "contact"]),
	says("P02 before that", [/kun je niet inloggen|hebt bevestigd/, 2], [/have not confirmed/, 2]),
	says("P03 user name", [/gebruikersnaam kies je zelf/, 1], [/choose your user name/, 1]),
	says("P03 unseen", [/leden zien je gebruikersnaam/, 1], [/see your user name/, 1]),
	says(
		"P03 reserved",
		[/van de site of van een medewerker.* is bezet/, 0],
		[/the site's own or as a member of staff's is taken/, 0],
	),
	says(
		"P04 optional",
		[/^Al het andere vul je/, 0, "alleen in als je dat wilt"],
		[/^You fill in anything else/, 0, "only if you want to"],
	),
	says("P04 one by one", [/één voor één/, 0, "wissen"], [/one by one/, 0, "erase"]),
	says("sites apart", [/merken op welke andere sites/, 1], [/lets on which other sites/, 1]),
	says("per site", [/Per site kies jij/, 0], [/choose per site/, 0]),
	// Categories.
	says("P47 kinds", [/soorten gegevens, elk/, 0], [/kinds of data, each/, 0]),
	says("P47 nothing else", [/voor .*anders dan wat hier staat/, 1], [/but what it says here/, 1]),
	says("P47 voluntary", [/hoef je .* te geven/, 2], [/have to give voluntary|give voluntary data/, 2]),
	says(
		"P05 asked and shown on consent alone",
		[/vragen en tonen we/, 0, "alleen als", "uitdrukkelijk ja"],
		[/ask for and show these/, 0, "only if", "explicitly said yes"],
		adult,
	),
	says(
		"P05 filled in on consent alone",
		[/Ook seksuele voorkeuren/, 0, "alleen in als je dat wilt", "pas nadat", "uitdrukkelijk ja"],
		[/sexual preferences, too/, 0, "only if you want to", "only after", "explicitly said yes"],
		adult,
	),
	says(
		"P05 consent, with one exception",
		[/verwerken ze als/, 0, "uitdrukkelijk ja", "één uitzondering"],
		[/process them if/, 0, "explicitly said yes", "one exception"],
		adult,
	),
	says(
		"P05 the ground",
		[/We gebruiken ze op je/, 0, "uitdrukkelijke toestemming", "per doel"],
		[/We use them on your/, 0, "explicit consent", "for each purpose"],
		adult,
	),
	says("P05 the exception", [/^Er is .*uitzondering/, 0, "één"], [/^There is .*exception/, 0, "one"], adult),
	says(
		"P05 what the exception keeps",
		[/^Toch bewaren/, 0, "toestemming intrekt", "verlaat"],
		[/^Still we keep/, 0, "withdraw your consent", "leave the site"],
		adult,
	),
	says(
		"P05 records that the exception keeps",
		[/^- Lijst van inzage/, 0, ": {access} na de inzage"],
		[/^- List of access/, 0, ": {access} after the access"],
		adult,
	),
	says(
		"P05 why they are kept",
		[/erop kunnen terugvallen/, 0, "artikel 9 lid 2 onder f AVG", "recht", "eis"],
		[/fall back on/, 0, "Art. 9(2)(f) GDPR", "right", "claim"],
		adult,
	),
	says("P05 profiles are not kept", [/op je profiel zet, bewaren/, 1], [/place on your profile yourself/, 1], adult),
	says(
		"P34 taken back in short",
		[/Dat kun je .*intrekken/, 0, "altijd"],
		[/^You can .*take that back/, 0, "always"],
		adult,
	),
	says(
		"P34 erased on withdrawal",
		[/Trek je die in, dan wissen we het/, 0, "meteen"],
		[/If you withdraw it, we erase the data/, 0, "at once"],
		adult,
	),
	says(
		"P34 photos erased on withdrawal",
		[/Trek je die in, dan wissen we .*foto's/, 0, "meteen al je foto's"],
		[/If you withdraw it, we erase .*photos/, 0, "all your photos", "at once"],
		shownByConsent,
	),
	says("P05 no field", [/Een veld invullen/, 1], [/Filling in a field/, 1], adult),
	says(
		"P05 membership",
		[/vraagt .* apart je uitdrukkelijke/, 0, "{short}"],
		[/asks your explicit consent/, 0, "{short}"],
		adult,
	),
	says("P34 membership", [/door de site te verlaten/, 0], [/by leaving the site/, 0], adult),
	says("P53 never", [/voor statistiek en geven/, 2, "derden"], [/for statistics and/, 2, "third parties"], adult),
	says("14 IP address", [/afdruk van je IP-adres bij/, 0, "{abuse}"], [/imprint of your IP address for/, 0, "{abuse}"]),
	says("P14 page views", [/tellen we alleen, per uur/, 1], [/we only count, per hour/, 1]),
	says(
		"P14 the six",
		[/De zes bewaren we/, 1, "formulier", "geweigerd", "inlogt", "account", "{visit}"],
		[/We keep the six/, 1, "form", "refused", "sign in", "account", "{visit}"],
	),
	says("P04 no place", [/locatie leiden we nergens uit af/, 1], [/derive no location from anything/, 1]),
	says("no MAC address", [/MAC-adres van je apparaat/, 1], [/MAC address of your device/, 2]),
	// What the site does.
	says(
		"P15 contact",
		[/formulier van de helpdesk.* vraagt/, 0, "alleen", "e-mailadres", "onderwerp", "omschrijving", "bijlagen"],
		[/helpdesk form.* asks/, 0, "only", "e-mail address", "subject", "description", "attachments"],
	),
	says("P45 contact is answered", [/medewerker antwoordt je/, 0], [/staff answers you/, 0]),
	says("photos compared", [/een nieuwe foto daarmee/, 0], [/compare a new photo/, 0]),
	says("nothing of the comparison", [/Van die vergelijking/, 1], [/of that comparison/, 1]),
	says("neutral sender", [/de tekst van onze mail/, 1], [/the text of our mail/, 1]),
	says("P35 limit", [/per soort of je de mail wilt/, 0, "per week"], [/for each kind whether you want/, 0, "per week"]),
	says("P36 stop", [/alles tegelijk stoppen/, 0], [/stop everything at once/, 0]),
	says("P36 what is still sent", [/sturen we alleen nog/, 1, "verklaring"], [/then send only/, 1, "statement"]),
	says(
		"P60 photos",
		[/moderator bekijkt elke foto/, 0, "voordat"],
		[/moderator looks at each photo/, 0, "before"],
		profiles,
	),
	says(
		"P23 looks",
		[/gegevens van een lid opent/, 0, "wie", "wanneer", "waarom"],
		[/opens a member's data/, 0, "who", "when", "why"],
	),
	says(
		"14 people who are no members",
		[/^Zij hebben/, 0, "dezelfde rechten als leden", "art. 14 AVG"],
		[/^They have/, 0, "the same rights as members", "Art. 14 GDPR"],
	),
	says(
		"14 basis of data: visit",
		[/Om de site te beveiligen/, 0, "gerechtvaardigd belang (art. 6 lid 1 onder f AVG)"],
		[/To secure the site/, 0, "legitimate interest (Art. 6(1)(f) GDPR)"],
	),
	says(
		"14 basis of data: address",
		[/Om te zien of het adres/, 0, "gerechtvaardigd belang (art. 6 lid 1 onder f AVG)"],
		[/To see whether the address/, 0, "legitimate interest (Art. 6(1)(f) GDPR)"],
	),
	says(
		"14 basis of data: photo or text",
		[/Om het profiel van het lid/, 0, "gerechtvaardigd belang (art. 6 lid 1 onder f AVG)"],
		[/To show the member's profile/, 0, "legitimate interest (Art. 6(1)(f) GDPR)"],
		profiles,
	),
	says(
		"14 basis of data: mail",
		[/op welke grond: Om te antwoorden/, 0, "gerechtvaardigd belang (art. 6 lid 1 onder f AVG)"],
		[/on which basis: To answer/, 0, "legitimate interest (Art. 6(1)(f) GDPR)"],
	),
	says("14 kept: visit", [/De afdruk \d/, 0, "De afdruk {abuse};"], [/The imprint for/, 0, "The imprint for {abuse};"]),
	says(
		"14 kept: address",
		[/tenzij de aanmelding/, 0, ": {joining}, tenzij"],
		[/unless the registration/, 0, ": {joining}, unless"],
	),
	says(
		"14 kept: photo or text",
		[/Tot het lid het wist/, 0, "uiterlijk {erase} nadat"],
		[/Until the member erases/, 0, "{erase} after the member", "at the latest"],
		profiles,
	),
	says(
		"14 kept: mail",
		[/Hoe lang: .*vraag is afgehandeld/, 0, "{ticket}"],
		[/Kept for: [^;]*question was settled\.$/, 0, "{ticket}"],
	),
	says("14 no account is needed", [/wat we van je hebben/, 1, "account"], [/what we have about you/, 1, "account"]),
	says("21 by mail", [/^Bezwaar maak je/, 0, "{rights}"], [/^You object by mail/, 0, "{rights}"], asksByMail),
	says("21 by form", [/^Bezwaar maak je/, 0, "helpdesk"], [/^You object with/, 0, "helpdesk"], asksByForm),
	says("sources", [/kopen we/, 2], [/buy data about you/, 2]),
	// Recipients.
	says("P17 nobody else", [/geven je gegevens .*aan anderen/, 1], [/give your data to others/, 1]),
	says(
		"P33 groups",
		[/komen terecht bij deze groepen/, 0, "{short}", "ontwikkelaars en beheerders", "moderator"],
		[/reach these groups/, 0, "{short}", "developers and administrators", "moderator"],
	),
	says(
		"P20 no IP address",
		[/MAC-adres .*zonder jouw toestemming/, 3],
		[/MAC address without your|address or MAC address .*consent/, 3],
	),
	says("P61 outside the EEA", [/gebonden aan afspraken/, 0], [/bound by arrangements/, 0]),
	says(
		"P61 comparable",
		[/zijn je gegevens daar/, 0, "vergelijkbaar beschermd"],
		[/your data are protected/, 0, "comparable"],
	),
	says("P61 a copy", [/kopie vraag je op/, 0, "{dpo}"], [/ask for a copy at/, 0, "{dpo}"]),
	says("how many recipients", [/\d+ ontvangers?\./, 0, "{recipients}"], [/\d+ recipients?\./, 0, "{recipients}"]),
	says(
		"processors alone",
		[/^Ze werken /, 0, "alleen in onze opdracht"],
		[/^They work/, 0, "on our instructions alone"],
		processors,
	),
	says("P22 duty", [/als een wet of een rechter/, 0], [/a law or a court/, 0]),
	// Terms.
	says(
		"P38 erased, in short",
		[/^- .*Sluit je je account/, 0, "{erase}", "uiterlijk"],
		[/^- .*you close your account/, 0, "{erase}", "at the latest"],
	),
	says(
		"P38 erased",
		[/^Sluit je je account/, 0, "{erase}", "uiterlijk"],
		[/^If you close your account/, 0, "{erase}", "at the latest"],
	),
	says("P34 leaving", [/Verlaat je een site/, 0, "meteen"], [/leave a site/, 0, "at once"]),
	says(
		"evidence",
		[/moeten kunnen bewijzen/, 0, "{consents}", "{acceptances}"],
		[/able to prove/, 0, "{consents}", "{acceptances}"],
	),
	says("evidence is sealed", [/bewijs verzegelen/, 2], [/seal that evidence/, 3]),
	says(
		"P03 held name",
		[/gebruikersnaam blijft na het wissen/, 0, "{nameHold}"],
		[/^An imprint of your user name/, 0, "{nameHold}"],
	),
	says("P03 for nobody", [/onder jouw naam/, 1], [/under your name, or/, 1]),
	says("P03 unread", [/de naam teruglezen/, 1], [/read the name back/, 1]),
	// Rights.
	says(
		"rights by mail",
		[/Verzoeken over je gegevens mail/, 0, "{rights}"],
		[/mail requests about your data/, 0, "{rights}"],
		asksByMail,
	),
	says("P44 rights by form", [/Verzoeken doe je/, 0, "helpdesk"], [/You make requests/, 0, "helpdesk"], asksByForm),
	says(
		"P44 rights by mail then",
		[/Lukt dat niet, mail/, 1, "{dpo}"],
		[/If that does not help/, 1, "{dpo}"],
		officerToo,
	),
	says("no identity document", [/kopie van je identiteitsbewijs/, 1], [/copy of your identity document/, 1]),
	says("free of charge", [/verzoek kost/, 1], [/request costs/, 1]),
	says("P27 P28 term in short", [/antwoorden binnen [^(]*\.$/, 0, "{days}"], [/We answer within/, 0, "{days}"]),
	says(
		"P27 P28 term",
		[/antwoorden .*elk verzoek/, 0, "{days}", "{weeks}"],
		[/answer every request/, 0, "{days}", "{weeks}"],
	),
	says("P29 reasons", [/verzoek niet inwilligen|verzoek inwilligen/, 1, "waarom"], [/grant a request/, 1, "why"]),
	says("P29 remedies", [/In dat antwoord/, 0, "klacht", "rechter"], [/That answer/, 0, "complain", "court"]),
	says(
		"P46 complaint",
		[/klacht indienen bij de toezichthouder/, 0, "{authority}", "{authorityUrl}"],
		[/complain to the supervisory authority as well/, 0, "{authority}", "{authorityUrl}"],
	),
	says("P46 court", [/^En je kunt naar de rechter/, 0], [/^And you can go to court/, 0]),
	says("P40 access", [/art\. 15 AVG/, 0], [/Art\. 15 GDPR/, 0]),
	says("P40 rectification", [/art\. 16 AVG/, 0], [/Art\. 16 GDPR/, 0]),
	says("P39 erasure", [/art\. 17 AVG/, 0], [/Art\. 17 GDPR/, 0]),
	says("P41 restriction", [/art\. 18 AVG/, 0], [/Art\. 18 GDPR/, 0]),
	says("P43 portability", [/art\. 20 AVG/, 0], [/Art\. 20 GDPR/, 0]),
	says("P42 objection", [/\(art\. 21 AVG/, 0], [/\(Art\. 21 GDPR/, 0]),
	says(
		"P42 objection in short",
		[/^- Je recht van bezwaar: /, 0, "altijd"],
		[/^- Your right to object: /, 0, "always"],
	),
	says(
		"P42 advertising",
		[/tegen reclame/, 1, "altijd meteen", "reden"],
		[/[Aa]gainst advertising/, 1, "always", "at once", "reason"],
	),
	says("P34 at any time", [/\(art\. 7 AVG\)/, 0, "Elk moment"], [/\(Art\. 7 GDPR\)/, 0, "At any time"]),
	says("P37 close", [/Recht: Je account sluiten/, 0], [/Right: Closing your account/, 0]),
	says(
		"P37 gone at once",
		[/overal uitgelogd en je profiel/, 0, "onzichtbaar"],
		[/signed out everywhere and your profile/, 0, "invisible"],
	),
	// Cookies, security, age, changes.
	says(
		"how many cookies",
		[/^- Cookies: /, 0, "{cookies}", "noodzakelijk"],
		[/^- Cookies: /, 0, "{cookies}", "necessary"],
	),
	says(
		"P24 cookies",
		[/Noodzakelijke cookies zorgen/, 0, "ingelogd", "taal"],
		[/Necessary cookies make/, 0, "signed in", "language"],
	),
	says("P25 no others", [/[Aa]ndere cookies plaatsen/, 1], [/other cookies\.$/, 1], keepsNothing),
	says(
		"P25 others by a yes",
		[/[Aa]ndere cookies plaatsen/, 0, "ja"],
		[/other cookies only after/, 0, "yes"],
		keepsNumber,
	),
	says(
		"P25 others, in short",
		[/^- Cookies: /, 0, "{otherCookies}", "na jouw ja"],
		[/^- Cookies: /, 0, "{otherCookies}", "after your yes"],
		keepsNumber,
	),
	says("P25 refuse", [/cookies ook in je browser weigeren/, 0], [/refuse or delete cookies/, 0]),
	says("P23 measures", [/uitgebreide maatregelen/, 0], [/extensive measures/, 1]),
	says("P23 staff", [/Medewerkers kunnen alleen/, 0], [/Staff can reach only/, 0]),
	says("P55 encrypted", [/slaan we versleuteld op/, 0], [/about yourself encrypted/, 0]),
	says("P55 keys", [/vernietigen we die sleutels/, 0], [/destroy those keys/, 0]),
	says("P55 rotated", [/vervangen we regelmatig/, 0], [/replaced regularly/, 0]),
	says("P55 backups", [/Reservekopieën/, 1], [/Backups from before/, 1]),
	says(
		"P56 password",
		[/wachtwoord bewaren we/, 1, "alleen versleuteld", "eruit afleiden"],
		[/keep your password/, 1, "only encrypted", "derive it"],
	),
	says("no automated decisions", [/art\. 22 AVG/, 1], [/Art\. 22 GDPR/, 1]),
	says("age", [/vanaf \d+ jaar/, 0, "{age} jaar"], [/adults of \d+|from the age of \d+/, 0, " {age}"]),
	says("minors", [/iemand jonger is/, 2], [/somebody is younger/, 1]),
	says(
		"P30 versions",
		[/Elke versie van deze verklaring/, 0, "/privacy/versions"],
		[/Each version of this statement/, 0, "/privacy/versions"],
	),
	says("P31 PDF", [/als pdf/i, 0, "/privacy/statement.pdf"], [/as a PDF/, 0, "/privacy/statement.pdf"]),
	says("P30 from its date", [/nieuwe versie geldt vanaf/, 0], [/new version applies from/, 0]),
	says(
		"P30 told before in short",
		[/^- .*Verandert wat we/, 0, "minstens 30 dagen"],
		[/^- .*If what we do/, 0, "at least 30 days"],
	),
	says(
		"P30 told before",
		[/^Verandert er iets aan/, 0, "30 dagen", "per mail en op de site"],
		[/something changes in what we do/, 0, "30 days", "by mail and on the site"],
	),
	says("P30 consent", [/voor een verandering je toestemming/, 0], [/change needs your consent/, 0]),
];
