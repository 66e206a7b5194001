import { mailtoHref } from "#foundation/names/mail-address.ts";
import { LocalLink } from "#foundation/ui/document/page.tsx";
import { ContactLink, HelpLink } from "#foundation/ui/footer.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import type { RightId } from "./rights.ts";

/** Where a request goes: to an address, or to the help desk first and then to an address. */
function WhereToAsk({ context }: { context: PageContext }) {
	const { rights } = context.legal.contacts;
	const text = words(context.locale).privacy.rights;
	if (rights.by === "email") {
		return (
			<span>
				{text.askByEmail} <ContactLink to={rights.email} />.
			</span>
		);
	}
	return (
		<span>
			{text.askByHelpdesk} <HelpLink context={context} />. {text.orWrite} <ContactLink to={rights.email} />.
		</span>
	);
}

/** `ask`: the page of the account host for visitors without an account. */
export function HowToAsk({ context, ask }: { context: PageContext; ask: string }) {
	const { link, noAccount } = words(context.locale).copyDoor;
	const text = words(context.locale).privacy.rights;
	return (
		<section id="how">
			<h2>{text.howHeading}</h2>
			<ol class="steps">
				<li>
					<WhereToAsk context={context} />
				</li>
				<li>
					<span>{text.identify}</span>
				</li>
				<li>
					<span>
						{text.answer(context.legal.responseDays)} {text.refusal}
					</span>
				</li>
			</ol>
			<p>{text.barred}</p>
			<p>
				{noAccount} <a href={ask}>{link}</a>
			</p>
		</section>
	);
}

/** The mailbox to write to first, as the steps above say; a help desk without one is asked on its own page. */
function firstAddress({ legal }: PageContext): string {
	const { rights, help } = legal.contacts;
	return rights.by === "helpdesk" && help.includes("@") ? help : rights.email;
}

export function RightEntry({ context, right, runs }: { context: PageContext; right: RightId; runs: boolean }) {
	const text = words(context.locale).privacy.rights;
	const {
		name,
		article,
		body,
		ask = body,
	}: { name: string; article: string; body: string; ask?: string } = text.list[right];
	const email = firstAddress(context);
	const subject = encodeURIComponent(text.subject(name, context.legal.brandName));
	return (
		<section class="right" id={right}>
			<h3>{name}</h3>
			<p>{runs ? body : ask}</p>
			<p class="right-ask">
				<a href={`${mailtoHref(email)}?subject=${subject}`}>{text.writeAboutThis(name)}</a>
				<span class="law">{text.law(article)}</span>
			</p>
			{right === "erasure" && runs && <Proofs context={context} />}
		</section>
	);
}

/** What shows that an erasure was done. */
function Proofs({ context }: { context: PageContext }) {
	const text = words(context.locale).privacy.rights.proofs;
	return (
		<p>
			{text.before} <LocalLink context={context} path="/privacy/receipts/verify" label={text.verify} />. {text.log}{" "}
			<LocalLink context={context} path="/privacy/log-head" label={text.head} />.
		</p>
	);
}

/** The officer and the authority. */
export function Beyond({ context }: { context: PageContext }) {
	const { operator } = context.legal;
	const text = words(context.locale).privacy.rights;
	return (
		<>
			<section id="officer">
				<h2>{text.officerHeading}</h2>
				<p>
					{text.officer} {operator.dpo.name !== undefined && `${operator.dpo.name}, `}
					<ContactLink to={operator.dpo.email} />.
				</p>
			</section>
			<section id="complaint">
				<h2>{text.complaintHeading}</h2>
				<p>
					{text.complaint[0]} <a href={operator.authority.url}>{operator.authority.name}</a>.
				</p>
				<p class="law">{text.complaint[1]}</p>
				<p>
					<LocalLink context={context} path="/privacy" label={text.statement} />
				</p>
				<p>
					<LocalLink context={context} path="/privacy/proof" label={words(context.locale).tested.link} />
				</p>
			</section>
		</>
	);
}
