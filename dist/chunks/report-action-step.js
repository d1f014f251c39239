import { C as required, I as readParents, M as writeLog, S as readConfigAt, _ as reportInputs, a as pending, b as policyOfBase, c as tellerFor, d as postStatus, g as readReportInputs, i as noteEnding, l as untilTrouble, p as outcomeOf, r as noteBeginning, t as cancelOnSignals, v as requireKnownInputs, w as readGithubFacts, x as readBase, y as findAddressees } from "./ending.js";
import { Gn as formatCount, Q as resolveSettings, Tn as hasCode, Yr as describeRejection, ar as targetKey, m as lacksReference } from "./guard.js";
import { _ as acceptKnownLosses, a as openingContext, c as disksBefore, d as headArms, f as measureAlike, g as requireServed, h as recordingRefusal, i as namedStore, l as disksOf, o as remoteAncestry, r as defaultStore, u as hasGivenParts } from "./stores.js";
import { U as readStoredFile, i as judgeAgainst, k as openStore } from "./ancestors.js";
import { basename, dirname, resolve } from "node:path";
import { lstat } from "node:fs/promises";

// src/action/belonging.ts
/** How far the clock of a runner may be from GitHub's, in milliseconds. */
const clockError = 6e4;
/**
* Why a run document is none of this pull request; undefined where it is. A left-over file, the
* artifact of another job and another config make one that is sound in itself.
*/
async function whyNotOf(run, expected) {
	const { began, ended, isMeasured } = expected;
	const commits = new Set(headsOf(run).map(({ commit }) => commit));
	const [commit] = commits;
	if (commits.size !== 1 || commit === null || commit === void 0) return "it does not name the one commit that it measured";
	if (!await isMeasured(commit)) return `it is of the commit ${commit.slice(0, 12)}, which is neither the merge nor the head`;
	const start = Date.parse(run.startedAt);
	const when = start < began - clockError ? "before" : start > ended + clockError && "after";
	return when ? `it was measured at ${run.startedAt}, ${when} the run that should have measured it` : whyOtherArms(run, expected);
}
/** Each disk of the config at head and base must be an arm with that mode, and no other. */
function whyOtherArms(run, { head, before, reference, isLockEdited }) {
	if (typeof head === "string") return `the config at the head can't be used: ${head}`;
	const wanted = keysOf(head.plan.arms.filter(({ side }) => side === "head"));
	const unlike = firstUnlike(wanted, keysOf(headsOf(run).map(({ name, subject }) => ({
		name,
		...subject
	}))));
	if (unlike !== void 0) return `${unlike} at the head`;
	const isGiven = headsOf(run).some(({ subject: { qemu, kernel, initrd } }) => qemu ?? kernel ?? initrd);
	const shared = keysOf(headArms(before).filter(({ name }) => wanted.has(name)));
	const live = keysOf(run.plan.arms.filter(({ side, name, asStored }) => side === "base" && (asStored === void 0 || shared.has(name))));
	const isOpen = (isGiven || isLockEdited) && live.size === 0;
	if (reference === "stored" || isOpen) return live.size === 0 ? void 0 : "it has a base side";
	const other = firstUnlike(isGiven ? new Map([...wanted, ...shared]) : shared, live);
	return other && `${other} at the base`;
}
/** The first name whose keys differ, as a sentence's beginning. */
function firstUnlike(wanted, found) {
	for (const name of /* @__PURE__ */ new Set([...wanted.keys(), ...found.keys()])) {
		const [asked, got] = [wanted.get(name), found.get(name)];
		if (asked === got) continue;
		if (got === void 0) return `it lacks the disk ${name} that the config has`;
		if (asked === void 0) return `it has a disk ${name}, which the config has not`;
		return `its disk ${name} has ${got}, and the config ${asked}`;
	}
}
function keysOf(arms) {
	return new Map(arms.map(({ name, target }) => [name, targetKey(target)]));
}
function headsOf({ arms }) {
	return arms.filter(({ side }) => side === "head");
}
/** What of its measuring a document has otherwise than the config says: its job chose that. */
function chosenBy({ run, judgement }, head) {
	if (typeof head === "string") return [];
	const names = new Set(run.plan.suite.workloads.map(({ name }) => name));
	const without = head.plan.suite.workloads.flatMap(({ name }) => names.has(name) ? [] : [`no ${name}`]);
	const { verdict, cells } = judgement;
	if (verdict !== "inconclusive") return without;
	const numbers = [
		"rounds",
		"budget",
		"writeBudget"
	].flatMap((name) => {
		const [got, asked] = [run.plan[name], head.plan[name]];
		return got === asked ? [] : [`${name} ${asked} -> ${got}`];
	});
	const where = cells.some((cell) => cell.gated && lacksReference(cell));
	return [
		...without,
		...numbers,
		...where ? [`environment ${run.fingerprint.slice(0, 12)}`] : []
	];
}

// src/action/report.ts
/**
* Judges run documents that other jobs measured, by the policy of the base commit. If there is no
* document at all, equal configs at both commits and a successful measuring job show that nothing
* under test changed. Anything else without a value is missing.
*/
async function judgeReport(inputs, addressee) {
	const { facts } = addressee;
	const { paths, baselines: named, config: path } = inputs;
	const base = await readBase({
		config: path,
		lock: "storage-gate.lock",
		checkedOut: void 0
	}, addressee);
	const config = base === void 0 ? await readConfigAt(path, facts.sha, addressee) : base.headConfig;
	const pushed = {
		commit: facts.sha,
		config,
		headConfig: config,
		lock: void 0,
		isWorkflowEdited: false,
		isLockEdited: false
	};
	const { policy, baseline, notes: edits, chosen: edited } = policyOfBase(base ?? pushed, {
		own: void 0,
		config,
		raw: {}
	});
	const notes = [...edits, ...addressee.notes];
	const baselines = named.length > 0 || baseline === void 0 ? named : [baseline];
	const head = resolveSettings({
		...asWritten,
		configFile: config
	});
	const now = head.ok ? head.value : head.rejections.slice(0, 1).map(describeRejection).join("");
	const before = base && disksBefore(base.config, {
		...asWritten,
		configFile: config
	});
	const judge = reportJudge({
		policy,
		baselines,
		commit: base?.commit ?? facts.sha,
		hadBefore: headArms(before)
	}, addressee);
	const expected = {
		head: now,
		before,
		reference: policy.reference,
		isLockEdited: base?.isLockEdited ?? false,
		isMeasured: (found) => isMeasured(found, addressee),
		...timesOf(facts)
	};
	const { legs, chosen } = await judgeLegs(paths, facts.workspace, judge, expected);
	const isSilent = base !== void 0 && legs.every((leg) => "problem" in leg && leg.isAbsent) && isUnchanged(base);
	const doubt = isSilent ? doubtOfSuccess(inputs, facts) : void 0;
	if (isSilent && doubt === void 0) return {
		kind: "nothing-changed",
		notes
	};
	const told = {
		legs: legs.length === 0 ? [noLeg] : legs,
		notes: [...notes, ...doubt ?? []],
		chosen: [.../* @__PURE__ */ new Set([...edited, ...chosen])]
	};
	return acceptKnownLosses({
		kind: "judged",
		...told
	}, policy.failOn, addressee);
}
/** A config as it is, without the inputs of the job that measured, which nobody here knows. */
const asWritten = {
	raw: {},
	origin: "action",
	randomSeed: 0,
	workspace: "/"
};
/** The merge and the head; or an earlier merge of this head, if the base moved on meanwhile. */
async function isMeasured(commit, job) {
	const { sha, pullRequest } = job.facts;
	if (commit === sha || commit === pullRequest?.headSha) return true;
	if (pullRequest === void 0) return false;
	return required(await readParents(commit, job), `what the commit ${commit} is based on`).includes(pullRequest.headSha);
}
/** When what measured began and ended; in the same workflow it ended before now. */
function timesOf({ workflowRun }) {
	const { startedAt: began = NaN, updatedAt = NaN } = workflowRun ?? {};
	return {
		began,
		ended: updatedAt > began ? updatedAt : Date.now()
	};
}
/**
* A note why the absence of documents does not show that nothing changed: the config does not say
* what a job's inputs give (QEMU, kernel, initrd), and one that crashed leaves no document either.
* Undefined where what measured ended with success.
*/
function doubtOfSuccess({ measured }, { workflowRun }) {
	const who = workflowRun === void 0 ? "job that measures" : "measuring run";
	const result = workflowRun === void 0 ? measured : workflowRun.conclusion;
	if (result === "success") return void 0;
	return [`The config has the same disks at base and head, but ${result === void 0 ? `it is not known whether the ${who} succeeded${workflowRun === void 0 ? " (the input measured of the report can say so)" : ""}` : `the ${who} ended with ${result}`}. So a missing run document does not show that nothing under test changed.`];
}
const noLeg = {
	name: "run-path",
	problem: "the input names no run document",
	isAbsent: true
};
/**
* Whether nothing that could change a number is another one at both commits, as far as they tell:
* no config gives a part that could have changed behind its path.
*/
function isUnchanged({ config, headConfig, isWorkflowEdited, isLockEdited }) {
	if (config === void 0 || isWorkflowEdited || isLockEdited) return false;
	const head = resolveSettings({
		...asWritten,
		configFile: headConfig
	});
	return head.ok && !hasGivenParts(head.value) && disksOf(head.value).size > 0 && measureAlike([config, headConfig], asWritten);
}
/**
* Judges documents as the job that measured them does: against the same stored runs, of commits at
* or before the base. What lies before that is asked of the remote, whatever the store: git never
* runs in the workspace, where an artifact can have put a repository whose settings name programs.
*/
function reportJudge({ policy, baselines, commit, hadBefore }, job) {
	const isDefaultBranch = recordingRefusal(job.facts) === void 0;
	let asked;
	return async (run, index) => {
		const named = baselines.length > 1 ? baselines[index] : baselines[0];
		const { location, caveat } = named === void 0 ? await defaultStore(run, job) : {
			location: namedStore(named),
			caveat: void 0
		};
		const judging = {
			run,
			policy,
			hadBefore,
			isDefaultBranch
		};
		if (location === void 0) {
			const judged = await judgeAgainst({
				...judging,
				store: emptyStore
			});
			if (caveat === void 0) return judged;
			const { judgement } = judged;
			const cells = judgement.cells.map((cell) => cell.reason?.kind === "nothing-stored" ? {
				...cell,
				reason: caveat
			} : cell);
			const caveats = [...judgement.caveats, caveat];
			return {
				...judged,
				judgement: {
					...judgement,
					cells,
					caveats
				}
			};
		}
		asked ??= remoteAncestry(commit, job);
		const ancestry = await asked;
		await using store = await openStore(location, openingContext(job));
		return await judgeAgainst({
			...judging,
			store,
			ancestry
		});
	};
}
const emptyStore = { list: () => Promise.resolve({
	runs: [],
	acknowledgements: [],
	damaged: []
}) };
/**
* Reads and judges run documents that others made: nothing in them is trusted, and one that is
* absent, damaged, of something else, another leg's too, or judges nothing is a leg without a
* value, never green. `judge` is told the index of the document's path.
*/
async function judgeLegs(paths, workspace, judge, expected) {
	const names = paths.map((path) => basename(dirname(resolve(workspace, path))));
	const legs = [];
	const chosen = [];
	const known = /* @__PURE__ */ new Map();
	for (const [index, path] of paths.entries()) {
		const own = names[index] ?? path;
		const name = paths.length > 1 && names.filter((other) => other === own).length === 1 ? own : path;
		const found = await readLeg(resolve(workspace, path));
		if ("problem" in found) {
			legs.push({
				name,
				...found
			});
			continue;
		}
		const { run } = found;
		const identity = `${run.startedAt} ${run.randomSeed}`;
		const twin = known.get(identity);
		known.set(identity, name);
		const judged = await judge(run, index);
		const { gatedCells } = judged.judgement;
		const problem = gatedCells === 0 ? "it gates no cell, so nothing could fail" : twin === void 0 ? await whyNotOf(run, expected) : `it is the run of ${twin}`;
		legs.push(problem === void 0 ? {
			name,
			judged
		} : {
			name,
			problem,
			isAbsent: false
		});
		chosen.push(...chosenBy(judged, expected.head));
	}
	return {
		legs,
		chosen
	};
}
/** Only a file that is not there is absent: whatever else keeps it from being read is a damage. */
async function readLeg(path) {
	const isAbsent = await lstat(path).then(() => false, (error) => hasCode(error, "ENOENT"));
	const missing = (problem) => ({
		problem,
		isAbsent
	});
	if (isAbsent) return missing("there is no run document");
	const file = await readStoredFile(path);
	if (!("run" in file)) return missing("reason" in file ? file.reason : "it is not a run document");
	return file.run.stop.reason === "trouble" ? missing("trouble ended the run before its end") : file;
}

// src/report-action.ts
const signal = cancelOnSignals();
await untilTrouble([], signal, async () => {
	const facts = readGithubFacts(process.env);
	requireServed(facts, "report");
	const inputs = readReportInputs();
	const addressees = await findAddressees({
		facts,
		signal
	});
	if ("nobody" in addressees) return writeLog(`- there is no pull request to report to: ${addressees.nobody}`);
	noteBeginning("report");
	const subjects = addressees.map((addressee) => ({
		...addressee,
		teller: tellerFor({
			...addressee,
			inputs
		})
	}));
	const isBeginning = facts.workflowRun?.isCompleted === false;
	await untilTrouble(subjects.map(({ teller }) => teller), signal, () => {
		requireKnownInputs(reportInputs, process.env);
		return isBeginning ? postBeginning(addressees, inputs) : report(subjects, inputs);
	});
});
/**
* Run documents to verdict. All subjects have one commit, with one status and one set of outputs:
* those of the ones that failed, where one did.
*/
async function report(subjects, inputs) {
	const judged = [];
	for (const subject of subjects) {
		const { facts } = subject;
		const documents = formatCount(inputs.paths.length, "run document");
		writeLog(`- judging ${documents} for ${facts.pullRequest?.headSha ?? facts.sha}`);
		judged.push({
			subject,
			finding: await judgeReport(inputs, subject)
		});
	}
	const failed = judged.filter(({ finding }) => outcomeOf(finding).passed !== true);
	const passed = judged.filter((each) => !failed.includes(each));
	for (const each of [...passed, ...failed]) {
		const isDecisive = failed.length === 0 || failed.includes(each);
		await each.subject.teller.tell(each.finding, isDecisive ? inputs.status : "never");
	}
}
/** On the beginning of the measuring run only the status is told, which is pending then. */
async function postBeginning([addressee], inputs) {
	if (addressee === void 0) return;
	const outcome = await postStatus(pending, {
		...addressee,
		inputs
	});
	noteEnding("told");
	if ("unasked" in outcome) writeLog("- no status was requested");
	else if ("refused" in outcome) writeLog(`- the status was not set: ${outcome.refused}`);
	else if ("kept" in outcome) writeLog(`- the status stays as it is: ${outcome.kept}`);
	else writeLog("- the status is pending");
}

export {  };