/**
 * `npm run bench:boot`: how long a guest takes from the start of QEMU to its agent's first answer,
 * beside the floor and beside itself with each saving removed, one at a time; how long six disks
 * take to be attached; and how long fio takes to start in it. docs/performance.md says what the
 * bars are for.
 */
import { sixDisks } from './attachment.ts';
import { openBenchHost } from './bench-host.ts';
import { bootVariants } from './boot-variants.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import type { Bar, Figure } from './figure.ts';
import type { BenchFlags } from './flags.ts';
import { sideBySide } from './side-by-side.ts';
import { fioStart } from './tool-start.ts';

await conclude(benchBoot);

async function benchBoot(flags: BenchFlags): Promise<BenchDocument> {
  await using host = await openBenchHost(flags, ['fio']);
  const { repeat = 7 } = flags;
  const request = { ...host, rootPorts: 6 };
  const disks = await sixDisks(request);
  const contenders = [...(await bootVariants(request, host.scratch)), fioStart(request), disks];
  const onRound = (round: number): void => host.say(`bench:boot: repetition ${round} of ${repeat}`);
  const figures = await sideBySide({ contenders, repeat, onRound });
  return {
    bench: 'boot',
    host: host.facts,
    figures,
    bars: barsOf(figures),
  };
}

/** Stated in docs/performance.md. The floor comes first, then ours; the disks stand at the end. */
function barsOf(figures: readonly Figure[]): Bar[] {
  const [, ours] = figures;
  const disks = figures.at(-1);
  return [
    {
      name: 'start to agent, to the floor',
      value: ours?.ratio ?? Number.NaN,
      unit: 'x',
      atMost: 1.4,
    },
    { name: 'start to agent', value: ours?.median ?? Number.NaN, unit: 's', atMost: 6 },
    { name: 'six disks attached', value: disks?.median ?? Number.NaN, unit: 's', atMost: 0.5 },
  ];
}
