import { valuesOf } from '../src/core/sample.ts';
import { defaultDiskMode } from '../src/disk/fields.ts';
import { bootGuest } from '../src/measure/boot.ts';
import { executeIn, plugDisks } from '../src/measure/guest-disk.ts';
import { type SlicesJob, slicesArgv } from '../src/suites/pairs/job.ts';
import { readSlices } from '../src/suites/pairs/reading.ts';
import { pairsSuite } from '../src/suites/pairs/suite.ts';
import type { BenchHost } from './bench-host.ts';
import { differencesOf } from './pairs/figures.ts';
import { type BenchSite, settingsOf } from './pairs/kinds.ts';
import { measureWhole, type Surroundings } from './pairs/record.ts';

/** What the instrument reaches in a workload where no storage holds it up. */
export interface Ceiling {
  readonly workload: string;
  /** Requests per second of the faster of two disks without storage. */
  readonly rate: number;
}

const nullSize = 2 ** 29;

/** Slices on two disks of QEMU's null-co, in one guest. */
export async function measureCeiling(
  host: Pick<
    BenchHost,
    'qemu' | 'artifacts' | 'accelerator' | 'counterRate' | 'scratch' | 'signal'
  >,
): Promise<Ceiling[]> {
  await using guest = await bootGuest({ ...host, rootPorts: 2 });
  const image = { driver: 'null-co' } as const;
  const mode = defaultDiskMode(nullSize);
  const [a, b] = await plugDisks(
    guest,
    ['a', 'b'].map((id, port) => ({ id: `null-${id}`, image, mode, port })),
  );
  if (a === undefined || b === undefined) throw new TypeError('two requests plug two disks');
  const found: Ceiling[] = [];
  for (const workload of pairsSuite('standard').workloads) {
    const job: SlicesJob = {
      workload,
      milliseconds: 50,
      blocks: 10,
      synced: false,
      drained: false,
      warmUp: 200,
      first: 'a',
      seed: 1,
      halves: 'whole',
      swapped: false,
      a: a.device,
      b: b.device,
    };
    const limits = { directory: '/', expectedSeconds: 3, timeout: 120, signal: host.signal };
    const { stdout } = await executeIn(guest, { argv: slicesArgv(job), ...limits });
    const reading = readSlices(stdout, job);
    if (!reading.ok) throw new Error(reading.rejections.map(({ problem }) => problem).join('; '));
    const { a: one, b: other } = reading.value;
    found.push({ workload: workload.name, rate: Math.max(one.rate, other.rate) });
  }
  return found;
}

/** A known loss by the length of its slices: the same at all, or they dilute it. */
export interface Dilution {
  readonly milliseconds: number;
  readonly workload: string;
  /** Log of head over base; mean of the rounds, and its standard error. */
  readonly mean: number;
  readonly error: number;
}

const lengths = [5, 25, 100, 500];
/** Loss of QEMU's own, of tens of per cent where requests are small and many. */
const layers = 30;

/** The loss of nested block nodes, in slices of 5 to 500 ms. */
export async function measureDilution(
  site: BenchSite,
  surroundings: Surroundings,
): Promise<Dilution[]> {
  const found: Dilution[] = [];
  for (const milliseconds of lengths) {
    const few = { rounds: '6', workloads: 'randread-4k-qd1,randread-4k-qd32', ...site };
    const settings = settingsOf(few, {
      pair: { head: 'cache=none', base: 'cache=none', layers },
      seed: `dilution ${milliseconds}`,
      budget: '60m',
    });
    const fixed = () => ({ milliseconds, blocks: Math.max(2, Math.round(600 / milliseconds)) });
    const run = await measureWhole(settings, { ...surroundings, fixed });
    for (const { name: workload } of run.plan.suite.workloads) {
      const logs = differencesOf(run, workload).map(({ log }) => log);
      if (logs.length === 0) throw new Error(`${workload} has no difference in any round`);
      const { logCentre: mean, logDeviation, n } = valuesOf(logs);
      found.push({ milliseconds, workload, mean, error: logDeviation / Math.sqrt(n) });
    }
  }
  return found;
}
