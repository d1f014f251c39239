import { $ as parsePercentage, $t as cacheOf, At as runTool, B as removeAbandonedScratch, Bt as encodeRun, Cn as preprocess, Dn as union, En as string, Ft as isEligible, G as expectedMetrics, Gt as diskDefaults, H as decodeStored, Ht as aioEngines, Jt as preallocations, K as sideOrder, Lt as decodeAcknowledgement, Q as parseDuration, Qt as cacheModes, Rt as encodeAcknowledgement, Tn as strictObject, U as largestDocument, Ut as buses, Vt as namePattern, W as readStoredFile, Wt as discards, X as parseBlockSize, Xt as defaultThresholds, Y as require_dist, Yt as zeroDetections, Z as parseCount, Zt as cacheFlags, _n as array, _t as shortCommits, an as reject, at as hostJobs, bn as literal, cn as defaultDiskSize, ct as matchedJob, dn as gateSuite, en as describeCache, et as parseSize, fn as profiles, ft as acknowledgementName, gn as _enum, gt as parseDocumentName, ht as mayBeOf, in as describeRejection, it as hostJobName, jt as GateError, ln as leastDiskSize, lt as lookupIn, mt as documentName, nn as metricNames, nt as controlArms, ot as hostTarget, pn as roundsOf, q as verdicts, qt as imageFormats, rn as accept, rt as driveControlName, st as jobOf, tt as parseWord, un as seedSuite, ut as nameOf, vn as boolean, vt as commitOf, wn as record, xn as number, z as createScratch, zt as decodeRun } from "./markdown.js";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { access, link, mkdir, open, readFile, readdir, realpath, rename, rm, stat, unlink } from "node:fs/promises";
import { createHash, randomBytes } from "node:crypto";

// src/config/contamination.ts
const names = [
	"cpu",
	"steal",
	"io"
];
/**
* From where on others' load spoils a round, from `off` or `cpu=25%,steal=2%,io=5%`; what is left out keeps its default.
* `cpu` is in processors, so that 150% is one and a half of them; the others are shares.
*/
function parseContamination(where, text) {
	if (text.trim() === "off") return accept({});
	const thresholds = { ...defaultThresholds };
	for (const field of text.split(",")) {
		const match = /^\s*(\w+)=(\d+(?:\.\d+)?)\s?%\s*$/.exec(field);
		const name = match?.[1];
		if (match === null || !isName(name)) return reject(where, `"${field.trim()}" is no limit of contamination`, "write off, or limits such as cpu=25%,steal=2%,io=5%");
		thresholds[name] = Number(match[2]) / 100;
	}
	return accept(thresholds);
}
function isName(name) {
	return names.some((known) => known === name);
}

// src/core/impossible-mode.ts
/**
* Everything that refuses a mode which QEMU or a Linux guest would refuse or silently change; empty where it is
* possible. What depends on the build of QEMU or on the host is asked of them (qemu/features.ts).
*/
function impossibilities(mode) {
	return [
		nativeWithoutDirect,
		unknownToBus,
		onlyQcow2,
		clusterSize,
		zeroes,
		blockSizes,
		wholeBlocks
	].flatMap((rule) => rule(mode) ?? []);
}
const nativeWithoutDirect = ({ aio, cache }) => {
	if (aio !== "native" || cacheFlags(cache).direct) return void 0;
	return {
		problem: `aio=native needs O_DIRECT, which ${describeCache(cache)} does not use, so QEMU would refuse to open the image`,
		remedy: "use cache=none or cache=directsync with aio=native, or aio=threads or io_uring with this cache mode"
	};
};
/** A device has VIRTIO_QUEUE_MAX (1024) queues at most; virtio-scsi keeps three of them for itself and its events. */
const mostQueues = {
	"virtio-blk": 1024,
	"virtio-scsi": 1021,
	nvme: 0
};
const unknownToBus = ({ bus, iothread, numQueues }) => {
	if (bus === "nvme" && iothread) return {
		problem: "iothread=on has no effect on bus=nvme: QEMU's nvme device has no iothread property",
		remedy: "use bus=virtio-blk or bus=virtio-scsi, or leave iothread out"
	};
	if (numQueues === void 0) return void 0;
	if (bus === "nvme") return {
		problem: `num-queues=${numQueues} can't be set on bus=nvme: there the guest asks for as many queues as it has CPUs`,
		remedy: "use bus=virtio-blk or bus=virtio-scsi, or leave num-queues out"
	};
	if (numQueues >= 1 && numQueues <= mostQueues[bus]) return void 0;
	return {
		problem: `num-queues=${numQueues} is more than a device on bus=${bus} can have, or none`,
		remedy: `use 1 to ${mostQueues[bus]}`
	};
};
const onlyQcow2 = ({ format, clusterSize: cluster, preallocation, lazyRefcounts }) => {
	if (format === "qcow2") return void 0;
	const given = [
		cluster === void 0 ? void 0 : `cluster_size=${cluster}`,
		lazyRefcounts === true ? "lazy_refcounts=on" : void 0,
		preallocation === "metadata" ? "preallocation=metadata" : void 0
	].find((word) => word !== void 0);
	if (given === void 0) return void 0;
	return {
		problem: `${given} is an option of qcow2, which format=${format} does not know`,
		remedy: "use format=qcow2, or leave it out"
	};
};
const mebibyte = 2 ** 20;
/** Limits of qcow2 (docs/interop/qcow2.txt: cluster_bits at least 9; QEMU opens up to 21). */
const clusterSize = ({ clusterSize: cluster }) => {
	if (cluster === void 0 || isPowerOfTwo(cluster, {
		least: 512,
		most: 2 * mebibyte
	})) return void 0;
	return {
		problem: `cluster_size=${cluster} is no cluster size of qcow2`,
		remedy: "use a power of two from 512 to 2097152 (2MiB)"
	};
};
const zeroes = ({ detectZeroes, discard }) => {
	if (detectZeroes !== "unmap" || discard === "unmap") return void 0;
	return {
		problem: `detect-zeroes=unmap is not allowed with discard=${discard ?? diskDefaults.discard}: QEMU would refuse the disk`,
		remedy: "add discard=unmap, or use detect-zeroes=on"
	};
};
const logicalLimits = {
	least: 512,
	most: 4096
};
/**
* QEMU takes powers of two from 512 to 2 MiB, the logical one no larger than the physical one; a Linux guest reads no
* logical blocks larger than its pages (4 KiB on x86-64).
*/
const blockSizes = (mode) => {
	const { logicalBlockSize: logical = diskDefaults.logicalBlockSize } = mode;
	const { physicalBlockSize: physical = diskDefaults.physicalBlockSize } = mode;
	if (!isPowerOfTwo(logical, logicalLimits)) return {
		problem: `logical_block_size=${logical} is no block size that QEMU and a Linux guest both know`,
		remedy: "use 512, 1024, 2048 or 4096"
	};
	if (!isPowerOfTwo(physical, {
		least: 512,
		most: 2 * mebibyte
	})) return {
		problem: `physical_block_size=${physical} is no block size that QEMU knows`,
		remedy: "use a power of two from 512 to 2097152 (2MiB)"
	};
	if (logical <= physical) return void 0;
	return {
		problem: `logical_block_size=${logical} is more than physical_block_size=${physical}: QEMU would refuse the disk`,
		remedy: `add physical_block_size=${logical}`
	};
};
/** The rest of a block would be out of the guest's reach, and can't be read with O_DIRECT. */
const wholeBlocks = ({ size, logicalBlockSize = diskDefaults.logicalBlockSize }) => {
	if (size % logicalBlockSize === 0 || !isPowerOfTwo(logicalBlockSize, logicalLimits)) return void 0;
	return {
		problem: `size=${size} is no whole number of blocks of ${logicalBlockSize} bytes`,
		remedy: "use a size in KiB, MiB or GiB"
	};
};
function isPowerOfTwo(value, { least, most }) {
	return value >= least && value <= most && Number.isInteger(Math.log2(value));
}

// src/config/disk-mode.ts
/** Keys of a disk mode, in the order in which they are documented. */
const modeKeys = [
	"format",
	"cache",
	"cache.direct",
	"cache.no-flush",
	"write-cache",
	"aio",
	"bus",
	"iothread",
	"num-queues",
	"discard",
	"detect-zeroes",
	"logical_block_size",
	"physical_block_size",
	"cluster_size",
	"preallocation",
	"lazy_refcounts",
	"size"
];
/** Resolves a disk mode: flags override what `cache` sets, and what no disk can be is rejected with its reason. */
function parseDiskMode({ path, fields, defaultSize }) {
	const rejections = [];
	const take = (key, parse) => {
		const text = fields[key];
		if (text === void 0) return void 0;
		const outcome = parse(`${path}.${key}`, text);
		if (outcome.ok) return outcome.value;
		rejections.push(...outcome.rejections);
	};
	const mode = modeFrom(take, defaultSize);
	if (rejections.length === 0) rejections.push(...impossibilities(mode).map((impossibility) => ({
		path,
		...impossibility
	})));
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept(mode);
}
function modeFrom(take, defaultSize) {
	return {
		format: take("format", oneOf(imageFormats)) ?? "raw",
		cache: cacheFrom(take),
		aio: take("aio", oneOf(aioEngines)) ?? "threads",
		bus: take("bus", oneOf(buses)) ?? "virtio-blk",
		iothread: take("iothread", onOrOff) ?? false,
		size: take("size", parseSize) ?? defaultSize,
		...laterFields(take)
	};
}
/** Fields that stand in a document only where they are given: so those of before still mean the same. */
function laterFields(take) {
	const queues = (path, text) => parseCount(path, text, {
		least: 1,
		most: 1024
	});
	const given = {
		numQueues: take("num-queues", queues),
		discard: unlessDefault("discard", take("discard", oneOf(discards))),
		detectZeroes: unlessDefault("detectZeroes", take("detect-zeroes", oneOf(zeroDetections))),
		logicalBlockSize: unlessDefault("logicalBlockSize", take("logical_block_size", parseBlockSize)),
		physicalBlockSize: unlessDefault("physicalBlockSize", take("physical_block_size", parseBlockSize)),
		clusterSize: take("cluster_size", parseBlockSize),
		preallocation: unlessDefault("preallocation", take("preallocation", oneOf(preallocations))),
		lazyRefcounts: unlessDefault("lazyRefcounts", take("lazy_refcounts", onOrOff))
	};
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== void 0));
}
function unlessDefault(field, value) {
	return value === diskDefaults[field] ? void 0 : value;
}
function cacheFrom(take) {
	const named = take("cache", oneOf(cacheModes)) ?? "default";
	const set = cacheFlags(named === "default" ? "writeback" : named);
	return cacheOf({
		direct: take("cache.direct", onOrOff) ?? set.direct,
		noFlush: take("cache.no-flush", onOrOff) ?? set.noFlush,
		writeCache: take("write-cache", onOrOff) ?? set.writeCache
	});
}
function oneOf(words) {
	return (path, text) => parseWord(path, text, words);
}
function onOrOff(path, text) {
	const word = parseWord(path, text, ["on", "off"]);
	return word.ok ? accept(word.value === "on") : word;
}

// src/config/disk-spec.ts
/** Keys that a disk may have, in the order in which they are documented. */
const diskKeys = ["name", ...modeKeys];
const usage = "write a preset (default, writeback, writethrough, none, directsync, unsafe), host[:PATH], host-direct[:PATH], null, or fields such as name=prod,format=raw,cache=none,aio=native,bus=virtio-blk,iothread=on,size=1GiB";
/** Reads one SPEC of the command line: `none`, `none,aio=native,name=prod`, `name=prod,cache=none`, `host-direct:/mnt/data`, `null`. */
function parseDiskSpec(path, spec, defaultSize) {
	const host = /^(host|host-direct)(?::(.+?))?(?:,name=([^,]*))?$/.exec(spec.trim());
	if (host !== null) return hostRequest(path, {
		kind: host[1],
		directory: host[2],
		name: host[3]
	});
	const fields = fieldsOf(path, spec);
	if (!fields.ok) return fields;
	const { [nullKey]: isNull, ...rest } = fields.value;
	return isNull === void 0 ? diskRequest(path, rest, defaultSize) : nullRequest(path, rest, defaultSize);
}
/** Marks the fields of a null disk; no user can spell it as a key. */
const nullKey = "(null)";
function fieldsOf(path, spec) {
	const fields = {};
	for (const [index, word] of spec.split(",").entries()) {
		const [key = "", ...rest] = word.split("=");
		if (rest.length === 0 && index === 0 && isCacheMode(key.trim())) {
			fields.name = key.trim();
			fields.cache = key.trim();
			continue;
		}
		if (rest.length === 0 && index === 0 && key.trim() === "null") {
			fields.name = "null";
			fields[nullKey] = "";
			continue;
		}
		if (rest.length === 0) return reject(path, `"${word}" in "${spec}" is neither a preset nor a key=value pair`, usage);
		if (key in fields && !(index > 0 && key === "name")) return reject(path, `${key} stands twice in "${spec}"`);
		fields[key.trim()] = rest.join("=").trim();
	}
	return accept(fields);
}
/** Reads the fields of one disk; every rejection names the key. */
function diskRequest(path, fields, defaultSize) {
	const rejections = unknownKeys(path, fields, diskKeys);
	const mode = parseDiskMode({
		path,
		fields,
		defaultSize
	});
	if (!mode.ok) rejections.push(...mode.rejections);
	const name = parseName(path, fields.name);
	if (!name.ok) rejections.push(...name.rejections);
	if (rejections.length > 0 || !mode.ok || !name.ok) return {
		ok: false,
		rejections
	};
	const target = {
		kind: "disk",
		mode: mode.value
	};
	return accept({
		arm: {
			name: name.value,
			side: "head",
			target
		},
		hostDirectory: void 0
	});
}
/** A disk without storage under it: a control, since nothing that a pull request changes can make it slower. */
function nullRequest(path, fields, defaultSize) {
	const rejections = unknownKeys(path, fields, ["name", "size"]);
	const size = fields.size === void 0 ? accept(defaultSize) : parseSize(`${path}.size`, fields.size);
	if (!size.ok) rejections.push(...size.rejections);
	const name = parseName(path, fields.name);
	if (!name.ok) rejections.push(...name.rejections);
	if (rejections.length > 0 || !size.ok || !name.ok) return {
		ok: false,
		rejections
	};
	const target = {
		kind: "null",
		size: size.value
	};
	return accept({
		arm: {
			name: name.value,
			side: "control",
			target
		},
		hostDirectory: void 0
	});
}
function unknownKeys(path, fields, known) {
	return Object.keys(fields).filter((key) => !known.includes(key)).map((key) => ({
		path: `${path}.${key}`,
		problem: `unknown key "${key}"`,
		remedy: `use ${known.join(", ")}`
	}));
}
function hostRequest(path, { kind, directory, name }) {
	const named = parseName(path, name ?? (directory === void 0 ? kind : `${kind}-${slug(directory)}`));
	if (!named.ok) return named;
	const target = {
		kind: "host",
		direct: kind === "host-direct"
	};
	const arm = {
		name: named.value,
		side: "host",
		target
	};
	return accept({
		arm: directory === void 0 ? arm : {
			...arm,
			ownDirectory: true
		},
		hostDirectory: directory
	});
}
function parseName(path, name) {
	if (name === void 0) return reject(`${path}.name`, "the disk has no name", "add name=…, stable over commits");
	if (namePattern.test(name)) return accept(name);
	return reject(`${path}.name`, `"${name}" is not a name`, "use 1 to 64 letters, digits, \".\", \"_\" or \"-\", starting with a letter or digit");
}
function isCacheMode(text) {
	return cacheModes.includes(text);
}
/** A directory's path as a part of an arm's name: `/mnt/block` is `mnt-block`. */
function slug(path) {
	return path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "root";
}

// src/core/policy.ts
var import_dist = require_dist();
/** What a run is held against: the base side of the same run, the stored runs, or both: then the base side alone decides. */
const references = [
	"both",
	"base",
	"stored"
];
/** The policy that holds where nothing else is said. */
const defaultPolicy = {
	tolerance: .05,
	falseAlarm: .01,
	failOn: ["regressed", "missing"],
	cells: [],
	reference: "both"
};

// src/config/file-issue.ts
/** What the schema of the config found wrong, in words for whoever wrote the file, with the remedy. */
function describeIssue(issue, context) {
	const keys = issue.path;
	const path = context.where(keys);
	if (issue.code === "unrecognized_keys") {
		const remedy = `known here: ${context.knownKeys(keys).join(", ")}`;
		return issue.keys.map((key) => ({
			path: context.where([...keys, key]),
			problem: `unknown key "${key}"`,
			remedy
		}));
	}
	const found = valueAt(context.document, keys);
	return [{
		path,
		...keys.length === 0 ? wordsForFile(found) : wordsFor(issue, {
			keys,
			found
		})
	}];
}
const beginning = "begin it with the line \"version: 1\"";
function wordsForFile(found) {
	if (found === null || found === void 0) return {
		problem: "the file is empty",
		remedy: beginning
	};
	return {
		problem: "the file has no keys",
		remedy: `${beginning} and write each setting as "key: value"`
	};
}
function wordsFor(issue, { keys, found }) {
	const [key] = keys.slice(-1);
	if (key === "version" && keys.length === 1) return found === void 0 ? {
		problem: "the file does not say its version",
		remedy: beginning
	} : {
		problem: `must be 1, not ${JSON.stringify(found)}`,
		remedy: "there is no other version yet"
	};
	if (found === null) return {
		problem: "has no value",
		remedy: "give it one, or leave the key out"
	};
	if (issue.code === "invalid_value") return {
		problem: `${JSON.stringify(found)} is not known here`,
		remedy: `use one of: ${issue.values.join(", ")}`
	};
	if (issue.code === "invalid_union") return {
		problem: `must be one value, not ${kindOf(found)}`,
		remedy: `write it as "${key ?? ""}: value"`
	};
	if (issue.code !== "invalid_type") return { problem: issue.message };
	return {
		problem: `must be ${expectedWords[issue.expected] ?? issue.expected}, not ${kindOf(found)}`,
		...remedyFor(key)
	};
}
const expectedWords = {
	string: "a text",
	boolean: "true or false",
	array: "a list",
	object: "a group of keys",
	record: "a group of keys"
};
const examples = {
	"fail-on": "fail-on: [regressed, missing]",
	cells: "cells: [{ disk: prod, gate: false }]",
	policy: "policy: { tolerance: 5% }",
	disks: "disks: { prod: { cache: none } }"
};
function remedyFor(key) {
	const example = examples[key ?? ""];
	return example === void 0 ? {} : { remedy: `write it like this: ${example}` };
}
function kindOf(value) {
	if (Array.isArray(value)) return "a list";
	return typeof value === "object" ? "a group of keys" : JSON.stringify(value);
}
function valueAt(document, keys) {
	return keys.reduce((value, key) => childOf(value, key), document);
}
function childOf(value, key) {
	if (typeof value !== "object" || value === null) return void 0;
	return new Map(Object.entries(value)).get(String(key));
}
/**
* The file without what is wrong in it, so that the rest can be looked at too: a misspelt key must not hide a wrong value
* elsewhere. An entry of a list takes its list along.
*/
function withoutFaults(document, issues) {
	const faults = issues.flatMap((issue) => {
		const keys = issue.path.map(String);
		return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...keys, key]) : [keys];
	});
	if (faults.some((keys) => keys.length === 0)) return { version: 1 };
	return {
		...faults.reduce((value, keys) => without(value, keys), document),
		version: 1
	};
}
function without(value, [key, ...rest]) {
	if (typeof value !== "object" || value === null || key === void 0) return value;
	const child = childOf(value, key);
	const isGone = rest.length === 0 || rest.length === 1 && Array.isArray(child);
	if (Array.isArray(value)) return value.map((entry, index) => String(index) === key ? without(entry, rest) : entry);
	const entries = Object.entries(value).filter(([name]) => !(isGone && name === key));
	return Object.fromEntries(entries.map(([name, one]) => [name, name === key ? without(one, rest) : one]));
}

// src/config/file.ts
const scalar = union([
	string(),
	number(),
	boolean()
]).transform(String);
/** Under this key a disk written as one text (`fast: none`, `bare: host`) is kept; no user can spell it as a key. */
const specKey = "(spec)";
const fieldKeys = [...diskKeys.filter((key) => key !== "name"), specKey];
const disk = preprocess((value) => typeof value === "string" ? { [specKey]: value } : value, strictObject(Object.fromEntries(fieldKeys.map((key) => [key, scalar.optional()]))));
const schema = strictObject({
	version: literal(1, "must be 1"),
	directory: string().optional(),
	suite: string().optional(),
	profile: string().optional(),
	rounds: scalar.optional(),
	budget: scalar.optional(),
	"write-budget": scalar.optional(),
	contamination: scalar.optional(),
	accel: string().optional(),
	qemu: string().optional(),
	kernel: string().optional(),
	initrd: string().optional(),
	"base-qemu": string().optional(),
	"base-kernel": string().optional(),
	"base-initrd": string().optional(),
	baseline: string().optional(),
	disks: record(string(), disk).optional(),
	policy: strictObject({
		tolerance: scalar.optional(),
		"false-alarm": scalar.optional(),
		"fail-on": array(_enum(verdicts)).optional(),
		reference: _enum(references).optional(),
		cells: array(strictObject({
			disk: string().optional(),
			workload: string().optional(),
			metric: _enum(metricNames).optional(),
			tolerance: scalar.optional(),
			gate: boolean().optional()
		})).optional()
	}).optional()
});
/**
* Reads `storage-gate.yml`. Broken YAML is rejected with its line; unknown keys and wrong types are told beside the rest of
* the file, whose values are someone else's to judge.
*/
function parseConfigFile({ path, text }) {
	const lines = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(text, {
		lineCounter: lines,
		prettyErrors: false
	});
	const broken = document.errors.map((error) => ({
		offset: error.pos[0],
		problem: `not valid YAML: ${error.message}`
	}));
	(0, import_dist.visit)(document, { Alias: (_, node) => void broken.push({
		offset: node.range?.[0] ?? 0,
		problem: "YAML aliases are not read"
	}) });
	if (broken.length > 0) return {
		ok: false,
		rejections: broken.map(({ offset, problem }) => ({
			path: `${path}:${lines.linePos(offset).line}`,
			problem
		}))
	};
	const where = (keys) => {
		const offset = offsetOf(document.contents, keys);
		return `${path}${offset === void 0 ? "" : `:${lines.linePos(offset).line}`}${keys.length === 0 ? "" : ` ${keys.join(".")}`}`;
	};
	const plain = document.toJS();
	const parsed = schema.safeParse(plain);
	if (parsed.success) return accept({
		content: parsed.data,
		where,
		rejections: []
	});
	const { issues } = parsed.error;
	const rejections = issues.flatMap((issue) => describeIssue(issue, {
		document: plain,
		where,
		knownKeys
	}));
	const rest = schema.safeParse(withoutFaults(plain, issues));
	const lacksDisks = rest.data?.disks === void 0 && issues.some(({ path: [key] }) => key === "disks");
	return rest.success && !lacksDisks ? accept({
		content: rest.data,
		where,
		rejections
	}) : {
		ok: false,
		rejections
	};
}
function knownKeys(path) {
	if (path[0] === "disks") return diskKeys.filter((key) => key !== "name");
	if (path[0] === "policy" && path[1] === "cells") return [
		"disk",
		"workload",
		"metric",
		"tolerance",
		"gate"
	];
	if (path[0] === "policy") return [
		"tolerance",
		"false-alarm",
		"fail-on",
		"reference",
		"cells"
	];
	return Object.keys(schema.shape);
}
/** Offset of the key (not the value) that `keys` lead to, or of the nearest parent that exists. */
function offsetOf(contents, keys) {
	let node = contents;
	let offset;
	for (const key of keys) if ((0, import_dist.isMap)(node)) {
		const pair = node.items.find((item) => (0, import_dist.isScalar)(item.key) && String(item.key.value) === String(key));
		if (pair === void 0) return offset;
		offset = (0, import_dist.isScalar)(pair.key) ? pair.key.range?.[0] : offset;
		node = pair.value;
	} else if ((0, import_dist.isSeq)(node)) {
		node = node.items[Number(key)];
		offset = (0, import_dist.isNode)(node) ? node.range?.[0] ?? offset : offset;
	} else return offset;
	return offset;
}

// src/config/disks.ts
/** SPECs of flag or input, else the config's disks, else the rows of the post: host, host direct and six presets. */
function resolveDisks({ specs, config, suite, where }) {
	const size = defaultDiskSize(suite);
	const asked = specs?.filter((spec) => spec.trim() !== "") ?? [];
	const outcomes = asked.length > 0 ? asked.map((spec) => parseDiskSpec(where, spec, size)) : config?.content.disks === void 0 ? [
		"host",
		"host-direct",
		...presets
	].map((spec) => parseDiskSpec(where, spec, size)) : disksOfConfig(config, size);
	const rejections = outcomes.flatMap((outcome) => outcome.ok ? [] : outcome.rejections);
	const requests = outcomes.flatMap((outcome) => outcome.ok ? [outcome.value] : []);
	rejections.push(...duplicates(requests, where), ...tooSmall(requests, {
		suite,
		where
	}), ...withoutFiles(requests, {
		suite,
		where
	}), ...takenNames(requests, where), ...takenJobs(requests, where));
	if (asked.length === 0 && requests.length === 0 && rejections.length === 0) rejections.push({
		path: config?.where(["disks"]) ?? where,
		problem: "there is no disk to measure"
	});
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	return accept({
		arms: requests.map(({ arm }) => arm),
		hostDirectories: Object.fromEntries(requests.flatMap(({ arm, hostDirectory }) => hostDirectory === void 0 ? [] : [[arm.name, hostDirectory]]))
	});
}
/**
* The base side: what the disks of the same name were before. They are measured in the same run, next to their heads, which
* are judged against them. Where a part of the guest is the base side's own, every disk has a base: those that no SPEC
* describes are what they are in the head.
*/
function resolveBaseDisks(request) {
	const { specs, suite, where, heads, wholeSide } = request;
	const outcomes = specs.filter((spec) => spec.trim() !== "").map((spec) => parseDiskSpec(where, spec, defaultDiskSize(suite)));
	const requests = outcomes.flatMap((outcome) => outcome.ok ? [outcome.value] : []);
	const disks = heads?.filter(({ side }) => side === "head");
	const rejections = [
		...outcomes.flatMap((outcome) => outcome.ok ? [] : outcome.rejections),
		...duplicates(requests, where),
		...tooSmall(requests, {
			suite,
			where
		}),
		...requests.flatMap(({ arm }) => disks === void 0 || disks.some(({ name }) => name === arm.name) ? [] : [{
			path: where,
			problem: `no disk is called "${arm.name}"`,
			remedy: "give head and base the same name=…"
		}]),
		...requests.flatMap(({ arm }) => arm.target.kind === "disk" ? [] : [{
			path: where,
			problem: `"${arm.name}" is no virtual disk`,
			remedy: "only disks have a base side"
		}]),
		...wholeSide !== void 0 && disks?.length === 0 ? [noDisk(wholeSide)] : []
	];
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	const described = requests.map(({ arm }) => arm);
	const others = disks?.filter(({ name }) => !described.some((arm) => arm.name === name)) ?? [];
	const arms = wholeSide === void 0 ? described : [...described, ...others];
	return accept(arms.map((arm) => ({
		...arm,
		side: "base"
	})));
}
/** A base side that nothing is measured in would be left out without a word. */
function noDisk(where) {
	return {
		path: where,
		problem: "there is no virtual disk to measure in it",
		remedy: "name a disk, or leave it out"
	};
}
/** Rows of the post, in its order. */
const presets = cacheModes;
function disksOfConfig(config, size) {
	return Object.entries(config.content.disks ?? {}).map(([name, fields]) => {
		const path = config.where(["disks", name]);
		const spec = fields[specKey];
		if (spec !== void 0) return parseDiskSpec(path, `${spec},name=${name}`, size);
		const texts = Object.entries(fields).flatMap(([key, text]) => text === void 0 ? [] : [[key, text]]);
		const outcome = diskRequest(path, {
			...Object.fromEntries(texts),
			name
		}, size);
		return outcome.ok ? outcome : {
			ok: false,
			rejections: outcome.rejections.map(at(config, name))
		};
	});
}
/** Moves a rejection of one key to that key's own line. */
function at(config, name) {
	const base = config.where(["disks", name]);
	return (rejection) => {
		const key = rejection.path.slice(base.length + 1);
		if (key === "" || key === "name") return rejection;
		return {
			...rejection,
			path: config.where([
				"disks",
				name,
				key
			])
		};
	};
}
function duplicates(requests, where) {
	const names = requests.map(({ arm }) => arm.name);
	return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => ({
		path: where,
		problem: `two disks are called "${name}"`,
		remedy: "give each its own name=…; names tie a row to its history"
	}));
}
/** What a null disk is given to keep is gone: no file system, and no files for a tool that needs some. */
function withoutFiles(requests, { suite, where }) {
	if (suite.tool !== "sysbench") return [];
	return requests.flatMap(({ arm }) => arm.target.kind === "null" ? [{
		path: where,
		problem: `disk "${arm.name}" has no storage for the files of the ${suite.name} suite`,
		remedy: "leave the null disk out, or measure a suite that uses the disk as it is (--suite gate)"
	}] : []);
}
/** A null disk and the control on the reference file are on one side, where each name tells one arm. */
function takenNames(requests, where) {
	return requests.flatMap(({ arm: { name, side } }) => side === "control" && name === driveControlName ? [{
		path: where,
		problem: `a null disk can't be called "${name}", as a control is`,
		remedy: "give it another name=…"
	}] : []);
}
/** The name of a host job is what disks are compared with: that job, in the directory in which they are. */
function takenJobs(requests, where) {
	const jobs = new Set(hostJobs.map(hostJobName));
	return requests.flatMap(({ arm: { name, target, ownDirectory } }) => {
		const job = jobOf(target);
		if (job === void 0 || !jobs.has(name)) return [];
		if (ownDirectory !== true && hostJobName(job) === name) return [];
		return [{
			path: where,
			problem: ownDirectory === true ? `"${name}" is the name of what disks are compared with, and in another directory nothing is` : `"${name}" is the name of another host job than ${hostJobName(job)}`,
			remedy: "give it another name=…"
		}];
	});
}
function tooSmall(requests, { suite, where }) {
	const least = leastDiskSize(suite);
	return requests.flatMap(({ arm }) => arm.target.kind === "disk" && arm.target.mode.size < least ? [{
		path: where,
		problem: `disk "${arm.name}" of ${arm.target.mode.size} bytes is too small for the ${suite.name} suite`,
		remedy: `${suite.name === "seed" ? "its files and filesystem need" : "its workloads need"} at least ${Math.ceil(least / 2 ** 20)}MiB`
	}] : []);
}

// src/config/guest-parts.ts
/**
* What the guests are made of. A part that was given for the head alone is the base side's too: a change of one part
* leaves the others as they were.
*/
function resolveParts(lookup) {
	const head = {
		qemu: lookup("qemu")?.text,
		kernel: lookup("kernel")?.text,
		initrd: lookup("initrd")?.text
	};
	const [qemu, kernel, initrd] = [
		lookup("base-qemu"),
		lookup("base-kernel"),
		lookup("base-initrd")
	];
	const first = qemu ?? kernel ?? initrd;
	if (first === void 0) return {
		head,
		base: void 0,
		whereBase: void 0
	};
	return {
		head,
		base: {
			qemu: qemu?.text ?? head.qemu,
			kernel: kernel?.text ?? head.kernel,
			initrd: initrd?.text ?? head.initrd
		},
		whereBase: first.where
	};
}

// src/config/planning.ts
/**
* The plan, complete before the first number: arms in their order for each round. The gate suite adds its controls, which
* take their places among the others in every round, and the host job that each head disk is compared with, measured in
* the first round only, after the others, which stay balanced that way.
*/
function planRun(request) {
	const { rounds, randomSeed } = request;
	const once = request.suite.name === "gate" ? matchedHostArms(request) : [];
	const always = [...request.arms, ...controlArms(request)];
	const order = sideOrder({
		arms: always,
		rounds,
		seed: randomSeed
	});
	const onceOrder = once.map((_, index) => always.length + index);
	return {
		...request,
		arms: [...always, ...once],
		order: order.map((round, index) => index === 0 ? [...round, ...onceOrder] : round)
	};
}
/** The jobs of the head's disks and the fixed `host-direct`, each once, without those that were asked for anyway. */
function matchedHostArms({ suite, arms }) {
	const jobs = arms.flatMap(({ side, target }) => side === "head" && target.kind === "disk" ? [matchedJob(target.mode, suite)] : []);
	if (jobs.length === 0) return [];
	const asked = new Set(arms.filter(({ side }) => side === "host").map(({ name }) => name));
	return [...new Map([{
		direct: true,
		dsync: false
	}, ...jobs].map((job) => [hostJobName(job), job]))].filter(([name]) => !asked.has(name)).map(([name, job]) => ({
		name,
		side: "host",
		target: hostTarget(job)
	}));
}

// src/config/policy.ts
/** Tolerance, false-alarm budget, what fails the gate, and what holds for single cells. */
function resolvePolicy({ lookup, config, gate, whereGate }) {
	const rejections = [];
	const take = (outcome, fallback) => {
		if (outcome.ok) return outcome.value;
		rejections.push(...outcome.rejections);
		return fallback;
	};
	const tolerance = lookup("tolerance");
	const falseAlarm = lookup("false-alarm");
	const failOn = lookup("fail-on");
	const reference = lookup("reference");
	const policy = {
		tolerance: tolerance ? take(parsePercentage(tolerance.where, tolerance.text), 0) : defaultPolicy.tolerance,
		falseAlarm: falseAlarm ? take(parseBudget(falseAlarm.where, falseAlarm.text), .01) : defaultPolicy.falseAlarm,
		failOn: failOn ? take(parseVerdicts(failOn.where, failOn.text), []) : defaultPolicy.failOn,
		reference: reference ? take(parseWord(reference.where, reference.text, references), "both") : "both",
		cells: [...take(cellsOfConfig(config), []), ...take(gatedCells(gate, whereGate), [])]
	};
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept(policy);
}
/** A gate that names no cell of a head arm could never fail, so it is refused; host and control arms never gate. */
function unmatchedGates(policy, { arms, suite }) {
	const disks = arms.flatMap(({ name, side }) => side === "head" ? [name] : []);
	return policy.cells.flatMap(({ disk, workload, metric }) => {
		const unmeasured = unmeasuredMetric({
			workload,
			metric
		}, suite);
		if (unmeasured !== void 0) return [unmeasured];
		const unknownDisk = disk !== void 0 && !disks.includes(disk);
		const unknownWorkload = workload !== void 0 && !suite.workloads.some(({ name }) => name === workload);
		if (!unknownDisk && !unknownWorkload) return [];
		const remedy = unknownDisk ? `disks: ${disks.join(", ")}` : `workloads: ${suite.workloads.map(({ name }) => name).join(", ")}`;
		return [{
			path: "policy.cells",
			problem: `no ${unknownDisk ? `disk "${disk}"` : `workload "${workload}"`} is measured`,
			remedy
		}];
	});
}
function unmeasuredMetric({ workload, metric }, { workloads }) {
	const named = workloads.filter(({ name }) => workload === void 0 || name === workload);
	const known = [...new Set(named.flatMap((one) => expectedMetrics(one, { kind: "disk" })))];
	if (metric === void 0 || known.length === 0 || known.includes(metric)) return void 0;
	return {
		path: "policy.cells",
		problem: `${workload ?? "no workload"} ${workload === void 0 ? "has" : "lacks"} the metric "${metric}"`,
		remedy: `metrics: ${known.join(", ")}`
	};
}
function parseBudget(where, text) {
	const fraction = parsePercentage(where, text);
	if (fraction.ok && (fraction.value === 0 || fraction.value > .5)) return reject(where, `"${text}" is no false-alarm budget`, "use more than 0% and at most 50%, such as 1%");
	return fraction;
}
function parseVerdicts(where, text) {
	const outcomes = text.split(",").map((word) => word.trim()).map((word) => parseWord(where, word, verdicts));
	const rejections = outcomes.flatMap((outcome) => outcome.ok ? [] : outcome.rejections);
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	return accept(outcomes.flatMap((outcome) => outcome.ok ? [outcome.value] : []));
}
function cellsOfConfig(config) {
	const rejections = [];
	const cells = (config?.content.policy?.cells ?? []).map(({ tolerance, ...cell }, index) => {
		if (tolerance === void 0) return cell;
		const where = config?.where([
			"policy",
			"cells",
			index,
			"tolerance"
		]) ?? "";
		const parsed = parsePercentage(where, tolerance);
		if (!parsed.ok) rejections.push(...parsed.rejections);
		return {
			...cell,
			tolerance: parsed.ok ? parsed.value : 0
		};
	});
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept(cells);
}
/** `--gate` names the only cells that gate: everything is taken out first, then these are put back. */
function gatedCells(gate, where) {
	if (gate.length === 0) return accept([]);
	const rejections = [];
	const cells = gate.map((text) => {
		const [disk, workload, metric, ...rest] = text.split("/");
		if (!disk || !workload || !metric || rest.length > 0) rejections.push({
			path: where,
			problem: `"${text}" is not ARM/WORKLOAD/METRIC`,
			remedy: "such as prod/rndrd/throughput or prod/*/throughput"
		});
		return {
			disk: part(disk),
			workload: part(workload),
			metric: metricNamed(metric, {
				where,
				rejections
			}),
			gate: true
		};
	});
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept([{ gate: false }, ...cells]);
}
function part(text) {
	return text === "*" ? void 0 : text;
}
function metricNamed(text = "*", { where, rejections }) {
	if (text === "*") return void 0;
	const outcome = parseWord(where, text, metricNames);
	if (outcome.ok) return outcome.value;
	rejections.push(...outcome.rejections);
}

// src/config/suite.ts
/**
* The suite that is asked for, with its profile. Where nobody says so: the gate suite for disks that are named, the post's
* for the post's rows.
*/
function resolveSuite(lookup, fallback) {
	const stated = lookup("suite");
	const name = stated === void 0 ? accept(fallback) : parseWord(stated.where, stated.text, ["gate", "seed"]);
	if (!name.ok) return name;
	const profile = lookup("profile");
	if (name.value === "seed") return profile === void 0 ? accept(seedSuite) : reject(profile.where, "the seed suite has no profiles", "leave it out, or measure with suite gate");
	if (profile === void 0) return accept(gateSuite("standard"));
	const word = parseWord(profile.where, profile.text, profiles);
	return word.ok ? accept(gateSuite(word.value)) : word;
}
/** Rounds that a plan has where nobody says so. */
function defaultRounds(suite) {
	return suite.name === "gate" ? roundsOf(suite.profile) : 3;
}

// src/config/settings.ts
/** Flags, inputs and config as settings; everything that is wrong is rejected at once, each with its place. */
function resolveSettings(request) {
	const file = request.configFile === void 0 ? void 0 : parseConfigFile(request.configFile);
	if (file !== void 0 && !file.ok) return file;
	const config = file?.value;
	const lookup = lookupIn(request.raw, {
		origin: request.origin,
		config
	});
	const rejections = [...config?.rejections ?? []];
	const take = taker(rejections);
	const namesDisks = (request.raw.disks ?? []).some((spec) => spec.trim() !== "") || config?.content.disks !== void 0;
	const chosen = resolveSuite(lookup, namesDisks ? "gate" : "seed");
	if (!chosen.ok) rejections.push(...chosen.rejections);
	const suite = chosen.ok ? chosen.value : seedSuite;
	const disks = resolveDisks({
		specs: request.raw.disks,
		config,
		suite,
		where: nameOf(request.origin, "disk")
	});
	if (!disks.ok) rejections.push(...disks.rejections);
	const parts = resolveParts(lookup);
	const bases = resolveBaseDisks({
		specs: request.raw.baseDisks ?? [],
		suite,
		where: nameOf(request.origin, "base-disk"),
		heads: disks.ok ? disks.value.arms : void 0,
		wholeSide: parts.whereBase
	});
	if (!bases.ok) rejections.push(...bases.rejections);
	const policy = resolvePolicy({
		lookup,
		config,
		gate: request.raw.gate ?? [],
		whereGate: nameOf(request.origin, "gate")
	});
	if (!policy.ok) rejections.push(...policy.rejections);
	if (policy.ok && disks.ok && (config?.rejections ?? []).length === 0) rejections.push(...unmatchedGates(policy.value, {
		arms: disks.value.arms,
		suite
	}));
	const numbers = {
		rounds: take("rounds", lookup, (where, text) => parseCount(where, text, {
			least: 1,
			most: 100
		}), defaultRounds(suite)),
		randomSeed: take("random-seed", lookup, (where, text) => parseCount(where, text, {
			least: 0,
			most: 2 ** 32 - 1
		}), request.randomSeed),
		budget: take("budget", lookup, parseDuration, 900),
		writeBudget: take("write-budget", lookup, parseSize, 80 * 2 ** 30),
		contamination: take("contamination", lookup, parseContamination, contaminationOf(suite))
	};
	const site = {
		directory: lookup("directory")?.text ?? `${request.workspace}/.storage-gate/work`,
		createDirectory: lookup("directory") === void 0,
		accelerator: take("accel", lookup, (where, text) => parseWord(where, text, [
			"auto",
			"kvm",
			"tcg"
		]), "auto"),
		...parts.head,
		base: parts.base,
		allowTmpfs: take("allow-tmpfs", lookup, (where, text) => parseWord(where, text, ["true", "false"]), "false") === "true",
		lockWait: take("lock-wait", lookup, parseDuration, 600),
		lockFile: `${request.workspace}/storage-gate.lock`
	};
	if (rejections.length > 0 || !disks.ok || !bases.ok || !policy.ok) return {
		ok: false,
		rejections
	};
	const picked = request.origin === "cli" && (request.raw.disks ?? []).length > 0;
	return accept({
		plan: planRun({
			suite,
			arms: [...disks.value.arms, ...bases.value],
			...numbers,
			...picked && { armsPicked: true }
		}),
		policy: policy.value,
		site: {
			...site,
			hostDirectories: disks.value.hostDirectories
		},
		baseline: lookup("baseline")?.text
	});
}
/** The settings, or one error that lists every rejection: `bad-argument`, or `bad-config` where a config file is at fault. */
function requireSettings(request) {
	return valueOf(resolveSettings(request), request.configFile);
}
function valueOf(outcome, configFile) {
	if (outcome.ok) return outcome.value;
	const [first, ...others] = outcome.rejections;
	const inFile = configFile !== void 0 && first?.path.startsWith(configFile.path) === true;
	throw new GateError(inFile ? "bad-config" : "bad-argument", {
		problem: first === void 0 ? "the settings are not valid" : `${first.path}: ${first.problem}`,
		remedy: first?.remedy,
		why: others.length === 0 ? void 0 : `also wrong: ${others.map(describeRejection).join("; ")}`
	});
}
/** How runs are judged, where nothing is to be measured; gates must name cells of `run`. */
function requirePolicy(request, runs) {
	return valueOf(resolveJudging(request, runs), request.configFile);
}
/** The same as an outcome, for a config that is not the user's own to mend: that of a base commit. */
function resolveJudging(request, runs) {
	const { raw, configFile, origin } = request;
	const file = configFile === void 0 ? void 0 : parseConfigFile(configFile);
	if (file !== void 0 && !file.ok) return file;
	const lookup = lookupIn(raw, {
		origin,
		config: file?.value
	});
	const gate = raw.gate ?? [];
	const whereGate = nameOf(origin, "gate");
	const policy = resolvePolicy({
		lookup,
		config: file?.value,
		gate,
		whereGate
	});
	const faults = [...file?.value.rejections ?? [], ...policy.ok ? [] : policy.rejections];
	if (faults.length > 0 || !policy.ok) return {
		ok: false,
		rejections: faults
	};
	const rejections = runs.flatMap(({ arms, plan }) => unmatchedGates(policy.value, {
		arms,
		suite: plan.suite
	}));
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	return accept({
		policy: policy.value,
		baseline: lookup("baseline")?.text
	});
}
/**
* The gate suite drops rounds that others disturbed. The seed suite shows a host as it is, in three rounds: there the load
* of others is measured and shown, and nothing is dropped unless limits are given.
*/
function contaminationOf(suite) {
	return suite.name === "gate" ? defaultThresholds : {};
}
/** Takes a setting through its parser, collecting what is wrong and going on with the default. */
function taker(rejections) {
	return (name, lookup, parse, fallback) => {
		const stated = lookup(name);
		if (stated === void 0) return fallback;
		const outcome = parse(stated.where, stated.text);
		if (outcome.ok) return outcome.value;
		rejections.push(...outcome.rejections);
		return fallback;
	};
}

// src/store/git/ref-name.ts
/**
* `REF` or `REF:FOLDER`, as git writes a path in a ref. A name is a branch, `refs/…` any ref. `path` names the input in
* the rejection, which says what git itself would refuse (git-check-ref-format(1)).
*/
function parseRefPlace(text, path) {
	const [, name = "", folder = ""] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
	const problem = refProblem(name);
	if (problem !== void 0) return reject(path, `"git:${text}": ${problem}`, example);
	const parts = folder.replace(/^\/+|\/+$/g, "").split("/");
	if (folder !== "" && !parts.every((part) => folderPattern.test(part))) return reject(path, `"git:${text}": the folder may hold letters, digits, ".", "_" and "-" only`, example);
	return accept({
		ref: name.startsWith("refs/") ? name : `refs/heads/${name}`,
		folder: parts.join("/")
	});
}
/** The shortest name of a place that `git:` takes. */
function describeRefPlace({ ref, folder }) {
	return `git:${ref.replace(/^refs\/heads\//, "")}${folder === "" ? "" : `:${folder}`}`;
}
const example = "use git:BRANCH, git:refs/NAMESPACE/NAME, or git:BRANCH:FOLDER, for instance git:storage-gate-baselines";
const folderPattern = /^(?!\.{1,2}$|\.git$)[\w.-]{1,100}$/i;
/** Why git would refuse the name; a leading `+` would mean something in a refspec, and `HEAD` is nobody's branch. */
function refProblem(name) {
	if (name === "") return "it lacks the name of a branch or a ref";
	if (name === "HEAD" || name === "@") return `${name} is no ref to keep anything in`;
	if (name.length > 200) return "the name is longer than 200 characters";
	if (forbidden.test(name)) return "a ref can not hold spaces, control characters, or any of ~ ^ : ? * [ \\";
	if (/\.\.|@\{|\/\/|\/\.|^[./+-]|[./]$|\.lock(?:\/|$)/.test(name)) return "git takes no ref of this form";
	if (name.startsWith("refs/") && name.split("/").length < 3) return "a ref has at least three parts, refs/x/y";
}
const forbidden = /[\p{Cc} ~^:?*[\\]/u;

// src/store/location.ts
/** `dir:PATH`, `file:PATH`, `git:REF` or `git:REF:FOLDER` as a location; `path` names the input in the rejection. */
function parseStore(text, path = "--baseline") {
	const [, kind, rest] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
	if (kind === "git" && rest !== void 0) {
		const place = parseRefPlace(rest, path);
		return place.ok ? accept({
			kind,
			...place.value
		}) : place;
	}
	if (kind !== "dir" && kind !== "file" || rest === void 0) {
		const remedy = `use git:REF, dir:PATH, for instance dir:${text || ".storage-gate"}, or file:RUN.json`;
		return reject(path, `"${text}" names no kind of store`, remedy);
	}
	if (rest === "") return reject(path, `"${kind}:" lacks the path`, "for instance dir:.storage-gate or file:run.json");
	if (rest.includes("\0")) return reject(path, "the path of a store can not hold a NUL character");
	return accept({
		kind,
		path: rest
	});
}
/** A location as it is written: the same text gives the same store again. */
function describeStore(location) {
	return location.kind === "git" ? describeRefPlace(location) : `${location.kind}:${location.path}`;
}
/** The same; throws `bad-argument` where it is none. */
function requireStore(text, path) {
	const location = parseStore(text, path);
	if (location.ok) return location.value;
	throw new GateError("bad-argument", {
		problem: location.rejections.map(({ path: input, problem }) => `${input}: ${problem}`).join("; "),
		remedy: location.rejections[0]?.remedy
	});
}

// src/store/claimed-rename.ts
/**
* Renames a file to a name that nobody else has, where there are no links; false where the name is taken. rename(2)
* replaces, so whoever renames holds a claim: a hidden file next to the name that only one can create. A claim whose
* holder died is respected, which costs one name and never a file.
*/
async function renameNew(from, to) {
	const claim = join(dirname(to), `.${basename(to)}.claim`);
	if (!await createNew(claim)) {
		await released(claim);
		return false;
	}
	try {
		if (await exists(to)) return false;
		await rename(from, to);
		return true;
	} finally {
		await rm(claim, { force: true });
	}
}
async function createNew(path) {
	try {
		await using _claim = await open(path, "wx", 420);
		return true;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
		throw error;
	}
}
/** Milliseconds that a living holder needs at most between its claim and its rename, many times over. */
const patience = 2e3;
/** Waits for a holder that is alive, so that the caller sees what it placed; one that died is not waited for twice. */
async function released(claim) {
	const since = await stat(claim).then(({ mtimeMs }) => mtimeMs, () => 0);
	const end = Math.min(since, Date.now()) + patience;
	while (Date.now() < end && await exists(claim)) await setTimeout(20);
}
async function exists(path) {
	return access(path).then(() => true, () => false);
}

// src/store/publication.ts
/**
* Makes a complete file appear at once under a name that nobody else has, and returns its path. A file of equal content
* under this name is left as the only one; a different one (a damaged file) stays too, and a number is added to ours.
*/
async function publishFile({ directory, name, content }) {
	await using aside = await writeAside(directory, content);
	for (let number = 1;; number += 1) {
		const path = join(directory, number === 1 ? `${name}.json` : `${name}.${number}.json`);
		if (await placeNew(aside.path, path)) {
			await syncDirectory(directory);
			return path;
		}
		if (await holds(path, content)) return path;
	}
}
/** Writes a directory's entries to the drive. */
async function syncDirectory(path) {
	await using directory = await open(path);
	await directory.sync();
}
/** A complete, durable file that no reader looks at: hidden, and not called .json. It goes with its scope. */
async function writeAside(directory, content) {
	const path = join(directory, `.${process.pid}-${randomBytes(8).toString("hex")}.tmp`);
	const aside = {
		path,
		[Symbol.asyncDispose]: () => rm(path, { force: true })
	};
	await using file = await open(path, "wx", 420);
	try {
		await file.writeFile(content);
		await file.sync();
	} catch (error) {
		await unlink(path);
		throw error;
	}
	return aside;
}
/**
* link(2) is atomic and, unlike rename(2), refuses to replace; false where the name is taken. FAT, exFAT and some
* filesystems of networks and of programs have no links: there the name is claimed first.
*/
async function placeNew(from, to) {
	try {
		await link(from, to);
		return true;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "EEXIST") return false;
		if (typeof code === "string" && withoutLinks.has(code)) return renameNew(from, to);
		throw error;
	}
}
/** What link(2) answers where a filesystem has none: EPERM by its manual, the others from FUSE and SMB. */
const withoutLinks = /* @__PURE__ */ new Set([
	"EPERM",
	"ENOTSUP",
	"EOPNOTSUPP",
	"ENOSYS"
]);
/** A name that is taken by something unreadable does not hold our content. */
async function holds(path, content) {
	return readFile(path, "utf8").then((found) => found === content, () => false);
}

// src/store/selection.ts
/** Eligible runs that are wanted: as many as make a baseline. */
const wanted = 30;
/** Documents that are read at once: some more than wanted, since a few are not eligible. */
const batch = 36;
/** Most documents that are read of one environment: a series of disturbed runs must not make each later one slow. */
const most = 144;
/** Most other environments that are looked at, the newest first: they only tell what differs. */
const mostOthers = 20;
/** Acknowledgements that are read of an environment, the newest first. */
const mostSaid = 50;
/** Reads what a query wants, and nothing else; everything without a query. */
async function readSelected(source, query) {
	const all = (await source.entries()).toSorted(newestFirst);
	if (query === void 0) return contentOf(await readAll(source, all));
	const entries = all.filter(({ kind }) => kind === "run");
	if ("newest" in query) return contentOf(await readAll(source, entries.slice(0, query.newest)));
	const said = all.filter(({ kind, fingerprint }) => kind === "acknowledgement" && fingerprint === query.fingerprint);
	const series = entries.filter(({ fingerprint }) => fingerprint === query.fingerprint);
	const others = newestOfEach(entries.filter(({ fingerprint }) => fingerprint !== query.fingerprint));
	const { earlier, later } = splitAt(series, query.startedAt);
	const read = await readAll(source, [
		...others,
		...later.slice(0, wanted),
		...said.slice(0, mostSaid)
	]);
	const placed = await readPlaced(source, {
		entries: earlier,
		commits: query.commits
	});
	const known = new Set(placed.map(({ entry }) => entry.path));
	const oldest = earlier.slice(-8).filter(({ path }) => !known.has(path));
	return contentOf([
		...read,
		...placed,
		...await readAll(source, oldest)
	]);
}
/** Those of some commits; all where none of them can be a baseline. */
async function readPlaced(source, { entries, commits = [] }) {
	const [full, short] = [new Set(commits), shortCommits(commits)];
	const read = await readEligible(source, commits.length === 0 ? [] : entries.filter(({ name }) => mayBeOf(name, short)));
	const isPlaced = (file) => "run" in file && full.has(commitOf(file.run) ?? "");
	return read.some((found) => isBaseline(found) && isPlaced(found.file)) ? read : readEligible(source, entries);
}
function isBaseline({ file }) {
	return "run" in file && isEligible(file.run);
}
async function readAll(source, entries) {
	const files = await source.read(entries);
	return entries.flatMap((entry, index) => {
		const file = files[index];
		return file === void 0 ? [] : [{
			entry,
			file
		}];
	});
}
/** Batch by batch, newest first, until there are enough runs that can be a baseline. */
async function readEligible(source, entries) {
	const read = [];
	let eligible = 0;
	for (let from = 0; from < Math.min(most, entries.length) && eligible < wanted; from += batch) {
		const next = await readAll(source, entries.slice(from, from + batch));
		eligible += next.filter(isBaseline).length;
		read.push(...next);
	}
	return read;
}
/** What can't be dated by its name counts as earlier: it is read to find out. */
function splitAt(entries, startedAt) {
	const start = startedAt === void 0 ? Number.POSITIVE_INFINITY : Date.parse(startedAt);
	const isLater = ({ name }) => name !== void 0 && name.start > start;
	return {
		later: entries.filter(isLater),
		earlier: entries.filter((entry) => !isLater(entry))
	};
}
function newestOfEach(entries) {
	const newest = /* @__PURE__ */ new Map();
	for (const entry of entries) if (!newest.has(entry.fingerprint)) newest.set(entry.fingerprint, entry);
	return [...newest.values()].slice(0, mostOthers);
}
function newestFirst(a, b) {
	const [first, second] = [a.name?.start ?? Number.POSITIVE_INFINITY, b.name?.start ?? Number.POSITIVE_INFINITY];
	return first === second ? a.path < b.path ? 1 : -1 : second - first;
}
function contentOf(read) {
	const runs = read.flatMap(({ entry: { path }, file }) => "run" in file ? [{
		run: file.run,
		path
	}] : []);
	const damaged = read.flatMap(({ entry: { path }, file }) => "reason" in file ? [{
		path,
		reason: file.reason
	}] : []);
	const acknowledgements = read.flatMap(({ entry: { path }, file }) => "acknowledgement" in file ? [{
		acknowledgement: file.acknowledgement,
		path
	}] : []);
	return {
		runs: runs.toSorted(byStart),
		acknowledgements,
		damaged: damaged.toSorted((a, b) => a.path < b.path ? -1 : 1)
	};
}
function byStart(a, b) {
	return Date.parse(b.run.startedAt) - Date.parse(a.run.startedAt) || (a.path < b.path ? 1 : -1);
}

// src/store/valid-document.ts
/**
* A run as it is to be stored. What is appended must be readable again, by its names too: the fingerprint becomes a path.
* `bad-document` where it would not be.
*/
function runDocument(run) {
	const content = encodeRun(run);
	requireReadable("run", {
		content,
		decoded: decodeRun(JSON.parse(content))
	});
	return {
		folder: `runs/${run.fingerprint}`,
		name: documentName(run, content),
		content
	};
}
/** The same of an acknowledgement. */
function acknowledgementDocument(acknowledgement) {
	const content = encodeAcknowledgement(acknowledgement);
	requireReadable("acknowledgement", {
		content,
		decoded: decodeAcknowledgement(JSON.parse(content))
	});
	return {
		folder: `acknowledgements/${acknowledgement.fingerprint}`,
		name: acknowledgementName(acknowledgement, content),
		content
	};
}
function requireReadable(what, { content, decoded }) {
	if (!decoded.ok) {
		const [first] = decoded.rejections;
		throw new GateError("bad-document", { problem: `the ${what} to be recorded is no valid document: ${first === void 0 ? "unknown" : describeRejection(first)}` });
	}
	const bytes = Buffer.byteLength(content);
	if (bytes <= 67108864) return;
	throw new GateError("bad-document", {
		problem: `the ${what} to be recorded has ${bytes} bytes, at most ${largestDocument} can be stored`,
		remedy: "measure fewer rounds"
	});
}

// src/store/directory.ts
/**
* The store in a directory: `runs/<fingerprint>/<start>-<commit>-<digest>.json`, as in a checkout of the `git:` store. A
* missing directory is an empty store, and is made by the first append.
*/
async function openDirectoryStore({ path }) {
	const root = resolve(path);
	const source = {
		entries: () => guarded(root, "read", () => documentsIn$1(root)),
		read: readFiles
	};
	const keep = (documents) => guarded(root, "written", async () => {
		const paths = [];
		for (const document of documents) paths.push(await keepDocument(root, document));
		return paths;
	});
	return Promise.resolve({
		...source,
		list: (query) => readSelected(source, query),
		append: async (runs) => keep(runs.map(runDocument)),
		acknowledge: async (acknowledgement) => (await keep([acknowledgementDocument(acknowledgement)]))[0] ?? "",
		remove: (paths) => guarded(root, "written", async () => {
			for (const document of paths) await rm(document, { force: true });
		}),
		[Symbol.asyncDispose]: () => Promise.resolve()
	});
}
async function readFiles(entries) {
	const files = [];
	for (const { path, kind } of entries) files.push(await readStoredFile(path, kind));
	return files;
}
const folderOfKind = {
	run: "runs",
	acknowledgement: "acknowledgements"
};
async function documentsIn$1(root) {
	return [...await documentsOf(root, "run"), ...await documentsOf(root, "acknowledgement")];
}
/** All of `runs/<fingerprint>/` that ends in .json; files written aside begin with a dot and end otherwise. */
async function documentsOf(root, kind) {
	const top = join(root, folderOfKind[kind]);
	const folders = (await entriesOf(top)).filter((entry) => entry.isDirectory());
	return (await Promise.all(folders.map(async ({ name: fingerprint }) => {
		return (await entriesOf(join(top, fingerprint))).filter(({ name }) => name.endsWith(".json")).map(({ name }) => ({
			kind,
			path: join(top, fingerprint, name),
			fingerprint,
			name: parseDocumentName(name)
		}));
	}))).flat();
}
async function entriesOf(directory) {
	try {
		return await readdir(directory, { withFileTypes: true });
	} catch (error) {
		if (isErrno(error, "ENOENT")) return [];
		throw error;
	}
}
async function keepDocument(root, { folder, name, content }) {
	const directory = join(root, folder);
	const made = await makeDirectories(directory);
	const path = await publishFile({
		directory,
		name,
		content
	});
	if (made) for (const parent of [
		dirname(directory),
		root,
		join(root, "..")
	]) await syncDirectory(parent);
	return path;
}
/**
* Makes a directory and those above it; whether any was made. One by one: node's own `recursive` never ends where a
* filesystem answers ENOENT to mkdir (procfs).
*/
async function makeDirectories(directory) {
	try {
		await mkdir(directory);
		return true;
	} catch (error) {
		if (isErrno(error, "EEXIST") && (await stat(directory)).isDirectory()) return false;
		const parent = dirname(directory);
		if (!isErrno(error, "ENOENT") || parent === directory) throw error;
		await makeDirectories(parent);
		await mkdir(directory).catch(async (cause) => {
			if (!isErrno(cause, "EEXIST")) throw cause;
		});
		return true;
	}
}
async function guarded(root, verb, action) {
	try {
		return await action();
	} catch (error) {
		if (error instanceof GateError || !(error instanceof Error && "code" in error)) throw error;
		throw new GateError("store-unusable", {
			problem: `the baseline store ${root} can not be ${verb}`,
			why: error.message,
			remedy: "check its permissions and free space, or give another --baseline dir:PATH",
			path: root
		}, { cause: error });
	}
}
function isErrno(error, code) {
	return error instanceof Error && "code" in error && error.code === code;
}

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
		tipRef,
		"--",
		...wanted
	]);
	const lines = stdout.split("\0").filter((line) => line !== "");
	if (!lines.some((line) => line.endsWith(`\t${".storage-gate-store"}`))) throw notOurs(ref);
	return {
		commit: tipRef,
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
async function writeCommit(repository, change) {
	const { tip, added, removed, message, written } = change;
	const files = tip.commit === void 0 ? new Map([...firstFiles, ...added]) : added;
	const input = [
		"feature done",
		`commit ${nextRef}`,
		`committer qemu-storage-gate <qemu-storage-gate@localhost> ${Math.floor(Date.now() / 1e3)} +0000`,
		dataOf(message),
		...tip.commit === void 0 ? [] : [`from ${tip.commit}`],
		...[...files].flatMap(([path, { oid, content }]) => written.has(oid) ? [`M 100644 ${oid} ${path}`] : [`M 100644 inline ${path}`, dataOf(content)]),
		...removed.map((path) => `D ${path}`),
		"done\n"
	].join("\n");
	await repository.git("-c fastimport.unpackLimit=1 fast-import --quiet --force".split(" "), { input });
	for (const { oid } of files.values()) written.add(oid);
}
/** A content under its name. */
function blobOf(content) {
	const header = `blob ${Buffer.byteLength(content)}\0`;
	return {
		oid: createHash("sha1").update(header).update(content).digest("hex"),
		content
	};
}
function dataOf(content) {
	return `data ${Buffer.byteLength(content)}\n${content}`;
}
/** What a reader of the branch finds first, and the mark that it is ours. */
const firstFiles = /* @__PURE__ */ new Map([["README.md", blobOf(`# Baselines of qemu-storage-gate

Written by qemu-storage-gate; nothing here is edited by hand. Each file below \`runs/\` is one run: folder by environment,
name by start, commit and digest; below \`acknowledgements/\` is what people said of them. Nothing is changed. A checkout of this branch can be used as
\`--baseline dir:PATH\`.
`)], [markerPath, blobOf("layout 1\n")]]);

// src/store/git/contents.ts
/** Largest document that is taken from a ref, in bytes: anybody who may push can put anything there. */
const largestBlob = 8 * 2 ** 20;
/** Most bytes that are taken from a ref at once. */
const mostBytes = 64 * 2 ** 20;
/** Reads documents of a ref, in the order of the entries. */
async function readContents(repository, { ref, entries, have }) {
	const refused = await fetchBlobs(repository, {
		ref,
		oids: [...new Set(entries.map(({ oid }) => oid))].filter((oid) => !have.has(oid))
	});
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
async function fetchBlobs(repository, { ref, oids }) {
	const refused = /* @__PURE__ */ new Map();
	let first;
	const fetchSome = async (some) => {
		try {
			await fetchAtOnce(repository, some);
		} catch (error) {
			if (wordsOf(error).includes(noSingleObjects)) return fetchWhole(repository, ref);
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
/** What git says where the remote speaks its old protocol: by ssh to a server that does not accept GIT_PROTOCOL. */
const noSingleObjects = "Server does not allow request for unadvertised object";
/** All of the ref's newest commit: without a word of what we have, or the remote would leave out what it thinks we got. */
async function fetchWhole(repository, ref) {
	await repository.git([
		"-c",
		"fetch.negotiationAlgorithm=noop",
		"fetch",
		...[
			"--no-tags",
			"--no-write-fetch-head",
			"--no-filter",
			"--depth=1",
			"--quiet"
		],
		remoteName,
		`+${ref}:${wholeRef}`
	]);
}
const wholeRef = "refs/storage-gate/whole";
function describe(error) {
	return wordsOf(error).split("\n").find((words) => /error|fatal/.test(words))?.slice(0, 200) ?? "git fetch failed";
}
function wordsOf(error) {
	return error instanceof GateError ? error.facts.stderrTail ?? "" : "";
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
	const named = documents.map(({ folder, name, content }) => ({
		folder,
		name,
		blob: blobOf(content)
	}));
	return ({ oids }) => {
		const added = /* @__PURE__ */ new Map();
		const result = named.map(({ folder, name, blob }) => {
			const path = freePath(`${top}${folder}/${name}`, {
				oids,
				oid: blob.oid
			});
			if (!oids.has(path)) added.set(path, blob);
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
	const { why, remedy } = meanings.find(({ pattern }) => pattern.test(said)) ?? unknown$1;
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
const unknown$1 = { remedy: "see what git says, try the same with `git fetch` and `git push`, or give --baseline dir:PATH" };
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
* Waits a random time in units of what an attempt takes, so that writers who collided do not do so again and again. It grows
* little: each collision is somebody's success, so that a queue shortens, and a pause of minutes would outlast it.
*/
async function pauseAfter({ attempt, lasted, signal }) {
	const longest = Math.min(60, Math.max(.1, lasted) * Math.min(8, 3 * 1.1 ** attempt));
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
	const written = /* @__PURE__ */ new Set();
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
			written,
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
			ref: place.ref,
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

// src/store/git/ancestors.ts
/** How far back a baseline is looked for. */
const depth = 300;
/**
* The commit and its ancestors as the remote knows them: the commits alone, without a tree, into a repository that goes at
* once. Empty where the remote does not hand them over.
*/
async function fetchAncestors({ commit, ...request }) {
	await using repository = await createRepository(request);
	const options = [
		"--filter=tree:0",
		`--depth=${depth}`,
		"--no-tags",
		"--no-write-fetch-head",
		"--quiet"
	];
	return await ancestryOf(commit, async () => {
		await repository.git([
			"fetch",
			...options,
			remoteName,
			`${commit}:refs/storage-gate/base`
		]);
		return (await repository.git([
			"rev-list",
			`--max-count=${depth}`,
			commit
		])).stdout;
	});
}
/** The same from the clone around `cwd`, which is only read. Of a shallow clone it is what is there. */
async function ancestorsInClone({ cwd, commit, signal }) {
	const argv = [
		"git",
		"rev-list",
		`--max-count=${depth}`,
		commit
	];
	const env = {
		LC_ALL: "C",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_NO_LAZY_FETCH: "1"
	};
	return ancestryOf(commit, async () => (await runTool({
		argv,
		cwd,
		env,
		signal
	})).stdout);
}
async function ancestryOf(commit, list) {
	try {
		return {
			commit,
			commits: (await list()).trimEnd().split("\n")
		};
	} catch (error) {
		if (error instanceof GateError && unknown.has(error.code)) return {
			commit,
			commits: []
		};
		throw error;
	}
}
/** git failed, or is not there. */
const unknown = /* @__PURE__ */ new Set([
	"tool-failed",
	"missing-packages",
	"store-unusable"
]);

export { remoteWithToken as a, requireStore as c, resolveJudging as d, resolveSettings as f, openStore as i, requirePolicy as l, fetchAncestors as n, readRunFile as o, parseConfigFile as p, openExistingStore as r, describeStore as s, ancestorsInClone as t, requireSettings as u };