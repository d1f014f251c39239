import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import type { TwinRounds } from '../../src/judge/twin-rounds.ts';
import { twinRoundsOf } from '../../src/judge/twin-rounds.ts';
import { type BuiltRun, buildRun, diskArm, noise } from './run-builder.ts';

/** Twins of one disk with two workloads, and noise of the given deviation on every value. */
export function twinRun(
  built: BuiltRun & { readonly deviation?: number; readonly seed?: number } = {},
): Run {
  const factor = noise(built.seed ?? 1, built.deviation ?? 0.01);
  return buildRun({
    arms: [diskArm('prod'), diskArm('prod', {}, 'base')],
    rounds: 20,
    workloads: ['rndrd', 'seqrd'],
    value: () => 1e8 * factor(),
    ...built,
  });
}

/** The rounds of such a run. */
export function twinRounds(run: Run): TwinRounds {
  const found = twinRoundsOf([{ name: 'run.json', run }], defaultPolicy);
  if (!found.ok) throw new Error(found.rejections.map(({ problem }) => problem).join('; '));
  return found.value;
}
