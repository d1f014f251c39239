import { E as baselineLocation, N as writeLog, R as setOutput, T as ancestryOfJob, _ as policyOfBase, b as readGithubFacts, c as tellerFor, d as readInputs, g as findCheckout, i as noteEnding, k as openingContext, l as untilTrouble, m as requireKnownInputs, o as prepareCleanup, r as noteBeginning, t as cancelOnSignals, u as gateInputs, v as readBase, w as tellRepeated, x as keepFile } from "./chunks/ending.js";
import { a as sameDisks, c as requireMeasuring, d as mergedAcceptance, f as settledBefore, i as hasGivenParts, l as acceptKnownLosses, n as disksBefore, o as sameParts, r as disksOf, s as recordingRefusal, t as baseSpecs, u as measureLabel } from "./chunks/sides.js";
import { Dn as toolVersion, I as openStore, N as describeStore, Vt as encodeRun, ut as requireSettings } from "./chunks/ancestors.js";
import { i as readConfigFile, n as ensurePackages, t as showProgress } from "./chunks/progress-display.js";
import { n as runGate } from "./chunks/run.js";
import { join } from "node:path";
import { randomInt } from "node:crypto";

// src/action/preparation.ts
/**
* Decides what is measured and how it is judged. For a pull request or merge queue the policy is
* that of the base commit, and the disks of that commit are measured beside the new ones.
*/
async function prepareGate(inputs, job) {
	const { raw } = inputs;
	const { workspace, sha, pullRequest } = job.facts;
	const config = await readConfigFile(inputs.config, {
		directory: workspace,
		remedy: "check out the repository before this step, and give the path relative to the workspace"
	});
	const request = {
		raw,
		configFile: config,
		origin: "action",
		randomSeed: randomInt(2 ** 32),
		workspace,
		kept: inputs.record !== "never" && recordingRefusal(job.facts) === void 0
	};
	const head = requireSettings(request);
	const configPath = inputs.config ?? "storage-gate.yml";
	const checkout = findCheckout(configPath, workspace);
	const base = await readBase({
		configPath,
		config,
		checkout
	}, job);
	if (base === void 0) return {
		settings: head,
		...await storeOf(head, job),
		baseCommit: sha,
		notes: [],
		isUnchanged: false
	};
	const { notes, ...judging } = policyOfBase(base, {
		own: head,
		config,
		raw
	});
	await using resources = new AsyncDisposableStack();
	const opened = await storeOf(judging, job);
	resources.use(opened.store);
	const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
	const before = disksBefore(base.config, request);
	const now = disksOf(head);
	const isUnchanged = before !== void 0 && now.size > 0 && sameDisks(before, now) && await sameParts(head, newest);
	const isLive = !(head.site.base === void 0 && hasGivenParts(head)) && judging.policy.reference !== "stored";
	const baseDisks = before === void 0 || !isLive ? [] : baseSpecs(before, now);
	const measured = requireSettings({
		...request,
		raw: {
			...raw,
			baseDisks
		}
	});
	const isInConfig = base.config !== void 0 && head.site.base === void 0 && !hasGivenParts(head);
	const isAsked = pullRequest?.labels.includes("storage-gate-measure") ?? false;
	resources.move();
	return {
		settings: {
			...measured,
			...judging
		},
		...opened,
		baseCommit: base.commit,
		notes,
		isUnchanged: isUnchanged && !isAsked && (inputs.status === "always" || isInConfig)
	};
}
async function storeOf({ baseline: named }, job) {
	const baseline = baselineLocation(named, job.facts);
	return {
		store: await openStore(baseline, openingContext(job)),
		baseline
	};
}

// src/action.ts
const signal = cancelOnSignals();
await untilTrouble([], signal, async () => {
	const job = {
		facts: readGithubFacts(process.env),
		signal
	};
	requireMeasuring(job.facts, "pull_request");
	const inputs = readInputs();
	noteBeginning("gate");
	const teller = tellerFor({
		...job,
		inputs
	});
	await untilTrouble([teller], signal, () => {
		requireKnownInputs(gateInputs, process.env);
		return gate({
			...job,
			inputs,
			teller
		});
	});
});
/** Inputs to verdict, in the order that a reader of the log sees. */
async function gate(job) {
	const { facts, inputs, teller } = job;
	const earlier = await settledBefore(inputs, job);
	if (earlier !== void 0) {
		noteEnding("told");
		return tellRepeated(earlier, facts);
	}
	const preparation = await prepareGate(inputs, job);
	await using _store = preparation.store;
	setOutput("baseline", describeStore(preparation.baseline));
	const { isUnchanged, notes } = preparation;
	if (isUnchanged) return await teller.tell({
		kind: "nothing-changed",
		notes
	});
	teller.begin();
	const { recordedAt, accepted } = await measureAndJudge(job, preparation);
	if (recordedAt !== void 0) writeLog(`- stored as a baseline: ${recordedAt}`);
	if (accepted !== void 0) writeLog(`- its level is accepted by ${accepted.by}: ${accepted.reason}`);
}
async function measureAndJudge(job, { settings, store, baseline: location, baseCommit: commit, notes }) {
	const { facts, inputs, teller } = job;
	const { directory, hostDirectories } = settings.site;
	await prepareCleanup([directory, ...Object.values(hostDirectories)]);
	const assumeYes = inputs.install === "auto";
	await ensurePackages({
		assumeYes,
		ask: () => Promise.resolve(assumeYes),
		say: writeLog,
		signal
	});
	const ancestry = await ancestryOfJob(location, commit, job);
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
		keep: (run) => keepFile("run", encodeRun(run), facts),
		acceptance: (stored) => mergedAcceptance({
			stored,
			ancestry
		}, job),
		publish: async (judged) => {
			const finding = {
				kind: "judged",
				legs: [{
					name: facts.job,
					judged
				}],
				notes
			};
			await teller.tell(await acceptKnownLosses(finding, failOn, job));
		}
	});
}
function isRecorded({ record }, facts) {
	const refusal = record === "never" ? "the input record is never" : recordingRefusal(facts);
	if (refusal !== void 0) writeLog(`- this run will not be stored as a baseline: ${refusal}`);
	return refusal === void 0;
}

export {  };