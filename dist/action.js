import { S as warning, _ as prepareCleanup, a as statusContext, b as setFailed, c as renderFinding, d as isHttpFailure, f as writeLog, h as readGithubFacts, i as postStatus, l as verdictOf, m as readInputs, o as readStatus, p as readConfigFile, r as tellPullRequest, s as gateKey, t as noteEnding, u as askGithub, v as error, x as setOutput, y as notice } from "./chunks/ending.js";
import { $ as formatValue, G as formatChange, X as formatShare, bt as describeRejection, et as GateError, l as headlineOf, lt as diskModeKey, n as titlesOf, nt as exitStatusOf, q as formatInterval, r as diskSpec, tt as describeError, y as escapeMarkdown } from "./chunks/markdown.js";
import { E as openDirectoryStore, I as requireSettings, J as encodeRun, L as resolveJudging, N as requireStore, R as resolveSettings, V as toolVersion, a as runGate, n as showProgress, t as ensurePackages, w as fileDigest, z as parseConfigFile } from "./chunks/setup.js";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { existsSync, readFileSync } from "node:fs";
import { appendFile, mkdtemp, writeFile } from "node:fs/promises";
import { randomInt } from "node:crypto";

// src/action/failure.ts
/** Markdown for the step summary of a run that did not end: what happened, as plain text that nothing can break out of. */
function describeFailure(error) {
	return `## Storage gate: the run did not come to its end\n\n<pre>\n${describeError(error).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n</pre>`;
}

// src/action/label.ts
/** With this label a pull request is measured although nothing under test changed. */
const measureLabel = "storage-gate-measure";
/**
* What the commit's status says already, where the event is a label that is none of ours: setting one must neither cost a
* measurement nor turn a red job green. Undefined where the run goes on: no such event, no status yet, or it can't be read.
*/
async function settledBefore(facts, signal) {
	const { pullRequest } = facts;
	if (pullRequest?.label === void 0 || ownLabels.has(pullRequest.label)) return void 0;
	const sha = pullRequest.headSha;
	const outcome = await readStatus({
		facts,
		sha,
		context: statusContext(facts),
		signal
	});
	const found = "answer" in outcome ? outcome.answer : void 0;
	if (found?.state !== "success" && found?.state !== "failure") return void 0;
	return {
		state: found.state,
		description: found.description
	};
}
const ownLabels = /* @__PURE__ */ new Set([measureLabel]);

// src/github/base-commit.ts
/**
* The commit that a pull request or a merge queue's group is to be compared with; undefined for other events. A pull
* request is measured as its merge with the base branch of now, so its base is that merge's first parent: the base that the
* payload names goes stale. Where the head itself was checked out (which is also what Gitea and Forgejo do) it is the
* merge base.
*/
async function findBaseCommit({ facts, checkedOut, signal }) {
	const { pullRequest, mergeGroup, sha } = facts;
	if (mergeGroup !== void 0) return { answer: mergeGroup.baseSha };
	if (pullRequest === void 0) return void 0;
	const { headSha, baseSha } = pullRequest;
	const isHead = (checkedOut ?? sha) === headSha;
	return askGithub({
		facts,
		permission: "contents: read",
		signal
	}, (asked) => isHead ? mergeBase(asked, `${baseSha}...${headSha}`) : firstParent(asked, sha));
}
async function mergeBase({ client, owner, repo }, basehead) {
	const { data } = await client.rest.repos.compareCommitsWithBasehead({
		owner,
		repo,
		basehead
	});
	return data.merge_base_commit.sha;
}
async function firstParent({ client, owner, repo }, sha) {
	const { data } = await client.rest.git.getCommit({
		owner,
		repo,
		commit_sha: sha
	});
	const [first] = data.parents;
	if (first !== void 0) return first.sha;
	throw new Error(`the commit ${sha} has no parent`);
}

// src/github/repository-file.ts
/** Text of a file at a commit; undefined where that commit has no such file. It is read from GitHub, never from the work tree. */
function readRepositoryFile({ facts, path, commit, signal }) {
	return askGithub({
		facts,
		permission: "contents: read",
		signal
	}, (asked) => readFile$1(asked, path, commit));
}
async function readFile$1({ client, owner, repo }, path, ref) {
	try {
		const { data } = await client.rest.repos.getContent({
			owner,
			repo,
			path,
			ref
		});
		if (Array.isArray(data) || data.type !== "file") return void 0;
		if (data.encoding !== "base64") throw new Error(`${path} has ${data.size} bytes, which is too much for a config`);
		return Buffer.from(data.content, "base64").toString("utf8");
	} catch (error) {
		if (isHttpFailure(error) && error.status === 404) return void 0;
		throw error;
	}
}

// src/action/checkout.ts
/** Finds the checkout around a file that need not exist; undefined where there is none in the workspace. */
function findCheckout(file, workspace) {
	const path = resolve(workspace, file);
	for (let root = dirname(path); !relative(workspace, root).startsWith(".."); root = dirname(root)) {
		if (existsSync(join(root, ".git"))) return {
			path: relative(root, path),
			commit: headOf(join(root, ".git"))
		};
		if (root === dirname(root)) break;
	}
}
/** A detached HEAD, as actions/checkout leaves it, or a branch that was written just now. */
function headOf(git) {
	try {
		const head = readFileSync(join(git, "HEAD"), "utf8").trim();
		const branch = /^ref: (refs\/heads\/[\w./-]+)$/.exec(head)?.[1];
		const commit = branch === void 0 || branch.includes("..") ? head : readFileSync(join(git, branch), "utf8").trim();
		return /^[0-9a-f]{40,64}$/.test(commit) ? commit : void 0;
	} catch {
		return;
	}
}

// src/action/base.ts
/**
* Reads the base from GitHub, never from the work tree, which the pull request made; undefined for events that have none.
* `github-refused` where GitHub does not tell: to go on would be to judge a pull request by the policy that it brought.
*/
async function readBase({ configPath, config, facts, signal }) {
	const checkout = findCheckout(configPath, facts.workspace);
	const found = await findBaseCommit({
		facts,
		checkedOut: checkout?.commit,
		signal
	});
	if (found === void 0) return void 0;
	const commit = required(found, "which commit this is based on");
	const read = async (path, at) => required(await readRepositoryFile({
		facts,
		path,
		commit: at,
		signal
	}), `what ${path} holds at ${at}`);
	const { workflowPath } = facts;
	const [text, workflows] = await Promise.all([checkout === void 0 ? void 0 : read(checkout.path, commit), workflowPath === void 0 ? [] : Promise.all([read(workflowPath, commit), read(workflowPath, facts.sha)])]);
	return {
		commit,
		config: checkout === void 0 ? config : namedAt({
			configPath,
			text,
			commit
		}),
		isWorkflowEdited: workflows[0] !== workflows[1]
	};
}
function required(answer, what) {
	if ("answer" in answer) return answer.answer;
	throw new GateError("github-refused", {
		problem: `GitHub does not tell ${what}`,
		why: answer.refused,
		remedy: "give the job `permissions: contents: read`, and leave the input github-token at its default"
	});
}
function namedAt(o) {
	return o.text === void 0 ? void 0 : {
		path: `${o.configPath} at ${o.commit.slice(0, 12)}`,
		text: o.text
	};
}

// src/config/edit.ts
/** Compares what two versions of a config file say; a missing one says nothing. */
function configEdits(from, to) {
	const { policy: policyBefore, disks: _, ...before } = from?.content ?? {};
	const { policy: policyAfter, disks: __, ...after } = to?.content ?? {};
	return {
		policy: differences(policyBefore ?? {}, policyAfter ?? {}),
		measuring: differences(before, after)
	};
}
function differences(before, after) {
	const from = new Map(Object.entries(before));
	const to = new Map(Object.entries(after));
	return [.../* @__PURE__ */ new Set([...from.keys(), ...to.keys()])].map((key) => ({
		key,
		from: spelled(from.get(key)),
		to: spelled(to.get(key))
	})).filter((edit) => edit.from !== edit.to).map((edit) => `${edit.key} ${edit.from} -> ${edit.to}`);
}
/** The files are whoever's: a value that is long is cut. */
function spelled(value) {
	if (value === void 0) return "(default)";
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

// src/action/base-policy.ts
/**
* The policy that holds at the base commit: otherwise a pull request could lower the bar that it has to pass. What it edits
* of policy and measuring is told. Without a config at the base, or with one that is broken, there is only its own.
*/
function policyOfBase({ base, head, config, raw }) {
	const commit = base.commit.slice(0, 12);
	const workflow = base.isWorkflowEdited ? ["This pull request edits the workflow that runs the gate, whose inputs count as written there."] : [];
	if (base.config === void 0) {
		const own = `The config file is new here, so this run was judged by its own policy: the base ${commit} has none.`;
		return {
			...judging(head),
			notes: config === void 0 ? workflow : [own, ...workflow]
		};
	}
	const judged = resolveJudging({
		raw,
		configFile: base.config,
		origin: "action"
	}, []);
	if (!judged.ok) {
		const [first] = judged.rejections;
		const why = first === void 0 ? "" : `: ${describeRejection(first)}`;
		return {
			...judging(head),
			notes: [`The config file of the base can't be used, so this run was judged by its own policy${why}`, ...workflow]
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

// src/action/baseline.ts
/**
* Directory of the baseline store: what input or config name, else one for each gate (workflow, job and leg of a matrix) of a repository in
* the runner's tool cache: two gates measure other arms, and each would miss its own in the other's runs.
* A relative path is `bad-argument`: checkout's `git clean` would delete it before the next run could read it.
*/
function baselineDirectory(named, facts) {
	if (named === void 0) {
		const { toolCache, repository } = facts;
		if (toolCache !== void 0) return join(toolCache, "storage-gate", repository.owner, repository.name, gateKey(facts));
		throw new GateError("bad-argument", {
			problem: "there is no place for the baseline: RUNNER_TOOL_CACHE is not set, and the input baseline is empty",
			remedy: "set `baseline: dir:/some/absolute/path` to a directory that outlives the job"
		});
	}
	const location = requireStore(named, "input baseline");
	if (location.kind !== "dir") throw new GateError("bad-argument", {
		problem: `the baseline ${named} can't take the runs of the default branch`,
		remedy: "write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache"
	});
	if (isAbsolute(location.path)) return location.path;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, so the next checkout would delete it`,
		remedy: "write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache"
	});
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
* What the disks were before: as the config of the base commit says; or, where inputs name them, as the newest stored run
* has them. Undefined where neither tells.
*/
function disksBefore({ config, request, newest }) {
	if (!(request.raw.disks ?? []).some((spec) => spec.trim() !== "") && config !== void 0) {
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
* Whether the head's given parts are the base side's, or, where none is given for that, those of the newest stored run; by
* their digests, and false where they can't be known.
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
/** Undefined where the host's own is used. What can't be read is like nothing: measuring will say what is wrong with it. */
async function digestOf(path) {
	if (path === void 0) return void 0;
	try {
		return await fileDigest(resolve(path));
	} catch {
		return unreadable;
	}
}

// src/action/preparation.ts
/**
* Settles what is measured and how it is judged. On a pull request and in a merge queue the policy is that of the base
* commit, and the disks as they were there are measured next to the new ones, where inputs don't name a base side.
*/
async function prepareGate({ inputs, facts, signal }) {
	const { raw } = inputs;
	const { workspace } = facts;
	const config = await readConfigFile(inputs.config, workspace);
	const request = {
		raw,
		configFile: config,
		origin: "action",
		randomSeed: randomInt(2 ** 32),
		workspace
	};
	const head = requireSettings(request);
	const configPath = inputs.config ?? "storage-gate.yml";
	const base = await readBase({
		configPath,
		config,
		facts,
		signal
	});
	if (base === void 0) return {
		settings: head,
		...await storeOf(head, facts),
		notes: [],
		isUnchanged: false
	};
	const { notes, ...judging } = policyOfBase({
		base,
		head,
		config,
		raw
	});
	const settings = {
		...head,
		...judging
	};
	const opened = await storeOf(settings, facts);
	const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
	const compared = await compareSides({
		config: base.config,
		request,
		newest,
		settings
	});
	const isAsked = facts.pullRequest?.labels.includes("storage-gate-measure") ?? false;
	return {
		settings: {
			...requireSettings({
				...request,
				raw: {
					...raw,
					baseDisks: compared.baseDisks
				}
			}),
			...judging
		},
		...opened,
		notes,
		isUnchanged: compared.isUnchanged && !isAsked
	};
}
async function storeOf({ baseline }, facts) {
	const path = baselineDirectory(baseline, facts);
	return {
		store: await openDirectoryStore({ path }),
		baseline: `dir:${path}`
	};
}
/** What is to be measured as the base side, and whether it is the head's own subject. */
async function compareSides({ config, request, newest, settings }) {
	const { baseDisks = [] } = request.raw;
	if (baseDisks.some((spec) => spec.trim() !== "")) return {
		baseDisks,
		isUnchanged: false
	};
	const now = disksOf(settings);
	const before = disksBefore({
		config,
		request,
		newest
	});
	if (before === void 0 || now.size === 0) return {
		baseDisks: [],
		isUnchanged: false
	};
	const isUnchanged = sameDisks(before, now) && await sameParts(settings, newest);
	return {
		baseDisks: settings.site.base === void 0 && hasGivenParts(settings) ? [] : baseSpecs(before, now),
		isUnchanged
	};
}

// src/github/annotation.ts
/** GitHub shows 10 of each level a step, of 4,096 characters each; the tenth is left to what ends the step. */
const mostOfLevel = 9;
const mostCharacters = 4096;
/** Those that GitHub will show; where a level has too many, its last says how many are in the summary only. */
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

// src/github/summary.ts
/** Most bytes that GitHub takes for the summary of one step; more is dropped altogether. */
const summaryLimit = 1048576;
/**
* Appends Markdown, with foreign text already escaped, to the step's summary. Returns why that failed, or undefined: a
* report that cannot be shown never changes the gate's result.
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
		return error instanceof Error ? error.message : String(error);
	}
}

// src/action/announcement.ts
/**
* An error for each gated cell that regressed or is missing (a warning where the policy lets it pass), and a sentence for
* the run. `titleOf` gives the reader's name of a workload.
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
/** Tells everybody what was found: outputs, step summary, annotations, comment and status; fails the step where the gate failed. */
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
	setOutput("comment-url", await tellPullRequest({
		finding,
		facts,
		inputs,
		signal
	}));
	noteEnding("told");
	if (failure !== void 0) setFailed(failure);
}
/** Writes a file and names it in an output. */
async function keepFile(o) {
	await writeFile(o.path, o.text);
	setOutput(o.output, o.path);
}
function announcementOf(finding) {
	if (finding.kind === "nothing-changed") return {
		annotations: [],
		failure: void 0,
		regressions: 0
	};
	const { run, judgement } = finding.judged;
	return announce(judgement, titlesOf(run));
}

// src/github/trust.ts
/**
* Why nothing is measured for this event, or undefined where it may be. `pull_request_target` runs with the base's
* secrets and a writing token: measuring there would hand both to whoever opens a pull request.
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
/** Why this run is not kept as a baseline, or undefined where it may be: only the default branch's own code is. */
function recordingRefusal(facts) {
	const { eventName, ref, defaultBranch } = facts;
	if (!recordingEvents.includes(eventName)) return `the event ${eventName} does not record; ${recordingEvents.join(", ")} on the default branch do`;
	if (defaultBranch === void 0) return `the event ${eventName} does not tell the default branch`;
	if (ref !== `refs/heads/${defaultBranch}`) return `${ref} is not the default branch, refs/heads/${defaultBranch}`;
}

// src/action.ts
const signal = cancelOnSignals();
/** Who is to be told of trouble: nobody before event and inputs are known, nor once there is a verdict. */
let waiting;
try {
	await gate();
} catch (error) {
	await fail(signal.aborted ? signal.reason : error);
}
/** Inputs to verdict, in the order that a reader of the log sees. */
async function gate() {
	const facts = readGithubFacts(process.env);
	const refusal = measuringRefusal(facts);
	if (refusal !== void 0) throw new GateError("bad-argument", {
		problem: refusal,
		remedy: "run this workflow on pull_request instead"
	});
	const inputs = readInputs();
	waiting = {
		facts,
		inputs,
		begun: void 0
	};
	noteEnding("begun");
	const earlier = await settledBefore(facts, signal);
	if (earlier !== void 0) return repeat(earlier, facts);
	const preparation = await prepareGate({
		inputs,
		facts,
		signal
	});
	setOutput("baseline", preparation.baseline);
	const job = {
		preparation,
		inputs,
		facts,
		reports: await mkdtemp(join(facts.runnerTemp, "storage-gate-"))
	};
	if (preparation.isUnchanged) return publish({
		kind: "nothing-changed",
		notes: preparation.notes
	}, job);
	waiting = {
		facts,
		inputs,
		begun: postBeginning({
			facts,
			inputs
		})
	};
	const { recordedAt } = await measureAndJudge(job);
	if (recordedAt !== void 0) writeLog(`- kept as a baseline: ${recordedAt}`);
}
/** The job has the colour of what was judged before: the label that it runs for changes nothing. */
async function repeat({ state, description }, { pullRequest }) {
	const text = `${pullRequest?.headSha.slice(0, 12)} was judged already, and the label changes nothing: ${description}`;
	writeLog(`- ${text}`);
	noteEnding("told");
	waiting = void 0;
	if (state === "failure") setFailed(text);
	await writeSummary(`### Storage gate\n\n${escapeMarkdown(text)}`, process.env);
}
/** A status that says that the gate is at work; whoever is refused it is told at the end. */
async function postBeginning({ facts, inputs }) {
	await postStatus({
		facts,
		status: {
			state: "pending",
			description: "measuring"
		},
		policy: inputs.status,
		signal
	}).catch(() => void 0);
}
async function measureAndJudge(job) {
	const { preparation, inputs, facts, reports } = job;
	const { settings, store, notes } = preparation;
	const cleanup = await prepareCleanup();
	for (const parent of [settings.site.directory, ...Object.values(settings.site.hostDirectories)]) cleanup.watch(parent);
	const ask = () => Promise.resolve(inputs.install === "auto");
	await ensurePackages({
		assumeYes: inputs.install === "auto",
		ask,
		say: writeLog,
		signal
	});
	return runGate({
		...settings,
		store,
		record: isRecorded(inputs, facts),
		commit: facts.sha,
		cacheDirectory: join(facts.toolCache ?? facts.runnerTemp, "storage-gate-cache"),
		toolVersion,
		report: showProgress({
			write: (text) => writeLog(text.trimEnd()),
			isTty: false,
			columns: 120,
			now: () => performance.now() / 1e3
		}),
		signal,
		keep: (run) => keepFile({
			output: "run-path",
			path: join(reports, "run.json"),
			text: encodeRun(run)
		}),
		publish: (judged) => publish({
			kind: "judged",
			judged,
			notes
		}, job)
	});
}
/** From here on there is a verdict, which no later trouble may replace. */
async function publish(finding, job) {
	await waiting?.begun;
	await publishFinding({
		...job,
		finding,
		signal
	});
	waiting = void 0;
}
function isRecorded({ record }, facts) {
	const refusal = record === "never" ? "the input record is never" : recordingRefusal(facts);
	if (refusal !== void 0) writeLog(`- this run will not be kept as a baseline: ${refusal}`);
	return refusal === void 0;
}
/** The only catch-all: what ended the run is told in log and summary, and decides the exit status. */
async function fail(error) {
	setFailed(describeError(error).slice(0, 4096));
	setOutput("verdict", "error");
	await writeSummary(describeFailure(error), process.env);
	process.exitCode = exitStatusOf(error);
	if (waiting !== void 0) await tellTrouble(waiting, error);
}
/** A cancelled step has seconds only, so its post step tells it. */
async function tellTrouble({ facts, inputs, begun }, error) {
	const reason = error instanceof GateError ? error.facts.problem : "a bug of qemu-storage-gate ended the run";
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
/** A runner cancels with SIGINT, sent to node alone, and with SIGTERM 7.5 s later. */
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

export {  };