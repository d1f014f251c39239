import { A as readParents, C as reportInputs, D as readBase, E as policyOfBase, M as readRunStart, N as readGithubFacts, O as readConfigAt, S as readReportInputs, T as findAddressees, _ as openingContext, a as noteEnding, f as postStatus, g as namedStore, h as defaultStore, i as noteBeginning, j as readRepositoryFile, k as required, l as tellerFor, o as pending, r as noteAdvisory, t as cancelOnSignals, u as untilTrouble, v as remoteAncestry, w as requireKnownInputs, y as outcomeOf, z as writeLog } from "./ending.js";
import { Dn as readStoredFile, G as openStore, Jr as formatCount, Q as resolveSettings, S as lacksReference, Tr as GateError, di as askedKey, ia as rejectionFacts, kr as hasCode, mn as writeWhole, na as describeRejection, pi as isOwnImage, un as makeDirectories, wi as canonicalJson } from "./guard.js";
import { c as sideBefore, d as recordingRefusal, f as requireServed, i as isAlikeButDisks, l as redAtOnce, n as hasGivenParts, o as planLeft, p as acceptKnownLosses, r as headArms, t as disksOf } from "./sides.js";
import { a as judgeAgainst } from "./base-side.js";
import { basename, dirname, join, resolve } from "node:path";
import { lstat, mkdtemp } from "node:fs/promises";

// src/action/belonging.ts
/** When what measured began and ended; in the same workflow it ended before now. */
async function timesOf(job) {
	const { workflowRun, runId } = job.facts;
	if (workflowRun === void 0) return {
		began: required(await readRunStart(runId, job), "when this run of the workflow began"),
		ended: Date.now()
	};
	const { startedAt: began, updatedAt } = workflowRun;
	return {
		began,
		ended: updatedAt > began ? updatedAt : Date.now()
	};
}
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
function whyOtherArms(run, expected) {
	const { head, before, unchanged, reference, isLockEdited } = expected;
	if (typeof head === "string") return `the config at the head can't be used: ${head}`;
	const { unchanged: left = [] } = run.plan;
	const changed = left.find((name) => !unchanged.includes(name));
	if (changed !== void 0) return `it leaves out the disk ${changed}, which may have changed`;
	const planned = head.plan.arms.filter(({ name }) => !left.includes(name));
	const wanted = keysOf(planned.filter(({ side }) => side === "head"));
	const unlike = firstUnlike(wanted, keysOf(headsOf(run).map(({ name, subject }) => ({
		name,
		...subject
	}))));
	if (unlike !== void 0) return `${unlike} at the head`;
	const isGiven = headsOf(run).some(({ subject: { qemu, kernel, initrd } }) => qemu ?? kernel ?? initrd);
	if (isGiven && left.length > 0) return `it leaves out a disk, and was given a part of its guest`;
	const other = otherDefinition(run, planned);
	if (other !== void 0) return `its disk ${other} is defined otherwise than the repository has it`;
	const own = new Set(planned.flatMap((arm) => isOwnImage(arm.target) ? arm.name : []));
	const shared = keysOf((before ?? []).filter(({ name }) => wanted.has(name) && !own.has(name)));
	const live = keysOf(run.plan.arms.filter(({ side, name, asStored }) => side === "base" && !own.has(name) && (asStored === void 0 || shared.has(name))));
	const isOpen = (isGiven || isLockEdited) && live.size === 0;
	if (reference === "stored" || isOpen) return live.size === 0 ? void 0 : "it has a base side";
	const unlikeBase = firstUnlike(isGiven ? new Map([...wanted, ...shared]) : shared, live);
	return unlikeBase && `${unlikeBase} at the base`;
}
/** The first disk with another definition than its side has; in a given guest the head's. */
function otherDefinition(run, planned) {
	const found = run.plan.arms.find((arm) => {
		if (!["head", "base"].includes(arm.side) || arm.asStored !== void 0) return false;
		const known = planned.filter(({ name }) => name === arm.name);
		return definitionKey(known.find(({ side }) => side === arm.side) ?? known[0]) !== definitionKey(arm);
	});
	return found && `${found.name} of the ${found.side}`;
}
function definitionKey(arm) {
	const isUnread = arm?.baseUnread !== void 0 && !isOwnImage(arm?.target);
	return canonicalJson([arm?.definition ?? null, isUnread]);
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
	return new Map(arms.map(({ name, target }) => [name, askedKey(target)]));
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

// src/action/run-ref.ts
/**
* Fetches run documents from a ref of the repository, where a job that may write has put them.
* Returns the directory in which they lie by their paths; one that the ref lacks is absent there.
*/
async function fetchDocuments(paths, ref, job) {
	const { runnerTemp } = job.facts;
	await makeDirectories(runnerTemp);
	const directory = await mkdtemp(join(runnerTemp, "storage-gate-"));
	for (const path of paths) {
		const answer = await readRepositoryFile(path, ref, job);
		const text = required(answer, `whether ${ref} has ${path}`);
		if (text === void 0) continue;
		if (!text.ok) throw new GateError("bad-document", rejectionFacts(text.rejections, "things"));
		await makeDirectories(dirname(join(directory, path)));
		await writeWhole(join(directory, path), text.value);
	}
	return directory;
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
	const at = {
		commit: facts.sha,
		side: "head"
	};
	const config = base === void 0 ? await readConfigAt(path, at, addressee) : base.headConfig;
	const pushed = {
		commit: facts.sha,
		config,
		headConfig: config,
		lock: void 0,
		isWorkflowEdited: false,
		isLockEdited: false
	};
	const policed = policyOfBase(base ?? pushed, {
		own: void 0,
		config,
		raw: {}
	});
	const { policy, baseline, historyUrl, notes: edits, chosen: edited, readings } = policed;
	noteAdvisory(policed);
	const notes = [...edits, ...addressee.notes];
	const baselines = named.length > 0 || baseline === void 0 ? named : [baseline];
	const request = {
		...asWritten,
		configFile: config,
		definitions: config?.definitions
	};
	const side = base && sideBefore(base, request);
	const head = resolveSettings({
		...request,
		baseSide: side
	});
	const own = head.ok ? head.value : void 0;
	const red = base && await redAtOnce({
		base,
		side,
		compared: own,
		config,
		policy,
		notes
	}, addressee);
	if (red !== void 0) return red;
	const now = head.ok ? head.value : head.rejections.slice(0, 1).map(describeRejection).join("");
	const judge = reportJudge({
		policy,
		baselines,
		commit: base?.commit ?? facts.sha,
		hadBefore: headArms(side)
	}, addressee);
	const isLockEdited = base?.isLockEdited ?? false;
	const isAlike = own !== void 0 && base?.config !== void 0 && !hasGivenParts(own) && isAlikeButDisks(base, {
		config,
		isLockEdited,
		readings
	}, asWritten);
	const left = isAlike ? planLeft(own, side) : own?.plan;
	const isUnchanged = isAlike && left === void 0;
	const expected = {
		head: now,
		before: side?.arms,
		unchanged: isUnchanged ? disksOf(own).map(({ name }) => name) : left?.unchanged ?? [],
		reference: policy.reference,
		isLockEdited,
		isMeasured: (found) => isMeasured(found, addressee),
		...await timesOf(addressee)
	};
	const { legs, chosen } = await judgeLegs(paths, inputs.ref === void 0 ? facts.workspace : await fetchDocuments(paths, inputs.ref, addressee), judge, expected);
	const isSilent = isUnchanged && legs.every((leg) => "problem" in leg && leg.isAbsent);
	const doubt = isSilent ? doubtOfSuccess(inputs, facts) : void 0;
	if (isSilent && doubt === void 0) return {
		kind: "nothing-changed",
		notes
	};
	const told = {
		legs: legs.length === 0 ? [noLeg] : legs,
		notes: [...notes, ...doubt ?? []],
		chosen: [.../* @__PURE__ */ new Set([...edited, ...chosen])],
		advisory: policy.advisory,
		historyUrl
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
		return {
			...await judgeAgainst({
				...judging,
				store,
				ancestry
			}),
			place: location
		};
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
		const { place, ...judged } = await judge(run, index);
		const { gatedCells } = judged.judgement;
		const problem = gatedCells === 0 ? "it gates no cell, so nothing could fail" : twin === void 0 ? await whyNotOf(run, expected) : `it is the run of ${twin}`;
		legs.push(problem === void 0 ? {
			name,
			judged,
			place
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