import { filled } from '../core/filled.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatShare,
} from '../core/quantity.ts';
import type { Run, RunArm } from '../core/run.ts';
import { contradictionsIn } from '../disk/evidence.ts';
import type { CellJudgement, Judgement } from '../judge/judgement.ts';
import { rulesOf } from '../suites/registry.ts';
import { pointed } from './reasons.ts';
import { rowLabel } from './tables.ts';
import words from './words.json' with { type: 'json' };

/** A named fact that a reader needs in order to understand the numbers. */
interface Label {
  readonly name: string;
  readonly text: string;
}

/**
 * The loud sentence about software emulation; undefined under KVM, and where no guest was booted.
 */
export function emulationWarning({ environment }: Run): string | undefined {
  if (environment.accelerator !== 'tcg') return undefined;
  return words.labels.emulated;
}

/** How a run was measured: workload, caches, rounds, host. Foreign text is not escaped yet. */
export function labelsOf(run: Run): Label[] {
  const { environment, plan } = run;
  const tools = Object.entries(environment.tools).map(([tool, version]) => `${tool} ${version}`);
  return [
    { name: 'workload', text: rulesOf(plan.suite).description },
    { name: 'caches', text: cachesOf(run) },
    {
      name: 'rounds',
      text: `${formatCount(run.rounds.length, 'round')} of ${plan.rounds} planned, ${orderOf(run)}`,
    },
    ...storedBasesLabel(run),
    ...imagesLabel(run),
    { name: 'directory', text: `${environment.filesystem} on ${environment.device}` },
    ...(environment.devices === undefined ? [] : [{ name: 'devices', text: environment.devices }]),
    {
      name: 'host',
      text: `${environment.cpuModel}, ${formatCount(environment.cpuCores, 'core')}, ${environment.architecture}, kernel ${environment.hostKernel}`,
    },
    { name: 'guest', text: guestOf(run) },
    { name: 'tools', text: tools.join(', ') || 'none' },
  ];
}

function guestOf({ environment, arms }: Run): string {
  const { accelerator } = environment;
  if (accelerator === 'none') return 'none was booted';
  const qemu = environment.qemu ?? givenPart(arms, 'qemu');
  const kernel = environment.guestKernel ?? givenPart(arms, 'kernel');
  return `QEMU ${qemu}, accelerator ${accelerator}, kernel ${kernel}`;
}

/**
 * Where an input gave a part for either side, the subjects say what both had: `9.0 (head), 7.2.22
 * (base)`.
 */
function givenPart(arms: Run['arms'], part: 'qemu' | 'kernel'): string {
  const versions = (['head', 'base'] as const).flatMap(side => {
    const version = arms.find(arm => arm.side === side && arm.subject[part] !== undefined)?.subject[
      part
    ]?.version;
    return version === undefined ? [] : [`${version} (${side})`];
  });
  return versions.join(', ') || 'given by input';
}

/** Where the time of a run went, and what it wrote. */
export function costsOf({ timing, bytesWritten }: Run): string {
  const { boot, prepare, measure, rest } = timing;
  const seconds = { total: boot + prepare + measure + rest, boot, prepare, measure, rest };
  const took = Object.entries(seconds).map(([name, spent]) => [name, formatDuration(spent)]);
  const written = formatBytes(bytesWritten);
  return filled(words.labels.costs, { ...Object.fromEntries(took), written });
}

function cachesOf({ arms }: Run): string {
  const guest = arms.some(({ subject }) => subject.target.kind === 'disk')
    ? words.labels.guestCache
    : '';
  return filled(words.labels.caches, { guest });
}

function orderOf({ arms, rounds }: Run): string {
  const booted = rounds.some(({ boots }) => boots.length > 0)
    ? 'each in a freshly booted guest, '
    : '';
  return `${booted}${formatCount(arms.length, 'arm')} in counterbalanced order`;
}

/** How a cell moved since the stored runs; empty where nobody knows, or `change` says it. */
export function sinceText({ since, reference }: CellJudgement): string {
  if (since === undefined || (reference === 'stored runs' && since.ratio === undefined)) return '';
  const ratio = since.ratio === undefined ? '' : `${pointed(since.ratio)}, `;
  return `${ratio}level ${pointed(since.level)}`;
}

/**
 * What the host did since the stored runs, and what was measured of the change beside it: medians
 * of the gated cells. Undefined where no cell has both.
 */
export function hostSentence({ cells }: Judgement): string | undefined {
  const both = cells.flatMap(({ gated, since, change, reference }) =>
    gated && reference === 'live base' && since?.host !== undefined && change !== undefined
      ? [{ host: since.host, change }]
      : [],
  );
  if (both.length === 0) return undefined;
  const middle = (of: 'host' | 'change'): string =>
    pointed(both.map(one => one[of]).toSorted((a, b) => a - b)[Math.floor(both.length / 2)] ?? 0);
  const medians = both.length === 1 ? '' : ` (medians of ${both.length} cells)`;
  return `the host moved ${middle('host')} since the stored baseline, this change ${middle('change')}${medians}`;
}

/** Which base sides are not of this commit: disks as a stored run had them. */
export function storedBasesOf({ plan }: Run) {
  return plan.arms.flatMap(({ name, asStored }) => (asStored ? [{ name, ...asStored }] : []));
}

function storedBasesLabel(run: Run): Label[] {
  const named = storedBasesOf(run).map(
    ({ name, startedAt, commit }) =>
      `${name} as stored at ${commit?.slice(0, 12) ?? 'no commit'} (${formatMoment(startedAt)})`,
  );
  return named.length === 0 ? [] : [{ name: 'base', text: named.join(', ') }];
}

/** Own images, and where in them requests were made. */
function imagesLabel({ arms }: Run): Label[] {
  const told = arms.flatMap(arm => {
    const { target } = arm.subject;
    if (target.kind !== 'disk' || target.image === undefined) return [];
    const { on, layers, used, data } = target.image;
    const share = formatShare(data / target.mode.size);
    const sizes = { size: formatBytes(target.mode.size), used: formatBytes(used) };
    const facts = { disk: rowLabel(arm), on, layers: formatCount(layers.length, 'layer') };
    return filled(words.labels.image, { ...facts, ...sizes, share });
  });
  return told.length === 0 ? [] : [{ name: 'own images', text: told.join('; ') }];
}

/** What was read back of one disk. Foreign text is not escaped yet. */
export interface AttestationItem {
  readonly label: string;
  /** The facts, or those that contradict the mode. */
  readonly text: string;
}

/**
 * The proof for each virtual disk that its mode was in force: what QEMU, guest and host said; for a
 * disk without it, why.
 */
export function attestationList({ arms }: Run): AttestationItem[] {
  return arms
    .filter(({ subject }) => subject.target.kind === 'disk')
    .map(arm => ({ label: rowLabel(arm), text: describeProof(arm) }));
}

function describeProof({ attestation: { ok, evidence } }: RunArm): string {
  const wrong = contradictionsIn(evidence);
  if (wrong.length > 0) return `not in force: ${wrong.join('; ')}`;
  if (!ok) return 'not proven: nothing was read back';
  return `in force: ${evidence.map(({ fact, found }) => `${fact} ${found}`).join(', ')}`;
}

/** The verdict of a cell, or of one that is only shown whether it moved, and where to. */
export function markOf({ verdict, moved, change = 0 }: CellJudgement): string {
  if (moved === undefined) return verdict;
  return moved ? (change < 0 ? 'moved, worse' : 'moved, better') : '';
}

/**
 * What the intervals and the MDE of a report mean, with the number of gated cells that their width
 * pays for.
 */
export function intervalLegend({ falseAlarm, gatedCells, cells }: Judgement): string {
  if (gatedCells === 0 && cells.some(({ moved }) => moved !== undefined)) return words.labels.shown;
  const share = formatShare(falseAlarm);
  const price = gatedCells > 1 ? `; ${gatedCells} gated cells share that ${share}` : '';
  return filled(words.labels.interval, { share, price, certified: certified(cells) });
}

/**
 * Only where a reader meets it: `unchanged` beside an interval that reaches beyond the tolerance
 * reads as a slip.
 */
function certified(cells: readonly CellJudgement[]): string {
  const isPuzzling = cells.some(
    ({ gated, verdict, interval, tolerance }) =>
      gated && verdict === 'unchanged' && interval !== undefined && interval.low < -tolerance,
  );
  return isPuzzling ? words.labels.certified : '';
}

/**
 * When the cells were decided, and where the errors of their changes come from: more rounds help
 * against what differs from round to round alone. Sentences without their full stops; none where
 * nothing was compared.
 */
export function errorSources(cells: readonly CellJudgement[]): string[] {
  const shares = cells.flatMap(({ betweenShare }) => betweenShare ?? []);
  if (shares.length === 0) return [];
  return [decidedAfter(cells), sourcesOf(shares)].filter(sentence => sentence !== '');
}

function decidedAfter(cells: readonly CellJudgement[]): string {
  const looks = cells.flatMap(({ decidedAt }) => decidedAt ?? []);
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive').length;
  const left = open === 0 ? '' : `${formatCount(open, 'cell')} undecided`;
  if (looks.length === 0) return left;
  return [
    `decided after ${range(looks, String)} ${looks.every(look => look === 1) ? 'round' : 'rounds'}`,
    left,
  ]
    .filter(part => part !== '')
    .join(', ');
}

function sourcesOf(shares: readonly number[]): string {
  const rounds = 'round-to-round (more rounds help)';
  const runs = 'run-to-run (more rounds do not help)';
  if (Math.max(...shares) === 0) return `all uncertainty is ${rounds}`;
  const share = range(shares, formatShare);
  if (share === '100 %') return `nearly all uncertainty is ${runs}`;
  return `${share} of the uncertainty is ${runs}, the rest is ${rounds}`;
}

/** The least and the greatest; one of them where they read alike. */
function range(values: readonly number[], format: (value: number) => string): string {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}
