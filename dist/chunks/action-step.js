import { _ as tellRepeated, a as notesOfSides, c as sideBefore, d as recordingRefusal, f as requireServed, g as settledBefore, h as mergedAcceptance, i as isAlikeButDisks, l as redAtOnce, m as measureLabel, n as hasGivenParts, o as planLeft, p as acceptKnownLosses, r as headArms, s as sameParts, u as checkoutRefusal } from "./sides.js";
import { D as readBase, E as policyOfBase, N as readGithubFacts, R as tellOutput, _ as openingContext, a as noteEnding, b as gateInputs, d as keepFile, i as noteBeginning, l as tellerFor, m as baselineLocation, p as ancestryOfJob, r as noteAdvisory, s as prepareCleanup, t as cancelOnSignals, u as untilTrouble, w as requireKnownInputs, x as readInputs, z as writeLog } from "./ending.js";
import { Et as refusal, G as openStore, H as describeStore, On as encodeRun, Pr as toolVersion, Q as resolveSettings, Tr as GateError, Z as requireSettings, gt as definitionPaths, i as headOfClone } from "./guard.js";
import { c as readConfigFile, l as readDefinitions, n as ensurePackages, o as extractFrom, s as withBaseImages, t as showProgress } from "./progress-display.js";
import { l as settleImages, o as runGate } from "./base-side.js";
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
	const file = await readConfigFile(inputs.config, {
		directory: workspace,
		remedy: "check out the repository before this step, and give the path relative to the workspace"
	});
	const checkout = findCheckout(inputs.config ?? "storage-gate.yml", workspace);
	const named = definitionPaths({
		raw,
		configFile: file,
		side: "head"
	});
	const definitions = readDefinitions(named, checkout?.root ?? workspace);
	const config = file && {
		...file,
		definitions
	};
	const commit = await checkedOutCommit(checkout, job.signal);
	const refusal$1 = (inputs.record === "never" ? "the input record is never" : void 0) ?? recordingRefusal(job.facts) ?? checkoutRefusal(commit, job.facts);
	const request = {
		raw,
		configFile: config,
		definitions,
		origin: "action",
		randomSeed: randomInt(2 ** 32),
		workspace,
		kept: refusal$1 === void 0
	};
	const head = resolveSettings(request);
	const refused = head.ok ? void 0 : refusal(head.rejections, config);
	const isCompared = (pullRequest ?? mergeGroup) !== void 0;
	if (refused !== void 0 && (definitions.size === 0 || !isCompared)) throw refused;
	if (head.ok) baselineLocation(head.value.baseline, job.facts);
	const lockFile = join(workspace, "storage-gate.lock");
	const ownLock = findCheckout(lockFile, workspace);
	const lock = ownLock?.root === checkout?.root ? ownLock?.path : void 0;
	const files = {
		config: checkout?.path ?? "",
		lock,
		checkedOut: commit
	};
	const baseOf = async () => {
		if (isCompared) requireMergeOrHead(commit, job);
		return readBase(files, job);
	};
	const base = await baseOf().catch((error) => {
		throw refused ?? error;
	});
	const measured = {
		commit,
		refusal: refusal$1
	};
	if (base === void 0) {
		if (!head.ok) throw refused;
		const alone = {
			notes: [],
			chosen: [],
			hadBefore: [],
			isUnchanged: false
		};
		const opened = await storeOf(head.value, job);
		const settings = await settleImages(head.value, job);
		return {
			...measured,
			settings,
			...opened,
			baseCommit: commit ?? sha,
			...alone
		};
	}
	const top = checkout?.root ?? workspace;
	const extract = extractFrom({
		commit: base.commit,
		top
	});
	const side = await withBaseImages(sideBefore(base, request), {
		workspace,
		top,
		extract
	});
	const policed = policyOfBase(base, {
		own: head.ok ? head.value : void 0,
		config,
		raw
	});
	const asked = {
		...request,
		workloadsFrom: config && base.config
	};
	const compared = head.ok ? await settleImages(requireSettings({
		...asked,
		baseSide: side
	}), job) : void 0;
	const red = await redAtOnce({
		base,
		side,
		compared,
		config,
		...policed
	}, job);
	if (red !== void 0) return { red };
	if (compared === void 0) throw refused;
	const { notes, chosen, readings, ...judging } = policed;
	await using resources = new AsyncDisposableStack();
	const opened = await storeOf(judging, job);
	resources.use(opened.store);
	const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
	const { site } = compared;
	const isLockEdited = base.isLockEdited || base.lock !== readText(lockFile);
	const isAlike = isAlikeButDisks(base, {
		config,
		isLockEdited,
		readings
	}, request) && await sameParts(compared, {
		newest,
		base
	}, workspace);
	const isLive = !(site.base === void 0 && (hasGivenParts(compared) || isLockEdited)) && judging.policy.reference !== "stored";
	const isInConfig = base.config !== void 0 && site.base === void 0 && !hasGivenParts(compared);
	const isAsked = pullRequest?.labels.includes("storage-gate-measure") ?? false;
	const mayLeaveOut = isAlike && !isAsked && (inputs.status === "always" || isInConfig);
	const imagesSeen = inputs.status === "always";
	const left = mayLeaveOut ? planLeft({
		...compared,
		imagesSeen
	}, side) : compared.plan;
	const settings = isLive ? {
		...compared,
		plan: left ?? compared.plan
	} : await settleImages(requireSettings({
		...asked,
		baseSide: side && {
			...side,
			arms: [],
			images: {}
		}
	}), job);
	resources.move();
	return {
		...measured,
		settings: {
			...settings,
			...judging
		},
		...opened,
		baseCommit: base.commit,
		hadBefore: headArms(side),
		notes: [...notes, ...notesOfSides(compared, base, left !== void 0)],
		chosen,
		isUnchanged: left === void 0
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
	if (preparation.red !== void 0) return teller.tell(preparation.red);
	await using _store = preparation.store;
	noteAdvisory(preparation.settings);
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
	const { settings, store, baseline, baseCommit, notes, chosen, hadBefore, commit, refusal } = preparation;
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
					judged,
					place: inputs.record === "auto" ? baseline : void 0
				}],
				advisory: settings.policy.advisory,
				historyUrl: settings.historyUrl,
				notes,
				chosen
			};
			await teller.tell(await acceptKnownLosses(finding, failOn, job));
		}
	});
}

export {  };