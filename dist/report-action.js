import { a as publishFinding, b as acceptKnownLosses, f as sameDisks, h as cancelOnSignals, l as disksOf, m as policyOfBase, n as recordingRefusal, r as endInTrouble, t as measuringRefusal, u as hasGivenParts, v as defaultRef, y as openingContext } from "./chunks/trust.js";
import { a as postStatus, c as hasPassed, f as judgeLegs, n as noteEnding, p as writeLog, v as readGithubFacts, y as gateKey } from "./chunks/ending.js";
import { B as findSeriesFolders, L as openStore, R as requireStore, i as judgeAgainst, n as fetchAncestors, q as resolveSettings } from "./chunks/ancestors.js";
import { n as required, r as readRepositoryFile, t as readBase } from "./chunks/base.js";
import { ht as GateError, tn as formatCount } from "./chunks/markdown.js";
import { n as readReportInputs, t as findReportSubjects } from "./chunks/report-subject.js";
import { isAbsolute, join } from "node:path";
import { mkdtemp } from "node:fs/promises";

// src/action/report-store.ts
/**
* Where the stored runs are that input or config name. There is no checkout, so `git:` speaks to
* the repository itself, with the job's token, and a relative directory is `bad-argument`.
*/
function namedStore(named) {
	const location = requireStore(named, "input baseline");
	if (location.kind === "git" || isAbsolute(location.path)) return location;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, and a report has no checkout that it could lie in`,
		remedy: "write `git:` and a branch, or `dir:` and an absolute path"
	});
}
/**
* Where the jobs that measure keep their runs if nobody names a place: the folder of the default
* branch that holds runs of the document's environment, that of the measuring workflow where
* several do. Undefined where none or no single one does; `caveat` is then what a reader must know.
* A job's own key can't be taken: it is another job that measured.
*/
async function defaultStore(run, { facts, signal }) {
	const { clone: remote, ...context } = openingContext(facts, signal);
	const { fingerprint } = run;
	const found = await findSeriesFolders({
		...context,
		remote,
		ref: defaultRef,
		fingerprint
	});
	const workflow = facts.workflowRun?.name ?? facts.workflow;
	const prefix = gateKey({
		workflow,
		job: "",
		matrix: []
	});
	const own = found.filter((folder) => folder.startsWith(prefix));
	const [folder, ...others] = own.length > 0 ? own : found;
	if (folder === void 0) return { location: void 0 };
	if (others.length === 0) return { location: {
		kind: "git",
		ref: defaultRef,
		folder
	} };
	return {
		location: void 0,
		caveat: `no stored runs were asked: several gates have runs of this environment (${[folder, ...others].slice(0, 5).join(", ")}), and the input baseline names none of them`
	};
}

// src/action/report-judging.ts
/**
* Judges documents as the job that measured them does: against the same stored runs, of commits at
* or before the base. What lies before that is asked of the remote, whatever the store: git never
* runs in the workspace, where an artifact can have put a repository whose settings name programs.
*/
function reportJudge(judging) {
	const { policy, baselines, facts } = judging;
	const isDefaultBranch = recordingRefusal(facts) === void 0;
	let ancestry;
	return async (run, index) => {
		const named = baselines.length > 1 ? baselines[index] : baselines[0];
		const { location, caveat } = named === void 0 ? await defaultStore(run, judging) : {
			location: namedStore(named),
			caveat: void 0
		};
		if (location === void 0) {
			const judged = await judgeAgainst({
				run,
				store: emptyStore,
				policy,
				isDefaultBranch,
				isForeign: true
			});
			return caveat === void 0 ? judged : withCaveat(judged, caveat);
		}
		ancestry ??= ancestryOf(judging);
		await using store = await openStore(location, openingContext(facts, judging.signal));
		return await judgeAgainst({
			run,
			store,
			policy,
			ancestry: await ancestry,
			isDefaultBranch,
			isForeign: true
		});
	};
}
function ancestryOf({ commit, facts, signal }) {
	const { clone: remote, cacheDirectory } = openingContext(facts, signal);
	return fetchAncestors({
		remote,
		cacheDirectory,
		commit,
		signal
	});
}
const emptyStore = { list: () => Promise.resolve({
	runs: [],
	acknowledgements: [],
	damaged: []
}) };
function withCaveat(judged, caveat) {
	const { judgement } = judged;
	return {
		...judged,
		judgement: {
			...judgement,
			caveats: [...judgement.caveats, caveat]
		}
	};
}

// src/action/report.ts
/**
* Judges run documents that other jobs measured, by the policy of the base commit. Where none is
* there at all, the config at both commits and the success of what measured tell that it is because
* nothing under test changed; everything else without a value is missing.
*/
async function judgeReport(request) {
	const { inputs, facts, signal } = request;
	const { raw, paths } = inputs;
	const config = await readHeadConfig(request);
	const checkout = {
		path: inputs.config,
		commit: void 0
	};
	const base = await readBase({
		configPath: inputs.config,
		config,
		checkout,
		facts,
		signal
	});
	const { policy, baseline, notes: edits } = base === void 0 ? policyOfBase({
		base: pushedBase(facts, config),
		own: void 0,
		config,
		raw
	}) : policyOfBase({
		base,
		own: void 0,
		config,
		raw
	});
	const notes = [...edits, ...request.notes];
	const baselines = inputs.baselines.length > 1 || baseline === void 0 ? inputs.baselines : [baseline];
	const judge = reportJudge({
		policy,
		baselines,
		commit: base?.commit ?? facts.sha,
		facts,
		signal
	});
	const legs = await judgeLegs({
		paths,
		workspace: facts.workspace,
		judge
	});
	const isSilent = base !== void 0 && legs.every(isAbsent) && isUnchanged(base, config);
	const doubt = isSilent ? doubtOfSuccess(request) : void 0;
	if (isSilent && doubt === void 0) return {
		kind: "nothing-changed",
		notes
	};
	const { failOn } = policy;
	const told = doubt === void 0 ? notes : [...notes, doubt];
	return acceptKnownLosses(findingOf(legs, told), {
		facts,
		failOn,
		signal
	});
}
/**
* Why the absence of documents does not show that nothing changed: the config does not say what a
* job's inputs give (QEMU, kernel, disks), and one that crashed leaves no document either.
* Undefined where what measured ended with success.
*/
function doubtOfSuccess({ inputs, facts }) {
	const { workflowRun } = facts;
	const who = workflowRun === void 0 ? "job that measures" : "measuring run";
	const result = workflowRun === void 0 ? inputs.measured : workflowRun.conclusion;
	if (result === "success") return void 0;
	return `The config has the same disks at base and head, but ${result === void 0 ? `whether the ${who} succeeded is not known${workflowRun === void 0 ? ", which the input measured of the report would tell" : ""}` : `the ${who} ended with ${result}`}: that there is no run document does not show that nothing under test changed.`;
}
function findingOf(legs, notes) {
	const [only] = legs;
	if (legs.length === 1 && only !== void 0 && "judged" in only) return {
		kind: "judged",
		judged: only.judged,
		notes
	};
	return {
		kind: "legs",
		legs: legs.length === 0 ? [{
			name: "run-path",
			problem: "the input names no run document",
			isAbsent: true
		}] : legs,
		notes
	};
}
/** The config of what was measured, from GitHub: there is no checkout. */
async function readHeadConfig({ inputs, facts, signal }) {
	const path = inputs.config;
	const answer = await readRepositoryFile({
		facts,
		path,
		commit: facts.sha,
		signal
	});
	const text = required(answer, `what ${path} holds at ${facts.sha}`);
	return text === void 0 ? void 0 : {
		path,
		text
	};
}
/** What was pushed is its own base: its policy is the branch's already. */
function pushedBase({ sha }, config) {
	return {
		commit: sha,
		config,
		isWorkflowEdited: false
	};
}
function isAbsent(leg) {
	return "problem" in leg && leg.isAbsent;
}
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
	if (before?.ok !== true || now?.ok !== true || [before, now].some(({ value }) => hasGivenParts(value))) return false;
	const disks = disksOf(now.value);
	return disks.size > 0 && sameDisks(disksOf(before.value), disks);
}

// src/report-action.ts
const signal = cancelOnSignals();
let waiting = [];
try {
	await report();
} catch (error) {
	await endInTrouble({
		error,
		waiting,
		signal
	});
}
/**
* Run documents to verdict; on the beginning of the measuring run only the status, which is pending
* then.
*/
async function report() {
	const event = readGithubFacts(process.env);
	const refusal = measuringRefusal(event);
	if (refusal !== void 0) throw new GateError("bad-argument", {
		problem: refusal,
		remedy: "run this workflow on workflow_run instead"
	});
	const inputs = readReportInputs();
	const subjects = await findReportSubjects(event, signal);
	if ("nobody" in subjects) return writeLog(`- there is nobody to report to: ${subjects.nobody}`);
	waiting = subjects.map(({ facts }) => ({
		facts,
		inputs,
		begun: void 0
	}));
	noteEnding("begun");
	if (event.workflowRun?.isCompleted === false) return postBeginning(subjects, inputs);
	const reported = [];
	for (const { facts, notes } of subjects) {
		const documents = formatCount(inputs.paths.length, "run document");
		writeLog(`- judging ${documents} for ${facts.pullRequest?.headSha ?? facts.sha}`);
		reported.push({
			facts,
			finding: await judgeReport({
				inputs,
				facts,
				notes,
				signal
			})
		});
	}
	await publishAll(reported, inputs);
}
/**
* All have one commit, with one status and one set of outputs: those of the ones that failed, where
* one did.
*/
async function publishAll(reported, inputs) {
	const failed = reported.filter(({ finding }) => hasPassed(finding) !== true);
	const passed = reported.filter((each) => !failed.includes(each));
	for (const { facts, finding } of [...passed, ...failed]) {
		const status = failed.length === 0 || hasPassed(finding) !== true ? inputs.status : "never";
		const reports = await mkdtemp(join(facts.runnerTemp, "storage-gate-"));
		await publishFinding({
			finding,
			inputs: {
				...inputs,
				status
			},
			facts,
			reports,
			signal
		});
		waiting = waiting.filter((each) => each.facts !== facts);
	}
}
async function postBeginning([subject], { status: policy }) {
	if (subject === void 0) return;
	const outcome = await postStatus({
		facts: subject.facts,
		status: {
			state: "pending",
			description: "measuring"
		},
		policy,
		signal
	});
	noteEnding("told");
	if (outcome === void 0) writeLog("- no status is wanted");
	else if ("refused" in outcome) writeLog(`- the status was not set: ${outcome.refused}`);
	else writeLog("kept" in outcome ? `- the status stays as it is: ${outcome.kept}` : "- the status is pending");
}

export {  };