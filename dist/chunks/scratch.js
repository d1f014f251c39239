import { ht as GateError } from "./markdown.js";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { access, constants as constants$1, mkdtemp, readFile, readdir, readlink, realpath, rm, stat, writeFile } from "node:fs/promises";

// src/core/parse-json.ts
/** The value of a JSON text; undefined, which no JSON text is, where it is none. */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/process/owner.ts
/** This process as an owner. */
async function currentOwner() {
	const startTime = await startTimeOf(process.pid);
	if (startTime === void 0) throw new Error("/proc/self/stat tells no start time");
	return {
		pid: process.pid,
		startTime,
		bootId: await readBootId(),
		namespace: await pidNamespace()
	};
}
/** Whether a process still lives; `unknown` for one in another pid namespace of this very boot. */
async function ownerState(owner) {
	if (owner.bootId !== await readBootId()) return "dead";
	if (owner.namespace !== await pidNamespace()) return "unknown";
	return await startTimeOf(owner.pid) === owner.startTime ? "alive" : "dead";
}
/** The owner that a text of JSON names; undefined where it names none. */
function parseOwner(text) {
	const parsed = parseJson(text);
	if (typeof parsed !== "object" || parsed === null) return void 0;
	const { pid, startTime, bootId, namespace } = parsed;
	if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return void 0;
	if (typeof startTime !== "string" || typeof bootId !== "string" || typeof namespace !== "string") return void 0;
	return {
		pid,
		startTime,
		bootId,
		namespace
	};
}
/** Digits that change with each boot of the host. */
async function readBootId() {
	return (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
}
async function pidNamespace() {
	return readlink("/proc/self/ns/pid");
}
/** Field 22 of /proc/PID/stat (proc(5)); undefined where the process is gone or a zombie. */
async function startTimeOf(pid) {
	const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => void 0);
	const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
	const state = fields?.[0];
	return state === "Z" || state === "X" ? void 0 : fields?.[19];
}

// src/process/scratch.ts
const ownerFile = ".owner.json";
const namePattern = /^\.storage-gate-[A-Za-z0-9]{6}$/;
/**
* Seconds after which a scratch without a readable owner is no longer one that is just being made.
*/
const makingTime = 60;
/**
* Seconds after which a scratch counts as abandoned whose owner lived in a pid namespace that we
* can't see into.
*/
const strangersTime = 86400;
/**
* Makes a directory below `parent` that only we may enter and whose owner is known;
* `bad-directory`, `no-space`.
*/
async function createScratch({ parent }) {
	try {
		const path = await mkdtemp(join(await realpath(parent), ".storage-gate-"));
		await writeFile(join(path, ownerFile), JSON.stringify(await currentOwner()), { mode: 384 });
		return {
			path,
			[Symbol.asyncDispose]: () => rm(path, {
				recursive: true,
				force: true,
				maxRetries: 3
			})
		};
	} catch (cause) {
		throw unusable(parent, cause);
	}
}
/**
* A scratch for unix sockets, whose paths may be 107 bytes long: the usual scratch may lie deep
* (RUNNER_TEMP), so this one is made in the first short directory of the user's runtime directory,
* the system's temporary directory and /tmp.
*/
async function createSocketScratch() {
	for (const parent of socketParents()) if (await access(parent, constants$1.W_OK | constants$1.X_OK).then(() => true, () => false)) return createScratch({ parent });
	return createScratch({ parent: "/tmp" });
}
/**
* Removes the scratches below `parent` whose owner no longer lives, and returns their paths; those
* of a living owner stay. Abandoned socket scratches go with them.
*/
async function removeAbandonedScratch(parent) {
	for (const sockets of socketParents()) if (sockets !== parent) await sweep(sockets);
	return sweep(parent);
}
function socketParents() {
	const short = [
		process.env["XDG_RUNTIME_DIR"],
		tmpdir(),
		"/tmp"
	].filter((path) => path?.startsWith("/") && Buffer.byteLength(path) <= 79);
	return [...new Set(short)].filter((path) => path !== void 0);
}
async function sweep(parent) {
	const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
	const removed = [];
	for (const entry of entries) {
		if (!entry.isDirectory() || !namePattern.test(entry.name)) continue;
		const path = join(parent, entry.name);
		if (await isAbandoned(path).catch(() => false)) {
			if (await rm(path, {
				recursive: true,
				force: true,
				maxRetries: 3
			}).then(() => true, () => false)) removed.push(path);
		}
	}
	return removed;
}
async function isAbandoned(path) {
	const { mtimeMs, uid } = await stat(path);
	if (uid !== process.getuid?.()) return false;
	const age = (Date.now() - mtimeMs) / 1e3;
	const text = await readFile(join(path, ownerFile), "utf8").catch(() => "");
	const owner = parseOwner(text);
	if (owner === void 0) return age > makingTime && await isBare(path);
	const state = await ownerState(owner);
	return state === "dead" || state === "unknown" && age > strangersTime;
}
/**
* Without an owner only what was left before anything was put into it: a user's directory may have
* such a name.
*/
async function isBare(path) {
	return (await readdir(path)).every((name) => name === ownerFile);
}
function unusable(parent, cause) {
	if (cause.code === "ENOSPC" || cause.code === "EDQUOT") return new GateError("no-space", {
		problem: `no space left in ${parent}`,
		remedy: "free some space, or name another --directory",
		path: parent
	}, { cause });
	return new GateError("bad-directory", {
		problem: `no directory can be made in ${parent} (${cause.code ?? cause.message})`,
		remedy: "name a directory that exists and that you may write to",
		path: parent
	}, { cause });
}

export { startTimeOf as a, readBootId as i, createSocketScratch as n, parseJson as o, removeAbandonedScratch as r, createScratch as t };