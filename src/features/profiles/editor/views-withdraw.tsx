import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { words } from "#locales/locales.ts";
import type { Question } from "../views-question.tsx";

type GivenProps = {
	context: AccountContext;
	consents: { profiles: Question; suggestions: Question };
	links: { withdraw: string };
};

/** A yes that stands, in its own words, with one button that takes it back. */
export function Given({ props, purpose, erases }: { props: GivenProps; purpose: SpecialPurpose; erases: string }) {
	const text = words(props.context.page.locale).profiles.editor;
	const { live, givenOn, said } = props.consents[purpose];
	if (givenOn === undefined) return null;
	return (
		<form class="notice" method="post" action={props.links.withdraw}>
			{said ? (
				<>
					<p>{text.given(givenOn)}</p>
					<blockquote lang={said.locale}>{said.words}</blockquote>
					{!live && <p>{text.consentAsksAnew}</p>}
				</>
			) : (
				<p>{text.consentOld}</p>
			)}
			<p>{erases}</p>
			<p class="form-end">
				<button class="button button-quiet" type="submit" name="purpose" value={purpose}>
					{text.withdraw}
				</button>
			</p>
		</form>
	);
}

type Props = GivenProps & { brand: string; done: string | undefined; links: { leave: string } };

/** What was given on a brand that has no profiles any more. */
export function WithdrawPage(props: Props) {
	const { context, brand, consents, done, links } = props;
	const { editor: text } = words(context.page.locale).profiles;
	const stands = Object.values(consents).some(({ givenOn }) => givenOn !== undefined);
	return (
		<AccountPage context={context} title={text.offTitle(brand)} signedIn>
			<AccountHead title={text.offTitle(brand)}>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
				<p class="lead">{text.off(brand)}</p>
			</AccountHead>
			<Given props={props} purpose="profiles" erases={text.withdrawProfiles} />
			<Given props={props} purpose="suggestions" erases={text.withdrawSuggestions} />
			{!stands && <p>{text.offNothing}</p>}
			<p>
				<a href={links.leave}>{text.offLeave(brand)}</a>
			</p>
		</AccountPage>
	);
}
