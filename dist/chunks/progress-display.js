import { $t as findProgram, Ar as messageOf, Ft as mostYaml, Ir as logLine, Qn as readBounded, Qt as runGit, Tr as GateError, bi as mostDefinition, bn as pause, ea as accept, in as runTool, kr as hasCode, or as formatThroughput, ra as reject, z as caveatText } from "./guard.js";
import { d as readLayer, u as readChain, v as emulatorName } from "./base-side.js";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { lstatSync, realpathSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";

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

// src/measure/base-images.ts
/**
* A base side with its own images as the base commit has them, chain and all, in a directory that
* the program removes at its end. A disk whose image is there and can't be read is `unread`; one
* whose image is none of that commit, such as that of a build, has no base here.
*/
async function withBaseImages(side, repository) {
	const asked = Object.entries(side?.images ?? {});
	if (side === void 0 || asked.length === 0) return side;
	const parent = join(repository.workspace, ".storage-gate");
	await mkdir(parent, { recursive: true });
	const within = await mkdtemp(join(parent, "base-images-"));
	process.once("exit", () => rmSync(within, {
		recursive: true,
		force: true
	}));
	const unread = new Map(side.unread);
	const images = {};
	for (const [name, file] of asked) {
		const named = relative(repository.top, resolve(repository.workspace, file.path));
		const found = {
			...file,
			path: join(within, named),
			within
		};
		const why = await extractChain(named, found, repository);
		if (why === void 0) images[name] = found;
		else if (why !== "absent") unread.set(name, `the image ${named} of the base can't be read: ${why}; name a base-image`);
	}
	return {
		...side,
		unread,
		images
	};
}
async function extractChain(named, image, { extract }) {
	try {
		let [path, format] = [named, image.format];
		for (let layer = 1; layer <= 16; layer += 1) {
			if (path.startsWith("..") || isAbsolute(path)) return `layer ${layer} is none of the repository`;
			const to = join(image.within, path);
			await mkdir(dirname(to), { recursive: true });
			const why = await extract(path, to);
			if (why !== void 0) return layer === 1 ? why : `layer ${layer}, ${path}: ${why}`;
			const { backing } = (await readLayer(to, format)).header ?? {};
			if (backing === void 0) break;
			path = isAbsolute(backing.name) ? backing.name : join(dirname(path), backing.name);
			format = backing.format === "raw" ? "raw" : void 0;
		}
		await readChain(image, image.within);
		return;
	} catch (error) {
		return messageOf(error).replaceAll(`${image.within}/`, "").slice(0, 300);
	}
}

// src/store/git/extract.ts
/** A regular file of a commit; why it is none; undefined where there is nothing. */
async function entryAt(path, { commit, top }) {
	const way = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
	const args = [
		"--literal-pathspecs",
		"ls-tree",
		"-lz",
		"--full-tree",
		commit,
		"--",
		...way
	];
	const entry = (await runGit({
		args,
		cwd: top
	})).stdout.split("\0").find((line) => {
		const name = line.slice(line.indexOf("	") + 1);
		return name === path || way.includes(name) && !line.includes(" tree ");
	});
	if (entry === void 0) return void 0;
	const [, oid = "", size] = /^100(?:644|755) blob (\w+) +(\d+)\t/.exec(entry) ?? [];
	return size === void 0 || !entry.endsWith(`\t${path}`) ? reject(path, "it is no regular file at the base") : accept({
		oid,
		size: Number(size)
	});
}
/** Writes files of a commit; what it lacks, and the head's commit too, is absent. */
function extractFrom(at) {
	return async (path, to) => {
		try {
			const entry = await entryAt(path, at).catch(async (error) => {
				if (await entryAt(path, {
					...at,
					commit: "HEAD"
				}) === void 0) return void 0;
				throw error;
			});
			if (entry === void 0) return "absent";
			if (!entry.ok) return entry.rejections[0]?.problem;
			const { oid, size } = entry.value;
			const args = [
				"cat-file",
				"blob",
				oid
			];
			if (size < 1024 && (await runGit({
				args,
				cwd: at.top
			})).stdout.startsWith(lfs)) return "it is a pointer of Git LFS";
			await runGit({
				args,
				cwd: at.top,
				to,
				timeout: 1800
			});
			return;
		} catch (error) {
			if (!(error instanceof GateError)) throw error;
			return "it is not in this clone (fetch-depth: 0 fetches it)";
		}
	};
}
const lfs = "version https://git-lfs.github.com/spec/";

// src/host/managers.json
var managers = {
	"apt": {
		"program": "apt-get",
		"systems": ["debian", "ubuntu"],
		"install": [
			"apt-get",
			"install",
			"--no-install-recommends"
		]
	},
	"dnf": {
		"program": "dnf",
		"systems": [
			"fedora",
			"rhel",
			"centos"
		],
		"install": ["dnf", "install"]
	},
	"zypper": {
		"program": "zypper",
		"systems": [
			"opensuse",
			"suse",
			"sles"
		],
		"install": ["zypper", "install"]
	},
	"pacman": {
		"program": "pacman",
		"systems": ["arch", "archarm"],
		"install": [
			"pacman",
			"-S",
			"--needed"
		]
	},
	"apk": {
		"program": "apk",
		"systems": ["alpine"],
		"install": ["apk", "add"]
	},
	"nix": {
		"program": "nix-shell",
		"systems": ["nixos"],
		"install": ["nix-shell", "-p"]
	}
};
var programs = {
	"qemu-system-x86_64": {
		"apt": "qemu-system-x86",
		"dnf": "qemu-system-x86-core",
		"zypper": "qemu-x86",
		"pacman": "qemu-system-x86",
		"apk": "qemu-system-x86_64",
		"nix": "qemu"
	},
	"qemu-system-aarch64": {
		"apt": "qemu-system-arm",
		"dnf": "qemu-system-aarch64-core",
		"zypper": "qemu-arm",
		"pacman": "qemu-system-aarch64",
		"apk": "qemu-system-aarch64",
		"nix": "qemu"
	},
	"qemu-img": {
		"apt": "qemu-utils",
		"dnf": "qemu-img",
		"zypper": "qemu-img",
		"pacman": "qemu-img",
		"apk": "qemu-img",
		"nix": "qemu"
	},
	"qemu-ga": {
		"apt": "qemu-guest-agent",
		"dnf": "qemu-guest-agent",
		"zypper": "qemu-guest-agent",
		"pacman": "qemu-guest-agent",
		"apk": "qemu-guest-agent",
		"nix": "qemu.ga"
	},
	"sysbench": {
		"apt": "sysbench",
		"dnf": "sysbench",
		"zypper": "sysbench",
		"pacman": "sysbench",
		"apk": "sysbench",
		"nix": "sysbench"
	},
	"fio": {
		"apt": "fio",
		"dnf": "fio",
		"zypper": "fio",
		"pacman": "fio",
		"apk": "fio",
		"nix": "fio"
	},
	"busybox": {
		"apt": "busybox-static",
		"dnf": "busybox",
		"zypper": "busybox-static",
		"pacman": "busybox",
		"apk": "busybox",
		"nix": "busybox"
	},
	"mke2fs": {
		"apt": "e2fsprogs",
		"dnf": "e2fsprogs",
		"zypper": "e2fsprogs",
		"pacman": "e2fsprogs",
		"apk": "e2fsprogs",
		"nix": "e2fsprogs"
	},
	"setpriv": {
		"apt": "util-linux",
		"dnf": "util-linux",
		"zypper": "util-linux",
		"pacman": "util-linux",
		"apk": "setpriv",
		"nix": "util-linux"
	},
	"fincore": {
		"apt": "util-linux-extra",
		"dnf": "util-linux",
		"zypper": "util-linux",
		"pacman": "util-linux",
		"apk": "util-linux-misc",
		"nix": "util-linux"
	},
	"ldd": {
		"apt": "libc-bin",
		"dnf": "glibc-common",
		"zypper": "glibc",
		"pacman": "glibc",
		"apk": "musl-utils",
		"nix": "glibc.bin"
	},
	"depmod": { "apt": "kmod" }
};

// src/host/packages.ts
const managerNames = Object.keys(managers);
/**
* This host's package manager: of those in PATH the one that the system names as its own, else the
* first; where none is in PATH, the system's own nevertheless, for its names.
*/
async function findManager(release = "/etc/os-release") {
	const systems = [...(await readFile(release, "utf8").catch(() => "")).matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].join(" ").split(/[^\w.-]+/);
	const own = (name) => managers[name].systems.some((system) => systems.includes(system));
	const paths = await Promise.all(managerNames.map((name) => findProgram(managers[name].program)));
	const present = managerNames.filter((_, index) => paths[index] !== void 0);
	return present.find(own) ?? present[0] ?? managerNames.find(own);
}
/**
* What measuring needs on a host of this architecture, as node names it; `no-accelerator` where no
* guest can run. What only one manager has a name for is needed where that manager is.
*/
function hostRequirements(manager, architecture) {
	const emulator = emulatorName(architecture);
	return Object.entries(programs).flatMap(([program, names]) => {
		if (program.startsWith("qemu-system-") && program !== emulator) return [];
		const isCommon = Object.keys(names).length > 1;
		const name = manager === void 0 ? void 0 : names[manager];
		return name === void 0 && !isCommon ? [] : [{
			program,
			package: name ?? program
		}];
	});
}
/** The requirements that this host lacks; it looks for files and runs nothing (about 2 ms). */
async function missingPackages(wanted) {
	const requirements = wanted ?? hostRequirements(await findManager());
	const found = await Promise.all(requirements.map(({ program }) => findProgram(program)));
	return requirements.filter((_, index) => found[index] === void 0);
}
/** The one command that installs what is missing; undefined where no package manager is known. */
async function installCommand(missing, manager) {
	const name = manager ?? await findManager();
	if (name === void 0) return void 0;
	return [
		...process.getuid?.() === 0 || name === "nix" ? [] : ["sudo"],
		...managers[name].install,
		...packagesOf(missing)
	];
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
	const manager = await findManager();
	const program = manager === void 0 ? "package manager" : managers[manager].program;
	const isThere = await findProgram(program) !== void 0;
	if (manager !== "apt" || !isThere) throw await refusal(missing, isThere ? `${program} is not run by storage-gate` : `this host has no ${program}`, `${isThere ? "run the command below, or " : ""}put the programs into a directory of PATH`);
	await obtainConsent({
		...installation,
		terminal
	});
	const right = await obtainRight(terminal, signal);
	if (typeof right === "string") throw await refusal(missing, right, "let an administrator run the command below");
	await installByApt({
		packages,
		right,
		say,
		signal
	});
	const remaining = await missingPackages(missing);
	if (remaining.length === 0) return;
	throw await refusal(remaining, "apt-get ended without an error, but the programs are not in PATH, /usr/sbin or /sbin", "list the files of the packages: `dpkg -L PACKAGE`");
}
function packagesOf(missing) {
	return [...new Set(missing.map((requirement) => requirement.package))];
}
async function refusal(missing, why, remedy) {
	const packages = packagesOf(missing);
	return new GateError("missing-packages", {
		problem: `this host lacks ${packages.length === 1 ? "the package" : "the packages"} ${packages.join(", ")}`,
		why,
		remedy,
		argv: await installCommand(missing)
	});
}
async function obtainConsent({ missing, assumeYes, ask, terminal }) {
	if (assumeYes) return;
	if (!terminal) throw await refusal(missing, "stdin is not a terminal, so it cannot ask whether to install them", "run `storage-gate setup --yes` or the command below, or give `install: auto`");
	if (await ask("Install them now with apt-get?")) return;
	throw await refusal(missing, "installing them was declined", "run `storage-gate setup` again, or the command below");
}
/**
* The words in front of a command that give it root's rights, or why there are none: root needs
* none, others need `sudo`, whose password is asked for on a terminal only.
*/
async function obtainRight(terminal, signal) {
	if (process.getuid?.() === 0) return [];
	if (await findProgram("sudo") === void 0) return "we are not root, and this host has no sudo";
	const may = (await runTool({
		argv: [
			"sudo",
			"-n",
			"true"
		],
		accept: [0, 1],
		timeout: 30,
		signal
	})).exitCode === 0;
	if (!may && !terminal) return "we are not root, and sudo asks for a password";
	const proxies = Object.keys(process.env).filter((name) => /^(https?|ftp|no)_proxy$/i.test(name));
	const keeps = proxies.length === 0 ? [] : [`--preserve-env=${proxies.join(",")}`];
	return [
		"sudo",
		...may ? ["-n"] : [],
		...keeps
	];
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

export { entryAt as a, readConfigFile as c, missingPackages as i, readDefinitions as l, ensurePackages as n, extractFrom as o, installCommand as r, withBaseImages as s, showProgress as t, readSourceFile as u };