import { _ as acceptKnownLosses, a as openingContext, b as settledBefore, c as disksBefore, d as headArms, f as measureAlike, g as requireServed, h as recordingRefusal, l as disksOf, m as checkoutRefusal, n as baselineLocation, p as sameParts, s as baseSpecs, t as ancestryOfJob, u as hasGivenParts, v as measureLabel, y as mergedAcceptance } from "./stores.js";
import { M as writeLog, b as policyOfBase, c as tellerFor, f as tellRepeated, h as readInputs, i as noteEnding, j as tellOutput, l as untilTrouble, m as gateInputs, o as prepareCleanup, r as noteBeginning, t as cancelOnSignals, u as keepFile, v as requireKnownInputs, w as readGithubFacts, x as readBase } from "./ending.js";
import { X as requireSettings, jn as toolVersion, xn as GateError } from "./guard.js";
import { a as readConfigFile, n as ensurePackages, t as showProgress } from "./progress-display.js";
import { E as describeStore, W as encodeRun, a as runGate, k as openStore, r as headOfClone } from "./ancestors.js";
import { dirname, join, relative, resolve } from "node:path";
import { existsSync, readFileSync } from "node:fs";
import { randomInt } from "node:crypto";

// src/action/checkout.ts
/**
* Finds the checkout around a file that need not exist; undefined where there is none in the
* workspace.
*/
function findCheckout(file, workspace) {
	const path = resolve(workspace, file);
	for (let root = dirname(path); !relative(workspace, root).startsWith(".."); root = dirname(root)) {
		if (existsSync(join(root, ".git"))) return {
			root,
			path: relative(root, path),
			commit: headOf(join(root, ".git"))
		};
		if (root === dirname(root)) break;
	}
}
/**
* The commit of HEAD by git's own files, which need no git and no owner that it trusts. `.git` is a
* file in a linked work tree, whose branches lie in the repository that it was made from.
*/
function headOf(git) {
	const link = lineOf(git)?.replace(/^gitdir: /, "");
	const own = resolve(dirname(git), link ?? git);
	return commitAt("HEAD", {
		own,
		common: resolve(own, lineOf(join(own, "commondir")) ?? "")
	});
}
/** Most refs that lead from one to another, as git has it. */
const mostSteps = 5;
function commitAt(name, places, steps = mostSteps) {
	if (steps === 0 || name.split("/").includes("..")) return void 0;
	const { own, common } = places;
	const found = lineOf(join(own, name)) ?? lineOf(join(common, name)) ?? packedLine(name, common);
	const [, next] = /^ref: (.+)$/.exec(found ?? "") ?? [];
	if (next !== void 0) return commitAt(next, places, steps - 1);
	return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found ?? "") ? found : void 0;
}
function packedLine(name, common) {
	return (readText(join(common, "packed-refs"))?.split("\n"))?.find((line) => line.endsWith(` ${name}`))?.slice(0, -name.length - 1);
}
function lineOf(path) {
	return readText(path)?.split(/\r?\n/)[0];
}
/** The text of a file; undefined where it can't be read. */
function readText(path) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return;
	}
}
/** The commit of the work tree, by git where its files do not say it plainly, as of a reftable. */
async function checkedOutCommit(checkout, signal) {
	return checkout && (checkout.commit ?? await headOfClone(checkout.root, signal));
}
/**
* Refuses with `no-checkout` to compare a work tree that is not the merge or the head of what a
* pull request or merge queue asks about: what its files were before could not be read.
*/
function requireMergeOrHead(commit, { facts }) {
	const { sha, pullRequest, workspace } = facts;
	if (commit !== void 0 && [sha, pullRequest?.headSha].includes(commit)) return;
	throw new GateError("no-checkout", {
		problem: commit === void 0 ? `the config lies in no git checkout in ${workspace} whose commit is known` : `the commit ${commit} is checked out, which is neither the merge that this runs for (${sha}) nor its head`,
		why: "what is measured could not be told from what the base has",
		remedy: "check the repository out before this step, by actions/checkout and with git installed, at its default ref or the head of the pull request"
	});
}

// src/action/preparation.ts
/**
* Decides what is measured and how it is judged. For a pull request or merge queue the policy is
* that of the base commit, and the disks of that commit are measured beside the new ones.
*/
async function prepareGate(inputs, job) {
	const { raw } = inputs;
	const { workspace, sha, pullRequest, mergeGroup } = job.facts;
	const config = await readConfigFile(inputs.config, {
		directory: workspace,
		remedy: "check out the repository before this step, and give the path relative to the workspace"
	});
	const checkout = findCheckout(inputs.config ?? "storage-gate.yml", workspace);
	const commit = await checkedOutCommit(checkout, job.signal);
	const refusal = (inputs.record === "never" ? "the input record is never" : void 0) ?? recordingRefusal(job.facts) ?? checkoutRefusal(commit, job.facts);
	const request = {
		raw,
		configFile: config,
		origin: "action",
		randomSeed: randomInt(2 ** 32),
		workspace,
		kept: refusal === void 0
	};
	const head = requireSettings(request);
	baselineLocation(head.baseline, job.facts);
	if (pullRequest !== void 0 || mergeGroup !== void 0) requireMergeOrHead(commit, job);
	const lockFile = head.site.lockFile ?? "";
	const ownLock = findCheckout(lockFile, workspace);
	const files = {
		config: checkout?.path ?? "",
		lock: ownLock?.root === checkout?.root ? ownLock?.path : void 0
	};
	const base = await readBase({
		...files,
		checkedOut: commit
	}, job);
	const measured = {
		commit,
		refusal
	};
	if (base === void 0) {
		const alone = {
			notes: [],
			chosen: [],
			hadBefore: [],
			isUnchanged: false
		};
		return {
			...measured,
			settings: head,
			...await storeOf(head, job),
			baseCommit: commit ?? sha,
			...alone
		};
	}
	const { notes, chosen, ...judging } = policyOfBase(base, {
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
	const isLockEdited = base.isLockEdited || base.lock !== readText(lockFile);
	const isUnchanged = !base.isWorkflowEdited && !isLockEdited && now.size > 0 && measureAlike([
		base.config,
		base.headConfig,
		config
	], request) && await sameParts(head, {
		newest,
		base
	}, workspace);
	const isLive = !(head.site.base === void 0 && (hasGivenParts(head) || isLockEdited)) && judging.policy.reference !== "stored";
	const baseDisks = before === void 0 || !isLive ? [] : baseSpecs(before, now);
	const settings = requireSettings({
		...request,
		workloadsFrom: config && base.config,
		raw: {
			...raw,
			baseDisks
		}
	});
	const isInConfig = base.config !== void 0 && head.site.base === void 0 && !hasGivenParts(head);
	const isAsked = pullRequest?.labels.includes("storage-gate-measure") ?? false;
	resources.move();
	return {
		...measured,
		settings: {
			...settings,
			...judging
		},
		...opened,
		baseCommit: base.commit,
		hadBefore: headArms(before),
		notes,
		chosen,
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
	requireServed(job.facts, "gate");
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
	tellOutput("baseline", describeStore(preparation.baseline));
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
async function measureAndJudge(job, preparation) {
	const { settings, store, baseCommit, notes, chosen, hadBefore, commit, refusal } = preparation;
	const { facts, inputs, teller } = job;
	if (refusal !== void 0) writeLog(`- this run will not be stored as a baseline: ${refusal}`);
	const { directory, hostDirectories } = settings.site;
	await prepareCleanup([directory, ...Object.values(hostDirectories)]);
	const assumeYes = inputs.install === "auto";
	const ancestry = await ancestryOfJob(preparation.baseline, baseCommit, job);
	const { failOn } = settings.policy;
	return runGate({
		...settings,
		store,
		ancestry,
		record: refusal === void 0,
		isDefaultBranch: recordingRefusal(facts) === void 0 && commit === facts.sha,
		hadBefore,
		commit: commit ?? null,
		cacheDirectory: join(facts.toolCache ?? facts.runnerTemp, "storage-gate-cache"),
		toolVersion,
		onProgress: showProgress({
			write: (text) => writeLog(text.trimEnd()),
			isTty: false,
			columns: 120,
			now: () => performance.now() / 1e3
		}),
		signal,
		install: () => ensurePackages({
			assumeYes,
			ask: async () => assumeYes,
			say: writeLog,
			signal
		}),
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
				notes,
				chosen
			};
			await teller.tell(await acceptKnownLosses(finding, failOn, job));
		}
	});
}

export {  };