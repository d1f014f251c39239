import { G as resolveSettings, Kt as GateError, Rn as diskModeKey, ct as diskSpec, h as acceptLosses } from "./verdict.js";
import { E as isReadOnly, F as remoteWithToken, N as findSeriesFolders, T as isLasting, k as requireStore, n as fetchAncestors, q as commitOf, r as findAncestors, v as fileDigest } from "./ancestors.js";
import { A as writeLog, C as noticeOnce, D as gateKey, M as isHttpFailure, T as statusContext, j as askGithub, k as readStatus } from "./ending.js";
import { join, resolve } from "node:path";

// src/github/acceptance.ts
/**
* The label that lets a known loss pass. GitHub lets only people with triage rights or more set it.
*/
const acceptedLabel = "storage-gate-accepted";
/**
* Whether the loss of a pull request is accepted, by its current label and description: the payload
* of a job that is run again still has the first ones. Undefined where it has no such label.
*/
function readAcceptance(number, access) {
	return askGithub("pull-requests: read", access, async (asked) => {
		const { client, owner, repo } = asked;
		const { data } = await client.rest.pulls.get({
			owner,
			repo,
			pull_number: number
		});
		return hasLabel(data) ? acceptedPull(data, asked) : void 0;
	});
}
/**
* The accepted pull requests whose merge is one of `commits`, among the hundred that were closed or
* changed last.
*/
function findMergedAcceptances(commits, access) {
	return askGithub("pull-requests: read", access, async (asked) => {
		const { client, owner, repo } = asked;
		const about = {
			owner,
			repo,
			state: "closed",
			sort: "updated",
			direction: "desc",
			per_page: 100
		};
		const { data } = await client.rest.pulls.list(about);
		const merged = data.filter((pull) => pull.merged_at !== null && commits.includes(pull.merge_commit_sha ?? ""));
		return Promise.all(merged.filter(hasLabel).map((pull) => acceptedPull(pull, asked)));
	});
}
function hasLabel({ labels }) {
	return labels.some(({ name }) => name === acceptedLabel);
}
async function acceptedPull({ number, body }, asked) {
	return {
		number,
		by: `${await whoLabelled(number, asked) ?? "someone who may label"} (label on #${number})`,
		reason: reasonIn(body ?? "")
	};
}
/** Who set the label last; undefined where the server does not say, as Gitea and Forgejo. */
async function whoLabelled(number, { client, owner, repo }) {
	let login;
	try {
		const about = {
			owner,
			repo,
			issue_number: number,
			per_page: 100
		};
		for await (const { data } of client.paginate.iterator(client.rest.issues.listEvents, about)) for (const event of data) {
			const label = "label" in event ? event.label : void 0;
			if (event.event === "labeled" && label?.name === "storage-gate-accepted") login = event.actor?.login ?? login;
		}
	} catch (error) {
		if (!isHttpFailure(error) || error.status !== 403 && error.status !== 404) throw error;
	}
	return login;
}
/**
* The line `Storage-gate-accepted: REASON` of a description, outside of hidden comments: a template
* may hold it there.
*/
function reasonIn(body) {
	const visible = body.replaceAll(/<!--[^]*?(?:-->|$)/g, "");
	return /^[ \t]*storage-gate-accepted:[ \t]*(\S.*)$/im.exec(visible)?.[1]?.trim().slice(0, 300);
}

// src/action/acceptance.ts
/**
* A finding whose losses pass because the pull request has the label `storage-gate-accepted` and a
* reason. GitHub is asked only if a loss fails the gate; without its answer nothing is accepted.
*/
async function acceptKnownLosses(finding, failOn, job) {
	const number = job.facts.pullRequest?.number ?? job.facts.mergeGroup?.pullNumber;
	if (number === void 0 || !finding.legs.some(hasFailedByLoss)) return finding;
	const answer = await readAcceptance(number, job);
	if ("refused" in answer) return noted(finding, `GitHub did not say whether the loss is accepted: ${answer.refused}.`);
	if (answer.answer === void 0) return finding;
	const { by, reason } = answer.answer;
	if (reason === void 0) return noted(finding, lackingReason);
	const accepting = {
		acceptance: {
			by,
			reason
		},
		failOn
	};
	const legs = finding.legs.map((leg) => {
		if (!("judged" in leg)) return leg;
		const judgement = acceptLosses(leg.judged.judgement, accepting);
		return {
			...leg,
			judged: {
				...leg.judged,
				judgement
			}
		};
	});
	return {
		...finding,
		legs
	};
}
const lackingReason = `The label ${acceptedLabel} needs a reason to accept a loss. Write a line "Storage-gate-accepted: REASON" into the description of the pull request, then run this again.`;
function hasFailedByLoss(leg) {
	if (!("judged" in leg)) return false;
	const { passed, verdict } = leg.judged.judgement;
	return !passed && verdict === "regressed";
}
function noted(finding, note) {
	return {
		...finding,
		notes: [note, ...finding.notes]
	};
}
/**
* What merged pull requests accepted, by label and reason, since the newest stored run of the
* default branch. Undefined where none accepted anything, and where GitHub does not say, which is
* logged.
*/
async function mergedAcceptance(query, job) {
	const commits = commitsSince(query, job.facts.sha);
	if (commits.length === 0) return void 0;
	const answer = await findMergedAcceptances(commits, job);
	if ("refused" in answer) {
		writeLog(`- GitHub did not say whether a pull request with the label ${acceptedLabel} was merged: ${answer.refused}`);
		return;
	}
	const said = answer.answer.flatMap(({ number, by, reason }) => {
		if (reason !== void 0) return [{
			by,
			reason
		}];
		writeLog(`- #${number} has the label ${acceptedLabel} but no reason, so its loss is not accepted`);
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
function commitsSince({ stored, ancestry }, sha) {
	if (stored.length === 0) return [];
	const measured = new Set(stored.map(commitOf));
	const commits = ancestry?.commits ?? [];
	const end = commits.findIndex((commit) => measured.has(commit));
	return end === -1 ? [sha] : commits.slice(0, end);
}
/** Label with which a pull request is measured even if nothing under test changed. */
const measureLabel = "storage-gate-measure";
/**
* The commit's status where the event is the setting of a foreign label, which must neither cost a
* measurement nor turn a red job green. Undefined where the run goes on: for other events, without
* a readable status, when somebody runs the job again, and for jobs that set no status. Another job
* waits for the document of such a job, and would report it as missing.
*/
async function settledBefore({ status }, job) {
	const { pullRequest, runAttempt } = job.facts;
	if (status === "never" || runAttempt > 1) return void 0;
	if (pullRequest?.label === void 0 || ownLabels.has(pullRequest.label)) return void 0;
	const about = {
		sha: pullRequest.headSha,
		context: statusContext(job.facts)
	};
	const outcome = await readStatus(about, job);
	const found = "answer" in outcome ? outcome.answer : void 0;
	if (found?.state !== "success" && found?.state !== "failure") return void 0;
	return {
		state: found.state,
		description: found.description
	};
}
const ownLabels = /* @__PURE__ */ new Set([measureLabel, acceptedLabel]);

// src/github/trust.ts
/**
* Why nothing may be measured for this event; undefined where it may. `pull_request_target` runs
* with the base's secrets and a writing token: measuring would hand both to the author of the pull
* request.
*/
function measuringRefusal({ eventName }) {
	return eventName === "pull_request_target" ? "the event pull_request_target runs with secrets and a writing token, so no code of a pull request is measured on it" : void 0;
}
/**
* Refuses an event for which nothing is measured, with `bad-argument`; `instead` is the event to
* run on.
*/
function requireMeasuring(facts, instead) {
	const problem = measuringRefusal(facts);
	if (problem === void 0) return;
	throw new GateError("bad-argument", {
		problem,
		remedy: `run this workflow on ${instead} instead`
	});
}
/** Events that run code which is already on the branch. */
const recordingEvents = [
	"push",
	"schedule",
	"workflow_dispatch"
];
/**
* Why this run may not become a baseline; undefined where it may. Only the default branch's own
* code may.
*/
function recordingRefusal(facts) {
	const { eventName, ref, defaultBranch } = facts;
	if (!recordingEvents.includes(eventName)) return `the event ${eventName} does not record; ${recordingEvents.join(", ")} on the default branch do`;
	if (defaultBranch === void 0) return `the event ${eventName} does not name the default branch`;
	if (ref !== `refs/heads/${defaultBranch}`) return `${ref} is not the default branch, refs/heads/${defaultBranch}`;
}

// src/action/sides.ts
/** Parts of the machine that an input can give. */
const partNames = [
	"qemu",
	"kernel",
	"initrd"
];
/** The virtual disks of a plan, by name. */
function disksOf({ plan }) {
	return new Map(plan.arms.flatMap(({ name, side, target }) => side === "head" && target.kind === "disk" ? [[name, target.mode]] : []));
}
/**
* The disks according to the config of the base commit. Undefined where that config is unusable,
* and where only the head has one: a new gate has no base.
*/
function disksBefore(config, request) {
	if (config === void 0 && request.configFile !== void 0) return void 0;
	const settings = resolveSettings({
		...request,
		configFile: config
	});
	return settings.ok ? disksOf(settings.value) : void 0;
}
/** Whether both sides have the same disks. */
function sameDisks(before, now) {
	const keyOf = (disks, name) => {
		const mode = disks.get(name);
		return mode === void 0 ? "" : diskModeKey(mode);
	};
	return before.size === now.size && [...now.keys()].every((name) => keyOf(before, name) === keyOf(now, name));
}
/** The base side of the disks that both sides have, as settings take it. */
function baseSpecs(before, now) {
	return [...before].filter(([name]) => now.has(name)).map(([name, mode]) => diskSpec(name, mode));
}
/** Whether a part of the machine was given for the head. */
function hasGivenParts({ site }) {
	return partNames.some((part) => site[part] !== void 0);
}
/**
* Whether the head's given parts are those of the base side, or, where that has none, those of the
* newest stored run. Compared by digest; false where a digest is unknown.
*/
async function sameParts({ site }, newest) {
	const { base } = site;
	for (const part of partNames) {
		const now = await digestOf(site[part]);
		const before = base === void 0 ? storedDigests(newest, part) : [await digestOf(base[part])];
		if (now === void 0 && before.every((digest) => digest === void 0)) continue;
		if (!(now !== unreadable && before.length > 0) || before.some((digest) => digest !== now)) return false;
	}
	return true;
}
function storedDigests(newest, part) {
	return (newest?.arms.filter(({ side }) => side === "head") ?? []).map(({ subject }) => subject[part]?.sha256);
}
const unreadable = "unreadable";
/**
* Undefined where the host's own is used. What can't be read is like nothing: measuring will say
* what is wrong with it.
*/
async function digestOf(path) {
	if (path === void 0) return void 0;
	try {
		return await fileDigest(resolve(path));
	} catch {
		return unreadable;
	}
}

// src/action/stores.ts
/** The branch in which runs are kept if nobody names a place. */
const defaultRef = "refs/heads/storage-gate-baselines";
/**
* Where runs of the default branch are stored: the place that input or config names, else a branch
* of the repository with a folder for each gate (workflow, job and leg). Two gates measure
* different arms, so neither would find its own in the other's runs. A relative directory is
* `bad-argument`: `git clean` of the checkout would delete it before the next run.
*/
function baselineLocation(named, facts) {
	if (named === void 0) return {
		kind: "git",
		ref: defaultRef,
		folder: gateKey(facts)
	};
	const location = lastingStore(named, "so the next checkout would delete it");
	if (!isReadOnly(location)) return location;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} can't hold runs of the default branch`,
		remedy: "write `git:` and a branch, or leave baseline out for the branch storage-gate-baselines"
	});
}
/**
* The store that a report is told to use. There is no checkout, so `git:` means the repository
* itself, with the job's token, and a relative directory is `bad-argument`.
*/
function namedStore(named) {
	return lastingStore(named, "but a report has no checkout");
}
/** A store that input or config name, and that does not lie in the workspace. */
function lastingStore(named, why) {
	const location = requireStore(named, "input baseline");
	if (isLasting(location)) return location;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, ${why}`,
		remedy: "write `git:` and a branch, or `dir:` and an absolute path that outlives the job"
	});
}
/**
* What opens a store in a job: `git:` means the job's own repository, with its token. It needs no
* clone.
*/
function openingContext({ facts, signal }) {
	const { serverUrl, repository, token, runnerTemp } = facts;
	const url = `${serverUrl}/${repository.owner}/${repository.name}`;
	return {
		cacheDirectory: join(runnerTemp, "storage-gate-store"),
		clone: remoteWithToken({
			url,
			token
		}),
		signal,
		onNotice: noticeOnce
	};
}
/** The commits before a commit, according to the job's own repository. */
function remoteAncestry(commit, job) {
	const { clone: remote, cacheDirectory, signal } = openingContext(job);
	return fetchAncestors({
		remote,
		cacheDirectory,
		commit,
		signal
	});
}
/**
* The commits before the base commit, or on the default branch before the commit itself. The remote
* is asked if the runs come from it. Otherwise the clone of the work tree is asked, and also the
* remote where that clone is shallow; undefined where neither knows.
*/
async function ancestryOfJob({ kind }, commit, job) {
	if (kind === "git") return remoteAncestry(commit, job);
	const { clone, cacheDirectory, signal } = openingContext(job);
	const cwd = job.facts.workspace;
	const remote = () => Promise.resolve(clone);
	const ancestry = await findAncestors({
		cwd,
		commit,
		remote,
		cacheDirectory,
		signal
	});
	return ancestry.commits.length === 0 ? void 0 : ancestry;
}
/**
* The store of the measuring jobs if nobody names one: the folder of the default branch that holds
* runs of the document's environment. If several do, it is the measuring workflow's; undefined
* where no single one is left, and `caveat` then says why. A job's own key would be wrong: another
* job measured.
*/
async function defaultStore(run, job) {
	const { facts } = job;
	const { clone: remote, ...context } = openingContext(job);
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
		caveat: {
			kind: "several-gates",
			folders: [folder, ...others].slice(0, 5)
		}
	};
}

export { mergedAcceptance as _, openingContext as a, disksBefore as c, sameDisks as d, sameParts as f, measureLabel as g, acceptKnownLosses as h, namedStore as i, disksOf as l, requireMeasuring as m, baselineLocation as n, remoteAncestry as o, recordingRefusal as p, defaultStore as r, baseSpecs as s, ancestryOfJob as t, hasGivenParts as u, settledBefore as v };