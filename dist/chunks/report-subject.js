import { ht as GateError } from "./markdown.js";
import { C as getInput, _ as word, b as askGithub, g as statusPolicies, m as commentPolicies, w as getMultilineInput } from "./ending.js";
import { n as required } from "./base.js";

// src/action/report-inputs.ts
/** What GitHub says of a job in the context `needs`. */
const jobResults = [
	"success",
	"failure",
	"cancelled",
	"skipped"
];
/** Reads the inputs that report/action.yml declares; a word that is not known is `bad-argument`. */
function readReportInputs() {
	const names = [
		"tolerance",
		"false-alarm",
		"fail-on",
		"reference"
	];
	const [paths, baselines] = [linesOf("run-path"), linesOf("baseline")];
	if (baselines.length > 1 && baselines.length !== paths.length) throw new GateError("bad-argument", {
		problem: `input baseline: ${baselines.length} lines, and run-path has ${paths.length}`,
		remedy: "name one store for all documents, or one for each, in the order of run-path"
	});
	return {
		raw: {
			...Object.fromEntries(names.map((name) => [name, getInput(name)])),
			...baselines.length === 1 && { baseline: baselines[0] }
		},
		paths,
		baselines,
		config: getInput("config") || "storage-gate.yml",
		comment: word("comment", commentPolicies),
		status: word("status", statusPolicies),
		measured: getInput("measured") === "" ? void 0 : word("measured", jobResults)
	};
}
function linesOf(name) {
	return getMultilineInput(name).filter((line) => line.trim() !== "");
}

// src/github/pull-request.ts
/**
* The open pull requests that a workflow may have run for: by head repository, branch and commit,
* since the event names none for forks, and a number in an artifact is whatever its author wrote. A
* head has several where it is to be merged into several branches, and none where it is no head any
* more.
*/
function findPullRequests({ facts, run, signal }) {
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
		return (await client.paginate(client.rest.pulls.list, about)).filter((pull) => isSame(pull.head.repo?.full_name, run) && pull.head.sha === run.headSha).map((found) => ({
			number: found.number,
			headSha: found.head.sha,
			baseSha: found.base.sha,
			mergeSha: found.merge_commit_sha ?? void 0,
			fromFork: !isSame(found.base.repo.full_name, run),
			labels: found.labels.map(({ name }) => name),
			label: void 0
		}));
	});
}
function isSame(name, { headRepository }) {
	return name !== void 0 && name.toLowerCase() === headRepository?.toLowerCase();
}

// src/action/report-subject.ts
/**
* The pull requests that documents are judged for. In the workflow that measured it is the event's
* own; behind `workflow_run` GitHub is asked, and nothing that the measuring run wrote is believed
* about it. GitHub does not tell which one that ran for where several have its head, so it is
* judged for each, by the policy of its own base. A reason where there is nobody to report to.
*/
async function findReportSubjects(facts, signal) {
	const { workflowRun } = facts;
	if (workflowRun === void 0) return [{
		facts,
		notes: []
	}];
	if (workflowRun.event !== "pull_request") return { nobody: `the measuring run was for the event ${workflowRun.event}, which tells its own status` };
	const answer = await findPullRequests({
		facts,
		run: workflowRun,
		signal
	});
	const found = required(answer, `which pull request has the head ${workflowRun.headSha}`);
	if (found.length === 0) return { nobody: `no open pull request has the head ${workflowRun.headSha} any more` };
	const notes = ["Measured by the pull request's own code: this is not proof against a hostile author.", ...shared(found)];
	return found.map(({ mergeSha, ...pullRequest }) => ({
		facts: {
			...facts,
			eventName: "pull_request",
			pullRequest,
			sha: mergeSha ?? pullRequest.headSha,
			runId: workflowRun.id,
			runAttempt: workflowRun.attempt,
			workflowPath: workflowRun.path || void 0
		},
		notes
	}));
}
function shared(found) {
	if (found.length === 1) return [];
	return [`The pull requests ${found.map(({ number }) => `#${number}`).join(", ")} have this head, and GitHub does not tell which of them was measured: the run is judged for each, and the commit's status is red where one of them is.`];
}

export { readReportInputs as n, findReportSubjects as t };