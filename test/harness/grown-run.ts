import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fingerprintOf } from '../../src/core/environment.ts';
import type { Measurement, Run, RunArm } from '../../src/core/run.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { noise } from './run-builder.ts';

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
 * The run of fixtures/runs/fio.json, which the product measured, with more rounds and disks: its
 * first round is repeated with noise.
 */
export function grownRun({ rounds, seed, deviation, startedAt, disks, given = [] }: GrownRun): Run {
  const template = storedRun();
  const [disk, ...others] = template.arms;
  const [round] = template.rounds;
  if (disk === undefined || round === undefined)
    throw new RangeError('fixtures/runs/fio.json has no disk or no round');
  const grown = disks.map(one => armOf(disk, one));
  const arms = [...grown, ...others];
  const { qemu, guestKernel } = template.environment;
  const environment = {
    ...template.environment,
    qemu: given.includes('qemu') ? null : qemu,
    guestKernel: given.includes('guestKernel') ? null : guestKernel,
  };
  const factor = noise(seed, deviation);
  const measured = arms.flatMap((_, arm): Measurement[] => {
    const from = arm < grown.length ? 0 : arm - grown.length + 1;
    return round.measurements.filter(one => one.arm === from).map(one => ({ ...one, arm }));
  });
  const valueOf = ({ arm, metric, value }: Measurement): number =>
    value * factor() * (metric === 'throughput' ? (disks[arm]?.level ?? 1) : 1);
  return {
    ...template,
    startedAt,
    environment,
    fingerprint: fingerprintOf(environment),
    arms,
    plan: {
      ...template.plan,
      // Declared for the rounds and the disk that were measured.
      gate: undefined,
      rounds,
      arms: [
        ...grown.map(({ name, side, subject: { target } }) => ({ name, side, target })),
        ...template.plan.arms.slice(1),
      ],
      order: Array.from({ length: rounds }, () => arms.map((_, arm) => arm)),
    },
    rounds: Array.from({ length: rounds }, (_, index) => ({
      ...round,
      index,
      measurements: measured.map(one => ({ ...one, value: valueOf(one) })),
    })),
    looks: Array.from({ length: rounds }, (_, index) => ({
      round: index + 1,
      decision: 'continue' as const,
    })),
  };
}

function storedRun(): Run {
  const path = resolve(import.meta.dirname, '../../fixtures/runs/fio.json');
  const decoded = decodeRun(JSON.parse(readFileSync(path, 'utf8')));
  if (!decoded.ok) throw new Error('fixtures/runs/fio.json is no run document');
  return decoded.value;
}

function armOf(measured: RunArm, { name, side = 'head', mode, parts }: GrownDisk): RunArm {
  const { target } = measured.subject;
  if (target.kind !== 'disk')
    throw new RangeError('the first arm of fixtures/runs/fio.json is no disk');
  const full = { ...target.mode, ...mode };
  return {
    ...measured,
    name,
    side,
    subject: { target: { kind: 'disk', mode: full }, ...parts },
    key: diskModeKey(full),
  };
}
