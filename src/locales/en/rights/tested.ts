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
		"A test makes the software do what a sentence promises and checks that it happens. If it passes, this version did at that moment what the sentence says. A test does not prove that things go right always and everywhere, and says nothing about what people do outside the software.",
	statement: "Statement",
	testedOn: "Tested on",
	run: "All tests together",
	runBody: (passed: number, failed: number) =>
		`${language.number(passed)} passed, ${failed === 0 ? "none" : language.number(failed)} failed`,
	software: "Version of the software",
	notComputed: "unknown",
	groups: {
		failed: { heading: "A test failed", body: "A test of this failed, so it is not proven." },
		untested: {
			heading: "Not tested in this version",
			body: "There are tests for this, but no report on this version.",
		},
		other_wording: {
			heading: "Tested with another wording",
			body: "The tests passed, but the sentence was another one then.",
		},
		not_run: {
			heading: "Not all tests ran",
			body: "There are tests for this, but not all of them ran in this version.",
		},
		open: {
			heading: "Not yet proven by a test",
			body: "What this needs is not quite finished, or no test proves it yet. So a test says nothing about it.",
		},
		passed: { heading: "Proven by tests", body: "All tests of this passed, with the sentence as it stands here." },
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
