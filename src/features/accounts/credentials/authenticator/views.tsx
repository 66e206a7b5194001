import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { Day } from "#foundation/ui/document/page.tsx";
import { TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ProofPage } from "../../session/proof-form.tsx";
import { qrPath } from "./qr-code.ts";

/** Dark on light whatever the colours of the page, or a camera does not find it. */
function QrCode({ text, label }: { text: string; label: string }) {
	const { size, path } = qrPath(text);
	return (
		<svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
			<rect width={size} height={size} fill="#fff" />
			<path d={path} fill="#000" />
		</svg>
	);
}

type SetUp = {
	context: AccountContext;
	state: FormState;
	token: string;
	secret: string;
	uri: string;
	action: string;
	back: string;
	asked: boolean;
};

export function SetUpPage({ context, state, token, secret, uri, action, back, asked }: SetUp) {
	const { authenticator: text, back: backWords } = words(context.page.locale).security;
	return (
		<ProofPage
			context={context}
			state={state}
			title={text.title}
			words={[text.lead]}
			action={action}
			submit={text.submit}
			cancel={{ href: back, label: backWords }}
			asked={asked}
		>
			<h2>{text.scan}</h2>
			<QrCode text={uri} label={text.picture} />
			<div>
				<p>{text.byHand}</p>
				<p>
					<code class="secret">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
				</p>
			</div>
			<h2>{text.enter}</h2>
			<input type="hidden" name="token" value={token} />
			<TextField
				name="code"
				label={words(context.page.locale).security.second.code}
				state={{ ...state, values: {} }}
				autocomplete="one-time-code"
				inputmode="numeric"
				maxlength={12}
			/>
		</ProofPage>
	);
}

export function AuthenticatorPage({
	context,
	since,
	left,
	links,
}: {
	context: AccountContext;
	since: string;
	left: number;
	links: { codes: string; off: string; back: string };
}) {
	const { locale } = context.page;
	const { authenticator: text, back } = words(locale).security;
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.panelOn}</p>
			</AccountHead>
			<dl class="account-facts">
				<div>
					<dt>{text.since}</dt>
					<dd>
						<Day iso={since} locale={locale} />
					</dd>
				</div>
				<div>
					<dt>{text.left}</dt>
					<dd>{left}</dd>
				</div>
			</dl>
			<p class="form-end">
				<a class="button button-quiet" href={links.codes}>
					{text.newCodes}
				</a>
				<a class="button button-quiet" href={links.off}>
					{text.off}
				</a>
			</p>
			<p>
				<a href={links.back}>{back}</a>
			</p>
		</AccountPage>
	);
}

/** The one time that the codes are shown. */
export function RecoveryCodesPage({
	context,
	codes,
	back,
}: {
	context: AccountContext;
	codes: readonly string[];
	back: string;
}) {
	const text = words(context.page.locale).security.codes;
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p>{text.lead}</p>
			</AccountHead>
			<ol class="codes">
				{codes.map((code) => (
					<li>
						<code class="secret">{code}</code>
					</li>
				))}
			</ol>
			<p>
				<a class="button" href={back}>
					{text.done}
				</a>
			</p>
		</AccountPage>
	);
}
