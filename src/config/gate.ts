import { type MetricName, metricNames } from '../core/metric.ts';
import { suggestWord } from '../core/near-word.ts';
import {
  type CellPolicy,
  defaultPolicy,
  type FailingVerdict,
  failingVerdicts,
  type Policy,
  references,
} from '../core/policy.ts';
import {
  accept,
  collectRejections,
  type Outcome,
  type Rejection,
  reject,
} from '../core/rejection.ts';
import type { Suite } from '../core/suite.ts';
import { rulesOf } from '../suites/registry.ts';
import type { ConfigFile } from './file.ts';
import { type Lookup, readerOf } from './lookup.ts';
import { oneOf, parsePercentage, parseWord } from './quantity.ts';
import { gatesOf, ownWorkloads } from './workloads.ts';

/**
 * `--gate` names the only cells that gate: everything is taken out first, then these are put back.
 */
function gatedCells(gate: readonly string[], where: string): Outcome<CellPolicy[]> {
  if (gate.length === 0) return accept([]);
  const { rejections, take } = collectRejections();
  const cells = gate.map((text): CellPolicy => {
    const parts = partsOf(text);
    if (parts === undefined) {
      const remedy = 'such as prod/rndrd/throughput or prod/*/throughput';
      rejections.push({ path: where, problem: `"${text}" is not ARM/WORKLOAD/METRIC`, remedy });
    }
    const [disk, workload, metric] = parts ?? [];
    const named =
      metric === undefined
        ? undefined
        : take<MetricName | undefined>(parseWord(where, metric, metricNames), undefined);
    return { disk, workload, metric: named, gate: true };
  });
  return rejections.length > 0 ? { ok: false, rejections } : accept([{ gate: false }, ...cells]);
}

/** The three parts of `ARM/WORKLOAD/METRIC`, undefined for `*`; undefined where it is none. */
function partsOf(text: string): readonly (string | undefined)[] | undefined {
  const parts = text.split('/');
  if (parts.length !== 3 || parts.includes('')) return undefined;
  return parts.map(part => (part === '*' ? undefined : part));
}

/** The cells that a policy names, and what they have to be among. */
interface NamedCells {
  readonly config: ConfigFile | undefined;
  readonly gate: readonly string[];
  readonly whereGate: string;
  /** Names of the head's disks; undefined where they could not be read. */
  readonly disks: readonly string[] | undefined;
  /** Undefined where it is not known which is meant. */
  readonly suite: Suite | undefined;
}

/**
 * A gate that names no cell of a head arm could never fail, so it is refused; host arms never
 * gate, nor does a suite that shows levels alone.
 */
export function unmatchedGates({ config, gate, whereGate, disks, suite }: NamedCells): Rejection[] {
  const cells = config?.content.policy?.cells ?? [];
  const ofConfig = cells.flatMap(({ disk, workload, metric }, index) => {
    const where = (key: string): string => config?.where(['policy', 'cells', index, key]) ?? '';
    return unknownParts({ disk, workload, metric }, { disks, suite, where });
  });
  const ofGate = gate.flatMap(text => {
    const [disk, workload, metric] = partsOf(text) ?? [];
    return unknownParts({ disk, workload, metric }, { disks, suite, where: () => whereGate });
  });
  if (gate.length === 0 || suite === undefined || rulesOf(suite).gates !== 'never')
    return [...ofConfig, ...ofGate, ...unmatchedOwn(config, suite)];
  const problem = `the suite ${suite.name} shows levels and never gates`;
  const remedy = 'measure with --suite pairs, or leave it out';
  return [...ofConfig, { path: whereGate, problem, remedy }];
}

/** Metrics that the gate of a config's own workload names, and that it lacks. */
function unmatchedOwn(config: ConfigFile | undefined, suite: Suite | undefined): Rejection[] {
  if (suite === undefined || rulesOf(suite).gates === 'never') return [];
  return gatesOf(ownWorkloads([config])).flatMap(({ workload = '', metric }) => {
    const isMeasured = suite.workloads.some(({ name }) => name === workload);
    const where = () => config?.where(['workloads', workload, 'gate']) ?? '';
    return isMeasured ? unmeasuredMetric({ workload, metric }, { suite, where }) : [];
  });
}

interface CellParts {
  readonly disk: string | undefined;
  readonly workload: string | undefined;
  /** An unknown metric is reported where it is read. */
  readonly metric: string | undefined;
}

interface Known extends Pick<NamedCells, 'disks' | 'suite'> {
  readonly where: (key: keyof CellParts) => string;
}

function unknownParts(
  { disk, workload, metric }: CellParts,
  { disks, suite, where }: Known,
): Rejection[] {
  if (suite === undefined) return unknownDisk(disk, { disks, where });
  const workloads = suite.workloads.map(({ name }) => name);
  if (workload !== undefined && !workloads.includes(workload)) {
    return [
      ...unknownDisk(disk, { disks, where }),
      unmeasured('workload', workload, { names: workloads, where }),
    ];
  }
  return [
    ...unknownDisk(disk, { disks, where }),
    ...unmeasuredMetric({ workload, metric }, { suite, where }),
  ];
}

function unknownDisk(
  disk: string | undefined,
  { disks, where }: Pick<Known, 'disks' | 'where'>,
): Rejection[] {
  if (disk === undefined || disks === undefined || disks.includes(disk)) return [];
  return [unmeasured('disk', disk, { names: disks, where })];
}

function unmeasured(
  part: 'disk' | 'workload',
  name: string,
  { names, where }: { readonly names: readonly string[]; readonly where: Known['where'] },
): Rejection {
  const remedy =
    names.length === 0
      ? 'name a virtual disk to measure: only these gate'
      : suggestWord(name, names);
  return { path: where(part), problem: `no ${part} "${name}" is measured`, remedy };
}

function unmeasuredMetric(
  { workload, metric }: Pick<CellParts, 'workload' | 'metric'>,
  { suite, where }: { readonly suite: Suite; readonly where: Known['where'] },
): Rejection[] {
  const named = rulesOf(suite).workloads.filter(
    ({ name }) => workload === undefined || name === workload,
  );
  const known = new Set<string>(named.flatMap(one => one.metrics({ kind: 'disk' })));
  const isMetric = metricNames.some(name => name === metric);
  if (metric === undefined || !isMetric || known.size === 0 || known.has(metric)) return [];
  const problem = `${workload ?? 'no workload'} ${workload === undefined ? 'has' : 'lacks'} the metric "${metric}"`;
  return [{ path: where('metric'), problem, remedy: `use one of: ${[...known].join(', ')}` }];
}

interface PolicyRequest {
  readonly lookup: Lookup;
  readonly config?: ConfigFile | undefined;
  /** Cells `ARM/WORKLOAD/METRIC`, any part `*`; where there are some, only these gate. */
  readonly gate: readonly string[];
  readonly whereGate: string;
}

/** Tolerance, false-alarm budget, what fails the gate, and what holds for single cells. */
export function resolvePolicy({ lookup, config, gate, whereGate }: PolicyRequest): Outcome<Policy> {
  const { rejections, take } = collectRejections();
  const read = readerOf(lookup, take);
  const policy: Policy = {
    tolerance: read('tolerance', parsePercentage, defaultPolicy.tolerance),
    falseAlarm: read('false-alarm', parseBudget, defaultPolicy.falseAlarm),
    failOn: read('fail-on', parseVerdicts, defaultPolicy.failOn),
    reference: read('reference', oneOf(...references), 'both'),
    ...(config?.content.policy?.advisory === true && { advisory: true }),
    cells: [
      ...gatesOf(ownWorkloads([config])),
      ...take(cellsOfConfig(config), []),
      ...take(gatedCells(gate, whereGate), []),
    ],
  };
  return rejections.length > 0 ? { ok: false, rejections } : accept(policy);
}

function parseBudget(where: string, text: string): Outcome<number> {
  const fraction = parsePercentage(where, text);
  // With less no plan has rounds enough.
  if (fraction.ok && (fraction.value < 1e-6 || fraction.value > 0.5)) {
    return reject(where, `"${text}" is not a false-alarm budget`, 'use 0.0001% to 50%, such as 1%');
  }
  return fraction;
}

function parseVerdicts(where: string, text: string): Outcome<readonly FailingVerdict[]> {
  const words = text.split(',').map(word => parseWord(where, word.trim(), failingVerdicts));
  const rejections = words.flatMap(word => (word.ok ? [] : word.rejections));
  if (rejections.length > 0) return { ok: false, rejections };
  const named = words.flatMap(word => (word.ok ? [word.value] : []));
  const lacking = defaultPolicy.failOn.find(verdict => !named.includes(verdict));
  if (lacking === undefined) return accept([...new Set(named)]);
  const remedy = 'write regressed,missing or regressed,missing,inconclusive';
  return reject(where, `"${text}" would let ${lacking} cells pass`, remedy);
}

function cellsOfConfig(config: ConfigFile | undefined): Outcome<CellPolicy[]> {
  const { rejections, take } = collectRejections();
  const cells = (config?.content.policy?.cells ?? []).map(
    ({ tolerance, ...cell }, index): CellPolicy => {
      if (tolerance === undefined) return cell;
      const where = config?.where(['policy', 'cells', index, 'tolerance']) ?? '';
      return { ...cell, tolerance: take(parsePercentage(where, tolerance), 0) };
    },
  );
  return rejections.length > 0 ? { ok: false, rejections } : accept(cells);
}
