import { A as setFailed, D as writeLog, c as tellerFor, h as readBase, i as noteEnding, j as setOutput, l as untilTrouble, m as policyOfBase, o as prepareCleanup, p as findCheckout, r as noteBeginning, t as cancelOnSignals, u as readInputs, v as readGithubFacts, w as writeSummary, y as keepFile } from "./chunks/ending.js";
import { _ as mergedAcceptance, c as baseSpecs, d as hasGivenParts, f as namesDisks, g as measureLabel, h as acceptKnownLosses, i as baselineLocation, l as disksBefore, m as sameParts, n as requireMeasuring, p as sameDisks, r as ancestryOfJob, s as openingContext, t as recordingRefusal, u as disksOf, v as settledBefore } from "./chunks/trust.js";
import { M as requireSettings, at as escapeMarkdown, yt as toolVersion } from "./chunks/markdown.js";
import { i as readConfigFile, n as ensurePackages, t as showProgress } from "./chunks/progress-display.js";
import { F as describeStore, L as openStore, a as runGate, rt as encodeRun } from "./chunks/ancestors.js";
import { join } from "node:path";
import { randomInt } from "node:crypto";
import { mkdtemp } from "node:fs/promises";

// src/action/preparation.ts
/**
* Settles what is measured and how it is judged. On a pull request and in a merge queue the policy
* is that of the base commit, and the disks as they were there are measured next to the new ones,
* where inputs don't name a base side.
*/
async function prepareGate({ inputs, facts, signal }) {
	const { raw } = inputs;
	const { workspace } = facts;
	const config = await readConfigFile(inputs.config, {
		directory: workspace,
		remedy: "check out the repository before this step, and give the path relative to the workspace"
	});
	const request = {
		raw,
		configFile: config,
		origin: "action",
		randomSeed: randomInt(2 ** 32),
		workspace
	};
	const head = requireSettings(request);
	const configPath = inputs.config ?? "storage-gate.yml";
	const checkout = findCheckout(configPath, workspace);
	const base = await readBase({
		configPath,
		config,
		checkout,
		facts,
		signal
	});
	if (base === void 0) return {
		settings: head,
		...await storeOf(head, {
			facts,
			signal
		}),
		baseCommit: facts.sha,
		notes: [],
		isUnchanged: false
	};
	const { notes, ...judging } = policyOfBase({
		base,
		own: head,
		config,
		raw
	});
	const settings = {
		...head,
		...judging
	};
	await using resources = new AsyncDisposableStack();
	const opened = await storeOf(settings, {
		facts,
		signal
	});
	resources.use(opened.store);
	const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
	const compared = await compareSides({
		config: base.config,
		request,
		newest,
		settings
	});
	const isAsked = facts.pullRequest?.labels.includes("storage-gate-measure") ?? false;
	const measured = requireSettings({
		...request,
		raw: {
			...raw,
			baseDisks: compared.baseDisks
		}
	});
	resources.move();
	return {
		settings: {
			...measured,
			...judging
		},
		...opened,
		baseCommit: base.commit,
		notes,
		isUnchanged: compared.isUnchanged && !isAsked && (inputs.status === "always" || compared.isInConfig)
	};
}
async function storeOf({ baseline: named }, { facts, signal }) {
	const baseline = baselineLocation(named, facts);
	return {
		store: await openStore(baseline, openingContext(facts, signal)),
		baseline
	};
}
/** What is to be measured as the base side, and whether it is the head's own subject. */
async function compareSides({ config, request, newest, settings }) {
	const { baseDisks = [] } = request.raw;
	if (baseDisks.some((spec) => spec.trim() !== "")) return {
		baseDisks,
		isUnchanged: false,
		isInConfig: false
	};
	const now = disksOf(settings);
	const before = disksBefore({
		config,
		request,
		newest
	});
	if (before === void 0 || now.size === 0) return {
		baseDisks: [],
		isUnchanged: false,
		isInConfig: false
	};
	const isUnchanged = sameDisks(before, now) && await sameParts(settings, newest);
	const isShared = settings.site.base === void 0 && hasGivenParts(settings);
	const isInConfig = !namesDisks(request.raw) && settings.site.base === void 0 && !hasGivenParts(settings);
	return {
		baseDisks: isShared ? [] : baseSpecs(before, now),
		isUnchanged,
		isInConfig
	};
}

// src/action.ts
const signal = cancelOnSignals();
await untilTrouble([], signal, async () => {
	const facts = readGithubFacts(process.env);
	requireMeasuring(facts, "pull_request");
	const inputs = readInputs();
	noteBeginning("gate");
	const teller = tellerFor({
		facts,
		inputs,
		signal
	});
	await untilTrouble([teller], signal, () => gate({
		facts,
		inputs,
		teller
	}));
});
/** Inputs to verdict, in the order that a reader of the log sees. */
async function gate(job) {
	const { facts, inputs, teller } = job;
	const earlier = await settledBefore(facts, inputs, signal);
	if (earlier !== void 0) return repeat(earlier, facts);
	const preparation = await prepareGate({
		inputs,
		facts,
		signal
	});
	await using _store = preparation.store;
	setOutput("baseline", describeStore(preparation.baseline));
	const reports = await mkdtemp(join(facts.runnerTemp, "storage-gate-"));
	const { isUnchanged, notes } = preparation;
	if (isUnchanged) return await teller.tell({
		kind: "nothing-changed",
		notes
	}, reports);
	teller.begin();
	const { recordedAt, accepted } = await measureAndJudge(job, preparation, reports);
	if (recordedAt !== void 0) writeLog(`- kept as a baseline: ${recordedAt}`);
	if (accepted !== void 0) writeLog(`- its level is accepted by ${accepted.by}: ${accepted.reason}`);
}
/** The job has the colour of what was judged before: the label that it runs for changes nothing. */
async function repeat({ state, description }, { pullRequest }) {
	const text = `${pullRequest?.headSha.slice(0, 12)} was judged already, and the label changes nothing: ${description}`;
	writeLog(`- ${text}`);
	noteEnding("told");
	if (state === "failure") setFailed(text);
	await writeSummary(`### Storage gate\n\n${escapeMarkdown(text)}`, process.env);
}
async function measureAndJudge({ facts, inputs, teller }, { settings, store, baseline: location, baseCommit: commit, notes }, reports) {
	const cleanup = await prepareCleanup();
	for (const parent of [settings.site.directory, ...Object.values(settings.site.hostDirectories)]) cleanup.watch(parent);
	const assumeYes = inputs.install === "auto";
	await ensurePackages({
		assumeYes,
		ask: () => Promise.resolve(assumeYes),
		say: writeLog,
		signal
	});
	const ancestry = await ancestryOfJob({
		location,
		commit,
		facts,
		signal
	});
	const { failOn } = settings.policy;
	return runGate({
		...settings,
		store,
		ancestry,
		record: isRecorded(inputs, facts),
		isDefaultBranch: recordingRefusal(facts) === void 0,
		commit: facts.sha,
		cacheDirectory: join(facts.toolCache ?? facts.runnerTemp, "storage-gate-cache"),
		toolVersion,
		onProgress: showProgress({
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
		acceptance: (stored) => mergedAcceptance({
			stored,
			ancestry,
			facts,
			signal
		}),
		publish: async (judged) => {
			const finding = {
				kind: "judged",
				legs: [{
					name: facts.job,
					judged
				}],
				notes
			};
			await teller.tell(await acceptKnownLosses(finding, {
				facts,
				failOn,
				signal
			}), reports);
		}
	});
}
function isRecorded({ record }, facts) {
	const refusal = record === "never" ? "the input record is never" : recordingRefusal(facts);
	if (refusal !== void 0) writeLog(`- this run will not be kept as a baseline: ${refusal}`);
	return refusal === void 0;
}

export {  };