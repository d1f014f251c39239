import { A as caveatText, En as messageOf, K as pause, Mt as mostYaml, Nn as logLine, Tn as hasCode, Xr as reject, qr as accept, sn as formatThroughput, tn as readBounded, xn as GateError } from "./guard.js";
import { L as findProgram, R as runTool } from "./ancestors.js";
import { resolve } from "node:path";
import { lstatSync, realpathSync } from "node:fs";
import { machine } from "node:os";

// src/config-file.ts
/**
* The text and path of the named config file below `directory`, or of storage-gate.yml if it
* exists; else undefined. `bad-config` with `remedy` where the file cannot be read.
*/
async function readConfigFile(named, { directory, remedy }) {
	const path = named ?? "storage-gate.yml";
	try {
		return {
			path,
			text: readBounded(resolve(directory, path), { most: mostYaml }).toString("utf8")
		};
	} catch (cause) {
		if (named === void 0 && hasCode(cause, "ENOENT")) return void 0;
		throw new GateError("bad-config", {
			problem: `the config file ${path} can't be read`,
			why: messageOf(cause),
			remedy
		}, { cause });
	}
}
/** Most bytes of a definition. */
const mostDefinition = 2 ** 20;
/**
* The definition that a path names, below the working directory. `bad-document` where there is no
* regular file, or none that can be read.
*/
function readSourceFile(path) {
	try {
		return {
			path,
			text: readSourceText(path)
		};
	} catch (cause) {
		const facts = {
			problem: `the definition ${path} can't be read`,
			why: messageOf(cause),
			remedy: "name a file of text",
			path
		};
		throw new GateError("bad-document", facts, { cause });
	}
}
/**
* Definitions of the work tree by the paths that a config names, below `directory`, the top of the
* repository: their texts, or why one can't be read. Absent ones are left out. Nothing but
* files of the repository itself is opened.
*/
function readDefinitions(paths, directory) {
	const texts = /* @__PURE__ */ new Map();
	for (const path of paths) try {
		const top = realpathSync(directory);
		const whole = resolve(top, path);
		if (lstatSync(whole, { throwIfNoEntry: false }) === void 0) continue;
		if (!whole.startsWith(`${top}/`) || realpathSync(whole) !== whole) throw new Error("it lies elsewhere, or behind a symbolic link");
		texts.set(path, accept(readSourceText(whole)));
	} catch (error) {
		texts.set(path, reject(path, messageOf(error), "name a regular file of the repository"));
	}
	return texts;
}
/** The text of a definition; its byte order mark is for the reader to see. */
function readSourceText(path) {
	const bytes = readBounded(path, { most: mostDefinition });
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

// src/host/packages.ts
/** What measuring needs on a host of this architecture (`uname -m`). */
function hostRequirements(architecture = machine()) {
	const packages = {
		[`qemu-system-${architecture}`]: qemuPackages[architecture] ?? "qemu-system",
		"qemu-img": "qemu-utils",
		"qemu-ga": "qemu-guest-agent",
		sysbench: "sysbench",
		fio: "fio",
		busybox: "busybox-static",
		mke2fs: "e2fsprogs",
		depmod: "kmod",
		setpriv: "util-linux",
		fincore: "util-linux-extra",
		ldd: "libc-bin",
		"dpkg-deb": "dpkg",
		zstd: "zstd",
		xz: "xz-utils"
	};
	return Object.entries(packages).map(([program, name]) => ({
		program,
		package: name
	}));
}
/** The requirements that this host lacks; it looks for files and runs nothing (about 2 ms). */
async function missingPackages(requirements = hostRequirements()) {
	const found = await Promise.all(requirements.map(({ program }) => findProgram(program)));
	return requirements.filter((_, index) => found[index] === void 0);
}
/**
* Installs missing host packages and returns their number; if all are present it takes milliseconds
* and prints nothing.
*/
async function ensurePackages(request) {
	const missing = await missingPackages();
	await installPackages({
		missing,
		...request
	});
	return missing.length;
}
/**
* Installs packages through apt-get, as root or by sudo, after printing their list. Throws
* `missing-packages` with the list and the command to run where there is no apt-get, no right or no
* consent, or where programs are missing still; `tool-failed` where apt-get failed.
*/
async function installPackages(installation) {
	const { missing, say, signal, terminal = process.stdin.isTTY } = installation;
	if (missing.length === 0) return;
	const packages = packagesOf(missing);
	say("This host lacks these packages:");
	for (const name of packages) say(`  ${name} (for ${missing.filter((requirement) => requirement.package === name).map(({ program }) => program).join(", ")})`);
	if (await findProgram("apt-get") === void 0) throw refusal(missing, "this host has no apt-get", "install the same programs with the package manager of this host (the names are those of Debian and Ubuntu)");
	await obtainConsent({
		...installation,
		terminal
	});
	const right = await obtainRight(terminal, signal);
	if (typeof right === "string") throw refusal(missing, right, "let an administrator run the command below");
	await installByApt({
		packages,
		right,
		say,
		signal
	});
	const remaining = await missingPackages(missing);
	if (remaining.length === 0) return;
	throw refusal(remaining, "apt-get ended without an error, but the programs are not in PATH, /usr/sbin or /sbin", "list the files of the packages: `dpkg -L PACKAGE`");
}
/** QEMU's system emulators by architecture, as Debian 12 and Ubuntu 24.04 package them. */
const qemuPackages = {
	x86_64: "qemu-system-x86",
	aarch64: "qemu-system-arm"
};
function packagesOf(missing) {
	return [...new Set(missing.map((requirement) => requirement.package))];
}
function refusal(missing, why, remedy) {
	const packages = packagesOf(missing);
	return new GateError("missing-packages", {
		problem: `this host lacks ${packages.length === 1 ? "the package" : "the packages"} ${packages.join(", ")}`,
		why,
		remedy,
		argv: [
			"sudo",
			"apt-get",
			"install",
			"--no-install-recommends",
			...packages
		]
	});
}
async function obtainConsent({ missing, assumeYes, ask, terminal }) {
	if (assumeYes) return;
	if (!terminal) throw refusal(missing, "stdin is not a terminal, so it cannot ask whether to install them", "run `storage-gate setup --yes`, or the command below");
	if (await ask("Install them now with apt-get?")) return;
	throw refusal(missing, "installing them was declined", "run `storage-gate setup` again, or the command below");
}
/**
* The words in front of a command that give it root's rights, or why there are none: root needs
* none, others need `sudo`, whose password is asked for on a terminal only.
*/
async function obtainRight(terminal, signal) {
	if (process.getuid?.() === 0) return [];
	if (await findProgram("sudo") === void 0) return "we are not root, and this host has no sudo";
	if ((await runTool({
		argv: [
			"sudo",
			"-n",
			"true"
		],
		accept: [0, 1],
		timeout: 30,
		signal
	})).exitCode === 0) return ["sudo", "-n"];
	return terminal ? ["sudo"] : "we are not root, and sudo asks for a password";
}
/**
* Installs packages without their recommendations and without questions. Package lists are fetched
* only where there are none, or where they prove too old. Throws `tool-failed` where apt-get fails.
*/
async function installByApt({ packages, right, say, signal }) {
	const update = async () => {
		say("Fetching package lists (apt-get update) ...");
		await runApt(right, ["update"], signal);
	};
	const install = async () => {
		say(`Installing ${packages.join(", ")} ...`);
		await runApt(right, [
			"install",
			"--yes",
			"--no-install-recommends",
			...packages
		], signal);
	};
	if ((await runApt([], [
		"indextargets",
		"--format",
		"$(FILENAME)",
		"Created-By: Packages"
	], signal)).trim() === "") await update();
	try {
		await install();
	} catch (error) {
		if (!saidByApt(error, staleLists)) throw error;
		await update();
		await install();
	}
}
/** What apt-get says where its lists are missing or older than the archive. */
const staleLists = /Unable to locate package|has no installation candidate|Unable to fetch some archives|404 {2}Not Found/;
/** Longest to wait for another apt, in seconds. */
const lockTimeoutSeconds = 120;
/**
* Runs apt-get, and again as long as another apt holds a lock: DPkg::Lock::Timeout makes it wait
* for dpkg's lock only, and fail at once on those of the lists and the archives (apt 2.6).
*/
async function runApt(right, words, signal) {
	const settings = [
		"env",
		"DEBIAN_FRONTEND=noninteractive",
		"LC_ALL=C"
	];
	const lock = ["-o", `DPkg::Lock::Timeout=${lockTimeoutSeconds}`];
	const argv = [
		...right,
		...settings,
		"apt-get",
		"-q",
		...lock,
		...words
	];
	const deadline = performance.now() + lockTimeoutSeconds * 1e3;
	for (;;) try {
		return (await runTool({
			argv,
			timeout: 1800,
			signal
		})).stdout;
	} catch (error) {
		if (!saidByApt(error, /Could not get lock/) || performance.now() > deadline) throw error;
		await pause(1, signal);
	}
}
function saidByApt(error, what) {
	return error instanceof GateError && what.test(error.facts.stderrTail ?? "");
}

// src/progress-display.ts
/**
* Shows progress on stderr: a line for each phase and each measured arm, and on a terminal one live
* line below them that says what runs at the moment, how much is done and how long the rest will
* take.
*/
function showProgress({ write, isTty, columns, now }) {
	let live = false;
	let firstStep;
	const clear = () => {
		if (live) write("\r\x1B[2K");
		live = false;
	};
	return (progress) => {
		if (progress.kind !== "measuring") {
			clear();
			write(`${logLine(lineOf(progress))}\n`);
			return;
		}
		const moment = now();
		firstStep ??= moment;
		if (!isTty) return;
		clear();
		write(logLine(liveLine(progress, moment - firstStep)).slice(0, columns - 1));
		live = true;
	};
}
function lineOf(progress) {
	switch (progress.kind) {
		case "phase": return `- ${progress.text}`;
		case "caveat": return `! ${caveatText(progress.caveat)}`;
		case "measured": {
			const cells = Object.entries(progress.throughput).map(([workload, value]) => `${workload} ${formatThroughput(value)}`);
			return `  round ${progress.round}  ${progress.arm.padEnd(14)} ${cells.length === 0 ? "no value" : cells.join("  ")}`;
		}
		case "round": {
			const { total, share } = summaryOf(progress.timing);
			return `  round ${progress.round}  done ${total.toFixed(0)} s after the start, ${share} % of them measuring`;
		}
		case "timing": return describeTiming(progress);
		default: return progress;
	}
}
function summaryOf({ boot, prepare, measure, rest }) {
	const total = boot + prepare + measure + rest;
	return {
		total,
		share: Math.round(100 * measure / total)
	};
}
function describeTiming(timing) {
	const { boot, prepare, measure, rest, peakMemory } = timing;
	const { total, share } = summaryOf(timing);
	const memory = Math.round(peakMemory / 2 ** 20);
	return `- ${Object.entries({
		boot,
		prepare,
		measure,
		rest
	}).map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`).join(", ")}: ${share} % of ${total.toFixed(0)} s was measuring; this process took ${memory} MiB at most`;
}
function liveLine(step, elapsed) {
	const { round, rounds, arm, workload, done, total } = step;
	const width = 20;
	const filled = Math.floor(width * done / total);
	const left = done === 0 ? "" : `, ${clock(elapsed / done * (total - done))} left`;
	const percent = Math.floor(100 * done / total);
	return `  [${"#".repeat(filled)}${".".repeat(width - filled)}] ${percent} %${left}: round ${round} of ${rounds}, ${arm}, ${workload}`;
}
function clock(seconds) {
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export { readConfigFile as a, mostDefinition as i, ensurePackages as n, readDefinitions as o, missingPackages as r, readSourceFile as s, showProgress as t };