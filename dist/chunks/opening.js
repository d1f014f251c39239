import { Dt as runTool, Ot as GateError, R as createScratch, U as readStoredFile, V as decodeStored, pt as parseDocumentName, z as removeAbandonedScratch } from "./markdown.js";
import { i as readSelected, n as acknowledgementDocument, r as runDocument, s as describeRefPlace, t as openDirectoryStore } from "./directory.js";
import { basename, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { mkdir, realpath, stat } from "node:fs/promises";
import { createHash } from "node:crypto";

// src/store/file.ts
/** The one run document at `path`; `bad-document` says what is wrong with it. Links are followed: the user named it. */
async function readRunFile(path) {
	const file = await readStoredFile(await realpath(path).catch(() => path));
	if ("run" in file) return file.run;
	throw new GateError("bad-document", {
		problem: `${path} can't be used: ${"reason" in file ? file.reason : "it is no run"}`,
		remedy: "give a document that `storage-gate measure --out` wrote",
		path
	});
}
/** One run document as a baseline: two documents are compared without a directory. It can't be recorded into. */
function openFileStore({ path }) {
	const refuse = async () => {
		const problem = `the baseline file:${path} is a single run and can't take another one`;
		throw new GateError("bad-argument", {
			problem,
			remedy: "record into dir:PATH",
			path
		});
	};
	return {
		entries: async () => [{
			kind: "run",
			path,
			fingerprint: (await readRunFile(path)).fingerprint,
			name: void 0
		}],
		read: (entries) => Promise.all(entries.map((entry) => readStoredFile(entry.path))),
		list: async () => ({
			runs: [{
				run: await readRunFile(path),
				path
			}],
			acknowledgements: [],
			damaged: []
		}),
		append: refuse,
		acknowledge: refuse,
		remove: refuse,
		[Symbol.asyncDispose]: () => Promise.resolve()
	};
}

// src/store/git/remote.ts
/** What our own repository calls it; not `origin`, about which the user's files may say something. */
const remoteName = "storage-gate";
/** The repository that a job works for, with the job's own token; without one git asks nobody. */
function remoteWithToken({ url, token }) {
	if (token === void 0) return {
		url,
		settings: []
	};
	const key = `http.${new URL(url).origin}/.extraheader`;
	const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
	return {
		url,
		settings: [[key, ""], [key, `AUTHORIZATION: basic ${basic}`]]
	};
}
/**
* Where the clone around `cwd` pushes to, by the remote `origin`, with the settings of the clone that matter for getting
* there: proxy, credentials, ssh command. The clone is only read. `store-unusable` where there is none.
*/
async function remoteOfClone(cwd, signal) {
	const top = await topOfClone(cwd, signal);
	if (top === void 0) throw missing$1(`${cwd} lies in no git repository, so there is no remote to keep baselines in`);
	const { stdout } = await readClone({
		cwd,
		args: [
			"config",
			"--list",
			"-z",
			"--show-scope"
		],
		signal
	});
	const own = settingsOf(stdout);
	const valueOf = (key) => own.findLast(([name]) => name === key)?.[1];
	const url = valueOf("remote.origin.url");
	if (url === void 0) throw missing$1(`the git repository ${top} has no remote called origin`);
	const pushUrl = valueOf("remote.origin.pushurl");
	return {
		url: absolute(url, top),
		settings: [...own.filter(([key]) => takenOver.test(key)).map(([key, value]) => [renamed(key), value]), ...pushUrl === void 0 ? [] : [[renamed("remote.origin.pushurl"), absolute(pushUrl, top)]]]
	};
}
/** Text that may be shown: without the password that some put into an address. */
function withoutPasswords(text) {
	return text.replaceAll(/(\w+:\/\/)[^\s/@]*@/g, "$1***@");
}
/** `url.*.insteadOf` too: the address is taken as written, so that git itself applies it. */
const takenOver = /^(?:http|credential|url|ssh|protocol)\.|^core\.(?:sshcommand|gitproxy|askpass)$|^remote\.origin\.(?:proxy|proxyauthmethod|uploadpack|receivepack)$/;
function renamed(key) {
	return key.replace(/^remote\.origin\./, `remote.${remoteName}.`);
}
async function topOfClone(cwd, signal) {
	const accept = [0, 128];
	const top = await readClone({
		cwd,
		args: ["rev-parse", "--show-toplevel"],
		signal,
		accept
	});
	if (top.exitCode === 0) return top.stdout.trimEnd();
	if (/dubious ownership/.test(top.stderr)) throw missing$1(top.stderr.split("\n")[0] ?? "", "see safe.directory in git-config(1)");
	const bare = await readClone({
		cwd,
		args: ["rev-parse", "--absolute-git-dir"],
		signal,
		accept
	});
	return bare.exitCode === 0 ? bare.stdout.trimEnd() : void 0;
}
/** Without optional locks git writes nothing into a repository that it only looks at. */
async function readClone({ cwd, args, signal, accept }) {
	return runTool({
		argv: ["git", ...args],
		cwd,
		env: {
			LC_ALL: "C",
			GIT_OPTIONAL_LOCKS: "0"
		},
		signal,
		accept
	});
}
/** `SCOPE NUL KEY LF VALUE NUL …`; what the user's or the system's files say, git finds by itself. */
function settingsOf(listing) {
	const words = listing.split("\0");
	const settings = [];
	for (let index = 0; index + 1 < words.length; index += 2) {
		const [key = "", ...value] = (words[index + 1] ?? "").split("\n");
		if (words[index] === "local" || words[index] === "worktree") settings.push([key, value.join("\n")]);
	}
	return settings;
}
/** A path on this machine counts from the clone, as git counts it; `host:path` and `scheme://` are none. */
function absolute(url, top) {
	return /^[^/]*:/.test(url) ? url : resolve(top, url);
}
function missing$1(problem, remedy = "stand in a clone that has a remote origin, or give --baseline dir:PATH") {
	return new GateError("store-unusable", {
		problem,
		remedy
	});
}

// src/store/git/data-ref.ts
/** Marks a ref as ours, so that a slip (`git:main`) neither reads nor changes anybody's branch. */
const markerPath = ".storage-gate-store";
/** Fetches the ref as it is now; `tool-failed` where the remote can't be reached, `store-unusable` where it is not ours. */
async function fetchTip(repository, { ref, folder }) {
	const fetch = [
		"fetch",
		"--depth=1",
		"--filter=blob:none",
		"--no-tags",
		"--no-write-fetch-head",
		"--quiet"
	];
	const { exitCode, stderr } = await absentAccepted(() => repository.git([
		...fetch,
		remoteName,
		`+${ref}:${tipRef}`
	]));
	if (exitCode !== 0) return {
		commit: void 0,
		documents: [],
		strangers: [],
		oids: /* @__PURE__ */ new Map(),
		complete: false
	};
	const commit = (await repository.git([
		"rev-parse",
		"--verify",
		`${tipRef}^{commit}`
	])).stdout.trim();
	const top = folder === "" ? "" : `${folder}/`;
	const wanted = [
		markerPath,
		`${top}runs`,
		`${top}acknowledgements`
	];
	const { stdout } = await repository.git([
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		commit,
		"--",
		...wanted
	]);
	const lines = stdout.split("\0").filter((line) => line !== "");
	if (!lines.some((line) => line.endsWith(`\t${".storage-gate-store"}`))) throw notOurs(ref);
	return {
		commit,
		complete: stderr.includes("filtering not recognized"),
		...documentsIn(lines, top)
	};
}
const tipRef = "refs/storage-gate/tip";
async function absentAccepted(fetch) {
	try {
		return await fetch();
	} catch (error) {
		const stderr = error instanceof GateError ? error.facts.stderrTail ?? "" : "";
		if (/couldn't find remote ref/i.test(stderr)) return {
			exitCode: 128,
			stderr
		};
		throw error;
	}
}
function documentsIn(lines, top) {
	const documents = [];
	const strangers = [];
	const oids = /* @__PURE__ */ new Map();
	for (const line of lines) {
		const [, mode, oid = "", path = ""] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
		oids.set(path, oid);
		const [, folder, fingerprint, file] = documentPattern.exec(path.slice(top.length)) ?? [];
		if (!path.startsWith(top) || fingerprint === void 0 || file === void 0) continue;
		const name = mode === "100644" ? parseDocumentName(file) : void 0;
		if (name === void 0) strangers.push(path);
		else documents.push({
			kind: folder === "runs" ? "run" : "acknowledgement",
			path,
			oid,
			fingerprint,
			name
		});
	}
	return {
		documents,
		strangers,
		oids
	};
}
const documentPattern = /^(runs|acknowledgements)\/([0-9a-f]{16,64})\/([^/]+\.json)$/;
function notOurs(ref) {
	return new GateError("store-unusable", {
		problem: `${ref} holds something else than a baseline store: it lacks the file ${markerPath}`,
		remedy: "name a ref that does not exist yet, such as git:storage-gate-baselines"
	});
}

// src/store/git/commit.ts
/** The ref of our own repository that the new commit gets. */
const nextRef = "refs/storage-gate/next";
/**
* Writes blobs, trees and a commit on a tip, or a first one, by one call of git. Contents that were not fetched need not be
* here: a tree only names them.
*/
async function writeCommit(repository, { tip, added, removed, message }) {
	const files = tip.commit === void 0 ? new Map([...firstFiles, ...added]) : added;
	const input = [
		"feature done",
		`commit ${nextRef}`,
		`committer qemu-storage-gate <qemu-storage-gate@localhost> ${Math.floor(Date.now() / 1e3)} +0000`,
		dataOf(message),
		...tip.commit === void 0 ? [] : [`from ${tip.commit}`],
		...[...files].flatMap(([path, content]) => [`M 100644 inline ${path}`, dataOf(content)]),
		...removed.map((path) => `D ${path}`),
		"done\n"
	].join("\n");
	await repository.git("fast-import --quiet --force".split(" "), { input });
}
/** The object name that git gives a content. */
function blobName(content) {
	return createHash("sha1").update(`blob ${Buffer.byteLength(content)}\0`).update(content).digest("hex");
}
function dataOf(content) {
	return `data ${Buffer.byteLength(content)}\n${content}`;
}
/** What a reader of the branch finds first, and the mark that it is ours. */
const firstFiles = /* @__PURE__ */ new Map([["README.md", `# Baselines of qemu-storage-gate

Written by qemu-storage-gate; nothing here is edited by hand. Each file below \`runs/\` is one run: folder by environment,
name by start, commit and digest; below \`acknowledgements/\` is what people said of them. Nothing is changed. A checkout of this branch can be used as
\`--baseline dir:PATH\`.
`], [markerPath, "layout 1\n"]]);

// src/store/git/contents.ts
/** Largest document that is taken from a ref, in bytes: anybody who may push can put anything there. */
const largestBlob = 8 * 2 ** 20;
/** Most bytes that are taken from a ref at once. */
const mostBytes = 64 * 2 ** 20;
/** Reads documents of a ref, in the order of the entries. `have` is what the repository holds already, and grows. */
async function readContents(repository, { entries, have }) {
	const refused = await fetchBlobs(repository, [...new Set(entries.map(({ oid }) => oid))].filter((oid) => !have.has(oid)));
	for (const { oid } of entries) if (!refused.has(oid)) have.add(oid);
	const sizes = await sizesOf(repository, entries.filter(({ oid }) => have.has(oid)));
	const texts = await textsOf(repository, affordable(sizes));
	return entries.map(({ oid, path, kind }) => {
		const text = texts.get(oid);
		if (text !== void 0) return decodeStored(text, {
			name: basename(path),
			kind
		});
		const why = refused.get(oid);
		if (why !== void 0) return { reason: `the remote does not hand it over: ${why}` };
		const size = sizes.get(oid) ?? 0;
		if (size > largestBlob) return { reason: `it has ${size} bytes, more than the ${largestBlob} of the largest document` };
		return { reason: `the documents before it already have ${mostBytes} bytes` };
	});
}
/**
* Fetches blobs by their names, all at once, as git itself does for a partial clone. Where that fails, half by half, so
* that one damaged object does not hide all others; where not one of them can be had, the remote is what is wrong.
*/
async function fetchBlobs(repository, oids) {
	const refused = /* @__PURE__ */ new Map();
	let first;
	const fetchSome = async (some) => {
		try {
			await fetchAtOnce(repository, some);
		} catch (error) {
			first ??= error;
			if (some.length === 1) {
				for (const oid of some) refused.set(oid, describe(error));
				if (refused.size > mostRefused) throw first;
				return;
			}
			const half = some.length >> 1;
			await fetchSome(some.slice(0, half));
			await fetchSome(some.slice(half));
		}
	};
	if (oids.length > 0) await fetchSome(oids);
	if (oids.length > 0 && refused.size === oids.length) throw first;
	return refused;
}
/** Damaged objects that are looked for one by one, before the remote as a whole counts as damaged. */
const mostRefused = 3;
async function fetchAtOnce(repository, oids) {
	const args = [
		"-c",
		"fetch.negotiationAlgorithm=noop",
		"fetch",
		...[
			"--no-tags",
			"--no-write-fetch-head",
			"--recurse-submodules=no",
			"--filter=blob:none",
			"--quiet"
		],
		"--stdin",
		remoteName
	];
	await repository.git(args, { input: oids.map((oid) => `${oid}\n`).join("") });
}
function describe(error) {
	return ((error instanceof Error && "facts" in error ? error.facts.stderrTail : "") ?? "").split("\n").find((line) => /error|fatal/.test(line))?.slice(0, 200) ?? "git fetch failed";
}
async function sizesOf(repository, entries) {
	if (entries.length === 0) return /* @__PURE__ */ new Map();
	const input = [...new Set(entries.map(({ oid }) => oid))].map((oid) => `${oid}\n`).join("");
	const { stdout } = await repository.git(["cat-file", "--batch-check"], { input });
	const found = [...stdout.matchAll(/^([0-9a-f]+) blob (\d+)$/gm)];
	return new Map(found.map(([, oid = "", size]) => [oid, Number(size)]));
}
/** Those of a bearable size, until the sum is reached. */
function affordable(sizes) {
	let sum = 0;
	const taken = [...sizes].filter(([, size]) => {
		if (size > largestBlob || sum + size > mostBytes) return false;
		sum += size;
		return true;
	});
	return new Map(taken);
}
/** Group by group below what is kept of a tool's output. */
async function textsOf(repository, sizes) {
	const texts = /* @__PURE__ */ new Map();
	for (const group of groupsOf(sizes)) {
		const input = group.map((oid) => `${oid}\n`).join("");
		const { stdout } = await repository.git(["cat-file", "--batch"], {
			input,
			encoding: "latin1"
		});
		let at = 0;
		for (const oid of group) {
			const start = stdout.indexOf("\n", at) + 1;
			const end = start + (sizes.get(oid) ?? 0);
			texts.set(oid, Buffer.from(stdout.slice(start, end), "latin1").toString("utf8"));
			at = end + 1;
		}
	}
	return texts;
}
function groupsOf(sizes) {
	const groups = [];
	let sum = Number.POSITIVE_INFINITY;
	for (const [oid, size] of sizes) {
		const needed = size + 200;
		if (sum + needed > groupBytes) {
			groups.push([]);
			sum = 0;
		}
		groups.at(-1)?.push(oid);
		sum += needed;
	}
	return groups;
}
/** Below the 16 MiB that runTool keeps; so a single document must be smaller too. */
const groupBytes = 15 * 2 ** 20;

// src/store/git/append.ts
/** Adds documents to a tree: where each is then. One that is there stays the only one, a damaged one of its name too. */
function proposeDocuments(documents, place) {
	const top = place.folder === "" ? "" : `${place.folder}/`;
	for (const { content } of documents) if (Buffer.byteLength(content) > largestBlob) throw tooLarge(Buffer.byteLength(content), place);
	const named = documents.map((document) => ({
		...document,
		oid: blobName(document.content)
	}));
	return ({ oids }) => {
		const added = /* @__PURE__ */ new Map();
		const result = named.map(({ folder, name, content, oid }) => {
			const path = freePath(`${top}${folder}/${name}`, {
				oids,
				oid
			});
			if (!oids.has(path)) added.set(path, content);
			return path;
		}).map((path) => `${place.ref}:${path}`);
		return {
			added,
			removed: [],
			message: messageOf([...added.keys()]),
			result
		};
	};
}
function freePath(stem, { oids, oid }) {
	for (let number = 1;; number += 1) {
		const path = number === 1 ? `${stem}.json` : `${stem}.${number}.json`;
		const found = oids.get(path);
		if (found === void 0 || found === oid) return path;
	}
}
/** Takes documents out of the tree; the history of the ref still has them. */
function proposeRemoval(paths) {
	return ({ oids }) => {
		const removed = paths.filter((path) => oids.has(path));
		const message = `Prune ${removed.length} runs\n\n${removed.join("\n")}\n`;
		return {
			added: /* @__PURE__ */ new Map(),
			removed,
			message,
			result: void 0
		};
	};
}
function messageOf(paths) {
	const what = paths.some((path) => path.includes("acknowledgements/")) ? "acknowledgement" : "run";
	return `${paths.length === 1 ? `Record a${what === "run" ? "" : "n"} ${what}` : `Record ${paths.length} ${what}s`}\n\n${paths.join("\n")}\n`;
}
function tooLarge(bytes, place) {
	return new GateError("bad-document", {
		problem: `the document to be recorded has ${bytes} bytes, at most ${largestBlob} can be stored in ${describeRefPlace(place)}`,
		remedy: "measure fewer rounds, or give --baseline dir:PATH"
	});
}

// src/store/git/trouble.ts
/** The `store-unusable` that says what git's failure means, and what helps. */
function storeTrouble({ place, remote, verb, words, error }) {
	const facts = error instanceof GateError ? error.facts : void 0;
	const said = withoutPasswords(words ?? facts?.stderrTail ?? "");
	const { why, remedy } = meanings.find(({ pattern }) => pattern.test(said)) ?? unknown;
	return new GateError("store-unusable", {
		problem: `the baseline store ${describeRefPlace(place)} at ${withoutPasswords(remote.url)} can not be ${verb}`,
		why: why ?? facts?.problem,
		remedy,
		exitCode: facts?.exitCode,
		stderrTail: said === "" ? void 0 : said
	}, { cause: error });
}
/** Whether trying again may help: somebody else was faster, or the other end did not answer. */
function isPassing(words) {
	return passing.test(words);
}
const passing = /stale info|fetch first|non-fast-forward|failed to (?:update ref|lock)|cannot lock ref|incorrect old value|reference already exists|remote ref updated|atomic transaction failed|Internal Server Error|try again|(?:early|unexpected) EOF|hung up|unexpected disconnect|timed out|Connection (?:refused|reset)|HTTP 5\d\d|RPC failed/i;
const unknown = { remedy: "see what git says, try the same with `git fetch` and `git push`, or give --baseline dir:PATH" };
/** git's and GitHub's own words, in the order in which they are looked for. */
const meanings = [
	{
		pattern: /protected branch|GH006|GH013|hook declined|rule violations/i,
		why: "the remote refuses pushes to this ref: it is protected, or a hook declined",
		remedy: "let the account of the gate push to it (on GitHub: exempt it in the branch rules), or name another ref"
	},
	{
		pattern: /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission (?:to .* )?denied|The requested URL returned error: 40[13]|Write access to repository not granted|insufficient permission|not permitted/i,
		why: "the remote does not let us: the credentials are missing, or may not do this",
		remedy: "in a workflow give the job `permissions: contents: write`; elsewhere use credentials with which `git push` works"
	},
	{
		pattern: /not found|does not appear to be a git repository|No such file or directory|does not exist/i,
		why: "there is no such repository, or it is hidden from these credentials",
		remedy: "check the remote's address (`git remote -v`) and the credentials"
	},
	{
		pattern: /Could not resolve host|Connection (?:refused|reset|timed out)|unable to access|hung up|early EOF|Network is unreachable|HTTP 5\d\d/i,
		why: "the remote does not answer",
		remedy: "check the network, and run `storage-gate record` with the run document later"
	},
	{
		pattern: /stale info|fetch first|cannot lock ref|failed to update ref|incorrect old value|non-fast-forward/i,
		why: "each push came too late or was refused as if it had, until patience ended",
		remedy: "look for a stale lock file of this ref in the remote, and run `storage-gate record` with the run document again"
	}
];

// src/store/git/persistence.ts
/** How often a remote that does not answer is asked. */
const asked = 3;
/** Does something with the remote; asks again where it did not answer, and ends with `store-unusable` where it never does. */
async function persist(context, action) {
	for (let attempt = 1;; attempt += 1) try {
		return await action();
	} catch (error) {
		if (!(error instanceof GateError) || error.code !== "tool-failed") throw error;
		if (attempt >= asked || !isPassing(error.facts.stderrTail ?? "")) throw storeTrouble({
			...context,
			error
		});
		await pauseAfter({
			attempt,
			lasted: .5,
			signal: context.signal
		});
	}
}
/**
* Waits a random time that grows with the attempts, in units of what an attempt takes, so that writers who collided do not do
* so again and again: on average as long as one attempt at first, and half a minute at most.
*/
async function pauseAfter({ attempt, lasted, signal }) {
	const longest = Math.min(60, 2 * Math.max(.1, lasted) * 1.7 ** attempt);
	try {
		await setTimeout(1e3 * longest * Math.random(), void 0, { signal });
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	}
}

// src/store/git/repository.ts
/** Makes the repository; those of runs that were killed are removed on the way. */
async function createRepository({ cacheDirectory, remote, signal }) {
	const parent = join(cacheDirectory, "git");
	await mkdir(parent, { recursive: true });
	await removeAbandonedScratch(parent);
	await using resources = new AsyncDisposableStack();
	const scratch = resources.use(await createScratch({ parent }));
	const env = environmentOf(join(scratch.path, "repository"), remote);
	const git = (args, call = {}) => runGit({
		args,
		env,
		signal,
		call
	});
	await git([
		"init",
		"--quiet",
		"--bare",
		"--template=",
		join(scratch.path, "repository")
	]);
	const kept = resources.move();
	return {
		git,
		[Symbol.asyncDispose]: () => kept.disposeAsync()
	};
}
/** Seconds after which one command of git is given up: a remote may never answer, or hold a tree without an end. */
const longest = 180;
async function runGit({ args, env, signal, call }) {
	try {
		return await runTool({
			...call,
			argv: ["git", ...args],
			env,
			timeout: longest,
			signal
		});
	} catch (error) {
		if (!(error instanceof GateError) || error.code !== "missing-packages") throw error;
		throw new GateError("store-unusable", {
			problem: "the program git is not installed",
			remedy: "install git (`sudo apt-get install git`), or give --baseline dir:PATH"
		}, { cause: error });
	}
}
/** All that could lead git elsewhere is set: we may run inside of a hook, which has these set for its own repository. */
function environmentOf(directory, { url, settings }) {
	const own = [
		[`remote.${remoteName}.url`, url],
		[`remote.${remoteName}.promisor`, "true"],
		["gc.auto", "0"],
		["maintenance.auto", "false"],
		["core.hooksPath", "/dev/null"],
		["protocol.version", "2"],
		...settings
	];
	const before = Number(process.env["GIT_CONFIG_COUNT"] ?? 0) || 0;
	return {
		LC_ALL: "C",
		GIT_DIR: directory,
		GIT_COMMON_DIR: directory,
		GIT_OBJECT_DIRECTORY: join(directory, "objects"),
		GIT_ALTERNATE_OBJECT_DIRECTORIES: "",
		GIT_INDEX_FILE: join(directory, "own-index"),
		GIT_NAMESPACE: "",
		GIT_TERMINAL_PROMPT: "0",
		...process.env["SSH_ASKPASS"] === void 0 && {
			SSH_ASKPASS: "/bin/false",
			SSH_ASKPASS_REQUIRE: "force"
		},
		GIT_CONFIG_COUNT: String(before + own.length),
		...Object.fromEntries(own.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${before + index}`, key], [`GIT_CONFIG_VALUE_${before + index}`, value]]))
	};
}

// src/store/git/push.ts
/**
* Pushes the next commit with a lease: the remote moves the ref in one step, and only from where we saw it. A push whose connection broke
* counts as `again`: the next look at the ref tells whether it arrived.
*/
async function pushNext(repository, { ref, expected = "" }) {
	const args = [
		"push",
		"--porcelain",
		"--no-verify",
		"--no-signed",
		`--force-with-lease=${ref}:${expected}`,
		remoteName,
		`${nextRef}:${ref}`
	];
	try {
		const { exitCode, stdout, stderr } = await repository.git(args, { accept: [0, 1] });
		if (exitCode === 0) return { kind: "done" };
		const refusal = /^!\t.*$/m.exec(stdout)?.[0].split("	").slice(2).join(" ") ?? "";
		const words = `${refusal}\n${stderr}`.trim();
		return {
			kind: isPassing(refusal === "" ? stderr : refusal) ? "again" : "refused",
			words
		};
	} catch (error) {
		const words = error instanceof GateError ? error.facts.stderrTail ?? "" : "";
		if (error instanceof GateError && error.code === "tool-failed" && isPassing(words)) return {
			kind: "again",
			words
		};
		throw error;
	}
}

// src/store/git/update.ts
/**
* Brings the ref from the commit that it is at to one in which a proposal is fulfilled, in one commit. Where somebody else
* was faster, all over with what they left. Whatever happens on the way, the ref is as it was or holds all of it: only the
* remote's own step from one commit to the next counts.
*/
async function updateRef(context, propose) {
	const { repository, place, signal, onStep = () => void 0 } = context;
	const deadline = performance.now() + context.patience * 1e3;
	for (let attempt = 0;; attempt += 1) {
		const begin = performance.now();
		onStep("fetch");
		const tip = await persist({
			...context,
			verb: "written"
		}, () => fetchTip(repository, place));
		const proposal = propose(tip);
		if (proposal.added.size === 0 && proposal.removed.length === 0) return proposal.result;
		onStep("commit");
		await writeCommit(repository, {
			tip,
			...proposal
		});
		onStep("push");
		const outcome = await persist({
			...context,
			verb: "written"
		}, () => pushNext(repository, {
			ref: place.ref,
			expected: tip.commit
		}));
		onStep("pushed");
		if (outcome.kind === "done") return proposal.result;
		if (outcome.kind === "refused" || performance.now() > deadline) throw storeTrouble({
			...context,
			verb: "written",
			words: outcome.words
		});
		await pauseAfter({
			attempt,
			lasted: (performance.now() - begin) / 1e3,
			signal
		});
	}
}

// src/store/git/git-store.ts
const usualPatience = 300;
/**
* The store in a ref of a repository: append-only, one path for each document, one commit for each call. It works in a bare
* repository of its own and speaks to the remote alone: fetches the ref, adds to its tree, pushes with a lease, and starts
* over where somebody else was faster. What is read is the ref as it was when it was first looked at.
*/
async function openGitStore(request) {
	const { place } = request;
	const repository = await createRepository(request);
	const context = {
		...request,
		repository,
		patience: request.patience ?? usualPatience
	};
	const have = /* @__PURE__ */ new Set();
	let seen;
	const look = async () => {
		const tip = await persist({
			...context,
			verb: "read"
		}, () => fetchTip(repository, place));
		if (tip.commit === void 0 && request.mustExist === true) throw missing(request);
		if (tip.complete) for (const oid of tip.oids.values()) have.add(oid);
		return tip;
	};
	const tip = () => seen ??= look();
	const source = {
		entries: async () => (await tip()).documents,
		read: (entries) => persist({
			...context,
			verb: "read"
		}, () => readContents(repository, {
			entries,
			have
		}))
	};
	return {
		entries: source.entries,
		read: async (entries) => {
			const { documents } = await tip();
			const byPath = new Map(documents.map((document) => [document.path, document]));
			return source.read(entries.flatMap(({ path }) => byPath.get(path) ?? []));
		},
		list: async (query) => withStrangers(await readSelected(source, query), await tip()),
		append: async (runs) => updateRef(context, proposeDocuments(runs.map(runDocument), place)),
		acknowledge: async (acknowledgement) => {
			const documents = [acknowledgementDocument(acknowledgement)];
			return (await updateRef(context, proposeDocuments(documents, place)))[0] ?? "";
		},
		remove: (paths) => updateRef(context, proposeRemoval(paths)),
		[Symbol.asyncDispose]: () => repository[Symbol.asyncDispose]()
	};
}
/** What lies among the documents and is none is told, as in a directory. */
function withStrangers(content, { strangers }) {
	const reason = "neither its name nor its kind is that of a run document";
	return {
		...content,
		damaged: [...content.damaged, ...strangers.map((path) => ({
			path,
			reason
		}))]
	};
}
function missing({ place, remote }) {
	return new GateError("bad-argument", {
		problem: `the baseline ${describeRefPlace(place)} does not exist`,
		why: `${withoutPasswords(remote.url)} has no ${place.ref}`,
		remedy: "name a ref that `storage-gate run` or `record` stored into"
	});
}

// src/store/opening.ts
/** The store at a location; `store-unusable` where it can't be had. It is closed with its scope. */
async function openStore(location, context) {
	switch (location.kind) {
		case "dir": return openDirectoryStore({ path: location.path });
		case "file": return openFileStore({ path: location.path });
		case "git": return openRef(location, context);
		default: return location;
	}
}
/** The same, for reading what a user named: a directory or a ref that is missing is `bad-argument`. */
async function openExistingStore(location, context) {
	if (location.kind === "git") return openRef(location, {
		...context,
		mustExist: true
	});
	if (location.kind === "dir") await requireDirectory(location.path);
	return openStore(location, context);
}
async function openRef(place, context) {
	const { clone, signal } = context;
	const remote = typeof clone === "string" ? await remoteOfClone(clone, signal) : clone;
	return openGitStore({
		...context,
		place,
		remote
	});
}
async function requireDirectory(path) {
	const facts = await stat(path).catch((error) => {
		if (error.code === "ENOENT" || error.code === "ENOTDIR") return void 0;
		return { isDirectory: () => true };
	});
	if (facts?.isDirectory() === true) return;
	throw new GateError("bad-argument", {
		problem: `the baseline dir:${path} ${facts === void 0 ? "does not exist" : "is no directory"}`,
		why: `${resolve(path)} was looked at`,
		remedy: "name a directory that `storage-gate run` or `record` stored into, or one document as file:RUN.json",
		path
	});
}

export { readRunFile as i, openStore as n, remoteWithToken as r, openExistingStore as t };