import { language } from "../language.ts";

const plural = <Form>(count: number, forms: { one: Form; other: Form }): Form =>
	count === 1 ? forms.one : forms.other;

/** What tests prove of the statement. */
export const tested = {
	title: "What tests prove of our promises",
	description: (brand: string) => `Each promise in the privacy statement of ${brand}, with the tests that prove it.`,
	lead: (passed: number, all: number) =>
		`${language.number(passed)} of the ${language.number(all)} promises in the privacy statement are proven by tests in this version of the software.`,
	noPromises: "No promises are marked in the statement that applies now, so there are none here.",
	untestedTitle: "This version was not tested",
	untestedBody:
		"There is no report of a whole test run on exactly this version of the software. So this page says of no promise that it is proven.",
	meaningHeading: "What a test proves, and what not",
	meaning:
		"A test lets the software do what a sentence promises and looks whether it happens. If it passes, this version did at that moment what the sentence says. It does not prove that it always goes right everywhere, nor what people do outside the software.",
	statement: "Statement",
	testedOn: "Tested on",
	run: "All tests together",
	runBody: (passed: number, failed: number) =>
		`${language.number(passed)} passed, ${failed === 0 ? "none" : language.number(failed)} failed`,
	software: "Version of the software",
	notComputed: "unknown",
	groups: {
		failed: { heading: "A test failed", body: "Of these promises a test failed, so they are not proven." },
		untested: {
			heading: "Not tested in this version",
			body: "There are tests for these promises, but no report on this version.",
		},
		other_wording: {
			heading: "Tested with another wording",
			body: "The tests passed, but the sentence that makes the promise was another one then.",
		},
		not_run: {
			heading: "Not all tests ran",
			body: "There are tests for these promises, but not all of them ran in this version.",
		},
		open: {
			heading: "Not yet proven by a test",
			body: "What these promises need is not quite finished, or no test proves it yet. So a test says nothing about them.",
		},
		passed: {
			heading: "Proven by tests",
			body: "Of these promises all tests passed, with the sentence as it stands here.",
		},
	},
	/** After the heading of a group. */
	counted: (count: number) => plural(count, { one: "1 promise", other: `${language.number(count)} promises` }),
	noSentence: "The sentence was not found in the statement. It belongs to this part.",
	tests: (count: number) => plural(count, { one: "1 test", other: `${language.number(count)} tests` }),
	outcomes: { passed: "passed", flaky: "passed on the second attempt", failed: "failed", not_run: "did not run" },
	cases: (count: number) => plural(count, { one: "1 case", other: `${language.number(count)} cases` }),
	json: "The same for programs (JSON)",
	link: "What tests prove of our promises",
};
