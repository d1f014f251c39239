import { fioSuite } from '../src/suites/fio/workloads.ts';
import type { PlannedArm } from '../src/core/plan.ts';
import type { Outcome } from '../src/core/rejection.ts';
import { valuesOf } from '../src/core/sample.ts';
import { defaultDiskMode } from '../src/disk/fields.ts';
import { intervalOf, type Ratio } from '../src/suites/ratio.ts';
import { runStep } from '../src/measure/arm-step.ts';
import { bootGuest } from '../src/measure/boot.ts';
import { plugDisk } from '../src/measure/guest-disk.ts';
import { fioSteps } from '../src/suites/fio/suite.ts';
import type { StepReading } from '../src/suites/suite.ts';
import { oneRound } from '../test/harness/one-round.ts';
import type { BenchHost } from './bench-host.ts';
import { openHand } from './hand.ts';
import { countMessages } from './message-counter.ts';

/** fio through the product over fio by hand. */
export interface Pairs {
  readonly ratio: Ratio;
  /** Between fio's start and end, in all runs through the product. */
  readonly messages: number;
}

const size = 2 ** 31;
const arm: PlannedArm = { name: 'null', side: 'head', target: { kind: 'null', size } };

/**
 * Random reads at depth 1 on a disk without storage, in one guest, in turn by hand and through the
 * product, which begins every other pair. Depth 1 shows what disturbs most: each request waits for
 * the one before.
 */
export async function comparePairs(host: BenchHost, pairs: number): Promise<Pairs> {
  const suite = fioSuite('thorough');
  const [step] = fioSteps(suite);
  if (step === undefined) throw new Error('the suite has no workloads');
  await using guest = await bootGuest({ ...host, rootPorts: 1 });
  const image = { driver: 'null-co' } as const;
  const disk = await plugDisk(guest, { id: 'null', image, mode: defaultDiskMode(size), port: 0 });
  const where = { file: disk.device, direct: true, dsync: false, seed: 1 };
  const hand = await openHand(guest, { argv: step.argv(where), seconds: step.seconds });
  const byHand = async (): Promise<number> => throughputOf(step.parse(await hand.run(), where));
  let messages = 0;
  const throughProduct = async (): Promise<number> => {
    const place = { kind: 'disk', guest, disk, image: undefined } as const;
    const bench = { plan: { ...oneRound, suite, arms: [arm] }, signal: host.signal };
    const counted = await countMessages(guest.vm, () =>
      runStep(bench, { arm, place, step, seed: 1 }),
    );
    messages += counted.messages;
    return throughputOf(counted.value);
  };
  // Once each, thrown away: the emulator translates fio at its first start.
  await byHand();
  await throughProduct();
  messages = 0;
  const logs: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    host.say(`bench:overhead: pair ${pair + 1} of ${pairs}`);
    const first = pair % 2 === 0 ? await throughProduct() : await byHand();
    const second = pair % 2 === 0 ? await byHand() : await throughProduct();
    logs.push(pair % 2 === 0 ? Math.log(first / second) : Math.log(second / first));
  }
  return { ratio: intervalOf(valuesOf(logs)), messages };
}

type Reading = Outcome<{
  readonly values: readonly { readonly metric: string; readonly value: number }[];
}>;

function throughputOf(reading: Reading | Outcome<StepReading>): number {
  if (!reading.ok) throw new Error(reading.rejections.map(({ problem }) => problem).join('; '));
  return reading.value.values.find(({ metric }) => metric === 'throughput')?.value ?? Number.NaN;
}
