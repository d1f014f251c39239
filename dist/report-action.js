import { _ as readRepositoryFile, a as publishFinding, f as sameDisks, g as required, h as readBase, l as disksOf, m as policyOfBase, r as endInTrouble, t as measuringRefusal, u as hasGivenParts, v as cancelOnSignals, x as openingContext } from "./chunks/trust.js";
import { c as requireStore, f as resolveSettings, i as openStore } from "./chunks/ancestors.js";
import { C as getInput, b as readGithubFacts, d as judgeLegs, f as askGithub, h as commentPolicies, i as postStatus, m as writeLog, v as statusPolicies, w as getMultilineInput, y as word } from "./chunks/ending.js";
import { jt as GateError } from "./chunks/markdown.js";
import { isAbsolute, join } from "node:path";
import { mkdtemp } from "node:fs/promises";

// src/action/report-store.ts
/**
* The stored runs that a report judges against; undefined where none are named: then the base sides in the documents are
* the only reference. There is no checkout, so `git:` speaks to the repository itself, with the job's token.
*/
async function openReportStore(named, { facts, signal }) {
	if (named === void 0) return void 0;
	const location = requireStore(named, "input baseline");
	if (location.kind !== "git" && !isAbsolute(location.path)) throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, and a report has no checkout that it could lie in`,
		remedy: "write `git:` and a branch, or `dir:` and an absolute path"
	});
	return openStore(location, openingContext(facts, signal));
}

// src/action/report.ts
/**
* Judges run documents that other jobs measured, by the policy of the base commit. Where none is there at all, the config
* at both commits tells whether that is because nothing under test changed; everything else without a value is missing.
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
	await using store = await openReportStore(baseline, {
		facts,
		signal
	});
	const legs = await judgeLegs({
		paths,
		workspace: facts.workspace,
		policy,
		store
	});
	if (base !== void 0 && legs.every(isAbsent) && isUnchanged(base, config)) return {
		kind: "nothing-changed",
		notes
	};
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
/** Whether both configs have the same disks, and none gives a part that could have changed behind its path. */
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

// src/action/report-inputs.ts
/** Reads the inputs that report/action.yml declares; a word that is not known is `bad-argument`. */
function readReportInputs() {
	return {
		raw: Object.fromEntries([
			"baseline",
			"tolerance",
			"false-alarm",
			"fail-on",
			"reference"
		].map((name) => [name, getInput(name)])),
		paths: getMultilineInput("run-path").filter((path) => path.trim() !== ""),
		config: getInput("config") || "storage-gate.yml",
		comment: word("comment", commentPolicies),
		status: word("status", statusPolicies)
	};
}

// src/github/pull-request.ts
/**
* The open pull request that a workflow ran for: by head repository, branch and commit, since the event names none for
* forks, and a number in an artifact is whatever its author wrote. Undefined where none has this head any more.
*/
function findPullRequest({ facts, run, signal }) {
	return askGithub({
		facts,
		permission: "pull-requests: write",
		signal
	}, async ({ client, owner, repo }) => {
		const about = {
			owner,
			repo,
			state: "open",
			head: `${run.headRepository?.split("/")[0] ?? owner}:${run.headBranch}`,
			per_page: 100
		};
		for await (const { data } of client.paginate.iterator(client.rest.pulls.list, about)) {
			const found = data.find((pull) => isSame(pull.head.repo?.full_name, run) && pull.head.sha === run.headSha);
			if (found === void 0) continue;
			return {
				number: found.number,
				headSha: found.head.sha,
				baseSha: found.base.sha,
				mergeSha: found.merge_commit_sha ?? void 0,
				fromFork: !isSame(found.base.repo.full_name, run),
				labels: found.labels.map(({ name }) => name),
				label: void 0
			};
		}
	});
}
function isSame(name, { headRepository }) {
	return name !== void 0 && name.toLowerCase() === headRepository?.toLowerCase();
}

// src/action/report-subject.ts
/**
* The pull request that documents are judged for. In the workflow that measured it is the event's own; behind
* `workflow_run` GitHub is asked, and nothing that the measuring run wrote is believed about it. A reason where there is
* none to report to.
*/
async function findReportSubject(facts, signal) {
	const { workflowRun } = facts;
	if (workflowRun === void 0) return {
		facts,
		notes: []
	};
	if (workflowRun.event !== "pull_request") return { nobody: `the measuring run was for the event ${workflowRun.event}, which tells its own status` };
	const answer = await findPullRequest({
		facts,
		run: workflowRun,
		signal
	});
	const found = required(answer, `which pull request has the head ${workflowRun.headSha}`);
	if (found === void 0) return { nobody: `no open pull request has the head ${workflowRun.headSha} any more` };
	const { mergeSha, ...pullRequest } = found;
	return {
		facts: {
			...facts,
			eventName: "pull_request",
			pullRequest,
			sha: mergeSha ?? pullRequest.headSha,
			runId: workflowRun.id,
			runAttempt: workflowRun.attempt,
			workflowPath: workflowRun.path || void 0
		},
		notes: ["Measured by the pull request's own code: this is not proof against a hostile author."]
	};
}

// src/report-action.ts
const signal = cancelOnSignals();
let waiting;
try {
	await report();
} catch (error) {
	await endInTrouble({
		error,
		waiting,
		signal
	});
}
/** Run documents to verdict; on the beginning of the measuring run only the status, which is pending then. */
async function report() {
	const event = readGithubFacts(process.env);
	const refusal = measuringRefusal(event);
	if (refusal !== void 0) throw new GateError("bad-argument", {
		problem: refusal,
		remedy: "run this workflow on workflow_run instead"
	});
	const inputs = readReportInputs();
	const subject = await findReportSubject(event, signal);
	if ("nobody" in subject) return writeLog(`- there is nobody to report to: ${subject.nobody}`);
	const { facts, notes } = subject;
	waiting = {
		facts,
		inputs,
		begun: void 0
	};
	if (event.workflowRun?.isCompleted === false) {
		const refused = await postStatus({
			facts,
			status: {
				state: "pending",
				description: "measuring"
			},
			policy: inputs.status,
			signal
		});
		return writeLog(refused === void 0 ? "- the status is pending" : `- the status was not set: ${refused}`);
	}
	const finding = await judgeReport({
		inputs,
		facts,
		notes,
		signal
	});
	const reports = await mkdtemp(join(facts.runnerTemp, "storage-gate-"));
	await publishFinding({
		finding,
		inputs,
		facts,
		reports,
		signal
	});
	waiting = void 0;
}

export {  };