import type { PropsWithChildren } from "hono/jsx";
import type { FormState } from "./form-state.ts";

/** Parts of a form. Each says what is wrong beside its field, and gives back what was typed. */

type FieldProps = {
	name: string;
	label: string;
	state: FormState;
	hint?: string | undefined;
	optional?: string;
};

export type TextFieldProps = FieldProps & {
	type?: "text" | "email" | "password" | "tel" | "date" | "time";
	autocomplete: string;
	maxlength: number;
	inputmode?: "numeric" | "email" | "tel";
	required?: boolean;
	spellcheck?: boolean;
	/** Id of a `datalist` of values to choose from. */
	list?: string;
};

const describedBy = (name: string, hint: unknown, error: unknown) =>
	[hint ? `${name}-hint` : "", error ? `${name}-error` : ""].filter(Boolean).join(" ");

function Notes({ name, hint, error }: { name: string; hint?: string | undefined; error?: string | undefined }) {
	return (
		<>
			{hint !== undefined && (
				<p class="field-hint" id={`${name}-hint`}>
					{hint}
				</p>
			)}
			{error !== undefined && (
				<p class="field-error" id={`${name}-error`}>
					{error}
				</p>
			)}
		</>
	);
}

function described(name: string, hint: unknown, error: unknown) {
	const ids = describedBy(name, hint, error);
	return { ...(ids ? { "aria-describedby": ids } : {}), ...(error ? { "aria-invalid": "true" } : {}) };
}

/** One line of text. What was typed comes back, but never a password. */
export function TextField(props: TextFieldProps) {
	const { name, label, state, hint, optional, type = "text", required = true, ...attributes } = props;
	const error = state.errors[name];
	return (
		<div class={error === undefined ? "field" : "field field-wrong"}>
			<label for={name}>
				{label}
				{optional !== undefined && <span class="field-optional"> {optional}</span>}
			</label>
			<Notes name={name} hint={hint} error={error} />
			<input
				id={name}
				name={name}
				type={type}
				{...(type === "password" ? {} : { value: state.values[name] ?? "" })}
				{...(required ? { required: true } : {})}
				{...(attributes.spellcheck === false && type === "text" ? { autocapitalize: "none" } : {})}
				autocomplete={attributes.autocomplete}
				{...(type === "date" || type === "time" ? {} : { maxlength: attributes.maxlength })}
				{...(attributes.list === undefined ? {} : { list: attributes.list })}
				{...(attributes.inputmode === undefined ? {} : { inputmode: attributes.inputmode })}
				{...(attributes.spellcheck === undefined ? {} : { spellcheck: attributes.spellcheck })}
				{...described(name, hint, error)}
			/>
		</div>
	);
}

/** A password that the browser may fill in, or one to be made up. */
export function PasswordField({ use, ...field }: Omit<FieldProps, "optional"> & { use: "current" | "new" }) {
	return <TextField {...field} type="password" autocomplete={`${use}-password`} maxlength={1_000} />;
}

/** What sends the form off, and what one can do instead. `dataKey`: the key of the console that presses it. */
export function FormEnd({ submit, dataKey, children }: PropsWithChildren<{ submit: string; dataKey?: string }>) {
	return (
		<p class="form-end">
			<button class="button" type="submit" {...(dataKey === undefined ? {} : { "data-key": dataKey })}>
				{submit}
			</button>
			{children}
		</p>
	);
}

/** A longer text. */
export function TextArea({ name, label, state, hint, optional, maxlength }: FieldProps & { maxlength: number }) {
	const error = state.errors[name];
	return (
		<div class={error === undefined ? "field" : "field field-wrong"}>
			<label for={name}>
				{label}
				{optional !== undefined && <span class="field-optional"> {optional}</span>}
			</label>
			<Notes name={name} hint={hint} error={error} />
			<textarea id={name} name={name} rows={6} maxlength={maxlength} {...described(name, hint, error)}>
				{state.values[name] ?? ""}
			</textarea>
		</div>
	);
}

/** `picture`: what the answer is about, where a label alone would not say. */
export type ChoiceAnswer = {
	value: string;
	label: string;
	picture?: { src: string; width: number; height: number } | undefined;
};

/** More answers than these stand below each other. */
const MAX_IN_ROW = 4;

/** One answer of a few. */
export function Choice({ name, label, state, hint, answers }: FieldProps & { answers: readonly ChoiceAnswer[] }) {
	const error = state.errors[name];
	return (
		<fieldset class={error === undefined ? "field" : "field field-wrong"} {...described(name, hint, error)}>
			<legend>{label}</legend>
			<Notes name={name} hint={hint} error={error} />
			<div class={answers.length > MAX_IN_ROW ? "answers answers-list" : "answers"}>
				{answers.map(({ value, label: words, picture }, index) => (
					<label class="answer">
						<input
							type="radio"
							name={name}
							value={value}
							required
							{...(index === 0 ? { id: name } : {})}
							{...(state.values[name] === value ? { checked: true } : {})}
						/>
						<span>{words}</span>
						{picture && <img alt="" loading="lazy" {...picture} />}
					</label>
				))}
			</div>
		</fieldset>
	);
}

/** A yes that is given by ticking; never ticked beforehand, and its words are the question. */
export function Tick(props: PropsWithChildren<Omit<FieldProps, "label"> & { required?: boolean }>) {
	const { name, state, hint, required = true, children } = props;
	const error = state.errors[name];
	return (
		<div class={error === undefined ? "field" : "field field-wrong"}>
			<label class="answer">
				<input
					id={name}
					type="checkbox"
					name={name}
					value="yes"
					{...(required ? { required: true } : {})}
					{...(state.values[name] === "yes" ? { checked: true } : {})}
					{...described(name, hint, error)}
				/>
				<span>{children}</span>
			</label>
			<Notes name={name} hint={hint} error={error} />
		</div>
	);
}

/** What went wrong, above the form and first to be read; each line leads to its field. */
export function ErrorSummary({
	title,
	state,
	labels = {},
}: {
	title: string;
	state: FormState;
	/** What each field is called, in the order of the form, where its message does not say so. */
	labels?: Readonly<Record<string, string>>;
}) {
	const order = Object.keys(labels);
	const errors = Object.entries(state.errors).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
	if (errors.length === 0) return null;
	const line = (label: string | undefined, words: string | undefined) =>
		label === undefined ? words : `${label}${label.endsWith("?") ? "" : ":"} ${words}`;
	return (
		<div class="notice notice-wrong" role="alert" tabindex={-1} autofocus>
			<p class="notice-title">{title}</p>
			<ul>
				{errors.map(([name, words]) => (
					<li>{name === "form" ? words : <a href={`#${name}`}>{line(labels[name], words)}</a>}</li>
				))}
			</ul>
		</div>
	);
}
