import { Q as resolveSettings, Tt as diskSpec, ar as targetKey, br as canonicalJson, p as acceptLosses, xn as GateError } from "./guard.js";
import { A as requireStore, D as isLasting, F as remoteWithToken, N as findSeriesFolders, O as isReadOnly, X as commitOf, _ as fileDigest, n as findAncestors, t as fetchAncestors } from "./ancestors.js";
import { A as publishNotice, D as workflowKey, E as statusContext, F as readAcceptance, M as writeLog, N as acceptedLabel, O as readStatus, P as findMergedAcceptances, T as gateKey } from "./ending.js";
import { join, resolve } from "node:path";
import { readFile, realpath } from "node:fs/promises";

// src/action/acceptance.ts
/**
* A finding whose losses pass because the pull request has the label `storage-gate-accepted` and a
* reason. GitHub is asked only if a loss fails the gate; without its answer nothing is accepted.
*/
async function acceptKnownLosses(finding, failOn, job) {
	const number = job.facts.pullRequest?.number ?? job.facts.mergeGroup?.pullNumber;
	if (number === void 0 || !finding.legs.some(hasFailedByLoss)) return finding;
	const answer = await readAcceptance(number, job);
	if ("refused" in answer) return noted(finding, `The server did not say whether the loss is accepted: ${answer.refused}.`);
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
		writeLog(`- The server did not say whether a pull request with the label ${acceptedLabel} was merged: ${answer.refused}`);
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
/** The events for which something is measured; the table of docs/github.md says what each does. */
const measuredEvents = [
	"push",
	"schedule",
	"workflow_dispatch",
	"merge_group",
	"pull_request"
];
/**
* Refuses an event for which nothing may be measured, with `bad-argument`: all that are not named
* above, and the deletion of a ref. A report is also made on `workflow_run`. `pull_request_target`
* runs with the base's secrets and a writing token: measuring would hand both to the author of the
* pull request.
*/
function requireServed({ eventName, isDeletion }, action) {
	const served = action === "report" ? [...measuredEvents, "workflow_run"] : measuredEvents;
	if (served.includes(eventName) && isDeletion !== true) return;
	throw new GateError("bad-argument", {
		problem: `the event ${eventName} is not served: ${eventName === "pull_request_target" ? "it runs with secrets and a writing token, which the code of a pull request must not get" : isDeletion === true ? "a branch or tag was deleted, so there is nothing to measure" : "it does not say which commit is to be compared with which"}`,
		remedy: isDeletion === true ? "leave the step out then: `if: ${{ !github.event.deleted }}`" : `run this workflow on ${served.slice(0, -1).join(", ")} or ${served.at(-1)} instead`
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
/**
* Why a run of this work tree may not become a baseline of the commit that the event names;
* undefined where that commit is checked out.
*/
function checkoutRefusal(commit, { sha }) {
	if (commit === sha) return void 0;
	return commit === void 0 ? "the workspace is no git checkout whose commit is known" : `the commit ${commit} is checked out, and the event is about ${sha}`;
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
/**
* Whether configs measure the same in the same way, however they are written, or are all absent.
* False where one can't be used.
*/
function measureAlike(configs, request) {
	const measured = configs.map((configFile) => {
		const settings = resolveSettings({
			...request,
			configFile
		});
		return settings.ok ? measuringOf(settings.value) : void 0;
	});
	const all = new Set(measured.map((what, index) => what && `${configs[index] === void 0} ${what}`));
	return all.size === 1 && !all.has(void 0);
}
/** All that decides which numbers are measured, but for what is drawn. */
function measuringOf({ plan, site, policy: { reference } }) {
	const { arms, order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
	const keyed = arms.map((arm) => canonicalJson({
		...arm,
		target: targetKey(arm.target)
	}));
	return canonicalJson({
		...rest,
		arms: keyed.toSorted(),
		site,
		reference
	});
}
/** The disks of one side as what a judge expects of the head. */
function headArms(disks) {
	return [...disks ?? []].map(([name, mode]) => ({
		name,
		side: "head",
		target: {
			kind: "disk",
			mode
		}
	}));
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
* newest stored run, which must be one of the base commit. Compared by digest; false where a digest
* is unknown, and where that of a QEMU does not tell what runs.
*/
async function sameParts({ site }, { newest, base: { commit } }, workspace) {
	const { base } = site;
	const isStored = newest !== void 0 && commitOf(newest) === commit;
	for (const part of partNames) {
		const now = await digestOf(site[part]);
		const before = base === void 0 ? storedDigests(newest, part) : [await digestOf(base[part])];
		if (now === void 0 && before.every((digest) => digest === void 0)) continue;
		if (!(now !== unreadable && (base !== void 0 || isStored)) || before.some((digest) => digest !== now)) return false;
	}
	const whole = [site.qemu, base?.qemu].filter((path) => path !== void 0).map((path) => isWholeQemu(resolve(path), workspace));
	return (await Promise.all(whole)).every(Boolean);
}
/**
* Whether the digest of a file tells which QEMU runs: it is QEMU itself and no wrapper, and neither
* it nor the environment leads to libraries or modules in the workspace, which a job may have
* built.
*/
async function isWholeQemu(given, workspace) {
	if (elsewhere.some((name) => process.env[name])) return false;
	try {
		const [path, top] = await Promise.all([given, workspace].map((one) => realpath(one)));
		const program = await readFile(path ?? "");
		return path?.startsWith(`${top}/`) === false && program.subarray(0, 4).toString("latin1") === "ELF" && program.includes("QEMU emulator version") && ![top, workspace].some((place) => place !== void 0 && program.includes(place));
	} catch {
		return false;
	}
}
/** Variables by which other libraries and modules are loaded. */
const elsewhere = [
	"LD_LIBRARY_PATH",
	"LD_PRELOAD",
	"QEMU_MODULE_DIR"
];
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
	const location = namedStore(named, "so the next checkout would delete it");
	if (!isReadOnly(location)) return location;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} can't hold runs of the default branch`,
		remedy: "write `git:` and a branch, or leave baseline out for the branch storage-gate-baselines"
	});
}
/**
* A store that input or config name, and that does not lie in the workspace: a relative directory
* is `bad-argument`, with `why`. A report has no checkout, so `git:` means the repository itself.
*/
function namedStore(named, why = "but a report has no checkout") {
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
const toldNotices = /* @__PURE__ */ new Set();
/** The same only once in a job: a report opens a store for each of its documents. */
function noticeOnce(message) {
	if (!toldNotices.has(message)) publishNotice(message);
	toldNotices.add(message);
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
	return findAncestors({
		cwd,
		commit,
		remote,
		cacheDirectory,
		signal
	});
}
/**
* The store of the measuring jobs if nobody names one: the folder of the default branch that holds
* runs of the document's environment, or else any of the measuring workflow. If several do, it is
* that workflow's; undefined where no single one is left, and `caveat` then says why. A job's own
* key would be wrong: another job measured.
*/
async function defaultStore(run, job) {
	const { facts } = job;
	const { clone: remote, ...context } = openingContext(job);
	const workflow = facts.workflowRun?.name ?? facts.workflow;
	const prefix = workflowKey(workflow);
	const sought = {
		ref: defaultRef,
		fingerprint: run.fingerprint,
		prefix
	};
	const [folder, ...others] = await findSeriesFolders({
		...context,
		remote,
		...sought
	});
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

export { acceptKnownLosses as _, openingContext as a, settledBefore as b, disksBefore as c, headArms as d, measureAlike as f, requireServed as g, recordingRefusal as h, namedStore as i, disksOf as l, checkoutRefusal as m, baselineLocation as n, remoteAncestry as o, sameParts as p, defaultStore as r, baseSpecs as s, ancestryOfJob as t, hasGivenParts as u, measureLabel as v, mergedAcceptance as y };