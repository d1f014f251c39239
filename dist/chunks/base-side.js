import { $ as resolveSuite, $t as findProgram, Ai as expectationsOf, An as restoringWrites, Ar as messageOf, At as requestOf, Bn as parseJson, Br as headIndexOf, Ca as tuple, Ci as jobOf$1, Cr as normalQuantile, Ct as isMeant, Di as sha256Hex, Ei as fingerprintOf, Fi as diskModeKey, Fn as suiteInstead, Ft as mostYaml, Gi as nodeNames, Gr as valuesOf$1, Hi as withoutDefaults, Hr as logCentreOf, It as readYaml, Ji as imageFormats, Jn as remedyOfErrno, Jr as formatCount, Kn as slotsOf, Kr as formatBytes, Li as fields$1, Ln as suiteNamed, Lt as require_dist, Mi as hasGatesSpace, Mn as judgeClaims, Ni as spaceFacts, Nr as toldOf, Oi as askedOf, Ot as isInside, Pi as defaultDiskMode, Pn as rulesOf, Pt as listDisks, Q as resolveSettings, Qi as durabilityClass, Qn as readBounded, Ri as imageMode, Rn as otherProgram, Rt as nearWord, Sa as string, Si as hostJobName, Sr as normalDensity, St as isFailing, Ti as differingFacts, Tn as documentDigest, Tr as GateError, Tt as ruleFor, Un as largestOf, Ur as meanOf, Vr as headSampleOf, Wi as diskNames, Wn as refilledBytes, Wr as sampleOf, Xn as fileDigest, Yi as cacheFlags, Yn as fileChunks, Yr as formatDuration, Zi as describeCache, Zn as largestFile, _a as looseObject, _i as looksFor, aa as furthestOf, ai as isLikeLoad, an as startProgram, at as inOrder, b as acceptLosses, ba as record$1, bn as pause, br as commitOf, ca as metricOf, ci as ofLikeLoad, cn as createScratch, ct as shuffled, d as subjectChanges, da as _enum, dn as refuseForeign, ea as accept$1, en as isExecutable, er as withoutWaiting, et as disksOf, f as unseenChange, fa as array, fi as imageFileOf, fn as removeAbandonedScratch, ft as imageDoubts, ga as literal, ha as int, hi as suiteDigest, ht as askedDisks, ii as runIdentity, in as runTool, it as imageExchange, ji as factOf, jn as roundWrites, jt as parseDiskMode, ki as evidenceOf, kn as hostFilesSize, kr as hasCode, kt as plainPath, la as number, li as ofLikeMedium, ln as createSocketScratch, ma as boolean, mi as targetKey, mn as writeWhole, mt as nameOf, na as describeRejection, nn as missingProgram, oa as isFurther, oi as loadOf, on as droppedVariables, ot as offsetSeed, p as weakerDurability, pa as base64, pi as isOwnImage, pn as takeUnremoved, pt as lookupIn, qi as aioEngines, ra as reject, ri as redactPaths, rn as requireProgram, rr as worstVerdict, rt as withStoredBases, si as loadParts, sn as claimDirectory, st as randomFrom, ta as collectRejections, ti as formatShare, tn as lastLines, tt as planRun, u as shownIn, ua as datetime, ui as takenByOthers, un as makeDirectories, va as number$1, vi as looksTaken, vn as readBootId, vt as parseConfigFile, wa as unknown, wi as canonicalJson, wr as normalTail, wt as policyFor, xa as strictObject, xi as unmeasuredChanges, xn as within, xr as studentTQuantile, ya as object, yi as cellText, yn as anySignal, zi as impossibilities, zn as pairsSuiteSchema, zr as headCells } from "./guard.js";
import { once } from "node:events";
import { basename, dirname, join, resolve, sep } from "node:path";
import { constants, existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual, promisify, stripVTControlCharacters } from "node:util";
import { createHash, randomBytes, randomFill, randomInt, randomUUID } from "node:crypto";
import { access, chmod, constants as constants$1, copyFile, lstat, mkdir, open, readFile, readdir, readlink, realpath, rename, rm, stat, statfs, symlink, unlink, utimes, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { availableParallelism, cpus, machine, release } from "node:os";
import net, { connect } from "node:net";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { channel } from "node:diagnostics_channel";

// src/core/difference.ts
/** One sample over another, round by round. */
function subtracted(head, against) {
	if (head.kind === "missing") return head;
	if (against.kind === "missing") return {
		kind: "missing",
		reason: {
			kind: "other-arm",
			reason: against.reason
		}
	};
	return {
		kind: "values",
		logs: head.logs.map((log, round) => log - (against.logs[round] ?? NaN))
	};
}
/** The differences of a pair: of its slices where there are some, and of the sums beside them. */
function differencesOf(run, place) {
	const { plan, rounds } = run;
	const { pair, workload, metric } = place;
	const { head, against } = plan.pairs?.[pair] ?? {
		head: -1,
		against: -1
	};
	const [one, other] = [head, against].map((armIndex) => sampleOf(run, {
		...place,
		armIndex
	}));
	if (one === void 0 || other === void 0) throw new RangeError("a pair has two arms");
	const sums = subtracted(one, other);
	if (sums.kind === "missing" || metric !== "throughput") return sums;
	const stalls = [head, against].map((armIndex) => stallsOf(run, {
		pair,
		workload,
		armIndex
	}));
	const logs = [];
	for (const { index, differences = [] } of rounds) {
		if (plan.order[index]?.includes(pair) !== true) continue;
		const found = differences.filter((it) => it.pair === pair && it.workload === workload);
		const [difference] = found;
		if (difference === void 0 || found.length > 1) return {
			kind: "missing",
			reason: {
				kind: "no-difference",
				round: index
			}
		};
		const sum = sums.logs[logs.length] ?? NaN;
		const most = stalls.reduce((all, of) => all + of(logs.length), .1);
		if (Math.abs(difference.log - sum) > most + 3 * Math.min(difference.error, .1)) return {
			kind: "missing",
			reason: {
				kind: "unlike-sums",
				round: index
			}
		};
		logs.push(difference.log);
	}
	return {
		kind: "values",
		logs,
		sums: sums.logs
	};
}
/**
* By how much stalls can part the slices of a disk from its sums, by round: the mean latency has
* all of them, the median none. Infinite where latencies are not known.
*/
function stallsOf(run, place) {
	const [mean, median] = ["latency-mean", "latency-p50"].map((metric) => sampleOf(run, {
		...place,
		metric
	}));
	return (round) => mean?.kind === "values" && median?.kind === "values" ? Math.abs((mean.logs[round] ?? 0) - (median.logs[round] ?? 0)) : Number.POSITIVE_INFINITY;
}
/** The pair in which an arm is measured beside the yardstick; undefined where it is in none. */
function gaugedIn({ plan, arms }, armIndex) {
	const pair = plan.pairs?.findIndex(({ head, against }) => head === armIndex && arms[against]?.side === "yardstick") ?? -1;
	const key = arms[plan.pairs?.[pair]?.against ?? -1]?.key;
	return key === void 0 ? void 0 : {
		pair,
		key
	};
}
/** Mean logarithm of a cell over that of the yardstick, and which that is; undefined without. */
function logRatioOf$1(run, { arm, ...cell }) {
	const gauged = gaugedIn(run, headIndexOf(run, arm));
	if (gauged === void 0) return void 0;
	const found = differencesOf(run, {
		...cell,
		pair: gauged.pair
	});
	return found.kind === "missing" ? void 0 : {
		log: meanOf(found.logs),
		key: gauged.key
	};
}

// src/statistics/centre.ts
/** How many of `n` values are set aside at each end. */
function trimmedOf(n) {
	return Math.floor(n / 12);
}
/**
* The trimmed mean: of 12 to 23 values the lowest and the highest are set aside, of 24 to 35 two of
* each. One stalled round then moves nothing, and at normal noise little is lost. Its variance is
* that of the winsorized values, with the degrees of freedom of the values that stay; below 12
* values it is the mean with its plain variance. At least one value. `cut` says how many to set
* aside at each end instead. Source: J. W. Tukey and D. H. McLaughlin, Sankhya A 25, 1963.
*/
function centreOf(logs, cut = trimmedOf(logs.length)) {
	const n = logs.length;
	const kept = (cut === 0 ? logs : logs.toSorted((a, b) => a - b)).slice(cut, n - cut);
	const centre = mean(kept);
	const [low, high] = [kept[0] ?? 0, kept.at(-1) ?? 0];
	const middle = (centre * kept.length + cut * (low + high)) / n;
	const isFlat = kept.every((log) => log === low);
	const ends = cut * ((low - middle) ** 2 + (high - middle) ** 2);
	const squares = isFlat ? 0 : kept.reduce((sum, log) => sum + (log - middle) ** 2, ends);
	const h = kept.length;
	return {
		centre,
		variance: h < 2 ? 0 : n * squares / (h * (h - 1)),
		freedom: h - 1,
		n
	};
}
function mean(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
/**
* What a report shows as the levels of head and base, both logs: the centre of the head's rounds,
* and the same less the centre of the differences (head less base, one a round). So their ratio is
* the change that is judged, which the centres of both sides, each trimmed for itself, would miss.
*/
function sideLevelsOf(head, differences) {
	const level = centreOf(head).centre;
	return {
		head: level,
		base: level - centreOf(differences).centre
	};
}

// src/statistics/uncertainty.ts
/** Standard deviation between runs, on the log scale, that is assumed until it can be estimated. */
const assumedBetweenDeviation = .1;
/** How many earlier runs it takes to estimate the deviation between runs. */
const runsToEstimateBetween = 5;
/** The centre of a run's own rounds, of which `planned` are to come in all. */
function estimateOf({ centre, variance, freedom, n }, planned) {
	const half = (rounds) => (probability) => halfOf(probability, {
		variance: variance / rounds,
		freedom
	});
	return {
		value: centre,
		halfWidth: half(n),
		finalHalfWidth: half(planned),
		betweenShare: 0
	};
}
/**
* How far a run of these logs is from K earlier runs, of which each counts once, by as many of its
* first rounds as this one has. The interval is that of a prediction: S² (1 + 1/K) with K - 1
* degrees of freedom, where S² is the variance of the earlier centres. From five runs on S² holds
* the noise of a usual run's rounds, and only what this run may have beyond that comes on top; the
* SD that is assumed before holds none of it. At least one earlier run.
*/
function predictionOf(logs, earlier) {
	const K = earlier.length;
	const own = centreOf(logs);
	const centres = earlier.map((run) => centreOf(run.slice(0, own.n)));
	const level = centreOfRuns(centres.map(({ centre }) => centre));
	const between = betweenRuns(level.variance, K);
	const rounds = {
		variance: own.variance / own.n,
		freedom: own.freedom
	};
	const usual = {
		variance: centres.reduce((sum, { variance, n }) => sum + variance / n, 0) / K,
		freedom: Math.max(own.freedom, K - 1)
	};
	const halfWidth = (probability) => {
		const spread = halfOf(probability, between) * Math.sqrt(1 + 1 / K);
		const held = K < 5 ? 0 : halfOf(probability, usual);
		return Math.sqrt(spread ** 2 + Math.max(0, halfOf(probability, rounds) ** 2 - held ** 2));
	};
	const total = Math.max(rounds.variance, between.variance);
	return {
		value: own.centre - level.mean,
		halfWidth,
		finalHalfWidth: halfWidth,
		betweenShare: total === 0 ? 0 : 1 - rounds.variance / total
	};
}
/**
* How far each of some cells is from its earlier runs, by one noise for all: the median of their
* variances, from run to run (this one among them) or from round to round, whichever is wider. So
* the few that moved widen nobody's interval. Where they are too few to tell what runs differ by,
* that is assumed. At least one earlier run each.
*/
function pooledPredictions(cells) {
	const centred = cells.map(({ logs, earlier }) => [logs, ...earlier].map((run) => centreOf(run)));
	const between = medianSpread(centred.map((runs) => centreOf(runs.map(({ centre }) => centre), 0)));
	const rounds = medianSpread(centred.map((runs) => {
		const freedom = runs.reduce((sum, run) => sum + run.freedom, 0);
		const squares = runs.reduce((sum, run) => sum + run.freedom * run.variance, 0);
		return {
			variance: freedom === 0 ? 0 : squares / freedom,
			freedom
		};
	}));
	const runs = between.freedom < leastFreedom ? {
		variance: assumedBetweenDeviation ** 2,
		freedom: Number.POSITIVE_INFINITY
	} : between;
	return centred.map(([own, ...earlier]) => {
		const { centre = 0, n = 1 } = own ?? {};
		const others = earlier.reduce((sum, run) => sum + run.centre, 0) / earlier.length;
		const spread = (probability) => Math.max(halfOf(probability, runs), rounds.freedom === 0 ? 0 : halfOf(probability, {
			...rounds,
			variance: rounds.variance / n
		}));
		const halfWidth = (probability) => spread(probability) * Math.sqrt(1 + 1 / earlier.length);
		return {
			value: centre - others,
			halfWidth,
			finalHalfWidth: halfWidth,
			betweenShare: 1
		};
	});
}
/** A noise that is known less well than that is assumed instead. */
const leastFreedom = 3;
/**
* The median of variances, made up for being below their mean (the approximation of E. B. Wilson
* and M. M. Hilferty, 1931), with the share of their degrees of freedom that a median is worth.
*/
function medianSpread(spreads) {
	const middle = (values) => {
		const sorted = values.toSorted((a, b) => a - b);
		const half = (sorted.length - 1) / 2;
		return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
	};
	const freedom = middle(spreads.map((one) => one.freedom));
	if (freedom === 0) return {
		variance: 0,
		freedom
	};
	return {
		variance: middle(spreads.map((one) => one.variance)) / (1 - 2 / (9 * freedom)) ** 3,
		freedom: .4 * freedom * spreads.length
	};
}
/** What can't be told at all can't be told by values that never vary either. */
function halfOf(probability, { variance, freedom }) {
	const deviations = quantile(probability, freedom);
	return Number.isFinite(deviations) ? deviations * Math.sqrt(variance) : deviations;
}
/** Looks ask for the same few quantiles for every cell. */
const known$2 = /* @__PURE__ */ new Map();
/** How many standard errors away the truth is with this probability, on one side. */
function quantile(probability, freedom) {
	const row = known$2.get(probability) ?? /* @__PURE__ */ new Map();
	const found = row.get(freedom) ?? -studentTQuantile(probability, freedom);
	if (known$2.size > 1e4) known$2.clear();
	known$2.set(probability, row.set(freedom, found));
	return found;
}
/**
* The variance between runs, on the log scale, and how well it is known, from the variance of the
* centres of K runs. Too few runs to estimate it may yet show that it is larger than is assumed.
*/
function betweenRuns(variance, K) {
	const assumed = assumedBetweenDeviation ** 2;
	if (K >= 5 || variance > assumed) return {
		variance,
		freedom: K - 1
	};
	return {
		variance: assumed,
		freedom: Number.POSITIVE_INFINITY
	};
}
/** Untrimmed: a slow run is as much a run as any other. */
function centreOfRuns(centres) {
	const mean = centres.reduce((sum, centre) => sum + centre, 0) / centres.length;
	const squares = centres.every((centre) => centre === centres[0]) ? 0 : centres.reduce((sum, centre) => sum + (centre - mean) ** 2, 0);
	return {
		mean,
		variance: centres.length < 2 ? 0 : squares / (centres.length - 1)
	};
}

// src/history/eligibility.ts
/**
* Why a stored run can be no baseline; undefined where it can. Slow ones can: leaving them out
* would raise the baseline and shrink its variance. One attested disk is enough, since the cells of
* the others are missing for themselves.
*/
function whyNotEligible(run) {
	if (run.stop.reason === "trouble") return "trouble";
	if (run.rounds.length === 0) return "no-round";
	const heads = run.arms.filter(({ side }) => side === "head");
	if (heads.length > 0 && !heads.some(({ attestation }) => attestation.ok)) return "unattested";
}
/** Whether a run can be part of a baseline: it came to its end, and is attested. */
function isEligible(run) {
	return whyNotEligible(run) === void 0;
}
/**
* Whether two runs are of one environment. Fingerprints are computed, not read, since a document
* may claim any.
*/
function isSameEnvironment(one, other) {
	return fingerprintOf(one.environment) === fingerprintOf(other.environment);
}
/** When a run began, in milliseconds since 1970. */
function startOf({ startedAt }) {
	return Date.parse(startedAt);
}

// src/history/limits.ts
/**
* Most runs that make a baseline, or in which a change of level is looked for: older ones describe
* another machine.
*/
const mostRuns = 30;
/** Most other environments that are read of, the newest first: they only tell what differs. */
const mostOthers = 20;
/** Acknowledgements that are read of an environment, the newest first. */
const mostAcknowledgements = 50;
/** Fewest runs that show a level: with fewer the variation between runs is unknown. */
const levelRuns = 5;
/**
* How far the newest documents of an environment are read: until there are as many eligible runs as
* make a baseline. A few are not eligible, so a batch has some more; and a series of such runs must
* not make each later one slow.
*/
const newestDocuments = {
	wanted: 30,
	isWanted: isEligible,
	batch: 36,
	most: 144
};
/**
* How far the oldest ones are read: until there are as many eligible runs as set the accepted level
* while nobody acknowledged one.
*/
const oldestDocuments = {
	wanted: 5,
	isWanted: isEligible,
	batch: 8,
	most: 16
};
/** What a store is asked for before a run is judged: documents by their names, as `Store.list`. */
function documentsFor({ fingerprint, startedAt }, ancestry) {
	const isPlaced = placedBy(ancestry);
	const placed = isPlaced && {
		...newestDocuments,
		commits: ancestry?.commits,
		isWanted: (run) => isPlaced(run) && isEligible(run)
	};
	return {
		fingerprint,
		startedAt,
		newest: placed === void 0 ? [newestDocuments] : [placed, newestDocuments],
		oldest: oldestDocuments,
		later: 30,
		others: mostOthers,
		acknowledgements: mostAcknowledgements
	};
}
/** Whether a run measured the base commit or an ancestor; undefined where nobody can say it. */
function placedBy(ancestry) {
	const { commits = [], isIncomplete = false } = ancestry ?? {};
	if (isIncomplete || commits.length === 0) return void 0;
	const before = new Set(commits);
	return (run) => before.has(commitOf(run) ?? "");
}

// src/history/reading.ts
/** The reading of a cell in a run; undefined where it has no valid sample. */
function readingOf$1(run, cell) {
	const log = logCentreOf(run, cell);
	if (log === void 0) return void 0;
	const { startedAt } = run;
	return {
		startedAt,
		commit: commitOf(run),
		load: loadOf(run),
		log,
		ratio: logRatioOf$1(run, cell)
	};
}
/** The readings of a cell in some runs, in their order. */
function readingsOf(runs, cell) {
	return runs.flatMap((run) => readingOf$1(run, cell) ?? []);
}
/** The logarithm that is judged: of the ratio to the yardstick of a key, or of the level. */
function logIn({ log, ratio }, key) {
	if (key === void 0) return log;
	return ratio?.key === key ? ratio.log : void 0;
}

// src/history/accepted-level.ts
/**
* Accepts the level of some runs of one environment, the newest first, with the digests of their
* documents: per cell that is covered their geometric mean. Cells that not all of them have stay as
* they were.
*/
function acknowledge({ runs, covers, toolVersion, ...said }) {
	const [newest] = runs;
	const cells = newest === void 0 ? [] : headCells(newest.run).filter(covers);
	const loads = runs.flatMap(({ run }) => loadOf(run) ?? []);
	return {
		schema: 1,
		kind: "acknowledgement",
		tool: {
			name: "qemu-storage-gate",
			version: toolVersion
		},
		...said,
		fingerprint: newest?.run.fingerprint ?? "",
		levels: cells.flatMap((cell) => {
			const centres = runs.flatMap(({ run }) => logCentreOf(run, cell) ?? []);
			if (centres.length < runs.length) return [];
			const ratios = runs.flatMap(({ run }) => logRatioOf$1(run, cell)?.log ?? []);
			const ratio = ratios.length === runs.length ? { ratio: Math.exp(meanOf(ratios)) } : {};
			return [{
				...cell,
				value: Math.exp(meanOf(centres)),
				...ratio
			}];
		}),
		...loads.length > 0 && { load: meanOf(loads) },
		runs: runs.map(({ run: { startedAt }, digest }) => ({
			startedAt,
			digest
		}))
	};
}
/**
* What a cell of the default branch is to deliver, in the metric's base unit, and who said so:
* what was last acknowledged, else the geometric mean of the first five runs; undefined where fewer
* have it, and where those were measured under other load. `readings` are those of the cell in
* eligible runs of one environment, in any order, the oldest among them.
*/
function acceptedLevel(cell, { readings = [], acknowledgements, until = Number.POSITIVE_INFINITY, load, key }) {
	for (const acknowledgement of newestFirst$1(acknowledgements, until)) {
		const level = levelsIn(acknowledgement).get(cellText(cell));
		if (level === void 0) continue;
		const logValue = key === void 0 ? level.log : level.logRatio;
		if (logValue === void 0 || !isLikeLoad(acknowledgement.load, load)) return void 0;
		return {
			logValue,
			runs: acknowledgement.runs.length,
			by: acknowledgement.by
		};
	}
	const first = readings.toSorted((a, b) => startOf(a) - startOf(b)).flatMap((reading) => {
		const log = logIn(reading, key);
		return log === void 0 ? [] : [{
			log,
			load: reading.load ?? 0
		}];
	}).slice(0, 5);
	if (first.length < 5) return void 0;
	const then = meanOf(first.map((one) => one.load));
	if (!isLikeLoad(then, load)) return void 0;
	return {
		logValue: meanOf(first.map(({ log }) => log)),
		runs: 5
	};
}
/** Levels are looked through once, however many cells are asked for: a document never changes. */
const levelsByDocument = /* @__PURE__ */ new WeakMap();
function levelsIn(acknowledgement) {
	const found = levelsByDocument.get(acknowledgement);
	if (found !== void 0) return found;
	const logs = new Map(acknowledgement.levels.toReversed().map((level) => [cellText(level), {
		log: Math.log(level.value),
		logRatio: level.ratio && Math.log(level.ratio)
	}]));
	levelsByDocument.set(acknowledgement, logs);
	return logs;
}
/**
* By the runs that they speak of, and only where the last of those is the same by their own time:
* the clock of who acknowledged is nobody's to check, and one that is ahead would outrank all that
* others say later.
*/
function newestFirst$1(acknowledgements, until) {
	const lastRun = ({ runs }) => Math.max(...runs.map(startOf).filter((start) => start <= until));
	const saidAt = ({ acknowledgedAt }) => Date.parse(acknowledgedAt);
	return acknowledgements.filter((one) => lastRun(one) > Number.NEGATIVE_INFINITY).toSorted((a, b) => lastRun(b) - lastRun(a) || saidAt(b) - saidAt(a));
}
/**
* The cell in which some runs, the newest first, differ by more than they would by chance, so that
* their mean is the level of none of them: the worst one, with its lowest and highest geometric
* mean in base units, and how many of the newest runs are alike. Undefined where in each cell all
* are. A host is taken to vary by 10 % between runs, as for baselines of few; of five runs alike
* the range exceeds four deviations in 4 % of cases.
*/
function findUnlikeRuns(runs, cells) {
	const unlike = cells.flatMap((cell) => {
		const logs = runs.flatMap((run) => logCentreOf(run, cell) ?? []);
		const limit = 4 * Math.max(assumedBetweenDeviation, ...runs.map((run) => errorOf(run, cell)));
		const alike = logs.findIndex((_, index) => rangeOf(logs.slice(0, index + 1)) > limit);
		if (alike < 0) return [];
		return [{
			cell,
			low: Math.exp(Math.min(...logs)),
			high: Math.exp(Math.max(...logs)),
			alike
		}];
	});
	const [worst] = unlike.toSorted((a, b) => b.high / b.low - a.high / a.low);
	const alike = Math.min(...unlike.map((one) => one.alike));
	return worst === void 0 ? void 0 : {
		...worst,
		alike
	};
}
/** Standard error of a cell's centre in one run: what its own rounds leave open. */
function errorOf(run, cell) {
	const sample = headSampleOf(run, cell);
	return sample.kind === "values" ? sample.logDeviation / Math.sqrt(sample.n) : 0;
}
function rangeOf(logs) {
	return Math.max(...logs) - Math.min(...logs);
}

// src/host/page-cache.ts
/**
* One for all reads: a fresh one for each of 128 files took 60 MiB of memory before it was
* collected.
*/
const buffer = Buffer.allocUnsafe(1048576);
/**
* Reads a file, or a part of it, once, so that the host's page cache holds it (as far as memory
* allows).
*/
async function warmFile(path, { start, length } = {
	start: 0,
	length: Number.POSITIVE_INFINITY
}) {
	await using file = await open(path);
	let [read, at] = [1, start];
	for (; read > 0 && at < start + length; at += read) {
		const most = Math.min(buffer.length, start + length - at);
		read = (await file.read(buffer, 0, most, at)).bytesRead;
	}
}
/**
* Writes the files' dirty pages and drops them from the host's page cache. The kernel takes it as
* advice (POSIX_FADV_DONTNEED; needs no root): pages in use by others stay. Source: dd(1), "drop
* cache for the whole file". One process of ours for all files: one for each of 128 cost node 50
* MiB of memory.
*/
async function coldFiles(paths, signal) {
	await runTool({
		argv: [
			"sh",
			"-c",
			"for file; do dd of=\"$file\" oflag=nocache conv=notrunc,fdatasync count=0 status=none || exit; done",
			"sh",
			...paths
		],
		signal
	});
}
/**
* Writes all dirty pages of the host and waits until at most `bound` bytes are dirty or under
* write-back, so that they do not bleed into the next measurement. After `timeout` seconds it
* returns what is left, without an error, since others may write all the time.
*/
async function flushDirtyPages({ bound = 8388608, timeout = 10, signal } = {}) {
	const start = performance.now();
	await runTool({
		argv: ["sync"],
		timeout: 600,
		signal
	});
	for (;;) {
		const left = unwrittenBytes(await readFile("/proc/meminfo", "utf8"));
		const seconds = (performance.now() - start) / 1e3;
		if (left <= bound) return {
			seconds,
			unwritten: 0
		};
		if (seconds >= timeout) return {
			seconds,
			unwritten: left
		};
		await pause(.05, signal);
	}
}
/** Dirty and Writeback of /proc/meminfo, in bytes. */
function unwrittenBytes(meminfo) {
	const lines = [...meminfo.matchAll(/^(?:Dirty|Writeback): +(\d+) kB$/gm)];
	if (lines.length !== 2) throw new GateError("tool-failed", { problem: "/proc/meminfo lacks Dirty or Writeback" });
	return lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}
/** Newer versions of util-linux print numbers, older ones texts. */
const count$1 = number().nonnegative();
const answer = object({ fincore: tuple([object({
	res: count$1,
	size: count$1
})]) });
/**
* The share of a file that is in the host's page cache, 0 to 1 (1 for an empty file), by
* util-linux's fincore. `missing-packages`, `tool-failed`.
*/
async function residentShare(path) {
	const argv = [
		"fincore",
		"--json",
		"--bytes",
		"--output",
		"RES,SIZE",
		"--",
		path
	];
	const { stdout, stderr } = await runTool({
		argv,
		timeout: 30
	});
	const read = answer.safeParse(parseJson(stdout));
	if (!read.success) throw new GateError("tool-failed", {
		problem: "fincore printed something other than the pages and the size of a file",
		argv,
		stderrTail: stderr || stdout
	});
	const [{ res, size }] = read.data.fincore;
	return size === 0 ? 1 : Math.min(1, res / size);
}

// src/host/host-arm.ts
/** Longest that writing all files may take, in seconds: a slow drive has 256 MiB to write. */
const preparingTimeout = 302;
/**
* Lets the suite's tool write its files; complete ones stay, and short ones are continued. Returns
* the bytes that were missing. Throws `no-space` where the filesystem is full, and `tool-failed`
* where the tool fails otherwise.
*/
async function prepareHostFiles(request) {
	const { directory, files, direct = true, signal } = request;
	const bytesWritten = await missingBytes(request);
	const argv = files.prepare({ direct });
	const { exitCode, stdout } = await runHostJob({
		argv,
		directory,
		timeout: preparingTimeout,
		signal
	});
	if (exitCode === 0 && await missingBytes(request) === 0) return { bytesWritten };
	throw new GateError("tool-failed", {
		problem: `${argv[0] ?? "the tool"} could not write the suite's files in ${directory}`,
		argv,
		exitCode,
		path: directory,
		stderrTail: lastLines(stdout, 5)
	});
}
/**
* Brings the files into the state that a workload expects: complete, and for a buffered one read
* once, so that the page cache is warm. Nothing is dropped for a direct one. It is not part of
* measuring. Returns the bytes that it had to write.
*/
async function readyHostFiles(request) {
	const { directory, files, workload, direct } = request;
	if (files.makesOwn(workload)) return { bytesWritten: 0 };
	const bytesWritten = await missingBytes(request) === 0 ? 0 : (await prepareHostFiles(request)).bytesWritten;
	if (!direct) for (const name of files.names) await warmFile(join(directory, name));
	return { bytesWritten };
}
async function missingBytes({ directory, files: { names, totalSize } }) {
	const size = Math.floor(totalSize / names.length);
	return (await Promise.all(names.map((name) => stat(join(directory, name)).then((facts) => facts.size, () => 0)))).reduce((sum, found) => sum + Math.max(0, size - found), 0);
}
/** The tools' own statuses; anything else was a signal or a shell. */
const toolStatuses = [
	0,
	1,
	2,
	3,
	4
];
/** ENOSPC, as fio and sysbench tell it. */
const fullDisk = /err=28\/|"error" : 28,|errno = 28\b/;
/**
* Runs a suite's tool on the host in a directory, for so many seconds at most; what it printed is
* for its parser, whatever its status. Throws `no-space` where the filesystem is full,
* `tool-failed` where it was killed.
*/
async function runHostJob({ argv, directory, timeout, signal }) {
	const output = await runTool({
		argv,
		cwd: directory,
		timeout,
		signal,
		accept: toolStatuses
	});
	if (!fullDisk.test(`${output.stdout}\n${output.stderr}`)) return output;
	throw new GateError("no-space", {
		problem: `the filesystem under ${directory} is full`,
		remedy: "free some space, or give another --directory",
		path: directory,
		argv
	});
}

// src/disk/parts.ts
/**
* The parts of a disk. A node that is referred to by name inherits no cache flags and no discard,
* so both nodes say them; drivers are named, so that nothing is probed; what could hide a write
* (discard, detect-zeroes) is always said.
*/
function diskParts(disk) {
	const { id, image, mode } = disk;
	const names = diskNames(id);
	const added = additionsOf(mode, names);
	const shared = {
		...added.nodes,
		"read-only": false,
		"detect-zeroes": "off"
	};
	const { driver, ...ofGuest } = added.format;
	const isBare = mode.rawNode === false;
	const content = storage(image, mode, added.file);
	const part = disk.begin === void 0 ? {} : {
		offset: disk.begin,
		size: mode.size
	};
	const driverOf = disk.begin === void 0 ? {} : { driver: "host_device" };
	const file = {
		"node-name": names.file,
		...content,
		...driverOf,
		...shared,
		...isBare && ofGuest
	};
	const layers = Array.from({ length: disk.layers ?? 0 }, (_, index) => ({
		driver: "raw",
		"node-name": names.layer(index),
		file: index === 0 ? names.file : names.layer(index - 1),
		...shared
	}));
	const below = layers.at(-1)?.["node-name"] ?? names.file;
	const [chain, top] = backingNodes(disk, added);
	const own = {
		"node-name": names.format,
		file: below,
		...shared,
		driver,
		...part,
		...ofGuest,
		...top
	};
	const { format } = nodeNames(mode, id);
	const filter = {
		"node-name": names.throttle,
		file: format,
		...shared,
		...added.filter
	};
	const isFiltered = added.filter["driver"] !== void 0;
	const ofFormat = [...isBare ? [] : [own], ...isFiltered ? [filter] : []];
	return {
		nodes: [
			...chain,
			file,
			...layers,
			...ofFormat
		],
		objects: added.objects,
		devices: devices(disk, added)
	};
}
/**
* The nodes below an own image, from the lowest up, with the cache flags and aio of the disk; and
* what the image's own node says of them. All are named, so that QEMU opens no file that an image
* names.
*/
function backingNodes({ id, mode, backing }, added) {
	if (backing === void 0) return [[], {}];
	const names = diskNames(id);
	const shared = {
		...added.nodes,
		"read-only": true,
		discard: "ignore",
		"detect-zeroes": "off"
	};
	const restsOn = (index, format) => format === "raw" ? {} : { backing: index < backing.length ? names.backing(index) : null };
	return [backing.map(({ path, format }, index) => [{
		"node-name": names.backingFile(index),
		...storage(path, mode, added.file),
		...shared
	}, {
		driver: format,
		"node-name": names.backing(index),
		file: names.backingFile(index),
		...restsOn(index + 1, format),
		...shared
	}]).toReversed().flat(), restsOn(0, mode.format)];
}
/** The name of the device that hangs on the PCI port: controller or disk. */
function deviceOnPort({ id, mode }) {
	const names = diskNames(id);
	return mode.bus === "virtio-scsi" ? names.controller : names.device;
}
/** What `qemu-img` is told of an image for a disk with these fields (`-o`), as `name=value`. */
function imageOptions(asked) {
	const { image } = additionsOf({
		...defaultDiskMode(1),
		...asked
	}, diskNames(""));
	return Object.entries(image).map(([name, value]) => `${name}=${String(value)}`);
}
/** What all fields of a mode add, without what they leave to QEMU. */
function additionsOf(mode, names) {
	const added = fields$1.map(({ qemu }) => qemu?.(mode, names) ?? {});
	const merged = (part) => Object.fromEntries(added.flatMap((additions) => Object.entries(additions[part] ?? {})).filter(([, value]) => value !== void 0));
	return {
		image: merged("image"),
		nodes: merged("nodes"),
		file: merged("file"),
		format: merged("format"),
		filter: merged("filter"),
		objects: added.flatMap(({ objects = [] }) => objects),
		controller: merged("controller"),
		device: merged("device")
	};
}
/**
* null-co by default leaves the buffers of reads as they are; filling them with zeroes would cost
* memory throughput.
*/
function storage(image, { size }, ofFile) {
	if (typeof image === "string") return {
		driver: "file",
		filename: image,
		...ofFile,
		locking: "on"
	};
	return {
		driver: image.driver,
		size,
		"latency-ns": 0,
		"read-zeroes": false
	};
}
function devices({ id, mode, port, shared }, added) {
	const { controller: name } = diskNames(id);
	const bus = `port${port}`;
	const { driver, ...properties } = added.device;
	const sharing = shared === true ? { "share-rw": true } : {};
	const disk = {
		id,
		drive: nodeNames(mode, id).top,
		serial: id,
		...sharing,
		...properties
	};
	if (mode.bus !== "virtio-scsi") return [{
		driver,
		bus,
		...disk,
		...added.controller
	}];
	const { driver: controller, ...others } = added.controller;
	return [{
		driver: controller,
		id: name,
		bus,
		...others
	}, {
		driver,
		bus: `${name}.0`,
		...disk
	}];
}

// src/qemu/image.ts
const chunkBytes = 4194304;
/** Seconds in which copying must end; a slow disk of 20 MiB/s writes 35 GiB in it. */
const copyTimeoutSeconds = 1800;
/**
* Makes a raw image filled with incompressible data, every block of it written and synced: holes
* and unwritten extents would be read without any disk, and zeroes are what detect-zeroes and
* drives treat as a special case. Throws `no-space`, `bad-directory`.
*/
async function createImage({ path, size, signal }) {
	await making(path, async () => {
		await using file = await open(path, "r+");
		const chunk = Buffer.alloc(chunkBytes);
		for (let left = size; left > 0; left -= chunkBytes) {
			signal?.throwIfAborted();
			const part = chunk.subarray(0, Math.min(chunkBytes, left));
			await promisify(randomFill)(part);
			await file.writeFile(part);
		}
		await file.datasync();
	});
}
/**
* Lays out images one after the other, each from its start to its end, every block of it written;
* returns the bytes that it wrote. How a file was first written decides for as long as it lives:
* one that came through the page cache is 30 to 45 % slower in random writes, and a third faster in
* sequential ones, than one written directly, with extents alike and both full. So all images that
* are compared are written here. Those of pairs are `direct`: past the page cache, which keeps
* nothing of them. The master is only read, from the page cache where it fits. `no-space`,
* `bad-directory`, `tool-failed`.
*/
async function layOutImages(requests, { direct, signal }) {
	let bytes = 0;
	for (const { master, path, mode, begin } of requests) {
		const file = {
			driver: "file",
			filename: resolve(master)
		};
		const from = `json:${JSON.stringify({
			driver: "raw",
			size: mode.size,
			file
		})}`;
		const options = imageOptions(mode).flatMap((option) => ["-o", option]);
		const how = [
			"-S",
			"0",
			"-T",
			"writeback",
			"-t",
			direct ? "none" : "writeback"
		];
		if (begin !== void 0) {
			const to = `${`driver=raw,offset=${begin},size=${mode.size},file.driver=host_device`},file.filename=${resolve(path).replaceAll(",", ",,")}`;
			const argv = [
				"qemu-img",
				"convert",
				"-n",
				...how,
				"--target-image-opts",
				from,
				to
			];
			await runTool({
				argv,
				timeout: copyTimeoutSeconds,
				signal
			});
			bytes += mode.size;
			continue;
		}
		const words = [
			...how,
			"-O",
			mode.format,
			...options,
			from,
			resolve(path)
		];
		await making(path, async () => {
			const argv = [
				"qemu-img",
				"convert",
				...words
			];
			await runTool({
				argv,
				timeout: copyTimeoutSeconds,
				signal
			});
			if (direct) await dropFromCache(path, signal);
		});
		const { size } = await stat(path);
		bytes += mode.preallocation === "full" ? 2 * size : size;
	}
	return bytes;
}
/** Writes out what the page cache holds of a file, and lets go of it. */
async function dropFromCache(path, signal) {
	const argv = [
		"dd",
		`of=${path}`,
		"oflag=nocache",
		"conv=notrunc,fdatasync",
		"count=0"
	];
	await runTool({
		argv,
		timeout: copyTimeoutSeconds,
		signal
	});
}
/**
* Makes an ext4 filesystem on a raw image. Without discards, which would punch holes, without
* zeroing by fallocate, which leaves extents that read as zeroes without touching the disk, and
* without lazy initialisation, which would go on in the guest while it measures. `blockSize` is in
* bytes; mke2fs's own choice, 1 KiB on small disks, can't be mounted above larger sectors.
*/
async function makeFilesystem({ path, blockSize, signal }) {
	const features = "nodiscard,lazy_itable_init=0,lazy_journal_init=0";
	const argv = [
		"mke2fs",
		"-q",
		"-t",
		"ext4",
		...blockSize === void 0 ? [] : ["-b", String(blockSize)],
		"-E",
		features,
		"-F",
		resolve(path)
	];
	const env = { UNIX_IO_NOZEROOUT: "1" };
	await explained(path, () => runTool({
		argv,
		env,
		timeout: 300,
		signal
	}));
}
/**
* Makes a file, and removes what there is of it where that fails. Nothing may stand at `path`
* before: what was not made here is not removed here either, and a path may name anything, for root
* even a device.
*/
async function making(path, make) {
	await explained(path, async () => {
		await using _reserved = await open(path, "wx", 384);
	});
	try {
		await explained(path, make);
	} catch (error) {
		await rm(path, { force: true });
		throw error;
	}
}
/**
* Does `work` on an image; its errors say what the reader can do something about: no space, a
* directory that can't be written, an image that is in use.
*/
async function explained(path, work) {
	try {
		await work();
	} catch (cause) {
		const said = cause instanceof GateError ? cause.facts.stderrTail ?? "" : String(cause);
		if (/ENOSPC|EDQUOT|No space left|quota exceeded/i.test(said)) {
			const problem = `no space left while writing ${path}`;
			throw new GateError("no-space", {
				problem,
				remedy: "free some space, name another --directory, or use a smaller size for the disks",
				path
			}, { cause });
		}
		if (/Failed to get .* lock/i.test(said)) throw imageInUse(path, cause);
		const noDirect = /does not support O_DIRECT/.exec(said)?.[0];
		if (noDirect === void 0 && !/EACCES|EPERM|EROFS|ENOENT|EEXIST|Permission denied|Read-only file.system/.test(said)) throw toldOf(cause, { path }) ?? cause;
		const problem = `the image ${path} could not be written`;
		const why = noDirect === void 0 ? messageOf(cause) : `the filesystem ${noDirect}`;
		throw new GateError("bad-directory", {
			problem,
			why,
			remedy: "give another --directory, or change its permissions",
			path
		}, { cause });
	}
}
/**
* The error for an image that another process holds: QEMU locks images, also those of a QEMU left
* over.
*/
function imageInUse(path, cause) {
	const problem = `the image ${path} is in use by another process`;
	return new GateError("qemu-failed", {
		problem,
		why: "QEMU locks its images, and the lock is taken",
		remedy: "end the program that uses it (`fuser -v` names it), or name another image",
		path
	}, { cause });
}

// src/measure/places.ts
/** Of an arm that is a virtual disk, or the host's own file beside one: then as large as that. */
function pairMode({ arms, pairs = [] }, arm) {
	const target = arms[arm]?.target;
	if (target?.kind !== "host") return target?.kind === "disk" ? target.mode : void 0;
	const head = arms[pairs.find(({ against }) => against === arm)?.head ?? -1]?.target;
	if (head?.kind !== "disk") return void 0;
	return {
		...defaultDiskMode(head.image?.used ?? head.mode.size),
		cache: "none"
	};
}
/**
* The files of a plan's pairs, in the order of arms: all disks that pairs of `one file` tie
* together are one. The others are laid out anew for every round with whatever they are paired
* with.
*/
function pairFiles(plan) {
	const { arms, pairs = [] } = plan;
	const fileOf = arms.map((_, index) => index);
	for (const { head, against, place } of pairs) {
		const [one, other] = [fileOf[head], fileOf[against]];
		if (place !== "one file" || one === void 0 || other === void 0) continue;
		for (const [arm, file] of fileOf.entries()) if (file === other) fileOf[arm] = one;
	}
	const fresh = new Set(pairs.flatMap(({ head, against, place }) => place === "new images" ? [fileOf[head], fileOf[against]] : []));
	return [...Map.groupBy(fileOf.keys(), (arm) => fileOf[arm])].flatMap(([file, members]) => {
		const mode = pairMode(plan, members[0] ?? -1);
		const target = arms[members[0] ?? -1]?.target;
		const { image: own, device } = target?.kind === "disk" ? target : {};
		const isFresh = fresh.has(file);
		return mode === void 0 ? [] : [{
			arms: members,
			mode,
			isFresh,
			own,
			device
		}];
	});
}
/** The images of a plan; null disks have none. */
function imageGroups(plan) {
	if (plan.pairs !== void 0) return pairFiles(plan).map((file) => ({
		...file,
		files: 1
	}));
	const disks = plan.arms.flatMap(({ target }, arm) => target.kind === "disk" ? [{
		arm,
		mode: imageMode(target.mode)
	}] : []);
	const isFresh = rulesOf(plan.suite).freshImages;
	return [...Map.groupBy(disks, ({ mode }) => JSON.stringify(mode)).values()].flatMap((group) => group.slice(0, 1).map(({ mode }) => {
		return {
			arms: group.map(({ arm }) => arm),
			mode,
			files: group.length,
			isFresh
		};
	}));
}
/**
* What the images of some groups begin with: files of their own where the suite has some, else as
* much as the largest needs.
*/
function mastersOf(plan) {
	const groups = imageGroups(plan).filter(({ own }) => own === void 0);
	if (groups.length === 0) return [];
	return rulesOf(plan.suite).files === void 0 ? [groups] : groups.map((group) => [group]);
}
/** Bytes of a master, without the suite's files. */
function masterSize(groups) {
	return Math.max(0, ...groups.map(({ mode }) => mode.size));
}
/**
* What the images of a plan write and take, in bytes: all of their content, but no structures of
* filesystem and format. With preallocation=full qemu-img writes zeroes over the whole image before
* it converts (strace, QEMU 7.2).
*/
function imagesCost(plan) {
	const groups = imageGroups(plan);
	const sum = (some, times) => some.reduce((total, group) => total + sizeOf$1(group) * group.files * times(group), 0);
	const layout = (some) => sum(some, ({ mode }) => mode.preallocation === "full" ? 2 : 1);
	const masters = mastersOf(plan);
	const sizes = masters.reduce((total, group) => total + masterSize(group), 0);
	const filled = sizes + masters.length * (rulesOf(plan.suite).files?.totalSize ?? 0);
	return {
		masters: filled,
		/** Before the first round. */
		preparation: filled + layout(groups.filter(({ isFresh }) => !isFresh || plan.pairs !== void 0)),
		round: layout(groups.filter(({ isFresh }) => isFresh)),
		space: sizes + sum(groups, ({ device }) => device === void 0 ? 1 : 0) + groups.reduce((total, { own }) => total + (own?.used ?? 0), 0)
	};
}
/** At the start of a device, where its mark is. */
const unusedBytes = 2 ** 20;
/** Bytes of a device that the disks of a plan take, side by side. */
function deviceBytes(plan, device) {
	const { arms, size } = partsOf$2(plan, device);
	return unusedBytes + arms.length * size;
}
/** Where on its device the disk of an arm begins: they exchange their parts every round. */
function deviceBegin(plan, arm, round) {
	const target = plan.arms[arm]?.target;
	if (target?.kind !== "disk" || target.device === void 0) return void 0;
	const { arms, size } = partsOf$2(plan, target.device);
	return unusedBytes + (arms.indexOf(arm) + round) % arms.length * size;
}
function partsOf$2({ arms }, device) {
	const found = arms.flatMap(({ target }, arm) => target.kind === "disk" && target.device === device ? [{
		arm,
		size: target.mode.size
	}] : []);
	const size = Math.max(0, ...found.map((one) => one.size));
	return {
		arms: found.map(({ arm }) => arm),
		size: Math.ceil(size / 2 ** 20) * 2 ** 20
	};
}
/** Bytes that laying out a file writes; an overlay begins as a header. */
function sizeOf$1({ mode, own }) {
	if (own === void 0) return mode.size;
	return own.on === "copy" ? own.bytes : 2 ** 20;
}
/**
* In which order a round's files are laid out: who of a pair comes first is drawn, so that what the
* sequence does to a file is no side's.
*/
function layoutOrder({ pairs = [], draws = [] }, files, round) {
	const fileOf = (arm) => files.findIndex(({ arms }) => arms.includes(arm));
	const before = pairs.flatMap(({ head, against, place }, pair) => {
		if (place === "one file") return [];
		const both = [fileOf(head), fileOf(against)];
		return [draws[round]?.[pair]?.places === true ? [both[1], both[0]] : both];
	});
	return inOrder(files.length, before).flatMap((file) => files[file] ?? []);
}
/**
* In which order a round's disks are plugged in, each into the next port: who of a pair comes first
* is drawn, so that a port is no side's.
*/
function pluggingOrder({ arms, pairs = [], draws = [] }, round) {
	const before = pairs.map(({ head, against }, pair) => draws[round]?.[pair]?.slots === true ? [against, head] : [head, against]);
	return inOrder(arms.length, before);
}

// src/measure/host-files.ts
/**
* Fills the suite's files on the host (sysbench's own, or one file as large as the largest disk),
* below the measured directory and below each one that a host arm names.
*/
async function prepareHosts(bench) {
	const { plan, site, scratch, onProgress } = bench;
	await using resources = new AsyncDisposableStack();
	const directories = /* @__PURE__ */ new Map();
	for (const parent of hostParents(bench)) {
		onProgress({
			kind: "phase",
			text: `writing the suite's files on the host${parent === void 0 ? "" : ` in ${parent}`}`
		});
		if (parent !== void 0) await removeAbandonedScratch(parent);
		const root = parent === void 0 ? scratch : resources.use(await createScratch({ parent })).path;
		const directory = join(root, "host");
		await mkdir(directory);
		await fillHostFiles(bench, directory);
		directories.set(parent, directory);
	}
	const owned = resources.move();
	return {
		bytesWritten: directories.size * hostFilesSize(plan),
		directoryOf: (arm) => directories.get(directoryNamedBy(arm, site)) ?? scratch,
		[Symbol.asyncDispose]: () => owned.disposeAsync()
	};
}
/**
* Where host arms have their files: in the measured directory (undefined), and in those that they
* name.
*/
function hostParents({ plan, site }) {
	return new Set(plan.arms.filter(({ target, side }) => target.kind === "host" && side !== "yardstick").map((arm) => directoryNamedBy(arm, site)));
}
/**
* The directory that an arm names, undefined for the measured one.
*/
function directoryNamedBy({ name, side }, { hostDirectories }) {
	return side === "host" ? hostDirectories[name] : void 0;
}
/** The file that host arms of a suite without files work on, in their directory. */
function hostFile(directory) {
	return join(directory, hostFileName);
}
/** Its name there. */
const hostFileName = "disk.raw";
async function fillHostFiles({ plan, signal }, directory) {
	const { files } = rulesOf(plan.suite);
	if (files !== void 0) await prepareHostFiles({
		directory,
		files,
		signal
	});
	else await createImage({
		path: hostFile(directory),
		size: hostFilesSize(plan),
		signal
	});
}
/** What the measured directory must offer, and then each one that a host arm names. */
function directoryNeeds(placed) {
	const { plan, site } = placed;
	const { allowTmpfs } = site;
	const parents = [...hostParents(placed)];
	const files = hostFilesSize(plan);
	const measured = imagesCost(plan).space + (parents.includes(void 0) ? files : 0);
	const others = parents.filter((parent) => parent !== void 0);
	return [{
		path: site.directory,
		bytesNeeded: measured,
		allowTmpfs,
		direct: needsDirect(placed, void 0)
	}, ...others.map((path) => ({
		path,
		bytesNeeded: files,
		allowTmpfs,
		direct: needsDirect(placed, path)
	}))];
}
/**
* Whether an arm that was asked for opens its file with O_DIRECT there. What is added to disks,
* host jobs, is no obstacle: without it the disks are measured all the same.
*/
function needsDirect({ plan, site }, parent) {
	if (plan.pairs !== void 0) return true;
	const addsHosts = rulesOf(plan.suite).addsHostJobs && plan.arms.some(isHeadDisk);
	return plan.arms.some((arm) => {
		return !(addsHosts && arm.target.kind === "host" && arm.ownDirectory !== true) && opensDirect$1(arm) && directoryNamedBy(arm, site) === parent;
	});
}
function isHeadDisk({ side, target }) {
	return side === "head" && target.kind === "disk";
}
function opensDirect$1({ target }) {
	if (target.kind === "disk") return cacheFlags(target.mode.cache).direct;
	return target.kind === "host" && target.direct;
}

// src/measure/budget.ts
/**
* The bound of a plan. It holds of the images' content where the suite's writes are capped, and is
* an estimate elsewhere; filesystems' and qcow2's own structures are not in it.
*/
function writeBound({ plan, site }) {
	const { preparation, round } = imagesCost(plan);
	const hosts = hostParents({
		plan,
		site
	}).size * hostFilesSize(plan);
	const isKnown = plan.pairs?.every(({ slices }) => slices !== void 0) ?? true;
	return {
		preparation: preparation + hosts,
		round: round + (isKnown ? roundWrites(plan) : 0)
	};
}
/**
* The bound of a plan whose write budget allows its preparation and one round; `bad-argument` where
* it does not.
*/
function requireWriteBudget(request) {
	const bound = writeBound(request);
	const { writeBudget, suite } = request.plan;
	const needed = bound.preparation + bound.round;
	if (needed <= writeBudget) return bound;
	const [allowed, before, round] = [
		writeBudget,
		bound.preparation,
		bound.round
	].map(formatBytes);
	const about = rulesOf(suite).writesAreCapped ? "up to" : "about";
	throw new GateError("bad-argument", {
		problem: `the write budget of ${allowed} does not allow one round`,
		why: `creating images and files writes ${before}, a round ${about} ${round}`,
		remedy: `give --write-budget ${Math.ceil(needed / 2 ** 30)}GiB or more, or measure fewer or smaller disks`
	});
}
/**
* What a plan takes of time and drive, known before anything is touched: a sentence without a full
* stop.
*/
function describeCost({ suite, order, budget, writeBudget }) {
	const rules = rulesOf(suite);
	const each = rules.unit === "pair" ? rules.seconds * rules.workloads.length + rules.conditioning * rules.workloads.filter(({ writes }) => writes).length : rules.steps.reduce((sum, { seconds }) => sum + seconds, 0);
	return `measures for ${formatDuration(order.flat().length * each)} beside boots, until ${formatDuration(budget)} at most; writes ${formatBytes(writeBudget)} at most`;
}
/** A count from 0. */
function countWrites() {
	let total = 0;
	return {
		most: /* @__PURE__ */ new Map(),
		total: () => total,
		reserve: (most) => {
			total += most;
			return (written) => {
				total += written - most;
			};
		}
	};
}
/** Counts what `work` says that it wrote, and `most` where it fails. */
async function countWork(count, most, work) {
	count.reserve(most)(await work());
}
/**
* The budget that another round would overdraw. Of time, the first round is always measured, and
* later ones are expected to take as long as the longest one so far. Of writes, a first round may
* write as much as it may at most; from then on the most so far is expected of the next one, which
* ends where it can't be held to the budget (`measureRound`).
*/
function exhaustedBudget({ budget, writeBudget, bound }, { measured, bytesWritten }, elapsed) {
	const rounds = likeNextRound(measured);
	const longest = Math.max(0, ...rounds.map(({ wall }) => wall));
	const most = Math.max(0, ...rounds.map((round) => round.bytesWritten));
	if (measured.length > 0 && elapsed + longest > budget) return "budget";
	return bytesWritten + (measured.length === 0 ? Math.max(bound.round, most) : most) > writeBudget ? "write-budget" : void 0;
}
/**
* The rounds that say what the next one costs: the first one also measures the host jobs that are
* measured once.
*/
function likeNextRound(measured) {
	const later = measured.filter(({ round }) => round.index > 0);
	return later.length > 0 ? later : measured;
}

// src/statistics/spending.ts
/**
* What may be spent up to each look; the last one spends what is left. Source: K. Kim and D. L.
* DeMets, Biometrika 74, 1987 (the power family of spending functions).
*/
function spentAt({ at, rounds, error, lateness }) {
	return at.map((look, index) => index === at.length - 1 ? error : error * Math.min(1, look / rounds) ** lateness);
}
/**
* For each look the level of a one-sided test there, such that all looks together err with the
* probability of the share: what is spent at a look is the probability of crossing there and not
* before. It holds whatever makes a run stop. Sources: K. K. G. Lan and D. L. DeMets, Biometrika
* 70, 1983; the recursion is that of P. Armitage, C. K. McPherson and B. C. Rowe, J. R. Statist.
* Soc. A 132, 1969.
*/
function spentLevels(spending) {
	const levels = [];
	const goals = spentAt(spending);
	let path;
	for (const [index, look] of spending.at.entries()) {
		const share = Math.max((goals[index] ?? 0) - (goals[index - 1] ?? 0), least);
		const boundary = boundaryOf(path, {
			look,
			share
		});
		levels.push(normalTail(boundary / Math.sqrt(look)));
		path = pathBelow$1({
			look,
			boundary
		}, path);
	}
	return levels;
}
/** A look must have some level: of nothing a quantile is infinite. */
const least = 1e-12;
/**
* The sum that is exceeded at a look, and not before, with probability `share`; by Newton's steps
* on its logarithm.
*/
function boundaryOf(path, { look, share }) {
	let boundary = -normalQuantile(share) * Math.sqrt(look);
	if (path === void 0) return boundary;
	for (let step = 0; step < 50; step += 1) {
		const tail = exceedance(path, {
			look,
			boundary
		});
		const change = Math.log(tail / share) * tail / densityAt(path, {
			look,
			boundary
		});
		boundary += change;
		if (Math.abs(change) < 1e-12 * Math.abs(boundary)) break;
	}
	return boundary;
}
function exceedance({ look: before, places }, { look, boundary }) {
	const deviation = Math.sqrt(look - before);
	return places.reduce((sum, { at, mass }) => sum + mass * normalTail((boundary - at) / deviation), 0);
}
function densityAt(path, { look, boundary }) {
	const before = path ?? start;
	const deviation = Math.sqrt(look - before.look);
	return before.places.reduce((sum, { at, mass }) => sum + mass * normalDensity((boundary - at) / deviation), 0) / deviation;
}
const start = {
	look: 0,
	places: [{
		at: 0,
		mass: 1
	}]
};
/** Nine standard deviations below the middle there is nothing left to integrate. */
function pathBelow$1({ look, boundary }, path) {
	const lowest = -9 * Math.sqrt(look);
	const half = (boundary - lowest) / 2;
	return {
		look,
		places: nodes.map(({ at, weight }) => {
			const place = lowest + half * (1 + at);
			return {
				at: place,
				mass: half * weight * densityAt(path, {
					look,
					boundary: place
				})
			};
		})
	};
}
/** Nodes and weights of Gauss and Legendre on [-1, 1]. Source: Abramowitz and Stegun, 25.4.29. */
const nodes = legendreNodes(96);
function legendreNodes(count) {
	return Array.from({ length: count }, (_, index) => {
		let at = Math.cos(Math.PI * (index + .75) / (count + .5));
		let slope = 1;
		for (let step = 0; step < 100; step += 1) {
			const found = legendre(count, at);
			slope = found.slope;
			const change = found.value / slope;
			at -= change;
			if (Math.abs(change) < 1e-16) break;
		}
		return {
			at,
			weight: 2 / ((1 - at * at) * slope * slope)
		};
	});
}
function legendre(degree, x) {
	let [before, value] = [1, x];
	for (let n = 2; n <= degree; n += 1) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
	return {
		value,
		slope: degree * (x * value - before) / (x * x - 1)
	};
}

// src/judge/error-budget.ts
/** The part of a cell's share that the ratio of its sums has, where it has one. */
const stallsPart = .1;
/** What a cell may spend on its typical slices, and on its sums; each cell has the same. */
function sharesOf({ falseAlarm, gatedCells, hasSums }) {
	const share = falseAlarm / Math.max(1, gatedCells);
	const sums = hasSums ? stallsPart * share : 0;
	return {
		slices: share - sums,
		sums
	};
}
/**
* Fewest rounds by which a share can show a loss: all n rounds are worse by chance with probability
* 2^-n.
*/
function roundsToShow(share) {
	return Math.ceil(-Math.log2(share));
}
/**
* What a step of a bisection may spend of the false-alarm budget of them all: as many as halving so
* many commits takes share nine tenths evenly, and later ones, after commits that were skipped,
* have ever less of the rest.
*/
function stepShare(falseAlarm, commits, taken) {
	const steps = Math.max(1, Math.ceil(Math.log2(commits)));
	const late = taken - steps;
	return falseAlarm * (late < 0 ? .9 / steps : .1 / ((late + 1) * (late + 2)));
}
/** Why cells could never read regressed after so many rounds; undefined where they could. */
function hopelessPlan(rounds, budget) {
	const fewest = roundsToShow(sharesOf(budget).slices);
	if (rounds >= fewest) return void 0;
	const { falseAlarm, gatedCells } = budget;
	return {
		problem: `${rounds} rounds can show no loss: ${gatedCells === 1 ? "1 gated cell" : `${gatedCells} gated cells`} at ${falseAlarm * 100} % false alarms take ${fewest} rounds`,
		why: "so many rounds in a row are worse by chance more often than the budget of a cell allows",
		remedy: `plan ${fewest} rounds or more, gate fewer cells, or only measure (storage-gate measure)`
	};
}
/**
* How late a cell spends its budgets: between evenly over the rounds, and nearly all at the end.
*/
const latest = 8;
/** So many deviations tell an unchanged cell within its tolerance nine times in ten. */
const deviationsToCertify = 2.927;
/**
* By how noisy its first rounds are, how late a cell spends (see `Spending.lateness`). One that
* could be told within an eighth of the planned rounds spends evenly, so that it ends early; one
* that needs them all spends nearly all of it at the end, since earlier looks would decide nothing.
*/
function latenessOf(first, { tolerance, rounds }) {
	const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
	const needed = first.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, first.length - 1) * (deviationsToCertify / Math.log1p(-tolerance)) ** 2;
	const lateness = Math.round(8 * needed / rounds);
	return Number.isNaN(lateness) ? latest : Math.min(latest, Math.max(1, lateness));
}
/**
* Probability that a loss beyond the tolerance is certified as unchanged, for each cell (the second
* error budget).
*/
const certifyingError = .05;
/** The same few plans are asked for again and again. */
const known$1 = /* @__PURE__ */ new Map();
/** The certifying level of each look, for a cell that spends so late. */
function certifyingLevels({ at, rounds }, lateness) {
	const key = `${at.join()} ${rounds} ${lateness}`;
	const error = certifyingError * .9;
	const levels = known$1.get(key) ?? spentLevels({
		at,
		rounds,
		error,
		lateness
	});
	if (known$1.size > 1e3) known$1.clear();
	known$1.set(key, levels);
	return levels;
}

// src/statistics/trend.ts
/** `z` beyond which a trend is no accident: one series in a thousand, both directions. */
const trendLimit = 3.29;
/**
* The trend of a series, of which there are at least two values; one value that stalled does not
* make a trend.
*/
function trendOf(values) {
	const slopes = [];
	let score = 0;
	for (const [later, value] of values.entries()) for (const [earlier, other] of values.slice(0, later).entries()) {
		slopes.push((value - other) / (later - earlier));
		score += Math.sign(value - other);
	}
	const deviation = Math.sqrt(varianceOfScore(values));
	return {
		slope: median(slopes),
		z: deviation === 0 ? 0 : score / deviation
	};
}
/** Ties take from it what the values in each of them could have contributed. */
function varianceOfScore(values) {
	const counts = /* @__PURE__ */ new Map();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	const part = (n) => n * (n - 1) * (2 * n + 5);
	const ties = [...counts.values()].reduce((sum, count) => sum + part(count), 0);
	return (part(values.length) - ties) / 18;
}
function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

// src/statistics/shift.ts
/** Permutations by which chance is judged: enough to tell a probability of 0.1 %. */
const permutations = 1999;
/**
* Where the level of a series changed: indices of the first value after each shift, ascending.
* E-divisive: the split whose two sides differ most by the energy statistic counts if so large a
* difference is rare among orders of the same values; then each side is searched in the same way.
* The right side may end before the series does, so that a level that came back is found too.
* Nothing is assumed of the distribution but that neighbours are independent. Source: D. S.
* Matteson and N. A. James, JASA 109, 2014.
*/
function findShifts(values, search) {
	if (values.length < 2 * search.least) return [];
	const best = largestSplit(values, search.least);
	if (!isRare(best.statistic, {
		values,
		search
	})) return [];
	const left = findShifts(values.slice(0, best.index), search);
	const right = findShifts(values.slice(best.index), search);
	return [
		...left,
		best.index,
		...right.map((index) => index + best.index)
	];
}
/**
* The split of a series whose sides differ most: index of the first value on the right, and the
* energy statistic of it.
*/
function largestSplit(values, least) {
	return bestSplit(indexesOf(values), searchOf(values, least));
}
function indexesOf(values) {
	return values.map((_, index) => index);
}
function searchOf(values, least) {
	const { length } = values;
	const distances = new Float64Array(length ** 2);
	for (const [row, a] of values.entries()) for (const [column, b] of values.entries()) distances[row * length + column] = Math.abs(a - b);
	return {
		distances,
		least,
		toLeft: new Float64Array(length),
		pairs: new Float64Array(length + 1)
	};
}
/**
* The best split of all beginnings of the series that are long enough, by mn/(m+n) times
* (2 mean|X-Y| - mean|X-X'| - mean|Y-Y'|), the means over pairs. Value by value joins the left
* side, and for each the right side grows: every sum is that of the step before and one more.
*/
function bestSplit(order, { distances, least, toLeft, pairs }) {
	const n = order.length;
	for (let end = 0; end < n; end += 1) {
		const row = n * (order[end] ?? 0);
		let sum = pairs[end] ?? 0;
		for (let i = 0; i < end; i += 1) sum += distances[row + (order[i] ?? 0)] ?? 0;
		pairs[end + 1] = sum;
	}
	let [index, most] = [0, Number.NEGATIVE_INFINITY];
	toLeft.fill(0);
	for (let left = 1; left <= n - least; left += 1) {
		const row = n * (order[left - 1] ?? 0);
		for (let i = left; i < n; i += 1) toLeft[i] = (toLeft[i] ?? 0) + (distances[row + (order[i] ?? 0)] ?? 0);
		if (left < least) continue;
		const within = pairs[left] ?? 0;
		const meanWithin = within / pairsOf(left);
		let between = 0;
		for (let end = left + 1; end <= n; end += 1) {
			between += toLeft[end - 1] ?? 0;
			const right = end - left;
			if (right < least) continue;
			const beyond = ((pairs[end] ?? 0) - within - between) / pairsOf(right);
			const energy = 2 * between / (left * right) - meanWithin - beyond;
			const statistic = left * right / end * energy;
			if (statistic > most) [index, most] = [left, statistic];
		}
	}
	return {
		index,
		statistic: most
	};
}
function pairsOf(count) {
	return Math.max(1, count * (count - 1) / 2);
}
/**
* Ends as soon as too many orders have so large a statistic: where nothing shifted that is after a
* few.
*/
function isRare(statistic, { values, search }) {
	if (!(statistic > 1e-12)) return false;
	const splits = searchOf(values, search.least);
	const order = indexesOf(values);
	const random = randomFrom(search.seed);
	const allowed = search.probability * 2e3 - 1;
	let asLarge = 0;
	for (let drawn = 0; drawn < permutations && asLarge <= allowed; drawn += 1) if (bestSplit(shuffled(order, random), splits).statistic >= statistic - 1e-12) asLarge += 1;
	return asLarge <= allowed;
}

// src/history/shift.ts
/** One history in a thousand without a shift shows one: every push looks at every cell. */
const chanceProbability = .001;
/**
* Every shift of a cell's level by its tolerance or more, the oldest first, with how the ratio to
* the yardstick changed meanwhile. Windows as long as that of a gate are looked through, each half
* beyond the one before: older runs describe another machine.
*/
function shiftsOf({ tolerance, ...cell }, readings) {
	const points = pointsOf(cell, readings);
	const starts = [];
	for (let from = 0; from + 2 * 5 <= points.length;) {
		const found = shiftsIn(points.slice(from, from + 30))[0];
		if (found !== void 0) starts.push(from + found);
		from += found ?? 30 / 2;
	}
	return starts.flatMap((start, index) => {
		const before = points.slice(Math.max(starts[index - 1] ?? 0, start - 30), start);
		const after = points.slice(start, Math.min(starts[index + 1] ?? Infinity, start + 30));
		const change = Math.expm1(meanLog(after) - meanLog(before));
		const [last, first] = [before.at(-1)?.reading, after[0]?.reading];
		if (last === void 0 || first === void 0 || Math.abs(change) < tolerance) return [];
		const [one, other] = [before, after].map((side) => {
			return pointsOf(cell, side.map(({ reading }) => reading), first.ratio?.key ?? "");
		});
		const ratio = one?.length && other?.length ? Math.expm1(meanLog(other) - meanLog(one)) : void 0;
		return [{
			change,
			from: last.commit,
			to: first.commit,
			startedAt: first.startedAt,
			ratio
		}];
	});
}
/** The shift at an index; undefined where it is below the tolerance. */
function shiftAt(points, { start, tolerance }) {
	const [before, after] = [points[start - 1], points[start]];
	const earlier = lastShift(points.slice(0, start));
	const change = Math.expm1(meanLog(points.slice(start)) - meanLog(points.slice(earlier, start)));
	if (before === void 0 || after === void 0 || Math.abs(change) < tolerance) return void 0;
	const isNew = lastShift(points.slice(0, -1)) < start - 1;
	const { startedAt, commit: to } = after.reading;
	return {
		change,
		from: before.reading.commit,
		to,
		startedAt,
		isNew
	};
}
/** Index of the first run after the newest shift; 0 where there is none. */
function lastShift(points) {
	return shiftsIn(points).at(-1) ?? 0;
}
/** Indexes of the first runs after shifts; none where a slope explains the series better. */
function shiftsIn(points) {
	const logs = points.map(({ log }) => log);
	const shifts = findShifts(logs, {
		seed: 1,
		least: 5,
		probability: chanceProbability
	});
	if (shifts.length === 0) return shifts;
	return [0, ...shifts].map((start, index) => logs.slice(start, shifts[index])).reduce((sum, level) => sum + squaresAround(level), 0) <= squaresAround(withoutTrend(logs)) ? shifts : [];
}
function withoutTrend(logs) {
	if (logs.length < 2) return logs;
	const { slope } = trendOf(logs);
	return logs.map((log, index) => log - slope * index);
}
/** The sum of squares around the mean. */
function squaresAround(values) {
	const mean = meanOf(values);
	return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
/** 1 where more of a cell's metric is better, else -1. */
function signOf({ metric }) {
	return metricOf(metric).better === "higher" ? 1 : -1;
}
/** The values of readings: of the ratio to the yardstick of a key, or of the level. */
function pointsOf(cell, readings, key) {
	return readings.flatMap((reading) => {
		const log = logIn(reading, key);
		return log === void 0 ? [] : [{
			reading,
			log: signOf(cell) * log
		}];
	});
}
/** The mean over some points. */
function meanLog(points) {
	return meanOf(points.map(({ log }) => log));
}

// src/history/level.ts
/**
* Judges the levels of cells over the runs of the default branch; cells without a valid run are
* left out. The one rule by which the window of a baseline ends and the default branch is judged.
*/
function levelsOf$1(cells, branch) {
	const runs = branch.runs.toSorted((a, b) => startOf(a) - startOf(b));
	return cells.flatMap(({ tolerance, ...named }) => {
		const { arm, workload, metric } = named;
		const cell = {
			arm,
			workload,
			metric,
			tolerance
		};
		const newest = runs.findLast((run) => readingOf$1(run, cell) !== void 0);
		if (newest === void 0) return [];
		const same = ofLikeMedium(newest, runs, arm);
		const others = new Set(runs.filter((run) => !same.includes(run)).map((run) => run.startedAt));
		return levelOf(cell, {
			acknowledgements: branch.acknowledgements.filter((said) => said.runs.every(({ startedAt }) => !others.has(startedAt))),
			readings: readingsOf(same, cell)
		}) ?? [];
	});
}
/** The same of one cell, by its readings, the oldest first; undefined where there is none. */
function levelOf({ tolerance, ...cell }, { readings, acknowledgements }) {
	const newest = readings.at(-1);
	if (newest === void 0) return void 0;
	const { load } = newest;
	const until = startOf(newest);
	const like = readings.filter((reading) => isLikeLoad(reading.load, load));
	const courseOf = (key) => {
		const accepted = acceptedLevel(cell, {
			readings,
			acknowledgements,
			until,
			load,
			key
		});
		const sign = signOf(cell);
		return courseOfPoints(pointsOf(cell, like, key), {
			tolerance,
			accepted: accepted && {
				...accepted,
				logValue: sign * accepted.logValue
			}
		});
	};
	const level = courseOf();
	const ratio = newest.ratio && courseOf(newest.ratio.key);
	return {
		cell,
		...ratio !== void 0 && ratio.runs >= Math.min(level.runs, 2 * 5) ? bothOf(level, ratio) : level
	};
}
function courseOfPoints(points, { tolerance, accepted }) {
	const recent = points.slice(-30);
	const start = lastShift(recent);
	const shift = start === 0 ? void 0 : shiftAt(recent, {
		start,
		tolerance
	});
	const decline = shift === void 0 ? declineOf(recent, tolerance) : void 0;
	const since = recent.slice(start);
	return {
		shift,
		decline,
		againstAccepted: accepted && againstLevel(since, {
			accepted,
			tolerance
		}),
		runs: points.length
	};
}
/** The disk's own course is its ratio; it is below only where the level is too. */
function bothOf(level, ratio) {
	const [one, other] = [ratio.againstAccepted, level.againstAccepted];
	const isBelow = one?.isBelow === true && other?.isBelow === true;
	const alone = one?.isBelow === true && !isBelow && other ? { level: other.change } : {};
	return {
		shift: ratio.shift,
		decline: ratio.decline,
		hostShift: ratio.shift === void 0 ? level.shift : void 0,
		againstAccepted: one === void 0 ? other : {
			...one,
			isBelow,
			...alone
		}
	};
}
/**
* Below: the mean of the runs since the last shift is worse than what was accepted by the tolerance
* or more, and the interval of the difference excludes 0 at 0.5 % on one side. Fewer than five runs
* don't show how much the host varies: an SD of 10 % is assumed then, as for baselines.
*/
function againstLevel(points, { accepted: { logValue, runs, by }, tolerance }) {
	const n = points.length;
	const difference = meanLog(points) - logValue;
	const spread = squaresAround(points.map(({ log }) => log)) / Math.max(1, n - 1);
	const { variance, freedom } = betweenRuns(spread, n);
	const half = studentTQuantile(.995, freedom) * Math.sqrt(variance * (1 / n + 1 / runs));
	const change = Math.expm1(difference);
	return {
		change,
		isBelow: change <= -tolerance && difference + half < 0,
		...by !== void 0 && { acknowledgedBy: by }
	};
}
function declineOf(points, tolerance) {
	if (points.length < 2 * 5) return void 0;
	const { slope, z } = trendOf(points.map(({ log }) => log));
	const change = Math.expm1(slope * (points.length - 1));
	return z < -3.29 && change <= -tolerance ? {
		change,
		runs: points.length
	} : void 0;
}

// src/history/history.ts
/** What a run is judged against where nothing is stored. */
const emptyBaseline = {
	runs: [],
	leftOut: /* @__PURE__ */ new Map(),
	newest: void 0,
	nearest: void 0,
	incomparable: []
};
/**
* Which stored runs are a run's baseline, and why not the others. Each falls through these sieves,
* in this order, to the first that holds it:
*
*     stored runs
*       |
*       |- is the run itself, or a copy of another one under another name
*       |- measured neither the base commit nor an ancestor of it   main  a---b---c---d
*       |    (where no run is left so, or nobody knows what lies               \
*       |    before the base, all pass, and a caveat says so)                   x
*       |                                                          x is based on b: a, b
*       |- began before the newest change of level: a shift of a gated cell that the run has, or
*       |    an acknowledgement of one; without a policy there is none
*       |- began no earlier than the run: judged again later, or a wrong clock
*       |- was measured in another environment
*       |- is not eligible: trouble, no round, no attested disk. Slow ones pass
*       |- is beyond the newest 30
*       v
*     the baseline, newest first
*/
function historyOf(run, documents, { ancestry, policy } = {}) {
	const { stored, repeated } = distinct(documents.runs, run);
	const own = new Set(stored.filter((other) => isSameEnvironment(other, run)));
	const eligible = stored.filter((other) => own.has(other) && isEligible(other));
	const { isPlaced, caveats } = placementOf(eligible, ancestry);
	const isEarlier = (other) => startOf(other) < startOf(run);
	const oldestPlaced = Math.min(...eligible.filter(isPlaced).map(startOf));
	const branch = {
		runs: eligible.filter((other) => isEarlier(other) && (isPlaced(other) || startOf(other) < oldestPlaced)),
		acknowledgements: documents.acknowledgements.filter((one) => one.fingerprint === run.fingerprint)
	};
	const level = policy === void 0 ? Number.NEGATIVE_INFINITY : levelBegin(run, branch, policy);
	const sieves = (other) => {
		if (own.has(other) && !isPlaced(other)) return "other-commit";
		if (own.has(other) && startOf(other) < level) return "before-level";
		if (!isEarlier(other)) return "later";
		return own.has(other) ? whyNotEligible(other) : "other-environment";
	};
	return {
		...baselineOf(run, new Map([...repeated, ...Map.groupBy(stored, sieves)])),
		branch,
		eligible,
		isEligible: isEligible(run),
		caveats
	};
}
function baselineOf(run, sieved) {
	const usable = sieved.get(void 0) ?? [];
	const comparable = newestFirst([...usable, ...sieved.get("unattested") ?? []]);
	const others = (sieved.get("other-environment") ?? []).filter(({ stop, rounds }) => stop.reason !== "trouble" && rounds.length > 0);
	const [nearest] = (comparable.length > 0 ? [] : others.filter(isEligible)).map((other) => ({
		other,
		facts: differingFacts(factsOf(other), factsOf(run))
	})).toSorted((a, b) => a.facts.length - b.facts.length);
	return {
		runs: usable.slice(0, 30),
		leftOut: new Map([...sieved, ["beyond-newest", usable.slice(30)]].flatMap(([why, runs]) => why === void 0 || runs.length === 0 ? [] : [[why, runs]])),
		newest: comparable[0] ?? others[0],
		nearest: nearest?.other,
		incomparable: nearest?.facts ?? []
	};
}
/** What is compared of two environments; a suite is told by its name too. */
function factsOf({ environment, plan: { suite } }) {
	return {
		...environment,
		suite: `${suite.name} ${environment.suite.slice(0, 12)}`
	};
}
/**
* The runs newest first, without the run itself. A document that is stored twice is one run:
* counted twice it would pass for evidence of steadiness.
*/
function distinct(runs, itself) {
	const groups = Map.groupBy(newestFirst(runs), runIdentity);
	const own = groups.get(runIdentity(itself)) ?? [];
	groups.delete(runIdentity(itself));
	const copies = [...groups.values()].flatMap((group) => group.slice(1));
	const repeated = /* @__PURE__ */ new Map([["itself", own], ["copy", copies]]);
	return {
		stored: [...groups.values()].flatMap((group) => group.slice(0, 1)),
		repeated
	};
}
function newestFirst(runs) {
	return runs.toSorted((a, b) => startOf(b) - startOf(a));
}
/** Which runs measured the base commit or an ancestor; all, and a caveat, where that is unknown. */
function placementOf(eligible, ancestry) {
	const all = (caveats) => ({
		isPlaced: () => true,
		caveats
	});
	if (ancestry === void 0) return all([]);
	const { commit, commits, isIncomplete = false } = ancestry;
	const isPlaced = placedBy(ancestry);
	if (isPlaced !== void 0 && eligible.some(isPlaced)) return {
		isPlaced,
		caveats: []
	};
	const known = new Set(commits);
	const doubted = eligible.flatMap((run) => commitOf(run) ?? []).filter((one) => !known.has(one));
	if (doubted.length === 0) return all([]);
	return all([{
		kind: "unplaced",
		why: isIncomplete ? "shallow" : commits.length === 0 ? "unknown" : "none",
		commit,
		taken: [...new Set(doubted)]
	}]);
}
/**
* When the newest change of level before `run` began, in milliseconds since 1970; it ends what came
* before as a baseline of all cells: a run is in it or not. Gated by the policy, not by the run's
* plan: the window must be the same before the first number and after the last.
*/
function levelBegin(run, branch, policy) {
	const [newest] = newestFirst(branch.runs);
	const cells = (newest === void 0 ? [] : headCells(newest)).filter(isPlanned(run)).map((cell) => ({
		...cell,
		...ruleFor({
			...cell,
			side: "head"
		}, policy)
	})).filter(({ gated }) => gated);
	const names = new Set(cells.map(cellText));
	const covers = ({ levels }) => levels.some((level) => names.has(cellText(level)));
	const shifts = levelsOf$1(cells, branch).flatMap(({ shift, hostShift }) => shift ?? hostShift ?? []);
	const said = branch.acknowledgements.filter(covers);
	const begins = [...shifts.map(startOf), ...said.map(({ runs }) => Math.min(...runs.map(startOf)))];
	return Math.max(Number.NEGATIVE_INFINITY, ...begins.filter((begin) => begin < startOf(run)));
}
/**
* Whether the run has a cell too: what only stored runs have is not judged, and thousands of cells
* would take hours.
*/
function isPlanned({ arms, plan }) {
	const own = new Set(arms.filter(({ side }) => side === "head").map(({ name }) => name));
	const workloads = new Set(plan.suite.workloads.map(({ name }) => name));
	return ({ arm, workload }) => own.has(arm) && workloads.has(workload);
}

// src/judge/branch-level.ts
/**
* A judgement with what the levels of the default branch add. A run of the default branch is
* regressed in each gated cell that is below its accepted level, until somebody acknowledges; for
* any other run that is a sentence and no more.
*/
function judgeBranch(judgement, { run, history: { branch, isEligible }, policy, isDefaultBranch }) {
	const runs = isDefaultBranch && isEligible ? [...branch.runs, run] : branch.runs;
	const levels = levelsOf$1(judgement.cells.filter(({ gated }) => gated), {
		...branch,
		runs
	});
	const caveats = [...judgement.caveats, ...doubtsOfLevels(levels, isDefaultBranch)];
	if (!isDefaultBranch) return {
		...judgement,
		caveats
	};
	const known = new Map(levels.map((level) => [cellText(level.cell), level]));
	const cells = judgement.cells.map((cell) => lowered(cell, known.get(cellText(cell))));
	const found = cells.filter(({ gated }) => gated).map(({ verdict }) => verdict);
	const verdict = worstVerdict(found);
	const passed = !isFailing([verdict], policy.failOn);
	return {
		...judgement,
		caveats,
		cells,
		verdict,
		passed
	};
}
function lowered(cell, level) {
	if (level?.againstAccepted === void 0 || !cell.gated || cell.verdict === "missing") return cell;
	const { change, acknowledgedBy: by, isBelow, level: levels } = level.againstAccepted;
	if (!isBelow) {
		const hides = levels !== void 0 && cell.verdict !== "regressed";
		const hidden = {
			kind: "level-disagrees",
			level: levels ?? 0
		};
		return hides ? {
			...cell,
			verdict: "inconclusive",
			reason: hidden
		} : cell;
	}
	const reason = {
		kind: "below-accepted",
		change,
		...by !== void 0 && { by },
		...sinceOf$1(level)
	};
	return {
		...cell,
		verdict: "regressed",
		reason
	};
}
function doubtsOfLevels(levels, isDefaultBranch) {
	const declines = levels.flatMap(({ cell, decline }) => decline === void 0 ? [] : [{
		...decline,
		cell
	}]);
	const host = isDefaultBranch ? grouped(levels, ({ hostShift: shift }) => shift?.isNew === true ? shift.change : void 0) : [];
	const groups = isDefaultBranch ? grouped(levels, ({ shift }) => shift?.isNew === true ? shift.change : void 0) : grouped(levels, ({ againstAccepted: against }) => against?.isBelow === true ? against.change : void 0);
	const kind = isDefaultBranch ? "level-changed" : "branch-below";
	return [
		...groups.map((group) => ({
			kind,
			...group
		})),
		...host.map((group) => ({
			kind: "host-shifted",
			...group
		})),
		...[...Map.groupBy(declines, ({ runs }) => runs)].map(([runs, cells]) => ({
			kind: "branch-declines",
			runs,
			cells: cells.map(({ cell, change }) => ({
				...cell,
				change
			}))
		}))
	];
}
/** What is told of some cells, those that changed between the same commits together. */
function grouped(levels, changeOf) {
	const told = levels.flatMap((level) => {
		const change = changeOf(level);
		return change === void 0 ? [] : [{
			level,
			cell: {
				...level.cell,
				change
			}
		}];
	});
	return [...Map.groupBy(told, ({ level }) => JSON.stringify(sinceOf$1(level))).values()].map((group) => ({
		...group.slice(0, 1).map(({ level }) => sinceOf$1(level))[0],
		cells: group.map(({ cell }) => cell)
	}));
}
function sinceOf$1({ shift: own, hostShift }) {
	const shift = own ?? hostShift;
	return shift === void 0 ? {} : {
		from: shift.from,
		to: shift.to
	};
}

// src/judge/cell.ts
/** The cells of the run's head and host arms, and of arms that only the base still has. */
function cellsOfRun(request) {
	const { run, policy } = request;
	const of = {
		plan: run.plan,
		measured: measuredCells(run),
		policy
	};
	const present = run.arms.filter(({ side }) => side === "head" || side === "host");
	const gone = goneArms(request).flatMap(({ perhaps, ...arm }) => cellsOf(arm, of).map((cell) => ({
		...cell,
		perhaps
	})));
	return {
		present: present.flatMap((arm) => cellsOf(plannedAs(arm), of)),
		gone: gone.filter(({ gated }) => gated)
	};
}
function plannedAs({ name, side, subject: { target } }) {
	return {
		name,
		side,
		target
	};
}
/** The gated cells of a plan, before anything is measured. */
function plannedCells(plan, policy) {
	const of = {
		plan,
		measured: /* @__PURE__ */ new Set(),
		policy
	};
	return plan.arms.flatMap((arm) => cellsOf(arm, of)).filter(({ gated }) => gated);
}
/**
* The base side of a head arm in its own run: measured in the same rounds, on the same host.
* Undefined where there is none.
*/
function liveBaseOf(run, name) {
	const index = run.arms.findIndex((arm) => arm.side === "base" && arm.name === name);
	const arm = run.arms[index];
	return arm === void 0 ? void 0 : {
		arm,
		index
	};
}
/**
* What the base has, in the run or in its config, or the newest run with all its arms, and the head
* has not. A run whose arms were picked by hand neither shows nor misses any of the stored ones.
*/
function goneArms({ run, baseline, policy, hadBefore = [] }) {
	const { runs, newest } = baseline;
	const whole = [...runs, newest].find((earlier) => earlier?.plan.armsPicked !== true);
	const stored = headsOf(run.plan.armsPicked !== true && policy.reference !== "base" ? whole : void 0);
	const bases = run.arms.filter(({ side }) => side === "base" && policy.reference !== "stored");
	const before = new Map([
		...stored,
		...bases.map(plannedAs),
		...hadBefore
	].map((arm) => [arm.name, {
		...arm,
		side: "head"
	}]));
	const heads = headsOf(run);
	const added = heads.filter(({ name }) => !before.has(name));
	return [...before.values()].filter(({ name }) => heads.every((head) => head.name !== name)).filter(({ name }) => run.plan.unchanged?.includes(name) !== true).map((arm) => ({
		...arm,
		perhaps: likelyPartner(arm, added)
	}));
}
function headsOf(run) {
	return (run?.arms ?? []).filter(({ side }) => side === "head").map(plannedAs);
}
/** The arm that measures the same under another name, or has a name that is hardly another one. */
function likelyPartner(arm, added) {
	return added.find(({ target }) => targetKey(target) === targetKey(arm.target))?.name ?? nearWord(arm.name, added.map(({ name }) => name));
}
/**
* The cells of an arm. Throughput, and a metric whose gate names it, are expected of every workload
* that can have them, measured or not; other metrics where the run has them at all.
*/
function cellsOf({ name: arm, side, target }, { plan, measured, policy: asked }) {
	const rules = rulesOf(plan.suite);
	const policy = policyFor(rules.gates, asked);
	const named = new Set(policy.cells.flatMap(({ metric }) => metric ?? []));
	return rules.workloads.flatMap((workload) => workload.metrics(target).map((metric) => {
		const cell = {
			arm,
			side,
			workload: workload.name,
			metric
		};
		const rule = ruleFor(cell, policy);
		return {
			...cell,
			...rule
		};
	}).filter(({ metric, gated }) => metric === "throughput" || measured.has(`${workload.name} ${metric}`) || gated && named.has(metric)));
}
function measuredCells({ rounds }) {
	return new Set(rounds.flatMap((round) => round.measurements.map((one) => `${one.workload} ${one.metric}`)));
}

// src/statistics/comparison.ts
/** Puts intervals around a difference; on the log scale, where effects are ratios. */
function comparisonOf({ value, halfWidth, finalHalfWidth, betweenShare }, { tolerance, interval, certifying, blocking }) {
	const half = halfWidth(interval);
	const caught = Math.max(finalHalfWidth(blocking), -Math.log1p(-tolerance)) + finalHalfWidth(.09999999999999998);
	return {
		change: changeOf(value),
		interval: {
			low: changeOf(value - half),
			high: changeOf(value + half)
		},
		certifyingLow: changeOf(value - halfWidth(certifying)),
		mde: -Math.expm1(-caught),
		betweenShare
	};
}
/** A difference of logs as a relative change; kept finite, since a document has no infinity. */
function changeOf(logRatio) {
	return Math.expm1(Math.min(logRatio, 700));
}

// src/judge/outlier.ts
/** Share of cells in which noise alone makes a round stand out. */
const byChance = .001;
/** At most one round in so many stands out: of more it is not known which are the usual ones. */
const perOutlier = 6;
/**
* The rounds whose values (logs, one a round) are too far from the others to be their noise, in the
* order of rounds. Below six rounds none can be told. Source: the generalized extreme Studentized
* deviate, B. Rosner, Technometrics 25, 1983, which finds two stalls where each would hide the
* other.
*/
function outliersOf(logs) {
	let rest = logs.map((log, index) => ({
		log,
		round: index + 1
	}));
	let usual = rest;
	for (let out = 0; out < Math.floor(logs.length / perOutlier); out += 1) {
		const { logCentre, logDeviation, n } = valuesOf$1(rest.map(({ log }) => log));
		const distance = (log) => Math.abs(log - logCentre);
		const farthest = rest.reduce((far, one) => distance(one.log) > distance(far.log) ? one : far);
		rest = rest.filter((one) => one !== farthest);
		if (distance(farthest.log) > farthestByChance(n) * logDeviation) usual = rest;
	}
	const { logCentre } = valuesOf$1(usual.map(({ log }) => log));
	const kept = new Set(usual.map(({ round }) => round));
	return logs.flatMap((log, index) => kept.has(index + 1) ? [] : [{
		round: index + 1,
		change: changeOf(log - logCentre)
	}]);
}
/**
* How many standard deviations the farthest of `n` normal values is from their mean, but for the
* share `byChance`.
*/
function farthestByChance(n) {
	const t = studentTQuantile(1 - byChance / (2 * n), n - 2);
	return (n - 1) * t / Math.sqrt((n - 2 + t * t) * n);
}
/**
* Doubts that the rounds of a cell raise themselves: some stand out, or all rise or fall from the
* first to the last, by more than the tolerance. Of the changes round by round where there is a
* live base, since what meets both sides is no doubt, else of the head's values.
*/
function roundDoubts(series, tolerance) {
	if (series.length < 2) return {};
	const outliers = outliersOf(series).filter(({ change }) => Math.abs(change) > tolerance);
	const { slope, z } = trendOf(series);
	const drift = changeOf(slope * (series.length - 1));
	return {
		...outliers.length > 0 && { outliers },
		...Math.abs(z) > 3.29 && Math.abs(drift) > tolerance && { drift }
	};
}

// src/judge/cell-series.ts
/** Reads what a run and its baseline have of a cell; which references count is the policy's. */
function readCell(cell, { run, baseline, policy }) {
	const base = policy.reference === "stored" ? void 0 : liveIndex(run, cell);
	const own = takenFrom(run, cell, base);
	const stored = policy.reference === "base" ? [] : ofLikeMedium(run, cell.gated ? ofLikeLoad(run, baseline.runs) : baseline.runs, cell.arm).flatMap((earlier) => storedOf(earlier, cell, own));
	const { head, against, differences, guards, yardstick } = own;
	const facts = {
		...cell,
		headRounds: head.kind === "values" ? head.n : 0,
		reference: base === void 0 ? "stored runs" : "live base",
		baseRuns: stored.length,
		...levelsOf(cell, own),
		...sinceOf(cell, own, stored),
		...guards !== void 0 && guards.length > 0 && { guards },
		...stored.length > 1 && head.kind === "values" && { trail: [...stored.map((one) => one.head.centre).toReversed(), head.centre] },
		...base === void 0 && stored.length > 0 && { base: Math.exp(meanOf(stored.map((one) => one.head.logCentre))) }
	};
	if (head.kind === "missing") return {
		facts,
		missing: head.reason
	};
	if (base !== void 0) {
		if (against?.kind === "missing") return {
			facts,
			missing: {
				kind: "other-arm",
				reason: against.reason
			}
		};
		if (differences?.kind !== "values") return {
			facts,
			missing: differences?.reason
		};
		const { logs: series, sums } = differences;
		const both = {
			series,
			...sums !== void 0 && { sums }
		};
		return withDoubts(cell, facts, {
			...ruleOf(cell),
			reference: "live",
			...both
		});
	}
	if (yardstick?.kind === "missing") return {
		facts,
		missing: {
			kind: "other-arm",
			arm: "yardstick",
			reason: yardstick.reason
		}
	};
	if (stored.length === 0) return { facts };
	return withDoubts(cell, facts, {
		...ruleOf(cell),
		reference: "stored",
		series: turned(cell, head.logs),
		stored: stored.map((one) => turned(cell, one.head.logs)),
		...ratioOf(own, stored)
	});
}
/** Of two sides levels whose ratio is the change that is judged. */
function levelsOf(cell, { head, against, differences }) {
	if (head.kind === "missing") return against?.kind === "values" ? { base: against.centre } : {};
	if (differences?.kind !== "values") return { head: head.centre };
	const levels = sideLevelsOf(head.logs, turned(cell, differences.logs));
	return {
		head: Math.exp(levels.head),
		base: Math.exp(levels.base)
	};
}
function storedOf(run, cell, { yardstick, yardstickKey }) {
	const taken = takenFrom(run, cell, void 0);
	const isGauged = yardstick?.kind === "values";
	const ratio = taken.yardstickKey === yardstickKey ? taken.yardstick : void 0;
	if (taken.head.kind === "missing" || isGauged && ratio?.kind !== "values") return [];
	return [{
		head: taken.head,
		key: taken.key,
		ratio: ratio?.kind === "values" ? ratio.logs : []
	}];
}
/** Ratios and levels are of the same runs. */
function ratioOf({ yardstick }, stored) {
	return yardstick?.kind === "values" ? { storedRatio: {
		series: yardstick.logs,
		stored: stored.map(({ ratio }) => ratio)
	} } : {};
}
/**
* How the cell moved since the stored runs. What the host did is what the yardstick did: the level
* without the ratio. Without one it is what the base side did, where that is the stored disk.
*/
function sinceOf(cell, { level, yardstick, differences, baseKey }, stored) {
	if (level.kind === "missing" || stored.length === 0) return {};
	const from = (logs, before) => meanOf(logs) - meanOf(before);
	const levels = stored.map(({ head }) => head.logCentre);
	const moved = from(turned(cell, level.logs), turned(cell, levels));
	const ratio = yardstick?.kind === "values" ? from(yardstick.logs, stored.map((one) => meanOf(one.ratio))) : void 0;
	const isSame = stored.every(({ key }) => key === baseKey);
	const live = differences?.kind === "values" && isSame ? meanOf(differences.logs) : void 0;
	const own = ratio ?? live;
	return { since: {
		runs: stored.length,
		level: Math.expm1(moved),
		...ratio !== void 0 && { ratio: Math.expm1(ratio) },
		...own !== void 0 && { host: Math.expm1(moved - own) }
	} };
}
function ruleOf({ gated, tolerance }) {
	return {
		gated,
		tolerance
	};
}
function withDoubts(cell, facts, series) {
	const doubts = cell.gated ? roundDoubts(series.series, cell.tolerance) : {};
	return {
		facts: {
			...facts,
			...doubts
		},
		series
	};
}
function liveIndex(run, { arm, side }) {
	return side === "head" ? liveBaseOf(run, arm)?.index : void 0;
}
/** Every look at a run asks the same stored runs for the same cells: a document never changes. */
const known = /* @__PURE__ */ new WeakMap();
/** `base`: the index of the arm that the cell is compared with in its own run. */
function takenFrom(run, cell, base) {
	const taken = known.get(run) ?? /* @__PURE__ */ new Map();
	known.set(run, taken);
	const key = [
		cell.side,
		cell.workload,
		cell.metric,
		cell.arm,
		base
	].join("\0");
	const found = taken.get(key) ?? take(run, cell, base);
	taken.set(key, found);
	return found;
}
function take(run, cell, base) {
	const { workload, metric } = cell;
	const armIndex = run.arms.findIndex(({ name, side }) => name === cell.arm && side === cell.side);
	const measuredFor = (index, pair) => sampleOf(run, {
		armIndex: index,
		workload,
		metric,
		pair
	});
	const between = (pair) => towardsBetter(cell, differencesOf(run, {
		...cell,
		pair
	}));
	const gauged = gaugedIn(run, armIndex);
	const level = measuredFor(armIndex, gauged?.pair);
	const common = {
		level,
		key: run.arms[armIndex]?.key ?? "",
		baseKey: run.arms[base ?? -1]?.key,
		yardstick: gauged && between(gauged.pair),
		yardstickKey: gauged?.key
	};
	if (base === void 0) return {
		...common,
		head: level
	};
	const pair = run.plan.pairs?.findIndex((one) => one.head === armIndex && one.against === base);
	const [head, against] = [measuredFor(armIndex, pair), measuredFor(base, pair)];
	const differences = pair === void 0 ? towardsBetter(cell, subtracted(head, against)) : between(pair);
	const guards = pair === void 0 ? void 0 : guardsOf(run, pair, workload);
	return {
		...common,
		head,
		against,
		differences,
		guards
	};
}
function towardsBetter(cell, found) {
	return found.kind === "missing" ? found : {
		...found,
		logs: turned(cell, found.logs)
	};
}
function guardsOf({ rounds }, pair, workload) {
	return rounds.flatMap(({ index, doubts = [] }) => doubts.filter((one) => one.pair === pair && (one.workload ?? workload) === workload).map(({ reason }) => ({
		round: index,
		by: reason
	})));
}
/** Logs turned so that more is better. */
function turned({ metric }, logs) {
	return metricOf(metric).better === "higher" ? logs : logs.map((log) => -log);
}

// src/judge/decision.ts
/** From this improvement on a reader is asked to doubt it. */
const tooGoodToBeTrue = 1;
/**
* Whether a change is real and whether it matters are two questions. Better is to the right, x is
* the estimate, m the tolerance, `<--->` the interval; where it says "certifying" the left end is
* the certifying one.
*
*          -m        0        +m
*      <-x-> |       .         |         regressed: the loss is shown, and x is beyond -m
*       <--x-+--->   .         |         regressed, or inconclusive where it is not shown
*       <--x-+-------.-->      |         inconclusive: beyond -m, but could be nothing
*       <----+--x--> .         |         inconclusive: real, perhaps too small to matter
*        <---+--x----.-->      |         inconclusive
*            |  <-x->.         |         unchanged (certifying): a real loss, within the tolerance
*            |   <---x--->     |         unchanged (certifying): no worse than m
*            |       .    <--x-+->       unchanged for the gate
*            |       .   <-----|-x-->    improved: the interval excludes 0 and x is beyond +m
*/
function decide({ comparison, tolerance, isShown, certifiedAt, stalls }) {
	const { change, interval, certifyingLow } = comparison;
	const isLoss = interval.high < 0;
	if (isBeyond(comparison, tolerance) && isShown) return { verdict: "regressed" };
	if (stalls === "shown") return {
		verdict: "regressed",
		reason: { kind: "stalls" }
	};
	if (stalls === "perhaps") return {
		verdict: "inconclusive",
		reason: { kind: "perhaps-stalls" }
	};
	if (change > tolerance && interval.low > 0) return change > tooGoodToBeTrue ? {
		verdict: "improved",
		reason: { kind: "too-good" }
	} : { verdict: "improved" };
	if (certifiedAt !== void 0) {
		if (certifyingLow <= -tolerance) return {
			verdict: "unchanged",
			reason: {
				kind: "decided-at",
				rounds: certifiedAt
			}
		};
		return isLoss ? {
			verdict: "unchanged",
			reason: { kind: "within-tolerance" }
		} : { verdict: "unchanged" };
	}
	if (change < -tolerance) return {
		verdict: "inconclusive",
		reason: { kind: "beyond-but-could-be-nothing" }
	};
	return isLoss ? {
		verdict: "inconclusive",
		reason: { kind: "small-loss" }
	} : { verdict: "inconclusive" };
}
/** Whether a loss is beyond the tolerance, and its interval excludes no change. */
function isBeyond({ change, interval }, tolerance) {
	return change < -tolerance && interval.high < 0;
}

// src/statistics/sign-flip.ts
/**
* Up to so many rounds every way of setting the signs is gone through, beyond it as many by lot.
*/
const enumerated = 16;
/** Rounds beyond those are turned together, in so many blocks at most. */
const mostBlocks$1 = 24;
/**
* Whether a loss is more than the toss of a coin in each round, look by look: exact, whatever the
* noise. Where nothing differs, each round's difference had the other sign as likely as not. So of
* all ways of setting the signs (2^n; the size of each difference stays) those with the lowest sums
* are set apart at each look, as many as `spent` allows and earlier looks left. The loss is shown
* from the look on at which the observed signs are among them. However the looks depend on each
* other and whatever ends a run, a series without a loss is among them with probability
* `spent.at(-1)` at most. Undefined where no look that `series` reaches shows a loss.
*
* From the 17th round on there are 65,536 ways: each of the first 16 rounds, with signs drawn for
* the later ones, but those observed in the observed one. That keeps the probability exact. Later
* rounds share their signs in blocks, and are looked at where one ends, so that a long run costs
* little more.
*
* @param series differences towards better, one a round
*
* Sources: E. J. G. Pitman, Suppl. J. R. Statist. Soc. 4, 1937; drawn signs: M. Dwass, Ann. Math.
* Statist. 28, 1957; spending as K. K. G. Lan and D. L. DeMets, Biometrika 70, 1983.
*/
function lossShownAt(series, { at, spent }) {
	const planned = at.at(-1) ?? 0;
	const block = Math.max(1, Math.ceil((planned - enumerated) / mostBlocks$1));
	let crossed = {
		ways: /* @__PURE__ */ new Uint8Array(1),
		count: 0
	};
	for (const [index, look] of at.entries()) {
		if (look > series.length) break;
		if (look > enumerated && look < planned && (look - enumerated) % block !== 0) continue;
		const ways = 2 ** Math.min(look, enumerated);
		crossed = widened(crossed, ways);
		const allowed = Math.floor((spent[index] ?? 0) * ways + rounding) - crossed.count;
		if (allowed > 0) crossed = further(crossed, signedSums(unitsOf(series.slice(0, look), block)), allowed);
		if (crossed.ways[0] === 1) return look;
	}
}
/** A share of a power of two that is a whole number must not fall below it. */
const rounding = 1e-6;
/**
* What is turned at once: each of the first rounds, then blocks. As many sizes as the centre sets
* aside at an end count as the next one, so that a stall decides nothing.
*/
function unitsOf(series, block) {
	const most = series.map(Math.abs).toSorted((a, b) => b - a)[trimmedOf(series.length)] ?? 0;
	const units = [];
	for (const [round, value] of series.entries()) {
		const unit = round < enumerated ? round : enumerated + Math.floor((round - enumerated) / block);
		units[unit] = (units[unit] ?? 0) + Math.sign(value) * Math.min(Math.abs(value), most);
	}
	return units;
}
/**
* The sum for each way of turning signs around: bit i of the place says whether round i is turned,
* so that the observed one stands at 0.
*/
function signedSums(units) {
	const own = Math.min(units.length, enumerated);
	const sums = new Float64Array(2 ** own);
	sums[0] = units.reduce((sum, value) => sum + value, 0);
	for (let unit = 0; unit < own; unit += 1) {
		const ways = 2 ** unit;
		const turned = 2 * (units[unit] ?? 0);
		for (let way = 0; way < ways; way += 1) sums[ways + way] = (sums[way] ?? 0) - turned;
	}
	for (let unit = own; unit < units.length; unit += 1) {
		const turns = drawnTurns[unit] ??= drawTurns(unit);
		const turned = 2 * (units[unit] ?? 0);
		for (let way = 1; way < sums.length; way += 1) sums[way] = (sums[way] ?? 0) - turned * (turns[way] ?? 0);
	}
	return sums;
}
/**
* The same for every series, which leaves the test exact: an observed way is anywhere among them.
*/
const drawnTurns = [];
function drawTurns(seed) {
	const random = randomFrom(seed);
	return Uint8Array.from({ length: 2 ** enumerated }, () => random() < .5 ? 1 : 0);
}
/** A way that was set apart stays so however its later rounds go. */
function widened({ ways, count }, length) {
	const wide = new Uint8Array(length);
	for (let start = 0; start < length; start += ways.length) wide.set(ways, start);
	return {
		ways: wide,
		count: count * length / ways.length
	};
}
/**
* Sets apart the `allowed` lowest sums; of equal ones all or none, and none less than a deviation
* below the middle.
*/
function further({ ways, count }, sums, allowed) {
	let squares = 0;
	for (let way = 0; way < ways.length; way += 1) squares += (sums[way] ?? 0) ** 2;
	const deviation = Math.sqrt(squares / sums.length);
	const far = openBelow(-2 * deviation, {
		ways,
		sums
	});
	const open = far.length > allowed ? far : openBelow(-deviation, {
		ways,
		sums
	});
	const lowest = open.sort().subarray(0, allowed);
	const next = open[allowed] ?? Number.POSITIVE_INFINITY;
	const most = lowest.findLast((sum) => sum < next - 1e-9 * deviation);
	if (most === void 0) return {
		ways,
		count
	};
	let added = 0;
	for (let way = 0; way < ways.length; way += 1) {
		if ((sums[way] ?? 0) > most || ways[way] === 1) continue;
		ways[way] = 1;
		added += 1;
	}
	return {
		ways,
		count: count + added
	};
}
/** The sums up to `bound` of the ways that are not set apart yet. */
function openBelow(bound, { ways, sums }) {
	const found = new Float64Array(sums.length);
	let length = 0;
	for (let way = 0; way < sums.length; way += 1) {
		const sum = sums[way] ?? 0;
		if (sum > bound || ways[way] === 1) continue;
		found[length] = sum;
		length += 1;
	}
	return found.subarray(0, length);
}

// src/judge/look.ts
/**
* Decides cells by the looks taken so far. Both error budgets are spent over the looks, so each
* holds whatever stops the run. The gated cells share the false-alarm budget evenly. A RangeError
* where no look was taken.
*/
function decideCells(request) {
	const last = decideAtLooks(request).at(-1);
	if (last === void 0) throw new RangeError("no look was taken");
	return last.decisions;
}
/** What would be said after each look that was taken, if it were the last one. */
function decideAtLooks({ cells, looks, falseAlarm, gatedCells }) {
	const rounds = Math.max(0, ...cells.map(({ series }) => series.length));
	const taken = looks.at.filter((look) => look <= rounds);
	const gated = gatedCells ?? cells.filter((cell) => cell.gated).length;
	const columns = cells.map((cell) => {
		const budget = {
			falseAlarm,
			gatedCells: gated,
			hasSums: cell.sums !== void 0
		};
		const decisions = cell.reference === "live" ? decideLive(cell, {
			looks,
			taken,
			budget
		}) : decideStored(cell, {
			looks,
			taken,
			budget
		});
		return decisions.map((decision, index) => {
			return cell.reference === "stored" && taken[index] !== looks.at.at(-1) ? decision : withStart(decision, {
				decisions,
				index,
				taken
			});
		});
	});
	return taken.map((at, index) => ({
		at,
		decisions: columns.flatMap((column) => column[index] ?? [])
	}));
}
function withStart(decision, { decisions, index, taken }) {
	const { verdict } = decision;
	if (verdict === "inconclusive") return decision;
	const before = decisions.slice(0, index).findLastIndex((other) => other.verdict !== verdict);
	return {
		...decision,
		decidedAt: taken[before + 1]
	};
}
function decideLive(cell, { looks, taken, budget }) {
	const { series, sums, tolerance } = cell;
	const shares = sharesOf(budget);
	const common = {
		looks,
		taken,
		budget,
		tolerance
	};
	const levels = certifyingLevels(looks, latenessOf(series.slice(0, looks.at[0]), {
		tolerance,
		...looks
	}));
	const slices = lookedAt(series, {
		...common,
		levels,
		share: shares.slices
	});
	const stalls = sums && lookedAt(sums, {
		...common,
		levels: [],
		share: shares.sums
	});
	let certifiedAt;
	return slices.map((look, index) => {
		if (look === void 0) return {
			verdict: "inconclusive",
			reason: { kind: "one-round" }
		};
		const { at, comparison, isShown } = look;
		const sum = stalls?.[index];
		const isStalled = sum !== void 0 && isBeyond(sum.comparison, tolerance);
		if (!isStalled && comparison.certifyingLow > -tolerance) certifiedAt ??= at;
		const found = decide({
			comparison,
			tolerance,
			isShown,
			certifiedAt,
			...isStalled && { stalls: sum.isShown ? "shown" : "perhaps" }
		});
		const fewest = roundsToShow(shares.slices);
		const isTooFew = found.reason?.kind === "beyond-but-could-be-nothing" && at < fewest;
		return {
			...found,
			comparison,
			...isTooFew && { reason: {
				kind: "too-few-rounds",
				fewest
			} }
		};
	});
}
/** What a series of differences shows at each look; undefined where that is one round. */
function lookedAt(series, { looks, taken, budget, tolerance, levels, share }) {
	const { at, rounds } = looks;
	const sizes = series.slice(0, at[0]).map(Math.abs);
	const spent = spentAt({
		at,
		rounds,
		error: share,
		lateness: latenessOf(sizes, {
			tolerance,
			rounds
		})
	});
	const planned = at.at(-1) ?? rounds;
	const comparisons = taken.map((look, index) => {
		if (look < 2) return void 0;
		return comparisonOf(estimateOf(centreOf(series.slice(0, look)), planned), {
			tolerance,
			interval: budget.falseAlarm,
			certifying: levels[index] ?? 0,
			blocking: planned < roundsToShow(share) ? 0 : share
		});
	});
	const shownAt = comparisons.some((comparison) => comparison !== void 0 && isBeyond(comparison, tolerance)) ? lossShownAt(series, {
		at,
		spent
	}) : void 0;
	return comparisons.map((comparison, index) => {
		const look = taken[index] ?? 0;
		return comparison && {
			at: look,
			comparison,
			isShown: shownAt !== void 0 && shownAt <= look
		};
	});
}
/** One look, at the end: what is said before is what it would be, and ends no run. */
function decideStored(cell, { taken, budget }) {
	const { series, stored = [], storedRatio, tolerance } = cell;
	const share = budget.falseAlarm / Math.max(1, budget.gatedCells);
	const compare = (estimate) => comparisonOf(estimate, {
		tolerance,
		interval: share,
		certifying: certifyingError,
		blocking: share
	});
	return taken.map((look) => {
		if (look < 2) return {
			verdict: "inconclusive",
			reason: { kind: "one-round" }
		};
		const level = compare(predictionOf(series.slice(0, look), stored));
		const comparison = storedRatio === void 0 ? level : compare(predictionOf(storedRatio.series.slice(0, look), storedRatio.stored));
		const isLower = isBeyond(level, tolerance);
		const found = decide({
			comparison,
			tolerance,
			isShown: isLower,
			certifiedAt: comparison.certifyingLow > -tolerance ? look : void 0
		});
		const isRatioLower = isBeyond(comparison, tolerance);
		if (isRatioLower && !isLower) return {
			...found,
			comparison,
			reason: {
				kind: "level-disagrees",
				level: level.change
			}
		};
		return isLower && !isRatioLower ? {
			...found,
			comparison,
			reason: {
				kind: "host-moved",
				level: level.change
			}
		} : {
			...found,
			comparison
		};
	});
}

// src/judge/cell-verdict.ts
/**
* Judges every cell of a run by the looks taken so far. All gated cells share the false-alarm
* budget, also those that turn out to have no value: how many they are was settled before the first
* number.
*/
function judgeCells({ looks, ...request }) {
	const { present, gone } = cellsOfRun(request);
	const read = present.map((cell) => readCell(cell, request));
	const comparable = read.filter(({ series }) => series !== void 0);
	const decisions = comparable.length === 0 ? [] : decideCells({
		cells: comparable.flatMap(({ series }) => series ?? []),
		looks,
		falseAlarm: request.policy.falseAlarm,
		gatedCells: [...present, ...gone].filter(({ gated }) => gated).length
	});
	const decided = new Map(comparable.map((one, index) => [one, decisions[index]]));
	const { gates } = rulesOf(request.run.plan.suite);
	const shown = shownVerdicts(gates === "by default" ? [] : comparable);
	return [...read.map((one) => {
		const verdict = shown.get(one) ?? verdictOf(one, {
			...request,
			decision: decided.get(one)
		});
		const cell = {
			...one.facts,
			...verdict
		};
		const weaker = cell.gated ? weakerDurability(cell, request) : void 0;
		if (weaker !== void 0) return {
			...cell,
			verdict: "regressed",
			reason: weaker
		};
		const unseen = cell.verdict === "regressed" || cell.verdict === "missing" || cell.moved !== void 0 ? void 0 : unseenChange(cell, request);
		return unseen === void 0 ? cell : {
			...cell,
			verdict: "missing",
			reason: unseen,
			holds: void 0
		};
	}), ...gone.map(missingArm)];
}
/**
* What cells that nobody gates show against stored runs: all rows of a workload share one noise,
* which their few rounds could not tell each for itself.
*/
function shownVerdicts(read) {
	const stored = read.flatMap((one) => one.series?.stored === void 0 ? [] : [{
		one,
		levels: {
			logs: one.series.series,
			earlier: one.series.stored
		}
	}]);
	const rows = Map.groupBy(stored, ({ one: { facts } }) => `${facts.workload} ${facts.metric}`);
	return new Map([...rows.values()].flatMap((group) => {
		const estimates = pooledPredictions(group.map(({ levels }) => levels));
		return group.flatMap(({ one }, index) => {
			const estimate = estimates[index];
			return one.facts.gated || estimate === void 0 ? [] : [[one, shownVerdict(one.facts, estimate)]];
		});
	}));
}
/** Error at each end of an interval that is only shown: it is one of 95 %. */
const shownError = .025;
function shownVerdict({ tolerance, headRounds }, estimate) {
	const comparison = comparisonOf(estimate, {
		tolerance,
		interval: shownError,
		certifying: certifyingError,
		blocking: 0
	});
	const { change, interval, certifyingLow } = comparison;
	const certifiedAt = certifyingLow > -tolerance ? headRounds : void 0;
	const { verdict } = decide({
		comparison,
		tolerance,
		isShown: true,
		certifiedAt
	});
	return {
		verdict,
		change,
		interval,
		moved: interval.high < 0 || interval.low > 0
	};
}
/**
* Against a base of the same rounds that alone decides: what the host did since the stored runs is
* no matter of this change.
*/
function verdictOf({ facts, missing, series }, { run, baseline, policy, decision }) {
	if (missing !== void 0) return {
		verdict: "missing",
		reason: missing
	};
	if (series === void 0) return {
		verdict: "inconclusive",
		reason: policy.reference === "base" ? { kind: "no-base-side" } : whyNoReference(facts, baseline, run)
	};
	if (decision?.comparison === void 0) return {
		verdict: "inconclusive",
		reason: { kind: "one-round" }
	};
	const { verdict, reason, decidedAt, comparison } = decision;
	const { change, interval, mde, betweenShare, certifyingLow } = comparison;
	const numbers = {
		change,
		interval,
		mde,
		betweenShare,
		holds: Math.max(0, -certifyingLow),
		decidedAt
	};
	const ceiling = facts.guards?.find(({ by }) => by.kind === "limit-ceiling");
	return verdict === "unchanged" && ceiling !== void 0 ? {
		...numbers,
		verdict: "inconclusive",
		reason: {
			kind: "guarded",
			...ceiling
		}
	} : {
		...numbers,
		verdict,
		reason
	};
}
function whyNoReference(cell, baseline, run) {
	const { incomparable: facts, runs, leftOut } = baseline;
	if (facts.length > 0) return {
		kind: "other-environment",
		facts
	};
	if (runs.length === 0) {
		const left = [...leftOut].map(([why, of]) => ({
			why,
			runs: of.length
		}));
		return left.length === 0 ? { kind: "nothing-stored" } : {
			kind: "none-usable",
			left
		};
	}
	const like = ofLikeLoad(run, runs);
	if (like.length === 0) return {
		kind: "other-load",
		runs: runs.length
	};
	const isSame = ({ name, side }) => name === cell.arm && side === cell.side;
	const having = like.filter(({ arms }) => arms.some(isSame));
	if (having.length === 0) return {
		kind: "no-stored-arm",
		arm: cell.arm
	};
	const [to, ...before] = [run, ...having].map((one) => gaugedIn(one, one.arms.findIndex(isSame))?.key);
	return to === void 0 || before.includes(to) ? { kind: "no-stored-value" } : {
		kind: "other-yardstick",
		from: before[0] ?? "none",
		to
	};
}
function missingArm({ perhaps, ...cell }) {
	const reason = {
		kind: "arm-gone",
		arm: cell.arm,
		...perhaps && { perhaps }
	};
	const facts = {
		headRounds: 0,
		reference: "stored runs",
		baseRuns: 0
	};
	return {
		...cell,
		...facts,
		verdict: "missing",
		reason
	};
}

// src/judge/judge.ts
/**
* Judges every cell of a run against earlier runs of the same environment, and the run by the worst
* of its gated cells. Its looks are those that its plan declared.
*/
function judge(request) {
	const { run, baseline, policy } = request;
	const cells = judgeCells({
		...request,
		looks: looksTaken(run)
	});
	const gated = cells.filter((cell) => cell.gated);
	const like = gated.length === 0 ? baseline.runs : ofLikeLoad(run, baseline.runs);
	const found = gated.map(({ verdict }) => verdict);
	return {
		verdict: worstVerdict(found),
		passed: !isFailing([worstVerdict(found)], policy.failOn),
		...policy.advisory === true && { advisory: true },
		gatedCells: gated.length,
		gates: rulesOf(run.plan.suite).gates,
		tolerance: policy.tolerance,
		falseAlarm: policy.falseAlarm,
		cells,
		changes: changesSince(baseline.newest, run, policy.reference),
		baseline: like.map(({ startedAt, arms }) => ({
			startedAt,
			commit: headArms(arms)[0]?.commit ?? null
		})),
		incomparable: baseline.incomparable,
		...nearestHistory(baseline.nearest),
		caveats: [
			...doubtsOf$1(run),
			...doubtsOfReference(cells, baseline, like.length),
			...doubtsOfRounds(gated),
			...doubtsOfGuards(gated),
			...unmatchedPolicies(policy, cells, run.plan.unchanged)
		]
	};
}
function nearestHistory(run) {
	if (run === void 0) return {};
	const { fingerprint, startedAt, arms } = run;
	return { nearest: {
		fingerprint,
		startedAt,
		commit: headArms(arms)[0]?.commit ?? null
	} };
}
function headArms(arms) {
	return arms.filter(({ side }) => side === "head");
}
function changesSince(earlier, run, reference) {
	const before = headArms(earlier?.arms ?? []);
	return run.arms.flatMap((arm, index) => {
		if (arm.side !== "head") return [];
		const from = (reference === "stored" ? void 0 : liveBaseOf(run, arm.name)?.arm) ?? before.find(({ name }) => name === arm.name);
		return (from === void 0 ? [] : subjectChanges(from, arm, run.plan.arms[index]?.definition)).map((change) => shownIn(change, run.plan));
	});
}
/** What the run itself says of its end, and of what else went on on its host. */
function doubtsOf$1({ stop: { reason }, rounds, environment }) {
	const loads = loadParts.flatMap((part) => {
		const taken = rounds.flatMap(({ load }) => takenByOthers(load, part) ?? []);
		if (taken.length === 0) return [];
		const counts = {
			processors: environment.cpuCores,
			rounds: taken.length,
			of: rounds.length
		};
		return [{
			kind: "others-load",
			part,
			most: Math.max(...taken),
			...counts
		}];
	});
	if (reason !== "budget" && reason !== "write-budget") return loads;
	return [{
		kind: "ended-by",
		budget: reason === "budget" ? "time" : "writes"
	}, ...loads];
}
function doubtsOfReference(cells, { runs, leftOut }, like) {
	const gated = cells.filter((cell) => cell.gated);
	const doubts = [];
	const isStored = gated.some(({ reference, base }) => reference === "stored runs" && base !== void 0);
	const unlike = runs.length - like;
	if (unlike > 0 && gated.some(({ since }) => since !== void 0)) doubts.push({
		kind: "other-load",
		runs: unlike
	});
	if (isStored && like < 5) doubts.push({
		kind: "few-runs",
		runs: like,
		until: 5,
		deviation: assumedBetweenDeviation
	});
	const isTold = cells.some(({ reason }) => reason?.kind === "none-usable");
	for (const why of ["later", "copy"]) {
		const left = leftOut.get(why)?.length ?? 0;
		if (left > 0 && !isTold) doubts.push({
			kind: "left-out",
			why,
			runs: left
		});
	}
	return doubts;
}
/** Rounds that stand out, and a drift from the first to the last. */
function doubtsOfRounds(gated) {
	return gated.flatMap(({ arm, workload, metric, reference, outliers, drift }) => {
		const of = {
			cell: {
				arm,
				workload,
				metric
			},
			live: reference === "live base"
		};
		return [...outliers === void 0 ? [] : [{
			kind: "outliers",
			...of,
			rounds: outliers
		}], ...drift === void 0 ? [] : [{
			kind: "drift",
			...of,
			change: drift
		}]];
	});
}
/** What guards found of the pairs of gated cells, each kind once a cell. */
function doubtsOfGuards(gated) {
	return gated.flatMap(({ arm, workload, metric, guards = [], headRounds: of }) => [...Map.groupBy(guards, ({ by }) => by.kind).values()].flatMap((found) => found.slice(0, 1).map(({ by }) => {
		const rounds = new Set(found.map(({ round }) => round)).size;
		return {
			kind: "guarded",
			cell: {
				arm,
				workload,
				metric
			},
			by,
			rounds,
			of
		};
	})));
}
/** A misspelt name in the policy would silently leave a cell ungated. */
function unmatchedPolicies({ cells: rules }, cells, unchanged = []) {
	return rules.filter(({ disk }) => disk === void 0 || !unchanged.includes(disk)).filter((rule) => rule.ofWorkload !== true && !cells.some((cell) => isMeant(rule, cell))).map(({ disk, workload, metric }) => ({
		kind: "unmatched-policy",
		...disk !== void 0 && { disk },
		...workload !== void 0 && { workload },
		...metric !== void 0 && { metric }
	}));
}
/**
* Why a plan could show no loss of a disk against its base side; undefined where it could, and
* where no cell is judged that way.
*/
function hopelessGate(plan, policy) {
	const gated = plannedCells(plan, policy);
	const bases = new Set(plan.arms.flatMap(({ side, name }) => side === "base" ? [name] : []));
	if (policy.reference === "stored" || !gated.some(({ arm }) => bases.has(arm))) return void 0;
	const hasSums = rulesOf(plan.suite).unit === "pair";
	const budget = {
		falseAlarm: policy.falseAlarm,
		gatedCells: gated.length,
		hasSums
	};
	return hopelessPlan(plan.rounds, budget);
}
/**
* Settles which cells gate, when the run is looked at, and what ends it early; `before` is the run
* as it is before its first round.
*/
function declareGate({ before, ...judging }) {
	const looks = {
		at: looksFor(before.plan.rounds),
		rounds: before.plan.rounds
	};
	const cells = cellsOfRun({
		...judging,
		run: before
	}).present.filter(({ gated }) => gated).map(({ arm, workload, metric }) => ({
		arm,
		workload,
		metric
	}));
	const gate = {
		looks: looks.at,
		cells
	};
	const run = {
		...before,
		plan: {
			...before.plan,
			gate
		},
		arms: before.arms.map(withoutDoubt)
	};
	return {
		gate,
		decide: (rounds) => {
			if (!looks.at.includes(rounds.length)) return "continue";
			return isSettled(judgeCells({
				...judging,
				run: {
					...run,
					rounds
				},
				looks
			}).filter(({ gated }) => gated)) ? "stop" : "continue";
		}
	};
}
/**
* Whether more rounds could change nothing; where there is nothing to compare with, the rounds make
* a baseline. A cell that is red for its durability has still to be told how fast it is.
*/
function isSettled(gated) {
	const decided = gated.filter(({ decidedAt }) => decidedAt !== void 0);
	return decided.length > 0 && gated.every((cell) => decided.includes(cell) || cell.verdict === "missing");
}
/** Attestation is seen after the first rounds; until then it decides nothing. */
function withoutDoubt(arm) {
	return {
		...arm,
		attestation: {
			ok: true,
			evidence: []
		}
	};
}
/** A gated percentile that a round has too few requests for, and which it has enough for. */
function shortPercentile({ pairs = [], gate }) {
	return gate?.cells.flatMap((cell) => pairs.flatMap(({ slices = [] }) => slices.filter((one) => one.workload === cell.workload && isFurther(cell.metric, one.furthest)).map(({ furthest }) => ({
		...cell,
		furthest
	}))))[0];
}

// src/host/drive.ts
/**
* What kind of drive a mount lies on: `Samsung SSD 990 PRO 2TB (non-rotational)`, `virtio_blk
* (rotational)`. Model or driver only, never a serial, a volume's name or a path: it goes to a
* public document. `unknown` where the kernel says nothing (overlay, network and memory
* filesystems).
*/
async function describeDevice(mount) {
	const drives = (await devicesOf(mount)).filter(({ isDrive }) => isDrive);
	const kinds = await Promise.all(drives.map(({ directory }) => kindOf(directory)));
	return kinds.length === 0 ? "unknown" : [...new Set(kinds)].sort().join(" + ").slice(0, 500);
}
/**
* Reads /proc/diskstats for the whole drives under a real path; undefined where the kernel knows
* none.
*/
async function sampleDrive(directory) {
	const names = await drivesUnder(directory);
	if (names.length === 0) return void 0;
	const counts = readDiskstats(await readFile("/proc/diskstats", "utf8").catch(() => ""), new Set(names));
	return counts === void 0 ? void 0 : {
		name: names.join(" + "),
		...counts
	};
}
/**
* Whether all that is done in `others` reaches the drives under a real path and no further one.
* Only then is what we do in them part of what those drives move: the kernel counts the traffic of
* a process over all drives at once.
*/
async function sharesDrives(directory, others) {
	const own = new Set(await drivesUnder(directory));
	for (const other of others) {
		const names = await drivesUnder(await realpath(other));
		if (names.length === 0 || !names.every((name) => own.has(name))) return false;
	}
	return true;
}
/** /proc/diskstats counts sectors of 512 bytes, whatever the drive's own. */
const sector = 512;
/**
* The sum over some drives; undefined where one of them is not listed. Source:
* Documentation/admin-guide/iostats.rst.
*/
function readDiskstats(diskstats, names) {
	const rows = diskstats.split("\n").map((line) => line.trim().split(/\s+/)).filter((fields) => names.has(fields[2] ?? ""));
	if (rows.length !== names.size) return void 0;
	const bytes = (field) => rows.reduce((sum, row) => sum + Number(row[field]) * sector, 0);
	const traffic = {
		read: bytes(5),
		written: bytes(9)
	};
	return Number.isFinite(traffic.read + traffic.written) ? traffic : void 0;
}
/**
* The kernel's names of the whole drives under a real path (`vda`, `nvme0n1`), sorted; none where
* it knows none.
*/
async function drivesUnder(path) {
	const names = (await devicesOf(await mountOf(path))).flatMap(({ directory, isDrive }) => isDrive ? basename(directory) : []);
	return [...new Set(names)].sort();
}
/**
* major:minor of every block device on the way from a real path to its drives, volumes and arrays
* among them: a limit may stand on any of them. None where the kernel knows none.
*/
async function blockDevicesUnder(path) {
	const numbers = (await devicesOf(await mountOf(path))).map(({ directory }) => readText(join(directory, "dev")));
	return (await Promise.all(numbers)).filter((number) => number !== void 0);
}
async function devicesOf(mount) {
	const device = await deviceNumber(mount);
	return device === void 0 ? [] : devicesAt(join("/sys/dev/block", device));
}
/** A device and all that it is made of, such as the drives of a volume or an array. */
async function devicesAt(path) {
	const real = await realpath(path).catch(() => void 0);
	if (real === void 0) return [];
	const directory = await readText(join(real, "partition")) !== void 0 ? dirname(real) : real;
	const slaves = await readdir(join(directory, "slaves")).catch(() => []);
	const below = slaves.map((slave) => devicesAt(join(directory, "slaves", slave)));
	return [{
		directory,
		isDrive: slaves.length === 0
	}, ...(await Promise.all(below)).flat()];
}
/**
* major:minor of the block device; btrfs and its like have a number of their own, so their source
* is asked.
*/
async function deviceNumber({ device, source }) {
	if (!device.startsWith("0:")) return device;
	if (!source.startsWith("/dev/")) return void 0;
	const facts = await stat(source).catch(() => void 0);
	return facts?.isBlockDevice() ? numberOf(facts.rdev) : void 0;
}
/** A device's number in Linux's encoding: 12 bits of major above 8 of minor, more minor above. */
function numberOf(rdev) {
	const minor = rdev & 255 | Math.floor(rdev / 4096) & 1048320;
	return `${rdev >> 8 & 4095}:${minor}`;
}
async function kindOf(drive) {
	return `${await readText(join(drive, "device/model")) ?? await realpath(join(drive, "device/driver")).then(basename, () => void 0) ?? basename(drive).replace(/\d+$/, "")} (${await readText(join(drive, "queue/rotational")) === "1" ? "rotational" : "non-rotational"})`;
}
async function readText(path) {
	return (await readFile(path, "utf8").catch(() => "")).trim().replace(/\s+/g, " ") || void 0;
}
/** The mount that holds `path`, which must be real (no links, absolute). */
async function mountOf(path) {
	return selectMount(await readFile("/proc/self/mountinfo", "utf8"), path);
}
/** The mount of a /proc/PID/mountinfo that holds `path`. */
function selectMount(mountinfo, path) {
	const holding = mountsIn(mountinfo).filter(({ target }) => path === target || path.startsWith(target === "/" ? target : `${target}/`));
	const longest = Math.max(...holding.map(({ target }) => target.length));
	const mount = holding.findLast(({ target }) => target.length === longest);
	if (mount !== void 0) return mount;
	const [problem, remedy] = [`no mount holds ${path}`, "give another --directory"];
	throw new GateError("bad-directory", {
		problem,
		remedy,
		path
	});
}
/** The mounts of a /proc/PID/mountinfo. Source: proc_pid_mountinfo(5). */
function mountsIn(mountinfo) {
	return mountinfo.split("\n").filter(Boolean).map((line) => {
		const [before = "", after = ""] = line.split(" - ");
		const [, , device = "", root = "", target = ""] = before.split(" ").map(unescapeOctal);
		const [filesystem = "", source = "", options = ""] = after.split(" ").map(unescapeOctal);
		return {
			target,
			filesystem,
			source,
			device,
			root,
			options
		};
	});
}
/** As mountinfo has it: space, tab, newline and backslash as \040, \011, \012 and \134. */
function unescapeOctal(text) {
	return text.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}

// src/host/directory.ts
/**
* Checks the directories of one run, in the order of the needs. Those on one filesystem must
* together fit into its free space. `bad-directory`.
*/
async function checkDirectories(needs) {
	const directories = [];
	const sharing = /* @__PURE__ */ new Map();
	for (const need of needs) {
		const directory = await checkDirectory(need);
		directories.push(directory);
		const { dev } = await stat(directory.path);
		const together = [...sharing.get(dev) ?? [], need];
		sharing.set(dev, together);
		const needed = together.reduce((sum, { bytesNeeded }) => sum + bytesNeeded, 0);
		if (directory.freeBytes >= needed) continue;
		const paths = together.map(({ path }) => path).join(" and ");
		throw refusal$2(need.path, `the directories ${paths} share a filesystem with ${formatBytes(directory.freeBytes)} free, together they need ${formatBytes(needed)}`, "free some space, give one of them on another filesystem, or make the disks smaller (size=)");
	}
	return directories;
}
/**
* The directory as it will be measured. Throws `bad-directory` where it is missing, not a
* directory, not writable, in memory (without `allowTmpfs`), too small, or without the O_DIRECT
* that is needed.
*/
async function checkDirectory({ path, bytesNeeded, allowTmpfs, direct = false }) {
	const real = await resolveDirectory(path);
	await checkWritable(real);
	const mount = await mountOf(real);
	const { filesystem } = mount;
	if (["tmpfs", "ramfs"].includes(filesystem) && !allowTmpfs) throw refusal$2(path, `the directory ${path} is on ${filesystem}, which is memory, not a drive`, "give another --directory, or --allow-tmpfs to measure memory");
	const noDirect = direct ? await directRefusal(path) : void 0;
	if (noDirect !== void 0) throw refusal$2(path, `the directory ${path} is on ${filesystem}, where files can't be opened with O_DIRECT`, "give another directory, such as one on ext4 or xfs, or leave out cache=none, directsync and host-direct", noDirect);
	const facts = await statfs(real);
	const freeBytes = facts.bavail * facts.bsize;
	if (freeBytes >= bytesNeeded) return {
		path: real,
		filesystem,
		device: await describeDevice(mount),
		freeBytes
	};
	throw refusal$2(path, `the directory ${path} has ${formatBytes(freeBytes)} free, ${formatBytes(bytesNeeded)} are needed`, "free some space, give another --directory, or make the disks smaller (size=)");
}
async function resolveDirectory(path) {
	try {
		const real = await realpath(path);
		if ((await stat(real)).isDirectory()) return real;
	} catch (cause) {
		if (hasCode(cause, "ENOENT")) throw refusal$2(path, `the directory ${path} does not exist`, "create it, or give another --directory");
		throw refusal$2(path, `the directory ${path} cannot be opened`, "give another --directory", cause);
	}
	throw refusal$2(path, `${path} is not a directory`, "give a directory as --directory");
}
/** access(2) also tells a read-only mount and the immutable attribute, which stop even root. */
async function checkWritable(path) {
	await access(path, constants$1.W_OK | constants$1.X_OK).catch((cause) => {
		throw refusal$2(path, `the directory ${path} ${hasCode(cause, "EROFS") ? "is on a read-only filesystem" : "is not writable by this user"}`, "give another --directory, or change its permissions", cause);
	});
}
/**
* Why a file in a directory can't be opened with O_DIRECT, as cache=none, directsync and aio=native
* need it; undefined where it can. `bad-directory` where no file can be made at all.
*/
async function directRefusal(path) {
	const probe = join(path, `.storage-gate-probe-${process.pid}`);
	const flags = constants$1.O_RDWR | constants$1.O_CREAT | constants$1.O_EXCL | (constants$1.O_DIRECT ?? 0);
	try {
		await using _file = await open(probe, flags, 384);
		return;
	} catch (cause) {
		if ([
			"EINVAL",
			"ENOTSUP",
			"EOPNOTSUPP"
		].some((code) => hasCode(cause, code))) return messageOf(cause);
		throw refusal$2(path, `no file can be made in the directory ${path}`, "give another --directory", cause);
	} finally {
		await unlink(probe).catch(() => void 0);
	}
}
/** The cause, an error or a text, is why. */
function refusal$2(path, problem, remedy, cause) {
	const why = cause === void 0 ? void 0 : messageOf(cause);
	return new GateError("bad-directory", {
		problem,
		why,
		remedy,
		path
	}, { cause });
}

// src/qemu/arguments.ts
/**
* Most ports that fit beside our own devices: eight functions in each of slots 8 to 30 of the root
* bus.
*/
const maxRootPorts = 184;
/**
* QEMU's arguments. Whatever holds a path is JSON, or escaped: commas would end it in a key=value
* option.
*/
function qemuArguments(machine) {
	const { kernel, initrd, kernelWords, console } = machine;
	return [
		...isolation,
		...processor(machine),
		"-kernel",
		kernel,
		"-initrd",
		initrd,
		"-append",
		kernelWords,
		"-chardev",
		`file,id=console,path=${escaped(console)}`,
		"-serial",
		"chardev:console",
		...monitorArguments(machine.monitorSocket),
		...serialPorts(machine),
		...rootPorts(machine)
	];
}
/**
* A machine that runs a firmware of ours alone, its first serial port on a socket on which we
* listen.
*/
function counterArguments(firmware, serial) {
	const machine = "-machine q35 -accel tcg -cpu max -m 16M -serial chardev:serial".split(" ");
	const socket = `socket,id=serial,path=${escaped(serial)},server=off`;
	return [
		...isolation,
		...machine,
		"-bios",
		firmware,
		"-chardev",
		socket
	];
}
/**
* No device and no configuration that we did not name, no network, no window, a panic ends QEMU,
* few system calls.
*/
const isolation = "-nodefaults -no-user-config -nic none -display none -no-reboot -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny".split(" ");
/**
* `host` is what KVM guests run on. Under emulation `max` boots as fast as the smallest model
* (qemu64) and gives programs every instruction that they may be built for.
*/
function processor({ architecture, accelerator, cpus, memory }) {
	return `-machine ${architecture === "x64" ? "q35" : "virt,gic-version=max"} -accel ${accelerator} -cpu ${accelerator === "kvm" ? "host" : "max"} -smp ${cpus} -m ${Math.floor(memory / 2 ** 20)}M`.split(" ");
}
/**
* A monitor that connects to the socket on which we listen, so that no file has to be waited for.
*/
function monitorArguments(path) {
	return [
		"-chardev",
		`socket,id=monitor,path=${escaped(path)},server=off`,
		"-mon",
		"chardev=monitor,mode=control"
	];
}
/** Id of the port that a measuring program holds open, and its name in the guest. */
const programPort = {
	id: "program",
	name: "storage-gate.program"
};
/**
* The ports' ids are needed: without one QEMU does not tell when the guest opens or closes a port.
*/
function serialPorts({ agentSocket, slicesSocket }) {
	const port = {
		driver: "virtserialport",
		bus: "serial0.0"
	};
	const onSocket = (id, name, path) => [
		"-chardev",
		`socket,id=${id},path=${escaped(path)},server=on,wait=off`,
		...device({
			...port,
			id,
			chardev: id,
			name
		})
	];
	return [
		...device({
			driver: "virtio-serial-pci",
			id: "serial0",
			bus: "pcie.0",
			addr: "2"
		}),
		...onSocket("agent", "org.qemu.guest_agent.0", agentSocket),
		...device({
			...port,
			...programPort
		}),
		...onSocket("slices", "storage-gate.slices", slicesSocket)
	];
}
function rootPorts({ rootPorts: count }) {
	if (count > 184) throw new RangeError(`${count} root ports are more than the ${184} that fit`);
	return Array.from({ length: count }, (_, port) => device({
		driver: "pcie-root-port",
		id: `port${port}`,
		bus: "pcie.0",
		addr: `${(8 + Math.floor(port / 8)).toString(16)}.${port % 8}`,
		multifunction: port % 8 === 0,
		chassis: port + 1,
		port
	})).flat();
}
function device(properties) {
	return ["-device", JSON.stringify(properties)];
}
/** A comma in a value of a key=value option is doubled (QemuOpts); -chardev knows no JSON. */
function escaped(value) {
	return value.replaceAll(",", ",,");
}

// src/process/line-channel.ts
/** Most characters of a line: a histogram has some ten thousands. */
const mostCharacters$1 = 2 ** 20;
/** The channel over two streams, or both directions of one. */
function lineChannel({ input, output, speaker, code, signal }) {
	const lines = [];
	const ended = Promise.withResolvers();
	ended.promise.catch(() => void 0);
	let isOpen = true;
	let arrived;
	const trouble = (problem, why) => new GateError(code, {
		problem,
		why,
		remedy: remedy$1
	});
	const end = (reason) => {
		isOpen = false;
		signal?.removeEventListener("abort", abort);
		input.destroy();
		output.destroy();
		ended.reject(reason);
	};
	const abort = () => end(signal?.reason);
	signal?.addEventListener("abort", abort);
	if (signal?.aborted === true) abort();
	for (const stream of /* @__PURE__ */ new Set([input, output])) stream.on("error", (error) => end(trouble(`the connection to ${speaker} broke`, error.message)));
	readLines(input, mostCharacters$1, (line) => {
		if (line === void 0) return end(trouble(`${speaker} sent a line of more than ${mostCharacters$1} characters`));
		lines.push(line);
		arrived?.();
	});
	return {
		tell: (text) => {
			if (isOpen) output.write(text);
		},
		line: async (timeout) => {
			if (lines.length === 0) {
				const arrival = new Promise((resolve) => {
					arrived = resolve;
				});
				const late = () => trouble(`${speaker} did not answer within ${timeout} s`);
				await within(Promise.race([arrival, ended.promise]), { timeout }, late).catch(end);
			}
			return lines.shift() ?? ended.promise;
		},
		end
	};
}
/** Calls back with each line of a stream; with `undefined` once one is longer than `most`. */
function readLines(input, most, onLine) {
	let pieces = [];
	let length = 0;
	input.setEncoding("utf8");
	input.on("data", (chunk) => {
		const [first = "", ...rest] = chunk.split("\n");
		pieces.push(first);
		length += first.length;
		for (const piece of rest) {
			onLine(pieces.join(""));
			pieces = [piece];
			length = piece.length;
		}
		if (length > most) onLine(void 0);
	});
}
const remedy$1 = "measure again; where it happens twice, look at the kernel log of the host";

// src/process/qapi.ts
/**
* What QEMU's monitor (docs/interop/qmp-spec.rst) and the guest agent say, a line each: a greeting,
* an event, or the reply to a command. Unknown keys are allowed, as the specification asks.
*/
const messageSchema = object({
	QMP: looseObject({}).optional(),
	event: string().optional(),
	data: record$1(string(), unknown()).optional(),
	id: int().optional(),
	return: unknown().optional(),
	error: object({ desc: string() }).optional()
}).refine(({ QMP, event, id }) => (QMP ?? event ?? id) !== void 0);
/** Longest message: query-qmp-schema of QEMU 7.2 has 0.2 MiB, a tool's output some kilobytes. */
const mostCharacters = 8 * 2 ** 20;
/** The first byte of a reply to guest-sync-delimited, 0xff, as UTF-8 is decoded; JSON has none. */
const delimiter$1 = "�";
/** Speaks over a socket. */
function openQapi(socket, { name, code, silence, delimits = false }) {
	const waiters = /* @__PURE__ */ new Set();
	let lost;
	let isGarbage = delimits;
	let lastId = randomInt(2 ** 40);
	const lose = (problem, why) => {
		lost ??= new GateError(code, {
			problem,
			why
		});
		socket.destroy();
		for (const { fail } of waiters) fail(lost);
	};
	const close = (cause) => lose(`the connection to ${name} was closed`, cause instanceof Error ? cause.message : void 0);
	socket.on("error", close);
	socket.on("close", () => close());
	readLines(socket, mostCharacters, (line) => {
		if (line === void 0) return lose(`${name} sent a line of more than ${mostCharacters / 2 ** 20} MiB`);
		const begin = line.lastIndexOf(delimiter$1) + 1;
		isGarbage &&= begin === 0;
		const text = line.slice(begin).trim();
		if (text === "" || isGarbage || lost !== void 0) return;
		const message = messageSchema.safeParse(parseJson(text));
		if (!message.success) return lose(`${name} sent a malformed message: ${JSON.stringify(text.slice(0, 200))}`);
		for (const { take } of waiters) take(message.data);
	});
	const next = (what, take, patience) => {
		const { promise, resolve, reject } = Promise.withResolvers();
		const waiter = {
			take: (message) => {
				const taken = take(message);
				if (taken !== void 0) resolve(taken);
			},
			fail: reject
		};
		waiters.add(waiter);
		if (lost !== void 0) reject(lost);
		const seconds = Number(patience.timeout.toPrecision(2));
		const late = () => new GateError(silence, { problem: `${name} gave no ${what} within ${seconds} s` });
		return within(promise, patience, late).finally(() => waiters.delete(waiter));
	};
	return {
		get lost() {
			return lost;
		},
		request: async (command, args, patience) => {
			const id = ++lastId;
			const reply = next(`answer to ${command}`, (message) => message.id === id ? message : void 0, patience);
			if (lost === void 0) socket.write(`${JSON.stringify({
				execute: command,
				arguments: args,
				id
			})}\n`);
			const { error, return: value } = await reply;
			if (error === void 0) return value;
			const asked = JSON.stringify(args).slice(0, 200);
			throw new GateError(code, {
				problem: `${name} refused ${command} ${asked}`,
				why: error.desc
			});
		},
		next,
		watch: (seen) => {
			waiters.add({
				take: seen,
				fail: () => void 0
			});
		},
		close: () => close()
	};
}

// src/qemu/qmp.ts
/**
* Greets QEMU over a fresh connection and leaves the negotiation, after which events arrive; 10 s
* unless told.
*/
async function openQmp(socket, { timeout = 10, signal } = {}) {
	const qapi = openQapi(socket, {
		name: "QEMU",
		code: "qemu-failed",
		silence: "qemu-failed"
	});
	try {
		await qapi.next("greeting", ({ QMP }) => QMP, {
			timeout,
			signal
		});
		await qapi.request("qmp_capabilities", {}, {
			timeout,
			signal
		});
	} catch (error) {
		qapi.close();
		throw error;
	}
	return {
		get lost() {
			return qapi.lost !== void 0;
		},
		execute: (command, args = {}, patience = {}) => qapi.request(command, args, {
			timeout: 30,
			...patience
		}),
		event: (name, { match = () => true, ...patience }) => qapi.next(`event ${name}`, ({ event, data = {} }) => event === name && match(data) ? data : void 0, patience),
		watch: (name, seen) => qapi.watch(({ event, data = {} }) => {
			if (event === name) seen(data);
		}),
		[Symbol.asyncDispose]: async () => qapi.close()
	};
}
/** Listens for one QEMU; the path may be 107 bytes long. */
async function listenForQemu(path) {
	const { connected, ...server } = await listenOnce(path);
	return {
		...server,
		path,
		accept: (patience) => accept(connected, patience)
	};
}
/** Listens at a path for the first connection, and for no other. */
async function listenOnce(path) {
	const server = net.createServer();
	const connected = new Promise((resolve) => {
		server.once("connection", (socket) => {
			resolve(socket);
			server.close();
		});
	});
	server.listen(path);
	await once(server, "listening");
	return {
		connected,
		[Symbol.asyncDispose]: async () => void server.close()
	};
}
async function accept(connected, { program, ...patience }) {
	const first = await within(Promise.race([connected, program.ended]), patience, () => {
		const problem = `QEMU did not open its monitor within ${patience.timeout} s`;
		return new GateError("guest-hung", {
			problem,
			stderrTail: program.stderrTail()
		});
	});
	if (first instanceof net.Socket) return openQmp(first, patience);
	const problem = "QEMU ended before its monitor was reached";
	const { argv } = program;
	const stderrTail = program.stderrTail();
	throw new GateError("qemu-failed", {
		problem,
		argv,
		...first,
		stderrTail
	});
}

// src/qemu/features.ts
/**
* Asks a QEMU without a machine whether it has all that the modes need, so that what is lacking is
* said before anything boots: `qemu-failed` with one sentence per lack. Asked instead of a table of
* versions, since builds differ.
*/
async function requireFeatures(request) {
	const lacks = await missingFeatures(request);
	if (lacks.length === 0) return;
	throw new GateError("qemu-failed", {
		problem: `${request.qemu} does not support what these disks need: ${lacks.join("; ")}`,
		remedy: "leave those options out, or name another QEMU (--qemu, --base-qemu)"
	});
}
/**
* One sentence without a full stop for each thing that the modes need and this QEMU or host lacks.
* The parts that it checks are exactly those that would be plugged.
*/
async function missingFeatures({ qemu, modes, nullDisks, signal }) {
	await using bare = await startBareQemu({
		qemu,
		signal
	});
	const lacks = /* @__PURE__ */ new Set();
	const asked = [...modes, ...nullDisks === true ? [defaultDiskMode(512)] : []];
	for (const mode of asked) {
		const parts = diskParts({
			id: "asked",
			image: { driver: "null-co" },
			mode,
			port: 0
		});
		for (const lack of await lacksOfNodes(bare.qmp, parts)) lacks.add(lack);
		for (const lack of await lacksOfDevices(bare.qmp, parts)) lacks.add(lack);
	}
	const engines = await lacksOfEngines(bare, new Set(modes.map((mode) => mode.aio)));
	for (const [aio, why] of engines) lacks.add(`aio=${aio}: ${why}`);
	return [...lacks];
}
/**
* Why QEMU does not take the nodes, on a disk without storage. It checks every driver, option and
* value before it finds that the format has no header there. What `file` alone has is asked for
* with the engines.
*/
async function lacksOfNodes(qmp, { objects, nodes }) {
	const made = [];
	for (const object of objects) await refusalIn(qmp, "object-add", object);
	let lack;
	for (const node of nodes) {
		lack ??= await refusalIn(qmp, "blockdev-add", node);
		if (lack === void 0) made.unshift(node["node-name"]);
	}
	for (const name of made) await refusalIn(qmp, "blockdev-del", { "node-name": name });
	for (const { id } of objects) await refusalIn(qmp, "object-del", { id });
	return lack === void 0 || /Image is not in \w+ format/.test(lack) ? [] : [lack];
}
const propertyList = array(object({ name: string() }));
/** Arguments of device_add that are not properties of the device. */
const commonArguments = ["id", "bus"];
async function lacksOfDevices(qmp, { devices }) {
	const lacks = [];
	for (const { driver, ...device } of devices) {
		const typename = String(driver);
		const answer = await qmp.execute("device-list-properties", { typename }).catch((error) => error);
		const known = propertyList.safeParse(answer).data;
		if (known === void 0) lacks.push(`it has no device ${typename}`);
		const names = /* @__PURE__ */ new Set([...commonArguments, ...(known ?? []).map(({ name }) => name)]);
		const unknown = Object.keys(device).filter((property) => known && !names.has(property));
		lacks.push(...unknown.map((name) => `its device ${typename} has no property ${name}`));
	}
	return lacks;
}
/**
* Starts a QEMU without a machine under the same restrictions as those that measure, system calls
* included: `qemu-failed`, `guest-hung`.
*/
async function startBareQemu({ qemu, signal }) {
	await using resources = new AsyncDisposableStack();
	const { path: directory } = resources.use(await createSocketScratch());
	const monitor = resources.use(await listenForQemu(join(directory, "qmp")));
	const argv = [
		qemu,
		...isolation,
		"-machine",
		"none",
		...monitorArguments(monitor.path)
	];
	const program = resources.use(await startProgram({
		argv,
		signal
	}));
	const qmp = resources.use(await monitor.accept({
		program,
		timeout: 20,
		signal
	}));
	const owned = resources.move();
	return {
		qmp,
		directory,
		stderrTail: program.stderrTail,
		[Symbol.asyncDispose]: () => owned.disposeAsync()
	};
}
/**
* The engines with which this QEMU cannot open a file on this host, each with the reason in QEMU's
* words.
*/
async function missingEngines(request) {
	await using qemu = await startBareQemu(request);
	return await lacksOfEngines(qemu, aioEngines);
}
async function lacksOfEngines(qemu, engines) {
	const lacks = /* @__PURE__ */ new Map();
	for (const aio of engines) {
		const lack = await lackOfEngine(qemu, aio);
		if (lack !== void 0) lacks.set(aio, lack);
	}
	return lacks;
}
/**
* Why a small file can't be opened with the engine, undefined where it can. A build may lack it,
* although its schema lists it, and a kernel may refuse it (fs.aio-max-nr,
* kernel.io_uring_disabled, a container's seccomp profile), of which some versions only warn.
* Whether a filesystem has O_DIRECT is the matter of the directory that will be measured, not of
* ours: where ours has none, native is asked for without it, which a build that has it refuses with
* a sentence of its own.
*/
async function lackOfEngine(qemu, aio) {
	const said = await openWith(qemu, aio, aio === "native");
	if (said === void 0 || aio !== "native" || !/O_DIRECT|Invalid argument/i.test(said)) return said;
	const buffered = await openWith(qemu, aio, false);
	return buffered?.includes("cache.direct") ? void 0 : buffered;
}
async function openWith({ qmp, directory, stderrTail }, aio, direct) {
	const filename = join(directory, "probe");
	await writeFile(filename, Buffer.alloc(65536));
	const name = { "node-name": "probe" };
	const file = {
		driver: "file",
		filename,
		aio,
		cache: { direct }
	};
	const refusal = await refusalIn(qmp, "blockdev-add", {
		...name,
		...file
	});
	if (refusal !== void 0) return refusal;
	await qmp.execute("blockdev-del", name);
	return fallbackWarning(stderrTail(), aio);
}
/** Why QEMU refuses a command, in its own words; undefined where it does not. */
async function refusalIn(qmp, command, args) {
	try {
		await qmp.execute(command, args);
		return;
	} catch (error) {
		if (!(error instanceof GateError) || qmp.lost) throw error;
		return error.facts.why ?? error.facts.problem;
	}
}
const names = {
	native: /(native|Linux) AIO|linux-aio/i,
	io_uring: /io_uring/i
};
/**
* The line of stderr in which QEMU says that it lacks an engine and uses threads instead, as some
* versions do where others refuse. Undefined where there is none, and for threads.
*/
function fallbackWarning(stderr, aio) {
	if (aio === "threads") return void 0;
	return stderr.split("\n").find((line) => /fall(ing|s|en)? ?back/i.test(line) && names[aio].test(line));
}

// src/host/process-activity.ts
/**
* What the process `root` and all that it started have used until now, in whatever group or session
* they run.
*/
async function sampleProcesses(root) {
	const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
	const processes = (await Promise.all(names.map(async (name) => readStat(Number(name))))).filter((process) => process !== void 0);
	const own = descendantsOf(root, processes);
	const traffic = await Promise.all(own.map(({ pid }) => readTraffic(pid)));
	const kernel = processes.filter(({ isKernel }) => isKernel);
	return {
		ownTicks: sum(own.map(({ ticks, reaped }) => ticks + reaped)),
		ownUserTicks: sum(own.map(({ userTicks }) => userTicks)),
		kernelTicks: kernel.length === 0 ? void 0 : sum(kernel.map(({ ticks }) => ticks)),
		read: sum(traffic.map(({ read }) => read)),
		written: sum(traffic.map(({ written }) => written))
	};
}
/** PF_KTHREAD of include/linux/sched.h, in the flags of a process. */
const kernelFlag = 2097152;
/**
* The fields of /proc/PID/stat that tell who used how much; undefined where it is none. Source:
* proc_pid_stat(5).
*/
function parseProcessStat(stat) {
	const end = stat.lastIndexOf(")");
	const fields = stat.slice(end + 2).split(" ");
	const numbers = [
		1,
		6,
		11,
		12,
		13,
		14
	].map((index) => Number(fields[index]));
	const [parent = 0, flags = 0, user = 0, system = 0, reapedUser = 0, reapedSystem = 0] = numbers;
	const pid = Number.parseInt(stat, 10);
	if (end < 0 || ![pid, ...numbers].every((number) => Number.isInteger(number))) return void 0;
	const isKernel = (flags & kernelFlag) !== 0;
	const [ticks, reaped] = [user + system, reapedUser + reapedSystem];
	return {
		pid,
		parent,
		isKernel,
		ticks,
		reaped,
		userTicks: user + reapedUser
	};
}
/**
* Linux reports processor time to programs in hundredths of a second, whatever its own clock
* (USER_HZ). Source: time(7).
*/
const ticksPerSecond = 100;
/**
* Processor time that a process has used, user and system, in all its threads; seconds, to 0.01.
*/
async function processorTime(pid) {
	const stat = await readStat(pid);
	if (stat !== void 0) return stat.ticks / 100;
	throw new GateError("qemu-failed", { problem: `the process ${pid} is gone` });
}
async function readStat(pid) {
	return parseProcessStat(await readFile(`/proc/${pid}/stat`, "latin1").catch(() => ""));
}
function descendantsOf(root, processes) {
	const children = Map.groupBy(processes, ({ parent }) => parent);
	const found = processes.filter(({ pid }) => pid === root);
	for (const process of found) found.push(...children.get(process.pid) ?? []);
	return found;
}
/**
* What reached the drive for a process and its ended children; what was cut off before it was
* written did not.
*/
async function readTraffic(pid) {
	const text = await readFile(`/proc/${pid}/io`, "utf8").catch(() => "");
	const count = (name) => Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(text)?.[1] ?? 0);
	return {
		read: count("read_bytes"),
		written: count("write_bytes") - count("cancelled_write_bytes")
	};
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}

// src/host/load.ts
/**
* Begins to watch the host and the drive under `directory`. What others move on it is not known
* where no drive is (overlay, tmpfs, network), nor where we use further drives (`sharesDrives`):
* our traffic there would hide that of others here.
*/
async function watchLoad({ directory, alsoUsed = [], root = process.pid }) {
	const watched = await sharesDrives(directory, alsoUsed) ? directory : void 0;
	const before = await sampleHost(watched, root);
	return { read: async () => compareSamples(before, await sampleHost(watched, root)) };
}
async function sampleHost(directory, root) {
	const cpu = await sampleCpu();
	const processes = await sampleProcesses(root);
	const drive = directory === void 0 ? void 0 : await sampleDrive(directory);
	return {
		at: performance.now() / 1e3,
		cpu,
		processes,
		drive,
		pressure: await readPressure()
	};
}
/** Reads /proc/stat now. */
async function sampleCpu() {
	return readCpuLine(await readFile("/proc/stat", "utf8"));
}
/**
* The share of processor time between two samples that the hypervisor gave to others, 0 to 1; 0
* where no tick passed.
*/
function stealShare(before, after) {
	const total = after.total - before.total;
	return total > 0 ? Math.min(1, Math.max(0, after.steal - before.steal) / total) : 0;
}
/** The first line of /proc/stat as a sample. Source: proc_stat(5). */
function readCpuLine(stat) {
	const ticks = /^cpu +(\d+(?: \d+)+)$/m.exec(stat)?.[1]?.split(" ").map(Number);
	const [user = 0, nice = 0, system = 0] = ticks ?? [];
	const steal = ticks?.[7];
	if (ticks === void 0 || steal === void 0) throw new GateError("tool-failed", {
		problem: "/proc/stat has no line of processor times with steal",
		path: "/proc/stat"
	});
	return {
		total: ticks.slice(0, 8).reduce((sum, value) => sum + value, 0),
		busy: user + nice + system,
		user: user + nice,
		steal
	};
}
function compareSamples(before, after) {
	const seconds = Math.max(after.at - before.at, .001);
	const processors = (ticks) => Math.max(0, ticks) / 100 / seconds;
	return {
		seconds,
		stealShare: stealShare(before.cpu, after.cpu),
		othersCpu: processors(othersTicks(before, after)),
		ownCpu: processors(after.processes.ownTicks - before.processes.ownTicks),
		...othersTraffic(before, after, seconds),
		...after.pressure !== void 0 && { pressure: after.pressure }
	};
}
/**
* Processor time of others, in ticks. Kernel threads work for whoever wrote, so they are nobody's;
* where none can be seen (a container has the host's /proc/stat, but not its threads) all time in
* the kernel is left out, ours and others' alike.
*/
function othersTicks(before, after) {
	const spent = (ticksOf) => ticksOf(after) - ticksOf(before);
	const [kernelBefore, kernelAfter] = [before.processes.kernelTicks, after.processes.kernelTicks];
	return kernelBefore === void 0 || kernelAfter === void 0 ? spent(({ cpu, processes }) => cpu.user - processes.ownUserTicks) : spent(({ cpu, processes }) => cpu.busy - processes.ownTicks) - (kernelAfter - kernelBefore);
}
/**
* Reads and writes apart, as what we wrote beyond what has reached the drive must not hide what
* others read.
*/
function othersTraffic(before, after, seconds) {
	if (before.drive === void 0 || before.drive.name !== after.drive?.name) return {};
	const moved = difference(before.drive, after.drive);
	const own = difference(before.processes, after.processes);
	const others = Math.max(0, moved.read - own.read) + Math.max(0, moved.written - own.written);
	const total = moved.read + moved.written;
	return {
		ioShare: total > 0 ? Math.min(1, others / total) : 0,
		ioRate: others / seconds
	};
}
function difference(before, after) {
	return {
		read: Math.max(0, after.read - before.read),
		written: Math.max(0, after.written - before.written)
	};
}
async function readPressure() {
	const averages = ["cpu", "io"].map(async (what) => {
		const text = await readFile(`/proc/pressure/${what}`, "utf8").catch(() => "");
		return Number(/^some avg10=(\d+\.\d+)/m.exec(text)?.[1]) / 100;
	});
	const [cpu = NaN, io = NaN] = await Promise.all(averages);
	return Number.isNaN(cpu + io) ? void 0 : {
		cpu,
		io
	};
}

// src/host/environment.ts
/** The facts of this host. */
async function probeHost() {
	return {
		architecture: machine(),
		cpuModel: await cpuModel() || "unknown",
		cpuCores: availableParallelism(),
		hostKernel: /^\d+\.\d+/.exec(release())?.[0] ?? release()
	};
}
/** What the kernel calls the processors; empty where it does not say. */
async function cpuModel() {
	await sampleCpu();
	return cpus()[0]?.model.trim() ?? "";
}
/**
* The version of each of these programs, as it prints it itself. Throws `missing-packages` where
* one does not exist, `tool-failed` where it prints none.
*/
async function toolVersions(programs) {
	return Object.fromEntries(await Promise.all(programs.map(async (program) => [program, await versionOf$1(program)])));
}
async function versionOf$1(program) {
	const argv = [program, "--version"];
	const { stdout } = await runTool({
		argv,
		timeout: 30
	});
	const version = /\d+(?:\.\d+)+[\w.+~-]*/.exec(stdout)?.[0];
	if (version !== void 0) return version;
	throw new GateError("tool-failed", {
		problem: `${program} printed no version number`,
		argv
	});
}

// src/process/lock.ts
/**
* Takes the lock that lets one benchmark run per host: an abstract unix socket, which any user's
* process sees, which no cleaner of /tmp removes, and which the kernel frees with its holder,
* however that dies. Containers with a network namespace of their own have a lock of their own.
* Throws `lock-held` after `wait` seconds.
*/
async function acquireHostLock({ wait, onWait, signal, name = "qemu-storage-gate" }) {
	const address = `\0${name}`;
	const deadline = performance.now() + wait * 1e3;
	let holder;
	for (;;) {
		signal?.throwIfAborted();
		const lock = await tryHold(address);
		if (lock !== void 0) return lock;
		const left = (deadline - performance.now()) / 1e3;
		await holderEnds(address, {
			timeout: Math.max(left, .2),
			signal
		}, (said) => {
			if (left > 0 && said !== holder) onWait(said);
			holder = said;
			return left > 0;
		});
		if (performance.now() >= deadline) throw lockHeld(wait, holder);
	}
}
function lockHeld(wait, holder = "a process that does not identify itself") {
	return new GateError("lock-held", {
		problem: `another benchmark is running on this host: ${holder}`,
		why: `two at once would disturb each other; waited ${wait} s for it to end`,
		remedy: "wait for it to end, or wait longer with --lock-wait 30m, or lock-wait: 30m in storage-gate.yml"
	});
}
/** The lock, or undefined where another process holds it. */
async function tryHold(address) {
	const since = (/* @__PURE__ */ new Date()).toISOString();
	const visitors = /* @__PURE__ */ new Set();
	const server = net.createServer((visitor) => {
		visitors.add(visitor);
		visitor.unref();
		visitor.on("error", () => visitor.destroy());
		visitor.on("close", () => visitors.delete(visitor));
		visitor.write(`pid ${process.pid}, since ${since}\n`);
	});
	if (!await new Promise((resolve, reject) => {
		server.once("error", (error) => hasCode(error, "EADDRINUSE") ? resolve(false) : reject(error));
		server.listen(address, () => resolve(true));
	})) return void 0;
	server.unref();
	return { [Symbol.asyncDispose]: async () => {
		const closed = new Promise((resolve) => void server.close(() => resolve()));
		for (const visitor of visitors) visitor.destroy();
		await closed;
	} };
}
/**
* Resolves when the holder lets go, at the end of the patience, or where `isWorthIt` says so of who
* the holder is.
*/
async function holderEnds(address, patience, isWorthIt) {
	const socket = net.connect(address);
	const gone = new Promise((resolve) => {
		socket.once("error", () => resolve());
		socket.once("close", () => resolve());
		readLines(socket, 200, (line) => {
			socket.removeAllListeners("data");
			const holder = line?.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 200);
			if (holder !== void 0 && !isWorthIt(holder)) resolve();
		});
	});
	await within(gone, patience, () => /* @__PURE__ */ new Error("the holder stays")).catch(() => void 0);
	socket.destroy();
	await pause(.02);
}

// src/host/scratch-device.ts
/** Bytes at the start of a device that hold the mark; nothing is measured there. */
const markBytes = 2 ** 20;
/** Two halves, each as large as the least disk that is measured, and the mark. */
const leastBytes = 128 * 2 ** 20 + markBytes;
const words = "qemu-storage-gate scratch 1";
/**
* Looks at a device and writes nothing: no mount, holder, partition, swap or signature may be on
* it, and nobody may have it open.
*/
async function inspectDevice(path, signal) {
	const nothing = {
		path,
		size: 0,
		mark: "none",
		isBlank: void 0
	};
	const looked = await Promise.all([lstat(path), stat(path)]).catch((error) => hasCode(error, "ENOENT") ? "there is nothing of that name" : messageOf(error));
	if (typeof looked === "string") return {
		...nothing,
		refusals: [looked]
	};
	const [link, facts] = looked;
	if (link.isSymbolicLink() && !/^\/dev\/(?:disk|mapper|zvol)\//.test(path)) return {
		...nothing,
		refusals: ["it is a link outside of /dev/disk, /dev/mapper and /dev/zvol"]
	};
	if (!facts.isBlockDevice()) return {
		...nothing,
		refusals: ["it is not a block device"]
	};
	const refusals = await usesOf(facts.rdev);
	const { stdout } = await runTool({
		argv: [
			"wipefs",
			"--no-act",
			"--noheadings",
			"--output",
			"TYPE",
			path
		],
		accept: [0, 1],
		signal
	});
	const probed = await runTool({
		argv: [
			"blkid",
			"-p",
			path
		],
		accept: [
			0,
			2,
			4,
			8
		],
		signal
	});
	const signature = stdout.trim() || (probed.exitCode === 2 ? "" : "of several kinds");
	if (signature !== "") refusals.push(`it carries a signature: ${signature.replaceAll(/\s+/g, ", ")}`);
	const { found, size, refused } = await exclusively(path, facts.rdev, async (file, bytes) => {
		return {
			head: (await file.read({
				buffer: Buffer.alloc(markBytes),
				position: 0
			})).buffer,
			bytes
		};
	}).then(({ head, bytes }) => ({
		found: head,
		size: bytes,
		refused: void 0
	}), (error) => ({
		found: void 0,
		size: 0,
		refused: messageOf(error)
	}));
	if (refused !== void 0) refusals.push(`it can't be opened alone: ${refused}`);
	else if (size < leastBytes) refusals.push(`it has ${formatBytes(size)}, and ${formatBytes(leastBytes)} are needed`);
	const [first = "", , host] = found?.toString("latin1", 0, 256).split("\n") ?? [];
	const mark = !(first === words) ? "none" : host === await hostDigest() ? "ours" : "of another host";
	if (mark === "of another host") refusals.push("it carries the mark of another host");
	return {
		path,
		size,
		refusals,
		mark,
		isBlank: found?.every((byte) => byte === 0)
	};
}
/** What of this host uses a device or a part of it. */
async function usesOf(rdev) {
	const number = numberOf(rdev);
	const directory = `/sys/dev/block/${number}`;
	const listed = await readdir(directory);
	const textOf = (name) => readFile(join(directory, name), "utf8").catch(() => "");
	const parts = await Promise.all(listed.map(async (name) => await textOf(`${name}/partition`) === "" ? [] : textOf(`${name}/dev`)));
	const own = /* @__PURE__ */ new Set([number, ...parts.flat().map((text) => text.trim())]);
	const mounts = mountsIn(await readFile("/proc/self/mountinfo", "utf8"));
	const swaps = (await readFile("/proc/swaps", "utf8")).split("\n").slice(1);
	const swapped = await Promise.all(swaps.map((line) => stat(line.split(/\s/)[0] || "/").then(({ rdev: one }) => numberOf(one), () => "")));
	const holders = await readdir(join(directory, "holders")).catch(() => []);
	return [
		(await textOf("ro")).trim() === "1" && "it is read-only",
		own.size > 1 && "it has partitions",
		holders.length > 0 && `it is held by ${holders.join(", ")}`,
		mounts.some(({ device }) => own.has(device)) && "it is mounted",
		swapped.some((one) => own.has(one)) && "it is swap"
	].filter((problem) => problem !== false);
}
/** Does `work` on a device that nobody else has open, and that is still the same one. */
async function exclusively(path, rdev, work) {
	await using file = await open(path, constants.O_RDWR | constants.O_EXCL);
	const facts = await file.stat();
	if (!facts.isBlockDevice() || facts.rdev !== rdev) throw new Error("another device took its place");
	return await work(file, await sizeOf(numberOf(rdev)));
}
/** What tells this host from others, without its id. */
async function hostDigest() {
	const id = await readFile("/etc/machine-id", "utf8");
	return sha256Hex(`storage-gate ${id.trim()}`);
}
/**
* Puts our mark on a device that nobody uses, so that runs may write to it; `bad-argument` where
* one may not, or where it holds anything that was not said to be worthless.
*/
async function claimDevice({ path, refusals, mark, isBlank }, { isWorthless }) {
	if (mark === "ours" && refusals.length === 0) return;
	const faults = isBlank === false && !isWorthless ? [...refusals, "its first bytes are not zero"] : refusals;
	if (faults.length > 0) throw new GateError("bad-argument", {
		problem: `${path} is not claimed: ${faults.join("; ")}`,
		remedy: "name a device that nobody needs; --yes says that what it holds is worthless"
	});
	const { rdev } = await stat(path);
	const block = Buffer.alloc(4096);
	block.write(`${words}\n${randomBytes(16).toString("hex")}\n${await hostDigest()}\n`);
	await exclusively(path, rdev, async (file) => {
		await file.write(block, 0, block.length, 0);
		await file.sync();
	});
}
/** Takes a device that carries our mark for itself; else says why it may not be written to. */
async function holdDevice(path, signal) {
	const { refusals, mark, size } = await inspectDevice(path, signal);
	if (refusals.length > 0) return refusals.join("; ");
	if (mark !== "ours") return "it does not carry the mark of this host (storage-gate device claim)";
	const { rdev } = await stat(path);
	const file = await open(path, constants.O_RDWR | constants.O_EXCL);
	const number = numberOf(rdev);
	const device = {
		path,
		size,
		number,
		kind: await describeBlock(number),
		[Symbol.asyncDispose]: () => file.close()
	};
	if (await isSameDevice(device, signal) && (await file.stat()).rdev === rdev) return device;
	await file.close();
	return "another device took its place";
}
/** Whether the device is there, and can be read past the page cache: its mark is. */
async function isSameDevice({ path, number, size }, signal) {
	const facts = await stat(path).catch(() => void 0);
	if (facts?.isBlockDevice() !== true || numberOf(facts.rdev) !== number) return false;
	if (await sizeOf(number) !== size) return false;
	const argv = [
		"dd",
		`if=${path}`,
		"iflag=direct",
		"bs=4096",
		"count=1",
		"status=none"
	];
	const { stdout, exitCode } = await runTool({
		argv,
		accept: [0, 1],
		timeout: 60,
		signal
	});
	return exitCode === 0 && stdout.startsWith(words);
}
async function sizeOf(number) {
	const sectors = await readFile(`/sys/dev/block/${number}/size`, "utf8").catch(() => "");
	return Number(sectors) * 512;
}
/** What of a device may change its numbers. */
async function describeBlock(number) {
	const kind = await describeDevice({
		device: number,
		source: ""
	});
	const limits = [
		"scheduler",
		"logical_block_size",
		"physical_block_size",
		"discard_granularity"
	].map(async (name) => {
		const [own, above] = ["queue", "../queue"].map((queue) => readFile(`/sys/dev/block/${number}/${queue}/${name}`, "utf8").catch(() => ""));
		const text = (await own || await above || "").trim();
		return `${name} ${/\[(\S+)\]/.exec(text)?.[1] ?? text}`;
	});
	return [kind, ...await Promise.all(limits)].join(", ");
}
/** Where the owner of a host says which devices are scratch; nobody else may write to it. */
const devicesFile = "/etc/storage-gate/devices";
/**
* Scratch devices by the names that the owner of this host gave them: lines of `NAME PATH`.
* `bad-config` where anybody but root may have written them.
*/
async function namedDevices(path = process.env["STORAGE_GATE_DEVICES"] ?? devicesFile) {
	const refuse = (problem) => new GateError("bad-config", {
		problem: `${path} ${problem}`,
		remedy: "let root own it and alone write to it, with lines of NAME /dev/disk/by-id/…"
	});
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => void 0);
	if (file === void 0) return /* @__PURE__ */ new Map();
	await using _file = file;
	const { uid, mode } = await file.stat();
	if (uid !== 0 || (mode & 18) !== 0) throw refuse("may be written by others than root");
	const lines = (await file.readFile("utf8")).split("\n").map((line) => line.trim());
	return new Map(lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => {
		const [, name = "", device = ""] = /^([\w.-]{1,64})\s+(\/dev\/\S+)$/.exec(line) ?? [];
		if (name === "") throw refuse(`has a line that is not NAME PATH: ${line.slice(0, 80)}`);
		return [name, device];
	}));
}

// src/measure/devices.ts
/**
* Keeps the devices of a plan to ourselves until they are disposed of. `bad-config` where the owner
* of this host gave none that name, where one may not be written to, or is too small.
*/
async function holdDevices(plan, signal) {
	await using resources = new AsyncDisposableStack();
	const held = /* @__PURE__ */ new Map();
	const targets = plan.arms.map(({ target }) => target.kind === "disk" ? target.device : void 0);
	const names = [...new Set(targets)].filter((name) => name !== void 0);
	const paths = names.length === 0 ? /* @__PURE__ */ new Map() : await namedDevices();
	for (const name of names) {
		const path = paths.get(name);
		if (path === void 0) throw refusal$1(name, "has no name on this host", "let its owner write it into /etc/storage-gate/devices");
		const device = await holdDevice(path, signal);
		if (typeof device === "string") throw refusal$1(name, `may not be written to: ${device}`, `look at it: storage-gate device show ${name}`);
		resources.use(device);
		const needed = deviceBytes(plan, name);
		if (device.size < needed) throw refusal$1(name, `has ${formatBytes(device.size)}, and its disks need ${formatBytes(needed)}, side by side`, "give the disks a smaller size");
		held.set(name, device);
	}
	const kinds = [...held].map(([name, { kind }]) => `${name}: ${kind}`).toSorted();
	const owned = resources.move();
	return {
		held,
		facts: kinds.length === 0 ? {} : { devices: kinds.join("; ").slice(0, 500) },
		[Symbol.asyncDispose]: () => owned.disposeAsync()
	};
}
function refusal$1(name, what, remedy) {
	return new GateError("bad-config", {
		problem: `the device "${name}" ${what}`,
		remedy
	});
}
/** `host-changed` where a device is no longer there, or not the one that was held. */
async function requireSameDevices({ devices, signal }) {
	for (const [name, device] of devices) if (!await isSameDevice(device, signal)) throw new GateError("host-changed", {
		problem: `the device "${name}" vanished while it was measured, or is another one`,
		remedy: "let it be until the run has ended"
	});
}

// src/guest/given-part.ts
/** Starts of what Linux unpacks: cpio "newc" with and without checksums, and that compressed. */
const archiveMagics = /^(30373037303[12]|1f8b|425a68|5d0000|fd377a585a00|894c5a4f|02214c18|28b52ffd)/;
/** The kernel at `path`; `bad-argument` where it can't be read or is none. */
async function readGivenKernel(path) {
	return {
		path,
		release: readKernelRelease(path),
		sha256: await fileDigest(path)
	};
}
/** The archive at `path`; `bad-argument` where it can't be read or Linux would not unpack it. */
async function readGivenInitrd(path) {
	const start = await readStart(path).catch((cause) => {
		throw initrdRefusal(path, messageOf(cause));
	});
	if (!archiveMagics.test(start)) throw initrdRefusal(path, `it starts with the bytes ${start || "(none)"}`);
	return {
		path,
		sha256: await fileDigest(path)
	};
}
async function readStart(path) {
	for await (const chunk of fileChunks(path)) return chunk.toString("hex", 0, 6);
	return "";
}
function initrdRefusal(path, why) {
	const problem = `the initrd ${path} is not an archive that Linux unpacks`;
	return new GateError("bad-argument", {
		problem,
		why,
		remedy: "give a cpio archive in the newc format, as `cpio -o -H newc` writes it, compressed or not",
		path
	});
}
/**
* Release of the Linux kernel in a file that QEMU can boot directly, as `uname -r` prints it there:
* from the header of a bzImage (Documentation/arch/x86/boot.rst, kernel_version), else from the
* banner in an ELF vmlinux or an arm64 Image, which may be gzipped. `bad-argument` where the file
* is none of these or can't be read.
*/
function readKernelRelease(path) {
	let release;
	try {
		const bytes = readBounded(path, { most: largestFile });
		release = bzImageRelease(bytes) ?? bannerRelease(bytes);
	} catch (cause) {
		if (!hasCode(cause, "EACCES")) throw kernelRefusal(path, messageOf(cause));
		const problem = `this user may not read the kernel ${path}`;
		throw new GateError("bad-argument", {
			problem,
			remedy: "copy it as root, readable for all, and give the copy with --kernel",
			path,
			argv: [
				"sudo",
				"install",
				"-m",
				"0644",
				path,
				"vmlinuz"
			]
		}, { cause });
	}
	if (release !== void 0) return release;
	throw kernelRefusal(path, "it has neither the header of a bzImage nor the banner of a Linux kernel");
}
function bzImageRelease(bytes) {
	if (bytes.length < 4096 || bytes.toString("latin1", 514, 518) !== "HdrS") return void 0;
	const start = bytes.readUInt16LE(526) + 512;
	return /^[\w.+~-]+/.exec(bytes.toString("latin1", start, start + 128))?.[0];
}
function bannerRelease(bytes) {
	const image = unpacked(bytes);
	const isElf = image.toString("latin1", 0, 4) === "ELF";
	const isArm64 = image.toString("latin1", 56, 60) === "ARMd";
	if (!isElf && !isArm64) return void 0;
	const start = image.indexOf("Linux version ");
	return start < 0 ? void 0 : /^Linux version ([\w.+~-]+)/.exec(image.toString("latin1", start, start + 160))?.[1];
}
/** An arm64 Image may be gzipped, or be the payload of a program for EFI (zboot.rst). */
function unpacked(bytes) {
	const limit = { maxOutputLength: largestFile / 2 };
	if (bytes.toString("latin1", 0, 8) === "MZ\0\0zimg") {
		const start = bytes.readUInt32LE(8);
		const payload = bytes.subarray(start, start + bytes.readUInt32LE(12));
		if (bytes.toString("latin1", 24, 28) === "gzip") return gunzipSync(payload, limit);
		return zstdDecompressSync(payload, limit);
	}
	return bytes.length > 2 && bytes.readUInt16BE(0) === 8075 ? gunzipSync(bytes, limit) : bytes;
}
function kernelRefusal(path, why) {
	const problem = `the kernel ${path} is not one that QEMU can boot directly`;
	return new GateError("bad-argument", {
		problem,
		why,
		remedy: "give a bzImage, an ELF vmlinux or an arm64 Image, as in /boot/vmlinuz-*",
		path
	});
}

// src/guest/guest-cache.ts
var import_dist = require_dist();
const digest = string().regex(/^[0-9a-f]{64}$/);
/** Which kernel an entry boots, and where it came from. */
const kernelIdentity = strictObject({
	/** `package`: chosen by us from the distribution; `given`: by the input `kernel`. */
	origin: _enum(["package", "given"]),
	release: string().min(1),
	/** of the kernel file itself */
	sha256: digest,
	/** what the modules came from; null where there are none */
	package: strictObject({
		name: string(),
		version: string(),
		sha256: digest
	}).nullable()
});
/**
* What an entry of the guest cache holds and what it was made of; `files` has the digest of each
* file by its name.
*/
const manifestSchema = strictObject({
	/**
	* A further format needs another directory than `guest`: to this one its entries, and to it ours,
	* look damaged.
	*/
	format: literal(1),
	key: digest,
	/** when the kernel was chosen: the newest choice is the one in use */
	chosenAt: datetime(),
	kernel: kernelIdentity,
	toolsDigest: digest,
	kernelWords: string(),
	/** of the archive that the input `initrd` gave */
	initrdSha256: digest.nullable(),
	files: record$1(string().regex(/^[\w.-]+(\/[\w.-]+)?$/), digest)
});
const manifestName = "manifest.json";
/**
* The manifest as it is stored: with a digest over itself, so that a changed byte in it shows as
* one in a file does.
*/
function encodeManifest(manifest) {
	const contents = manifestSchema.parse(manifest);
	const digested = {
		...contents,
		digest: sha256Hex(JSON.stringify(contents))
	};
	return `${JSON.stringify(digested, void 0, 2)}\n`;
}
/**
* The manifest of the cache entry in `directory`, whose name must be its key. `guest-build`, naming
* the file, where it is missing or is not byte for byte what `encodeManifest` writes.
*/
async function readManifest(directory, key) {
	const path = join(directory, manifestName);
	const text = await readFile(path, "utf8").catch((cause) => {
		throw damagedEntry(path, messageOf(cause));
	});
	const manifest = manifestSchema.strip().safeParse(parseJson(text)).data;
	if (manifest?.key === key && encodeManifest(manifest) === text) return manifest;
	throw damagedEntry(path, "it is not the manifest that was written");
}
/**
* The error for a cache entry that is not what was written: never used, never silently built again.
*/
function damagedEntry(path, why) {
	const problem = `the file ${path} in the guest cache is damaged`;
	return new GateError("guest-build", {
		problem,
		why,
		remedy: "find out who changed it, then delete its directory; the next run builds it again",
		path
	});
}
/**
* Opens `<cacheDirectory>/guest`, making it where needed, and returns its path; `guest-build` where
* another user could write it. It holds guests, each in a directory named by its key. An entry
* exists completely or not at all, and is verified at each use.
*/
async function openCache(cacheDirectory) {
	const cache = join(cacheDirectory, "guest");
	for (const path of [cacheDirectory, cache]) await claimDirectory(path);
	return cache;
}
/**
* Manifests of all entries, the newest choice of kernel first; `guest-build` where one is damaged.
*/
async function listEntries(cache) {
	const keys = (await readdir(cache)).filter((name) => /^[0-9a-f]{64}$/.test(name));
	return (await Promise.all(keys.map((key) => readEntry(cache, key)))).flat().sort((a, b) => b.chosenAt.localeCompare(a.chosenAt) || a.key.localeCompare(b.key));
}
/** Nothing where another builder takes the entry out at this moment. */
async function readEntry(cache, key) {
	try {
		await refuseForeign(join(cache, key));
		return [await readManifest(join(cache, key), key)];
	} catch (error) {
		if (!(await readdir(cache)).includes(key)) return [];
		throw error;
	}
}
/**
* Reads every file of an entry and compares its digest; `guest-build`, naming the file, where one
* differs.
*/
async function verifyEntry(cache, { key, files }) {
	await Promise.all(Object.entries(files).map(async ([name, expected]) => {
		const path = join(cache, key, name);
		const found = await fileDigest(path).catch((cause) => {
			throw damagedEntry(path, messageOf(cause));
		});
		if (found !== expected) throw damagedEntry(path, `its SHA-256 is ${found}, but was ${expected} when it was built`);
		await refuseForeign(path);
	}));
}
/**
* A directory to build in, on the cache's own filesystem; those that killed builders left are
* removed.
*/
async function openScratch(cache) {
	await removeAbandonedScratch(cache);
	return createScratch({ parent: cache });
}
/**
* Makes the finished directory `built` the entry of its key, by one rename. Where another builder
* came first, its entry stays (equal inputs give equal keys) and ours goes with the scratch
* directory.
*/
async function publishEntry(cache, built, manifest) {
	await writeFile(join(built, manifestName), encodeManifest(manifest), { mode: 384 });
	await rename(built, join(cache, manifest.key)).catch((error) => {
		if (!hasCode(error, "ENOTEMPTY") && !hasCode(error, "EEXIST")) throw error;
	});
}
/** Replaces the manifest of an existing entry by one rename. */
async function replaceManifest(cache, scratch, manifest) {
	const path = join(scratch, manifestName);
	await writeFile(path, encodeManifest(manifest), { mode: 384 });
	await rename(path, join(cache, manifest.key, manifestName));
}
const dayMilliseconds = 864e5;
/** Days without a use after which an entry goes; a lock may name one that archives drop. */
const unusedDays = 90;
/**
* Records that an entry is used. In a cache that can't be written nothing is built either, so
* nothing is removed.
*/
async function noteUse(cache, key) {
	const now = /* @__PURE__ */ new Date();
	await utimes(join(cache, key), now, now).catch(() => void 0);
}
/**
* Removes the entries that no run has used for long, and returns how many: each change of the tools
* makes a new one of some hundred megabytes. They go by one rename into `scratch`, and with it.
*/
async function removeUnused(cache, { entries, scratch }) {
	const guests = entries.map(async (manifest) => {
		const facts = await stat(join(cache, manifest.key)).catch(() => void 0);
		return facts === void 0 ? [] : [{
			manifest,
			usedAt: facts.mtimeMs
		}];
	});
	const unused = unusedGuests((await Promise.all(guests)).flat(), Date.now());
	for (const { key } of unused) await rename(join(cache, key), join(scratch, `unused-${key}`)).catch(() => void 0);
	return unused.length;
}
/**
* The guests that may be removed, of those with the time of their last use in milliseconds. The one
* whose kernel was chosen last stays, however long ago: the next guest has this kernel too.
*/
function unusedGuests(guests, now) {
	const [chosen] = guests.flatMap(({ manifest }) => manifest.kernel.origin === "package" ? [manifest] : []).sort((a, b) => b.chosenAt.localeCompare(a.chosenAt));
	return guests.flatMap(({ manifest, usedAt }) => manifest === chosen || now - usedAt < unusedDays * dayMilliseconds ? [] : [manifest]);
}

// src/guest/guest-lock.ts
const schema = strictObject({
	version: literal(1, "must be 1"),
	guest: strictObject({
		package: string().regex(/^(linux-image-[a-z0-9][a-z0-9.+-]{0,100}|host)$/, "must be the name of a linux-image package, or host"),
		version: string().regex(/^\d[\w.+:~-]{0,100}$/, "must be the version of a Debian package, as a text"),
		sha256: string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits"),
		kernel: string().regex(/^\d[\w.+~-]{0,100}$/, "must be the release of a kernel, as uname -r prints it")
	})
});
/** What a lock names in place of a package where the kernel is a host's own. */
const hostName = "host";
const remedy = "restore it from the repository, or delete it and run `storage-gate setup --lock-guest`";
/**
* The lock at `path`, YAML or JSON; undefined where there is none. `bad-config`, with the line,
* where it is broken.
*/
async function readGuestLock(path) {
	let text;
	try {
		text = readBounded(path, { most: mostYaml }).toString("utf8");
	} catch (cause) {
		if (hasCode(cause, "ENOENT")) return void 0;
		const facts = {
			problem: `the guest lock ${path} can't be read`,
			why: messageOf(cause)
		};
		throw new GateError("bad-config", {
			...facts,
			remedy,
			path
		}, { cause });
	}
	return parseGuestLock(path, text);
}
/** The lock in a text; `path` names it in errors. */
function parseGuestLock(path, text) {
	const refusal = (faults) => {
		const problem = `the guest lock ${path} is broken: ${faults.join("; ")}`;
		return new GateError("bad-config", {
			problem,
			remedy,
			path
		});
	};
	const yaml = readYaml(text, (line) => `line ${line}`);
	if (!yaml.ok) throw refusal(yaml.rejections.map((fault) => `${fault.path}: ${fault.problem}`));
	const { plain, lineOf } = yaml.value;
	const parsed = schema.safeParse(plain);
	if (parsed.success) return parsed.data.guest;
	throw refusal(parsed.error.issues.map(({ path: keys, message }) => `line ${lineOf(keys) ?? 1}: ${keys.join(".") || "the document"}: ${message}`));
}
/**
* A lock as it is committed; in quotes, since a digest such as 12…3e45 would be read as a number.
*/
function encodeGuestLock(lock) {
	return [
		"# The guest that storage-gate boots, the same on every host. `storage-gate setup --upgrade-guest` takes the newest",
		"# kernel instead, and with it a new series of results begins.",
		(0, import_dist.stringify)({
			version: 1,
			guest: lock
		}, {
			defaultKeyType: "PLAIN",
			defaultStringType: "QUOTE_DOUBLE",
			lineWidth: 0
		})
	].join("\n");
}
/** Writes the lock whole or not at all; `bad-argument` where the directory can't be written. */
async function writeGuestLock(path, lock) {
	const aside = `${path}.${process.pid}`;
	try {
		await writeFile(aside, encodeGuestLock(lock));
		await rename(aside, path);
	} catch (cause) {
		const facts = {
			problem: `the guest lock ${path} can't be written`,
			why: messageOf(cause),
			path
		};
		const where = "run it in a directory that you may write to";
		throw new GateError("bad-argument", {
			...facts,
			remedy: where
		}, { cause });
	}
}
/** What a lock says of a kernel that came from a package. */
function lockOf({ release, package: source }) {
	if (source === null) return void 0;
	return {
		package: source.name,
		version: source.version,
		sha256: source.sha256,
		kernel: release
	};
}
/** Whether a kernel is the locked one; without a lock, any kernel from a package is. */
function isLocked(kernel, lock) {
	const found = lockOf(kernel);
	return found !== void 0 && (lock === void 0 || isDeepStrictEqual(found, lock));
}
/**
* The locked and the cached guest, found without building, downloading or creating anything;
* digests in the cache are verified. `bad-config` for a broken lock, `guest-build` for a cache that
* is damaged or open to others.
*/
async function guestInUse({ cacheDirectory, lockFile }) {
	const lock = lockFile === void 0 ? void 0 : await readGuestLock(lockFile);
	if (!existsSync(join(cacheDirectory, "guest"))) return {
		lock,
		cached: void 0
	};
	const cache = await openCache(cacheDirectory);
	const entry = (await listEntries(cache)).find(({ kernel }) => kernel.origin === "package" && isLocked(kernel, lock));
	if (entry === void 0) return {
		lock,
		cached: void 0
	};
	await verifyEntry(cache, entry);
	return {
		lock,
		cached: lockOf(entry.kernel)
	};
}

// src/process/architecture.ts
/** Architectures whose guests we boot, each with QEMU's program for it. */
const emulators = {
	x64: "qemu-system-x86_64",
	arm64: "qemu-system-aarch64"
};
/**
* This host's architecture, which is that of its guests: their programs are the host's own.
* `no-accelerator` where we boot no guests of it.
*/
function hostArchitecture(architecture = process.arch) {
	if (Object.hasOwn(emulators, architecture)) return architecture;
	throw new GateError("no-accelerator", {
		problem: `guests of the architecture ${architecture} are not supported`,
		remedy: "run it on an x86-64 or arm64 host"
	});
}
/** Name of the program of QEMU that runs the guests of this host; `no-accelerator` as above. */
function emulatorName(architecture) {
	return emulators[hostArchitecture(architecture)];
}

// src/qemu/binary.ts
/**
* The QEMU to measure with: the given file, else this architecture's in PATH. `option` is what gave
* it, for errors. `missing-packages` where there is none, `bad-argument` where the given file is no
* QEMU.
*/
async function findQemu(explicit, option = "--qemu", signal) {
	const found = explicit === void 0 ? await installedQemu() : await givenFile(explicit, option);
	const path = await realpath(found);
	return {
		path,
		version: await versionOf(path, explicit === void 0 ? void 0 : option, signal),
		sha256: await fileDigest(path)
	};
}
async function installedQemu() {
	const program = emulatorName();
	const path = await findProgram(program);
	if (path !== void 0) return path;
	throw missingProgram(program, { orElse: "name one with --qemu" });
}
async function givenFile(given, option) {
	const path = resolve(given);
	if (await isExecutable(path)) return path;
	const problem = `${option}: ${given} does not exist or may not be executed`;
	throw new GateError("bad-argument", {
		problem,
		remedy: "name the qemu-system program for the architecture of this host",
		path
	});
}
/** `option` is what gave the program; undefined where it was found. */
async function versionOf(path, option, signal) {
	const argv = [path, "--version"];
	let cause;
	const output = await runTool({
		argv,
		timeout: 30,
		signal
	}).catch((error) => {
		signal?.throwIfAborted();
		cause = error;
	});
	const version = /^QEMU emulator version (.+)$/m.exec(output?.stdout ?? "")?.[1]?.trim();
	if (version) return version.slice(0, 200);
	const stderrTail = cause instanceof GateError ? cause.facts.stderrTail : void 0;
	const [code, prefix, remedy] = option === void 0 ? [
		"qemu-failed",
		"",
		"reinstall QEMU, or name another one with --qemu"
	] : [
		"bad-argument",
		`${option}: `,
		"name a qemu-system program"
	];
	const problem = `${prefix}${path} does not report a QEMU version`;
	throw new GateError(code, {
		problem,
		remedy,
		argv,
		stderrTail
	}, { cause });
}

// src/guest/init-script.ts
/**
* The port that a measuring program holds open, so that QEMU tells when it ends, in the guest's
* filesystem.
*/
const programPortPath = "/run/program";
/** The search path in the guest. */
const guestPath = "/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin";
/** The guest's /etc/fstab: one program mounts all of it. */
const fstab = [
	"dev /dev devtmpfs",
	"proc /proc proc",
	"sys /sys sysfs"
].map((line) => `${line}\n`).join("");
/**
* Process 1 of the guest: mounts, loads the modules, and runs the guest agent. It spawns as little
* as it can, since a fork costs milliseconds under emulation. Where it fails it says so on the
* console and ends: that panics the kernel, which ends QEMU (`kernelWords`).
*/
const initScript = "#!/bin/busybox sh\nexport PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin\n\nfail() {\n  echo \"storage-gate init: $*\" >/dev/console\n  # The kernel's panic is printed at once, and would cut a line in two that is still on its way.\n  sleep 0.2\n  exit 1\n}\n\nfind_port() {\n  for port in /sys/class/virtio-ports/*; do\n    [ -e \"$port/name\" ] && read -r name <\"$port/name\" && [ \"$name\" = \"$1\" ] && return 0\n  done\n  return 1\n}\n\n# Devices appear asynchronously; five seconds are plenty even under emulation.\nwait_for_port() {\n  read -r now _ </proc/uptime\n  deadline=$((${now%.*} + 5))\n  until find_port \"$1\"; do\n    read -r now _ </proc/uptime\n    [ \"${now%.*}\" -le \"$deadline\" ] || fail \"no virtio-serial port $1 after 5 s\"\n    sleep 0.01\n  done\n}\n\nmount -a || fail \"cannot mount what /etc/fstab names\"\n\n# In the order of their names. A further archive may bring its own modules here.\nfor module in /modules/*.ko; do\n  [ ! -e \"$module\" ] || insmod \"$module\" || fail \"cannot load $module into kernel $(uname -r)\"\ndone\n\nwait_for_port storage-gate.program\nln -s \"/dev/${port##*/}\" /run/program\nwait_for_port org.qemu.guest_agent.0\nqemu-ga --method=virtio-serial --path=\"/dev/${port##*/}\" --statedir=/run\nfail \"the guest agent ended with exit status $?\"\n";
/**
* The kernel command line of our guests. Each word but the console's saves a part of the boot (`npm
* run bench:boot`); `rcu_expedited` does so where modules are loaded and disks appear, which wait
* for a grace period again and again. `mitigations=off` saves nothing and stays out. With
* `-no-reboot`, `panic=-1` turns a guest panic into the end of QEMU instead of a hang.
*/
function kernelWords(architecture) {
	return [
		"quiet",
		"panic=-1",
		"cryptomgr.notests",
		"rcupdate.rcu_expedited=1",
		...architecture === "x64" ? [
			"console=ttyS0",
			"no_timer_check",
			"tsc=reliable",
			"8250.nr_uarts=1",
			"edd=off"
		] : ["console=ttyAMA0"]
	].join(" ");
}
/** Kernel words that tell an x86-64 guest the rate of its time stamp counter; counts per second. */
function counterWords(rate) {
	return `tsc_early_khz=${Math.round(rate / 1e3)}`;
}

// src/guest/execution.ts
/**
* Seconds between two questions whether a program has ended: they grow, since each costs the
* guest's CPU.
*/
const firstPollSeconds = .01;
const lastPollSeconds = .1;
/** Seconds within which a living agent says whether a program has ended. */
const mostSilenceSeconds = 30;
const processSchema = object({ pid: int() });
/** Reply to guest-exec-status (qga/qapi-schema.json). */
const statusSchema = object({
	exited: boolean(),
	exitcode: int().optional(),
	signal: int().optional(),
	"out-data": base64().default(""),
	"err-data": base64().default(""),
	"out-truncated": boolean().optional(),
	"err-truncated": boolean().optional()
});
/** Runs a program in the guest to its end; errors as of `GuestAgent.execute`. */
async function execute(ask, call) {
	const { argv, expectedSeconds = 0, askEvery = 5, timeout, signal } = call;
	const [path, ...arg] = argv;
	const env = Object.entries({
		PATH: guestPath,
		...call.env
	}).map((pair) => pair.join("="));
	const deadline = performance.now() + timeout * 1e3;
	const done = new AbortController();
	const told = call.ended?.(done.signal).catch(() => void 0);
	let isTold = told === void 0;
	try {
		const { pid } = await askFor(processSchema, ask, [
			"guest-exec",
			{
				path,
				arg,
				env,
				"capture-output": true
			},
			{
				timeout,
				signal
			}
		]);
		const untold = /* @__PURE__ */ new Error("nobody told the end");
		const silence = {
			timeout: Math.min(timeout, mostSilenceSeconds),
			signal
		};
		let quiet = expectedSeconds + (told === void 0 ? 0 : askEvery);
		for (let poll = firstPollSeconds;; poll = Math.min(poll * 1.5, lastPollSeconds)) {
			const left = Math.max(0, (deadline - performance.now()) / 1e3);
			const patience = {
				timeout: Math.min(left, quiet),
				signal
			};
			if (told === void 0 || isTold) await pause(patience.timeout, signal);
			else {
				isTold = await within(told.then(() => true), patience, () => untold).catch(() => false);
				await pause(firstPollSeconds, signal);
			}
			const status = await askFor(statusSchema, ask, [
				"guest-exec-status",
				{ pid },
				silence
			]);
			if (status.exited) return outputOf(status, call);
			if (performance.now() > deadline) {
				const problem = `${path} did not end within ${timeout} s in the guest`;
				throw new GateError("agent-failed", {
					problem,
					argv
				});
			}
			quiet = isTold ? poll : askEvery;
		}
	} finally {
		done.abort();
	}
}
async function askFor(schema, ask, request) {
	const answer = await ask(...request);
	const parsed = schema.safeParse(answer);
	if (parsed.success) return parsed.data;
	throw unexpectedReply(request[0], answer);
}
function outputOf(status, { argv }) {
	if (status["out-truncated"] === true || status["err-truncated"] === true) throw new GateError("agent-failed", {
		problem: `the guest agent cut the output of ${argv[0]}`,
		why: "it keeps at most 16 MiB of what a program writes",
		argv
	});
	return {
		exitCode: status.signal === void 0 ? status.exitcode ?? 0 : 128 + status.signal,
		stdout: Buffer.from(status["out-data"], "base64").toString(),
		stderr: Buffer.from(status["err-data"], "base64").toString()
	};
}
/** The error for a reply that does not have the form of the agent's protocol. */
function unexpectedReply(command, answer) {
	return new GateError("agent-failed", {
		problem: `the guest agent answered ${command} with ${JSON.stringify(answer)?.slice(0, 200)}`,
		why: "its protocol defines a different answer"
	});
}

// src/guest/agent.ts
/**
* Name of the diagnostics channel with each message to and from a guest agent, so that they can be
* counted.
*/
const agentMessages = "qemu-storage-gate:agent-message";
const messages = channel(agentMessages);
/**
* Connects to the guest agent over the socket of QEMU's chardev, and waits until it answers.
* `guest-hung` where it does not answer within `timeout`, `agent-failed` where nothing listens on
* the socket or the connection breaks, the signal's own reason where it was cancelled.
*/
async function connectAgent({ socketPath, ...patience }) {
	const { signal } = patience;
	signal?.throwIfAborted();
	const socket = connect(socketPath);
	await once(socket, "connect", { signal }).catch((cause) => {
		socket.destroy();
		signal?.throwIfAborted();
		const problem = `cannot reach the guest agent's socket ${socketPath}`;
		throw new GateError("agent-failed", {
			problem,
			why: messageOf(cause),
			path: socketPath
		}, { cause });
	});
	const qapi = openQapi(socket, {
		name: "the guest agent",
		code: "agent-failed",
		silence: "guest-hung",
		delimits: true
	});
	const ask = async (command, parameters, limits) => {
		messages.publish({
			from: "host",
			execute: command
		});
		const answer = await qapi.request(command, parameters, limits);
		messages.publish({ from: "guest" });
		return answer;
	};
	try {
		await synchronize(ask, patience);
	} catch (error) {
		qapi.close();
		throw error;
	}
	const inTurn = oneAtATime(ask);
	return {
		execute: async (call) => execute(inTurn, call),
		uptime: async (cancel) => readUptime(inTurn, cancel),
		[Symbol.asyncDispose]: async () => qapi.close()
	};
}
/**
* One request under way at a time; programs still run side by side. Of several requests that were
* sent at once the agent of QEMU 7.2 sometimes never answered one [seen].
*/
function oneAtATime(ask) {
	let turn = Promise.resolve();
	return (...request) => {
		const answer = turn.then(() => ask(...request));
		turn = answer.catch(() => void 0);
		return answer;
	};
}
/**
* Seconds after which guest-sync-delimited is sent again: data sent before the agent opens its port
* may be lost.
*/
const syncIntervalSeconds = 1;
/** Asks until the agent answers; whichever of the questions it answers will do. */
async function synchronize(ask, patience) {
	const attempts = [];
	for (;;) {
		attempts.push(askForSync(ask, patience));
		const interval = setTimeout(syncIntervalSeconds * 1e3, false, { ref: false });
		if (await Promise.race([...attempts, interval])) return;
	}
}
async function askForSync(ask, patience) {
	const id = randomInt(2 ** 31);
	const command = "guest-sync-delimited";
	const answer = await ask(command, { id }, patience);
	if (answer === id) return true;
	throw unexpectedReply(command, answer);
}
/** Seconds within which a living agent reads a file of a line. */
const readTimeoutSeconds = 30;
/** Reply to guest-file-read (qga/qapi-schema.json). */
const readSchema = object({ "buf-b64": base64() });
/**
* Seconds since the guest's kernel started, in steps of 10 ms, as its clock source counts them. The
* agent reads the file itself: a program to do so would take an emulated guest a tenth of a second.
*/
async function readUptime(ask, signal) {
	const path = "/proc/uptime";
	const patience = {
		timeout: readTimeoutSeconds,
		signal
	};
	const handle = await ask("guest-file-open", {
		path,
		mode: "r"
	}, patience);
	const read = await ask("guest-file-read", {
		handle,
		count: 64
	}, patience);
	await ask("guest-file-close", { handle }, patience);
	const encoded = readSchema.safeParse(read).data?.["buf-b64"] ?? "";
	const text = Buffer.from(encoded, "base64").toString();
	const seconds = /^(\d+\.\d+) /.exec(text)?.[1];
	if (seconds !== void 0) return Number(seconds);
	throw new GateError("agent-failed", {
		problem: `the guest agent read ${JSON.stringify(text)} from ${path}`,
		why: "that file should hold the seconds since the kernel started"
	});
}

// src/qemu/console.ts
/** Bytes read from the end of a console's file. */
const tailBytes = 16384;
const tailLines = 30;
const linesBeforePanic = 9;
/**
* The last lines of a guest's serial console, without control characters; empty where it said
* nothing.
*/
async function readConsoleTail(path) {
	return printableTail(await lastBytes(path));
}
/**
* The last 30 lines of a console's text, safe to show on a terminal: escapes are removed, because a
* guest is not trusted with them. After a kernel panic whose call trace would fill all of them, 30
* lines from where it began.
*/
function printableTail(text) {
	const lines = stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\n\t]/gu, "").split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
	const panic = lines.findIndex(showsPanic);
	const last = Math.max(0, lines.length - tailLines);
	const first = panic === -1 ? last : Math.min(last, Math.max(0, panic - linesBeforePanic));
	return lines.slice(first, first + tailLines).join("\n");
}
/** Whether a console shows that the guest's kernel gave up. */
function showsPanic(consoleTail) {
	return /Kernel panic - not syncing|end Kernel panic/.test(consoleTail);
}
/** A console that was never opened is an empty one: QEMU died before. */
async function lastBytes(path) {
	await using file = await open(path).catch(() => void 0);
	if (file === void 0) return "";
	const { size } = await file.stat();
	const position = Math.max(0, size - tailBytes);
	const { buffer, bytesRead } = await file.read({
		buffer: Buffer.alloc(tailBytes),
		position
	});
	return buffer.subarray(0, bytesRead).toString("utf8");
}

// src/qemu/disk.ts
/**
* Plugs a disk into a running machine; what was made of one that is refused goes with the machine.
* `qemu-failed` with QEMU's own words, or because the image is in use.
*/
async function attachDisk({ qmp }, disk) {
	const { nodes, objects, devices } = diskParts(disk);
	try {
		for (const object of objects) await qmp.execute("object-add", object);
		for (const node of nodes) await qmp.execute("blockdev-add", node);
		for (const device of devices) await qmp.execute("device_add", device);
	} catch (error) {
		throw refusalOf(disk, error);
	}
}
/** The error that says of which disk a refusal is, where the cause is one. */
function refusalOf({ image, mode }, cause) {
	if (!(cause instanceof GateError)) return cause;
	const path = typeof image === "string" ? image : void 0;
	if (path !== void 0 && /Failed to get .* lock/i.test(cause.facts.why ?? "")) return imageInUse(path, cause);
	if (!cause.facts.problem.startsWith("QEMU refused")) return cause;
	const problem = `QEMU refused the disk mode ${diskModeKey(mode)} with the image ${path ?? "null-co"}`;
	return new GateError("qemu-failed", {
		...cause.facts,
		problem,
		path
	}, { cause });
}
const count = number$1().nonnegative();
const statistics = array(object({
	qdev: string().optional(),
	stats: object({
		rd_bytes: count,
		wr_bytes: count,
		rd_operations: count,
		wr_operations: count
	})
}));
/**
* QEMU's own counters of a disk, as `query-blockstats` has them: exact, and the ramp is in them.
*/
async function readDiskTraffic({ qmp }, id) {
	const disk = statistics.safeParse(await qmp.execute("query-blockstats")).data?.find(({ qdev = "" }) => qdev.split("/").includes(id));
	if (disk === void 0) {
		const problem = `query-blockstats does not report the disk ${id}`;
		throw new GateError("qemu-failed", { problem });
	}
	const { rd_bytes, wr_bytes, rd_operations, wr_operations } = disk.stats;
	const requests = rd_operations + wr_operations;
	return {
		bytes: rd_bytes + wr_bytes,
		bytesWritten: wr_bytes,
		requests
	};
}
const ioError = object({
	"node-name": string().optional(),
	nospace: boolean().optional(),
	reason: string()
});
/**
* Listens for BLOCK_IO_ERROR (qapi/block-core.json) as long as the monitor lives. With
* werror=report QEMU 7.2 leaves the field `nospace` out [seen], so that the reason, which is
* strerror's, has to tell.
*/
function watchIoErrors(qmp) {
	let full;
	qmp.watch("BLOCK_IO_ERROR", (data) => {
		const error = ioError.safeParse(data);
		if (!error.success) return;
		const { nospace = false, reason } = error.data;
		if (nospace || /No space left|quota exceeded/i.test(reason)) full ??= error.data["node-name"] ?? "a disk";
	});
	return { async requireSpace() {
		await qmp.execute("query-status");
		if (full === void 0) return;
		throw new GateError("no-space", {
			problem: `the host ran out of space while the guest wrote to ${full}`,
			why: "QEMU could not write to the image, and reported it to the guest as an I/O error",
			remedy: "free some space, name another --directory, or use a smaller size for the disks"
		});
	} };
}

// src/qemu/vm.ts
/** Seconds in which QEMU must open its monitor: 0.1 on an idle host. */
const monitorTimeoutSeconds = 20;
/**
* Seconds that QEMU may take to write out what it holds of its disks (a qcow2's tables) before it
* is ended.
*/
const quitTimeoutSeconds = 10;
/** Milliseconds after which the end of a process whose sockets closed is known. */
const endNoticeMilliseconds$1 = 1e3;
/** Starts QEMU and connects to its monitor; the guest may not have come far yet. */
async function startVm(request) {
	const { signal } = request;
	await using resources = new AsyncDisposableStack();
	const sockets = resources.use(await createSocketScratch());
	const monitor = resources.use(await listenForQemu(join(sockets.path, "qmp")));
	const suffix = basename(sockets.path).replace(".storage-gate", "");
	const consolePath = join(request.scratch, `console${suffix}.log`);
	const [agentSocket, slicesSocket] = [join(sockets.path, "agent"), join(sockets.path, "slices")];
	const ends = {
		console: consolePath,
		agentSocket,
		slicesSocket,
		monitorSocket: monitor.path
	};
	const machine = {
		...request,
		...ends,
		architecture: hostArchitecture()
	};
	const argv = [request.qemu, ...qemuArguments(machine)];
	const program = resources.use(await startProgram({
		argv,
		signal
	}));
	const life = {
		argv,
		program,
		consolePath,
		stopping: false
	};
	const accepted = monitor.accept({
		program,
		timeout: monitorTimeoutSeconds,
		signal
	});
	const qmp = resources.use(await accepted.catch((error) => explain(life, error)));
	const owned = resources.move();
	return {
		pid: program.pid,
		qmp: explaining(life, qmp),
		ioErrors: watchIoErrors(qmp),
		agentSocket,
		slicesSocket,
		consoleTail: () => readConsoleTail(consolePath),
		stderrTail: program.stderrTail,
		agentReady: (patience) => agentReady(life, explaining(life, qmp), patience),
		programEnded: async (patience) => {
			await qmp.event("VSERPORT_CHANGE", {
				match: opens(programPort.id, false),
				...patience
			});
		},
		failure: () => failure(life),
		[Symbol.asyncDispose]: async () => {
			life.stopping = true;
			if (signal?.aborted !== true) await quit(program, qmp, signal);
			await owned.disposeAsync();
		}
	};
}
/** Ends QEMU in order; whatever does not work out here is done by force right after. */
async function quit(program, qmp, signal) {
	const patience = {
		timeout: quitTimeoutSeconds,
		signal
	};
	qmp.execute("quit", {}, patience).catch(() => void 0);
	await within(program.ended, patience, () => /* @__PURE__ */ new Error("QEMU goes on")).catch(() => void 0);
}
async function agentReady(life, qmp, { timeout, signal }) {
	const settled = new AbortController();
	const stop = anySignal(settled.signal, signal);
	const opened = qmp.event("VSERPORT_CHANGE", {
		match: opens("agent", true),
		timeout,
		signal: stop
	}).catch(async (error) => {
		signal?.throwIfAborted();
		if (settled.signal.aborted) return;
		throw qmp.lost ? error : await silenceError(life, timeout);
	});
	try {
		const ready = frontendOpen(qmp).then((open) => open ? void 0 : opened);
		await Promise.race([
			ready,
			opened,
			failure(life)
		]);
	} finally {
		settled.abort();
	}
}
/** Whether the data of an event are those of a port with this id that was opened, or closed. */
function opens(id, open) {
	return (data) => data["id"] === id && data["open"] === open;
}
async function silenceError(life, timeout) {
	const said = await lastWords(life);
	const problem = `the guest agent did not answer within ${timeout} s of waiting`;
	const why = said.consoleTail === "" ? "the guest wrote nothing to its console, so it hangs early: in the BIOS, or before its kernel starts init" : "the last lines of the guest's console show how far it came";
	return new GateError("guest-hung", {
		problem,
		why,
		...said
	});
}
const ports = array(looseObject({
	label: string(),
	"frontend-open": boolean()
})).catch([]);
/** Whether the guest has the agent's port open, as query-chardev tells. */
async function frontendOpen(qmp) {
	return ports.parse(await qmp.execute("query-chardev")).some(({ label, "frontend-open": isOpen }) => label === "agent" && isOpen);
}
/** A monitor whose loss is told as what it is: the end of QEMU. */
function explaining(life, qmp) {
	const told = async (error) => {
		if (qmp.lost) return explain(life, error);
		throw error;
	};
	return {
		get lost() {
			return qmp.lost;
		},
		execute: (...request) => qmp.execute(...request).catch(told),
		event: (...request) => qmp.event(...request).catch(told),
		watch: (...request) => qmp.watch(...request),
		[Symbol.asyncDispose]: () => qmp[Symbol.asyncDispose]()
	};
}
/** Throws how QEMU ended if it did, which says more than what broke by it; else `error`. */
async function explain(life, error) {
	await Promise.race([failure(life), setTimeout(endNoticeMilliseconds$1, void 0, { ref: false })]);
	throw error;
}
async function failure(life) {
	const end = await life.program.ended;
	if (life.stopping) return new Promise(() => void 0);
	const said = await lastWords(life);
	if (showsPanic(said.consoleTail)) throw new GateError("guest-panic", {
		problem: "the guest's kernel panicked",
		...said,
		...end
	});
	throw new GateError("qemu-failed", {
		...reasonOf(end),
		...said,
		...end
	});
}
/** What QEMU and the guest's console said last, for errors. */
async function lastWords({ argv, program, consolePath }) {
	const consoleTail = await readConsoleTail(consolePath);
	return {
		argv,
		stderrTail: lastLines(program.stderrTail(), 15),
		consoleTail
	};
}
function reasonOf({ exitCode, signal }) {
	if (signal === "SIGKILL") return {
		problem: "QEMU was killed",
		why: "another process killed it; the host may be out of memory (see `dmesg`)"
	};
	if (signal !== void 0) return { problem: `QEMU was ended by ${signal}` };
	if (exitCode === 0) return {
		problem: "QEMU ended by itself",
		why: "the guest shut down or reset itself"
	};
	return { problem: exitCode === 126 || exitCode === 127 ? "QEMU could not be started" : "QEMU failed" };
}

// src/measure/boot.ts
/** Errors that a second boot may not meet. */
const passingErrors = /* @__PURE__ */ new Set([
	"qemu-failed",
	"guest-hung",
	"guest-panic",
	"agent-failed"
]);
/**
* Whether a second boot may succeed: what a QEMU refuses that goes on running, it refuses again.
*/
function mayPass(error) {
	if (!(error instanceof GateError) || !passingErrors.has(error.code)) return false;
	const { exitCode, signal } = error.facts;
	return error.code !== "qemu-failed" || exitCode !== void 0 || signal !== void 0;
}
/**
* Boots a guest until its agent answers and it is prepared; once more where that fails.
* `guest-hung`, `guest-panic`, `qemu-failed` and `agent-failed` carry the last lines of the
* console.
*/
async function bootGuest(request) {
	const { attempts = 2, signal, onRetry } = request;
	for (let attempt = 1;; attempt += 1) try {
		return await bootOnce(request);
	} catch (error) {
		signal?.throwIfAborted();
		if (!mayPass(error) || attempt >= attempts) throw error;
		onRetry?.(error);
	}
}
/**
* Bytes of a guest's memory, as in the blog post that started the project: sysbench's files must
* not fit the guest's page cache.
*/
const guestMemoryBytes = 1073741824;
async function bootOnce(request) {
	await using resources = new AsyncDisposableStack();
	const guest = resources.use(await startGuest(request));
	try {
		await withQemuEndInErrors(guest.vm, request.prepare?.(guest) ?? Promise.resolve());
	} catch (error) {
		throw await withConsole(guest.vm, error);
	}
	resources.move();
	return guest;
}
async function startGuest(request) {
	const { signal, timeout = 60 } = request;
	const started = performance.now();
	const elapsed = () => (performance.now() - started) / 1e3;
	await using resources = new AsyncDisposableStack();
	const vm = resources.use(await startVm(machineFor(request)));
	const agent = resources.use(await connect$1(vm, {
		timeout: Math.max(1, timeout - elapsed()),
		signal
	}));
	const seconds = elapsed();
	const owned = resources.move();
	return {
		vm,
		agent: guardAgent(agent, vm),
		seconds,
		[Symbol.asyncDispose]: () => owned.disposeAsync()
	};
}
/** CPUs of a guest where nobody says. */
function usualCpus() {
	return Math.min(2, availableParallelism());
}
/** The QEMU machine of a guest. */
function machineFor(request) {
	const { qemu, accelerator, artifacts, counterRate, scratch, rootPorts, signal } = request;
	const { cpus = usualCpus() } = request;
	const { kernel, initrd } = artifacts;
	return {
		qemu,
		kernel,
		initrd,
		kernelWords: [...counterRate === void 0 ? [] : [counterWords(counterRate)], artifacts.kernelWords].join(" "),
		accelerator,
		cpus,
		memory: guestMemoryBytes,
		scratch,
		rootPorts,
		signal
	};
}
/** An agent whose calls fail with the end of QEMU where that breaks their connection. */
function guardAgent(agent, vm) {
	return {
		...agent,
		execute: (call) => Promise.race([vm.failure(), withQemuEndInErrors(vm, agent.execute(call))])
	};
}
/** Milliseconds after which the end of a QEMU whose sockets closed is known. */
const endNoticeMilliseconds = 1e3;
/**
* The result of `done`. Where that fails because QEMU ended, the error says how QEMU ended: a call
* that breaks by it is noticed first.
*/
async function withQemuEndInErrors(vm, done) {
	try {
		return await done;
	} catch (error) {
		if (error instanceof GateError && (error.code === "agent-failed" || error.code === "qemu-failed")) await Promise.race([vm.failure(), setTimeout(endNoticeMilliseconds, void 0, { ref: false })]);
		throw error;
	}
}
async function connect$1(vm, { timeout, signal }) {
	const settled = new AbortController();
	const connected = reachAgent(vm, timeout, signal === void 0 ? settled.signal : AbortSignal.any([settled.signal, signal]));
	try {
		return await Promise.race([vm.failure(), withQemuEndInErrors(vm, connected)]);
	} catch (error) {
		settled.abort();
		await connected.catch(() => void 0);
		throw await withConsole(vm, error);
	}
}
/** Connects once the guest has opened the agent's port, as QEMU tells. */
async function reachAgent(vm, timeout, signal) {
	const deadline = performance.now() + timeout * 1e3;
	await vm.agentReady({
		timeout,
		signal
	});
	const left = Math.max(.1, (deadline - performance.now()) / 1e3);
	return connectAgent({
		socketPath: vm.agentSocket,
		timeout: left,
		signal
	});
}
/** Adds the console to an error of the agent: it tells why the guest fell silent. */
async function withConsole(vm, error) {
	if (!(error instanceof GateError) || error.facts.consoleTail !== void 0) return error;
	return new GateError(error.code, {
		...error.facts,
		consoleTail: await vm.consoleTail()
	}, { cause: error });
}

// src/measure/guest-name.ts
/** The side that a disk belongs to: controls share the head's guest. */
function sideOf$2({ side }) {
	return side === "base" ? "base" : "head";
}
/**
* The guest that an arm's disk hangs in: its side's, or the only one. Undefined for arms of the
* host, and without guests.
*/
function guestFor(guests, arm) {
	if (arm.target.kind === "host") return void 0;
	return guests.find(({ name }) => name === sideOf$2(arm)) ?? guests[0];
}
/** Errors that a guest, or what it is made of, may be the reason for. */
const guestErrors = /* @__PURE__ */ new Set([
	"bad-argument",
	"qemu-failed",
	"guest-hung",
	"guest-panic",
	"agent-failed",
	"no-accelerator"
]);
/** Runs `work`; an error of the guest then begins with the guest's name, where it has one. */
async function withGuestInErrors(name, work) {
	try {
		return await work();
	} catch (error) {
		if (name === void 0 || !(error instanceof GateError) || !guestErrors.has(error.code)) throw error;
		const problem = `the ${name} side's guest: ${error.facts.problem}`;
		throw new GateError(error.code, {
			...error.facts,
			problem
		}, { cause: error });
	}
}

// src/measure/given-part.ts
/**
* The parts of a guest that are subject: those that an input gave for either side. The side for
* which none did has the host's QEMU, the distribution's kernel or no archive, and says which, so
* that a change reads from one to the other.
*/
function givenSubject(site, { qemu, artifacts }) {
	const { kernelSha256, release, initrdSha256 } = artifacts;
	return {
		...isGiven(site, "qemu") && { qemu: {
			sha256: qemu.sha256,
			version: qemu.version
		} },
		...isGiven(site, "kernel") && { kernel: {
			sha256: kernelSha256,
			version: release
		} },
		...initrdSha256 !== void 0 && { initrd: {
			sha256: initrdSha256,
			version: "given"
		} }
	};
}
/**
* The parts of a guest that are environment: null where an input gave one for either side, or
* nothing was booted.
*/
function hostParts(site, guest) {
	const { cpus = usualCpus() } = guest ?? {};
	return {
		...cpus !== usualCpus() && { guestCpus: cpus },
		...guest && site.pin && { guestPin: site.pin },
		qemu: isGiven(site, "qemu") ? null : guest?.qemu.version ?? null,
		guestKernel: isGiven(site, "kernel") ? null : guest?.artifacts.release ?? null,
		guestTools: guest?.artifacts.toolsDigest ?? null
	};
}
/**
* Looks at what inputs and the repository's guest lock gave, so that a mistyped path is told before
* anybody waits for the host: `bad-argument`, of the lock `bad-config`.
*/
async function requireGivenParts({ qemu, kernel, initrd, base, lockFile, cpus = 1 }, signal) {
	const most = availableParallelism();
	if (cpus > most) throw new GateError("bad-argument", {
		problem: `a guest with ${cpus} CPUs was asked for, and this host has ${most} processors`,
		why: "CPUs that wait for a processor would be measured, emulated or not",
		remedy: `write cpus: ${most} or less, or use a host with more processors`
	});
	if (lockFile !== void 0) await readGuestLock(lockFile);
	await requireParts({
		qemu,
		kernel,
		initrd
	}, {
		option: "--qemu",
		name: base === void 0 ? void 0 : "head",
		signal
	});
	if (base === void 0) return;
	await requireParts({
		qemu: base.qemu === qemu ? void 0 : base.qemu,
		kernel: base.kernel === kernel ? void 0 : base.kernel,
		initrd: base.initrd === initrd ? void 0 : base.initrd
	}, {
		option: "--base-qemu",
		name: "base",
		signal
	});
}
async function requireParts({ qemu, kernel, initrd }, { option, name, signal }) {
	if (qemu !== void 0) await findQemu(qemu, option, signal);
	await withGuestInErrors(name, async () => {
		if (kernel !== void 0) await readGivenKernel(kernel);
		if (initrd !== void 0) await readGivenInitrd(initrd);
	});
}
function isGiven(site, part) {
	return site[part] !== void 0 || site.base?.[part] !== void 0;
}

// src/guest/cpio.ts
/**
* A cpio archive in the format that Linux unpacks as its initial filesystem ("newc", magic
* 070701), as it is laid out in Documentation/driver-api/early-userspace/buffer-format.rst. It
* comes in pieces, since a guest has 100 MB of libraries; each is good until the next is asked for.
* Owner is root and every time is 0, so that equal entries give equal bytes. The length is a
* multiple of 4, so that archives may be joined.
*/
async function* archivePieces(entries) {
	for (const [index, entry] of entries.entries()) yield* record(entry, index + 1);
	yield header("TRAILER!!!", 0, {
		mode: 0,
		size: 0
	});
}
/** The directories that `paths` stand in, parents first: the kernel makes none by itself. */
function parentDirectories(paths) {
	const parents = paths.flatMap((path) => {
		const parts = path.split("/").slice(0, -1);
		return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
	});
	return [...new Set(parents)].sort();
}
async function* record(entry, inode) {
	const { mode, size, pieces } = await partsOf$1(entry);
	yield header(entry.path, inode, {
		mode,
		size
	});
	let written = 0;
	for await (const piece of pieces) {
		written += piece.length;
		yield piece;
	}
	if (written !== size) {
		const problem = `the content of ${entry.path} changed while the guest was built from it`;
		throw new GateError("guest-build", {
			problem,
			remedy: "try again while no other program writes to it"
		});
	}
	yield padding(size);
}
async function partsOf$1(entry) {
	switch (entry.kind) {
		case "file": {
			const { mode, content } = entry;
			return {
				mode: 32768 | mode,
				size: content.length,
				pieces: [content]
			};
		}
		case "copy": {
			const { size } = await stat(entry.source);
			return {
				mode: 33261,
				size,
				pieces: fileChunks(entry.source)
			};
		}
		case "symlink": {
			const target = Buffer.from(entry.target);
			return {
				mode: 41471,
				size: target.length,
				pieces: [target]
			};
		}
		case "directory": return {
			mode: 16877,
			size: 0,
			pieces: []
		};
		default: return entry;
	}
}
function header(path, inode, { mode, size }) {
	const name = Buffer.from(`${path}\0`);
	const digits = [
		inode,
		mode,
		0,
		0,
		1,
		0,
		size,
		0,
		0,
		0,
		0,
		name.length,
		0
	].map((field) => field.toString(16).padStart(8, "0")).join("");
	const bytes = Buffer.concat([Buffer.from(`070701${digits}`), name]);
	return Buffer.concat([bytes, padding(bytes.length)]);
}
function padding(length) {
	return Buffer.alloc((4 - length % 4) % 4);
}

// src/guest/needs.json
var modules = [
	"virtio_pci",
	"virtio_console",
	"virtio_blk",
	"ext4",
	"virtio_scsi",
	"sd_mod",
	"nvme"
];
var usefulModules$1 = ["crc32c_generic"];
var moduleFolders$1 = [
	"lib/modules",
	"usr/lib/modules",
	"run/booted-system/kernel-modules/lib/modules"
];
var directories = [
	"dev",
	"proc",
	"sys",
	"run",
	"tmp",
	"mnt",
	"modules",
	"var",
	"bin"
];
var applets = [
	"sh",
	"mount",
	"umount",
	"insmod",
	"grep",
	"tail",
	"sync"
];

// src/guest/guest-build.ts
/** Writes a guest's files into the new directory `target`, and returns their digests by name. */
async function buildGuest(inputs, cache, target) {
	const { identity, file, modules, entry } = inputs.kernel;
	await mkdir(join(target, "modules"), {
		recursive: true,
		mode: 448
	});
	await copyUnchanged(file, join(target, "kernel"), identity.sha256);
	if (entry !== void 0) await verifyEntry(cache, entry);
	for (const path of modules) await copyFile(path, join(target, "modules", basename(path)));
	await writeInitrd(inputs, join(target, "initrd"));
	return sealFiles(target, [
		"kernel",
		"initrd",
		...modules.map((path) => `modules/${basename(path)}`)
	]);
}
/**
* The given archive first, then ours: Linux unpacks them in turn and the later file wins, so that
* our init is in charge whatever a distribution's archive holds. Between them zeros up to a
* multiple of 4, where Linux looks for the next one. Ours is not compressed, which boots sooner
* under emulation (`npm run bench:boot`).
*/
async function writeInitrd({ toolset, kernel, initrd }, path) {
	const ours = archivePieces(await archiveEntries(toolset, kernel.modules));
	if (initrd === void 0) return writeFile(path, ours);
	await copyUnchanged(initrd.path, path, initrd.sha256);
	const { size } = await stat(path);
	await writeFile(path, Buffer.alloc((4 - size % 4) % 4), { flag: "a" });
	await writeFile(path, ours, { flag: "a" });
}
/** Directories that init and the tools expect. */
const emptyDirectories = directories;
/** Our initial filesystem: init, the kernel's modules, and all programs with their libraries. */
async function archiveEntries({ programs }, modules) {
	const entries = [
		...await appletLinks(programs),
		...programs.flatMap(programEntries),
		...modules.map((source) => copyOf(source, `modules/${basename(source)}`)),
		{
			kind: "file",
			path: "init",
			mode: 493,
			content: Buffer.from(initScript)
		},
		{
			kind: "file",
			path: "etc/fstab",
			mode: 420,
			content: Buffer.from(fstab)
		},
		{
			kind: "symlink",
			path: "var/run",
			target: "/run"
		}
	];
	const unique = [...new Map(entries.map((entry) => [entry.path, entry])).values()];
	const parents = parentDirectories(unique.map(({ path }) => path));
	return [...[.../* @__PURE__ */ new Set([...emptyDirectories, ...parents])].sort().map((path) => ({
		kind: "directory",
		path
	})), ...unique];
}
/**
* All files under the paths that they have on the host, so that a program starts whatever
* environment it is given; a link where it would not be found.
*/
function programEntries({ name, path, libraries }) {
	return [{
		kind: "symlink",
		path: name === "busybox" ? "bin/busybox" : `usr/bin/${name}`,
		target: path
	}, ...[path, ...libraries].map((source) => copyOf(source, source.slice(1)))];
}
function copyOf(source, path) {
	return {
		kind: "copy",
		path,
		source
	};
}
/** Distributions build busybox with more or less in it. */
const neededApplets = applets;
async function appletLinks(programs) {
	const busybox = programs.find(({ name }) => name === "busybox");
	if (busybox === void 0) return [];
	const { stdout } = await runTool({
		argv: [busybox.path, "--list"],
		timeout: 20
	});
	const applets = stdout.split("\n").filter((name) => name !== "" && name !== "busybox");
	const lacks = neededApplets.filter((name) => !applets.includes(name));
	if (lacks.length > 0) {
		const problem = `${busybox.path} lacks what the guest needs of it: ${lacks.join(", ")}`;
		throw new GateError("guest-build", {
			problem,
			remedy: "install a static busybox"
		});
	}
	return applets.map((name) => ({
		kind: "symlink",
		path: `bin/${name}`,
		target: "busybox"
	}));
}
/** Copies a file and checks that the copy has the digest that the file was looked up with. */
async function copyUnchanged(original, copy, expected) {
	await copyFile(original, copy);
	if (await fileDigest(copy) === expected) return;
	const problem = `${original} changed while the guest was built from it`;
	throw new GateError("guest-build", {
		problem,
		remedy: "try again while no other program writes to it",
		path: original
	});
}
/** Makes the files ours alone, whatever umask and originals said, and returns their digests. */
async function sealFiles(directory, names) {
	const digests = names.map(async (name) => {
		await chmod(join(directory, name), 384);
		return [name, await fileDigest(join(directory, name))];
	});
	return Object.fromEntries(await Promise.all(digests));
}
/** Counts the changes of layout that no digest of an input shows. */
const builderVersion = 4;
/** A guest's programs as this host has them; `missing-packages` where one is not installed. */
async function surveyToolset(tools) {
	const programs = await Promise.all([
		"busybox",
		"qemu-ga",
		...tools
	].map(surveyProgram));
	const words = kernelWords(process.arch);
	const digest = createHash("sha256").update(JSON.stringify([
		builderVersion,
		initScript,
		fstab,
		words
	]));
	for (const { name, digests } of programs) digest.update(JSON.stringify([name, digests]));
	return {
		programs,
		kernelWords: words,
		digest: digest.digest("hex")
	};
}
/** The program of that name with its libraries; `missing-packages` where it is not installed. */
async function surveyProgram(name) {
	const path = await realpath(await requireProgram(name));
	const libraries = parseLibraries(path, (await runTool({
		argv: ["ldd", path],
		env: { LC_ALL: "C" },
		accept: [0, 1],
		timeout: 20
	})).stdout);
	const digests = {};
	for (const file of [path, ...libraries]) digests[file] = await fileDigest(file);
	return {
		name,
		path,
		libraries,
		digests
	};
}
/**
* Sorted paths in what `ldd` prints: `name => /path (0x…)`, or `/path (0x…)` for the loader.
* `guest-build` where the host lacks one of the libraries.
*/
function parseLibraries(program, output) {
	const absent = /^\s*(\S+) => not found/m.exec(output)?.[1];
	if (absent !== void 0) throw new GateError("guest-build", {
		problem: `the library ${absent}, which ${program} needs, is not on this host`,
		remedy: `reinstall the package of ${program}`,
		argv: ["ldd", program]
	});
	const paths = [...output.matchAll(/^\s+(?:(\S+) => )?(\/\S+) \(0x[0-9a-f]+\)$/gm)].flatMap(([, name = "", path = ""]) => [name, path]);
	return [...new Set(paths.filter((path) => path.startsWith("/")))].sort();
}

// src/guest/kernel-modules.ts
/**
* What a guest cannot do without: first the agent's channel, then the buses of disks and the
* filesystem.
*/
const neededModules = modules;
/** By what ext4 checks its checksums in kernels before 6.15, which no dependency tells. */
const usefulModules = usefulModules$1;
/**
* Writes the modules that a guest needs of those in `base` into `directory`, decompressed, under
* names that sort in the order in which they load: `00-virtio.ko`. Returns their paths. The order
* is that of modules.dep, which depmod makes; nothing is written beside the modules.
*/
async function extractModules(base, directory) {
	const builtin = await readFile(join(base, "modules.builtin"), "utf8").catch(() => "");
	const order = loadOrder({
		dependencies: await readFile(join(base, "modules.dep"), "utf8").catch((cause) => {
			const problem = `the kernel's modules in ${base} have no modules.dep that can be read`;
			const remedy = `run \`depmod ${basename(base)}\` as root, or give a kernel with --kernel`;
			throw new GateError("guest-build", {
				problem,
				why: messageOf(cause),
				remedy,
				path: base
			});
		}),
		builtin
	}, neededModules, usefulModules);
	return Promise.all(order.map(async (path, index) => {
		const target = join(directory, `${String(index).padStart(2, "0")}-${moduleName(path)}.ko`);
		await writeFile(target, await readModule(join(base, path)));
		return target;
	}));
}
/**
* Paths of the modules `names` and all that they depend on, dependencies first; what is built in is
* left out, and of `useful` ones those that are not there.
*/
function loadOrder(index, names, useful = []) {
	const builtin = new Set(lines(index.builtin).map(moduleName));
	const dependencies = new Map(lines(index.dependencies).map(parseDependency));
	const pathOf = new Map([...dependencies.keys()].map((path) => [moduleName(path), path]));
	const order = /* @__PURE__ */ new Set();
	const visit = (path) => {
		if (order.has(path)) return;
		for (const dependency of dependencies.get(path) ?? []) visit(dependency);
		order.add(path);
	};
	for (const name of [...useful, ...names]) {
		const path = pathOf.get(name);
		if (path !== void 0) visit(path);
		else if (!builtin.has(name) && !useful.includes(name)) {
			const problem = `the guest's kernel has no module ${name}, neither built in nor loadable`;
			throw new GateError("guest-build", {
				problem,
				remedy: "give a kernel with virtio, SCSI, NVMe and ext4 with --kernel, and its modules"
			});
		}
	}
	return [...order];
}
function lines(text) {
	return text.split("\n").filter((line) => line !== "");
}
/** `kernel/drivers/block/virtio-blk.ko.xz` is called virtio_blk. */
function moduleName(path) {
	return basename(path).replace(/\.ko(\.\w+)?$/, "").replaceAll("-", "_");
}
function parseDependency(line) {
	const [path = "", rest = ""] = line.split(":");
	return [path, rest.split(" ").filter((word) => word !== "")];
}
/**
* A module as the kernel loads it: distributions compress theirs, and busybox loads only plain
* ones, though it unpacks those that node does not.
*/
async function readModule(path) {
	if (path.endsWith(".xz")) {
		const argv = [
			"busybox",
			"unxz",
			"-c",
			path
		];
		return Buffer.from((await runTool({
			argv,
			timeout: 60,
			encoding: "latin1"
		})).stdout, "latin1");
	}
	const bytes = await readFile(path);
	if (path.endsWith(".zst")) return zstdDecompressSync(bytes);
	return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}
/** Directories with a directory of modules for each release; the last one is NixOS's. */
const moduleFolders = moduleFolders$1;
/** How distributions name the files of kernels, with a release behind it or without. */
const kernelName = /^(?:vmlinu[xz]|Image|kernel)(?:-(.+))?$/;
/** Directories of modules below a root, by release. */
async function findModules(root = "/") {
	const found = moduleFolders.map(async (folder) => (await list(join(root, folder))).map((name) => [name, join(root, folder, name)]));
	return new Map((await Promise.all(found)).flat().toReversed());
}
/**
* The kernel below a root whose modules are there too: that of the release `wanted`, else the
* newest; undefined where there is none. Where a name tells no release, the file itself does.
*/
async function findKernelFiles(root, wanted) {
	const modules = await findModules(root);
	const found = [];
	for (const [release, directory] of modules) for (const path of ["vmlinuz", "Image"].map((name) => join(directory, name))) if (existsSync(path)) found.push({
		release,
		path
	});
	const boot = (await list(join(root, "boot"))).map((name) => join(root, "boot", name));
	for (const path of [...boot, join(root, "run/booted-system/kernel")]) {
		const [isKernel, named = ""] = kernelName.exec(basename(path)) ?? [];
		if (isKernel === void 0) continue;
		const given = modules.has(named) ? void 0 : readGivenKernel(path).catch(() => void 0);
		found.push({
			release: given === void 0 ? named : (await given)?.release,
			path
		});
	}
	const both = [...modules.keys()].filter((each) => found.some(({ release }) => release === each));
	both.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
	const release = both.find((each) => each === wanted) ?? both[0];
	if (release === void 0) return void 0;
	const paths = found.filter((each) => each.release === release).map(({ path }) => path);
	const readable = await Promise.all(paths.map(isReadable));
	return {
		release,
		kernel: paths[Math.max(readable.indexOf(true), 0)] ?? "",
		modules: modules.get(release) ?? ""
	};
}
/**
* The host's own kernel, of the release that runs or of the one `wanted`, where its files and
* modules are there, else the newest. `guest-build` where there is none, or where it may not be
* read.
*/
async function hostKernel(root = "/", wanted = release()) {
	const files = await findKernelFiles(root, wanted);
	const given = files && await readGivenKernel(files.kernel).catch(asHostTrouble);
	if (files !== void 0 && files.release === given?.release) return files;
	const modules = [...(await findModules(root)).keys()].join(", ") || "none";
	const boot = (await list(join(root, "boot"))).filter((name) => kernelName.test(name)).join(", ");
	throw new GateError("guest-build", {
		problem: "this host has no kernel for the guest with modules of the same release",
		why: given === void 0 ? `there are modules of ${modules}, and in /boot ${boot || "no kernel"}` : `${given.path} is Linux ${given.release}`,
		remedy: "install the kernel package of this distribution, or give a kernel with --kernel"
	});
}
/** What is wrong with the host's own kernel is no wrong argument. */
function asHostTrouble(cause) {
	throw cause instanceof GateError ? new GateError("guest-build", cause.facts, { cause }) : cause;
}
async function isReadable(path) {
	return access(path, constants.R_OK).then(() => true, () => false);
}
async function list(directory) {
	return (await readdir(directory).catch(() => [])).sort();
}

// src/guest/kernel-package.ts
/** Whether this host has what apt's kernels come by. */
async function hasApt() {
	const programs = [
		"apt-get",
		"apt-cache",
		"dpkg-deb"
	].map(findProgram);
	return (await Promise.all(programs)).every((path) => path !== void 0);
}
/**
* The record of a package; undefined where apt knows none of that name. `missing-packages` on a
* host without apt.
*/
async function aptRecord(name) {
	const { stdout, exitCode } = await runTool({
		argv: [
			"apt-cache",
			"show",
			"--no-all-versions",
			name
		],
		env: { LC_ALL: "C" },
		timeout: 60,
		accept: [0, 100]
	});
	return exitCode === 0 ? parseAptRecord(stdout) : void 0;
}
/** The first record in what `apt-cache show` prints; undefined where there is none. */
function parseAptRecord(text) {
	const field = (name) => new RegExp(`^${name}: (.+)$`, "m").exec(text.split("\n\n")[0] ?? "")?.[1];
	const [name, version] = [field("Package"), field("Version")];
	if (name === void 0 || version === void 0) return void 0;
	return {
		name,
		version,
		depends: (field("Depends") ?? "").split(",").map((dependency) => /^\s*([^\s(:|]+)/.exec(dependency)?.[1]).filter((dependency) => dependency !== void 0)
	};
}
/**
* Downloads and unpacks a kernel image package, with those of its parts where the distribution
* splits them (modules: Ubuntu; kernel, modules and their lists: Debian from 7.0 on), into the
* existing directory `scratch`. Needs apt's package lists, but no root.
*/
async function unpackKernelPackage(image, scratch, signal) {
	const records = [image, ...await partsOf(image)];
	const archives = join(scratch, "archives");
	const root = join(scratch, "root");
	await mkdir(archives);
	for (const record of records) await downloadPackage(record, archives, signal);
	const debs = (await readdir(archives)).filter((name) => name.endsWith(".deb")).sort();
	const digests = await Promise.all(debs.map(async (name) => fileDigest(join(archives, name))));
	for (const file of debs) await runTool({
		argv: [
			"dpkg-deb",
			"-x",
			join(archives, file),
			root
		],
		timeout: 120,
		signal
	});
	await joinLibraryDirectories(root);
	const { name, version } = image;
	const files = await findKernelFiles(root);
	if (files === void 0) {
		const problem = `the package ${name} has no kernel with modules of the same release`;
		throw new GateError("guest-build", {
			problem,
			remedy: "give your own kernel with --kernel"
		});
	}
	await runTool({
		argv: [
			"depmod",
			"-b",
			root,
			files.release
		],
		timeout: 120,
		signal
	});
	const [digest = "", ...others] = digests;
	const sha256 = others.length === 0 ? digest : sha256Hex(digests.join("\n"));
	return {
		...files,
		source: {
			name,
			version,
			sha256
		}
	};
}
/**
* The kernel for guests that apt offers: that of Debian's cloud metapackage, else of Ubuntu's
* virtual one. `missing-packages` where apt knows none, mostly because its lists were never
* fetched.
*/
async function findGuestKernel() {
	const metapackages = metapackageNames(process.arch);
	for (const name of metapackages) {
		const image = (await aptRecord(name))?.depends.find((dependency) => /^linux-image-\d/.test(dependency));
		const record = image === void 0 ? void 0 : await aptRecord(image);
		if (record !== void 0) return record;
	}
	throw new GateError("missing-packages", {
		problem: `apt offers no kernel for the guest (asked for ${metapackages.join(" and ")})`,
		why: "the package lists are missing or out of date, or this is neither Debian nor Ubuntu",
		remedy: "run `apt-get update` as root and try again, or give your own kernel with --kernel",
		argv: ["apt-get", "update"]
	});
}
/** Names of the metapackages whose kernel is made for virtual machines, Debian's first. */
function metapackageNames(architecture) {
	return [`linux-image-cloud-${architecture === "x64" ? "amd64" : architecture}`, "linux-image-virtual"];
}
async function partsOf(image) {
	const names = image.depends.filter((name) => /^linux-(?:base|binary|modules)-\d/.test(name));
	return (await Promise.all(names.map(async (name) => await aptRecord(`${name}=${image.version}`) ?? aptRecord(name)))).filter((record) => record !== void 0);
}
async function downloadPackage(record, directory, signal) {
	const options = ["-q", ...process.getuid?.() === 0 ? ["-o", "APT::Sandbox::User=root"] : []];
	const { name, version } = record;
	const call = {
		argv: [
			"apt-get",
			...options,
			"download",
			`${name}=${version}`
		],
		cwd: directory,
		env: { LC_ALL: "C" },
		timeout: 600,
		signal
	};
	await runTool(call).catch((cause) => {
		if (!(cause instanceof GateError) || cause.code !== "tool-failed") throw cause;
		const problem = `apt could not download the guest's kernel, ${name} ${version}`;
		const why = "the package lists may be older than the archive, or the archive cannot be reached";
		const remedy = "run `apt-get update` as root and try again";
		throw new GateError("guest-build", {
			...cause.facts,
			problem,
			why,
			remedy
		}, { cause });
	});
}
/**
* Packages ship /lib/modules or /usr/lib/modules, and depmod looks in the one it was built for:
* make both the same.
*/
async function joinLibraryDirectories(root) {
	await mkdir(join(root, "usr"), { recursive: true });
	await symlink("usr/lib", join(root, "lib")).catch(() => void 0);
	await symlink("../lib", join(root, "usr/lib")).catch(() => void 0);
}

// src/guest/kernel-choice.ts
/**
* The kernel that the cache has, without asking apt: the locked one, else the one chosen last. For
* a given kernel that one, with the cached modules of its release. Undefined where the cache has
* none. `entries`: those of the cache, newest choice first.
*/
function keptKernel(cache, { entries, given, lock }) {
	const find = (isKept) => entries.find(({ kernel }) => isKept(kernel));
	const entry = given === void 0 ? find((kernel) => kernel.origin === "package" && isLocked(kernel, lock)) : find(({ origin, sha256 }) => origin === "given" && sha256 === given.sha256) ?? find(({ release, package: source }) => release === given.release && source !== null && source.name !== "host");
	if (entry === void 0) return void 0;
	const directory = join(cache, entry.key);
	const modules = Object.keys(entry.files).filter((name) => name.startsWith("modules/")).sort().map((name) => join(directory, name));
	if (given !== void 0) return {
		...choiceOf(given, entry.kernel.package, modules),
		entry
	};
	const { kernel: identity, chosenAt } = entry;
	return {
		identity,
		chosenAt,
		file: join(directory, "kernel"),
		modules,
		entry
	};
}
/**
* The locked kernel, else the one that apt offers now, downloaded and unpacked, else the host's
* own. For a given kernel only the modules of its release, of the host or of the distribution's
* package; it goes without where there are none, and must then bring what it needs.
*/
async function fetchKernel(request) {
	const { given, lock, scratch, onProgress } = request;
	const files = given === void 0 ? await findKernel(request) : await modulesOf(given, request);
	if (files === void 0) {
		const { release } = given;
		onProgress(`no modules of ${release} are on this host: the kernel must have all built in`);
		return choiceOf(given, null, []);
	}
	const directory = join(scratch, "modules");
	await mkdir(directory);
	const modules = await extractModules(files.modules, directory);
	const { kernel: path, release } = files;
	const own = given ?? {
		path,
		release,
		sha256: await fileDigest(path)
	};
	const source = files.source ?? await hostSource(own, modules);
	if (given !== void 0) return choiceOf(given, source, modules);
	if (lock !== void 0) checkLocked(source, release, lock);
	return choiceOf(own, source, modules, "package");
}
/** What stands for a package where a kernel or its modules are the host's own. */
async function hostSource({ release, sha256 }, modules) {
	const digests = await Promise.all(modules.map((path) => fileDigest(path)));
	return {
		name: hostName,
		version: release,
		sha256: sha256Hex([sha256, ...digests].join("\n"))
	};
}
function choiceOf({ path, release, sha256 }, source, modules, origin = "given") {
	return {
		identity: {
			origin,
			release,
			sha256,
			package: source
		},
		chosenAt: (/* @__PURE__ */ new Date()).toISOString(),
		file: path,
		modules
	};
}
async function findKernel(request) {
	const { lock, onProgress, root } = request;
	if (lock?.package !== "host" && await hasApt()) {
		const record = await (lock === void 0 ? findGuestKernel() : lockedPackage(lock)).catch(async (error) => {
			if (lock !== void 0 || !await hostKernel(root).catch(() => void 0)) throw error;
			onProgress(messageOf(error));
		});
		if (record !== void 0) return unpack(record, request);
	} else if (lock !== void 0 && lock.package !== "host") throw lockedElsewhere(lock, "this host has no apt");
	const files = await hostKernel(root, lock?.kernel);
	onProgress(`taking this host's own kernel ${files.kernel} for the guest`);
	return files;
}
function unpack(record, request) {
	const { scratch, onProgress, signal } = request;
	onProgress(`downloading ${record.name} ${record.version} for the guest`);
	return unpackKernelPackage(record, scratch, signal);
}
/**
* What apt knows of the locked package at its version; `guest-build` where the archive has moved
* on.
*/
async function lockedPackage(lock) {
	const record = await aptRecord(`${lock.package}=${lock.version}`);
	if (record?.version === lock.version) return record;
	throw lockedElsewhere(lock, "the package lists are older than the lock, or the archive no longer has that version, and the cache does not either", "run `apt-get update` as root and try again, or ");
}
function lockedElsewhere({ package: name, version }, why, first = "") {
	return new GateError("guest-build", {
		problem: `the guest lock names ${name} ${version}, which apt does not offer`,
		why,
		remedy: `${first}copy the guest cache of a host that has it. Else \`storage-gate setup --upgrade-guest\` takes the newest, and a new series of results begins`
	});
}
async function modulesOf({ path, release }, request) {
	const modules = (await findModules(request.root)).get(release);
	if (modules !== void 0) return {
		release,
		kernel: path,
		modules
	};
	const record = await hasApt() ? await aptRecord(`linux-image-${release}`) : void 0;
	return record && unpack(record, request);
}
/**
* Apt checked the file against its signed lists; the lock says that it also is the one of the
* earlier results.
*/
function checkLocked({ name, version, sha256 }, release, lock) {
	if (sha256 === lock.sha256 && release === lock.kernel) return;
	throw new GateError("guest-build", {
		problem: `the guest's kernel, ${name} ${version}, is not the one in the guest lock`,
		why: sha256 === lock.sha256 ? `its kernel is ${release}, the lock says ${lock.kernel}` : `its SHA-256 is ${sha256}, the lock says ${lock.sha256}`,
		remedy: "find out who changed the lock or the archive; `storage-gate setup --upgrade-guest` writes a lock anew"
	});
}

// src/guest/artifacts.ts
/**
* A guest that is ready to boot: from the cache, after verifying each file, else built from
* packages into the cache. Throws `missing-packages` where a program or apt's lists are missing,
* `bad-argument` for a kernel or initrd that is none, `bad-config` for a broken lock, `guest-build`
* where the cache is damaged or open to other users, or where building fails.
*/
async function provideGuest(request) {
	const cache = await openCache(request.cacheDirectory);
	const parts = await surveyParts(cache, request);
	const kept = request.refresh === true ? void 0 : keptKernel(cache, parts);
	const key = kept && guestKey({
		...parts,
		kernel: kept
	});
	const manifest = parts.entries.find((entry) => entry.key === key) ?? await makeEntry(cache, parts, kept, request);
	await noteUse(cache, manifest.key);
	await verifyEntry(cache, manifest);
	return artifactsIn(join(cache, manifest.key), manifest);
}
async function surveyParts(cache, request) {
	const { tools, kernel, initrd, lockFile, refresh } = request;
	const [entries, toolset, given, archive, lock] = await Promise.all([
		listEntries(cache),
		surveyToolset(tools),
		kernel === void 0 ? void 0 : readGivenKernel(kernel),
		initrd === void 0 ? void 0 : readGivenInitrd(initrd),
		lockFile === void 0 || refresh === true ? void 0 : readGuestLock(lockFile)
	]);
	return {
		entries,
		toolset,
		given,
		initrd: archive,
		lock
	};
}
/** Digest over every input of a guest: its name in the cache. */
function guestKey({ toolset, kernel, initrd }) {
	const { sha256, package: source } = kernel.identity;
	const ofPackage = [source?.version ?? null, source?.sha256 ?? null];
	const inputs = [
		toolset.digest,
		sha256,
		...ofPackage,
		initrd?.sha256 ?? null
	];
	return sha256Hex(JSON.stringify(inputs));
}
/** Builds an entry and returns the manifest of what is in the cache then, whoever came first. */
async function makeEntry(cache, parts, kept, { onProgress, signal }) {
	await using scratch = await openScratch(cache);
	const unpackDirectory = join(scratch.path, "package");
	await mkdir(unpackDirectory);
	const kernel = kept ?? await fetchKernel({
		...parts,
		scratch: unpackDirectory,
		onProgress,
		signal
	});
	const { identity, chosenAt } = kernel;
	const inputs = {
		...parts,
		kernel
	};
	const key = guestKey(inputs);
	const existing = parts.entries.find((entry) => entry.key === key);
	if (existing !== void 0) {
		const manifest = {
			...existing,
			chosenAt
		};
		await replaceManifest(cache, scratch.path, manifest);
		return manifest;
	}
	onProgress(`building a guest with kernel ${identity.release}`);
	const target = join(scratch.path, key);
	const files = await buildGuest(inputs, cache, target);
	signal?.throwIfAborted();
	const { digest: toolsDigest, kernelWords } = parts.toolset;
	const made = {
		format: 1,
		key,
		chosenAt,
		kernel: identity,
		toolsDigest,
		kernelWords,
		initrdSha256: parts.initrd?.sha256 ?? null,
		files
	};
	await publishEntry(cache, target, made);
	const entries = [...parts.entries, made];
	const removed = await removeUnused(cache, {
		entries,
		scratch: scratch.path
	});
	if (removed > 0) onProgress(`removed ${removed} guests from the cache that no run has used for long`);
	return await readManifest(join(cache, key), key);
}
function artifactsIn(directory, manifest) {
	const { kernel, toolsDigest, kernelWords, initrdSha256 } = manifest;
	return {
		kernel: join(directory, "kernel"),
		initrd: join(directory, "initrd"),
		release: kernel.release,
		toolsDigest,
		kernelWords,
		kernelSha256: kernel.sha256,
		lock: lockOf(kernel),
		initrdSha256: initrdSha256 ?? void 0
	};
}

// src/qemu/counter-rate.ts
/**
* Counts per second of the time stamp counter that this QEMU emulates, to 0.1 % in half a second,
* to 1 % on a busy host; undefined where that can't be told, and on hosts other than x86-64. An
* emulated guest can't find it out by itself while the host is busy: it counts during a wait of
* some milliseconds, and where its processor did not run in the middle of them, its clock is wrong
* by factors from then on [seen with Linux 6.1: arch/x86/kernel/tsc.c, pit_calibrate_tsc]. Here a
* reading that was delayed only widens its bounds.
*/
async function measureCounterRate({ qemu, signal }) {
	if (process.arch !== "x64") return void 0;
	try {
		const limit = AbortSignal.timeout(timeoutSeconds * 1e3);
		const { low, high } = await askForRate(qemu, anySignal(limit, signal));
		return high >= low && high <= low * (1 + acceptedWidth) ? (low + high) / 2 : void 0;
	} catch {
		signal?.throwIfAborted();
		return;
	}
}
/** Seconds after which a QEMU won't tell any more. */
const timeoutSeconds = 10;
/** Seconds of readings, at most. */
const readingSeconds = 3;
/**
* Width of the bounds, as a part of the rate: the kernel refines a rate later that is wrong by less
* than 1 %.
*/
const acceptedWidth = .01;
async function askForRate(qemu, signal) {
	await using scratch = await createSocketScratch();
	const [firmware, serial] = [join(scratch.path, "firmware"), join(scratch.path, "serial")];
	await writeFile(firmware, counterFirmware());
	await using server = await listenOnce(serial);
	const argv = [qemu, ...counterArguments(firmware, serial)];
	await using program = await startProgram({
		argv,
		signal
	});
	const ended = program.ended.then(() => Promise.reject(/* @__PURE__ */ new Error("QEMU ended")));
	ended.catch(() => void 0);
	const socket = await Promise.race([server.connected, ended]);
	socket.on("error", () => void 0);
	using _closing = { [Symbol.dispose]: () => socket.destroy() };
	const deadline = now() + readingSeconds;
	const readings = [];
	for (;;) {
		readings.push(await Promise.race([readCounter(socket), ended]));
		const bounds = rateBounds(readings);
		if (bounds.high <= bounds.low * 1.001 || now() > deadline) return bounds;
		await pause(.02);
	}
}
async function readCounter(socket) {
	const asked = now();
	socket.write("?");
	let bytes = Buffer.alloc(0);
	while (bytes.length < 8) {
		const [chunk] = await once(socket, "data");
		bytes = Buffer.concat([bytes, chunk]);
	}
	return {
		asked,
		count: bytes.readBigUInt64LE(),
		answered: now()
	};
}
function now() {
	return performance.now() / 1e3;
}
/**
* The rates that no two of the readings contradict; `low` above `high` where there is none.
*
*     asked   answered           asked   answered
*       |---o---|                  |---o---|
*               ^----- least ------^
*       ^------------- most ---------------^
*/
function rateBounds(readings) {
	let [low, high] = [0, Infinity];
	for (const [index, later] of readings.entries()) for (const earlier of readings.slice(0, index)) {
		const counted = Number(later.count - earlier.count);
		low = Math.max(low, counted / (later.answered - earlier.asked));
		const least = later.asked - earlier.answered;
		if (least > 0) high = Math.min(high, counted / least);
	}
	return {
		low,
		high
	};
}
/**
* A firmware that answers each byte on the first serial port with the eight bytes of the
* processor's time stamp counter, lowest first. QEMU wants 64 KiB of it; the processor starts at
* their last 16 bytes.
*
*     wait: mov dx,3fd  in al,dx  test al,1  jz .     until a byte is there ("data ready")
*           mov dx,3f8  in al,dx                      take it
*           rdtsc  mov ebx,eax  mov edi,edx
*           mov cx,8
*     next: mov dx,3fd  in al,dx  test al,20  jz .    until the port is free ("transmitter empty")
*           mov dx,3f8  mov al,bl  out dx,al
*           shrd ebx,edi,8  shr edi,8
*           loop next
*           jmp wait
*/
function counterFirmware() {
	const firmware = Buffer.alloc(65536);
	firmware.write(firmwareCode.replaceAll(" ", ""), "hex");
	firmware.write(startCode, resetVector, "hex");
	return firmware;
}
const firmwareCode = "bafd03 ec a801 74fb baf803 ec 0f31 6689c3 6689d7 b90800 bafd03 ec a820 74fb baf803 88d8 ee 660facfb08 66c1ef08 e2e7 ebce";
/** Where the processor starts, and a jump from there to the first byte. */
const resetVector = 65520;
const startCode = "e90d00";

// src/measure/accelerator.ts
/**
* One accelerator for all guests of a run, since a guest with KVM and one without compare nothing
* but accelerators: KVM where each of them boots with it. `no-accelerator`, naming the guest, where
* KVM is wanted and one of them does not.
*/
async function chooseSharedAccelerator(candidates, terms) {
	for (const { name, ...candidate } of candidates) {
		const named = candidates.length > 1 ? name : void 0;
		const choice = await withGuestInErrors(named, () => chooseAccelerator({
			...terms,
			...candidate
		}));
		if (choice.accelerator === "kvm") continue;
		return name === "head" ? choice : {
			...choice,
			reason: `the head side's guest boots with it, the base side's does not: ${choice.reason}`
		};
	}
	return {
		accelerator: "kvm",
		reason: "a guest booted with KVM"
	};
}
/**
* With KVM a guest answers in about a second; a host ten times slower is better off with emulation
* that works.
*/
const smokeLimits = {
	timeout: 10,
	attempts: 1
};
/**
* KVM where a guest really boots with it, else emulation with the reason. A /dev/kvm that opens
* proves nothing: there are hosts on which a stock kernel hangs right after the BIOS, or QEMU
* aborts. What a smoke boot showed is kept until the host boots again. `no-accelerator` where KVM
* is wanted and can't be had.
*/
async function chooseAccelerator(request) {
	const { wanted, signal } = request;
	signal?.throwIfAborted();
	if (wanted === "tcg") return {
		accelerator: "tcg",
		reason: "emulation was asked for"
	};
	const obstacle = await obstacleOf(request.device ?? "/dev/kvm");
	const choice = obstacle === void 0 ? await tryGuest(request) : {
		accelerator: "tcg",
		...obstacle
	};
	if (choice.accelerator === "kvm") return choice;
	const { reason, remedy } = choice;
	if (wanted === "auto") return {
		accelerator: "tcg",
		reason: remedy === void 0 ? reason : `${reason}; ${remedy}`
	};
	throw new GateError("no-accelerator", {
		problem: "KVM was asked for, but no guest runs with it on this host",
		why: reason,
		remedy: remedy ?? "use --accel auto or --accel tcg, which measures under emulation and says so"
	});
}
async function obstacleOf(device) {
	try {
		await using _device = await open(device, constants.O_RDWR);
		return;
	} catch (cause) {
		const { code = String(cause) } = cause;
		if (code === "ENOENT") return { reason: `this host has no ${device}` };
		if (code !== "EACCES" && code !== "EPERM") return { reason: `${device} can't be opened (${code})` };
		return {
			reason: `${device} exists, but this user may not open it`,
			remedy: "add the user to the group kvm (`sudo usermod -aG kvm \"$USER\"`, then log in again), or on a runner add the udev rule KERNEL==\"kvm\", GROUP=\"kvm\", MODE=\"0666\""
		};
	}
}
/**
* A guest's own verdict, kept or fresh. Who insists on KVM gets a fresh one in place of a kept
* failure.
*/
async function tryGuest(request) {
	const file = join(request.cacheDirectory, `accelerator-${await cacheKey(request)}.json`);
	const kept = await readChoice(file);
	if (kept !== void 0 && (kept.accelerator === "kvm" || request.wanted === "auto")) return kept;
	request.onProgress("checking whether the guest boots with KVM");
	const { isConclusive, ...choice } = await smokeBoot(request);
	if (isConclusive) await keepChoice(request.cacheDirectory, file, choice);
	return choice;
}
/**
* `isConclusive` unless a guest was merely slow: on a busy host the next boot may be quick enough.
*/
async function smokeBoot({ boot, signal }) {
	try {
		await using _guest = await boot("kvm", smokeLimits);
		return {
			accelerator: "kvm",
			reason: "a guest booted with KVM",
			isConclusive: true
		};
	} catch (error) {
		signal?.throwIfAborted();
		if (!(error instanceof GateError)) throw error;
		const reason = failureReason(error);
		if (reason === void 0) throw error;
		const slow = error.code === "guest-hung" && (error.facts.consoleTail ?? "") !== "";
		return {
			accelerator: "tcg",
			reason: `/dev/kvm opens, but ${reason}`,
			isConclusive: !slow && error.code !== "agent-failed"
		};
	}
}
/**
* What a failed boot says about KVM; undefined where it says nothing about it (a missing program,
* no space).
*/
function failureReason({ code, facts }) {
	if (code === "agent-failed") return `the guest's agent failed: ${facts.problem}`;
	if (code === "guest-panic") return "the guest's kernel panicked";
	if (code === "qemu-failed") return `QEMU ${facts.signal === "SIGABRT" ? "aborted" : "failed"}: ${complaint(facts.stderrTail) ?? facts.problem}`;
	if (code !== "guest-hung") return void 0;
	return (facts.consoleTail ?? "") === "" ? "a stock guest hangs after the BIOS" : `the guest did not answer within ${smokeLimits.timeout} s`;
}
/** The first line on which QEMU names an error, else its last line. */
function complaint(stderr) {
	const lines = (stderr ?? "").split("\n").filter((line) => line.trim() !== "");
	return (lines.find((text) => /error|failed/i.test(text)) ?? lines.at(-1))?.replace(/^\S*qemu-system-\S+: (error: )?/, "").slice(0, 200);
}
async function cacheKey({ qemu, kernelSha256, initrdSha256 }) {
	const facts = [
		await readBootId() ?? randomUUID(),
		qemu.version,
		qemu.sha256,
		kernelSha256,
		initrdSha256 ?? ""
	];
	return sha256Hex(facts.join("\n")).slice(0, 16);
}
/**
* A file that can't be read, holds something else or could be another user's costs a smoke boot and
* nothing more.
*/
async function readChoice(file) {
	try {
		for (const path of [dirname(file), file]) await refuseForeign(path);
		const { accelerator, reason } = JSON.parse(await readFile(file, "utf8"));
		if (accelerator !== "kvm" && accelerator !== "tcg" || typeof reason !== "string") return void 0;
		return {
			accelerator,
			reason
		};
	} catch {
		return;
	}
}
async function keepChoice(directory, file, choice) {
	await claimDirectory(directory);
	await writeWhole(file, `${JSON.stringify(choice)}\n`, 384);
}

// src/measure/guest-setup.ts
/**
* Gets the guests of a plan's disks ready: one, or two where QEMU, kernel or initrd of the base
* side are not the head's, both on the same accelerator. Where there may be two, errors say which
* one they are about. Nothing boots before each QEMU was asked whether it has what the disks of its
* side need.
*/
async function prepareGuests(request) {
	const { site, onProgress, stopwatch } = request;
	const head = await findMachine(request, {
		name: "head",
		parts: site
	});
	const base = site.base === void 0 ? void 0 : await findMachine(request, {
		name: "base",
		parts: site.base
	});
	const alike = base !== void 0 && areAlike(head, base);
	if (alike) onProgress({
		kind: "phase",
		text: "QEMU, kernel and initrd are the same on both sides, so one guest holds the disks of both"
	});
	const machines = base === void 0 || alike ? [head] : [head, base];
	const { accelerator, reason } = await stopwatch.time("boot", () => tryMachines(request, machines));
	const caveats = accelerator === "tcg" ? [{
		kind: "emulated",
		said: (reason ?? "").slice(0, 500)
	}] : [];
	for (const caveat of caveats) onProgress({
		kind: "caveat",
		caveat
	});
	const guests = [];
	for (const machine of machines) {
		const counterRate = await stopwatch.time("boot", async () => accelerator === "kvm" ? void 0 : measureCounterRate({
			qemu: machine.qemu.path,
			signal: request.signal
		}));
		guests.push({
			...machine,
			accelerator,
			counterRate
		});
	}
	return {
		guests,
		caveats
	};
}
async function findMachine(request, { name, parts }) {
	const { plan, site, cacheDirectory, onProgress, signal } = request;
	const qemu = await findQemu(parts.qemu, name === "base" ? "--base-qemu" : "--qemu", signal);
	return withGuestInErrors(site.base === void 0 ? void 0 : name, async () => {
		const arms = plan.arms.filter((arm) => site.base === void 0 || sideOf$2(arm) === name);
		const modes = arms.flatMap(({ target }) => target.kind === "disk" ? [target.mode] : []);
		const nullDisks = arms.some(({ target }) => target.kind === "null");
		await requireFeatures({
			qemu: qemu.path,
			modes,
			nullDisks,
			signal
		});
		const artifacts = await provideGuest({
			tools: [plan.suite.tool],
			cacheDirectory,
			lockFile: site.lockFile,
			onProgress: (text) => onProgress({
				kind: "phase",
				text
			}),
			signal,
			...parts.kernel !== void 0 && { kernel: parts.kernel },
			...parts.initrd !== void 0 && { initrd: parts.initrd }
		});
		return {
			name,
			qemu,
			artifacts,
			cpus: site.cpus
		};
	});
}
/**
* The cache's entry has a name of its own for every kernel, archive and set of modules; a QEMU
* finds its firmware by its path.
*/
function areAlike(a, b) {
	return a.qemu.path === b.qemu.path && a.artifacts.initrd === b.artifacts.initrd;
}
function tryMachines(request, machines) {
	const { site, scratch, cacheDirectory, onProgress, signal } = request;
	const candidates = machines.map(({ name, qemu, artifacts }) => ({
		name,
		qemu,
		kernelSha256: artifacts.kernelSha256,
		initrdSha256: artifacts.initrdSha256,
		boot: (accelerator, limits) => bootGuest({
			qemu: qemu.path,
			artifacts,
			accelerator,
			scratch,
			rootPorts: 1,
			signal,
			...limits
		})
	}));
	return chooseSharedAccelerator(candidates, {
		wanted: site.accelerator,
		cacheDirectory,
		signal,
		onProgress: (text) => onProgress({
			kind: "phase",
			text
		})
	});
}

// src/host/affinity.ts
/**
* The processors that two machines share which take turns, as a list: of many the last two, of
* fewer than four the last. Each on its own would have the one that others leave it for a while,
* and that would be the difference: on two busy processors, 35 % instead of 5 % in a round.
*/
async function sharedProcessors() {
	const allowed = await allowedProcessors();
	return allowed.slice(allowed.length < 4 ? -1 : -2).join(",");
}
/** The processors that a process or thread may run on, ours where none is named. */
async function allowedProcessors(thread = "self") {
	return processorsIn(await allowedList(thread));
}
/** Keeps a thread on a processor; `tool-failed` where there is no such thread. */
async function keepThreadOn(processor, thread) {
	await runTool({
		argv: [
			"taskset",
			"-cp",
			String(processor),
			String(thread)
		],
		timeout: 10
	});
}
/** Moves all threads of a process to a list of processors. */
async function moveProcess(list, pid) {
	await runTool({
		argv: [
			"taskset",
			"-acp",
			list,
			String(pid)
		],
		timeout: 10
	});
}
/**
* Keeps all threads of a process on some processors, a list, until it is disposed of; `tool-failed`
* where there is no such process.
*/
async function keepOn(processors, pid) {
	const before = await allowedList(pid);
	await moveProcess(processors, pid);
	return { [Symbol.asyncDispose]: () => moveProcess(before, pid).catch(() => void 0) };
}
/** A command line that runs another one on some processors. */
function onProcessors(processors, argv) {
	return [
		"taskset",
		"-c",
		processors,
		...argv
	];
}
/** The numbers of a list as the kernel writes it: `0-3,8`. */
function processorsIn(list) {
	return list.split(",").flatMap((part) => {
		const [from = 0, to = from] = part.split("-").map(Number);
		return Array.from({ length: to - from + 1 }, (_, index) => from + index);
	});
}
async function allowedList(pid) {
	const status = await readFile(`/proc/${pid}/status`, "utf8").catch((cause) => {
		throw new GateError("tool-failed", { problem: `the process ${pid} is gone` }, { cause });
	});
	return /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? "";
}

// src/measure/pinning.ts
/**
* Looks whether this host has a processor for each thread that is to have one, and one more for all
* others; `bad-argument` where it has not, and where nothing could be put anywhere.
*/
async function requireProcessors(plan, site) {
	const { pin, cpus = usualCpus() } = site;
	if (pin === void 0) return;
	if ([
		site.base,
		site.qemu,
		site.kernel,
		site.initrd
	].some((part) => part !== void 0)) throw new GateError("bad-argument", {
		problem: `pin: ${pin} can't be had beside a given QEMU, kernel or initrd`,
		why: "two machines are alternated from outside then, which share their processors",
		remedy: "leave out one of the two"
	});
	const iothreads = plan.arms.reduce((sum, { target }) => {
		if (target.kind !== "disk") return sum;
		return sum + (target.mode.iothreadVqMapping ?? (target.mode.iothread ? 1 : 0));
	}, 0);
	if (pin === "iothread" && iothreads === 0) throw new GateError("bad-argument", {
		problem: `pin: ${pin}: no disk has an iothread`,
		remedy: "give a disk iothread=on, or write pin: vcpus"
	});
	const threads = (pin === "iothread" ? 0 : cpus) + (pin === "vcpus" ? 0 : iothreads);
	const allowed = await allowedProcessors();
	if (threads < allowed.length) return;
	throw new GateError("bad-argument", {
		problem: `pin: ${pin} needs ${formatCount(threads + 1, "processor")}, and this process may use ${allowed.length}`,
		why: "each of these threads has one to itself, and all others share what is left",
		remedy: "write a smaller cpus, leave out pin, or use a host with more processors"
	});
}
const threadsSchema = array(object({ "thread-id": int().positive() }));
/** Puts the threads of a guest with all its disks where `pin` says, and looks where they are. */
async function pinThreads(pin, vm) {
	if (pin === void 0) return;
	const { rest, places } = await placesOf(pin, vm);
	if (pin === "all") await moveProcess(rest.join(","), vm.pid);
	for (const [thread, processor] of places) await keepThreadOn(processor, thread);
	await requirePinned(pin, vm);
}
/** `host-changed` where a thread is no longer where `pinThreads` put it. */
async function requirePinned(pin, vm) {
	if (pin === void 0) return;
	const { places } = await placesOf(pin, vm);
	for (const [thread, processor] of places) {
		const now = (await allowedProcessors(thread)).join(",");
		if (now === String(processor)) continue;
		throw new GateError("host-changed", {
			problem: `pin: ${pin}: a thread of the guest may run on the processors ${now}, not on ${processor} alone`,
			why: "somebody else moved it, or a limit of this host does not let it stay",
			remedy: "stop what moves threads, such as numad or a change of cpusets, or leave out pin"
		});
	}
}
/** The last processors for the named threads, in a fixed order, and the first for all others. */
async function placesOf(pin, { qmp }) {
	const vcpus = pin === "iothread" ? [] : await threadsBy(qmp, "query-cpus-fast");
	const iothreads = pin === "vcpus" ? [] : await threadsBy(qmp, "query-iothreads");
	const threads = [.../* @__PURE__ */ new Set([...vcpus, ...iothreads])];
	const allowed = await allowedProcessors();
	const own = allowed.slice(allowed.length - threads.length);
	return {
		rest: allowed.slice(0, allowed.length - threads.length),
		places: threads.map((thread, index) => [thread, own[index] ?? -1])
	};
}
async function threadsBy(qmp, query) {
	return threadsSchema.parse(await qmp.execute(query)).map((one) => one["thread-id"]);
}

// src/measure/progress.ts
/** A stopwatch that starts now. `now` gives seconds. */
function startStopwatch(now = () => performance.now() / 1e3) {
	const started = now();
	const seconds = {
		boot: 0,
		prepare: 0,
		measure: 0,
		rest: 0
	};
	const phases = ["rest"];
	let since = started;
	const settle = () => {
		seconds[phases.at(-1) ?? "rest"] += now() - since;
		since = now();
	};
	return {
		elapsed: () => now() - started,
		async time(phase, work) {
			settle();
			phases.push(phase);
			try {
				return await work();
			} finally {
				settle();
				phases.pop();
			}
		},
		timing() {
			settle();
			return { ...seconds };
		}
	};
}

// src/measure/bench.ts
/**
* Takes the host's lock, checks the directory, and gets guest and accelerator ready; undone in
* reverse on dispose.
*/
async function openBench(request) {
	const { site, onProgress, signal } = request;
	await using resources = new AsyncDisposableStack();
	requireWriteBudget(request);
	onProgress({
		kind: "phase",
		text: describeCost(request.plan)
	});
	const directory = await readyDirectory(request);
	const boots = request.plan.arms.some(({ target }) => target.kind !== "host");
	if (boots) await requireGivenParts(site, signal);
	if (boots) await requireProcessors(request.plan, site);
	await request.install?.();
	const plan = await settleSuite(request.plan, signal);
	resources.use(await acquireHostLock({
		wait: site.lockWait,
		signal,
		onWait: (holder) => onProgress({
			kind: "phase",
			text: `waiting for another run on this host: ${holder}`
		})
	}));
	const stopwatch = startStopwatch();
	const tell = (text) => onProgress({
		kind: "phase",
		text
	});
	for (const path of await removeAbandonedScratch(directory.path, tell)) tell(`removed what an earlier run left behind: ${path}`);
	const { path: scratch } = resources.use(await createScratch({ parent: directory.path }));
	const { guests, caveats } = boots ? await prepareGuests({
		...request,
		plan,
		scratch,
		stopwatch
	}) : {
		guests: [],
		caveats: []
	};
	const devices = resources.use(await holdDevices(plan, signal));
	const environment = {
		...await probeEnvironment({
			plan,
			site,
			directory,
			guest: guests[0]
		}),
		...devices.facts
	};
	const names = droppedVariables();
	const doubts = names.length > 0 ? [{
		kind: "variables-dropped",
		names
	}] : [];
	if (await readBootId() === void 0) doubts.push({
		kind: "unseen",
		what: "boot"
	});
	for (const caveat of doubts) onProgress({
		kind: "caveat",
		caveat
	});
	const owned = resources.move();
	return {
		...request,
		plan,
		stopwatch,
		writes: countWrites(),
		scratch,
		guests,
		environment,
		devices: devices.held,
		caveats: [...doubts, ...caveats],
		[Symbol.asyncDispose]: () => owned.disposeAsync()
	};
}
async function readyDirectory({ plan, site }) {
	if (site.createDirectory) await makeDirectories(site.directory);
	const [measured] = await checkDirectories(directoryNeeds({
		plan,
		site
	}));
	return measured;
}
async function probeEnvironment({ plan, site, directory, guest }) {
	const host = await probeHost();
	return {
		accelerator: guest?.accelerator ?? "none",
		...host,
		filesystem: directory.filesystem,
		device: directory.device,
		suite: suiteDigest(plan.suite),
		tools: await toolVersions([plan.suite.tool]),
		...hostParts(site, guest)
	};
}
/**
* The plan with its suite as this host can measure it, settled before the first number and for all
* arms alike: fio's io_uring, or libaio where the host refuses it.
*/
async function settleSuite(plan, signal) {
	const { probe } = rulesOf(plan.suite);
	if (probe === void 0) return plan;
	try {
		await runTool({
			argv: probe.argv(process.execPath),
			timeout: 30,
			signal
		});
		return plan;
	} catch (error) {
		if (!(error instanceof GateError && error.code === "tool-failed")) throw error;
		return {
			...plan,
			suite: probe.otherwise
		};
	}
}

// src/measure/document.ts
/** The run document of what was measured. */
function assembleRun(facts) {
	const { plan, site, commit, toolVersion, bench, ledger, startedAt, reason, timing } = facts;
	return {
		schema: 1,
		tool: {
			name: "qemu-storage-gate",
			version: toolVersion
		},
		startedAt,
		randomSeed: plan.randomSeed,
		plan,
		environment: bench.environment,
		fingerprint: fingerprintOf(bench.environment),
		arms: plan.arms.map((arm, index) => ({
			...runArm(arm, {
				commit,
				site,
				guest: guestFor(bench.guests, arm),
				attestation: attested(arm, index, ledger)
			}),
			...rulesOf(plan.suite).armFacts
		})),
		rounds: ledger.measured.map(({ round }) => withoutPaths(round, site.directory)),
		looks: ledger.looks,
		stop: { reason },
		timing,
		bytesWritten: ledger.bytesWritten,
		caveats: caveatsOf(bench, ledger, site.directory)
	};
}
/** Parts that an input gave are subject: judged with the arm, and out of the environment. */
function runArm({ name, side, target }, { commit, site, guest, attestation }) {
	if (target.kind === "host" || guest === void 0) {
		const key = hostJobName(jobOf$1(target) ?? {
			direct: true,
			dsync: false
		});
		return {
			name,
			side,
			commit: null,
			subject: { target },
			key,
			attestation
		};
	}
	return {
		name,
		side,
		commit,
		subject: {
			target,
			...givenSubject(site, guest)
		},
		key: target.kind === "null" ? "null" : targetKey(target),
		attestation
	};
}
/** The proof over all rounds: that of the first round, or the first one that failed. */
function attested(arm, index, { measured }) {
	if (arm.target.kind === "host") return {
		ok: true,
		evidence: []
	};
	const attestations = measured.flatMap((round) => round.attestations.get(index) ?? []);
	return attestations.find(({ ok }) => !ok) ?? attestations[0] ?? {
		ok: false,
		evidence: []
	};
}
/** Guards of pairs quote tools too. */
function withoutPaths(round, directory) {
	if (round.failures === void 0) return round;
	const failures = round.failures.map((failure) => ({
		...failure,
		reason: redacted(failure.reason, directory)
	}));
	return {
		...round,
		failures
	};
}
function redacted(told, directory) {
	return "said" in told && typeof told.said === "string" ? {
		...told,
		said: redactPaths(told.said, [directory])
	} : told;
}
/**
* A document holds 200 caveats: those about the whole run come first, so that only those of single
* rounds are cut. What a tool said is without this machine's directories.
*/
function caveatsOf(bench, { measured }, directory) {
	const all = [...bench.caveats, ...measured.flatMap((round) => round.caveats)];
	return [...new Map(all.map((caveat) => [JSON.stringify(caveat), caveat])).values()].slice(0, 200).map((caveat) => redacted(caveat, directory));
}

// src/disk/qcow2.json
var fields = {
	"version": [4, 4],
	"nameAt": [8, 8],
	"nameLength": [16, 4],
	"clusterBits": [20, 4],
	"size": [24, 8],
	"crypt": [32, 4],
	"snapshots": [60, 4],
	"incompatible": [72, 8],
	"compatible": [80, 8],
	"refcountOrder": [96, 4],
	"headerLength": [100, 4],
	"compression": [104, 1]
};
var version2 = {
	"incompatible": 0,
	"compatible": 0,
	"refcountOrder": 4,
	"headerLength": 72,
	"compression": 0
};
var incompatible = [
	"is marked as dirty: it was not closed in order",
	"is marked as corrupt",
	"keeps its data in an external file",
	null,
	null
];
var extensions = {
	"3799591626": "backing format",
	"1145132097": "names an external data file",
	"87539319": "is encrypted"
};

// src/disk/qcow2.ts
/** Most bytes that a header with its extensions and its backing name takes: the largest cluster. */
const mostHeaderBytes = 2 * 2 ** 20;
/** Whether bytes from the start of a file are the beginning of a qcow2 image. */
function isQcow2(bytes) {
	return bytes.toString("latin1", 0, 4) === "QFIû";
}
/**
* Reads a header from the first bytes of an image, without believing any of it; else why the image
* can't be measured. Nobody but us has read it before: it may name any file as its own.
*/
function readQcow2(bytes) {
	const damaged = (what) => `has a damaged header: ${what}`;
	if (!isQcow2(bytes) || bytes.length < 112) return damaged("it is cut off, or none");
	const version = bytes.readUInt32BE(4);
	if (version !== 2 && version !== 3) return `is of qcow2 version ${version}, which is not known`;
	const older = version === 2 ? version2 : {};
	const of = (name) => {
		const [at = 0, length = 0] = fields[name];
		return older[name] ?? Number(BigInt(`0x${bytes.toString("hex", at, at + length)}`));
	};
	const clusterSize = 2 ** of("clusterBits");
	const [size, nameAt, headerLength] = [
		of("size"),
		of("nameAt"),
		of("headerLength")
	];
	const nameEnd = nameAt + of("nameLength");
	const limit = Math.min(bytes.length, clusterSize);
	if (clusterSize < 512 || clusterSize > mostHeaderBytes) return damaged(`its clusters would be of ${clusterSize} bytes`);
	if (headerLength < (version === 2 ? 72 : 104) || headerLength > clusterSize) return damaged(`it would be ${headerLength} bytes long`);
	if (size === 0 || !Number.isSafeInteger(size)) return damaged(`its virtual size would be ${size}`);
	if (nameEnd > limit || of("nameLength") > 1023) return damaged("the name of its backing file lies outside of it");
	if (of("refcountOrder") > 6) return damaged("its refcounts have too many bits");
	if (of("crypt") !== 0) return "is encrypted";
	const flags = of("incompatible");
	const has = (bit) => Math.floor(flags / 2 ** bit) % 2 === 1;
	if (flags >= 2 ** incompatible.length) return `has features that are not known (${flags})`;
	const refused = incompatible.find((words, bit) => words !== null && has(bit));
	if (refused) return refused;
	let format;
	const known = extensions;
	for (let at = headerLength; at + 8 <= (nameAt || limit);) {
		const [type, length] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
		if (type === 0) break;
		if (at + 8 + length > (nameAt || limit)) return damaged("an extension of it does not end");
		const words = known[type];
		if (words === "backing format") format = bytes.toString("utf8", at + 8, at + 8 + length);
		else if (words !== void 0) return words;
		at += 8 + Math.ceil(length / 8) * 8;
	}
	const name = bytes.toString("utf8", nameAt, nameEnd);
	const lazyRefcounts = of("compatible") % 2 === 1;
	return {
		size,
		clusterSize,
		lazyRefcounts,
		backing: nameAt === 0 || name === "" ? void 0 : {
			name,
			format
		},
		options: {
			compat: version === 3 ? "1.1" : "0.10",
			cluster_size: String(clusterSize),
			lazy_refcounts: lazyRefcounts ? "on" : "off",
			extended_l2: has(4) ? "on" : "off",
			compression_type: has(3) && of("compression") === 1 ? "zstd" : "zlib",
			refcount_bits: String(2 ** of("refcountOrder")),
			snapshots: String(of("snapshots"))
		}
	};
}

// src/qemu/chain.ts
const most = {
	layers: 16,
	bytes: 256 * 2 ** 30,
	size: 16 * 2 ** 40,
	extents: 256
};
/** Magic words of formats that are not measured, and would be as raw bytes. */
const otherFormats = /^(?:KDMV|COWD|vhdxfile|conectix|QED\0|LUKS\u00ba\u00be)/;
/**
* The layers of an image, from itself down. Each is looked at by its own header before the next one
* is opened, and nothing that a chain names is opened outside of `within`: no device, no network,
* no pipe. QEMU sees none of them before. `bad-config` names the layer and why.
*/
async function readChain({ path, format: given }, within) {
	const layers = [];
	try {
		let [named, format] = [resolve(within, path), given];
		for (;;) {
			if (layers.length === most.layers) throw new Error(`has more than ${most.layers} layers`);
			const real = await realpath(named);
			if (!real.startsWith(`${await realpath(within)}${sep}`)) throw new Error("lies outside of the workspace");
			const layer = await readLayer(real, format);
			if (layers.some(({ identity }) => identity === layer.identity)) throw new Error("is a layer of itself");
			layers.push(layer);
			const { backing } = layer.header ?? {};
			if (backing === void 0) return layers;
			const next = `would be ${JSON.stringify(backing.name.slice(0, 80))}`;
			if (/^[^/]*:/.test(backing.name)) throw new Error(`${next}, which is not the path of a file`);
			format = imageFormats.find((known) => known === backing.format);
			if (format === void 0) throw new Error(`${next}, which nobody says to be raw or qcow2 (qemu-img rebase -u -F)`);
			named = resolve(dirname(named), backing.name);
		}
	} catch (error) {
		const problem = `${layers.length === 0 ? "" : `layer ${layers.length + 1} of `}the image ${path} can't be measured: it ${hasCode(error, "ENOENT") ? "is not there" : messageOf(error)}`;
		throw new GateError("bad-config", {
			problem,
			remedy: "keep the whole chain in the workspace, as plain raw and qcow2 files"
		}, { cause: error });
	}
}
/** A file of a chain by its own header; an error says why it can be none. */
async function readLayer(path, given) {
	await using file = await open(path, withoutWaiting | constants.O_NOFOLLOW);
	const facts = await file.stat({ bigint: true });
	if (!facts.isFile()) throw new Error("is not a regular file");
	const length = Number(facts.size);
	const { buffer, bytesRead } = await file.read({
		buffer: Buffer.alloc(mostHeaderBytes),
		position: 0
	});
	const bytes = buffer.subarray(0, bytesRead);
	const format = given ?? (isQcow2(bytes) ? "qcow2" : "raw");
	if (format === "raw" && otherFormats.test(bytes.toString("latin1", 0, 16))) throw new Error("is of a format that is neither raw nor qcow2");
	const header = format === "raw" ? void 0 : readQcow2(bytes);
	if (typeof header === "string") throw new Error(header);
	const size = header?.size ?? length;
	if (size === 0 || size % 512 !== 0 || size > most.size || length > most.bytes) throw new Error(`has ${size} bytes in a file of ${length}, no whole sectors or too many`);
	return {
		path,
		format,
		identity: [
			facts.dev,
			facts.ino,
			facts.size,
			facts.mtimeNs,
			facts.ctimeNs
		].join(":"),
		size,
		allocated: Number(facts.blocks) * 512,
		header
	};
}
/** `host-changed` where a file of a chain is no longer what it was when it was checked. */
async function requireSameChain(layers) {
	for (const { path, format, identity } of layers) {
		if ((await readLayer(path, format).catch(() => void 0))?.identity === identity) continue;
		throw new GateError("host-changed", {
			problem: `the image ${path} changed while it was measured`,
			remedy: "build it before the gate runs, and let nothing write to it meanwhile",
			path
		});
	}
}
/** SHA-256 of what a chain holds: of each layer its format, its size and its content. */
async function chainDigest(layers, signal) {
	const hash = createHash("sha256");
	const buffer = Buffer.allocUnsafe(2 ** 20);
	for (const { path, format } of layers) {
		await using file = await open(path, withoutWaiting | constants.O_NOFOLLOW);
		hash.update(`${format} ${(await file.stat()).size}\n`);
		for (let read = 1; read > 0; hash.update(buffer.subarray(0, read))) {
			signal?.throwIfAborted();
			read = (await file.read(buffer, 0, buffer.length)).bytesRead;
		}
	}
	await requireSameChain(layers);
	return hash.digest("hex");
}
/** A chain as `qemu-img` takes it: with every driver and file named, so that nothing is probed. */
function chainName(layers) {
	const whole = layers.reduceRight((backing, { path, format }) => {
		return {
			driver: format,
			file: {
				driver: "file",
				filename: path
			},
			...format === "qcow2" && { backing }
		};
	}, null);
	return `json:${JSON.stringify(whole)}`;
}
const mapSchema = array(object({
	start: int(),
	length: int(),
	depth: int(),
	data: boolean()
}));
/** What of a disk is data, as QEMU sees it, and in which layer; `inUse`: also beside a QEMU. */
async function mapChain(layers, { signal, inUse } = {}) {
	const argv = [
		"qemu-img",
		"map",
		...inUse ? ["-U"] : [],
		"--output=json",
		chainName(layers)
	];
	const { stdout } = await runTool({
		argv,
		timeout: 300,
		signal
	});
	const map = mapSchema.safeParse(parseJson(stdout)).data;
	if (map !== void 0) return map;
	throw new GateError("tool-failed", {
		problem: "qemu-img map printed something other than its JSON map",
		argv
	});
}
/** Bytes of an image that are not really allocated: holes, and extents that were never written. */
async function unallocatedBytes(image) {
	return (await mapChain([image], { inUse: true })).reduce((sum, { length, data }) => sum + (data ? 0 : length), 0);
}
/** Where requests are made: the longest ranges of data, in whole blocks of 64 KiB. */
function extentsOf(map) {
	const joined = [];
	for (const { start, length } of map.filter(({ data }) => data)) {
		const last = joined.at(-1);
		if (last?.end === start) last.end += length;
		else joined.push({
			start,
			end: start + length
		});
	}
	return joined.map((range) => {
		const start = Math.ceil(range.start / granule) * granule;
		return {
			start,
			length: Math.floor(range.end / granule) * granule - start
		};
	}).filter(({ length }) => length > 0).toSorted((a, b) => b.length - a.length).slice(0, most.extents).toSorted((a, b) => a.start - b.start);
}
const granule = 65536;
/**
* Checks an own image layer by layer, then by QEMU's own tools, and takes its digest. `bad-config`
* where it can't be measured.
*/
async function readOwnImage(file, { within, signal }) {
	const layers = await readChain(file, within);
	for (const layer of layers) if (layer.header) await checkLayer(layer, signal);
	const map = await mapChain(layers, { signal });
	const extents = extentsOf(map);
	const sum = (lengths) => lengths.reduce((a, b) => a + b, 0);
	return {
		image: {
			digest: await chainDigest(layers, signal),
			layers: layers.map(({ format, size, header }) => {
				return {
					format,
					size,
					options: header?.options ?? {}
				};
			}),
			bytes: sum(layers.map(({ allocated }) => allocated)),
			data: sum(map.map(({ data, length }) => data ? length : 0)),
			used: sum(extents.map(({ length }) => length))
		},
		layers,
		extents
	};
}
/** `qemu-img check` of one layer alone; status 3: clusters are lost, and nothing else. */
async function checkLayer(layer, signal) {
	const argv = [
		"qemu-img",
		"check",
		chainName([layer])
	];
	const checked = await runTool({
		argv,
		timeout: 600,
		signal,
		accept: [
			0,
			1,
			2,
			3
		]
	});
	if (checked.exitCode === 0 || checked.exitCode === 3) return;
	const problem = `the image ${layer.path} is damaged`;
	throw new GateError("bad-config", {
		problem,
		remedy: "build it again",
		argv
	});
}

// src/qemu/own-image.ts
/** The files of a disk that is an own image, from the one that the guest writes to down. */
function ownFiles({ on, layers, path }) {
	return on === "overlay" ? [{
		path,
		format: "qcow2"
	}, ...layers] : layers.map(({ format }, at) => ({
		path: at === 0 ? path : `${path}.${at}`,
		format
	}));
}
/**
* Lays out an own image: copies its whole chain, with its holes, or puts a fresh overlay on it;
* returns the bytes that it wrote. `host-changed` where a file of it is another one by now.
*/
async function layOutOwn(layout, signal) {
	const { on, layers } = layout;
	const files = ownFiles(layout);
	const { path } = layout;
	const [under] = layers;
	if (on === "overlay" && under !== void 0) await making(path, async () => {
		const argv = [
			"qemu-img",
			"create",
			"-q",
			"-f",
			"qcow2",
			...[
				"-u",
				"-b",
				under.path,
				"-F",
				under.format
			],
			path,
			String(layout.size)
		];
		await runTool({
			argv,
			signal
		});
		await dropFromCache(path, signal);
	});
	else {
		for (const [at, layer] of [...layers.entries()].toReversed()) await copyLayer(layer, files.slice(at, at + 2), signal);
		const [before, after] = [await mapChain(layers, { signal }), await mapChain(files, { signal })];
		if (JSON.stringify(before) !== JSON.stringify(after)) throw new GateError("tool-failed", { problem: `the copy of the image ${layers[0]?.path} has its data elsewhere than the image` });
	}
	await requireSameChain(layers);
	const own = on === "overlay" ? files.slice(0, 1) : files;
	return (await Promise.all(own.map(async (file) => (await stat(file.path)).blocks * 512))).reduce((sum, size) => sum + size, 0);
}
/** A copy by reads and writes, since shared extents would be written elsewhere than the image's. */
async function copyLayer({ path, format }, [to, below], signal) {
	if (to === void 0) return;
	await making(to.path, async () => {
		const copy = [
			"cp",
			"--reflink=never",
			"--sparse=auto",
			"--",
			path,
			to.path
		];
		await runTool({
			argv: copy,
			timeout: copyTimeoutSeconds,
			signal
		});
		const { blocks, size } = await stat(path);
		if (size > 0 && blocks * 512 >= size) await runTool({
			argv: [
				"fallocate",
				"-l",
				String(size),
				to.path
			],
			signal
		});
		if (below !== void 0) {
			const link = [
				"-u",
				"-f",
				format,
				"-b",
				below.path,
				"-F",
				below.format,
				to.path
			];
			await runTool({
				argv: [
					"qemu-img",
					"rebase",
					...link
				],
				signal
			});
		}
		await dropFromCache(to.path, signal);
	});
}

// src/guest/disk.ts
/** Seconds within which a plugged disk must appear in the guest, as the script has it too. */
const appearanceTimeoutSeconds = 5;
/**
* Prints a line for each disk whose serial is among the arguments, and sets its elevator to none,
* so that no scheduler of the guest stands between tool and QEMU. virtio-blk and NVMe have a serial
* attribute (NVMe's is filled with spaces, which `read` takes away), SCSI has it in page 0x80 of
* its vital product data, after a header of 4 bytes. A disk has its name some time before its queue
* (device_add_disk() in the kernel), and is taken when that lets its elevator be set. One program
* for all disks: to start one costs tens of milliseconds under emulation.
*/
const findScript = "serial_of() {\n  serial=\n  for file in \"$1/serial\" \"$1/device/serial\"; do\n    [ -e \"$file\" ] && read -r serial <\"$file\"\n  done\n  [ -e \"$1/device/vpd_pg80\" ] && serial=$(tail -c +5 \"$1/device/vpd_pg80\")\n}\ntake() {\n  echo none 2>/dev/null >\"$disk/queue/scheduler\" || return 1\n  echo \"$serial|${disk##*/}\"\n  taken=\"$taken${disk##*/} \"\n  left=$((left - 1))\n}\nread -r start _ </proc/uptime\nnow=$start left=$# taken=' '\nwhile [ \"${now%.*}\" -le \"$((${start%.*} + 5))\" ]; do\n  for disk in /sys/block/*; do\n    case $taken in *\" ${disk##*/} \"*) continue ;; esac\n    serial_of \"$disk\"\n    for wanted; do\n      [ \"$serial\" = \"$wanted\" ] && [ -b \"/dev/${disk##*/}\" ] && take && break\n    done\n  done\n  [ \"$left\" -gt 0 ] || exit 0\n  sleep 0.02\n  read -r now _ </proc/uptime\ndone\nexit 3\n";
/**
* The devices (`/dev/vdc`) of the disks with those serials, in their order; never guessed from
* letters: the guest enumerates disks in any order. Waits up to 5 s for them to appear;
* `agent-failed` where one does not.
*/
async function findDisks(agent, serials) {
	const { exitCode, stdout, stderr } = await agent.execute({
		argv: [
			"/bin/sh",
			"-c",
			findScript,
			"find-disks",
			...serials
		],
		timeout: 60
	});
	const lines = stdout.split("\n").map((line) => line.split("|"));
	const found = new Map(lines.map(([serial, name]) => [serial, name]));
	return serials.map((serial) => {
		const name = found.get(serial);
		if (name !== void 0) return `/dev/${name}`;
		throw new GateError("agent-failed", {
			problem: `no disk with serial ${serial} appeared in the guest within ${appearanceTimeoutSeconds} s`,
			exitCode,
			stderrTail: stderr
		});
	});
}
/**
* Mounts the ext4 filesystem on `device` at `path`, which is made; reading writes no access times.
*/
async function mountDisk(agent, { device, path }) {
	await run(agent, [
		"/bin/sh",
		"-c",
		"mkdir -p \"$2\" && mount -t ext4 -o noatime \"$1\" \"$2\"",
		"mount-disk",
		device,
		path
	], `cannot mount ${device} at ${path}`);
}
/** Unmounts what is mounted at `path`, which writes back everything. */
async function unmountDisk(agent, path) {
	await run(agent, ["umount", path], `cannot unmount ${path}`);
}
async function run(agent, argv, problem) {
	const { exitCode, stderr } = await agent.execute({
		argv,
		timeout: 120
	});
	if (exitCode === 0) return;
	throw new GateError("agent-failed", {
		problem: `${problem} in the guest`,
		argv,
		exitCode,
		stderrTail: stderr
	});
}

// src/qemu/attestation.ts
/**
* Reads back from QEMU, guest and host whether the mode of a plugged disk is in force. What can't
* be read is found as `unknown`, which no expectation equals; `qemu-failed` only where QEMU itself
* is gone. `guestQueue` has files of the guest's /sys/block/X/queue/ by name. A disk that is `used`
* was written to by its guest: then a mode that may punch holes may have.
*/
async function attestDisk(vm, disk, { guestQueue, used }) {
	const { image, mode } = disk;
	const { qmp } = vm;
	const names = diskNames(disk.id);
	const { format, top } = nodeNames(mode, disk.id);
	const nodes = await qmp.execute("query-named-block-nodes", { flat: true });
	const expectations = expectationsOf(disk);
	const properties = (device, source) => readProperties(qmp, device, askedOf(source, expectations));
	const readings = {
		"query-block": await readBlock(qmp, top),
		"query-named-block-nodes": {
			...nodeIn(nodes, names.file),
			format: nodeIn(nodes, format)
		},
		"qom-get on the controller": await properties(deviceOnPort(disk), "qom-get on the controller"),
		"qom-get on the device": await properties(names.device, "qom-get on the device"),
		"/sys/block/X/queue/ in the guest": guestQueue,
		"/proc/PID/fdinfo of QEMU": { direct: await opensDirect(vm, image) },
		"what QEMU wrote to stderr": { fallback: fallbackWarning(vm.stderrTail(), mode.aio) ?? "none" }
	};
	const evidence = [...expectations.map((expectation) => evidenceOf(expectation, readings)), ...typeof image === "string" && hasGatesSpace(disk) ? await allocationEvidence(image, mode, used) : []];
	return {
		ok: evidence.every(({ expected, found }) => expected === found),
		evidence
	};
}
const objects = array(record$1(string(), unknown())).catch([]);
/** What query-block says of the medium whose node this is; it knows the device's write cache. */
async function readBlock(qmp, node) {
	return nodeIn(objects.parse(await qmp.execute("query-block")).map(({ inserted = {} }) => inserted), node);
}
function nodeIn(nodes, name) {
	return objects.parse(nodes).find((node) => node["node-name"] === name);
}
/**
* Those of the wanted properties that a device has. A device that is not there is undefined; a QEMU
* that is not there is an error.
*/
async function readProperties(qmp, device, wanted) {
	const path = `/machine/peripheral/${device}`;
	const answer = await qmp.execute("qom-list", { path }).catch((error) => {
		if (qmp.lost) throw error;
	});
	if (answer === void 0) return void 0;
	const read = {};
	for (const { name } of objects.parse(answer)) if (typeof name === "string" && wanted.includes(name)) read[name] = await qmp.execute("qom-get", {
		path,
		property: name
	});
	return read;
}
/**
* Whether QEMU has O_DIRECT on its descriptors of the image (proc(5), octal); `mixed` where only on
* some, undefined where it has none.
*/
async function opensDirect({ pid }, image) {
	if (typeof image !== "string") return void 0;
	const found = /* @__PURE__ */ new Set();
	const target = await realpath(image).catch(() => void 0);
	for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
		const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => void 0);
		if (link === void 0 || link !== target) continue;
		const text = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, "utf8").catch(() => "");
		const flags = /^flags:\s*([0-7]+)$/m.exec(text)?.[1];
		if (flags !== void 0) found.add((Number.parseInt(flags, 8) & constants.O_DIRECT) !== 0);
	}
	return found.size > 1 ? "mixed" : [...found][0];
}
/**
* That no block is without space of its own, which its first write would have to find. None can be
* another file's: no image is made by sharing extents.
*/
async function allocationEvidence(path, { format, discard, detectZeroes = "off" }, used) {
	if (used && (discard === "unmap" || detectZeroes !== "off")) return [];
	const holes = await unallocatedBytes({
		path,
		format
	}).catch(() => void 0);
	return [factOf(spaceFacts.holes, 0, holes)];
}

// src/measure/round-guests.ts
/**
* Boots the guests of a round and attaches their disks, all of them before anything is measured,
* and at the same time: most of a boot is waiting. Then each idles while the other one is measured.
* It is not paused for that: an idle guest hardly takes a processor's time, whereas QMP's `stop`
* makes QEMU flush all of its disks, and a guest's clocks stand still in it.
*/
async function bootForRound(bench, index, attach) {
	await using resources = new AsyncDisposableStack();
	const caveats = [];
	const boots = await bench.stopwatch.time("boot", () => Promise.allSettled(bench.guests.map((setup) => bootOne(bench, {
		setup,
		index,
		caveats,
		attach
	}))));
	const guests = boots.flatMap((boot) => boot.status === "fulfilled" ? [resources.use(boot.value)] : []);
	for (const boot of boots) if (boot.status === "rejected") throw boot.reason;
	const owned = resources.move();
	return {
		boots: guests.map(({ name, seconds }) => ({
			guest: name,
			seconds
		})),
		caveats,
		[Symbol.asyncDispose]: () => owned.disposeAsync()
	};
}
/**
* Runs `work`; its errors say which of two guests they are about, and how QEMU ended where that is
* the reason.
*/
function withRoundGuestInErrors(guest, work) {
	return withGuestInErrors(guest.toldAs, () => withQemuEndInErrors(guest.vm, work()));
}
/** Tells of a boot that had to be repeated, and notes it. */
function noteRetries({ onProgress }, caveats, where = {}) {
	return (error) => {
		const caveat = {
			kind: "boot-retried",
			...where,
			said: error.message.slice(0, 500)
		};
		caveats.push(caveat);
		onProgress({
			kind: "caveat",
			caveat
		});
	};
}
async function bootOne(bench, { setup, index, caveats, attach }) {
	const { plan, guests, scratch, signal } = bench;
	const { name, qemu, ...parts } = setup;
	const toldAs = guests.length > 1 ? name : void 0;
	const onRetry = noteRetries(bench, caveats, {
		round: index,
		...toldAs !== void 0 && { side: toldAs }
	});
	const rootPorts = Math.max(...guests.map((guest) => plan.arms.filter((arm) => guestFor(guests, arm) === guest).length));
	const roundGuest = (guest) => ({
		...guest,
		name,
		toldAs
	});
	const prepare = (guest) => attach(roundGuest(guest));
	const machine = {
		...parts,
		qemu: qemu.path,
		scratch,
		rootPorts,
		signal,
		onRetry,
		prepare
	};
	return roundGuest(await withGuestInErrors(toldAs, () => bootGuest(machine)));
}

// src/measure/guest-disk.ts
/** Boots the guests of a round with their disks; those are by the arm's index in the plan. */
async function bootWithDisks(bench, request) {
	const disks = /* @__PURE__ */ new Map();
	return {
		...await bootForRound(bench, request.round, async (guest) => {
			for (const [arm, disk] of await plugArms(bench, guest, request)) disks.set(arm, disk);
			await pinThreads(bench.site.pin, guest.vm);
		}),
		disks
	};
}
/** Plugs into a guest the disks of its side's arms in a round; by the arm's index in the plan. */
async function plugArms({ plan, guests }, guest, { images, round }) {
	const wanted = pluggingOrder(plan, round).flatMap((arm) => plan.arms[arm] === void 0 ? [] : [[arm, plan.arms[arm]]]).filter(([, arm]) => guestFor(guests, arm)?.name === guest.name).flatMap(([arm, planned], port) => {
		const storage = storageOf(planned, () => images.imageOf(arm, round));
		const { layers } = planned;
		const shared = images.isShared(arm) || void 0;
		const backing = images.backingOf(arm);
		const begin = images.beginOf(arm, round);
		return storage === void 0 ? [] : [{
			arm,
			disk: {
				id: `arm${arm}`,
				port,
				layers,
				shared,
				backing,
				begin,
				...storage
			}
		}];
	});
	const disks = await plugDisks(guest, wanted.map(({ disk }) => disk));
	return new Map(disks.flatMap((disk, place) => {
		const arm = wanted[place]?.arm;
		return arm === void 0 ? [] : [[arm, {
			guest,
			disk
		}]];
	}));
}
/** What an arm's disk is made of; undefined for arms of the host. */
function storageOf({ target }, image) {
	switch (target.kind) {
		case "host": return;
		case "null": return {
			image: { driver: "null-co" },
			mode: defaultDiskMode(target.size)
		};
		case "disk": return {
			image: image(),
			mode: target.mode
		};
		default: return target;
	}
}
/**
* Hot-plugs a disk, finds it in the guest by its serial and reads back whether its mode is in
* force.
*/
async function plugDisk(guest, wanted) {
	const [disk] = await plugDisks(guest, [wanted]);
	if (disk === void 0) throw new TypeError("one request plugs one disk");
	return disk;
}
/** As plugDisk does, for several disks: while the guest takes one in, the next one is attached. */
async function plugDisks(guest, wanted) {
	const devices = await attachDisks(guest, wanted);
	const plugged = wanted.map((disk, index) => {
		return {
			...disk,
			device: devices[index] ?? "",
			mountPoint: `/mnt/${disk.id}`
		};
	});
	const attestations = await attestDisks(guest, plugged, { used: false });
	return plugged.flatMap((disk, index) => {
		const attestation = attestations[index];
		return attestation === void 0 ? [] : [{
			...disk,
			attestation
		}];
	});
}
/** Hot-plugs disks and waits until the guest has them all; their devices in it. */
async function attachDisks({ vm, agent }, disks) {
	for (const disk of disks) await attachDisk(vm, disk);
	return findDisks(agent, disks.map(({ id }) => id));
}
/**
* Reads back whether the mode of a plugged disk is in force. `used`: whether the guest may have
* written to it.
*/
async function attestPlugged(guest, disk, occasion) {
	const [attestation] = await attestDisks(guest, [disk], occasion);
	return attestation ?? {
		ok: false,
		evidence: []
	};
}
/** One program in the guest for all disks: to start one costs tens of milliseconds if emulated. */
async function attestDisks({ vm, agent }, disks, { used }) {
	const asked = disks.map((disk) => {
		const directory = `/sys/block/${disk.device.replace("/dev/", "")}/queue`;
		return {
			disk,
			files: askedOf("/sys/block/X/queue/ in the guest", expectationsOf(disk)).map((name) => ({
				name,
				path: `${directory}/${name}`
			}))
		};
	});
	const paths = asked.flatMap(({ files }) => files.map(({ path }) => path));
	const { stdout } = await agent.execute({
		argv: [
			"grep",
			"-H",
			"",
			...paths
		],
		timeout: 10
	});
	const lines = stdout.split("\n").map((line) => line.split(":", 2));
	const said = new Map(lines.map(([path, content]) => [path, content]));
	return Promise.all(asked.map(({ disk, files }) => {
		const queue = Object.fromEntries(files.map(({ name, path }) => [name, said.get(path) ?? ""]));
		return attestDisk(vm, disk, {
			guestQueue: queue,
			used
		});
	}));
}
/** Mounts a disk for as long as the returned scope lives. */
async function mounted({ agent }, disk) {
	await mountDisk(agent, {
		device: disk.device,
		path: disk.mountPoint
	});
	return { [Symbol.asyncDispose]: () => unmountDisk(agent, disk.mountPoint).catch(() => void 0) };
}
/**
* Runs a program in a directory of the guest; the guest agent itself knows no working directory.
* One that runs for seconds holds a port open as long as it lives: QEMU
* tells its end at once, and nobody has to ask the guest while it measures.
*/
function executeIn({ agent, vm }, call) {
	const { argv, directory, ...limits } = call;
	if (call.expectedSeconds < leastToldSeconds) return agent.execute({
		argv: [
			"/bin/sh",
			"-c",
			directoryScript,
			directory,
			...argv
		],
		...limits
	});
	const ended = (signal) => vm.programEnded({
		timeout: call.timeout,
		signal
	});
	const holding = `${directoryScript} 9>${programPortPath}`;
	return agent.execute({
		argv: [
			"/bin/sh",
			"-c",
			holding,
			directory,
			...argv
		],
		ended,
		...limits
	});
}
const directoryScript = "cd \"$0\" && exec \"$@\"";
/** Seconds from which the end of a program is told: QEMU tells one change of a port a second. */
const leastToldSeconds = 2;

// src/measure/images.ts
/**
* Makes the masters: each is filled with incompressible data and, for a suite with files, gets a
* filesystem and, in a guest, those. All images are written by one writer with one content (no
* extent shared or missing), since how a file was first written decides how fast it is: anew for
* each round where a suite (docs/adr/0002) or a pair needs that, else once, and exchanged.
*/
async function prepareImages(bench) {
	const { plan, scratch, signal } = bench;
	const direct = plan.pairs !== void 0;
	const layouts = [];
	const caveats = [];
	for (const [index, groups] of mastersOf(plan).entries()) {
		const master = join(scratch, `master${index}.raw`);
		caveats.push(...await makeMaster(bench, master, groups));
		for (const group of groups) {
			const arms = group.arms.slice(0, group.files);
			const device = bench.devices.get(group.device ?? "")?.path;
			const paths = arms.map((arm) => device ?? imagePath(scratch, arm, group));
			layouts.push({
				...group,
				master,
				paths,
				begin: deviceBegin(plan, arms[0] ?? -1, 0)
			});
		}
	}
	layouts.push(...ownLayouts(bench));
	const layOut = async (wanted) => {
		let bytes = 0;
		await requireSameDevices(bench);
		for (const { master, paths, mode, chain, begin } of wanted) {
			const files = chain === void 0 ? paths : ownFiles(chain).map((file) => file.path);
			for (const path of files.filter((file) => file.startsWith(`${scratch}/`))) await rm(path, { force: true });
			bytes += await (master === void 0 ? chain && layOutOwn(chain, signal) : layOutImages(paths.map((path) => ({
				master,
				path,
				mode,
				begin
			})), {
				direct,
				signal
			})) ?? 0;
		}
		return bytes;
	};
	const once = await layOut(layouts.filter(({ isFresh }) => !isFresh));
	const found = (arm) => layouts.find(({ arms }) => arms.includes(arm));
	const layoutOf = (arm) => {
		const layout = found(arm);
		if (layout === void 0) throw new RangeError(`arm ${arm} has no image`);
		return layout;
	};
	return {
		bytesWritten: imagesCost(plan).masters + once,
		caveats,
		layOut: (round) => layOut(layoutOrder(plan, layouts, round).filter(({ isFresh }) => isFresh)),
		isShared: (arm) => {
			const { paths, arms, begin } = found(arm) ?? {
				paths: [],
				arms: []
			};
			return paths.length < arms.length || begin !== void 0;
		},
		beginOf: (arm, round) => deviceBegin(plan, arm, round),
		backingOf: (arm) => {
			const chain = found(arm)?.chain;
			return chain && ownFiles(chain).slice(1);
		},
		imageOf: (arm, round) => {
			const { arms, paths } = layoutOf(arm);
			const exchange = {
				arms: arms.flatMap((index) => plan.arms[index] ?? []),
				round
			};
			return paths[(paths.length === 1 ? 0 : imageExchange(exchange)[arms.indexOf(arm)]) ?? -1] ?? "";
		}
	};
}
/** Where own images are laid out. */
function ownLayouts({ plan, site, scratch }) {
	return imageGroups(plan).flatMap((group) => {
		const arm = plan.arms[group.arms[0] ?? -1];
		const file = arm && imageFileOf(site, arm);
		if (group.own === void 0 || file === void 0) return [];
		const path = imagePath(scratch, group.arms[0] ?? -1, group);
		const chain = {
			on: group.own.on,
			layers: file.layers,
			path,
			size: group.mode.size
		};
		return [{
			...group,
			paths: [path],
			chain
		}];
	});
}
async function makeMaster(bench, path, groups) {
	const { signal, onProgress, plan } = bench;
	const { files } = rulesOf(plan.suite);
	const size = masterSize(groups);
	onProgress({
		kind: "phase",
		text: `filling an image of ${formatBytes(size)} with incompressible data`
	});
	await createImage({
		path,
		size,
		signal
	});
	if (files === void 0) return [];
	await makeFilesystem({
		path,
		blockSize: groups[0]?.mode.logicalBlockSize,
		signal
	});
	onProgress({
		kind: "phase",
		text: "writing the suite's files to it in a guest"
	});
	return prepareInGuest(bench, {
		path,
		size,
		files
	});
}
/** The path of an arm's file. */
function imagePath(scratch, arm, { mode }) {
	return join(scratch, `disk${arm}.${mode.format}`);
}
/**
* Longest that preparing one image or directory may take, in seconds: a slow disk writes 256 MiB at
* 2 MiB/s in it.
*/
const preparationTimeoutSeconds = 180;
/**
* Boots a guest and lets the suite's tool write its files onto an image that has a filesystem;
* returns what to doubt.
*/
async function prepareInGuest(bench, { path, size, files }) {
	const { scratch, signal, stopwatch } = bench;
	const { qemu, ...parts } = headGuest(bench);
	const caveats = [];
	const onRetry = noteRetries(bench, caveats);
	const mode = {
		...defaultDiskMode(size),
		cache: "unsafe"
	};
	const disks = [];
	const prepare = async (booted) => {
		disks[0] = await plugDisk(booted, {
			id: "master",
			image: path,
			mode,
			port: 0
		});
	};
	const machine = {
		...parts,
		qemu: qemu.path,
		scratch,
		rootPorts: 1,
		signal,
		onRetry,
		prepare
	};
	await using guest = await stopwatch.time("boot", () => withGuestInErrors(bench.guests.length > 1 ? "head" : void 0, () => bootGuest(machine)));
	const [disk] = disks;
	if (disk === void 0) throw new TypeError("a guest was booted without its disk");
	await using _mount = await mounted(guest, disk);
	const argv = files.prepare({ direct: true });
	const limits = {
		expectedSeconds: 1,
		timeout: preparationTimeoutSeconds,
		signal
	};
	const output = await executeIn(guest, {
		argv,
		directory: disk.mountPoint,
		...limits
	});
	if (output.exitCode === 0) return caveats;
	throw new GateError("tool-failed", {
		problem: `${argv[0] ?? "the tool"} could not write the suite's files onto the image in the guest`,
		argv,
		exitCode: output.exitCode,
		stderrTail: output.stderr || output.stdout,
		consoleTail: await guest.vm.consoleTail()
	});
}
/**
* Whose guest writes the files does not matter: both sides' images are copies of the same master.
*/
function headGuest({ guests: [guest] }) {
	if (guest === void 0) throw new TypeError("the plan has virtual disks but no guest was prepared");
	return guest;
}

// src/measure/own-images.ts
/**
* Settings whose own images were read: their arms have what their files are. `bad-config` where an
* image can't be measured.
*/
async function settleImages(settings, { signal }) {
	const { plan, site } = settings;
	const known = /* @__PURE__ */ new Map();
	const images = { ...site.images };
	const arms = [];
	for (const arm of plan.arms) {
		const file = imageFileOf({ images }, arm);
		const { target, side, name } = arm;
		if (file === void 0 || target.kind !== "disk" || target.image === void 0) {
			arms.push(arm);
			continue;
		}
		const key = `${file.format} ${file.path}`;
		const read = known.get(key) ?? await readOwnImage(file, {
			within: file.within ?? site.imagesWithin ?? ".",
			signal
		});
		known.set(key, read);
		requireData(plan, name, read);
		images[`${side} ${name}`] = {
			...file,
			layers: read.layers.map(fileOf),
			extents: read.extents
		};
		const own = settled(target, read);
		const [impossible] = impossibilities(own.mode);
		if (impossible !== void 0) throw new GateError("bad-config", {
			...impossible,
			problem: `disk "${name}", with what its image is: ${impossible.problem}`
		});
		arms.push({
			...arm,
			target: own
		});
	}
	return {
		...settings,
		plan: {
			...plan,
			arms
		},
		site: {
			...site,
			images
		}
	};
}
function fileOf({ path, format, identity }) {
	return {
		path,
		format,
		identity
	};
}
/** What an image says itself takes the place of what its mode had there. */
function settled({ mode, image }, { image: read, layers: [top] }) {
	const { preallocation: _, clusterSize: _size, lazyRefcounts: _lazy, ...used } = mode;
	const on = image?.on ?? "copy";
	const isCopy = on === "copy";
	const { clusterSize, lazyRefcounts } = isCopy && top?.header || {};
	return {
		kind: "disk",
		mode: withoutDefaults({
			...used,
			format: isCopy ? top?.format ?? "raw" : "qcow2",
			size: top?.size ?? mode.size,
			...clusterSize !== void 0 && {
				clusterSize,
				lazyRefcounts
			}
		}),
		image: {
			on,
			...read
		}
	};
}
/** A read of a hole touches no drive, so that there must be data for every workload. */
function requireData({ suite }, name, { image, layers, extents }) {
	const { diskSize, workloads } = rulesOf(suite);
	for (const { name: workload, needs: { block, room } = {
		block: 1,
		room: 0
	} } of workloads) {
		const whole = extents.reduce((sum, { length }) => sum + length - length % block, 0);
		const least = Math.max(diskSize.least, room);
		if (whole >= least) continue;
		const share = formatShare(image.data / (layers[0]?.size ?? 1));
		throw new GateError("bad-config", {
			problem: `the image of disk "${name}" has too little data: ${formatBytes(image.data)}, ${share} of it`,
			why: `${workload} makes its requests where data is, in ${formatBytes(least)} of it at least`,
			remedy: "give an image that is filled, or the workload less to use"
		});
	}
}
/** `host-changed` where an own image has other content than before the first number. */
async function requireSameImages({ plan, site }, signal) {
	for (const arm of plan.arms) {
		const layers = imageFileOf(site, arm)?.layers;
		if (layers === void 0 || arm.target.kind !== "disk") continue;
		if (await chainDigest(layers, signal) === arm.target.image?.digest) continue;
		throw new GateError("host-changed", {
			problem: `the image of disk "${arm.name}" changed while it was measured`,
			remedy: "let nothing write to it meanwhile"
		});
	}
}

// src/suites/pairs/pilot.ts
/** Milliseconds on each side that every job throws away. */
const warmUp = 100;
/** The job of a pilot: about 0.3 s on each side, from which `slicesOf` chooses. */
function pilotJob(job) {
	const chosen = {
		milliseconds: 25,
		blocks: 6,
		synced: false,
		drained: false,
		warmUp: 100
	};
	return {
		...job,
		...chosen,
		first: "a",
		swapped: false
	};
}
/** What a slice holds at least, on the slower disk. */
const full = {
	turns: 20,
	requests: 50
};
/**
* The same where the cap on writes leaves too few blocks. Many short slices then tell more than few
* long ones, for one difference of adjacent slices is as good as another.
*/
const short = {
	turns: 2,
	requests: 4
};
/** Blocks that a slow disk gets whatever its seconds, and that a cap should leave. */
const fewest = {
	slow: 4,
	capped: 24,
	ever: 2
};
const shortestSeconds = .005;
/** The same where slices are asked for from outside, between which guests idle. */
const shortestOutside = .02;
/** Seconds of a slice per second in which none is measured: 12 % of the time at most. */
const perPause = 7;
/** Steady seconds per second of filling and draining: 10 % of the time at most. */
const perDrain = 9;
const mostBlocks = 1e5;
/**
* The slices of a pair, from a short reading of both its disks. Blocks fill the suite's seconds; a
* slow disk gets four even beyond them. Writes end at the cap, by the faster disk's rate; a cap
* that leaves fewer than 24 blocks shortens the slices. Rejects one below two blocks.
*/
function slicesOf({ a, b, pause = 0 }, { workload, seconds, writeCap, long }) {
	const { blockSize, read } = workload;
	const slower = Math.min(a.rate, b.rate);
	const drain = (a.drain + b.drain) / 2;
	const shortest = pause > 0 ? shortestOutside : shortestSeconds;
	const lengthFor = ({ turns, requests }) => Math.max(turns * slotsOf(workload), requests) / slower;
	const writeRate = Math.max(a.rate, b.rate) * blockSize * (1 - read);
	const blockSeconds = (length) => 4 * (length + drain + pause);
	const blocksFor = (length) => {
		const timed = Math.floor(seconds / blockSeconds(length));
		const capped = Math.floor(writeCap / (writeRate * blockSeconds(length)));
		return {
			timed: Math.min(Math.max(timed, fewest.slow), mostBlocks),
			capped
		};
	};
	let length = wholeMilliseconds(long === void 0 ? Math.max(lengthFor(full), shortest, perDrain * drain, perPause * pause) : Math.max(long / 1e3, lengthFor(full)));
	let { timed, capped } = blocksFor(length);
	const isShortened = long === void 0 && capped < Math.min(timed, fewest.capped);
	if (isShortened) {
		length = Math.ceil(lengthFor(short) * 1e4) / 1e4;
		({timed, capped} = blocksFor(length));
	}
	if (capped < fewest.ever) {
		const needed = Math.ceil(fewest.ever * writeRate * blockSeconds(length) / 2 ** 20);
		return reject(`slices of ${workload.name}`, `${fewest.ever} blocks of slices of ${Math.round(length * 1e3)} ms write about ${needed} MiB, more than the ${Math.floor(writeCap / 2 ** 20)} MiB that this workload may write in a round`, `let a round write more, or leave out ${workload.name}`);
	}
	const blocks = Math.min(timed, capped);
	const furthest = furthestOf(blocks * 2 * length * slower / 1.5);
	const warm = Math.max(200 / 1e3, blockSeconds(length));
	return accept$1({
		slices: {
			workload: workload.name,
			milliseconds: Number((length * 1e3).toFixed(1)),
			blocks,
			synced: long !== void 0,
			burst: isShortened || capped < timed,
			drained: isShortened,
			...furthest !== void 0 && { furthest }
		},
		seconds: blocks * blockSeconds(length) + warm
	});
}
/** Seconds, rounded up to whole milliseconds; the tiny bit is for what a product of them lost. */
function wholeMilliseconds(seconds) {
	return Math.ceil(seconds * 1e3 - 1e-9) / 1e3;
}

// src/measure/cache-state.ts
/**
* Buffered arms start warm (read once), direct ones cold, whatever ran before: the host's page
* cache is known. A suite's files on the host are completed first, since the arm before may
* have left them short (docs/adr/0002); returns the bytes that this wrote. A warm image of
* a suite without files is not dropped before it is read, also where another arm had it in the
* round before: that would read all of it from the drive again and leave the same pages there.
*/
async function setCacheState({ plan, signal }, { arm, place }) {
	const { files } = rulesOf(plan.suite);
	const { bytesWritten } = place.kind === "host" && files !== void 0 ? await prepareHostFiles({
		directory: place.directory,
		files,
		signal
	}) : { bytesWritten: 0 };
	const direct = usesDirect(arm.target);
	const paths = await filesOf(place);
	if (direct || files !== void 0) await coldFiles(paths, signal);
	for (const file of direct ? [] : paths) {
		signal.throwIfAborted();
		await warmFile(file, partOf(place));
	}
	return bytesWritten;
}
/**
* Puts a suite's files on the host into the state in which each of its workloads shall find
* them; returns the bytes that this wrote. Nothing is to be done for any other arm between its
* workloads.
*/
async function readyWorkload({ plan, signal }, { arm, place }, workload) {
	const { files } = rulesOf(plan.suite);
	if (place.kind !== "host" || files === void 0) return 0;
	const { directory } = place;
	const { bytesWritten } = await readyHostFiles({
		directory,
		files,
		workload: workload.name,
		direct: usesDirect(arm.target),
		signal
	});
	return bytesWritten;
}
/** A null disk has nothing that could be cached. */
function usesDirect(target) {
	if (target.kind === "host") return target.direct;
	return target.kind === "null" || cacheFlags(target.mode.cache).direct;
}
/** What of its file a disk is; undefined where it is all of it. */
function partOf(place) {
	if (place.kind === "host" || place.disk.begin === void 0) return void 0;
	return {
		start: place.disk.begin,
		length: place.disk.mode.size
	};
}
async function filesOf(place) {
	if (place.kind === "disk") {
		const backing = place.disk.backing?.map(({ path }) => path) ?? [];
		return place.image === void 0 ? [] : [place.image, ...backing];
	}
	return (await readdir(place.directory)).map((name) => join(place.directory, name));
}
/**
* The doubt about what was measured while the host still wrote what came before; none where every
* wait ended in time. One for all moments, since they have one cause: a drive that is too slow, or
* others who write all the time.
*/
function unsettledCaveats(moments, { round, arm }) {
	const late = moments.filter(({ unwritten }) => unwritten > 0);
	if (late.length === 0) return [];
	return [{
		kind: "unsettled",
		round,
		...arm !== void 0 && {
			arm: arm.name,
			side: arm.side
		},
		after: late.map(({ after }) => after),
		bytes: Math.max(...late.map(({ unwritten }) => unwritten)),
		seconds: Math.max(...late.map(({ seconds }) => seconds))
	}];
}
/** Waits until what a workload, or whatever came before, left dirty is written. */
async function settleAfter({ signal }, after) {
	return {
		after,
		...await flushDirtyPages({ signal })
	};
}

// src/suites/pairs/job.ts
const script = "-- Alternates between two disks in slices of milliseconds, in one program and one thread, so that\n-- whatever disturbs the machine disturbs both. For sysbench 1.0 and its LuaJIT:\n--\n--   sysbench slices.lua --threads=2 --events=2 --time=0 --disk-a=FILE --disk-b=FILE ... run\n--\n-- Blocks of four slices, A B B A or B A A B, so that a drift cancels inside each. The queue is empty\n-- at each switch. WRITES DESTROY WHAT THE DISKS HOLD. Prints lines of `key value`, one line for each\n-- slice, two histograms and the line `end`; or one line `error: ...`, and ends with status 1.\n-- The second thread is a watchdog: it ends a run in which a request does not complete.\n\nlocal ffi = require(\"ffi\")\nlocal bit = require(\"bit\")\nlocal C = ffi.C\nlocal bxor, lshift, rshift, floor = bit.bxor, bit.lshift, bit.rshift, math.floor\n\n-- Options, and what each is where nobody says it. The first line of the output repeats those of the\n-- second group with their names, where they are not as here.\nlocal options = {\n  -- alternate between two disks, or `command`: slices of one disk as stdin asks\n  mode = \"alternate\",\n  -- block device or file of side a; the only one in command mode\n  disk_a = \"-\",\n  -- block device or file of side b\n  disk_b = \"-\",\n  -- share of requests that read, 0 to 1\n  read = \"1\",\n  -- random or sequential\n  pattern = \"random\",\n  -- bytes of a request, of the largest where there are several sizes\n  block_size = \"4096\",\n  -- requests of a job under way at a time\n  depth = \"1\",\n  -- what makes writes durable: none, fdatasync, or dsync (each by itself, O_DSYNC)\n  sync = \"none\",\n  -- yes: O_DIRECT; no: through the page cache\n  direct = \"yes\",\n  -- mean length of a slice; each is up to a quarter longer or shorter\n  milliseconds = \"5\",\n  -- blocks of four slices\n  blocks = \"60\",\n  -- yes: sync before each slice, and another one inside its time\n  synced = \"no\",\n  -- milliseconds on each side that are thrown away\n  warm_up = \"100\",\n  -- side that begins the first block: a or b\n  first = \"a\",\n  -- of offsets, lengths and order\n  seed = \"1\",\n  -- whole, or exchanged: each side uses one half, exchanged every block\n  halves = \"whole\",\n  -- yes: side a begins in the second half\n  swapped = \"no\",\n  -- seconds within which a request must complete\n  patience = \"30\",\n}\nlocal more = {\n  -- streams of requests, each with a depth and a place of its own\n  jobs = \"1\",\n  -- writes of a job for each fdatasync\n  every = \"1\",\n  -- sizes by share, such as 4096:0.7,65536:0.3, in place of one\n  sizes = \"-\",\n  -- bytes of each disk, or half, that are used; 0 is all\n  region = \"0\",\n  -- PART:SHARE, the first part of the region takes that share of requests\n  hot = \"-\",\n  -- yes: writes zeroes, at the end of the disk, and refills that region afterwards\n  zeroes = \"no\",\n  -- ranges of side a, and of side b, that are used: START+LENGTH,... in bytes; -: all of it\n  data_a = \"-\",\n  data_b = \"-\",\n}\nsysbench.cmdline.options = {}\nfor _, group in ipairs { options, more } do\n  for name, usual in pairs(group) do sysbench.cmdline.options[name] = { \"see the script\", usual } end\nend\n\nffi.cdef [[\nint slices_open(const char *, int, int) asm(\"open\");\nlong slices_pread(int, void *, size_t, long) asm(\"pread\");\nlong slices_pwrite(int, const void *, size_t, long) asm(\"pwrite\");\nint slices_fdatasync(int) asm(\"fdatasync\");\nlong slices_lseek(int, long, int) asm(\"lseek\");\nint slices_ioctl(int, unsigned long, void *) asm(\"ioctl\");\nint slices_memalign(void **, size_t, size_t) asm(\"posix_memalign\");\nint slices_madvise(void *, size_t, int) asm(\"madvise\");\nvoid *slices_calloc(size_t, size_t) asm(\"calloc\");\nint slices_pipe(int *) asm(\"pipe\");\nint slices_close(int) asm(\"close\");\nint slices_kill(int, int) asm(\"kill\");\nint slices_getppid(void) asm(\"getppid\");\nint slices_prctl(int, unsigned long, unsigned long, unsigned long, unsigned long) asm(\"prctl\");\nlong slices_write(int, const void *, size_t) asm(\"write\");\nvoid slices_exit(int) asm(\"_exit\");\nint slices_setenv(const char *, const char *, int) asm(\"setenv\");\nchar *slices_strerror(int) asm(\"strerror\");\nstruct slices_time { long s; long ns; };\nint slices_clock(int, struct slices_time *) asm(\"clock_gettime\");\nstruct slices_usage { long user_s, user_us, system_s, system_us, others[14]; };\nint slices_rusage(int, struct slices_usage *) asm(\"getrusage\");\nstruct slices_poll { int fd; short events, revents; };\nint slices_poll(struct slices_poll *, unsigned long, int) asm(\"poll\");\nstruct slices_iocb {\n  uint64_t data; uint32_t key, flags; uint16_t opcode; int16_t priority; uint32_t fd;\n  uint64_t buffer, bytes; int64_t offset; uint64_t reserved; uint32_t more, event_fd;\n};\nstruct slices_event { uint64_t data, iocb; int64_t result, more; };\nlong slices_setup(long, long, uint64_t *) asm(\"syscall\");\nlong slices_submit(long, uint64_t, long, struct slices_iocb **) asm(\"syscall\");\nlong slices_getevents(long, uint64_t, long, long, struct slices_event *, void *) asm(\"syscall\");\nstruct slices_watch { double since; int side; int wake[2]; };\nunion slices_bits { double number; struct { uint32_t low, high; } word; };\n]]\n\n-- The shell that waits for us, if it said so.\nlocal parent = tonumber(os.getenv(\"SLICES_PARENT\") or 0)\n\nlocal function fail(text)\n  io.stdout:write(\"error: \", text, \"\\n\")\n  io.stdout:flush()\n  C.slices_exit(1)\nend\n\n-- Numbers of io_setup, io_submit, io_getevents, and O_DIRECT, which differ by processor.\nlocal system = ({\n  x64 = { setup = 206, submit = 209, getevents = 208, direct = 0x4000 },\n  arm64 = { setup = 0, submit = 2, getevents = 4, direct = 0x10000 },\n})[ffi.arch] or fail(\"processor \" .. ffi.arch .. \" is not known here\")\n\nlocal clock = ffi.new(\"struct slices_time\")\nlocal monotonic, raw = 1, 4\nlocal function read_clock(which)\n  C.slices_clock(which, clock)\n  return tonumber(clock.s) * 1e6 + tonumber(clock.ns) * 1e-3\nend\n-- Microseconds.\nlocal function now() return read_clock(monotonic) end\n\n-- A stream of draws: xorshift32, which must not begin with 0. Its state is mixed as by splitmix64, so\n-- that seeds that lie side by side have nothing in common.\nlocal function stream(seed, index)\n  local mixed = ffi.cast(\"uint64_t\", seed) * 4 + index\n  mixed = bxor(mixed, rshift(mixed, 30)) * 0xbf58476d1ce4e5b9ULL\n  mixed = bxor(mixed, rshift(mixed, 27)) * 0x94d049bb133111ebULL\n  local state = ffi.new(\"int32_t[1]\", bit.tobit(bxor(mixed, rshift(mixed, 31))))\n  if state[0] == 0 then state[0] = 1 end\n  return state\nend\nlocal function draw(state)\n  local x = state[0]\n  x = bxor(x, lshift(x, 13))\n  x = bxor(x, rshift(x, 17))\n  x = bxor(x, lshift(x, 5))\n  state[0] = x\n  return x\nend\nlocal function unit(state) return (draw(state) + 2147483648) / 4294967296 end\n\nlocal function first_line(path)\n  local file = io.open(path)\n  local line = file and file:read(\"*l\")\n  if file then file:close() end\n  return line or \"unknown\"\nend\n\n-- 64 buckets an octave, from 1 ns on: the top bits of a double are its exponent and its mantissa,\n-- so a bucket is at most 1/64 wide and costs a shift.\nlocal buckets = 40 * 64\nlocal bits = ffi.new(\"union slices_bits\")\nlocal function record(disk, microseconds, bytes)\n  bits.number = microseconds * 1000\n  local index = rshift(bits.word.high, 14) - 1023 * 64\n  if index < 0 then index = 0 elseif index >= buckets then index = buckets - 1 end\n  disk.counts[index] = disk.counts[index] + 1\n  disk.latency[0] = disk.latency[0] + microseconds\n  disk.moved[0] = disk.moved[0] + bytes\nend\n\nlocal function histogram(disk, mixes)\n  local words, total = {}, 0\n  for index = 0, buckets - 1 do\n    local count = disk.counts[index]\n    if count > 0 then\n      words[#words + 1] = string.format(\" %d:%d\", index, count)\n      total = total + count\n    end\n  end\n  local moved = mixes and string.format(\" of %.0f bytes\", disk.moved[0]) or \"\"\n  local text = string.format(\"%d %.3f%s%s\", total, disk.latency[0], moved, table.concat(words))\n  ffi.fill(disk.counts, ffi.sizeof(disk.counts))\n  disk.latency[0], disk.moved[0] = 0, 0\n  return text\nend\n\n-- What both threads see. The first writes since when it waits, and for which side (0: for nobody).\nfunction init()\n  -- Ours ends with the shell, however that ends (PR_SET_PDEATHSIG, SIGKILL).\n  if parent > 0 then\n    C.slices_prctl(1, 9, 0, 0, 0)\n    if C.slices_getppid() ~= parent then fail(\"the shell that started this is gone\") end\n  end\n  local watch = ffi.cast(\"struct slices_watch *\", C.slices_calloc(1, ffi.sizeof(\"struct slices_watch\")))\n  if C.slices_pipe(watch.wake) ~= 0 then fail(\"no pipe for the watchdog\") end\n  local address = tostring(ffi.cast(\"uintptr_t\", watch)):match(\"%d+\")\n  C.slices_setenv(\"SLICES_WATCH\", address, 1)\nend\n\nlocal function shared()\n  local high, low = os.getenv(\"SLICES_WATCH\"):match(\"^(%d-)(%d?%d?%d?%d?%d?%d?%d?%d?%d?)$\")\n  local address = ffi.cast(\"uint64_t\", tonumber(high) or 0) * 1000000000ULL + tonumber(low)\n  return ffi.cast(\"struct slices_watch *\", address)\nend\n\nlocal function watch_over(watch, names)\n  local patience = tonumber(sysbench.opt.patience) * 1e6\n  local door = ffi.new(\"struct slices_poll\", { watch.wake[0], 1, 0 })\n  local pause = math.max(10, math.min(1000, patience / 4000))\n  while C.slices_poll(door, 1, pause) <= 0 do\n    local side, since = watch.side, watch.since\n    if side > 0 and now() - since > patience then\n      local text = string.format(\"error: side %s hangs: no request completed in %s s\\n\",\n        names[side], sysbench.opt.patience)\n      C.slices_write(1, text, #text)\n      -- A process with a request under way cannot end before it: so it lets go of its output, and\n      -- tells the shell to end without it.\n      C.slices_close(1)\n      C.slices_close(2)\n      if parent > 0 and C.slices_getppid() == parent then C.slices_kill(parent, 15) end\n      C.slices_exit(1)\n    end\n  end\nend\n\n-- The words of the job as numbers, checked.\nlocal function job_of(opt)\n  local function number(name)\n    return tonumber(opt[name]) or fail(name .. \" \" .. opt[name] .. \" is no number\")\n  end\n  local function one_of(name, yes, no)\n    if opt[name] ~= yes and opt[name] ~= no then\n      fail(name .. \" is \" .. yes .. \" or \" .. no .. \", not \" .. opt[name])\n    end\n    return opt[name] == yes\n  end\n  local job = {\n    read = number(\"read\"), bytes = number(\"block_size\"), depth = number(\"depth\"),\n    milliseconds = number(\"milliseconds\"), blocks = number(\"blocks\"), warm_up = number(\"warm_up\"),\n    seed = number(\"seed\"), commanded = one_of(\"mode\", \"command\", \"alternate\"),\n    sequential = one_of(\"pattern\", \"sequential\", \"random\"), sync = opt.sync == \"fdatasync\",\n    dsync = opt.sync == \"dsync\" or one_of(\"sync\", \"fdatasync\", \"none\") and false,\n    jobs = number(\"jobs\"), every = number(\"every\"), region = number(\"region\"),\n    zeroes = one_of(\"zeroes\", \"yes\", \"no\"), sizes = {}, part = 0, share = 0,\n    direct = one_of(\"direct\", \"yes\", \"no\"), synced = one_of(\"synced\", \"yes\", \"no\"),\n    begins = one_of(\"first\", \"a\", \"b\") and 1 or 2,\n    exchanged = one_of(\"halves\", \"exchanged\", \"whole\"), swapped = one_of(\"swapped\", \"yes\", \"no\"),\n  }\n  job.slots = job.depth * job.jobs\n  local below = 0\n  for bytes, share in opt.sizes:gmatch(\"(%d+):([%d.]+)\") do\n    below = below + tonumber(share)\n    job.sizes[#job.sizes + 1] = { bytes = tonumber(bytes), below = below }\n  end\n  job.mixes = #job.sizes > 0\n  if not job.mixes then job.sizes[1] = { bytes = job.bytes, below = 1 } end\n  for _, size in ipairs(job.sizes) do\n    if job.slots < 1 or size.bytes < 512 or size.bytes % 512 ~= 0 or size.bytes > job.bytes then\n      fail(\"depth \" .. job.depth .. \" and requests of \" .. size.bytes .. \" bytes: at least 1, and whole sectors of 512\")\n    end\n  end\n  local part, drawn = opt.hot:match(\"^([%d.]+):([%d.]+)$\")\n  if part then job.part, job.share = tonumber(part), tonumber(drawn) end\n  return job\nend\n\n-- Ranges of a disk one after the other: where each begins, and how many bytes lie before it.\nlocal function ranges(text, bytes)\n  if text == \"-\" then return nil, bytes end\n  local starts, sums, count, total = ffi.new(\"double[256]\"), ffi.new(\"double[257]\"), 0, 0\n  for start, length in text:gmatch(\"(%d+)%+(%d+)\") do\n    if count == 256 or tonumber(start) + tonumber(length) > bytes then fail(\"its data lies beyond the disk\") end\n    starts[count], count, total = tonumber(start), count + 1, total + tonumber(length)\n    sums[count] = total\n  end\n  return { starts = starts, sums = sums, count = count }, total\nend\n\nlocal function open_disk(path, name, job)\n  local function refuse(what)\n    local errno = ffi.errno()\n    fail(string.format(\"side %s: %s: %s (%d)\", name, what, ffi.string(C.slices_strerror(errno)), errno))\n  end\n  local flags = (job.read < 1 and 2 or 0) + (job.direct and system.direct or 0) + (job.dsync and 0x1000 or 0)\n  local fd = C.slices_open(path, flags, 0)\n  if fd < 0 then refuse(\"open\") end\n  local sector, bytes = ffi.new(\"int[1]\", 0), ffi.new(\"uint64_t[1]\")\n  -- BLKSSZGET, BLKGETSIZE64; a regular file has no sectors of its own, and reports 0.\n  if C.slices_ioctl(fd, 0x1268, sector) == 0 then\n    if C.slices_ioctl(fd, 0x80081272, bytes) ~= 0 then refuse(\"BLKGETSIZE64\") end\n  else\n    sector[0] = 0\n    local size = C.slices_lseek(fd, 0, 2)\n    if size < 0 then refuse(\"lseek\") end\n    bytes[0] = size\n  end\n  for _, size in ipairs(job.sizes) do\n    if sector[0] > 0 and size.bytes % sector[0] ~= 0 then\n      fail(string.format(\"side %s: requests of %d bytes are no multiple of its sectors of %d bytes\",\n        name, size.bytes, sector[0]))\n    end\n  end\n  local data, usable = ranges(sysbench.opt[name == \"b\" and \"data_b\" or \"data_a\"], tonumber(bytes[0]))\n  local context = ffi.new(\"uint64_t[1]\")\n  if job.slots > 1 and C.slices_setup(system.setup, job.slots, context) ~= 0 then refuse(\"io_setup\") end\n  return {\n    name = name, fd = fd, sector = sector[0], bytes = tonumber(bytes[0]), context = context[0],\n    data = data, usable = usable,\n    counts = ffi.new(\"uint32_t[?]\", buckets), latency = ffi.new(\"double[1]\"), moved = ffi.new(\"double[1]\"),\n    -- Where the half in use begins, in bytes of its data, and where each job's next request of each half is.\n    half = 0, base = 0, next = ffi.new(\"double[?]\", 2 * job.jobs), unsynced = ffi.new(\"int32_t[?]\", job.jobs),\n  }\nend\n\n-- Returns slice(disk, half, microseconds, synced), which gives: start, length of its steady part,\n-- whole length (microseconds), requests of the steady part, all requests.\nlocal function instrument(job, disks, watch, span)\n  local bytes, slots, jobs, share = job.bytes, job.slots, job.jobs, job.read\n  local sequential, sync, every, zeroes, mixes = job.sequential, job.sync, job.every, job.zeroes, job.mixes\n  local draws, places = stream(job.seed, 1), stream(job.seed, 2)\n  local mixed = share > 0 and share < 1\n  local memory = ffi.new(\"void *[1]\")\n  local size = slots * bytes\n  -- In scattered pages a large request has more segments than a disk takes, and becomes several.\n  local page = bytes < 2 ^ 20 and 4096 or 2 ^ 21\n  local total = math.ceil((mixed and 2 * size or size) / page) * page\n  if C.slices_memalign(memory, page, total) ~= 0 then\n    fail(\"no memory for \" .. slots .. \" requests\")\n  end\n  if page > 4096 then C.slices_madvise(memory[0], total, 14) end\n  local base = ffi.cast(\"uint8_t *\", memory[0])\n  local words = ffi.cast(\"int32_t *\", memory[0])\n  -- Reads of a mixed workload have buffers of their own: written data stays incompressible.\n  local reads = mixed and base + size or base\n  local function randomise()\n    for index = 0, bytes / 4 - 1 do words[index] = draw(draws) end\n  end\n  if zeroes then ffi.fill(base, size) else\n    randomise()\n    for slot = 1, slots - 1 do ffi.copy(base + slot * bytes, base, bytes) end\n  end\n  if mixed then ffi.fill(reads, size) end\n  local per_slot = bytes / 4\n  local stamps, written = ffi.new(\"int32_t[1]\", draw(draws)), ffi.new(\"double[1]\")\n\n  -- Two fresh words in each 16 KiB that are written, so that it is no copy of anything. In each page\n  -- they cost a guest under emulation 80 us a request of 1 MiB, a third of what the disk takes.\n  local function stamp(slot, length)\n    local at, value = slot * per_slot, stamps[0]\n    for part = 0, math.max(1, floor(length / 16384)) - 1 do\n      words[at] = value\n      words[at + 1] = part\n      at = at + 4096\n      value = bit.tobit(value + 1640531527)\n    end\n    stamps[0] = value\n  end\n  local function ready(slot, length)\n    if not zeroes then stamp(slot, length) end\n    written[0] = written[0] + 1\n  end\n\n  -- The range that holds a request is looked for: the last one that begins at or before it. One that\n  -- would leave it is made at its end.\n  local function offset_of(disk, position, length)\n    local data = disk.data\n    if not data then return position end\n    local low, high = 0, data.count - 1\n    while low < high do\n      local middle = rshift(low + high + 1, 1)\n      if data.sums[middle] <= position then low = middle else high = middle - 1 end\n    end\n    return data.starts[low] + math.min(position, data.sums[low + 1] - length) - data.sums[low]\n  end\n  -- Zeroes have the end of the disk, or half, to themselves.\n  local room = job.region > 0 and floor(job.region / bytes) * bytes or span * bytes\n  local begins = zeroes and span * bytes - room or 0\n  for _, disk in ipairs(disks) do\n    for cursor = 0, 2 * jobs - 1 do disk.next[cursor] = floor(room / jobs / bytes) * bytes * (cursor % jobs) end\n  end\n\n  local function length()\n    if not mixes then return bytes end\n    local drawn = unit(places)\n    for _, one in ipairs(job.sizes) do\n      if drawn < one.below then return one.bytes end\n    end\n    return job.sizes[#job.sizes].bytes\n  end\n  local part, drawn = job.part, job.share\n  local function place(disk, owner, length)\n    if sequential then\n      local cursor = disk.half * jobs + owner\n      local at = disk.next[cursor]\n      if at + length > room then at = 0 end\n      disk.next[cursor] = at + length\n      return offset_of(disk, disk.base + at, length)\n    end\n    local spots = floor(room / length)\n    if part > 0 then\n      local warm = math.max(1, floor(spots * part))\n      if unit(places) < drawn then return offset_of(disk, disk.base + floor(unit(places) * warm) * length, length) end\n      return offset_of(disk, disk.base + (warm + floor(unit(places) * (spots - warm))) * length, length)\n    end\n    return offset_of(disk, disk.base + floor(unit(places) * spots) * length, length)\n  end\n  local function reading() return share == 1 or share > 0 and unit(places) < share end\n  -- Whether a write of that job is one that its fdatasync follows, and belongs to.\n  local function owes(disk, owner)\n    disk.unsynced[owner] = disk.unsynced[owner] + 1\n    if disk.unsynced[owner] < every then return false end\n    disk.unsynced[owner] = 0\n    return true\n  end\n\n  local function broken(disk, call, result, errno, offset, wanted)\n    local what = result >= 0 and string.format(\"%d of %d bytes\", result, wanted or bytes)\n      or string.format(\"%s (%d)\", ffi.string(C.slices_strerror(errno)), errno)\n    fail(string.format(\"side %s: %s: %s at offset %.0f\", disk.name, call, what, offset))\n  end\n\n  local function flush(disk, offset)\n    if C.slices_fdatasync(disk.fd) ~= 0 then broken(disk, \"fdatasync\", -1, ffi.errno(), offset) end\n  end\n  local function put(disk, offset, length)\n    local result = C.slices_pwrite(disk.fd, base, length, offset)\n    if result ~= length then broken(disk, \"pwrite\", tonumber(result), ffi.errno(), offset, length) end\n  end\n\n  -- One request at a time. It ends with the first completion at or after the planned end, which is\n  -- a stopping time: expected requests over expected time are the rate itself (Wald).\n  local function one_by_one(disk, microseconds)\n    local start = now()\n    local stop, last, done = start + microseconds, start, 0\n    repeat\n      local length = length()\n      local offset = place(disk, 0, length)\n      if reading() then\n        local result = C.slices_pread(disk.fd, reads, length, offset)\n        if result ~= length then broken(disk, \"pread\", tonumber(result), ffi.errno(), offset, length) end\n      else\n        ready(0, length)\n        put(disk, offset, length)\n        if sync and owes(disk, 0) then flush(disk, offset) end\n      end\n      local time = now()\n      record(disk, time - last, length)\n      last, done, watch.since = time, done + 1, time\n    until last >= stop\n    return start, last - start, last - start, done, done\n  end\n\n  local control = ffi.new(\"struct slices_iocb[?]\", slots)\n  local list = ffi.new(\"struct slices_iocb *[?]\", slots)\n  local events = ffi.new(\"struct slices_event[?]\", slots)\n  local sent, lengths = ffi.new(\"double[?]\", slots), ffi.new(\"double[?]\", slots)\n  local free = ffi.new(\"int32_t[?]\", slots)\n\n  local function prepare(disk, slot, index, time)\n    local request, length = control[slot], length()\n    local reads_now = reading()\n    if not reads_now then ready(slot, length) end\n    request.data, request.fd, request.bytes = slot, disk.fd, length\n    request.opcode = reads_now and 0 or 1\n    request.buffer = ffi.cast(\"uint64_t\", (reads_now and reads or base) + slot * bytes)\n    request.offset = place(disk, slot % jobs, length)\n    list[index], sent[slot], lengths[slot] = request, time, length\n  end\n\n  local function submit(disk, count)\n    local taken = 0\n    while taken < count do\n      local more = tonumber(C.slices_submit(system.submit, disk.context, count - taken, list + taken))\n      if more <= 0 then broken(disk, \"io_submit\", -1, ffi.errno(), tonumber(list[taken].offset)) end\n      taken = taken + more\n    end\n  end\n\n  -- A full queue. Only its steady part is timed, so that filling and draining dilute nothing\n  -- however short a slice is. Its window opens a drawn share of a turn after the first turn of the\n  -- queue, and is as long as planned. Both its ends wait for the next completion, so that the two\n  -- waits, and the batches that end them, have equal expectations: requests over time have no bias.\n  -- Random completions (Wald), even ones and bursts of a whole queue were simulated: at 20 turns it\n  -- is off by 0.3 % at most. Ending at the last completion before the stop is, too, but by 0.9 % at\n  -- 5 turns; opening at the first turn and closing at the next completion is off by 4.4 % in bursts.\n  local function queued(disk, microseconds)\n    local start, lag = now(), unit(draws)\n    for slot = 0, slots - 1 do prepare(disk, slot, slot, start) end\n    submit(disk, slots)\n    local inflight, done, time = slots, 0, start\n    local opens, closes, from, before, steady, counted = 0, 0, 0, 0, 0, 0\n    while inflight > 0 do\n      local count = tonumber(C.slices_getevents(system.getevents, disk.context, 1, inflight, events, nil))\n      if count < 0 then\n        if ffi.errno() ~= 4 then broken(disk, \"io_getevents\", -1, ffi.errno(), 0) end\n        count = 0\n      end\n      time = now()\n      watch.since = time\n      local again, ended = 0, 0\n      for index = 0, count - 1 do\n        local slot = tonumber(events[index].data)\n        local result = tonumber(events[index].result)\n        local request = control[slot]\n        local wanted = request.opcode == 3 and 0 or lengths[slot]\n        if result ~= wanted then\n          local call = request.opcode == 0 and \"pread\" or request.opcode == 1 and \"pwrite\" or \"fdatasync\"\n          broken(disk, call, result, -result, tonumber(request.offset), wanted)\n        end\n        if sync and request.opcode == 1 and owes(disk, slot % jobs) then\n          -- IOCB_CMD_FDSYNC, which the kernel takes with nothing else in it.\n          request.opcode, request.buffer, request.bytes, request.offset = 3, 0, 0, 0\n          list[again] = request\n          again = again + 1\n        else\n          record(disk, time - sent[slot], lengths[slot])\n          free[ended] = slot\n          ended = ended + 1\n        end\n      end\n      inflight, done = inflight - ended, done + ended\n      if from == 0 then\n        if opens == 0 then\n          if done >= slots then opens = time + lag * math.min(time - start, microseconds) end\n        elseif time >= opens then\n          -- A stall longer than the whole slice starts its window anew; the sums still see it.\n          from, before, closes = time, done, math.max(opens, time - microseconds) + microseconds\n        end\n      elseif steady == 0 and time >= closes and ended > 0 then\n        steady, counted = time - from, done - before\n      end\n      if steady == 0 then\n        for index = 0, ended - 1 do prepare(disk, free[index], again + index, time) end\n        again, inflight = again + ended, inflight + ended\n      end\n      submit(disk, again)\n    end\n    return start, steady, time - start, counted, done\n  end\n\n  local alternate = slots == 1 and one_by_one or queued\n  local function slice(disk, half, microseconds, synced)\n    disk.half, disk.base = half, half * span * bytes + begins\n    watch.since, watch.side = now(), disk.index\n    if synced then flush(disk, 0) end\n    watch.since = now()\n    local start, steady, whole, counted, done = alternate(disk, microseconds)\n    if synced then\n      flush(disk, 0)\n      whole = now() - start\n      steady, counted = whole, done\n    end\n    watch.side = 0\n    return start, steady, whole, counted, done\n  end\n\n  -- Zeroes may have become holes: what comes next must find a disk that is as full as before.\n  local function refill()\n    if not zeroes then return end\n    randomise()\n    for index, disk in ipairs(disks) do\n      -- One file holds the halves of both.\n      local halves = job.exchanged and (index == 1 and 2 or 0) or 1\n      for half = 0, halves - 1 do\n        local first = half * span * bytes + begins\n        for at = first, first + room - bytes, bytes do\n          watch.since, watch.side = now(), disk.index\n          stamp(0, bytes)\n          put(disk, offset_of(disk, at, bytes), bytes)\n        end\n      end\n      flush(disk, 0)\n      watch.side = 0\n    end\n  end\n  return slice, places, written, refill\nend\n\nlocal function line(...) io.stdout:write(string.format(...), \"\\n\") end\n\nlocal function head(job, disks, span)\n  local echo = {}\n  for _, name in ipairs { \"mode\", \"read\", \"pattern\", \"block_size\", \"depth\", \"sync\", \"direct\", \"patience\",\n    \"milliseconds\", \"blocks\", \"synced\", \"warm_up\", \"first\", \"seed\", \"halves\", \"swapped\" } do\n    echo[#echo + 1] = sysbench.opt[name]\n  end\n  for _, name in ipairs { \"jobs\", \"every\", \"sizes\", \"region\", \"hot\", \"zeroes\", \"data_a\", \"data_b\" } do\n    if sysbench.opt[name] ~= more[name] then echo[#echo + 1] = name .. \"=\" .. sysbench.opt[name] end\n  end\n  line(\"slices 1\")\n  line(\"job %s\", table.concat(echo, \" \"))\n  line(\"arch %s\", ffi.arch)\n  line(\"luajit %s jit %s\", jit.version:gsub(\" \", \"-\"), jit.status() and \"on\" or \"off\")\n  line(\"clocksource %s\", first_line(\"/sys/devices/system/clocksource/clocksource0/current_clocksource\"))\n  for _, disk in ipairs(disks) do line(\"disk %s bytes %.0f sector %d\", disk.name, disk.bytes, disk.sector) end\n  line(\"span %.0f\", span)\nend\n\n-- What the program itself used since the last call: user and system seconds, both clocks, memory.\nlocal usage = ffi.new(\"struct slices_usage\")\nlocal function spent()\n  C.slices_rusage(1, usage)\n  -- Whoever is put aside between two clocks sees one of them jump: the closest of a few readings.\n  local near, gap = nil, math.huge\n  for _ = 1, 5 do\n    local before, middle, after = now(), read_clock(raw), now()\n    if after - before < gap then near, gap = { monotonic = before, raw = middle }, after - before end\n  end\n  return {\n    user = tonumber(usage.user_s) * 1e6 + tonumber(usage.user_us),\n    system = tonumber(usage.system_s) * 1e6 + tonumber(usage.system_us),\n    monotonic = near.monotonic, raw = near.raw, memory = collectgarbage(\"count\"),\n  }\nend\nlocal function ending(from, to, slices, written)\n  line(\"end slices %d written %.0f user %.0f system %.0f monotonic %.0f raw %.0f memory %.0f\", slices, written,\n    to.user - from.user, to.system - from.system, to.monotonic - from.monotonic, to.raw - from.raw,\n    to.memory - from.memory)\n  io.stdout:flush()\nend\n\n-- Slices of two disks, in blocks.\nlocal function measure(job, disks, slice, written)\n  local order = stream(job.seed, 3)\n  local count = job.blocks * 4\n  local side, half, from, steady, whole, counted, done = ffi.new(\"int[?]\", count), ffi.new(\"int[?]\", count),\n    ffi.new(\"double[?]\", count), ffi.new(\"double[?]\", count), ffi.new(\"double[?]\", count),\n    ffi.new(\"double[?]\", count), ffi.new(\"double[?]\", count)\n\n  local function block(index, row)\n    local first = job.begins\n    if index > 0 then first = unit(order) < 0.5 and 1 or 2 end\n    for place = 0, 3 do\n      local who = (place == 0 or place == 3) and first or 3 - first\n      local where = 0\n      if job.exchanged then where = (index + who + (job.swapped and 0 or 1)) % 2 end\n      local length = job.milliseconds * 1000 * (0.75 + unit(order) / 2)\n      local at = row + place\n      side[at], half[at] = who, where\n      from[at], steady[at], whole[at], counted[at], done[at] = slice(disks[who], where, length, job.synced)\n    end\n  end\n\n  -- The same path as the measuring, so that all of it is compiled before the first number.\n  local warm, warmed, begin = 0, 0, now()\n  while now() - begin < job.warm_up * 2000 or warm < 1 do\n    block(warm, 0)\n    for at = 0, 3 do warmed = warmed + done[at] end\n    warm = warm + 1\n  end\n  order = stream(job.seed, 3)\n  for _, disk in ipairs(disks) do histogram(disk, false) end\n  collectgarbage()\n  collectgarbage(\"stop\")\n  local before, start = spent(), now()\n  for index = 0, job.blocks - 1 do block(index, index * 4) end\n  local after = spent()\n  collectgarbage(\"restart\")\n\n  line(\"warm %d\", warmed)\n  for at = 0, count - 1 do\n    line(\"slice %s %d %.1f %.1f %.1f %d %d\", disks[side[at]].name, half[at], from[at] - start,\n      steady[at], whole[at], counted[at], done[at])\n  end\n  for _, disk in ipairs(disks) do line(\"latency %s %s\", disk.name, histogram(disk, job.mixes)) end\n  ending(before, after, count, written[0])\nend\n\n-- Slices of one disk, each when stdin asks for it:\n--   slice SEED MILLISECONDS HALF yes|no   answers `slice disk HALF START STEADY WHOLE COUNTED DONE`\n--   histogram                             answers `latency disk ...` since the last one\n--   quit                                  answers `end ...`\nlocal function obey(job, disk, slice, places, written)\n  collectgarbage()\n  collectgarbage(\"stop\")\n  local before, begin, slices = spent(), now(), 0\n  line(\"ready\")\n  io.stdout:flush()\n  for command in io.stdin:lines() do\n    local seed, length, half, synced = command:match(\"^slice (%d+) ([%d.]+) ([01]) (%a+)$\")\n    if seed and (half == \"0\" or job.exchanged) then\n      places[0] = stream(tonumber(seed), 2)[0]\n      local start, steady, whole, counted, done =\n        slice(disk, tonumber(half), tonumber(length) * 1000, synced == \"yes\")\n      slices = slices + 1\n      line(\"slice disk %s %.1f %.1f %.1f %d %d\", half, start - begin, steady, whole, counted, done)\n    elseif command == \"histogram\" then\n      line(\"latency disk %s\", histogram(disk, job.mixes))\n    elseif command == \"quit\" then\n      return ending(before, spent(), slices, written[0])\n    else\n      fail(\"unknown command: \" .. command)\n    end\n    io.stdout:flush()\n  end\n  fail(\"no more commands, but no quit\")\nend\n\nlocal finished = false\nfunction event(thread)\n  local job, watch = job_of(sysbench.opt), shared()\n  local names = job.commanded and { \"disk\" } or { \"a\", \"b\" }\n  if thread == 1 then return watch_over(watch, names) end\n  if finished then return end\n  if sysbench.opt.threads ~= 2 then fail(\"it needs --threads=2: the second one is the watchdog\") end\n  if jit.version_num < 20100 then fail(jit.version .. \" is too old\") end\n  if not jit.status() then fail(\"LuaJIT compiles nothing here\") end\n\n  local disks = {}\n  for index, name in ipairs(names) do\n    disks[index] = open_disk(sysbench.opt[\"disk_\" .. (name == \"b\" and \"b\" or \"a\")], name, job)\n    disks[index].index = index\n  end\n  local one, other = disks[1], disks[2] or disks[1]\n  if one.sector > 0 and other.sector > 0 and one.sector ~= other.sector then\n    fail(string.format(\"side a has sectors of %d bytes, side b of %d\", one.sector, other.sector))\n  end\n  if job.exchanged and one.bytes ~= other.bytes then\n    fail(string.format(\"side a has %.0f bytes, side b %.0f: they are not one file\", one.bytes, other.bytes))\n  end\n  local span = floor(math.min(one.usable, other.usable) / job.bytes)\n  if job.exchanged then span = floor(span / 2) end\n  local room = math.min(span, job.region > 0 and floor(job.region / job.bytes) or span)\n  if room < job.slots or job.region > span * job.bytes then\n    fail(string.format(\"a disk of %.0f bytes is smaller than %s, %d requests of %d bytes%s\",\n      math.min(one.usable, other.usable), job.region > 0 and \"its region, or that than one turn of the queue\"\n      or \"one turn of the queue\", job.slots, job.bytes, job.exchanged and \" in each half\" or \"\"))\n  end\n  head(job, disks, span)\n  local slice, places, written, refill = instrument(job, disks, watch, span)\n  if job.commanded then obey(job, one, slice, places, written) else measure(job, disks, slice, written) end\n  refill()\n  finished = true\n  C.slices_write(watch.wake[1], \"x\", 1)\nend\n";
/**
* Puts the script into a file that nobody has to remove: sysbench opens it by its descriptor, once
* for each of its threads. `$0` is the script, `$1` the port or nothing. The shell stays, since a
* process with a request that hangs cannot end: it then tells the shell to (SIGTERM).
*/
const launch = "port=$1; shift\nfile=$(mktemp) && printf %s \"$0\" >\"$file\" && exec 3<\"$file\" && rm \"$file\" || exit 1\n[ -z \"$port\" ] || exec <>\"$port\" >&0 || exit 1\ntrap 'exit 1' TERM\nexec 4<&0\nSLICES_PARENT=$$ sysbench /proc/self/fd/3 --threads=2 --events=2 --time=0 \"$@\" run <&4 4<&- &\nwait $!\n";
/**
* The command line that alternates between two disks; for host and guest, whose shell is busybox.
*/
function slicesArgv(job) {
	return argvOf({
		...slicesOptions(job),
		...moreOptions(job)
	}, {
		"disk-a": job.a,
		"disk-b": job.b
	});
}
/**
* The command line that offers slices of one disk. It answers `slice SEED MILLISECONDS HALF
* yes|no`, the last word for a sync before and one inside the time; `histogram`; `quit`.
*/
function commandArgv(job) {
	return argvOf({
		...commandOptions(job),
		...moreOptions(job)
	}, { "disk-a": job.disk }, job.port);
}
/** The line by which the output of a job says which one it is of. */
function jobLine(job) {
	const options = "disk" in job ? commandOptions(job) : slicesOptions(job);
	const more = Object.entries(moreOptions(job)).map(([name, value]) => `${name}=${value}`);
	return [
		"job",
		...Object.values(options),
		...more
	].join(" ");
}
function slicesOptions(job) {
	return {
		mode: "alternate",
		...workloadOptions(job),
		milliseconds: job.milliseconds,
		blocks: job.blocks,
		synced: yesOrNo(job.synced),
		"warm-up": job.warmUp,
		first: job.first,
		seed: job.seed,
		halves: job.halves,
		swapped: yesOrNo(job.swapped)
	};
}
/** Ranges in whole requests, as the script takes them. */
function rangesOf(extents, { workload }) {
	const bytes = largestOf(workload);
	return (extents?.map(({ start, length }) => ({
		start,
		used: length - length % bytes
	})))?.flatMap(({ start, used }) => used > 0 ? [`${start}+${used}`] : []).join();
}
function commandOptions(job) {
	const none = {
		milliseconds: 0,
		blocks: 0,
		synced: "no",
		"warm-up": 0,
		first: "a"
	};
	const { seed, halves } = job;
	return {
		mode: "command",
		...workloadOptions(job),
		...none,
		seed,
		halves,
		swapped: "no"
	};
}
function workloadOptions({ workload, buffered = false, patience = 30 }) {
	const { read, pattern, depth, sync } = workload;
	const direct = yesOrNo(!buffered);
	return {
		read,
		pattern,
		"block-size": largestOf(workload),
		depth,
		sync,
		direct,
		patience
	};
}
/** Those that are absent are as usual; the script repeats the others with their names. */
function moreOptions(job) {
	const { jobs, every, blocks, region, hot, zeroes } = job.workload;
	const all = {
		jobs,
		every,
		sizes: blocks?.map(({ bytes, share }) => `${bytes}:${share}`).join(","),
		region,
		hot: hot && `${hot.part}:${hot.share}`,
		zeroes: zeroes && "yes",
		data_a: rangesOf(job.dataA, job),
		data_b: "dataB" in job ? rangesOf(job.dataB, job) : void 0
	};
	const said = Object.entries(all).flatMap(([name, value]) => value ? [[name, value]] : []);
	return Object.fromEntries(said);
}
function argvOf(options, disks, port = "") {
	const words = Object.entries({
		...options,
		...disks
	});
	return [
		"/bin/sh",
		"-c",
		launch,
		script,
		port,
		...words.map(([name, value]) => `--${name}=${value}`)
	];
}
function yesOrNo(value) {
	return value ? "yes" : "no";
}

// src/suites/pairs/estimate.ts
/**
* The 25 %-trimmed mean of the log ratios of adjacent slices (1 and 2, 3 and 4 of a block): a
* quarter of them is set aside at each end, so that stalls of a few slices do not move it. Its
* error is that of the winsorized values (`centreOf`). The slices must be blocks of four. Rates are
* those of a full queue, or of whole slices where they are `drained`.
*/
function logRatioOf(slices, { drained }) {
	const rateOf = ({ counted, steady, done, whole }) => drained ? done / whole : counted / steady;
	const ratios = [];
	for (let index = 0; index + 1 < slices.length; index += 2) {
		const [one, other] = [slices[index], slices[index + 1]];
		const log = Math.log(rateOf(one) / rateOf(other));
		ratios.push(one.side === "a" ? log : -log);
	}
	const { centre, variance, n } = centreOf(ratios, Math.floor(ratios.length / 4));
	return {
		log: centre,
		error: Math.sqrt(variance / n),
		ratios: n
	};
}
/** Buckets of the script: 40 octaves. */
const bucketCount = 2560;
/** Mean and nearest-rank percentiles, each the middle of its bucket: 0.8 % off at most. */
function latencyOf({ total, sum, buckets }) {
	const at = (share) => {
		const rank = Math.ceil(total * share);
		let before = 0;
		const index = (buckets.find(([, count]) => (before += count) >= rank) ?? buckets.at(-1))?.[0] ?? 0;
		return 2 ** Math.floor(index / 64) * (1 + (index % 64 + .5) / 64) * 1e-9;
	};
	return {
		mean: sum / total,
		p50: at(.5),
		p95: at(.95),
		p99: at(.99),
		p999: at(.999)
	};
}
/** Adds up the slices of one disk; at least one. */
function sideOf$1(slices, { blockSize, latency }) {
	const sum = (value) => slices.reduce((total, slice) => total + value(slice), 0);
	const requests = sum(({ done }) => done);
	return {
		requests,
		bytes: latency.bytes ?? requests * blockSize,
		seconds: sum(({ whole }) => whole),
		latency: latencyOf(latency),
		rate: quantileOf(slices.map(({ counted, steady }) => counted / steady), .75),
		drain: quantileOf(slices.map(({ whole, steady }) => whole - steady), .25)
	};
}
function quantileOf(values, share) {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
}

// src/suites/pairs/remedies.json
var remedies_default = [
	["hangs", "look at the drive and the kernel log; a slower drive needs a longer patience"],
	[" \\d+ of \\d+ bytes", "leave the disks alone while they are measured: one became smaller"],
	["\\(22\\)", "use a block size that is a multiple of the sectors, on a disk that allows O_DIRECT"],
	["sectors", "give both disks the same logical sector size, and requests of whole sectors"],
	["smaller than|not one file", "use larger disks of one size"],
	["compiles nothing", "do not turn LuaJIT's compiler off"],
	["too old", "install a sysbench 1.0 that has LuaJIT 2.1"],
	["processor", "measure on x86-64 or arm64"],
	["open:", "see that the disk is there and may be opened"]
];

// src/suites/pairs/output.ts
/** What is wrong with an output; becomes a rejection in `outcomeOf`. */
function fault(problem, remedy = again) {
	return new GateError("tool-failed", {
		problem,
		remedy
	});
}
const again = "measure again: these figures cannot be trusted";
const byHand = "run the command by hand to see what it prints";
const whole = "the output must be complete: a part of it is no reading";
/** What `read` returns, or what it threw as a rejection of `path`. */
function outcomeOf(path, read) {
	try {
		return accept$1(read());
	} catch (thrown) {
		if (!(thrown instanceof GateError)) throw thrown;
		return reject(path, thrown.facts.problem, thrown.facts.remedy);
	}
}
/** The lines of the script; throws for another sysbench and for errors. */
function linesOf(stdout, job) {
	const other = otherProgram(stdout, /^sysbench (\S+)/m);
	if (other !== void 0) throw fault(other.problem, other.remedy);
	const error = /^error: (.*)$/m.exec(stdout)?.[1];
	if (error !== void 0) throw fault(error, remedyOf(error));
	const fatal = /^FATAL: (.*)$/m.exec(stdout)?.[1];
	if (fatal?.includes("module 'ffi' not found") === true) throw fault("the LuaJIT of this sysbench has no FFI", "install the sysbench 1.0 of the distribution, whose LuaJIT has it");
	if (fatal !== void 0) throw fault(`sysbench gave up: ${fatal}`, byHand);
	const lines = stdout.split("\n");
	const start = lines.indexOf("slices 1");
	if (start < 0) throw fault("expected the line \"slices 1\", which the output lacks", whole);
	const own = lines.slice(start + 1);
	const expected = jobLine(job);
	if (own[0] !== expected) throw fault(`expected "${expected}", found "${own[0] ?? ""}"`, "the output must be of the job that was asked for");
	return own;
}
function remedyOf(error) {
	const ofErrno = remedyOfErrno(Number(/\((\d+)\)/.exec(error)?.[1]));
	const found = remedies_default.find(([words = ""]) => new RegExp(words).test(error));
	return ofErrno ?? found?.[1] ?? byHand;
}
function headerOf(lines, job, names) {
	if (matchIn(lines, /^luajit \S+ jit (on|off)$/, "luajit")[1] !== "on") throw fault("LuaJIT compiles nothing here", "do not turn its compiler off");
	const clocksource = matchIn(lines, /^clocksource (\S+)$/, "clocksource")[1] ?? "";
	if (clocksource.includes("jiffies")) throw fault(`the clock counts in ${clocksource}, which is too coarse for slices of milliseconds`, "use a kernel that has another clock source");
	const span = Number(matchIn(lines, /^span (\d+)$/, "span")[1]);
	const bytes = Math.min(...names.map((name) => diskOf(lines, name).bytes));
	if (span < slotsOf(job.workload) || span * largestOf(job.workload) > bytes) throw fault(`${span} requests cannot be the span of ${bytes} bytes`);
	return { clocksource };
}
function diskOf(lines, name) {
	const line = matchIn(lines, new RegExp(`^disk ${name} bytes (\\d+) sector (\\d+)$`), "disk");
	return { bytes: Number(line[1]) };
}
const sliceLine = /^slice (a|b|disk) ([01]) (\d+\.\d) (\d+\.\d) (\d+\.\d) (\d+) (\d+)$/;
function sliceOf(line, side) {
	const [, name, half, ...words] = sliceLine.exec(line) ?? [];
	if (name !== side) throw fault(`expected a slice, found "${line.slice(0, 80)}"`, whole);
	const [start = 0, steady = 0, length = 0, counted = 0, done = 0] = words.map(Number);
	if (counted < 1) throw fault(`a slice has no request: "${line}"`);
	if (steady <= 0 || steady > length || counted > done) throw fault(`a slice contradicts itself: "${line}"`);
	return {
		half: half === "1" ? 1 : 0,
		start: start * 1e-6,
		steady: steady * 1e-6,
		whole: length * 1e-6,
		counted,
		done
	};
}
function sidedSlice(line) {
	const side = line.startsWith("slice a ") ? "a" : "b";
	return {
		side,
		...sliceOf(line, side)
	};
}
function countsOf(lines, name) {
	const words = matchIn(lines, new RegExp(`^latency ${name} (\\d+) (\\d+\\.\\d+)(?: of (\\d+) bytes)?((?: \\d+:\\d+)*)$`), `latency ${name}`);
	const [total, sum] = [Number(words[1]), Number(words[2]) * 1e-6];
	const buckets = [...(words[4] ?? "").matchAll(/(\d+):(\d+)/g)].map(([, index, count]) => [Number(index), Number(count)]);
	if (!buckets.every(([index], place) => index < 2560 && index > (buckets[place - 1]?.[0] ?? -1)) || buckets.reduce((all, [, count]) => all + count, 0) !== total) throw fault(`the histogram of ${name} does not add up to its ${total} requests`);
	return {
		total,
		sum,
		buckets,
		...words[3] !== void 0 && { bytes: Number(words[3]) }
	};
}
/** Kilobytes by which the program may grow: more, and its memory was being managed meanwhile. */
const mostGrowth = 8192;
function endOf(lines) {
	const [slices = 0, written = 0, user = 0, monotonic = 0, raw = 0, memory = 0] = matchIn(lines, /^end slices (\d+) written (\d+) user (\d+) system \d+ monotonic (\d+) raw (\d+) memory (-?\d+)$/, "end").slice(1).map(Number);
	const jump = Math.abs(monotonic - raw);
	if (jump > 5e4 || jump > .01 * raw) throw fault(`the clock jumped: ${monotonic / 1e6} s by one clock were ${raw / 1e6} s by another`, "measure again while nothing sets the clock");
	if (memory > mostGrowth) throw fault(`the instrument grew by ${memory} KiB while it measured`, again);
	return {
		slices,
		written,
		user: user / 1e6,
		seconds: monotonic / 1e6
	};
}
/** The only line of that shape; one that stands twice is as bad as one that is missing. */
function matchIn(lines, pattern, what) {
	const matches = lines.map((line) => pattern.exec(line)).filter((match) => match !== null);
	const [match] = matches;
	if (match === void 0 || matches.length > 1) throw fault(`expected one line "${what}", found ${matches.length}`, whole);
	return match;
}

// src/suites/pairs/reading.ts
/**
* What the instrument printed, as a reading. Rejects whatever is not the whole, sound output of
* this very job: another sysbench, an error of the script, a cut output, another job, slices that
* are missing or out of order, a clock that jumped, counts that contradict each other.
*/
function readSlices(stdout, job) {
	return outcomeOf(`slices of ${job.workload.name}`, () => readingOf(stdout, job));
}
/** What command mode printed up to `ready`. */
function readHeader(stdout, job) {
	return outcomeOf(`slices of ${job.workload.name}`, () => {
		const lines = linesOf(stdout, job);
		const { clocksource } = headerOf(lines, job, ["disk"]);
		return {
			bytes: diskOf(lines, "disk").bytes,
			clocksource
		};
	});
}
/** The answer of command mode to `slice`. */
function readSlice(answer) {
	return outcomeOf("slice", () => sliceOf(answer, "disk"));
}
/** The answer of command mode to `histogram`. */
function readLatency(answer) {
	return outcomeOf("histogram", () => countsOf([answer], "disk"));
}
function readingOf(stdout, job) {
	const lines = linesOf(stdout, job);
	const { clocksource } = headerOf(lines, job, ["a", "b"]);
	const end = endOf(lines);
	const slices = lines.flatMap((line) => line.startsWith("slice ") ? [sidedSlice(line)] : []);
	checkOrder(slices, job);
	const { blockSize } = job.workload;
	const [a, b] = ["a", "b"].map((name) => sideWith(slices, {
		name,
		blockSize,
		latency: countsOf(lines, name)
	}));
	const warm = Number(matchIn(lines, /^warm (\d+)$/, "warm")[1]);
	const requests = a.requests + b.requests;
	const seconds = a.seconds + b.seconds;
	checkEnd(end, {
		slices: slices.length,
		requests: requests + warm,
		seconds
	}, job.workload);
	const bound = end.user > 0 && requests / end.user < 2 * Math.max(a.rate, b.rate);
	return {
		...logRatioOf(slices, job),
		seconds: end.seconds,
		bytesWritten: end.written * blockSize + 2 * refilledBytes(job.workload),
		a,
		b,
		ceiling: end.user > 0 ? requests / end.user : void 0,
		clocksource,
		doubts: bound ? ["instrument-bound"] : []
	};
}
/** The slices of one side, added up. */
function sideWith(slices, { name, ...counted }) {
	const own = slices.filter(({ side }) => side === name);
	const reading = sideOf$1(own, counted);
	if (counted.latency.total === reading.requests) return reading;
	throw fault(`side ${name} has ${reading.requests} requests, and ${counted.latency.total} latencies`);
}
/** Throws where a program's last line contradicts what it did, its warm-up included. */
function checkEnd(end, did, { read }) {
	const most = read === 1 ? 0 : did.requests;
	if (end.slices !== did.slices || end.written > most || read === 0 && end.written < most) throw fault(`${did.slices} slices with ${did.requests} requests end as ${end.slices} slices with ${end.written} writes`);
	if (end.seconds < did.seconds * .999) throw fault(`slices of ${did.seconds} s were measured in ${end.seconds} s`);
}
function checkOrder(slices, job) {
	if (slices.length !== job.blocks * 4) throw fault(`expected ${job.blocks * 4} slices, found ${slices.length}`, whole);
	let before = 0;
	let begins = job.first;
	for (const [index, slice] of slices.entries()) {
		const [block, place] = [Math.floor(index / 4), index % 4];
		if (place === 0 && block > 0) begins = slice.side;
		const isFirst = place === 0 || place === 3;
		if (slice.side === begins !== isFirst) throw fault(`slice ${index} is of side ${slice.side}, against the order of its block`);
		const half = job.halves === "whole" ? 0 : (block + Number(slice.side === "b") + Number(job.swapped)) % 2;
		if (slice.half !== half) throw fault(`slice ${index} used half ${slice.half} instead of ${half}`);
		if (slice.start < before - 1e-6) throw fault(`slice ${index} began at ${slice.start} s, before ${before} s`);
		if (slice.whole < job.milliseconds * 75e-5 - 1e-6) throw fault(`slice ${index} lasted ${slice.whole} s instead of about ${job.milliseconds} ms`);
		before = slice.start + slice.whole;
	}
}
/** The slices of a job in blocks A B B A or B A A B, as jittered as those of the script. */
function turnsOf({ milliseconds, blocks, first, seed }) {
	const random = randomFrom(seed);
	return Array.from({ length: blocks }, (_, block) => {
		const begins = block > 0 ? random() < .5 : first === "a";
		const seeds = [random(), random()].map((draw) => Math.floor(draw * 2 ** 32));
		return [
			begins,
			!begins,
			!begins,
			begins
		].map((isA, place) => ({
			side: isA ? "a" : "b",
			milliseconds: milliseconds * (.75 + random() / 2),
			seed: seeds[Math.floor(place / 2)] ?? 0
		}));
	}).flat();
}
/**
* The reading of slices that two programs gave in turn, `seconds` being the wall time that all
* took. Throws where the answers contradict each other.
*/
function commandedReading({ workload, drained }, slices, answers) {
	const { blockSize } = workload;
	const side = (name) => {
		const { latency, warm, end: line } = answers[name];
		const reading = sideWith(slices, {
			name,
			blockSize,
			latency
		});
		const count = slices.filter((slice) => slice.side === name).length;
		const end = endOf([line]);
		const all = reading.requests + warm;
		const { seconds } = reading;
		checkEnd(end, {
			slices: count + 1,
			requests: all,
			seconds
		}, workload);
		const ceiling = end.user > 0 ? all / end.user : Number.POSITIVE_INFINITY;
		return {
			reading,
			written: end.written * blockSize + refilledBytes(workload),
			ceiling
		};
	};
	const [a, b] = [side("a"), side("b")];
	const bound = [a, b].some(({ ceiling, reading }) => ceiling < 2 * reading.rate);
	const ceiling = Math.min(a.ceiling, b.ceiling);
	return {
		...logRatioOf(slices, { drained }),
		seconds: answers.seconds,
		bytesWritten: a.written + b.written,
		a: a.reading,
		b: b.reading,
		ceiling: Number.isFinite(ceiling) ? ceiling : void 0,
		pause: pauseOf(a.reading, b.reading, {
			slices: slices.length,
			seconds: answers.seconds
		}),
		clocksource: answers.a.clocksource,
		doubts: bound ? ["instrument-bound"] : []
	};
}
/** Seconds between two slices in which neither disk was measured. */
function pauseOf(a, b, { slices, seconds }) {
	return Math.max(0, seconds - a.seconds - b.seconds) / slices;
}

// src/measure/guest-clock.ts
/**
* Reads a guest's clock, and again at the call of the returned function: what passed between on
* both clocks.
*/
async function watchGuestClock({ agent }, signal) {
	const look = async () => {
		return {
			asked: performance.now() / 1e3,
			uptime: await agent.uptime(signal),
			answered: performance.now() / 1e3
		};
	};
	const before = await look();
	return async () => {
		const after = await look();
		return {
			guest: after.uptime - before.uptime,
			least: after.asked - before.answered,
			most: after.answered - before.asked
		};
	};
}
/** Seconds by which readings of two sound clocks may differ: a guest's are of hundredths. */
const resolutionSeconds = .05;
/**
* Why what a guest's tool counted per second can't be believed; undefined where it can. However
* long the guest took to answer, only what its clock must have gained or lost counts, so that a
* busy host raises no doubt:
*
*     host    |--ask--|                 |--ask--|
*             ^       ^------ least ----^       ^
*             |                                 |
*             +-------------- most -------------+
*     guest        o------ its seconds -----o
*/
function clockDoubt({ guest, least, most }) {
	const fast = guest > most * 1.02 + resolutionSeconds;
	const slow = guest < least * .98 - resolutionSeconds;
	if (!fast && !slow) return void 0;
	const host = `${least.toFixed(2)} to ${most.toFixed(2)} s`;
	return `the guest's clock is too ${fast ? "fast" : "slow"}: it counted ${guest.toFixed(2)} s in ${host} of the host's`;
}

// src/guest/slices-port.ts
/** Name of the port through which slices are asked for; QEMU's side is src/qemu/arguments.ts. */
const portName = "storage-gate.slices";
/** The port in the guest, once `withSlicesPort` ran. */
const slicesPortPath = "/run/slices";
/**
* A command line that finds the port, and then runs `argv` on the guest's first processor: which
* one the guest would choose is decided in each boot anew, and lasts.
*/
function withSlicesPort(argv) {
	return [
		"/bin/sh",
		"-c",
		`for port in /sys/class/virtio-ports/*; do
  read -r name <"$port/name" && [ "$name" = ${portName} ] && ln -sf "/dev/\${port##*/}" ${slicesPortPath}
done
exec taskset 1 "$@"`,
		"sh",
		...argv
	];
}
/**
* Connects to the host's end of the port, which must be there before the guest opens its own:
* until then the guest reads the end of the file. Lines fail with `agent-failed`.
*/
function openSlicesPort(socketPath, signal) {
	const socket = connect(socketPath);
	const speaker = "the instrument in the guest";
	const channel = lineChannel({
		input: socket,
		output: socket,
		speaker,
		code: "agent-failed",
		signal
	});
	socket.on("close", () => {
		const problem = `the connection to ${speaker} was closed`;
		channel.end(new GateError("agent-failed", {
			problem,
			why: "QEMU ended it"
		}));
	});
	return channel;
}

// src/measure/pairs/instrument.ts
/** Seconds within which a request must complete. */
const patience = 30;
/** Seconds beyond those that a job should last, until a program in a guest is given up. */
const extraSeconds$2 = 120;
/** Seconds in which a program that nobody talks to any more ends. */
const endSeconds = 10;
/** Words of how a program ended that should have answered. */
function endFault({ exitCode, stderr }, where) {
	const said = lastLines(stderr, 1);
	return fault(`the slices ended with status ${exitCode} ${where}${said === "" ? "" : `: ${said}`}`, "run the command by hand to see what it prints");
}
/** The instrument in a guest, over the guest's port for it. */
function instrumentInGuest(guest, { device, dataA, signal }) {
	const within = (work) => withRoundGuestInErrors(guest, work);
	return (wanted, { seconds, processors }) => within(async () => {
		const job = {
			...wanted,
			disk: device,
			dataA,
			port: slicesPortPath
		};
		const clock = await watchGuestClock(guest, signal);
		const kept = await keepOn(processors, guest.vm.pid);
		const channel = openSlicesPort(guest.vm.slicesSocket, signal);
		const given = new AbortController();
		const over = executeIn(guest, {
			argv: withSlicesPort(commandArgv(job)),
			directory: "/",
			expectedSeconds: 2 * seconds + 30,
			timeout: 3 * seconds + extraSeconds$2,
			signal: AbortSignal.any([signal, given.signal])
		}).then((output) => {
			const reason = endFault(output, "in the guest");
			channel.end(reason);
			return output.exitCode === 0 ? void 0 : reason;
		}, (error) => {
			channel.end(error);
			return error;
		});
		return {
			job,
			tell: channel.tell,
			line: (timeout) => within(() => channel.line(timeout)),
			ended: () => within(async () => {
				const reason = await over;
				if (reason !== void 0) throw reason;
				const doubt = clockDoubt(await clock());
				if (doubt !== void 0) throw fault(doubt);
			}),
			[Symbol.asyncDispose]: async () => {
				channel.end(void 0);
				const settled = new AbortController();
				await Promise.race([over, setTimeout(endSeconds * 1e3, void 0, { signal: settled.signal }).catch(() => void 0)]);
				settled.abort();
				given.abort();
				await over;
				await kept[Symbol.asyncDispose]();
			}
		};
	});
}
/** The instrument on the host itself, over its stdin and stdout. */
function instrumentOnHost(path, signal) {
	return async (wanted, { processors }) => {
		const job = {
			...wanted,
			disk: path
		};
		const program = await startProgram({
			argv: onProcessors(processors, commandArgv(job)),
			signal,
			talks: true
		});
		if (program.talk === void 0) throw new TypeError("a program that talks has its streams");
		const { stdin: output, stdout: input } = program.talk;
		const channel = lineChannel({
			input,
			output,
			speaker: "the instrument on the host",
			code: "tool-failed",
			signal
		});
		const over = program.ended.then(({ exitCode, signal: killed }) => ({
			exitCode: exitCode ?? killed,
			stderr: program.stderrTail()
		}));
		over.then((end) => channel.end(endFault(end, "on the host")));
		return {
			job,
			tell: channel.tell,
			line: channel.line,
			ended: async () => {
				const end = await over;
				if (end.exitCode !== 0) throw endFault(end, "on the host");
			},
			[Symbol.asyncDispose]: async () => {
				channel.end(void 0);
				await program[Symbol.asyncDispose]();
			}
		};
	};
}

// src/measure/pairs/outside.ts
/** Seconds by which an answer may come later than its last request. */
const slack = 15;
/**
* Alternates from outside between two disks that no one program reaches, one slice at a time, each
* timed by the clock of its own guest, or of the host.
*/
function outsideRunner(open) {
	return { run: async (job, seconds) => {
		try {
			return {
				ok: true,
				value: await alternate(open, job, seconds)
			};
		} catch (thrown) {
			if (!(thrown instanceof GateError) || thrown.code !== "tool-failed") throw thrown;
			return reject(job.workload.name, thrown.facts.problem, thrown.facts.remedy);
		}
	} };
}
async function alternate(open, job, seconds) {
	const { workload, halves, seed, buffered, milliseconds, synced } = job;
	if (halves !== "whole") throw new TypeError("two programs do not exchange halves of one file");
	await using resources = new AsyncDisposableStack();
	const common = {
		workload,
		halves,
		seed,
		buffered,
		patience: job.patience ?? 30
	};
	const where = {
		seconds,
		processors: await sharedProcessors()
	};
	const starts = await Promise.allSettled([open.a(common, where), open.b(common, where)]);
	const started = starts.flatMap((start) => start.status === "fulfilled" ? [resources.use(start.value)] : []);
	for (const start of starts) if (start.status === "rejected") throw start.reason;
	const [a, b] = started;
	const sides = {
		a: await sideOf(a),
		b: await sideOf(b)
	};
	for (const side of [sides.a, sides.b]) await side.warm(Math.max(job.warmUp, milliseconds), seed);
	const slices = [];
	const began = performance.now();
	for (const turn of turnsOf(job)) slices.push({
		side: turn.side,
		...await sides[turn.side].slice(turn, synced)
	});
	const wall = (performance.now() - began) / 1e3;
	const [one, other] = await Promise.all([sides.a.finish(), sides.b.finish()]);
	return commandedReading(job, slices, {
		a: one,
		b: other,
		seconds: wall
	});
}
/** The side of an instrument, once that is ready. */
async function sideOf({ job, tell, line, ended }) {
	let header = "";
	const answer = async (milliseconds = 0) => {
		const said = await line(milliseconds / 1e3 + (job.patience ?? 30) + slack);
		if (/^(error|FATAL): /.test(said)) valueOf(readHeader(`${header}${said}`, job));
		return said;
	};
	for (let said = ""; said !== "ready"; header += `${said}\n`) said = await answer();
	const { clocksource } = valueOf(readHeader(header, job));
	let warm = 0;
	let before = 0;
	const slice = async ({ milliseconds, seed }, synced) => {
		tell(`slice ${seed} ${milliseconds.toFixed(3)} 0 ${synced ? "yes" : "no"}\n`);
		const said = await answer(milliseconds);
		const found = valueOf(readSlice(said));
		if (found.start < before - 1e-6 || found.whole < milliseconds / 1e3 - 1e-6) throw fault(`a slice of ${milliseconds.toFixed(3)} ms after ${before.toFixed(6)} s was answered by "${said}"`);
		before = found.start + found.whole;
		return found;
	};
	const histogram = async () => {
		tell("histogram\n");
		return valueOf(readLatency(await answer()));
	};
	return {
		warm: async (milliseconds, seed) => {
			warm = (await slice({
				milliseconds,
				seed
			}, false)).done;
			await histogram();
		},
		slice,
		finish: async () => {
			const latency = await histogram();
			tell("quit\n");
			const end = await answer();
			await ended();
			return {
				clocksource,
				warm,
				latency,
				end
			};
		}
	};
}
function valueOf(outcome) {
	if (outcome.ok) return outcome.value;
	const [first] = outcome.rejections;
	throw fault(first?.problem ?? "no reading", first?.remedy);
}

// src/measure/pairs/runner.ts
/** The runner of a pair's disks, wherever they hang. */
function runnerFor({ signal }, pair) {
	const { head, against, dataA, dataB } = pair;
	const [a, b] = [head.disk.device, against.disk.device];
	if (head.guest === against.guest) return insideOneGuest(head.guest, {
		a,
		b,
		dataA,
		dataB
	}, signal);
	return outsideRunner({
		a: instrumentInGuest(head.guest, {
			device: a,
			dataA,
			signal
		}),
		b: against.guest === void 0 ? instrumentOnHost(b, signal) : instrumentInGuest(against.guest, {
			device: b,
			dataA: dataB,
			signal
		})
	});
}
/** Seconds beyond those that a job should last; a request alone may take 30 of them. */
const extraSeconds$1 = 120;
function insideOneGuest(guest, disks, signal) {
	return { run: (wanted, seconds) => withRoundGuestInErrors(guest, async () => {
		const job = {
			...wanted,
			...disks
		};
		const { name } = job.workload;
		const clock = await watchGuestClock(guest, signal);
		const { exitCode, stdout, stderr } = await executeIn(guest, {
			argv: slicesArgv(job),
			directory: "/",
			expectedSeconds: seconds,
			timeout: 3 * seconds + extraSeconds$1,
			signal
		});
		const reading = readSlices(stdout, job);
		if (!reading.ok || exitCode !== 0) {
			const said = stderr.trim().split("\n").at(-1) ?? "";
			const words = [...reading.ok ? [] : reading.rejections.map(({ problem }) => problem), said].filter((word) => word !== "").join("; ");
			return reject(name, `the slices ended with status ${exitCode} in the guest: ${words}`);
		}
		const doubt = clockDoubt(await clock());
		return doubt === void 0 ? reading : reject(name, doubt);
	}) };
}

// src/measure/pairs/work.ts
/** The suite of a plan with pairs; a ZodError where that is another one. */
function pairsSuiteOf({ suite }) {
	return pairsSuiteSchema.parse(suite);
}
/** The two disks of a pair among those that are plugged in, and what alternates between them. */
function pluggedPair(bench, { head, against }, disks) {
	const onHost = bench.plan.arms[against]?.target.kind === "host";
	const one = disks.get(head);
	const other = onHost ? hostDiskOf(bench, against) : disks.get(against);
	if (one === void 0 || other === void 0) throw new RangeError(`the pair of the arms ${head} and ${against} lacks a plugged disk`);
	const dataOf = (index) => imageFileOf(bench.site, armOf(bench, index))?.extents;
	const plugged = {
		head: one,
		against: other,
		dataA: dataOf(head),
		dataB: dataOf(against)
	};
	return {
		...plugged,
		runner: runnerFor(bench, plugged)
	};
}
/** The host's own file that an arm is. */
function hostDiskOf({ plan, scratch }, arm) {
	const mode = pairMode(plan, arm);
	if (mode === void 0) return void 0;
	const image = imagePath(scratch, arm, { mode });
	return { disk: {
		id: `arm${arm}`,
		device: image,
		image,
		mode
	} };
}
/**
* Milliseconds that a job throws away on each side: one block at least where writes are dear, and
* the conditioning of a suite that measures what a drive takes after its burst.
*/
function warmUpOf({ burst }, { conditioning = 0, read }) {
	return Math.max(burst ? 0 : 100, read < 1 ? conditioning * 1e3 / 2 : 0);
}
/** Seconds that a job should last. */
function jobSeconds(job) {
	const block = 4 * job.milliseconds / 1e3;
	return job.blocks * block + Math.max(2 * job.warmUp / 1e3, block);
}
/** Bytes that a workload may write in a round, its warm-up apart. */
function writeCapOf({ writeCap }, { synced }) {
	return synced ? 4 * writeCap : writeCap;
}
/**
* Bytes that a workload may write: the most that it did so far, or was found to in the pilot; else
* twice its cap, since the warm-up is not in it.
*/
function mostWrites({ plan, writes }, { index, workload, slices }) {
	if (workload.read === 1) return 0;
	return writes.most.get(`${index} ${workload.name}`) ?? 2 * writeCapOf(pairsSuiteOf(plan), slices);
}
/**
* Runs a job, and counts what it wrote: as much as QEMU counted on both disks, warm-up and failure
* included.
*/
async function runJob({ stopwatch, writes }, { head, against, runner, job, most }) {
	const count = async () => {
		if (most === 0) return 0;
		const both = [head, against].flatMap(({ guest, disk }) => guest === void 0 ? [] : [readDiskTraffic(guest.vm, disk.id)]);
		return (await Promise.all(both)).reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
	};
	const before = await count();
	const settle = writes.reserve(most);
	const reading = await stopwatch.time("measure", () => runner.run(job, jobSeconds(job)));
	const told = reading.ok ? reading.value.bytesWritten : most;
	const written = against.guest === void 0 ? told : await count() - before;
	settle(written);
	return {
		...reading,
		written
	};
}
/** Dirty pages of a workload must not bleed into the next one; reads leave none. */
async function drain$1(bench, { name, read }) {
	return read === 1 ? [] : [await settleAfter(bench, name)];
}
/** Puts the page cache into the state in which each disk of a pair shall find its image. */
async function setPairCaches(bench, { head, against }, plugged) {
	const isOne = plugged.head.disk.image === plugged.against.disk.image;
	const isDevice = plugged.head.disk.begin !== void 0;
	const both = [[head, plugged.head], [against, plugged.against]];
	const warm = both.filter(([, { disk }]) => !cacheFlags(disk.mode.cache).direct);
	const inTurn = isDevice ? [...both.filter((one) => !warm.includes(one)), ...warm] : both;
	for (const [index, { guest, disk }] of isOne && !isDevice ? both.slice(0, 1) : inTurn) {
		const arm = bench.plan.arms[index];
		const image = typeof disk.image === "string" ? disk.image : void 0;
		if (guest === void 0) await coldFiles(image === void 0 ? [] : [image], bench.signal);
		else if (arm !== void 0) await setCacheState(bench, {
			arm,
			place: {
				kind: "disk",
				guest,
				disk,
				image
			}
		});
	}
}
/** Processors that the QEMUs of a pair keep busy from here to the call of the returned function. */
async function watchProcessors({ head, against }) {
	const pids = [.../* @__PURE__ */ new Set([head.guest.vm.pid, (against.guest ?? head.guest).vm.pid])];
	const look = async () => ({
		used: (await Promise.all(pids.map(processorTime))).reduce((sum, used) => sum + used, 0),
		at: performance.now() / 1e3
	});
	const before = await look();
	return async () => {
		const after = await look();
		return (after.used - before.used) / (after.at - before.at);
	};
}
/** What a disk of a pair is measured by, without percentiles of which so few requests tell. */
function valuesOf({ bytes, requests, seconds, latency }, { furthest }) {
	const all = [
		{
			metric: "throughput",
			value: bytes / seconds
		},
		{
			metric: "iops",
			value: requests / seconds
		},
		...[
			"mean",
			"p50",
			"p95",
			"p99",
			"p999"
		].map((name) => {
			return {
				metric: `latency-${name}`,
				value: latency[name]
			};
		})
	];
	const told = furthestOf(requests);
	return all.filter(({ metric }) => !isFurther(metric, told) && !isFurther(metric, furthest));
}
/** An arm of the plan, for caveats. */
function armOf({ plan }, index) {
	const arm = plan.arms[index];
	if (arm === void 0) throw new RangeError(`the plan has no arm ${index}`);
	return arm;
}
/** What a pair is called while it is measured. */
function labelOf$1({ plan }, { head, against }) {
	return `${plan.arms[head]?.name} / ${plan.arms[against]?.side}`;
}

// src/measure/pairs/fit.ts
/** Fewest rounds that can be red, and so the fewest that both budgets must allow. */
const fewestRounds = 6;
/**
* The slices of all pairs so that the planned rounds stay within the write budget: fewer blocks for
* those that write most. `bad-argument` where a budget allows too few rounds to decide anything.
*/
function fitRounds(found, { plan, suite, spent, imageWrites }) {
	const left = plan.writeBudget - spent.bytes;
	const priced = (one, slices) => ({
		...one,
		slices,
		...costOf(one, slices, warmUpOf(slices, {
			...suite,
			...one.workload
		}))
	});
	const whole = found.map((one) => priced(one, one.slices));
	const cap = levelFor(whole.map(({ bytes }) => bytes), left * .95 / plan.rounds - imageWrites);
	const chosen = whole.map((one) => one.bytes > cap ? shrunk(one, cap, priced) : one);
	const sum = (of) => chosen.reduce((total, one) => total + of(one), 0);
	const round = {
		seconds: sum(({ seconds }) => seconds),
		bytes: imageWrites + sum(({ bytes }) => bytes)
	};
	requireRounds(round, {
		plan,
		spent
	});
	return {
		chosen,
		round
	};
}
/** The largest slices below the cap; where no whole block is, the least that there are. */
function shrunk(one, cap, priced) {
	const ascending = [one, ...[
		1,
		.75,
		.5,
		1.5,
		2
	].flatMap((times) => {
		const slices = one.within(times * cap);
		return slices.ok ? [priced(one, slices.value)] : [];
	})].toSorted((x, y) => x.bytes - y.bytes);
	return ascending.findLast(({ bytes }) => bytes <= cap) ?? ascending[0] ?? one;
}
function costOf({ reading: { a, b, pause = 0 }, workload }, slices, warmUp) {
	const block = 4 * (slices.milliseconds / 1e3 + (a.drain + b.drain) / 2 + pause);
	const seconds = slices.blocks * block + Math.max(2 * warmUp / 1e3, block);
	return {
		seconds,
		bytes: (a.rate + b.rate) / 2 * workload.blockSize * (1 - workload.read) * seconds + 2 * refilledBytes(workload)
	};
}
function requireRounds(round, { plan, spent }) {
	const needed = Math.min(plan.rounds, fewestRounds);
	const wanted = formatCounts(needed, plan.rounds);
	const why = `a short run of the disks shows that a round measures for ${formatDuration(round.seconds)} and writes ${formatBytes(round.bytes)}`;
	if (spent.bytes + needed * round.bytes > plan.writeBudget) {
		const enough = Math.ceil((spent.bytes + plan.rounds * round.bytes) / .95 / 2 ** 30);
		throw new GateError("bad-argument", {
			problem: `the write budget of ${formatBytes(plan.writeBudget)} does not allow ${wanted}`,
			why,
			remedy: `give --write-budget ${enough}GiB, or measure fewer or smaller disks`
		});
	}
	if (spent.seconds + needed * round.seconds <= plan.budget) return;
	const minutes = Math.ceil((spent.seconds + 1.5 * plan.rounds * round.seconds) / 60);
	throw new GateError("bad-argument", {
		problem: `the time budget of ${formatDuration(plan.budget)} does not allow ${wanted}`,
		why,
		remedy: `give --budget ${minutes}m, or measure fewer disks or workloads`
	});
}
function formatCounts(needed, planned) {
	return needed === planned ? formatCount(planned, "planned round") : `${needed} of ${planned} rounds, and nothing is decided before`;
}
/** The level to which amounts must be cut so that their sum is `allowed`; infinite where it is. */
function levelFor(amounts, allowed) {
	let left = allowed;
	for (const [index, amount] of amounts.toSorted((a, b) => a - b).entries()) {
		const share = left / (amounts.length - index);
		if (amount > share) return Math.max(0, share);
		left -= amount;
	}
	return Number.POSITIVE_INFINITY;
}
/** What the plan's slices are, and what a round of them costs. */
function describeRound(chosen, { seconds, bytes }) {
	const lengths = chosen.map(({ slices }) => slices.milliseconds);
	const span = `${Math.min(...lengths)} to ${Math.max(...lengths)} ms`;
	const reach = /* @__PURE__ */ new Map();
	for (const { workload, slices } of chosen) if (!reach.has(workload.name) || isFurther(reach.get(workload.name) ?? "iops", slices.furthest)) reach.set(workload.name, slices.furthest);
	const told = [...reach].flatMap(([name, furthest]) => furthest === "latency-p999" ? [] : [`${name} ${furthest ? `up to ${furthest}` : "none"}`]);
	const percentiles = told.length === 0 ? "" : `; percentiles: ${told.join(", ")}`;
	return `slices of ${span}: a round measures for ${formatDuration(seconds)} and writes about ${formatBytes(bytes)}${percentiles}`;
}

// src/measure/pairs/pilot.ts
/**
* Milliseconds of a slice where what a side put off must be paid inside its own time, longest
* first. Unlike short ones they tell page cache and direct writes, and an iothread, right.
*/
const longSlices = [
	500,
	250,
	125,
	60,
	30
];
/**
* The plan with the slices of each pair, from a short run of both its disks in a guest of its own:
* fixed before the first number. Blocks of write workloads are as many as the write budget allows
* in all planned rounds. Nothing is run where the plan has slices already. `tool-failed`,
* `bad-argument`.
*/
async function pilotPairs(bench, images) {
	const { plan, onProgress, stopwatch, writes } = bench;
	const { pairs } = plan;
	if (pairs === void 0 || pairs.every(({ slices }) => slices !== void 0)) return {
		plan,
		caveats: []
	};
	onProgress({
		kind: "phase",
		text: "looking how long the slices of each pair must be"
	});
	await countWork(writes, imagesCost(plan).round, () => stopwatch.time("prepare", () => images.layOut(0)));
	await using booted = await bootWithDisks(bench, {
		images,
		round: 0
	});
	const found = [];
	for (const [index, pair] of pairs.entries()) {
		const plugged = pluggedPair(bench, pair, booted.disks);
		await stopwatch.time("prepare", () => setPairCaches(bench, pair, plugged));
		for (const workload of pairsSuiteOf(plan).workloads) {
			found.push(await pilotWorkload(bench, {
				...plugged,
				pair,
				index,
				workload
			}));
			await drain$1(bench, workload);
		}
	}
	const spent = {
		bytes: writes.total(),
		seconds: stopwatch.elapsed()
	};
	const imageWrites = imagesCost(plan).round;
	const { chosen, round } = fitRounds(found, {
		plan,
		suite: pairsSuiteOf(plan),
		spent,
		imageWrites
	});
	for (const { pair, workload, bytes } of chosen) writes.most.set(`${pair} ${workload.name}`, bytes);
	onProgress({
		kind: "phase",
		text: describeRound(chosen, round)
	});
	const slicesIn = (pair) => chosen.flatMap((one) => one.pair === pair ? [one.slices] : []);
	const withSlices = pairs.map((pair, index) => ({
		...pair,
		slices: slicesIn(index)
	}));
	return {
		plan: {
			...plan,
			pairs: withSlices
		},
		roundWrites: round.bytes,
		caveats: booted.caveats
	};
}
async function pilotWorkload(bench, { pair, index, workload, ...plugged }) {
	const suite = pairsSuiteOf(bench.plan);
	const synced = needsLongSlices(bench.plan, pair, workload);
	const halves = pair.place === "one file" ? "exchanged" : "whole";
	const seed = bench.plan.draws?.[0]?.[index]?.seed ?? 0;
	const short = pilotJob({
		workload,
		a: "",
		b: "",
		halves,
		seed
	});
	const milliseconds = workload.blockSize >= 2 ** 20 ? 10 : short.milliseconds;
	const job = workload.read === 1 ? short : {
		...short,
		milliseconds,
		blocks: 3,
		warmUp: 0,
		synced
	};
	const most = workload.read === 1 ? 0 : suite.writeCap;
	const reading = await runJob(bench, {
		...plugged,
		job,
		most
	});
	if (!reading.ok) {
		await plugged.head.guest.vm.ioErrors.requireSpace();
		throw refusal(bench, {
			pair,
			workload
		}, reading);
	}
	const limits = {
		workload,
		seconds: suite.seconds,
		...synced && { long: longSlices[0] }
	};
	const within = (writeCap) => slicesWithin(reading.value, {
		...limits,
		writeCap
	});
	const chosen = within(writeCapOf(suite, { synced }));
	if (!chosen.ok) throw refusal(bench, {
		pair,
		workload
	}, chosen);
	return {
		pair: index,
		workload,
		reading: reading.value,
		slices: chosen.value,
		within
	};
}
/**
* Where pairs mix page cache and direct writes one side pays for what the other put off, and with
* an iothread on one side short slices tell another difference than long ones.
*/
function needsLongSlices({ arms }, { head, against }, { read }) {
	const [one, other] = [arms[head]?.target, arms[against]?.target];
	if (one?.kind !== "disk" || other === void 0 || other.kind === "null") return false;
	const { cache, iothread } = other.kind === "disk" ? other.mode : {};
	return cacheFlags(one.mode.cache).direct !== cacheFlags(cache ?? "none").direct && read < 1 || one.mode.iothread !== iothread;
}
/**
* The longest of long slices that the cap on writes allows. Where it allows none, of any length,
* twice the cap and more: the write budget decides what that leaves of the rounds.
*/
function slicesWithin(reading, limits) {
	const lengths = limits.long === void 0 ? [void 0] : longSlices;
	const tries = [
		1,
		2,
		4,
		8
	].flatMap((times) => lengths.map((long) => ({
		...limits,
		writeCap: times * limits.writeCap,
		long
	})));
	let chosen = slicesOf(reading, limits);
	for (const wanted of tries) if (!chosen.ok) chosen = slicesOf(reading, wanted);
	return chosen.ok ? accept$1(chosen.value.slices) : chosen;
}
function refusal({ plan: { arms } }, { pair, workload }, { rejections }) {
	const [first] = rejections;
	return new GateError("tool-failed", {
		problem: `a short run of ${workload.name} on the disk ${arms[pair.head]?.name} and its ${arms[pair.against]?.side} failed: ${first?.problem}`,
		remedy: first?.remedy
	});
}

// src/measure/arm-step.ts
/**
* Runs one workload where its arm is. Whatever is no sound report of it is a rejection; `no-space`,
* `qemu-failed`.
*/
async function runStep(bench, request) {
	const { place } = request;
	if (place.kind === "host") return runOnHost(request, place.directory, bench.signal);
	const clock = await watchGuestClock(place.guest, bench.signal);
	const spent = await watchQemu(place);
	const reading = await runInGuest(bench, request, place);
	if (!reading.ok) return reading;
	const values = [...reading.value.values, ...await spent()];
	const doubt = clockDoubt(await clock());
	return doubt === void 0 ? accept$1({
		...reading.value,
		values
	}) : reject(request.step.workload.name, doubt);
}
/** Seconds beyond a step's own that its tool may take: to start, and to write out what is left. */
const extraSeconds = {
	host: 300,
	guest: 120
};
async function runOnHost({ arm, step, seed }, directory, signal) {
	const job = jobOf$1(arm.target) ?? {
		direct: true,
		dsync: false
	};
	const where = {
		file: hostFileName,
		seed,
		...job
	};
	return readOutput(await runHostJob({
		argv: step.argv(where),
		directory,
		timeout: step.seconds + extraSeconds.host,
		signal
	}), {
		step,
		where,
		place: "on the host"
	});
}
/** In the guest always with O_DIRECT, so that its own page cache plays no part. */
async function runInGuest({ plan: { suite }, signal }, { step, seed }, { guest, disk }) {
	const { seconds } = step;
	const where = {
		file: disk.device,
		direct: true,
		dsync: false,
		seed
	};
	const limits = {
		expectedSeconds: seconds,
		timeout: seconds + extraSeconds.guest,
		signal
	};
	return readOutput(await executeIn(guest, {
		argv: step.argv(where),
		directory: rulesOf(suite).files === void 0 ? "/" : disk.mountPoint,
		...limits
	}), {
		step,
		where,
		place: "in the guest"
	});
}
function readOutput({ exitCode, stdout, stderr }, { step, where, place }) {
	if (exitCode === 0) return step.parse(stdout, where);
	const reading = exitCode < 126 && stdout.trim() !== "" ? step.parse(stdout, where) : void 0;
	const why = reading?.ok === false ? reading.rejections[0] : void 0;
	const last = (stderr.trim() || stdout.trim()).split("\n").at(-1) ?? "";
	const [program] = step.argv(where);
	return reject(step.workload.name, `${program ?? "the tool"} ended with status ${exitCode} ${place}: ${why?.problem ?? last}`, why?.remedy);
}
/**
* What QEMU spends per byte and per request from here to the call of the returned function. Divided
* by what QEMU itself counted meanwhile, the ramp included, as the processor time has it too.
*/
async function watchQemu({ guest, disk }) {
	const look = async () => ({
		seconds: await processorTime(guest.vm.pid),
		traffic: await readDiskTraffic(guest.vm, disk.id)
	});
	const before = await look();
	return async () => {
		const after = await look();
		const seconds = after.seconds - before.seconds;
		const bytes = after.traffic.bytes - before.traffic.bytes;
		const requests = after.traffic.requests - before.traffic.requests;
		if (bytes <= 0 || requests <= 0) return [];
		return [{
			metric: "cpu-per-gib",
			value: seconds / bytes
		}, {
			metric: "cpu-per-io",
			value: seconds / requests
		}];
	};
}

// src/measure/arm.ts
/**
* Measures the workloads of one arm. A workload whose tool fails leaves no value and a caveat: its
* cell is missing.
*/
async function measureArm(bench, request) {
	const { place, arm, round, index } = request;
	const { suite, randomSeed } = bench.plan;
	const rules = rulesOf(suite);
	const restoring = restoringWrites(rules, arm);
	const prepare = (work) => countWork(bench.writes, restoring, () => bench.stopwatch.time("prepare", work));
	if (!hasRoom(bench, restoring)) return {
		measurements: [],
		caveats: [],
		cut: true
	};
	await prepare(() => setCacheState(bench, request));
	await using _mount = await filesystemOf(rules, place);
	const measurements = [];
	const caveats = [];
	const settled = [];
	for (const [offset, planned] of rules.workloads.entries()) {
		const { name: workload } = planned;
		const step = stepOf(rules, workload);
		const most = arm.target.kind === "null" ? 0 : planned.mostWritten;
		if (!hasRoom(bench, most)) return {
			measurements,
			caveats,
			cut: true
		};
		request.onWorkload(step.workload);
		await prepare(() => readyWorkload(bench, request, step.workload));
		const seed = offsetSeed({
			randomSeed,
			round,
			workload
		});
		const startedAt = (/* @__PURE__ */ new Date()).toISOString();
		const written = await watchWrites(bench, {
			place,
			most
		});
		const reading = await bench.stopwatch.time("measure", () => runStep(bench, {
			arm,
			place,
			step,
			seed
		}));
		await written(reading.ok ? reading.value.bytesWritten : void 0);
		if (reading.ok) {
			const { bytes, seconds, values } = reading.value;
			const common = {
				arm: index,
				workload,
				order: request.firstOrder + offset,
				startedAt,
				seconds,
				bytes
			};
			measurements.push(...values.map((cell) => ({
				...common,
				...cell
			})));
		} else {
			const why = reading.rejections.map(({ problem }) => problem).join("; ");
			const { name, side } = arm;
			caveats.push({
				kind: "failed",
				round,
				arm: name,
				side,
				workload,
				said: why.slice(0, 500)
			});
		}
		settled.push(...await drain(bench, place, {
			rules,
			workload: planned
		}));
	}
	caveats.push(...unsettledCaveats(settled, {
		round,
		arm
	}));
	return {
		measurements,
		caveats,
		cut: false
	};
}
function hasRoom({ writes, plan }, most) {
	return most === 0 || writes.total() + most <= plan.writeBudget;
}
/**
* Counts what a step writes: what its tool reports; where it reports nothing, what QEMU counted;
* and the most it may be on the host, or where not even QEMU answers.
*/
async function watchWrites({ writes }, { place, most }) {
	const count = async () => place.kind === "disk" && most > 0 ? (await readDiskTraffic(place.guest.vm, place.disk.id)).bytesWritten : void 0;
	const before = await count();
	const settled = writes.reserve(most);
	return async (reported) => {
		if (most === 0) return settled(0);
		if (reported !== void 0) return settled(reported);
		const after = await count();
		if (before !== void 0 && after !== void 0) settled(after - before);
	};
}
/**
* Dirty pages of a workload must not bleed into the next one. Reads of a block device leave none;
* what is written to one past the guest's page cache (O_DIRECT) is none of the guest's.
*/
async function drain(bench, place, { rules, workload }) {
	const onFiles = rules.files !== void 0;
	if (!onFiles && !workload.writes) return [];
	if (place.kind === "disk" && onFiles) await place.guest.agent.execute({
		argv: ["sync"],
		timeout: 120,
		signal: bench.signal
	});
	return [await settleAfter(bench, workload.name)];
}
function stepOf(rules, workload) {
	const step = (rules.unit === "arm" ? rules.steps : []).find(({ workload: { name } }) => name === workload);
	if (step === void 0) throw new TypeError(`no arm is measured with ${workload} by itself`);
	return step;
}
/** A suite works on files of its own, or on the block device itself. */
async function filesystemOf({ files }, place) {
	return place.kind === "disk" && files !== void 0 ? mounted(place.guest, place.disk) : void 0;
}

// src/measure/proof.ts
/**
* Whether the mode of an arm's disk was in force to the end of its turn, after what was `known` of
* it. `no-space` where the host had no space for what the guest wrote: its tool may have failed by
* that, or not have noticed.
*/
async function proveAgain(bench, { guest, disk }, { known = disk.attestation, ...turn }) {
	await guest.vm.ioErrors.requireSpace();
	await requirePinned(bench.site.pin, guest.vm);
	const found = await bench.stopwatch.time("prepare", () => withRoundGuestInErrors(guest, () => attestPlugged(guest, disk, { used: true })));
	const caveats = doubtsOf(found, {
		...turn,
		used: true
	});
	return {
		attestation: joinAttestations(known, found),
		caveats
	};
}
/**
* Both readings of a round as one: a mode must be in force from beginning to end. What the later
* one found otherwise is marked, so that a reader sees when.
*/
function joinAttestations(attached, measured) {
	if (measured.ok || !attached.ok) return attached;
	return {
		ok: false,
		evidence: measured.evidence.map((item) => ({
			...item,
			fact: `${item.fact}, after measuring`
		}))
	};
}
/** The doubt about an arm whose mode is not in force, with what shows it; none where it is. */
function doubtsOf({ ok, evidence }, { arm, round, used }) {
	if (ok) return [];
	const { name, side } = arm;
	return [{
		kind: "unattested",
		round,
		arm: name,
		side,
		used,
		evidence: evidence.filter(({ expected, found }) => expected !== found)
	}];
}

// src/core/limit.ts
/** From this share of a limit on it counts as held: buckets leave a few percent unused. */
const heldShare = .9;
/** Up to this share it shows as the ceiling that it is; what is above comes from a bucket. */
const flatShare = 1.1;
/** A side that runs half of the time draws on a bucket that fills all the time. */
const refillShare = .5;
/**
* A limit without a burst still has a bucket: a tenth of a second in QEMU (util/throttle.c, `max`
* of 0) and in the kernel (block/blk-throttle.c, a slice on hard disks; on others it is shorter).
*/
const leastBucketSeconds = .1;
/** So many times a full bucket must a slice last: then the bucket is at most 5 % of its rate. */
const outlastingFactor = 20;
/**
* What the limits mean for a workload whose slices last `sliceSeconds`. No statistics can tell: a
* limit at 80 % of the free rate reads as no loss at all in slices of 5 ms. A quota of processors
* is taken as one for both sides, since the processors of one side alone are not known.
*/
function bindingLimits({ head, against, sliceSeconds }) {
	const sides = [loadsOf("head", head, sliceSeconds), loadsOf("against", against, sliceSeconds)];
	const atCeiling = sides.map((loads) => loads.filter(isCeiling));
	if (atCeiling.every(({ length }) => length > 0)) return atCeiling.flat().map((load) => finding("limit-ceiling", load));
	return sides.flat().flatMap((load) => {
		if (!load.outlasted && load.share > (load.limit.what === "processors" ? heldShare : refillShare)) return [finding("limit-refills", load)];
		return load.share >= heldShare ? [finding("limit-held", load)] : [];
	});
}
function loadsOf(side, { limits, rates }, sliceSeconds) {
	return limits.map((limit) => {
		const rate = rateOf(limit, rates);
		const { perSecond, burst } = limit;
		const bucket = burst === void 0 ? 0 : burst.perSecond * burst.seconds / perSecond;
		const outlasted = sliceSeconds >= outlastingFactor * Math.max(bucket, leastBucketSeconds);
		return {
			side,
			limit,
			rate,
			share: rate / perSecond,
			outlasted
		};
	});
}
function rateOf({ what, direction }, rates) {
	if (what === "processors" || direction === "both") return rates[what];
	return rates[what] * (direction === "read" ? rates.reads : 1 - rates.reads);
}
function isCeiling({ share, outlasted }) {
	return share >= heldShare && (share <= flatShare || outlasted);
}
function finding(kind, { side, limit, rate }) {
	return {
		kind,
		side,
		limit,
		rate
	};
}

// src/host/limits.ts
/** Version 2 has no names of controllers in /proc/PID/cgroup. Kernels before 5.14 know no burst. */
const files = [
	{
		controller: "",
		names: ["io.max"],
		parse: deviceLimits
	},
	{
		controller: "",
		names: ["cpu.max", "cpu.max.burst"],
		parse: quota
	},
	...Object.entries({
		read_bps: "rbps",
		read_iops: "riops",
		write_bps: "wbps",
		write_iops: "wiops"
	}).map(([kind, key]) => ({
		controller: "blkio",
		names: [`blkio.throttle.${kind}_device`],
		parse: (text) => deviceLimits(text.replaceAll(" ", ` ${key}=`))
	})),
	{
		controller: "cpu",
		names: [
			"cpu.cfs_quota_us",
			"cpu.cfs_period_us",
			"cpu.cfs_burst_us"
		],
		parse: (time, period, burst) => quota(`${time.replace("-1", "max").trim()} ${period}`, burst)
	}
];
/**
* The limits of a process's control groups and of all groups above them, of version 2 (io.max,
* cpu.max) and 1 (blkio.throttle.*, cpu.cfs_*). A quota of all the processors there are is none.
* What can't be read is `unknown`, as are groups above a container, which it does not see.
* Sources: Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/blkio-controller.rst.
*/
async function cgroupLimits(request) {
	const { pid, devices, proc = "/proc" } = request;
	const limits = [];
	const unknown = /* @__PURE__ */ new Set();
	const [groups, mountinfo] = await Promise.all([`${pid}/cgroup`, "self/mountinfo"].map((name) => readFile(join(proc, name), "utf8").catch(() => "")));
	const memberships = membershipsIn(groups ?? "");
	const mounts = mountsIn(mountinfo ?? "");
	if (memberships.length === 0) unknown.add("control groups");
	for (const { controller, path } of memberships) {
		const top = mounts.find(({ filesystem, options }) => controller === "" ? filesystem === "cgroup2" : filesystem === "cgroup" && options.split(",").includes(controller));
		const below = top === void 0 ? void 0 : pathBelow(top.root, path);
		if (top === void 0 || below === void 0 || !existsSync(join(top.target, below))) {
			unknown.add(`control groups of ${controller || "version 2"}`);
			continue;
		}
		if (top.root !== "/" || existsSync(join(top.target, "cgroup.type"))) unknown.add("control groups above the container");
		for (let at = below;; at = dirname(at)) {
			const node = basename(at) || "/";
			for (const file of files.filter((one) => one.controller === controller)) {
				const found = await limitsIn$1(join(top.target, at), file);
				if (found === void 0) unknown.add(file.names[0]);
				for (const { device, ...limit } of found ?? []) if (device === void 0 || devices.length === 0 || devices.includes(device)) limits.push({
					source: "cgroup",
					node,
					...limit
				});
			}
			if (at === "/") break;
		}
	}
	return {
		limits,
		unknown: [...unknown]
	};
}
/** None where the group has no such file; undefined where it can't be read, or is malformed. */
async function limitsIn$1(directory, { names, parse }) {
	const read = (name) => readFile(join(directory, name), "utf8").catch((error) => {
		if (hasCode(error, "ENOENT")) return "";
		throw error;
	});
	try {
		const [text = "", ...beside] = await Promise.all(names.map(read));
		return text === "" ? [] : parse(text, ...beside);
	} catch {
		return;
	}
}
/** Lines of `MAJOR:MINOR rbps=N wiops=max …`. */
function deviceLimits(text) {
	return text.split("\n").flatMap((line) => {
		const [device = "", ...settings] = line.trim().split(" ");
		return settings.flatMap((setting) => {
			const [, direction, what, value] = /^([rw])(bps|iops)=(max|\d+)$/.exec(setting) ?? [];
			if (value === "max") return [];
			return {
				what: what === "bps" ? "bytes" : "requests",
				direction: direction === "r" ? "read" : "write",
				perSecond: positive(value),
				device
			};
		});
	});
}
/** `QUOTA PERIOD` in microseconds; a full bucket is a whole quota, and the burst on top of it. */
function quota(text, burst = "") {
	const [given, period] = text.trim().split(" ");
	if (given === "max") return [];
	const [time, every] = [positive(given), positive(period)];
	const perSecond = time / every;
	const seconds = positive((time + Number(burst)) * every / (time * 1e6));
	if (perSecond >= cpus().length) return [];
	return [{
		what: "processors",
		direction: "both",
		perSecond,
		burst: {
			perSecond,
			seconds
		}
	}];
}
function positive(said) {
	const value = Number(said);
	if (value > 0 && Number.isFinite(value)) return value;
	throw new TypeError(`${said} is not above 0`);
}
/**
* The groups of a process that may limit it: lines of `ID:CONTROLLERS:PATH`. Where version 1 has
* both controllers, version 2 has neither.
*/
function membershipsIn(text) {
	const found = text.split("\n").flatMap((line) => {
		const [, names, path = ""] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
		return (names?.split(",").filter((name) => files.some((one) => one.controller === name)) ?? []).map((controller) => ({
			controller,
			path
		}));
	});
	const old = found.filter(({ controller }) => controller !== "");
	return old.length === 2 ? old : found;
}
/** Undefined where the mount does not show the group, as in some containers. */
function pathBelow(root, path) {
	const below = join("/", path.startsWith(root) ? path.slice(root.length) : "");
	return [path, `${path}/`].includes(join(root, below)) ? below : void 0;
}

// src/qemu/limits.ts
const said = record$1(string(), unknown());
const limited = [
	[
		"both",
		"-total",
		""
	],
	[
		"read",
		"-read",
		"_rd"
	],
	[
		"write",
		"-write",
		"_wr"
	]
].flatMap(([direction, inGroup, inBlock]) => [{
	what: "bytes",
	direction,
	group: `bps${inGroup}`,
	block: `bps${inBlock}`
}, {
	what: "requests",
	direction,
	group: `iops${inGroup}`,
	block: `iops${inBlock}`
}]);
/**
* The limits in force in a QEMU: those of its devices (-drive throttling.*, block_set_io_throttle),
* and those of the groups of throttle nodes. `qemu-failed` where QEMU is gone.
*/
async function qemuLimits(qmp) {
	const limits = [];
	const unknown = [];
	const take = (node, found) => {
		if (found === void 0) unknown.push(`throttle of ${node} in QEMU`);
		else limits.push(...found);
	};
	for (const { inserted } of await ask(qmp, "query-block")) {
		if (inserted === void 0) continue;
		const medium = said.safeParse(inserted).data ?? {};
		const node = medium["node-name"];
		if (typeof node === "string") take(node, limitsIn(medium, node, "block"));
		else take("a device", void 0);
	}
	for (const { name, type } of await ask(qmp, "qom-list", { path: "/objects" })) {
		if (type !== "child<throttle-group>") continue;
		const asked = {
			path: `/objects/${String(name)}`,
			property: "limits"
		};
		const group = said.safeParse(await qmp.execute("qom-get", asked)).data;
		take(String(name), group && limitsIn(group, String(name), "group"));
	}
	return {
		limits,
		unknown
	};
}
/**
* Those limits that may hold the disk `id`: all but the ones of other disks' own nodes. A throttle
* group that somebody else made is taken for every disk's, as QEMU does not tell who is in it.
*/
function limitsOfDisk(limits, id) {
	return limits.filter(({ source, node }) => {
		const owner = /^(.+)-(?:file|disk|throttle)$/.exec(node)?.[1] ?? id;
		return source !== "QEMU" || owner === id;
	});
}
async function ask(qmp, command, args = {}) {
	const answer = array(said).safeParse(await qmp.execute(command, args));
	if (answer.success) return answer.data;
	const problem = `QEMU answered ${command} with something other than a list`;
	throw new GateError("qemu-failed", { problem });
}
/** Undefined where a number is missing, or is none. */
function limitsIn(values, node, speaker) {
	const dash = speaker === "group" ? "-" : "_";
	const limits = [];
	for (const { what, direction, [speaker]: name } of limited) {
		const perSecond = values[name];
		const most = values[`${name}${dash}max`] ?? 0;
		const seconds = values[`${name}${dash}max${dash}length`] ?? 1;
		const size = values[`iops${dash}size`] ?? 0;
		if (!isAmount(perSecond) || !isAmount(most) || !isAmount(seconds) || !isAmount(size)) return void 0;
		if (perSecond === 0) continue;
		const limit = {
			source: "QEMU",
			node,
			what,
			direction,
			perSecond,
			...most === 0 ? {} : { burst: {
				perSecond: most,
				seconds
			} }
		};
		limits.push(limit);
		if (what === "requests" && size > 0) limits.push(inBytes(limit, size));
	}
	return limits;
}
function inBytes({ burst, ...limit }, size) {
	const bytes = {
		...limit,
		what: "bytes",
		perSecond: limit.perSecond * size
	};
	if (burst === void 0) return bytes;
	return {
		...bytes,
		burst: {
			...burst,
			perSecond: burst.perSecond * size
		}
	};
}
function isAmount(value) {
	return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

// src/measure/pairs/guards.ts
/**
* The limits that may hold the disks of a round, as they are once all are plugged in. All QEMUs are
* in one control group.
*/
async function limitsOf({ scratch, devices: held }, disks) {
	const own = [...held.values()].map(({ number }) => number);
	const devices = [...await blockDevicesUnder(scratch), ...own];
	const vms = [...new Set([...disks.values()].map(({ guest }) => guest.vm))];
	const readings = await Promise.all([...vms.map(({ qmp }) => qemuLimits(qmp)), ...vms.slice(0, 1).map(({ pid }) => cgroupLimits({
		pid,
		devices
	}))]);
	return {
		limits: readings.flatMap(({ limits }) => limits),
		unknown: readings.flatMap(({ unknown }) => unknown)
	};
}
/** That it is not known whether there are limits; one for a run. */
function unreadLimits({ unknown }) {
	if (unknown.length === 0) return [];
	return [{
		kind: "limits-unread",
		unknown: unknown.slice(0, 16)
	}];
}
/** What the limits in force say of a workload: `missing` where its slices can't have seen them. */
function limitReasons({ limits }, { pair, workload, processors, sliceSeconds, ...sides }) {
	const sideOf = (side) => {
		const { bytes, requests, seconds } = sides[side];
		const rates = {
			bytes: bytes / seconds,
			requests: requests / seconds,
			reads: workload.read
		};
		return {
			limits: limitsOfDisk(limits, pair[side].disk.id),
			rates: {
				...rates,
				processors
			}
		};
	};
	const reasons = bindingLimits({
		head: sideOf("head"),
		against: sideOf("against"),
		sliceSeconds
	}).map(({ kind, side, rate, limit: { source, what, perSecond } }) => ({
		kind,
		side,
		source,
		what,
		limit: perSecond,
		rate
	}));
	const isMissing = ({ kind }) => kind === "limit-refills";
	return {
		missing: reasons.filter(isMissing),
		doubts: reasons.filter((reason) => !isMissing(reason))
	};
}
/** What of a pair's images is not as its modes imply. */
async function imageReasons({ head, against }, moment) {
	if (head.disk.begin !== void 0) return [];
	const one = await stateOf(head.disk);
	const other = head.disk.image === against.disk.image ? one : await stateOf(against.disk);
	if (one === void 0 || other === void 0) return [];
	const states = [{
		...one,
		mode: head.disk.mode
	}, {
		...other,
		mode: against.disk.mode
	}];
	return imageDoubts(...states).map((doubt) => ({
		...doubt,
		moment
	}));
}
/** Undefined for a disk without an image. */
async function stateOf({ image, mode, backing }) {
	if (typeof image !== "string") return void 0;
	const holes = backing === void 0 ? await unallocatedBytes({
		path: image,
		format: mode.format
	}) : 0;
	return {
		mode,
		resident: await residentShare(image),
		unallocated: holes / mode.size
	};
}

// src/measure/pairs/round.ts
/**
* Measures the pairs of a plan in freshly booted guests, in the round's order. A workload that
* fails leaves a failure and no value: its cell is missing.
*/
async function measurePairs(bench, request) {
	const { plan } = bench;
	const measured = {
		measurements: [],
		differences: [],
		failures: [],
		doubts: [],
		caveats: [],
		attestations: /* @__PURE__ */ new Map(),
		cut: false
	};
	let limits;
	for (const [turn, index] of (plan.order[request.index] ?? []).entries()) {
		const [pair, draw] = [plan.pairs?.[index], plan.draws?.[request.index]?.[index]];
		if (pair === void 0 || draw === void 0) throw new RangeError(`round ${request.index} names pair ${index}, which the plan lacks`);
		const plugged = pluggedPair(bench, pair, request.disks);
		limits ??= await limitsOf(bench, request.disks);
		const firstOrder = turn * plan.suite.workloads.length;
		const round = request.index;
		await measurePair(bench, measured, {
			index,
			round,
			pair,
			draw,
			plugged,
			limits,
			firstOrder
		});
		if (measured.cut) break;
	}
	if (limits !== void 0) measured.caveats.push(...unreadLimits(limits));
	const isSound = (cell) => !measured.failures.some(({ pair, workload = cell.workload }) => pair === cell.pair && workload === cell.workload);
	return {
		...measured,
		measurements: measured.measurements.filter(isSound),
		differences: measured.differences.filter(isSound)
	};
}
async function measurePair(bench, measured, turn) {
	const { plan, stopwatch, onProgress } = bench;
	const { pair, plugged, index, round } = turn;
	const look = async (moment) => {
		const reasons = await stopwatch.time("prepare", () => imageReasons(plugged, moment));
		measured.failures.push(...reasons.map((reason) => ({
			pair: index,
			reason
		})));
	};
	await stopwatch.time("prepare", () => setPairCaches(bench, pair, plugged));
	await look("before");
	const settled = [];
	const throughput = {};
	const { workloads } = pairsSuiteOf(plan);
	const steps = (plan.pairs?.length ?? 0) * workloads.length;
	for (const [place, workload] of workloads.entries()) {
		const slices = pair.slices?.[place];
		if (slices?.workload !== workload.name) throw new RangeError(`the pair ${index} has no slices of ${workload.name}`);
		const most = mostWrites(bench, {
			index,
			workload,
			slices
		});
		if (most > 0 && bench.writes.total() + most > plan.writeBudget) {
			measured.cut = true;
			return;
		}
		onProgress({
			kind: "measuring",
			round: round + 1,
			rounds: plan.rounds,
			arm: labelOf$1(bench, pair),
			workload: workload.title,
			done: round * steps + turn.firstOrder + place,
			total: plan.rounds * steps
		});
		const value = await measureWorkload(bench, measured, {
			...turn,
			workload,
			slices,
			place,
			most
		});
		if (value !== void 0) throughput[workload.name] = value;
		settled.push(...await drain$1(bench, workload));
	}
	await look("after");
	await provePair(bench, measured, turn);
	measured.caveats.push(...unsettledCaveats(settled, {
		round,
		arm: armOf(bench, pair.head)
	}));
	onProgress({
		kind: "measured",
		round: round + 1,
		arm: labelOf$1(bench, pair),
		throughput
	});
}
/** Measures one workload of a pair; the head's throughput, or undefined where it failed. */
async function measureWorkload(bench, measured, turn) {
	const { pair, index, workload, slices, plugged } = turn;
	const startedAt = (/* @__PURE__ */ new Date()).toISOString();
	const used = await watchProcessors(plugged);
	const reading = await runJob(bench, {
		...plugged,
		job: jobOf(bench, turn),
		most: turn.most
	});
	const name = `${index} ${workload.name}`;
	const { most } = bench.writes;
	if (turn.most > 0) most.set(name, Math.max(most.get(name) ?? 0, reading.written));
	const cell = {
		pair: index,
		workload: workload.name
	};
	if (!reading.ok) {
		const said = reading.rejections.map(({ problem }) => problem).join("; ").slice(0, 500);
		measured.failures.push({
			...cell,
			reason: {
				kind: "tool-failed",
				said
			}
		});
		return;
	}
	const { a, b, log, error, ratios, doubts } = reading.value;
	const reasons = limitReasons(turn.limits, {
		pair: plugged,
		workload,
		head: a,
		against: b,
		processors: await used(),
		sliceSeconds: slices.milliseconds / 1e3
	});
	measured.failures.push(...reasons.missing.map((reason) => ({
		...cell,
		reason
	})));
	const bound = doubts.map((kind) => ({ kind }));
	measured.doubts.push(...[...reasons.doubts, ...bound].map((reason) => ({
		...cell,
		reason
	})));
	measured.differences.push({
		...cell,
		log,
		error,
		ratios
	});
	const common = {
		...cell,
		order: turn.firstOrder + turn.place,
		startedAt
	};
	for (const [own, side] of [[pair.head, a], [pair.against, b]]) {
		const { seconds, bytes } = side;
		const place = {
			...common,
			arm: own,
			seconds,
			bytes
		};
		measured.measurements.push(...valuesOf(side, slices).map((value) => ({
			...place,
			...value
		})));
	}
	return a.bytes / a.seconds;
}
function jobOf({ plan }, { pair, draw, workload, slices }) {
	const { milliseconds, blocks, synced, drained } = slices;
	return {
		workload,
		milliseconds,
		blocks,
		synced,
		drained,
		warmUp: warmUpOf(slices, {
			...pairsSuiteOf(plan),
			...workload
		}),
		first: draw.first === "head" ? "a" : "b",
		seed: offsetSeed({
			randomSeed: draw.seed,
			round: 0,
			workload: workload.name
		}),
		halves: pair.place === "one file" ? "exchanged" : "whole",
		swapped: draw.places
	};
}
/** Whether the modes were in force to the end of a pair's turn. */
async function provePair(bench, measured, turn) {
	const { pair, plugged, round } = turn;
	for (const [index, plug] of [[pair.head, plugged.head], [pair.against, plugged.against]]) {
		if (plug.guest === void 0) continue;
		const turnOf = {
			arm: armOf(bench, index),
			round,
			known: measured.attestations.get(index)
		};
		const { attestation, caveats } = await proveAgain(bench, plug, turnOf);
		measured.attestations.set(index, attestation);
		measured.caveats.push(...caveats);
	}
}

// src/measure/round.ts
/**
* One pass over all arms and workloads in freshly booted guests, in the plan's order. It is cut
* before a workload that may write more than the budget has left.
*/
async function measureRound(bench, request) {
	const { plan, onProgress, stopwatch } = bench;
	const settled = await stopwatch.time("prepare", () => settleAfter(bench, "preparation"));
	const load = await watchLoad({
		directory: bench.scratch,
		alsoUsed: [...Object.values(bench.site.hostDirectories), ...[...bench.devices.values()].map(({ path }) => path)]
	});
	onProgress({
		kind: "phase",
		text: `round ${request.index + 1} of ${plan.rounds}${freshOf(bench, request)}`
	});
	const writtenBefore = bench.writes.total();
	await countWork(bench.writes, imagesCost(plan).round, () => stopwatch.time("prepare", () => request.images.layOut(request.index)));
	await using booted = await bootWithDisks(bench, {
		images: request.images,
		round: request.index
	});
	const { disks } = booted;
	const caveats = [
		...unsettledCaveats([settled], { round: request.index }),
		...booted.caveats,
		...doubtsAboutDisks(bench, disks, request)
	];
	const attached = [...disks].map(([index, { disk }]) => [index, disk.attestation]);
	const measured = await (plan.pairs === void 0 ? measureTurns(bench, request, disks) : measurePairs(bench, {
		index: request.index,
		disks
	}));
	const { measurements, differences = [], failures = [], doubts = [] } = measured;
	const { seconds: _, ...shares } = await load.read();
	const paired = {
		...differences.length > 0 && { differences },
		...failures.length > 0 && { failures },
		...doubts.length > 0 && { doubts }
	};
	return {
		round: {
			index: request.index,
			boots: booted.boots,
			measurements,
			...paired,
			load: shares
		},
		attestations: new Map([...attached, ...measured.attestations]),
		caveats: [
			...caveats,
			...measured.caveats,
			...shares.ioRate === void 0 ? [{
				kind: "unseen",
				what: "drive"
			}] : []
		],
		bytesWritten: bench.writes.total() - writtenBefore,
		cut: measured.cut
	};
}
/** The turns of arms that are measured one after the other. */
async function measureTurns(bench, request, disks) {
	const measurements = [];
	const caveats = [];
	const attestations = /* @__PURE__ */ new Map();
	let cut = false;
	for (const [turn, index] of (bench.plan.order[request.index] ?? []).entries()) {
		const measured = await measureTurn(bench, {
			...request,
			plugged: disks.get(index),
			armIndex: index,
			turn
		});
		measurements.push(...measured.measurements);
		caveats.push(...measured.caveats);
		const [plugged, arm] = [disks.get(index), bench.plan.arms[index]];
		if (plugged !== void 0 && arm !== void 0) {
			const proof = await proveAgain(bench, plugged, {
				arm,
				round: request.index
			});
			attestations.set(index, proof.attestation);
			caveats.push(...proof.caveats);
		}
		cut = measured.cut;
		if (cut) break;
	}
	return {
		measurements,
		caveats,
		attestations,
		cut
	};
}
/**
* What is new in a round: images that are made once change places from then on.
*/
function freshOf({ plan, guests }, { index }) {
	if (guests.length === 0) return "";
	return imagesCost(plan).round > 0 || plan.pairs === void 0 && index === 0 ? ": fresh images and a fresh boot" : ": a fresh boot";
}
function doubtsAboutDisks({ plan }, disks, { index }) {
	return [...disks].flatMap(([armIndex, { disk }]) => {
		const arm = plan.arms[armIndex];
		return arm === void 0 ? [] : doubtsOf(disk.attestation, {
			arm,
			round: index,
			used: false
		});
	});
}
function imageFile({ image }) {
	return typeof image === "string" ? image : void 0;
}
async function measureTurn(bench, request) {
	const { plan, onProgress } = bench;
	const { index, armIndex, turn, plugged, hosts } = request;
	const arm = plan.arms[armIndex];
	if (arm === void 0) throw new RangeError(`the order of round ${index} names arm ${armIndex}, which the plan lacks`);
	const place = plugged === void 0 ? {
		kind: "host",
		directory: hosts.directoryOf(arm)
	} : {
		kind: "disk",
		...plugged,
		image: imageFile(plugged.disk)
	};
	const { workloads } = plan.suite;
	const stepsIn = (rounds) => rounds.flat().length * workloads.length;
	const firstOrder = turn * workloads.length;
	const measuring = {
		arm,
		index: armIndex,
		round: index,
		place,
		firstOrder,
		onWorkload: (workload) => onProgress({
			kind: "measuring",
			round: index + 1,
			rounds: plan.rounds,
			arm: labelOf(arm),
			workload: workload.title,
			done: stepsIn(plan.order.slice(0, index)) + firstOrder + workloads.findIndex(({ name }) => name === workload.name),
			total: stepsIn(plan.order)
		})
	};
	const measure = () => measureArm(bench, measuring);
	const measured = await (plugged === void 0 ? measure() : withRoundGuestInErrors(plugged.guest, measure));
	const throughput = measured.measurements.filter(({ metric }) => metric === "throughput");
	onProgress({
		kind: "measured",
		round: index + 1,
		arm: labelOf(arm),
		throughput: Object.fromEntries(throughput.map(({ workload, value }) => [workload, value]))
	});
	return measured;
}
/** Sides may share a name, so those that are not looked at first say theirs. */
function labelOf({ name, side }) {
	return side === "base" || side === "yardstick" ? `${name} (${side})` : name;
}

// src/measure/measure.ts
/**
* Measures a plan. Trouble before the first round is thrown; later it comes back beside what was
* measured until then. What can't be cleaned up afterwards is a caveat.
*/
async function measure(request) {
	const left = [];
	const measured = await measureOnBench(request).finally(() => {
		for (const why of takeUnremoved()) {
			request.onProgress({
				kind: "phase",
				text: `left behind: ${why}`
			});
			left.push(why.replace(/, .*/, ""));
		}
	});
	if (left.length === 0) return measured;
	const caveat = {
		kind: "left-behind",
		said: [...new Set(left)].join(", ").slice(0, 500)
	};
	const caveats = [...measured.run.caveats.slice(0, 199), caveat];
	return {
		...measured,
		run: {
			...measured.run,
			caveats
		}
	};
}
async function measureOnBench(request) {
	const { onProgress, signal } = request;
	await using opened = await openBench(request);
	const { stopwatch } = opened;
	const startedAt = (/* @__PURE__ */ new Date()).toISOString();
	const bench = {
		...opened,
		plan: await completed(request, opened, startedAt)
	};
	const bound = requireWriteBudget(bench);
	const images = await stopwatch.time("prepare", () => prepareImages(bench));
	await using hosts = await stopwatch.time("prepare", () => prepareHosts(bench));
	bench.writes.reserve(images.bytesWritten + hosts.bytesWritten);
	const piloted = await pilotPairs(bench, images);
	const ready = {
		...bench,
		plan: piloted.plan
	};
	const ledger = {
		measured: [],
		looks: [],
		bytesWritten: bench.writes.total()
	};
	const described = {
		...bench,
		caveats: [
			...bench.caveats,
			...images.caveats,
			...piloted.caveats
		]
	};
	const unmeasured = {
		...request,
		bench: described,
		ledger,
		startedAt,
		timing: stopwatch.timing()
	};
	const declared = await request.declare?.(assembleRun({
		...unmeasured,
		plan: ready.plan,
		reason: "planned"
	}));
	const plan = declared === void 0 ? ready.plan : {
		...ready.plan,
		gate: declared.gate
	};
	const limits = {
		...plan,
		bound: {
			...bound,
			round: piloted.roundWrites ?? bound.round
		}
	};
	let reason = "planned";
	let trouble;
	try {
		while (ledger.measured.length < plan.rounds) {
			const index = ledger.measured.length;
			signal.throwIfAborted();
			const exhausted = exhaustedBudget(limits, ledger, stopwatch.elapsed());
			if (exhausted !== void 0) {
				reason = exhausted;
				break;
			}
			const started = stopwatch.elapsed();
			const measured = await measureRound(ready, {
				index,
				images,
				hosts
			});
			ledger.bytesWritten = bench.writes.total();
			if (measured.cut) {
				requireRound(ledger, plan);
				reason = "write-budget";
				break;
			}
			const timed = {
				...measured,
				wall: stopwatch.elapsed() - started
			};
			ledger.measured.push(timed);
			onProgress({
				kind: "round",
				round: index + 1,
				timing: stopwatch.timing()
			});
			if (declared?.gate.looks.includes(index + 1) !== true) continue;
			const decision = declared.decide(ledger.measured.map(({ round }) => round));
			ledger.looks.push({
				round: index + 1,
				decision
			});
			if (decision === "stop" && index + 1 < plan.rounds) {
				reason = "decided";
				break;
			}
		}
		await requireSameDevices(ready);
		await requireSameImages(ready, signal);
	} catch (error) {
		reason = "trouble";
		trouble = signal.aborted ? signal.reason : error;
	}
	ledger.bytesWritten = bench.writes.total();
	const timing = stopwatch.timing();
	onProgress({
		kind: "timing",
		...timing,
		peakMemory: process.resourceUsage().maxRSS * 1024
	});
	const run = assembleRun({
		...unmeasured,
		plan,
		reason,
		timing
	});
	if (trouble !== void 0) return {
		run,
		trouble
	};
	await request.keep?.(run);
	return { run };
}
/** The plan with what is added where it is measured, for which there must be room and a QEMU. */
async function completed(request, bench, startedAt) {
	const { plan: bare, site, guests, signal, stopwatch } = bench;
	const ledger = {
		measured: [],
		looks: [],
		bytesWritten: 0
	};
	const timing = stopwatch.timing();
	const facts = {
		...request,
		plan: bare,
		bench,
		ledger,
		startedAt,
		timing
	};
	const plan = await request.complete?.(assembleRun({
		...facts,
		reason: "planned"
	}));
	if (plan === void 0 || plan === bare) return bare;
	await checkDirectories(directoryNeeds({
		plan,
		site
	}));
	const modes = plan.arms.flatMap(({ target }) => target.kind === "disk" ? [target.mode] : []);
	for (const { qemu } of guests) await requireFeatures({
		qemu: qemu.path,
		modes,
		signal
	});
	return plan;
}
/**
* sysbench's writes have no cap, so that its first round may turn out larger than was estimated.
*/
function requireRound({ measured, bytesWritten }, { writeBudget }) {
	if (measured.length > 0) return;
	throw new GateError("bad-argument", {
		problem: `the write budget of ${formatBytes(writeBudget)} ended the first round, after ${formatBytes(bytesWritten)}`,
		why: "it wrote more than the plan expected of a round",
		remedy: "give a larger --write-budget, or measure fewer disks"
	});
}

// src/run.ts
/**
* Measures, and judges each disk against its own base side; no store has a say. `bad-argument`
* where so few rounds could show no loss; trouble is thrown. `measureRun` is how a run is had; a
* test gives one that was measured before.
*/
async function runLive({ policy: given, ...request }, measureRun = measure) {
	const policy = {
		...given,
		reference: "base"
	};
	const hopeless = hopelessGate(request.plan, policy);
	if (hopeless !== void 0) throw new GateError("bad-argument", hopeless);
	const judging = {
		baseline: emptyBaseline,
		policy
	};
	const { run, trouble } = await measureRun({
		...request,
		declare: async (before) => declareGate({
			...judging,
			before
		})
	});
	if (trouble !== void 0) throw trouble;
	return {
		run,
		judgement: judge({
			...judging,
			run
		}),
		claims: []
	};
}
/**
* Measures, judges against the store, publishes and records, in this order, so that a recorded run
* never judges itself. `bad-argument` where the plan has too few rounds to show a loss. The store's
* documents are read once, before the first number: the gate is planned, declared and judged by the
* same runs, even if another run is recorded meanwhile. `measureRun` provides the run; a test gives
* one that was measured before.
*/
async function runGate(request, measureRun = measure) {
	const { store, policy, ancestry, keep, record: kept } = request;
	const hopeless = hopelessGate(request.plan, policy);
	if (hopeless !== void 0) throw new GateError("bad-argument", hopeless);
	await store.entries();
	let stored;
	const baselineOf = async (before) => {
		stored ??= await store.list(documentsFor(before, ancestry));
		return historyIn(stored, {
			...request,
			run: before
		});
	};
	let [onDisk, unkept] = [];
	const keepAnyway = async (run) => {
		if (run !== onDisk) await keep(run).catch((error) => unkept ??= error);
		onDisk = run;
	};
	const { run, trouble } = await measureRun({
		...request,
		keep: keepAnyway,
		complete: async (before) => {
			const { runs, nearest } = await baselineOf(before);
			if (policy.reference === "stored") return before.plan;
			return withStoredBases(before.plan, {
				runs: nearest ? [...runs, nearest] : runs,
				kept
			});
		},
		declare: async (before) => {
			const baseline = await baselineOf(before);
			const declared = declareGate({
				before,
				baseline,
				policy,
				hadBefore: request.hadBefore
			});
			const short = shortPercentile({
				...before.plan,
				gate: declared.gate
			});
			if (short === void 0) return declared;
			const { workload, metric, furthest = "throughput" } = short;
			const problem = `${metric} of ${workload} is gated, and a round has too few requests beyond it`;
			const remedy = `gate ${furthest}, or measure longer: --profile thorough`;
			throw new GateError("bad-argument", {
				problem,
				remedy
			});
		}
	});
	if (trouble !== void 0) {
		if (run.rounds.length > 0) await keepAnyway(run);
		throw trouble;
	}
	await keepAnyway(run);
	const outcome = await concludeGate(run, request, stored);
	if (unkept !== void 0) throw unkept;
	return outcome;
}
/**
* Concludes a finished run: judges it, publishes the verdict, then records it in the store.
* `stored` is what was read from the store; if undefined, the store is read.
*/
async function concludeGate(run, request, stored) {
	const { store, policy, ancestry, record, acceptance, publish } = request;
	const { history, ...judged } = judgeIn(stored ?? await store.list(documentsFor(run, ancestry)), {
		...request,
		run
	});
	const accepted = record && history.isEligible ? await acceptance?.(history.eligible) : void 0;
	const { judgement } = judged;
	const { failOn } = policy;
	const told = accepted === void 0 ? judged : {
		...judged,
		judgement: acceptLosses(judgement, {
			acceptance: accepted,
			failOn
		})
	};
	await publish(told);
	if (!record) return {
		...told,
		recordedAt: void 0,
		accepted
	};
	const [recordedAt] = await store.append([run]);
	if (accepted !== void 0) await store.keep(acknowledgementOf(run, accepted));
	return {
		...told,
		recordedAt,
		accepted
	};
}
function acknowledgementOf(run, { by, reason }) {
	return acknowledge({
		acknowledgedAt: (/* @__PURE__ */ new Date()).toISOString(),
		by: by.slice(0, 500),
		reason: reason.slice(0, 500),
		toolVersion: run.tool.version,
		runs: [{
			run,
			digest: documentDigest(run, void 0)
		}],
		covers: () => true
	});
}
/** Judges a run against a store, which is read once. */
async function judgeAgainst(judging) {
	const { run, store, ancestry } = judging;
	const { history: _, ...judged } = judgeIn(await store.list(documentsFor(run, ancestry)), judging);
	return judged;
}
/** Judges a run against documents that were read; a caveat counts the files that could not be. */
function judgeIn(content, judging) {
	const { run, policy, hadBefore, isDefaultBranch = false } = judging;
	const history = historyIn(content, judging);
	const judged = judgeBranch(judge({
		run,
		baseline: history,
		policy,
		hadBefore
	}), {
		run,
		history,
		policy,
		isDefaultBranch
	});
	const damaged = content.damaged.map(({ path, reason }) => ({
		path: path.split("/").slice(-2).join("/"),
		said: reason
	}));
	const caveats = [
		...judged.caveats,
		...history.caveats,
		...damaged.length > 0 ? [{
			kind: "damaged",
			files: damaged
		}] : []
	];
	return {
		run,
		judgement: {
			...judged,
			caveats
		},
		claims: judgeClaims(run),
		history
	};
}
function historyIn({ runs, acknowledgements }, { run, ancestry, policy }) {
	const documents = {
		runs: runs.map((stored) => stored.run),
		acknowledgements: acknowledgements.map((stored) => stored.acknowledgement)
	};
	const { gates } = rulesOf(run.plan.suite);
	return historyOf(run, documents, {
		ancestry,
		policy: policyFor(gates, policy)
	});
}

// src/config/at-once.ts
/**
* The disks that gate and that no number could turn green: those that promise less than before,
* measurable or not, those of which only what nobody measures is another, and those that are gone,
* of which nothing says what they were.
*/
function redAtOnce({ before, now, side, compared, policy }) {
	const { arms = [], suite } = compared?.plan ?? {};
	const heads = arms.filter((arm) => arm.side === "head");
	const earlier = new Map([
		...promisesOf(side?.arms ?? []),
		...listedPromises(before, ["from.head", "from"]),
		...listedPromises(now, ["from.base"])
	]);
	const later = new Map([...promisesOf(heads), ...listedPromises(now, ["from.head", "from"])]);
	const gating = suite === void 0 ? policy : policyFor(rulesOf(suite).gates, policy);
	const isGated = (arm) => ruleFor({
		arm,
		workload: "",
		metric: "throughput",
		side: "head"
	}, gating).gated;
	const losses = [...later].flatMap(([disk, { level, says, at }]) => {
		const was = earlier.get(disk);
		if (was === void 0 || level >= was.level || !isGated(disk)) return [];
		return [{
			disk,
			says,
			was: was.says,
			at
		}];
	});
	const unseen = heads.flatMap(({ name, target, definition }) => {
		const own = arms.find((arm) => arm.side === "base" && arm.name === name);
		if (own === void 0 || targetKey(target) !== targetKey(own.target)) return [];
		const changes = unmeasuredChanges(own.definition, definition);
		if (changes.length === 0 || !isGated(name)) return [];
		return [{
			disk: name,
			reason: {
				kind: "unmeasured-change",
				changes
			},
			at: changes[0],
			isGone: false
		}];
	});
	const gone = (compared === void 0 ? [] : [...side?.unread ?? []]).flatMap(([disk, said]) => {
		if (heads.some(({ name }) => name === disk) || !isGated(disk)) return [];
		return [{
			disk,
			reason: {
				kind: "base-unread",
				said
			},
			at: void 0,
			isGone: true
		}];
	});
	return {
		losses,
		missing: [...unseen, ...gone]
	};
}
/** Of disks that the config says itself. */
function promisesOf(arms) {
	return arms.flatMap(({ name, target, definition }) => target.kind === "disk" && definition === void 0 ? [[name, promised(target.mode.cache, void 0)]] : []);
}
function promised(cache, at) {
	return {
		level: durabilityClass(cache),
		says: describeCache(cache),
		at
	};
}
/** Of disks by the definitions that a side names by one of these keys, measurable or not. */
function listedPromises({ specs = [], config, definitions }, keys) {
	const file = config === void 0 ? void 0 : parseConfigFile(config);
	if (file?.ok === false) return [];
	const asked = {
		specs,
		config: file?.value,
		suite: suiteNamed("fio"),
		where: ""
	};
	return askedDisks({
		...asked,
		definitions: void 0
	}).flatMap(({ texts }) => {
		const from = keys.flatMap((key) => texts[key] ?? [])[0];
		const listed = from && listedPromise({
			...texts,
			from
		}, definitions);
		return listed ? [[texts["name"] ?? "", listed]] : [];
	});
}
/** Every spelling of a cache mode. */
const ofCache = /^(write-)?cache/;
function listedPromise(texts, definitions) {
	const request = requestOf(texts, {
		definitions,
		where: () => ""
	});
	const list = request.ok ? listDisks(request.value) : request;
	if (!list.ok || !request.ok) return void 0;
	const { source, target } = request.value;
	const [disk, other] = list.value.disks.filter(({ skipped, names }) => skipped === void 0 && names.includes(target?.value ?? names[0] ?? ""));
	if (disk === void 0 || other !== void 0) return void 0;
	const { fields, durability, origins, line, open } = disk;
	const all = {
		...texts,
		...fields
	};
	if (all["cache"] === void 0 && open.some(({ name }) => name === "cache")) return void 0;
	const cached = Object.entries(all).filter(([key]) => ofCache.test(key));
	const asked = {
		path: "",
		texts: Object.fromEntries(cached),
		isWhole: false
	};
	const mode = parseDiskMode({
		...asked,
		defaultSize: 1
	});
	const lines = Object.entries(origins).flatMap(([key, at]) => ofCache.test(key) && "line" in at ? at.line : []);
	const own = mode.ok && promised(mode.value.cache, {
		path: source.path,
		line: lines[0] ?? line
	});
	return own ? {
		...own,
		...typeof durability === "number" && { level: durability }
	} : void 0;
}

// src/config/base-side.ts
/**
* The disks of a base commit: `request` has its config, and its files as `definitions`. One that is
* absent there (not among them) leaves its disk without a base. Rejections are of the config; of
* what a definition says the disk is `unread`. A disk without a size has that of the suite which
* the config of the head asks for, since it is measured by that.
*/
function resolveBaseSide({ raw, configFile, origin, definitions }, headFile = configFile) {
	const file = configFile === void 0 ? void 0 : parseConfigFile(configFile);
	if (file !== void 0 && !file.ok) return file;
	const config = file?.value;
	const suiteBy = (by) => resolveSuite(lookupIn(raw, {
		origin,
		config: by
	}), suiteInstead.disks);
	const ofHead = headFile && parseConfigFile(headFile);
	const measured = suiteBy(ofHead?.ok ? ofHead.value : config);
	const { rejections, take } = collectRejections(config?.rejections);
	const usual = take(suiteBy(config), suiteNamed("fio"));
	const suite = measured.ok ? measured.value : usual;
	const specs = raw.disks?.filter((spec) => spec.trim() !== "") ?? [];
	const where = nameOf(origin, "disk");
	const asked = specs.length > 0 || config?.content.disks !== void 0 ? askedDisks({
		specs,
		config,
		suite,
		where,
		definitions
	}) : [];
	const unread = /* @__PURE__ */ new Map();
	const images = {};
	const arms = asked.flatMap(({ texts, outcome }) => {
		const from = texts["from.head"] ?? texts["from"];
		if (outcome.ok) {
			const { arm, images: own } = outcome.value;
			if (own !== void 0) images[arm.name] = own.head;
			return arm.side === "head" ? [{
				...arm,
				side: "base"
			}] : [];
		}
		if (from === void 0) rejections.push(...outcome.rejections);
		else if (definitions?.has(plainPath(from)) === true || !isInside(plainPath(from))) unread.set(texts["name"] ?? "", outcome.rejections.map(describeRejection).join("; ").slice(0, 480));
		return [];
	});
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept$1({
		arms,
		unread,
		images
	});
}
/**
* Whether two configs measure as each other but for their disks, however they are written; or both
* are absent. False where one can't be used.
*/
function measuresAlike(request, ...[before, now]) {
	const [was, is] = [before, now].map((configFile) => {
		const settings = resolveSettings({
			...request,
			configFile
		});
		return settings.ok && measuringOf(settings.value);
	});
	return is !== false && is === was && before === void 0 === (now === void 0);
}
/** All that decides which numbers are measured, but for disks and what is drawn. */
function measuringOf({ plan, site, policy: { reference } }) {
	const { arms, order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
	const others = arms.filter(({ target }) => target.kind !== "disk").map((arm) => canonicalJson(arm));
	return canonicalJson({
		...rest,
		others: others.toSorted(),
		site,
		reference
	});
}
/**
* The plan without the disks that are the same on both sides, which it names as `unchanged`;
* undefined where no disk is left. As it is where `measure` is `all`, where stored runs are what
* counts, and where a part of the guest differs. Not for a run that joins a store: that has all.
*/
function changedPlan({ plan, site, policy, measure, imagesSeen = true }) {
	if (measure === "all" || policy.reference === "stored" || site.base !== void 0) return plan;
	const same = new Set(disksOf(plan).filter((head) => isSame(head, plan) && (imagesSeen || !isOwnImage(head.target))).map(({ name }) => name));
	const heads = plan.arms.filter(({ side }) => side === "head");
	if (heads.length > 0 && heads.every(({ name }) => same.has(name))) return void 0;
	if (same.size === 0 || plan.pairs === void 0) return plan;
	const { order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
	const arms = plan.arms.filter(({ side, name }) => side !== "yardstick" && !same.has(name));
	const givenParts = [
		site.qemu,
		site.kernel,
		site.initrd
	].some((part) => part !== void 0);
	return planRun({
		...rest,
		arms,
		unchanged: [...same],
		givenParts
	});
}
function isSame({ name, target, definition }, { arms }) {
	const base = arms.find((arm) => arm.side === "base" && arm.name === name);
	return base !== void 0 && targetKey(target) === targetKey(base.target) && unmeasuredChanges(base.definition, definition).length === 0;
}

export { levelOf as A, readingOf$1 as B, namedDevices as C, checkDirectories as D, missingEngines as E, directoryNeeds as F, startOf as G, newestDocuments as H, diskParts as I, centreOf as J, whyNotEligible as K, acceptedLevel as L, stepShare as M, describeCost as N, directRefusal as O, requireWriteBudget as P, acknowledge as R, inspectDevice as S, watchLoad as T, oldestDocuments as U, readingsOf as V, isEligible as W, gaugedIn as Y, findQemu as _, judgeAgainst as a, writeGuestLock as b, measure as c, readLayer as d, chooseAccelerator as f, bootGuest as g, hostKernel as h, redAtOnce as i, shiftsOf as j, liveBaseOf as k, settleImages as l, hasApt as m, measuresAlike as n, runGate as o, provideGuest as p, estimateOf as q, resolveBaseSide as r, runLive as s, changedPlan as t, readChain as u, emulatorName as v, cpuModel as w, claimDevice as x, guestInUse as y, findUnlikeRuns as z };