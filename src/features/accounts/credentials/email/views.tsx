import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { words } from "#locales/locales.ts";
import type { EmailCode } from "./email-change.ts";

/** What a link of either mail opens; a mail program that looks ahead changes nothing. */
export function ConfirmEmailPage({
	context,
	kind,
	code,
	confirm,
	cancel,
}: {
	context: AccountContext;
	kind: EmailCode;
	code: string;
	confirm: string;
	cancel: string;
}) {
	const text = words(context.page.locale).security.email;
	const isOld = kind === "email_old";
	const title = isOld ? text.oldTitle : text.newTitle;
	return (
		<AccountPage context={context} title={title}>
			<AccountHead title={title}>
				<p>{isOld ? text.oldBody : text.newBody}</p>
			</AccountHead>
			<form class="form" method="post" action={confirm}>
				<input type="hidden" name="code" value={code} />
				<p>
					<button class="button" type="submit">
						{isOld ? text.confirmOld : text.confirm}
					</button>
				</p>
			</form>
			{isOld && (
				<form class="form" method="post" action={cancel}>
					<input type="hidden" name="code" value={code} />
					<p>
						<button class="button button-quiet" type="submit">
							{text.cancel}
						</button>
					</p>
				</form>
			)}
		</AccountPage>
	);
}
