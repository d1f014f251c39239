import { ft as resolveSettings, h as acceptLosses, ir as diskModeKey, kt as diskSpec, mn as commitOf, yn as GateError } from "./ancestors.js";
import { g as fileDigest } from "./run.js";
import { C as statusContext, F as findMergedAcceptances, I as readAcceptance, M as readStatus, N as writeLog, P as acceptedLabel } from "./ending.js";
import { resolve } from "node:path";

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
	const commits = ancestry?.commits ?? [];
	const end = commits.findIndex((commit) => stored.some((run) => commitOf(run) === commit));
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
	return found?.state === "success" || found?.state === "failure" ? found : void 0;
}
const ownLabels = /* @__PURE__ */ new Set([measureLabel, acceptedLabel]);

// src/github/trust.ts
/**
* Refuses an event for which nothing may be measured, with `bad-argument`; `instead` is the event
* to run on. `pull_request_target` runs with the base's secrets and a writing token: measuring
* would hand both to the author of the pull request.
*/
function requireMeasuring({ eventName }, instead) {
	if (eventName !== "pull_request_target") return;
	throw new GateError("bad-argument", {
		problem: "the event pull_request_target runs with secrets and a writing token, so no code of a pull request is measured on it",
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
function recordingRefusal({ eventName, ref, defaultBranch }) {
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

export { sameDisks as a, requireMeasuring as c, mergedAcceptance as d, settledBefore as f, hasGivenParts as i, acceptKnownLosses as l, disksBefore as n, sameParts as o, disksOf as r, recordingRefusal as s, baseSpecs as t, measureLabel as u };