import { _ as setOutput, a as renderFinding, c as readConfigFile, f as prepareCleanup, g as setFailed, h as notice, i as postStatus, l as readInputs, m as error, o as verdictOf, p as gateKey, r as tellPullRequest, s as writeLog, t as noteEnding, u as readGithubFacts, v as warning } from "./chunks/ending.js";
import { c as headlineOf, dt as exitStatusOf, g as formatInterval, lt as GateError, m as formatChange, n as titlesOf, ut as describeError, v as formatShare, x as formatValue } from "./chunks/markdown.js";
import { B as encodeRun, R as requireSettings, a as openDirectoryStore, g as runGate, i as toolVersion, l as requireStore, n as showProgress, t as ensurePackages } from "./chunks/setup.js";
import { isAbsolute, join } from "node:path";
import { randomInt } from "node:crypto";
import { appendFile, mkdtemp, writeFile } from "node:fs/promises";

// src/action/baseline.ts
/**
* Directory of the baseline store: what input or config name, else one for each gate (workflow, job and leg of a matrix) of a repository in
* the runner's tool cache: two gates measure other arms, and each would miss its own in the other's runs.
* A relative path is `bad-argument`: checkout's `git clean` would delete it before the next run could read it.
*/
function baselineDirectory(named, facts) {
	if (named === void 0) {
		const { toolCache, repository } = facts;
		if (toolCache !== void 0) return join(toolCache, "storage-gate", repository.owner, repository.name, gateKey(facts));
		throw new GateError("bad-argument", {
			problem: "there is no place for the baseline: RUNNER_TOOL_CACHE is not set, and the input baseline is empty",
			remedy: "set `baseline: dir:/some/absolute/path` to a directory that outlives the job"
		});
	}
	const location = requireStore(named, "input baseline");
	if (location.kind !== "dir") throw new GateError("bad-argument", {
		problem: `the baseline ${named} can't take the runs of the default branch`,
		remedy: "write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache"
	});
	if (isAbsolute(location.path)) return location.path;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, so the next checkout would delete it`,
		remedy: "write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache"
	});
}

// src/action/failure.ts
/** Markdown for the step summary of a run that did not end: what happened, as plain text that nothing can break out of. */
function describeFailure(error) {
	return `## Storage gate: the run did not come to its end\n\n<pre>\n${describeError(error).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n</pre>`;
}

// src/github/annotation.ts
/** GitHub shows 10 of each level a step, of 4,096 characters each; the tenth is left to what ends the step. */
const mostOfLevel = 9;
const mostCharacters = 4096;
/** Those that GitHub will show; where a level has too many, its last says how many are in the summary only. */
function withinLimits(annotations) {
	return [
		"error",
		"warning",
		"notice"
	].flatMap((level) => {
		const all = annotations.filter((annotation) => annotation.level === level).map(shorten);
		if (all.length <= mostOfLevel) return all;
		const shown = all.slice(0, 8);
		const rest = {
			level,
			title: "storage gate",
			message: `${all.length - shown.length} more are in the step summary`
		};
		return [...shown, rest];
	});
}
/** Publishes annotations; core escapes what would end the command or begin another. */
function publishAnnotations(annotations) {
	const publish = {
		error,
		warning,
		notice
	};
	for (const { level, title, message } of withinLimits(annotations)) publish[level](message, { title });
}
function shorten(annotation) {
	const { message } = annotation;
	return message.length <= mostCharacters ? annotation : {
		...annotation,
		message: `${message.slice(0, 4095)}…`
	};
}

// src/github/summary.ts
/** Most bytes that GitHub takes for the summary of one step; more is dropped altogether. */
const summaryLimit = 1048576;
/**
* Appends Markdown, with foreign text already escaped, to the step's summary. Returns why that failed, or undefined: a
* report that cannot be shown never changes the gate's result.
*/
async function writeSummary(markdown, env) {
	const path = env.GITHUB_STEP_SUMMARY;
	if (path === void 0 || path === "") return "the runner has no step summary (GITHUB_STEP_SUMMARY is not set)";
	const bytes = Buffer.byteLength(markdown) + 1;
	if (bytes > 1048576) return `it has ${bytes} bytes, and GitHub takes at most ${summaryLimit}`;
	try {
		await appendFile(path, `${markdown}\n`);
		return;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

// src/action/announcement.ts
/**
* An error for each gated cell that regressed or is missing (a warning where the policy lets it pass), and a sentence for
* the run. `titleOf` gives the reader's name of a workload.
*/
function announce(judgement, titleOf) {
	const gated = judgement.cells.filter((cell) => cell.gated);
	const failing = gated.filter(({ verdict }) => verdict === "regressed" || verdict === "missing");
	const level = judgement.passed ? "warning" : "error";
	const cells = failing.map((cell) => ({
		level,
		title: nameOf(cell, titleOf),
		message: describeCell(cell)
	}));
	const headline = headlineOf(judgement, titleOf);
	const sentence = `${headline.title}: ${headline.sentence}; ${headline.sureness}`;
	return {
		annotations: judgement.passed ? [...cells, ...announcePassed(judgement.verdict, sentence)] : cells,
		failure: judgement.passed ? void 0 : sentence,
		regressions: gated.filter(({ verdict }) => verdict === "regressed").length
	};
}
function nameOf({ verdict, arm, workload, metric }, titleOf) {
	return `${verdict}: ${arm}, ${titleOf(workload)}, ${metric}`;
}
function describeCell({ metric, base, head, change, interval, tolerance, reason }) {
	const values = base === void 0 || head === void 0 ? [] : [`${formatValue(metric, base)} -> ${formatValue(metric, head)}`];
	const size = change === void 0 ? [] : [formatChange(change)];
	const range = interval === void 0 ? [] : [`interval ${formatInterval(interval)}`];
	const why = reason === void 0 ? [] : [reason];
	return [
		...values,
		...size,
		...range,
		`tolerance ${formatShare(tolerance)}`,
		...why
	].join(", ");
}
/** A passed run says its verdict only where the green job does not say it all. */
function announcePassed(verdict, message) {
	const title = "storage gate";
	switch (verdict) {
		case "regressed":
		case "missing":
		case "inconclusive": return [{
			level: "warning",
			title,
			message
		}];
		case "incomparable":
		case "no-baseline": return [{
			level: "notice",
			title,
			message
		}];
		case "improved":
		case "unchanged": return [];
		default: return verdict;
	}
}

// src/action/publication.ts
/** Tells everybody what was found: outputs, step summary, annotations, comment and status; fails the step where the gate failed. */
async function publishFinding({ finding, inputs, facts, reports, signal }) {
	const { annotations, failure, regressions } = announcementOf(finding);
	setOutput("verdict", verdictOf(finding));
	setOutput("regressions", regressions);
	const report = renderFinding(finding, {
		limit: Math.floor(summaryLimit / 3) - 1,
		sha: facts.sha,
		more: []
	});
	await keepFile({
		output: "report-path",
		path: join(reports, "report.md"),
		text: report
	});
	const unwritten = await writeSummary(report, process.env);
	if (unwritten !== void 0) notice(`storage gate: there is no step summary: ${unwritten}`);
	publishAnnotations(annotations);
	setOutput("comment-url", await tellPullRequest({
		finding,
		facts,
		inputs,
		signal
	}));
	noteEnding("told");
	if (failure !== void 0) setFailed(failure);
}
/** Writes a file and names it in an output. */
async function keepFile(o) {
	await writeFile(o.path, o.text);
	setOutput(o.output, o.path);
}
function announcementOf(finding) {
	if (finding.kind === "nothing-changed") return {
		annotations: [],
		failure: void 0,
		regressions: 0
	};
	const { run, judgement } = finding.judged;
	return announce(judgement, titlesOf(run));
}

// src/github/trust.ts
/**
* Why nothing is measured for this event, or undefined where it may be. `pull_request_target` runs with the base's
* secrets and a writing token: measuring there would hand both to whoever opens a pull request.
*/
function measuringRefusal({ eventName }) {
	return eventName === "pull_request_target" ? "the event pull_request_target runs with secrets and a token that may write, so nothing of a pull request is measured on it" : void 0;
}
/** Events that run code which is already on the branch. */
const recordingEvents = [
	"push",
	"schedule",
	"workflow_dispatch"
];
/** Why this run is not kept as a baseline, or undefined where it may be: only the default branch's own code is. */
function recordingRefusal(facts) {
	const { eventName, ref, defaultBranch } = facts;
	if (!recordingEvents.includes(eventName)) return `the event ${eventName} does not record; ${recordingEvents.join(", ")} on the default branch do`;
	if (defaultBranch === void 0) return `the event ${eventName} does not tell the default branch`;
	if (ref !== `refs/heads/${defaultBranch}`) return `${ref} is not the default branch, refs/heads/${defaultBranch}`;
}

// src/action.ts
const signal = cancelOnSignals();
/** Who is to be told of trouble: nobody before event and inputs are known, nor once there is a verdict. */
let waiting;
try {
	await gate();
} catch (error) {
	await fail(signal.aborted ? signal.reason : error);
}
/** Inputs to verdict, in the order that a reader of the log sees. */
async function gate() {
	const facts = readGithubFacts(process.env);
	const refusal = measuringRefusal(facts);
	if (refusal !== void 0) throw new GateError("bad-argument", {
		problem: refusal,
		remedy: "run this workflow on pull_request instead"
	});
	const inputs = readInputs();
	waiting = {
		facts,
		inputs,
		begun: void 0
	};
	noteEnding("begun");
	const settings = await settingsOf(inputs, facts);
	waiting = {
		facts,
		inputs,
		begun: postBeginning({
			facts,
			inputs
		})
	};
	const { recordedAt } = await measureAndJudge({
		inputs,
		settings,
		facts,
		reports: await mkdtemp(join(facts.runnerTemp, "storage-gate-"))
	});
	if (recordedAt !== void 0) writeLog(`- kept as a baseline: ${recordedAt}`);
}
/** A status that says that the gate is at work; whoever is refused it is told at the end. */
async function postBeginning({ facts, inputs }) {
	await postStatus({
		facts,
		status: {
			state: "pending",
			description: "measuring"
		},
		policy: inputs.status,
		signal
	}).catch(() => void 0);
}
async function settingsOf({ raw, config }, { workspace }) {
	const configFile = await readConfigFile(config, workspace);
	return requireSettings({
		raw,
		configFile,
		origin: "action",
		randomSeed: randomInt(2 ** 32),
		workspace
	});
}
async function measureAndJudge({ inputs, settings, facts, reports }) {
	const path = baselineDirectory(settings.baseline, facts);
	setOutput("baseline", `dir:${path}`);
	const cleanup = await prepareCleanup();
	for (const parent of [settings.site.directory, ...Object.values(settings.site.hostDirectories)]) cleanup.watch(parent);
	const ask = () => Promise.resolve(inputs.install === "auto");
	await ensurePackages({
		assumeYes: inputs.install === "auto",
		ask,
		say: writeLog,
		signal
	});
	return runGate({
		...settings,
		store: await openDirectoryStore({ path }),
		record: isRecorded(inputs, facts),
		commit: facts.sha,
		cacheDirectory: join(facts.toolCache ?? facts.runnerTemp, "storage-gate-cache"),
		toolVersion,
		report: showProgress({
			write: (text) => writeLog(text.trimEnd()),
			isTty: false,
			columns: 120,
			now: () => performance.now() / 1e3
		}),
		signal,
		keep: (run) => keepFile({
			output: "run-path",
			path: join(reports, "run.json"),
			text: encodeRun(run)
		}),
		publish: async (judged) => {
			await waiting?.begun;
			await publishFinding({
				finding: {
					kind: "judged",
					judged,
					notes: []
				},
				inputs,
				facts,
				reports,
				signal
			});
			waiting = void 0;
		}
	});
}
function isRecorded({ record }, facts) {
	const refusal = record === "never" ? "the input record is never" : recordingRefusal(facts);
	if (refusal !== void 0) writeLog(`- this run will not be kept as a baseline: ${refusal}`);
	return refusal === void 0;
}
/** The only catch-all: what ended the run is told in log and summary, and decides the exit status. */
async function fail(error) {
	setFailed(describeError(error).slice(0, 4096));
	setOutput("verdict", "error");
	await writeSummary(describeFailure(error), process.env);
	process.exitCode = exitStatusOf(error);
	if (waiting !== void 0) await tellTrouble(waiting, error);
}
/** A cancelled step has seconds only, so its post step tells it. */
async function tellTrouble({ facts, inputs, begun }, error) {
	const reason = error instanceof GateError ? error.facts.problem : "a bug of qemu-storage-gate ended the run";
	try {
		await begun;
		signal.throwIfAborted();
		await tellPullRequest({
			facts,
			inputs,
			finding: {
				kind: "not-measured",
				reason
			},
			signal
		});
		noteEnding("told");
	} catch (trouble) {
		if (!signal.aborted) throw trouble;
		noteEnding("cancelled");
	}
}
/** A runner cancels with SIGINT, sent to node alone, and with SIGTERM 7.5 s later. */
function cancelOnSignals() {
	const controller = new AbortController();
	const why = "nothing was judged or kept";
	process.on("SIGINT", () => controller.abort(new GateError("interrupted", {
		problem: "cancelled by SIGINT",
		why
	})));
	process.on("SIGTERM", () => controller.abort(new GateError("terminated", {
		problem: "cancelled by SIGTERM",
		why
	})));
	return controller.signal;
}

export {  };