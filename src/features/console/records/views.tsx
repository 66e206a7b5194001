import { DataTable } from "#foundation/ui/document/views-tree.tsx";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { Facts } from "../views-parts.tsx";
import { type Controller, undecidedBrands } from "./controllers.ts";
import { controllerFacts } from "./facts.ts";
import { type Activity, type ActivityGroup, AUDIENCES, type ProcessingRecord, subjectWords } from "./record.ts";

type Links = { download: string; controllers: readonly { href: string; name: string; isShown: boolean }[] };
type Shown = { context: ConsoleContext; controller: Controller; record: ProcessingRecord; links: Links };

/** The record of one controller. */
export function RecordPage({ context, controller, record, links }: Shown) {
	const { locale } = context.page;
	const text = words(locale).records;
	const undecided = undecidedBrands(controller);
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
				{links.controllers.length > 1 && (
					<nav aria-label={text.controllers}>
						<ul class="actions">
							{links.controllers.map(({ href, name, isShown }) => (
								<li>
									<a href={href} {...(isShown ? { "aria-current": "true" } : {})}>
										{name}
									</a>
								</li>
							))}
						</ul>
					</nav>
				)}
				<p>
					<a class="button button-quiet" href={links.download}>
						{text.download}
					</a>
				</p>
			</div>
			<section aria-labelledby="controller-title">
				<h2 id="controller-title">{text.controller}</h2>
				<Facts facts={controllerFacts(controller, locale)} />
				{undecided.length > 0 && <p>{text.undecided(undecided.map(({ name }) => name).join(", "))}</p>}
			</section>
			{record.groups.map((group, index) => (
				<Group context={context} group={group} id={`group-${index}`} />
			))}
			<Security context={context} record={record} />
		</ConsolePage>
	);
}

function Group({ context, group, id }: { context: ConsoleContext; group: ActivityGroup; id: string }) {
	const { locale } = context.page;
	const text = words(locale).records;
	const { heads } = text;
	const head = [heads.purpose, heads.data, heads.subjects, heads.recipients, heads.terms, heads.dpia];
	return (
		<section aria-labelledby={id}>
			<h2 id={id}>{text.sites(group.brands.map(({ name }) => name).join(", "))}</h2>
			{AUDIENCES.map((audience) => {
				const rows = group.activities
					.filter((activity) => activity.audience === audience)
					.map((activity) => cellsOf(context, activity));
				return rows.length === 0 ? null : (
					<DataTable caption={text.audiences[audience]} head={head} groups={[{ rows }]} />
				);
			})}
		</section>
	);
}

function cellsOf({ page: { locale } }: ConsoleContext, { subjects, dpia, words: said }: Activity) {
	const text = words(locale).records;
	return [
		<>
			{said.purpose}
			<span class="small"> {said.basis}.</span>
		</>,
		<>
			<strong>{said.category}:</strong> {said.items}.
		</>,
		subjectWords(subjects, locale),
		<>
			<Lines lines={said.recipients} />
			{said.transfers.length > 0 && <strong>{text.heads.transfers}</strong>}
			{said.transfers.length > 0 && <Lines lines={said.transfers} />}
		</>,
		<Lines lines={said.retention} />,
		dpia ?? text.noDpia,
	];
}

function Lines({ lines }: { lines: readonly string[] }) {
	return (
		<ul>
			{lines.map((line) => (
				<li>{line}</li>
			))}
		</ul>
	);
}

function Security({ context, record }: { context: ConsoleContext; record: ProcessingRecord }) {
	const text = words(context.page.locale).records;
	const { program, operator } = record.security;
	return (
		<section aria-labelledby="security-title">
			<h2 id="security-title">{text.security}</h2>
			<h3>{text.securityProgram}</h3>
			<Lines lines={program} />
			<h3>{text.securityOperator}</h3>
			{operator.length === 0 ? <p class="empty">{text.noMeasures}</p> : <Lines lines={operator} />}
			{record.otherAssessments.length > 0 && <h3>{text.otherAssessments}</h3>}
			{record.otherAssessments.length > 0 && <Lines lines={record.otherAssessments} />}
		</section>
	);
}
