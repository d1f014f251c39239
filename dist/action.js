import { O as setFailed, a as postStatus, h as readInputs, k as setOutput, n as noteEnding, o as statusContext, p as writeLog, s as readStatus, v as readGithubFacts } from "./chunks/ending.js";
import { S as findMergedAcceptances, _ as baselineLocation, a as publishFinding, b as acceptKnownLosses, c as disksBefore, d as namesDisks, f as sameDisks, g as ancestryOfJob, h as cancelOnSignals, i as keepFile, l as disksOf, m as policyOfBase, n as recordingRefusal, o as writeSummary, p as sameParts, r as endInTrouble, s as baseSpecs, t as measuringRefusal, u as hasGivenParts, x as acceptedLabel, y as openingContext } from "./chunks/trust.js";
import { n as prepareCleanup } from "./chunks/cleanup.js";
import { Nt as encodeRun, St as toolVersion, ct as escapeMarkdown, ht as GateError, ut as commitOf } from "./chunks/markdown.js";
import { F as describeStore, G as requireSettings, L as openStore, a as runGate } from "./chunks/ancestors.js";
import { i as readConfigFile, n as ensurePackages, t as showProgress } from "./chunks/progress-display.js";
import { t as readBase } from "./chunks/base.js";
import { dirname, join, relative, resolve } from "node:path";
import { existsSync, readFileSync } from "node:fs";
import { randomInt } from "node:crypto";
import { mkdtemp } from "node:fs/promises";

// src/action/label.ts
/** With this label a pull request is measured although nothing under test changed. */
const measureLabel = "storage-gate-measure";
/**
* What the commit's status says already, where the event is a label that is none of ours: setting
* one must neither cost a measurement nor turn a red job green. Undefined where the run goes on: no
* such event, no status yet, or it can't be read; a job that somebody runs again; and one that sets
* no status, for which another job waits: without a document that would read missing.
*/
async function settledBefore({ facts, status, signal }) {
	const { pullRequest } = facts;
	if (status === "never" || facts.runAttempt > 1) return void 0;
	if (pullRequest?.label === void 0 || ownLabels.has(pullRequest.label)) return void 0;
	const sha = pullRequest.headSha;
	const outcome = await readStatus({
		facts,
		sha,
		context: statusContext(facts),
		signal
	});
	const found = "answer" in outcome ? outcome.answer : void 0;
	if (found?.state !== "success" && found?.state !== "failure") return void 0;
	return {
		state: found.state,
		description: found.description
	};
}
const ownLabels = /* @__PURE__ */ new Set([measureLabel, acceptedLabel]);

// src/action/merged-acceptance.ts
/**
* What the pull requests accepted that came to the default branch since its newest stored run: by
* label and reason, as on the pull request itself. Undefined where none did, and where GitHub does
* not tell, which the log says.
*/
async function mergedAcceptance(query) {
	const { facts, signal } = query;
	const commits = commitsSince(query);
	if (commits.length === 0) return void 0;
	const answer = await findMergedAcceptances(commits, {
		facts,
		signal
	});
	if ("refused" in answer) {
		writeLog(`- whether a pull request with the label ${acceptedLabel} was merged is not known: ${answer.refused}`);
		return;
	}
	const said = answer.answer.flatMap(({ number, by, reason }) => {
		if (reason !== void 0) return [{
			by,
			reason
		}];
		writeLog(`- #${number} has the label ${acceptedLabel} and no reason, so its loss is not accepted`);
		return [];
	});
	if (said.length === 0) return void 0;
	return {
		by: said.map(({ by }) => by).join("; "),
		reason: said.map(({ reason }) => reason).join("; ")
	};
}
/**
* Newest first. Where the history does not reach back to a stored run, the measured commit alone:
* nothing else is sure.
*/
function commitsSince({ stored, ancestry, facts }) {
	if (stored.length === 0) return [];
	const measured = new Set(stored.map(commitOf));
	const commits = ancestry?.commits ?? [];
	const end = commits.findIndex((commit) => measured.has(commit));
	return end === -1 ? [facts.sha] : commits.slice(0, end);
}

// src/action/checkout.ts
/**
* Finds the checkout around a file that need not exist; undefined where there is none in the
* workspace.
*/
function findCheckout(file, workspace) {
	const path = resolve(workspace, file);
	for (let root = dirname(path); !relative(workspace, root).startsWith(".."); root = dirname(root)) {
		if (existsSync(join(root, ".git"))) return {
			path: relative(root, path),
			commit: headOf(join(root, ".git"))
		};
		if (root === dirname(root)) break;
	}
}
/** A detached HEAD, as actions/checkout leaves it, or a branch that was written just now. */
function headOf(git) {
	try {
		const head = readFileSync(join(git, "HEAD"), "utf8").trim();
		const branch = /^ref: (refs\/heads\/[\w./-]+)$/.exec(head)?.[1];
		const commit = branch === void 0 || branch.includes("..") ? head : readFileSync(join(git, branch), "utf8").trim();
		return /^[0-9a-f]{40,64}$/.test(commit) ? commit : void 0;
	} catch {
		return;
	}
}

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
let waiting;
try {
	await gate();
} catch (error) {
	await endInTrouble({
		error,
		waiting: waiting === void 0 ? [] : [waiting],
		signal
	});
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
	const earlier = await settledBefore({
		facts,
		status: inputs.status,
		signal
	});
	if (earlier !== void 0) return repeat(earlier, facts);
	const preparation = await prepareGate({
		inputs,
		facts,
		signal
	});
	await using _store = preparation.store;
	setOutput("baseline", describeStore(preparation.baseline));
	const job = {
		preparation,
		inputs,
		facts,
		reports: await mkdtemp(join(facts.runnerTemp, "storage-gate-"))
	};
	if (preparation.isUnchanged) return await publish({
		kind: "nothing-changed",
		notes: preparation.notes
	}, job);
	waiting = {
		facts,
		inputs,
		begun: postBeginning({
			facts,
			inputs
		})
	};
	const { recordedAt, accepted } = await measureAndJudge(job);
	if (recordedAt !== void 0) writeLog(`- kept as a baseline: ${recordedAt}`);
	if (accepted !== void 0) writeLog(`- its level is accepted by ${accepted.by}: ${accepted.reason}`);
}
/** The job has the colour of what was judged before: the label that it runs for changes nothing. */
async function repeat({ state, description }, { pullRequest }) {
	const text = `${pullRequest?.headSha.slice(0, 12)} was judged already, and the label changes nothing: ${description}`;
	writeLog(`- ${text}`);
	noteEnding("told");
	waiting = void 0;
	if (state === "failure") setFailed(text);
	await writeSummary(`### Storage gate\n\n${escapeMarkdown(text)}`, process.env);
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
async function measureAndJudge(job) {
	const { preparation, inputs, facts, reports } = job;
	const { settings, store, notes } = preparation;
	const cleanup = await prepareCleanup();
	for (const parent of [settings.site.directory, ...Object.values(settings.site.hostDirectories)]) cleanup.watch(parent);
	const ask = () => Promise.resolve(inputs.install === "auto");
	await ensurePackages({
		assumeYes: inputs.install === "auto",
		ask,
		say: writeLog,
		signal
	});
	const { baseline: location, baseCommit: commit } = preparation;
	const ancestry = await ancestryOfJob({
		location,
		commit,
		facts,
		signal
	});
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
			const { failOn } = settings.policy;
			await publish(await acceptKnownLosses({
				kind: "judged",
				judged,
				notes
			}, {
				facts,
				failOn,
				signal
			}), job);
		}
	});
}
/** From here on there is a verdict, which no later trouble may replace. */
async function publish(finding, job) {
	await waiting?.begun;
	await publishFinding({
		...job,
		finding,
		signal
	});
	waiting = void 0;
}
function isRecorded({ record }, facts) {
	const refusal = record === "never" ? "the input record is never" : recordingRefusal(facts);
	if (refusal !== void 0) writeLog(`- this run will not be kept as a baseline: ${refusal}`);
	return refusal === void 0;
}

export {  };