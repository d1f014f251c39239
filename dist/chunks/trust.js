import { Pn as describeRejection, _t as exitStatusOf, cn as formatShare, ct as escapeMarkdown, en as formatChange, gn as diskModeKey, gt as describeError, ht as GateError, i as diskSpec, l as titlesOf, rn as formatInterval, st as formatValue, u as headlineOf, yt as messageOf } from "./markdown.js";
import { A as warning, E as notice, O as setFailed, S as error, b as askGithub, c as hasPassed, d as verdictOf, i as tellPullRequest, k as setOutput, l as renderFinding, n as noteEnding, u as statusOf, x as isHttpFailure, y as gateKey } from "./ending.js";
import { $ as configEdits, H as remoteWithToken, K as resolveJudging, O as fileDigest, R as requireStore, W as requirePolicy, et as parseConfigFile, n as fetchAncestors, o as acceptLosses, q as resolveSettings, r as findAncestors } from "./ancestors.js";
import { isAbsolute, join, resolve } from "node:path";
import { appendFile, writeFile } from "node:fs/promises";

// src/github/acceptance.ts
/**
* The label that lets a known loss pass. GitHub lets only people with triage rights or more set it.
*/
const acceptedLabel = "storage-gate-accepted";
/**
* Whether the loss of a pull request is accepted, as GitHub has label and description now: the
* payload of a job that is run again has those of its first attempt. Undefined where it has no such
* label.
*/
function readAcceptance(number, { facts, signal }) {
	return askGithub({
		facts,
		permission: "pull-requests: read",
		signal
	}, async (asked) => {
		const { client, owner, repo } = asked;
		const { data } = await client.rest.pulls.get({
			owner,
			repo,
			pull_number: number
		});
		return hasLabel(data) ? describe(data, asked) : void 0;
	});
}
/**
* The accepted pull requests whose merge is one of `commits`, among the hundred that were closed or
* changed last.
*/
function findMergedAcceptances(commits, { facts, signal }) {
	return askGithub({
		facts,
		permission: "pull-requests: read",
		signal
	}, async (asked) => {
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
		return Promise.all(merged.filter(hasLabel).map((pull) => describe(pull, asked)));
	});
}
function hasLabel({ labels }) {
	return labels.some(({ name }) => name === acceptedLabel);
}
async function describe({ number, body }, asked) {
	return {
		number,
		by: `${await whoLabelled(number, asked) ?? "whoever may label"} (label on #${number})`,
		reason: reasonIn(body ?? "")
	};
}
/** Who set the label last; undefined where the server does not tell, as Gitea and Forgejo. */
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
* A finding whose losses pass where the pull request has the label `storage-gate-accepted` and a
* reason. GitHub is asked only where a loss fails the gate; what it does not tell is not accepted.
*/
async function acceptKnownLosses(finding, request) {
	const number = request.facts.pullRequest?.number ?? request.facts.mergeGroup?.pullNumber;
	if (number === void 0 || !hasFailedByLoss(finding)) return finding;
	const answer = await readAcceptance(number, request);
	if ("refused" in answer) return noted(finding, `Whether the loss is accepted is not known: ${answer.refused}.`);
	const { answer: pull } = answer;
	if (pull === void 0) return finding;
	const { by, reason } = pull;
	if (reason === void 0) return noted(finding, lackingReason);
	return accepted(finding, {
		acceptance: {
			by,
			reason
		},
		failOn: request.failOn
	});
}
const lackingReason = `The label ${acceptedLabel} accepts no loss without a reason: write a line "Storage-gate-accepted: REASON" into the description of the pull request, and run this again.`;
function hasFailedByLoss(finding) {
	return (finding.kind === "judged" ? [finding.judged.judgement] : finding.legs.flatMap((leg) => "judged" in leg ? [leg.judged.judgement] : [])).some(({ passed, verdict }) => !passed && verdict === "regressed");
}
function noted(finding, note) {
	return {
		...finding,
		notes: [note, ...finding.notes]
	};
}
function accepted(finding, accepting) {
	if (finding.kind === "judged") {
		const { judged } = finding;
		return {
			...finding,
			judged: {
				...judged,
				judgement: acceptLosses(judged.judgement, accepting)
			}
		};
	}
	const legs = finding.legs.map((leg) => "judged" in leg ? {
		...leg,
		judged: {
			...leg.judged,
			judgement: acceptLosses(leg.judged.judgement, accepting)
		}
	} : leg);
	return {
		...finding,
		legs
	};
}

// src/github/annotation.ts
/**
* GitHub shows 10 of each level a step, of 4,096 characters each; the tenth is left to what ends
* the step.
*/
const mostOfLevel = 9;
const mostCharacters = 4096;
/**
* Those that GitHub will show; where a level has too many, its last says how many are in the
* summary only.
*/
function withinLimits(annotations) {
	return [
		"error",
		"warning",
		"notice"
	].flatMap((level) => {
		const all = annotations.filter((annotation) => annotation.level === level).map(shorten);
		if (all.length <= mostOfLevel) return all;
		const shown = all.slice(0, 8);
		const rest = {
			level,
			title: "storage gate",
			message: `${all.length - shown.length} more are in the step summary`
		};
		return [...shown, rest];
	});
}
/** Publishes annotations; core escapes what would end the command or begin another. */
function publishAnnotations(annotations) {
	const publish = {
		error,
		warning,
		notice
	};
	for (const { level, title, message } of withinLimits(annotations)) publish[level](message, { title });
}
function shorten(annotation) {
	const { message } = annotation;
	return message.length <= mostCharacters ? annotation : {
		...annotation,
		message: `${message.slice(0, 4095)}…`
	};
}

// src/action/notice.ts
const told = /* @__PURE__ */ new Set();
/**
* Shows a notice on the run's page, the same only once in a job: a report opens a store for each of
* its documents.
*/
function noticeOnce(message) {
	if (!told.has(message)) publishAnnotations([{
		level: "notice",
		title: "storage gate",
		message
	}]);
	told.add(message);
}

// src/action/baseline.ts
/** The branch in which runs are kept if nobody names a place. */
const defaultRef = "refs/heads/storage-gate-baselines";
/**
* Where the runs of the default branch are kept: what input or config name, else a branch of the
* repository, in it a folder for each gate (workflow, job and leg of a matrix): two gates measure
* other arms, and each would miss its own in the other's runs. A relative directory is
* `bad-argument`: checkout's `git clean` would delete it before the next run.
*/
function baselineLocation(named, facts) {
	if (named === void 0) return {
		kind: "git",
		ref: defaultRef,
		folder: gateKey(facts)
	};
	const location = requireStore(named, "input baseline");
	if (location.kind === "git") return location;
	if (location.kind === "file") throw new GateError("bad-argument", {
		problem: `the baseline ${named} can't take the runs of the default branch`,
		remedy: "write `git:` and a branch, or leave baseline out for the branch storage-gate-baselines"
	});
	if (isAbsolute(location.path)) return location;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, so the next checkout would delete it`,
		remedy: "write `git:` and a branch, or `dir:` and an absolute path that outlives the job"
	});
}
/**
* What it takes to open a store in a job: `git:` speaks to the job's own repository, with its
* token. No clone is needed.
*/
function openingContext(facts, signal) {
	const { serverUrl, repository, token, runnerTemp } = facts;
	const clone = remoteWithToken({
		url: `${serverUrl}/${repository.owner}/${repository.name}`,
		token
	});
	return {
		cacheDirectory: join(runnerTemp, "storage-gate-store"),
		clone,
		signal,
		onNotice: noticeOnce
	};
}
/**
* What lies before a commit: asked of the remote where the runs come from it. Otherwise of the work
* tree's clone, and where that is shallow, as checkout makes it, of the remote too; undefined where
* neither knows the commit.
*/
async function ancestryOfJob(request) {
	const { location, commit, facts, signal } = request;
	const { clone, cacheDirectory } = openingContext(facts, signal);
	if (location.kind === "git") return fetchAncestors({
		remote: clone,
		cacheDirectory,
		commit,
		signal
	});
	const remote = () => Promise.resolve(clone);
	const ancestry = await findAncestors({
		cwd: facts.workspace,
		commit,
		remote,
		cacheDirectory,
		signal
	});
	return ancestry.commits.length === 0 ? void 0 : ancestry;
}

// src/action/cancellation.ts
/**
* Aborted when the job is cancelled: a runner sends SIGINT, to node alone, and SIGTERM 7.5 s later.
*/
function cancelOnSignals() {
	const controller = new AbortController();
	const why = "nothing was judged or kept";
	process.on("SIGINT", () => controller.abort(new GateError("interrupted", {
		problem: "cancelled by SIGINT",
		why
	})));
	process.on("SIGTERM", () => controller.abort(new GateError("terminated", {
		problem: "cancelled by SIGTERM",
		why
	})));
	return controller.signal;
}

// src/action/base-policy.ts
/**
* The policy that holds at the base commit: otherwise a pull request could lower the bar that it
* has to pass. What it edits of policy and measuring is told. Without a config at the base, or with
* one that is broken, there is only its own.
*/
function policyOfBase({ base, own, config, raw }) {
	const commit = base.commit.slice(0, 12);
	const workflow = base.isWorkflowEdited ? ["This pull request edits the workflow that runs the gate, whose inputs count as written there."] : [];
	const instead = own ?? requirePolicy({
		raw,
		origin: "action"
	}, []);
	const by = own === void 0 ? "the defaults" : "its own policy";
	if (base.config === void 0) {
		const isNew = `The config file is new here, so this run was judged by ${by}: the base ${commit} has none.`;
		return {
			...judging(instead),
			notes: config === void 0 ? workflow : [isNew, ...workflow]
		};
	}
	const judged = resolveJudging({
		raw,
		configFile: base.config,
		origin: "action"
	}, []);
	if (!judged.ok) {
		const [first] = judged.rejections;
		const isBroken = `The config file of the base can't be used, so this run was judged by ${by}${first === void 0 ? "" : `: ${describeRejection(first)}`}`;
		return {
			...judging(instead),
			notes: [isBroken, ...workflow]
		};
	}
	return {
		...judged.value,
		notes: [...editNotes(base.config, config, commit), ...workflow]
	};
}
function judging({ policy, baseline }) {
	return {
		policy,
		baseline
	};
}
function editNotes(before, after, commit) {
	const { policy, measuring } = configEdits(parsed(before), after === void 0 ? void 0 : parsed(after));
	return [...policy.length === 0 ? [] : [`This pull request edits the gate's own policy (${policy.join("; ")}). It was judged by that of the base, ${commit}.`], ...measuring.length === 0 ? [] : [`This pull request edits how the gate measures: ${measuring.join("; ")}.`]];
}
function parsed(config) {
	const file = parseConfigFile(config);
	return file.ok ? file.value : void 0;
}

// src/action/subject-before.ts
/** Parts of the machine that an input can give. */
const partNames = [
	"qemu",
	"kernel",
	"initrd"
];
/** What the disks of a plan are. */
function disksOf({ plan }) {
	return modesOf(plan.arms);
}
/**
* What the disks were before: as the config of the base commit says; or, where inputs name them, as
* the newest stored run has them. Undefined where neither tells.
*/
function disksBefore({ config, request, newest }) {
	if (!namesDisks(request.raw) && config !== void 0) {
		const settings = resolveSettings({
			...request,
			raw: {
				...request.raw,
				baseDisks: []
			},
			configFile: config
		});
		return settings.ok ? disksOf(settings.value) : void 0;
	}
	if (newest === void 0) return void 0;
	return modesOf(newest.arms.map(({ name, side, subject }) => ({
		name,
		side,
		target: subject.target
	})));
}
/** Whether inputs name the disks, over what a config says. */
function namesDisks({ disks = [] }) {
	return disks.some((spec) => spec.trim() !== "");
}
function modesOf(arms) {
	return new Map(arms.flatMap(({ name, side, target }) => side === "head" && target.kind === "disk" ? [[name, target.mode]] : []));
}
/** Whether both sides have the same disks. */
function sameDisks(before, now) {
	const keyOf = (disks, name) => {
		const mode = disks.get(name);
		return mode === void 0 ? "" : diskModeKey(mode);
	};
	return before.size === now.size && [...now.keys()].every((name) => keyOf(before, name) === keyOf(now, name));
}
/** The disks that have a head of their name, as the input `base-disks` takes them. */
function baseSpecs(before, now) {
	return [...before].filter(([name]) => now.has(name)).map(([name, mode]) => diskSpec(name, mode));
}
/** Whether a part of the machine was given for the head. */
function hasGivenParts({ site }) {
	return partNames.some((part) => site[part] !== void 0);
}
/**
* Whether the head's given parts are the base side's, or, where none is given for that, those of
* the newest stored run; by their digests, and false where they can't be known.
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

// src/github/summary.ts
/** Most bytes that GitHub takes for the summary of one step; more is dropped altogether. */
const summaryLimit = 1048576;
/**
* Appends Markdown, with foreign text already escaped, to the step's summary. Returns why that
* failed, or undefined: a report that cannot be shown never changes the gate's result.
*/
async function writeSummary(markdown, env) {
	const path = env.GITHUB_STEP_SUMMARY;
	if (path === void 0 || path === "") return "the runner has no step summary (GITHUB_STEP_SUMMARY is not set)";
	const bytes = Buffer.byteLength(markdown) + 1;
	if (bytes > 1048576) return `it has ${bytes} bytes, and GitHub takes at most ${summaryLimit}`;
	try {
		await appendFile(path, `${markdown}\n`);
		return;
	} catch (error) {
		return messageOf(error);
	}
}

// src/action/announcement.ts
/**
* An error for each gated cell that regressed or is missing (a warning where the policy lets it
* pass), and a sentence for the run. `titleOf` gives the reader's name of a workload.
*/
function announce(judgement, titleOf) {
	const gated = judgement.cells.filter((cell) => cell.gated);
	const failing = gated.filter(({ verdict }) => verdict === "regressed" || verdict === "missing");
	const level = judgement.passed ? "warning" : "error";
	const cells = failing.map((cell) => ({
		level,
		title: nameOf(cell, titleOf),
		message: describeCell(cell)
	}));
	const headline = headlineOf(judgement, titleOf);
	const sentence = `${headline.title}: ${headline.sentence}; ${headline.sureness}`;
	return {
		annotations: judgement.passed ? [...cells, ...announcePassed(judgement.verdict, sentence)] : cells,
		failure: judgement.passed ? void 0 : sentence,
		regressions: gated.filter(({ verdict }) => verdict === "regressed").length
	};
}
function nameOf({ verdict, arm, workload, metric }, titleOf) {
	return `${verdict}: ${arm}, ${titleOf(workload)}, ${metric}`;
}
function describeCell({ metric, base, head, change, interval, tolerance, reason }) {
	const values = base === void 0 || head === void 0 ? [] : [`${formatValue(metric, base)} -> ${formatValue(metric, head)}`];
	const size = change === void 0 ? [] : [formatChange(change)];
	const range = interval === void 0 ? [] : [`interval ${formatInterval(interval)}`];
	const why = reason === void 0 ? [] : [reason];
	return [
		...values,
		...size,
		...range,
		`tolerance ${formatShare(tolerance)}`,
		...why
	].join(", ");
}
/** A passed run says its verdict only where the green job does not say it all. */
function announcePassed(verdict, message) {
	const title = "storage gate";
	switch (verdict) {
		case "regressed":
		case "missing":
		case "inconclusive": return [{
			level: "warning",
			title,
			message
		}];
		case "incomparable":
		case "no-baseline": return [{
			level: "notice",
			title,
			message
		}];
		case "improved":
		case "unchanged": return [];
		default: return verdict;
	}
}

// src/action/publication.ts
/**
* Tells everybody what was found: outputs, step summary, annotations, comment and status; fails the
* step where the gate failed.
*/
async function publishFinding({ finding, inputs, facts, reports, signal }) {
	const { annotations, failure, regressions } = announcementOf(finding);
	setOutput("verdict", verdictOf(finding));
	setOutput("regressions", regressions);
	const report = renderFinding(finding, {
		limit: Math.floor(summaryLimit / 3) - 1,
		sha: facts.sha,
		more: []
	});
	await keepFile({
		output: "report-path",
		path: join(reports, "report.md"),
		text: report
	});
	const unwritten = await writeSummary(report, process.env);
	if (unwritten !== void 0) notice(`storage gate: there is no step summary: ${unwritten}`);
	publishAnnotations(annotations);
	const { url, history } = await tellPullRequest({
		finding,
		facts,
		inputs,
		signal
	});
	setOutput("comment-url", url);
	noteEnding("told");
	if (history.length > 0) await writeSummary(quoted(history), process.env);
	if (failure !== void 0) setFailed(failure);
}
function quoted(sentences) {
	return sentences.map((sentence) => `\n> ${escapeMarkdown(sentence)}\n`).join("");
}
/** Writes a file and names it in an output. */
async function keepFile(o) {
	await writeFile(o.path, o.text);
	setOutput(o.output, o.path);
}
function announcementOf(finding) {
	switch (finding.kind) {
		case "nothing-changed": return {
			annotations: [],
			failure: void 0,
			regressions: 0
		};
		case "judged": return announce(finding.judged.judgement, titlesOf(finding.judged.run));
		case "legs": {
			const all = finding.legs.map(announcementOfLeg);
			return {
				annotations: all.flatMap(({ annotations }) => annotations),
				failure: hasPassed(finding) === true ? void 0 : statusOf(finding).description,
				regressions: all.reduce((sum, { regressions }) => sum + regressions, 0)
			};
		}
		default: return finding;
	}
}
function announcementOfLeg(leg) {
	if ("problem" in leg) return {
		annotations: [{
			level: "error",
			title: `missing: ${leg.name}`,
			message: leg.problem
		}],
		failure: leg.problem,
		regressions: 0
	};
	const told = announce(leg.judged.judgement, titlesOf(leg.judged.run));
	return {
		...told,
		annotations: told.annotations.map((each) => ({
			...each,
			title: `${leg.name}: ${each.title}`
		}))
	};
}

// src/action/failure.ts
/**
* Markdown for the step summary of a run that did not end: what happened, as plain text that
* nothing can break out of.
*/
function describeFailure(error) {
	return `## Storage gate: the run did not come to its end\n\n<pre>\n${describeError(error).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n</pre>`;
}

// src/action/trouble.ts
/**
* The end of every entry's only catch-all: what ended the run is told in log and summary, and
* decides the exit status.
*/
async function endInTrouble({ error: thrown, waiting, signal }) {
	const error = signal.aborted ? signal.reason : thrown;
	setFailed(describeError(error).slice(0, 4096));
	setOutput("verdict", "error");
	await writeSummary(describeFailure(error), process.env);
	process.exitCode = exitStatusOf(error);
	for (const each of waiting) await tellTrouble(each, {
		error,
		signal
	});
}
/** A cancelled step has seconds only, so its post step tells it. */
async function tellTrouble({ facts, inputs, begun }, { error, signal }) {
	const reason = error instanceof GateError ? reasonOf(error) : "a bug of qemu-storage-gate ended the run";
	try {
		await begun;
		signal.throwIfAborted();
		await tellPullRequest({
			facts,
			inputs,
			finding: {
				kind: "not-measured",
				reason
			},
			signal
		});
		noteEnding("told");
	} catch (trouble) {
		if (!signal.aborted) throw trouble;
		noteEnding("cancelled");
	}
}
/** One sentence: of several faults the first. */
function reasonOf({ facts: { problem, faults = [] } }) {
	return faults.length === 0 ? problem : `${problem}, the first: ${faults[0]}`;
}

// src/github/trust.ts
/**
* Why nothing is measured for this event, or undefined where it may be. `pull_request_target` runs
* with the base's secrets and a writing token: measuring there would hand both to whoever opens a
* pull request.
*/
function measuringRefusal({ eventName }) {
	return eventName === "pull_request_target" ? "the event pull_request_target runs with secrets and a token that may write, so nothing of a pull request is measured on it" : void 0;
}
/** Events that run code which is already on the branch. */
const recordingEvents = [
	"push",
	"schedule",
	"workflow_dispatch"
];
/**
* Why this run is not kept as a baseline, or undefined where it may be: only the default branch's
* own code is.
*/
function recordingRefusal(facts) {
	const { eventName, ref, defaultBranch } = facts;
	if (!recordingEvents.includes(eventName)) return `the event ${eventName} does not record; ${recordingEvents.join(", ")} on the default branch do`;
	if (defaultBranch === void 0) return `the event ${eventName} does not tell the default branch`;
	if (ref !== `refs/heads/${defaultBranch}`) return `${ref} is not the default branch, refs/heads/${defaultBranch}`;
}

export { findMergedAcceptances as S, baselineLocation as _, publishFinding as a, acceptKnownLosses as b, disksBefore as c, namesDisks as d, sameDisks as f, ancestryOfJob as g, cancelOnSignals as h, keepFile as i, disksOf as l, policyOfBase as m, recordingRefusal as n, writeSummary as o, sameParts as p, endInTrouble as r, baseSpecs as s, measuringRefusal as t, hasGivenParts as u, defaultRef as v, acceptedLabel as x, openingContext as y };