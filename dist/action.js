import { a as getInput, c as setFailed, i as error, l as setOutput, o as getMultilineInput, r as prepareCleanup, s as notice, t as writeLog, u as warning } from "./chunks/log.js";
import { $ as encodeRun, C as openDirectoryStore, D as runGate, Q as parseWord, S as toolVersion, X as settingNames, Y as requireSettings, a as titlesOf, f as formatChange, g as formatShare, i as renderMarkdown, l as headlineOf, m as formatInterval, n as showProgress, t as ensurePackages, w as requireStore, y as formatValue } from "./chunks/setup.js";
import { A as _coercedNumber, D as url$1, _ as int, b as object, c as exitStatusOf, d as ZodNumber, k as ZodError, o as GateError, s as describeError, w as string } from "./chunks/scratch.js";
import { isAbsolute, join, resolve } from "node:path";
import { readFileSync } from "node:fs";
import { randomInt } from "node:crypto";
import { appendFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// node_modules/zod/v4/classic/coerce.js
function number(params) {
	return _coercedNumber(ZodNumber, params);
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

// src/action/gate-key.ts
/** Tells one gate of a repository from its others: workflow and job, as one word that is safe in paths and comments. */
function gateKey({ workflow, job }) {
	return `${workflow}.${job}`.replace(/[^\w.-]+/g, "-").slice(0, 100);
}

// src/action/baseline.ts
/**
* Directory of the baseline store: what input or config name, else one for each gate (workflow and job) of a repository in
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
	const { kind, path } = requireStore(named, "input baseline");
	if (kind !== "dir") throw new GateError("bad-argument", {
		problem: `the baseline ${named} can't take the runs of the default branch`,
		remedy: "write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache"
	});
	if (isAbsolute(path)) return path;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, so the next checkout would delete it`,
		remedy: "write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache"
	});
}

// src/github/retry.ts
/** Attempts in all, and the seconds that may be spent waiting between them. */
const mostAttempts = 4;
const patience = 120;
/**
* Repeats a request that GitHub turned down for the moment: 404 (replicas lag behind), 5xx and rate limits. Waits as
* long as `retry-after` or `x-ratelimit-reset` ask, else 1, 2 and 4 s; throws the last failure when that takes too long.
* Source: docs.github.com, "Best practices for using the REST API", "Handle rate limit errors appropriately".
*/
async function withPatience(attempt, signal) {
	let waited = 0;
	for (let failures = 0;; failures++) try {
		return await attempt();
	} catch (error) {
		signal.throwIfAborted();
		const wait = secondsToWait(error, failures);
		if (wait === void 0 || failures + 1 === mostAttempts || waited + wait > patience) throw error;
		await setTimeout(wait * 1e3, void 0, { signal });
		waited += wait;
	}
}
/** Tells octokit's failures from everything else. */
function isHttpFailure(error) {
	return error instanceof Error && "status" in error && typeof error.status === "number";
}
/** True where GitHub asks to slow down; such a 403 says nothing about permissions. */
function isRateLimit(error) {
	if (!isHttpFailure(error)) return false;
	if (error.status === 429) return true;
	const headers = error.response?.headers ?? {};
	const limited = headers["retry-after"] !== void 0 || String(headers["x-ratelimit-remaining"]) === "0";
	return error.status === 403 && (limited || /rate limit/i.test(error.message));
}
function secondsToWait(error, failures) {
	if (!isHttpFailure(error)) return void 0;
	const asked = secondsAsked(error.response?.headers ?? {});
	if (isRateLimit(error)) return asked ?? 60;
	return error.status === 404 || error.status >= 500 ? asked ?? 2 ** failures : void 0;
}
function secondsAsked(headers) {
	const after = Number(headers["retry-after"] ?? NaN);
	if (after >= 0) return after;
	const reset = Number(headers["x-ratelimit-reset"] ?? NaN);
	return String(headers["x-ratelimit-remaining"]) === "0" && reset > 0 ? Math.max(0, reset - Date.now() / 1e3) : void 0;
}

// src/github/comment.ts
/** Most characters that GitHub takes in a comment; more is answered with 422. */
const commentLimit = 65536;
/** Characters that `upsertComment` adds to a body of this key. */
function markerLength(key) {
	return markerOf(key).length + 1;
}
/**
* Posts `body` on the pull request, in place of the comment that an earlier run of the same key left. That one is known
* by a hidden marker at its start and by its author: a marker can be copied by anybody. Every attempt looks it up anew,
* so that a comment which was posted although GitHub answered 5xx is not posted twice. Undefined where there was none to
* update and none was to be created.
*/
async function upsertComment(request) {
	const { facts, key, create, signal } = request;
	const body = `${markerOf(key)}\n${request.body}`;
	if (facts.pullRequest === void 0) return { refused: "the event has no pull request" };
	if (facts.token === void 0) return { refused: "the input github-token is empty" };
	if (body.length > 65536) return { refused: `it has ${body.length} characters, and GitHub takes at most ${commentLimit}` };
	const target = {
		...facts,
		number: facts.pullRequest.number,
		token: facts.token
	};
	try {
		return await withPatience(() => attemptUpsert({
			target,
			key,
			body,
			create,
			signal
		}), signal);
	} catch (error) {
		signal.throwIfAborted();
		return { refused: refusalOf(error) };
	}
}
function markerOf(key) {
	if (!/^[\w.-]{1,100}$/.test(key)) throw new GateError("bug", { problem: `${JSON.stringify(key)} is not a key of a comment` });
	return `<!-- qemu-storage-gate:${key} -->`;
}
async function attemptUpsert({ target, key, body, create, signal }) {
	const client = await connect(target, signal);
	const { owner, name: repo } = target.repository;
	const existing = await findComment({
		client,
		target,
		marker: markerOf(key),
		author: await ownLogin(client)
	});
	if (existing === void 0 && !create) return void 0;
	const { data } = existing === void 0 ? await client.rest.issues.createComment({
		owner,
		repo,
		issue_number: target.number,
		body
	}) : await client.rest.issues.updateComment({
		owner,
		repo,
		comment_id: existing,
		body
	});
	return { url: data.html_url };
}
/** Seconds for one attempt, after which a server that does not answer is given up. */
const attemptTimeout = 30;
/** Imported late: @actions/github reads the event's payload while it loads, and throws where that is malformed. */
async function connect({ token, apiUrl }, signal) {
	const { getOctokit } = await import("./chunks/github.js");
	return getOctokit(token, {
		baseUrl: apiUrl,
		request: { signal: AbortSignal.any([signal, AbortSignal.timeout(attemptTimeout * 1e3)]) },
		log: {
			debug: silent,
			info: silent,
			warn: silent,
			error: silent
		}
	});
}
function silent() {}
/** The account that the token posts as. GITHUB_TOKEN may not ask (403), and posts as github-actions[bot]. */
async function ownLogin(client) {
	try {
		return (await client.rest.users.getAuthenticated()).data.login;
	} catch (error) {
		if (isHttpFailure(error) && error.status === 403 && !isRateLimit(error)) return "github-actions[bot]";
		throw error;
	}
}
async function findComment({ client, target, marker, author }) {
	const pages = client.paginate.iterator(client.rest.issues.listComments, {
		owner: target.repository.owner,
		repo: target.repository.name,
		issue_number: target.number,
		per_page: 100
	});
	for await (const { data } of pages) {
		const own = data.find(({ user, body }) => user?.login === author && body?.startsWith(marker));
		if (own !== void 0) return own.id;
	}
}
/** Whatever kept the comment from being posted: it never changes the gate's result. */
function refusalOf(error) {
	if (!isHttpFailure(error)) return `what answered is not GitHub's API: ${(error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 300)}`;
	const answer = error.response === void 0 ? "GitHub could not be reached" : `GitHub answered ${error.status}`;
	const hint = error.status === 403 && !isRateLimit(error) ? "; the job needs `permissions: pull-requests: write`, and pull requests from forks and Dependabot never get it" : "";
	return `${answer}: ${error.message.replace(/\s+/g, " ").slice(0, 300)}${hint}`;
}

// src/action/comment.ts
/**
* Comments on the pull request, where there is one and the policy wants it; returns the comment's address, or an empty
* text. A refused comment is a notice: the report is in the step summary, and the gate's result stands.
*/
async function postComment({ judged, facts, policy, signal }) {
	if (facts.pullRequest === void 0 || policy === "never") return "";
	const key = gateKey(facts);
	const create = policy === "always" || hasChanged(judged.judgement);
	const outcome = await upsertComment({
		facts,
		key,
		body: commentText(judged, facts),
		create,
		signal
	});
	if (outcome === void 0) {
		writeLog("- nothing changed and there is no comment yet, so none is written (comment: on-change)");
		return "";
	}
	if ("url" in outcome) return outcome.url;
	notice(`the comment was not written: ${outcome.refused}. The report is in the step summary.`, { title: "storage gate" });
	return "";
}
/** Whether a reader would want to hear of it: a disk mode differs, or a gated cell moved, or the gate failed. */
function hasChanged({ passed, changes, cells }) {
	const moved = cells.some(({ gated, verdict }) => gated && [
		"regressed",
		"missing",
		"improved"
	].includes(verdict));
	return !passed || moved || changes.length > 0;
}
/** The report within GitHub's limit, and the commit and the attempt that it is about. */
function commentText(judged, facts) {
	const origin = `\n\n<sub>Measured at ${facts.pullRequest?.headSha ?? facts.sha} in ${runLink(facts)}.</sub>`;
	const limit = commentLimit - markerLength(gateKey(facts)) - origin.length;
	return `${renderMarkdown({
		...judged,
		limit
	}).trimEnd()}${origin}`;
}
function runLink({ serverUrl, repository, runId, runAttempt }) {
	return `[run ${runId}, attempt ${runAttempt}](${`${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}/attempts/${runAttempt}`})`;
}

// src/action/failure.ts
/** Markdown for the step summary of a run that did not end: what happened, as plain text that nothing can break out of. */
function describeFailure(error) {
	return `## Storage gate: the run did not come to its end\n\n<pre>\n${describeError(error).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n</pre>`;
}

// src/action/inputs.ts
/** Reads the inputs that action.yml declares; a word that is not known is `bad-argument`. */
function readInputs() {
	return {
		raw: {
			...Object.fromEntries(settingNames.map((name) => [name, getInput(name)])),
			disks: getMultilineInput("disks"),
			baseDisks: getMultilineInput("base-disks")
		},
		config: getInput("config") || void 0,
		comment: word("comment", [
			"always",
			"on-change",
			"never"
		]),
		record: word("record", ["auto", "never"]),
		install: word("install", ["auto", "never"])
	};
}
/** The config file's text, by its path below the workspace; undefined where there is none and none was named. */
async function readConfigFile(named, workspace) {
	const path = named ?? "storage-gate.yml";
	try {
		return {
			path,
			text: await readFile(resolve(workspace, path), "utf8")
		};
	} catch (cause) {
		if (named === void 0 && cause instanceof Error && "code" in cause && cause.code === "ENOENT") return void 0;
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new GateError("bad-config", {
			problem: `the config file ${path} cannot be read`,
			why,
			remedy: "check out the repository before this step, and give the path relative to the workspace"
		}, { cause });
	}
}
/** One of `words`; the first is the default, which also stands in action.yml. */
function word(name, words) {
	const text = getInput(name);
	if (text === "") return words[0];
	const outcome = parseWord(`input ${name}`, text, words);
	if (outcome.ok) return outcome.value;
	const [rejection] = outcome.rejections;
	throw new GateError("bad-argument", {
		problem: `${rejection?.path}: ${rejection?.problem}`,
		remedy: rejection?.remedy
	});
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

// src/github/environment.ts
const commit = string().regex(/^[0-9a-f]{40,64}$/, "is not a commit id");
const pathPart = string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/);
const fullName = object({ full_name: string() });
const eventPayload = object({
	repository: object({ default_branch: string().min(1) }).optional(),
	pull_request: object({
		number: int().positive(),
		head: object({
			sha: commit,
			repo: fullName.nullable()
		}),
		base: object({ repo: fullName })
	}).optional()
});
/**
* Reads the facts from a step's environment and from the event's payload. Throws `bad-argument` for a variable that is
* missing or malformed and `bad-document` for a payload that is.
*/
function readGithubFacts(env) {
	const eventName = required(env, "GITHUB_EVENT_NAME");
	const payload = readPayload(required(env, "GITHUB_EVENT_PATH"));
	const ref = required(env, "GITHUB_REF");
	return {
		eventName,
		repository: repositoryOf(required(env, "GITHUB_REPOSITORY")),
		ref,
		sha: matching({
			env,
			name: "GITHUB_SHA",
			schema: commit
		}),
		defaultBranch: defaultBranchOf({
			eventName,
			ref,
			payload
		}),
		actor: env.GITHUB_ACTOR || void 0,
		apiUrl: matching({
			env,
			name: "GITHUB_API_URL",
			schema: url
		}).replace(/\/+$/, ""),
		serverUrl: matching({
			env,
			name: "GITHUB_SERVER_URL",
			schema: url
		}).replace(/\/+$/, ""),
		workflow: required(env, "GITHUB_WORKFLOW"),
		job: required(env, "GITHUB_JOB"),
		runId: matching({
			env,
			name: "GITHUB_RUN_ID",
			schema: count
		}),
		runAttempt: matching({
			env,
			name: "GITHUB_RUN_ATTEMPT",
			schema: count
		}),
		workspace: required(env, "GITHUB_WORKSPACE"),
		runnerTemp: required(env, "RUNNER_TEMP"),
		toolCache: env.RUNNER_TOOL_CACHE || void 0,
		token: env["INPUT_GITHUB-TOKEN"]?.trim() || void 0,
		pullRequest: pullRequestOf(eventName, payload)
	};
}
const url = url$1({ protocol: /^https?$/ });
const count = number().int().positive();
function required(env, name) {
	const value = env[name];
	if (value !== void 0 && value !== "") return value;
	throw new GateError("bad-argument", {
		problem: `the environment variable ${name} is missing`,
		remedy: "run the action as a step of a workflow; outside of one use the command storage-gate"
	});
}
function matching({ env, name, schema }) {
	const value = required(env, name);
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new GateError("bad-argument", {
		problem: `the environment variable ${name} has the value ${JSON.stringify(value.slice(0, 200))}`,
		why: parsed.error.issues[0]?.message,
		remedy: "leave the variables that begin with GITHUB_ as the runner sets them"
	});
}
function repositoryOf(text) {
	const [owner, name, ...rest] = text.split("/");
	if (rest.length === 0 && pathPart.safeParse(owner).success && pathPart.safeParse(name).success) return {
		owner: String(owner),
		name: String(name)
	};
	throw new GateError("bad-argument", {
		problem: `the environment variable GITHUB_REPOSITORY has the value ${JSON.stringify(text.slice(0, 200))}`,
		remedy: "it has the form owner/name; leave it as the runner sets it"
	});
}
function readPayload(path) {
	try {
		return eventPayload.parse(JSON.parse(readFileSync(path, "utf8")));
	} catch (cause) {
		const [issue] = cause instanceof ZodError ? cause.issues : [];
		throw new GateError("bad-document", {
			problem: `the event's payload ${path} cannot be read`,
			why: issue === void 0 ? String(cause) : `${issue.path.join(".") || "it"}: ${issue.message}`,
			remedy: "leave GITHUB_EVENT_PATH as the runner sets it",
			path
		}, { cause });
	}
}
/** The payload of `schedule` holds no repository (seen by codeql-action #1211), but it only runs on the default branch. */
function defaultBranchOf(o) {
	const told = o.payload.repository?.default_branch;
	if (told !== void 0 || o.eventName !== "schedule") return told;
	return /^refs\/heads\/(.+)$/.exec(o.ref)?.[1];
}
function pullRequestOf(eventName, { pull_request: pull }) {
	if (!(eventName === "pull_request" || eventName === "pull_request_target")) return void 0;
	if (pull === void 0) throw new GateError("bad-document", { problem: `the payload of the event ${eventName} has no pull_request` });
	const home = pull.base.repo.full_name.toLowerCase();
	return {
		number: pull.number,
		headSha: pull.head.sha,
		fromFork: pull.head.repo?.full_name.toLowerCase() !== home
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
	const { recordedAt } = await measureAndJudge({
		inputs,
		settings: await settingsOf(inputs, facts),
		facts,
		reports: await mkdtemp(join(facts.runnerTemp, "storage-gate-"))
	});
	if (recordedAt !== void 0) writeLog(`- kept as a baseline: ${recordedAt}`);
}
async function settingsOf({ raw, config }, { workspace }) {
	const configFile = await readConfigFile(config, workspace);
	return requireSettings({
		raw,
		configFile,
		origin: "action",
		randomSeed: randomInt(2 ** 32),
		workspace
	});
}
async function measureAndJudge({ inputs, settings, facts, reports }) {
	const path = baselineDirectory(settings.baseline, facts);
	setOutput("baseline", `dir:${path}`);
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
		store: await openDirectoryStore({ path }),
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
			judged,
			inputs,
			facts,
			reports
		})
	});
}
function isRecorded({ record }, facts) {
	const refusal = record === "never" ? "the input record is never" : recordingRefusal(facts);
	if (refusal !== void 0) writeLog(`- this run will not be kept as a baseline: ${refusal}`);
	return refusal === void 0;
}
async function keepFile({ output, path, text }) {
	await writeFile(path, text);
	setOutput(output, path);
}
async function publish({ judged, inputs, facts, reports }) {
	const { judgement, run } = judged;
	const { annotations, failure, regressions } = announce(judgement, titlesOf(run));
	setOutput("verdict", judgement.verdict);
	setOutput("regressions", regressions);
	const report = renderMarkdown({
		...judged,
		limit: Math.floor(summaryLimit / 3) - 1
	});
	await keepFile({
		output: "report-path",
		path: join(reports, "report.md"),
		text: report
	});
	const unwritten = await writeSummary(report, process.env);
	if (unwritten !== void 0) notice(`storage gate: there is no step summary: ${unwritten}`);
	publishAnnotations(annotations);
	setOutput("comment-url", await postComment({
		judged,
		facts,
		policy: inputs.comment,
		signal
	}));
	if (failure !== void 0) setFailed(failure);
}
/** The only catch-all: what ended the run is told in log and summary, and decides the exit status. */
async function fail(error) {
	setFailed(describeError(error).slice(0, 4096));
	setOutput("verdict", "error");
	await writeSummary(describeFailure(error), process.env);
	process.exitCode = exitStatusOf(error);
}
/** A runner cancels with SIGINT, sent to node alone, and with SIGTERM 7.5 s later. */
function cancelOnSignals() {
	const controller = new AbortController();
	const why = "the comment of an earlier run stays as it is";
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