import { A as remoteAncestry, D as defaultStore, L as readRepositoryFile, N as writeLog, O as namedStore, S as postStatus, _ as policyOfBase, a as pending, b as readGithubFacts, c as tellerFor, f as readReportInputs, h as findAddressees, i as noteEnding, j as outcomeOf, k as openingContext, l as untilTrouble, m as requireKnownInputs, p as reportInputs, r as noteBeginning, t as cancelOnSignals, v as readBase, y as required } from "./chunks/ending.js";
import { Bt as readStoredFile, Fn as formatCount, I as openStore, ft as resolveSettings } from "./chunks/ancestors.js";
import { a as sameDisks, c as requireMeasuring, i as hasGivenParts, l as acceptKnownLosses, r as disksOf, s as recordingRefusal } from "./chunks/sides.js";
import { t as judgeAgainst } from "./chunks/run.js";
import { basename, dirname, resolve } from "node:path";
import { access } from "node:fs/promises";

// src/action/report.ts
/**
* Judges run documents that other jobs measured, by the policy of the base commit. If there is no
* document at all, equal configs at both commits and a successful measuring job show that nothing
* under test changed. Anything else without a value is missing.
*/
async function judgeReport(inputs, addressee) {
	const { facts } = addressee;
	const { paths, baselines: named, config: path } = inputs;
	const answer = await readRepositoryFile(path, facts.sha, addressee);
	const text = required(answer, `what ${path} holds at ${facts.sha}`);
	const config = text === void 0 ? void 0 : {
		path,
		text
	};
	const base = await readBase({
		configPath: path,
		config,
		checkout: {
			path,
			commit: void 0
		}
	}, addressee);
	const pushed = {
		commit: facts.sha,
		config,
		isWorkflowEdited: false
	};
	const { policy, baseline, notes: edits } = policyOfBase(base ?? pushed, {
		own: void 0,
		config,
		raw: {}
	});
	const notes = [...edits, ...addressee.notes];
	const judge = reportJudge({
		policy,
		baselines: named.length > 0 || baseline === void 0 ? named : [baseline],
		commit: base?.commit ?? facts.sha
	}, addressee);
	const legs = await judgeLegs(paths, facts.workspace, judge);
	const isSilent = base !== void 0 && legs.every((leg) => "problem" in leg && leg.isAbsent) && isUnchanged(base, config);
	const doubt = isSilent ? doubtOfSuccess(inputs, facts) : void 0;
	if (isSilent && doubt === void 0) return {
		kind: "nothing-changed",
		notes
	};
	const told = {
		legs: legs.length === 0 ? [noLeg] : legs,
		notes: [...notes, ...doubt ?? []]
	};
	return acceptKnownLosses({
		kind: "judged",
		...told
	}, policy.failOn, addressee);
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
* Whether both configs have the same disks, and none gives a part that could have changed behind
* its path.
*/
function isUnchanged(base, config) {
	if (base.config === void 0 || config === void 0) return false;
	const [before, now] = [base.config, config].map((configFile) => resolveSettings({
		raw: {},
		configFile,
		origin: "action",
		randomSeed: 0,
		workspace: "/"
	}));
	if (before?.ok !== true || now?.ok !== true) return false;
	const disks = disksOf(now.value);
	return ![before, now].some(({ value }) => hasGivenParts(value)) && disks.size > 0 && sameDisks(disksOf(before.value), disks);
}
/**
* Judges documents as the job that measured them does: against the same stored runs, of commits at
* or before the base. What lies before that is asked of the remote, whatever the store: git never
* runs in the workspace, where an artifact can have put a repository whose settings name programs.
*/
function reportJudge({ policy, baselines, commit }, job) {
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
			isDefaultBranch
		};
		if (location === void 0) {
			const judged = await judgeAgainst({
				...judging,
				store: emptyStore
			});
			const { judgement } = judged;
			const caveats = [...judgement.caveats, ...caveat === void 0 ? [] : [caveat]];
			return {
				...judged,
				judgement: {
					...judgement,
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
* absent, damaged or judges nothing is a leg without a value, never green. `judge` is told the
* index of the document's path.
*/
async function judgeLegs(paths, workspace, judge) {
	const names = paths.map((path) => basename(dirname(resolve(workspace, path))));
	const legs = [];
	for (const [index, path] of paths.entries()) {
		const own = names[index] ?? path;
		const name = paths.length > 1 && names.filter((other) => other === own).length === 1 ? own : path;
		legs.push({
			name,
			...await judgeLeg(resolve(workspace, path), (run) => judge(run, index))
		});
	}
	return legs;
}
async function judgeLeg(path, judge) {
	const isThere = await access(path).then(() => true, () => false);
	const missing = (problem) => ({
		problem,
		isAbsent: !isThere
	});
	if (!isThere) return missing("there is no run document");
	const file = await readStoredFile(path);
	if (!("run" in file)) return missing("reason" in file ? file.reason : "it is not a run document");
	if (file.run.stop.reason === "trouble") return missing("trouble ended the run before its end");
	const judged = await judge(file.run);
	return judged.judgement.gatedCells === 0 ? missing("it gates no cell, so nothing could fail") : { judged };
}

// src/report-action.ts
const signal = cancelOnSignals();
await untilTrouble([], signal, async () => {
	const facts = readGithubFacts(process.env);
	requireMeasuring(facts, "workflow_run");
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