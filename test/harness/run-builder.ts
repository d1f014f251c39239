import { type Environment, fingerprintOf } from '../../src/core/environment.ts';
import type { GatePlan } from '../../src/core/gate-plan.ts';
import type { Load } from '../../src/core/load.ts';
import type { MetricName } from '../../src/core/metric.ts';
import { sideOrder } from '../../src/core/order.ts';
import type { Side } from '../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Measurement, Run, RunArm } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { cacheModes } from '../../src/disk/cache.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { sysbenchSuite } from '../../src/suites/sysbench/workloads.ts';
import { proven, wholeEvidence } from './evidence.ts';

export type ValueOfCell = (cell: {
  readonly arm: RunArm;
  readonly workload: string;
  readonly metric: MetricName;
  readonly round: number;
}) => number | undefined;

/** Gates throughput in a suite that gates only what is asked for, as that of `buildRun`. */
export const gatingPolicy: Policy = {
  ...defaultPolicy,
  cells: [{ metric: 'throughput', gate: true }],
};

/** What a run is to be like; what is left out is the simplest that is valid. */
export interface BuiltRun {
  readonly arms?: readonly RunArm[];
  readonly rounds?: number;
  readonly startedAt?: string;
  readonly environment?: Partial<Environment>;
  readonly workloads?: readonly string[];
  readonly metrics?: readonly MetricName[];
  /** Value of a cell in a round, in base units; undefined leaves the measurement out. */
  readonly value?: ValueOfCell;
  readonly stop?: Run['stop']['reason'];
  readonly caveats?: Run['caveats'];
  /** Nothing was read back of its disks, so that it can be no baseline. */
  readonly unattested?: boolean;
  /** What others did to the host in each round. */
  readonly load?: Load;
}

const mebibyte = 2 ** 20;

export const environment: Environment = {
  accelerator: 'kvm',
  architecture: 'x86_64',
  cpuModel: 'Example CPU 3000',
  cpuCores: 2,
  hostKernel: '6.1',
  filesystem: 'ext4',
  device: 'Example SSD, not rotational',
  suite: '0123456789abcdef',
  tools: { sysbench: '1.0.20' },
  qemu: '7.2.22',
  guestKernel: '6.1.0-41-cloud-amd64',
  guestTools: 'fedcba9876543210',
};

const plainMode: DiskMode = {
  format: 'raw',
  cache: 'writeback',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: 1024 * mebibyte,
};

/** An arm with a virtual disk, attested. */
export function diskArm(name: string, mode: Partial<DiskMode> = {}, side: Side = 'head'): RunArm {
  const full = { ...plainMode, ...mode };
  return {
    name,
    side,
    commit: 'c0ffee'.padEnd(40, '0'),
    subject: { target: { kind: 'disk', mode: full } },
    key: diskModeKey(full),
    attestation: {
      ok: true,
      evidence: wholeEvidence(full),
    },
  };
}

/** A host row. */
export function hostArm(name: 'host' | 'host-direct'): RunArm {
  const target = { kind: 'host', direct: name === 'host-direct' } as const;
  return {
    name,
    side: 'host',
    commit: null,
    subject: { target },
    key: name,
    attestation: { ok: true, evidence: [] },
  };
}

/** The eight rows of the blog post. */
export function postArms(): RunArm[] {
  const order = ['default', 'writeback', 'writethrough', 'none', 'directsync', 'unsafe'] as const;
  const disks = order.map(name =>
    diskArm(name, { cache: name === 'default' ? 'writeback' : name }),
  );
  if (disks.length !== cacheModes.length) throw new RangeError('a cache mode has no row');
  return [hostArm('host'), hostArm('host-direct'), ...disks];
}

/** MiB/s of the blog post's own table (host direct, which it lacks, from the device's limits). */
const postTable: Readonly<Record<string, readonly number[]>> = {
  host: [4644, 3722, 14861, 6422],
  'host-direct': [310, 2400, 6900, 5100],
  default: [488, 1673, 4317, 2681],
  writeback: [489, 1665, 4272, 2652],
  writethrough: [464, 195, 4283, 2405],
  none: [154, 1896, 2083, 4253],
  directsync: [151, 176, 3086, 3786],
  unsafe: [502, 1805, 4227, 2949],
};

/** A value of the post's table in bytes per second. */
export function postValue(arm: string, workload: string): number {
  const column = sysbenchSuite.workloads.findIndex(({ name }) => name === workload);
  return (postTable[arm]?.[column] ?? 100) * mebibyte;
}

/** Log-normal noise of a given standard deviation, the same for the same seed. */
export function noise(seed: number, deviation: number): () => number {
  const normal = normalFrom(randomFrom(seed));
  return () => Math.exp(deviation * normal());
}

/** Standard normal numbers. Source: Box and Muller, 1958. */
export function normalFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** What each made-up measurement takes. */
export const measuredSeconds = 2.03;

/** When a round of a made-up run began: no two at once. */
export function momentIn(startedAt: string, round: number): string {
  return new Date(Date.parse(startedAt) + 1000 * (round + 1)).toISOString();
}

/** The looks that a run with this gate took in so many rounds; the last one of fewer stopped it. */
export function looksOf(gate: Pick<GatePlan, 'looks'>, rounds: number): Run['looks'] {
  return gate.looks
    .filter(look => look <= rounds)
    .map(round => {
      const isLast = round === rounds && round !== gate.looks.at(-1);
      return { round, decision: isLast ? 'stop' : 'continue' };
    });
}

/** A complete run document, as `measure` would make it. */
export function buildRun(built: BuiltRun = {}): Run {
  const planned = built.arms ?? [diskArm('prod')];
  const arms =
    built.unattested === true
      ? planned.map(arm => ({ ...arm, attestation: { ok: false, evidence: [] } }))
      : proven(planned);
  const rounds = built.rounds ?? 3;
  const workloads = sysbenchSuite.workloads.filter(
    ({ name }) => built.workloads?.includes(name) ?? true,
  );
  const startedAt = built.startedAt ?? '2026-03-01T12:00:00.000Z';
  const suite = { ...sysbenchSuite, workloads };
  const where = { ...environment, suite: suiteDigest(suite), ...built.environment };
  const order = sideOrder({ arms, rounds, seed: 1 });
  const metrics = built.metrics ?? ['throughput'];
  const value = built.value ?? (() => 100 * mebibyte);
  const measurementsOf = (round: number): Measurement[] =>
    (order[round] ?? []).flatMap((armIndex, place) => {
      const arm = arms[armIndex];
      if (arm === undefined) return [];
      return workloads.flatMap(({ name: workload }, column) => {
        const values = new Map(
          metrics.map(metric => [metric, value({ arm, workload, metric, round })]),
        );
        const bytes = measuredSeconds * (values.get('throughput') ?? 0);
        return metrics.flatMap(metric => {
          const found = values.get(metric);
          if (found === undefined) return [];
          const measured = { value: found, seconds: measuredSeconds, bytes };
          return [
            {
              arm: armIndex,
              workload,
              metric,
              order: place * workloads.length + column,
              startedAt: momentIn(startedAt, round),
              ...measured,
            },
          ];
        });
      });
    });
  return {
    schema: 1,
    tool: { name: 'qemu-storage-gate', version: '0.1.0' },
    startedAt,
    randomSeed: 1,
    plan: {
      suite,
      arms: arms.map(({ name, side, subject: { target } }) => ({ name, side, target })),
      rounds,
      randomSeed: 1,
      order,
      budget: 900,
      writeBudget: 80 * 1024 * mebibyte,
    },
    environment: where,
    fingerprint: fingerprintOf(where),
    arms,
    rounds: Array.from({ length: rounds }, (_, index) => ({
      index,
      boots: [{ guest: 'head', seconds: 3.1 }],
      measurements: measurementsOf(index),
      load: built.load ?? { stealShare: 0 },
    })),
    looks: [],
    stop: { reason: built.stop ?? 'planned' },
    timing: { boot: 9.6, prepare: 41, measure: 198, rest: 12.4 },
    bytesWritten: 5.3 * 1024 * mebibyte,
    caveats: built.caveats ?? [],
  };
}

/** A run of the eight seed rows around the post's own numbers. */
export function buildSeedRun(
  o: { readonly seed: number; readonly deviation: number } & BuiltRun,
): Run {
  const factor = noise(o.seed, o.deviation);
  const value: ValueOfCell = ({ arm, workload }) =>
    Math.round(postValue(arm.name, workload) * factor());
  return buildRun({ arms: postArms(), value, ...o });
}

/** `count` earlier runs, one a day before 1 March 2026, newest first. */
export function buildHistory(
  count: number,
  build: (startedAt: string, index: number) => Run,
): Run[] {
  const newest = Date.parse('2026-02-28T12:00:00.000Z');
  return Array.from({ length: count }, (_, index) =>
    build(new Date(newest - index * 86_400_000).toISOString(), index),
  );
}
