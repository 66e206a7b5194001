import { writeFileSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { RunReport } from "#cli/commands/test-report.ts";
import { countTitles } from "#cli/tested/outcomes.ts";
import { titlesOf } from "#features/privacy/tested/standing.ts";
import { PROMISE_IDS, PROMISES } from "#foundation/register/promises.ts";

/** Writes what `npm test` prints at its end to the file of the variable LIVERY_REPORT; without it, nothing. */
export default class RunReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
		const file = process.env.LIVERY_REPORT;
		if (file !== undefined) writeFileSync(file, JSON.stringify(reportOf(modules, unhandled.length)));
	}
}

function reportOf(modules: readonly TestModule[], unhandledErrors: number): RunReport {
	const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => ({ module, test })));
	const count = (state: string) => tests.filter(({ test }) => test.result().state === state).length;
	return {
		passed: count("passed"),
		failed: count("failed"),
		success: unhandledErrors === 0 && modules.every((module) => module.state() !== "failed"),
		files: modules.map((module) => ({ ...fileOf(module), milliseconds: spentOn(module) })),
		flaky: tests
			.filter(({ test }) => test.diagnostic()?.flaky)
			.map(({ module, test }) => ({ ...fileOf(module), title: test.fullName, error: firstErrorOf(test) })),
		kept: countTitles(
			tests.map(({ test }) => ({
				name: test.name,
				state: test.result().state === "skipped" && isBroken(test) ? "broken" : test.result().state,
				flaky: test.diagnostic()?.flaky === true,
			})),
			PROMISE_IDS.flatMap((id) => titlesOf(PROMISES[id].status)),
		),
	};
}

/** Whether a hook or the file around a test failed: it was to run, and was skipped. */
function isBroken(test: TestCase): boolean {
	for (let around: TestCase["parent"] = test.parent; ; around = around.parent) {
		if (around.errors().length > 0) return true;
		if (around.type === "module") return false;
	}
}

const fileOf = (module: TestModule) => ({ path: module.relativeModuleId, project: module.project.name });

function spentOn(module: TestModule): number {
	const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
	return environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration;
}

/** Of a test that passed later, too. */
function firstErrorOf(test: TestCase): string {
	return test.result().errors?.[0]?.message.split("\n")[0] ?? "";
}
