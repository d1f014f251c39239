import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fingerprintOf } from '../../src/core/environment.ts';
import { metricOf } from '../../src/core/metric.ts';
import type { Run, RunArm } from '../../src/core/run.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { paired, withYardstick } from './pairs-run.ts';
import { noise, type ValueOfCell } from './run-builder.ts';

/** How a run that the product measured is grown; everything else stays as it was measured. */
export interface GrownRun {
  readonly rounds: number;
  readonly seed: number;
  /** Standard deviation of the noise that is put on each value. */
  readonly deviation: number;
  readonly startedAt: string;
  readonly disks: readonly GrownDisk[];
  /** Facts that inputs gave, and so are none of the environment. */
  readonly given?: readonly ('qemu' | 'guestKernel')[];
}

/** A disk in place of the one that was measured, with throughput at `level` of its own. */
export interface GrownDisk {
  readonly name: string;
  readonly side?: 'head' | 'base';
  readonly mode?: Partial<DiskMode>;
  readonly parts?: Pick<RunArm['subject'], 'qemu' | 'kernel'>;
  readonly level?: number;
}

/**
 * The run of fixtures/runs/pairs.json, which the product measured, with more rounds and disks: its
 * first round is repeated with noise. A disk without a base side stands beside the yardstick.
 */
export function grownRun({ rounds, seed, deviation, startedAt, disks, given = [] }: GrownRun): Run {
  const template = storedRun();
  const [disk] = template.arms;
  const yardstick = template.arms.find(({ side }) => side === 'yardstick');
  const [round] = template.rounds;
  if (disk === undefined || yardstick === undefined || round === undefined)
    throw new RangeError('fixtures/runs/pairs.json has no disk, no yardstick or no round');
  const arms = withYardstick(
    disks.map(one => armOf(disk, one)),
    yardstick,
  );
  const { qemu, guestKernel } = template.environment;
  const environment = {
    ...template.environment,
    qemu: given.includes('qemu') ? null : qemu,
    guestKernel: given.includes('guestKernel') ? null : guestKernel,
  };
  const factor = noise(seed, deviation);
  const levels = new Map(arms.map((arm, index) => [arm, disks[index]?.level ?? 1]));
  // The yardstick is as fast as the disk, and without noise: nothing but the disk moves.
  const factors = new Map<string, number>();
  const factorOf = (key: string): number => {
    const drawn = factors.get(key) ?? factor();
    factors.set(key, drawn);
    return drawn;
  };
  const value: ValueOfCell = ({ arm, workload, metric, round: index }) => {
    const found = round.measurements.find(
      one => one.arm === 0 && one.workload === workload && one.metric === metric,
    );
    const key = `${arm.side} ${arm.name} ${workload} ${index}`;
    const rate = (levels.get(arm) ?? 1) * (arm.side === 'yardstick' ? 1 : factorOf(key));
    return (
      found && (metricOf(metric).better === 'higher' ? found.value * rate : found.value / rate)
    );
  };
  const { gate: _gate, ...plan } = template.plan;
  const run = {
    ...template,
    startedAt,
    environment,
    fingerprint: fingerprintOf(environment),
    arms,
    plan: {
      ...plan,
      rounds,
      arms: arms.map(({ name, side, subject: { target } }) => ({ name, side, target })),
    },
    rounds: Array.from({ length: rounds }, (_, index) => ({
      index,
      boots: round.boots,
      measurements: [],
      load: round.load,
    })),
    looks: [],
  };
  return paired(run, plan.suite, { metrics: metricsOf(round), value });
}

function metricsOf({ measurements }: Run['rounds'][number]) {
  return [...new Set(measurements.map(({ metric }) => metric))];
}

function storedRun(): Run {
  const path = resolve(import.meta.dirname, '../../fixtures/runs/pairs.json');
  const decoded = decodeRun(JSON.parse(readFileSync(path, 'utf8')));
  if (!decoded.ok) throw new Error('fixtures/runs/pairs.json is no run document');
  return decoded.value;
}

function armOf(measured: RunArm, { name, side = 'head', mode, parts }: GrownDisk): RunArm {
  const { target } = measured.subject;
  if (target.kind !== 'disk')
    throw new RangeError('the first arm of fixtures/runs/pairs.json is no disk');
  const full = { ...target.mode, ...mode };
  return {
    ...measured,
    name,
    side,
    subject: { target: { kind: 'disk', mode: full }, ...parts },
    key: diskModeKey(full),
  };
}
