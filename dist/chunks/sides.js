import { C as escapeMarkdown, Q as resolveSettings, Sa as string, Tr as GateError, Xn as fileDigest, b as acceptLosses, br as commitOf, dr as missingText, ga as literal, on as droppedVariables, pi as isOwnImage, ur as lossText, wi as canonicalJson, x as isAcceptable, xt as defaultPolicy, ya as object } from "./guard.js";
import { i as redAtOnce$1, n as measuresAlike, r as resolveBaseSide, t as changedPlan } from "./base-side.js";
import { B as writeSummary, F as readStatus, H as askGithub, I as failStep, P as statusContext, U as everyPage, V as answerOr, z as writeLog } from "./ending.js";
import { resolve } from "node:path";
import { readFile, realpath } from "node:fs/promises";

// src/github/accepted-pull.ts
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
* changed last, on other servers fifty.
*/
function findMergedAcceptances(commits, access) {
	return askGithub("pull-requests: read", access, async (asked) => {
		const { client, owner, repo, forge } = asked;
		const newest = forge === "GitHub" ? {
			sort: "updated",
			direction: "desc",
			per_page: 100
		} : {
			sort: "recentupdate",
			limit: 50
		};
		const { data } = await client.rest.pulls.list({
			owner,
			repo,
			state: "closed",
			...newest
		});
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
/** Who set the label last; undefined where the server does not say. */
async function whoLabelled(number, { client, owner, repo, forge }) {
	const about = {
		owner,
		repo,
		issue_number: number,
		per_page: 100
	};
	if (forge !== "GitHub") return (await everyPage((page) => client.rest.issues.listEventsForTimeline({
		...about,
		page
	}))).flatMap((event) => labelledBy(event) ?? []).at(-1);
	return (await answerOr([], [403, 404], () => client.paginate(client.rest.issues.listEvents, about))).findLast((event) => event.event === "labeled" && "label" in event && event.label?.name === "storage-gate-accepted")?.actor?.login;
}
/** One event of Gitea's or Forgejo's timeline: the body is 1 where a label was set. */
const labelling = object({
	type: literal("label"),
	body: literal("1"),
	label: object({ name: literal(acceptedLabel) }),
	user: object({ login: string() })
});
function labelledBy(event) {
	return labelling.safeParse(event).data?.user.login;
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
	if (!finding.legs.some(hasFailedByLoss)) return finding;
	const said = await acceptanceOf(job);
	if (said.acceptance === void 0) return {
		...finding,
		notes: [...said.notes, ...finding.notes]
	};
	const accepting = {
		acceptance: said.acceptance,
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
/** Who accepts a loss of what is asked about, and why; notes for whoever waits for it. */
async function acceptanceOf(job) {
	const none = (...notes) => ({ notes });
	const number = job.facts.pullRequest?.number ?? job.facts.mergeGroup?.pullNumber;
	if (number === void 0) return none();
	const answer = await readAcceptance(number, job);
	if ("refused" in answer) return none(`The server did not say whether the loss is accepted: ${answer.refused}.`);
	if (answer.answer === void 0) return none();
	const { by, reason } = answer.answer;
	return reason === void 0 ? none(lackingReason) : {
		acceptance: {
			by,
			reason
		},
		notes: []
	};
}
const lackingReason = `The label ${acceptedLabel} needs a reason to accept a loss. Write a line "Storage-gate-accepted: REASON" into the description of the pull request, then run this again.`;
function hasFailedByLoss(leg) {
	if (!("judged" in leg)) return false;
	const { passed, cells } = leg.judged.judgement;
	return !passed && cells.some(isAcceptable);
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
* waits for the document of such a job, and would report it as missing. A server that does not name
* the label may mean one of ours: set where the pull request has one, taken away where the green is
* that of an accepted loss.
*/
async function settledBefore({ status }, job) {
	const { pullRequest, runAttempt } = job.facts;
	if (status === "never" || runAttempt > 1) return void 0;
	const { changedLabels: changed } = pullRequest ?? {};
	if (pullRequest === void 0 || changed === void 0) return void 0;
	const isUnnamed = changed.length === 0;
	if ((isUnnamed ? pullRequest.labels : changed).some((name) => ownLabels.has(name))) return void 0;
	const { headSha: sha, number } = pullRequest;
	const about = {
		sha,
		number,
		context: statusContext(job.facts)
	};
	const outcome = await readStatus(about, job);
	const found = "answer" in outcome ? outcome.answer : void 0;
	const isGreen = found?.state === "success";
	if (isGreen && (isUnnamed ? /^(regressed|not measured)/ : /^not measured/).test(found.description)) return void 0;
	return isGreen || found?.state === "failure" ? found : void 0;
}
const ownLabels = /* @__PURE__ */ new Set([measureLabel, acceptedLabel]);
/** The job has the colour of what was judged before: the label that it runs for changes nothing. */
async function tellRepeated({ state, description }, { pullRequest }) {
	const text = `${pullRequest?.headSha.slice(0, 12)} was already judged, and the label changes nothing: ${description}`;
	writeLog(`- ${text}`);
	if (state === "failure") failStep([text]);
	await writeSummary(`### Storage gate\n\n${escapeMarkdown(text)}`, process.env);
}

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

// src/action/at-once.ts
/**
* What is red whatever would be measured; undefined where nothing that gates is, and where somebody
* accepts that disks promise less.
*/
async function redAtOnce({ base, side, compared, config, policy, notes }, job) {
	const writtenIn = (one) => {
		return {
			config: one,
			definitions: one?.definitions
		};
	};
	const sides = {
		before: writtenIn(base.config),
		now: writtenIn(config),
		side
	};
	const { losses, missing } = redAtOnce$1({
		...sides,
		compared,
		policy
	});
	const { acceptance, notes: more = [] } = losses.length === 0 ? {} : await acceptanceOf(job);
	const regressions = acceptance === void 0 ? losses.length : 0;
	const reds = [...losses.slice(0, regressions).map((one) => redOf("regressed", one.disk, lossText(one), one.at)), ...missing.map((one) => redOf("missing", one.disk, missingText(one), one.at))];
	const all = [...more, ...notes];
	const { advisory } = policy;
	return reds.length === 0 ? void 0 : {
		kind: "at-once",
		reds,
		regressions,
		notes: all,
		advisory
	};
}
function redOf(verdict, disk, says, at) {
	return {
		level: "error",
		title: `${verdict}: ${disk}`,
		message: `${disk}: ${says}`,
		at
	};
}

// src/action/sides.ts
/** Parts of the machine that an input can give. */
const partNames = [
	"qemu",
	"kernel",
	"initrd"
];
/** The virtual disks of a plan. */
function disksOf({ plan }) {
	return plan.arms.filter(({ side, target }) => side === "head" && target.kind === "disk");
}
/**
* The disks according to the config of the base commit and its files. Undefined where that config
* is unusable, and where only the head has one: a new gate has no base.
*/
function sideBefore({ config }, request) {
	if (config === void 0 && request.configFile !== void 0) return void 0;
	const files = {
		configFile: config,
		definitions: config?.definitions
	};
	const asked = {
		...request,
		...files,
		side: "base"
	};
	const before = resolveBaseSide(asked, request.configFile);
	if (!before.ok || before.value.arms.length + before.value.unread.size > 0) return before.ok ? before.value : void 0;
	const settings = resolveSettings(asked);
	return {
		arms: (settings.ok ? disksOf(settings.value) : []).map((arm) => ({
			...arm,
			side: "base"
		})),
		unread: /* @__PURE__ */ new Map()
	};
}
/**
* Whether nothing but disks that changed could change a number, as far as the repository tells. The
* config measures as that of the base does, however they are written, or both are absent; and its
* commit has the same texts. False where one can't be used.
*/
function isAlikeButDisks(base, head, request) {
	if (base.isWorkflowEdited || head.isLockEdited || head.readings.length > 0) return false;
	const [before, now] = [base.config, head.config];
	const definitions = new Map([...before?.definitions ?? [], ...now?.definitions ?? []]);
	return measuresAlike({
		...request,
		definitions
	}, before, now) && isCommitted(base.headConfig, now);
}
/** Whether a commit has the texts of a work tree. What it lacks was made by the job. */
function isCommitted(commit, tree) {
	return commit?.text === tree?.text && [...commit?.definitions ?? []].every(([path, file]) => canonicalJson(file) === canonicalJson(tree?.definitions.get(path)));
}
/**
* The plan without the disks that are as they were, in parts that are the same; undefined where
* nothing under test changed.
*/
function planLeft(compared, before) {
	const { plan, site } = compared;
	const names = new Set(disksOf(compared).map(({ name }) => name));
	const isGone = before?.arms.some(({ name }) => !names.has(name)) === true;
	const same = {
		...compared,
		site: {
			...site,
			base: void 0
		},
		policy: defaultPolicy
	};
	const left = changedPlan(same);
	return left === void 0 && isGone ? plan : left;
}
/** The disks of one side as what a judge expects of the head. */
function headArms(side) {
	return (side?.arms ?? []).map((arm) => ({
		...arm,
		side: "head"
	}));
}
/** What is to be told of the definitions of both sides; a run's own report tells of given ones. */
function notesOfSides({ plan: { arms } }, { commit, config }, isMeasured) {
	const based = new Set(arms.flatMap(({ name, side }) => side === "base" ? name : []));
	return arms.flatMap(({ name, side, target, definition, baseUnread }) => {
		if (side === "base" && definition?.given === true && !isMeasured) return `The base side of ${name} was given (${definition.path}), not read from the base commit.`;
		const isRead = definition !== void 0 || isOwnImage(target);
		return side !== "head" || !isRead || based.has(name) || baseUnread !== void 0 || !config ? [] : `${name} has no base side: the base ${commit.slice(0, 12)} lacks it, or its file.`;
	});
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
	if (droppedVariables().length > 0) return false;
	try {
		const [path, top] = await Promise.all([given, workspace].map((one) => realpath(one)));
		const program = await readFile(path ?? "");
		return path?.startsWith(`${top}/`) === false && program.subarray(0, 4).toString("latin1") === "ELF" && program.includes("QEMU emulator version") && ![top, workspace].some((place) => place !== void 0 && program.includes(place));
	} catch {
		return false;
	}
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

export { tellRepeated as _, notesOfSides as a, sideBefore as c, recordingRefusal as d, requireServed as f, settledBefore as g, mergedAcceptance as h, isAlikeButDisks as i, redAtOnce as l, measureLabel as m, hasGivenParts as n, planLeft as o, acceptKnownLosses as p, headArms as r, sameParts as s, disksOf as t, checkoutRefusal as u };