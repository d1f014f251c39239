import { $n as string, Gn as int, Hn as array, Yn as object, rr as uuid } from "./markdown.js";
import { D as saveState, T as getState } from "./ending.js";
import { a as startTimeOf, r as removeAbandonedScratch } from "./scratch.js";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { readFile, readdir } from "node:fs/promises";

// src/process/leftover.ts
/**
* Variable that a run puts into the environment of everything it starts; children of children
* inherit it.
*/
const variable = "STORAGE_GATE_MARK";
/**
* Marks whatever this process starts from now on, and returns the mark; our own /proc/PID/environ
* does not show it.
*/
function markChildren(env) {
	const mark = randomUUID();
	env[variable] = mark;
	return mark;
}
/** The process as it is now, or undefined where it has ended; a zombie has. */
async function identify(pid) {
	const started = await startTimeOf(pid);
	return started === void 0 ? void 0 : {
		pid,
		started
	};
}
/**
* Kills what still runs with `mark`, and `owner` if it still is the process that it was. Returns
* the ids of those killed, once they have ended; after three seconds it returns anyway. Processes
* that we may not look at are not ours.
*/
async function endLeftovers(o) {
	const owner = o.owner === void 0 ? void 0 : await unchanged(o.owner);
	const leftovers = [...owner === void 0 ? [] : [owner], ...await markedProcesses(o.mark)];
	for (const leftover of leftovers) await kill(leftover);
	const deadline = Date.now() + 3e3;
	while (Date.now() < deadline && (await Promise.all(leftovers.map(unchanged))).some(Boolean)) await setTimeout(20);
	return leftovers.map(({ pid }) => pid);
}
async function markedProcesses(mark) {
	const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid).map(Number);
	return (await Promise.all(pids.map(async (pid) => await carries(pid, mark) ? identify(pid) : void 0))).filter((identity) => identity !== void 0);
}
async function carries(pid, mark) {
	return (await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "")).split("\0").includes(`${variable}=${mark}`);
}
async function unchanged(identity) {
	const now = await identify(identity.pid);
	return now?.started === identity.started ? now : void 0;
}
async function kill(identity) {
	if (await unchanged(identity) === void 0) return;
	try {
		process.kill(identity.pid, "SIGKILL");
	} catch {}
}

// src/action/cleanup.ts
const schema = object({
	mark: uuid(),
	owner: object({
		pid: int().positive(),
		started: string()
	}).optional(),
	/** Directories in which this run makes its scratch. */
	parents: array(string())
});
/** Notes for the post step who we are, and marks everything that is started from now on. */
async function prepareCleanup() {
	const cleanup = {
		mark: markChildren(process.env),
		owner: await identify(process.pid),
		parents: []
	};
	saveState("cleanup", cleanup);
	return { watch: (parent) => {
		cleanup.parents.push(parent);
		saveState("cleanup", cleanup);
	} };
}
/**
* Ends the processes and removes the files that the main step left, which it only does when it was
* killed. Returns what it did, a line each; nothing where the main step never came as far as
* `prepareCleanup`.
*/
async function cleanUp() {
	const state = getState("cleanup");
	if (state === "") return [];
	const { mark, owner, parents } = schema.parse(JSON.parse(state));
	const killed = await endLeftovers({
		mark,
		owner
	});
	const removed = (await Promise.all(parents.map(removeAbandonedScratch))).flat();
	return [...killed.map((pid) => `ended process ${pid}`), ...removed.map((path) => `removed ${path}`)];
}

export { prepareCleanup as n, cleanUp as t };