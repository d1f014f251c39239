import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Plan, PlannedArm } from '../../src/core/plan.ts';
import { runStep } from '../../src/measure/arm-step.ts';
import { hostFile } from '../../src/measure/host-files.ts';
import { fioSteps } from '../../src/suites/fio/suite.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { oneRound } from '../harness/one-round.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const suite = { ...fioSuite('quick'), rampMilliseconds: 0, runMilliseconds: 50 };
const arm: PlannedArm = { name: 'host', side: 'host', target: { kind: 'host', direct: false } };
const plan: Plan = {
  ...oneRound,
  suite,
  arms: [arm],
};

test.each(['plain', 'a #b', 'a ;b', 'a:b', ' a', '-a', 'ä=b,c'])(
  'fio measures the file of a host arm in a directory called %j',
  async name => {
    await using parent = await temporaryDirectory();
    const directory = join(parent.path, name);
    await mkdir(directory);
    await writeFile(hostFile(directory), Buffer.alloc(2 ** 20, 1));
    const step = fioSteps(suite).find(({ workload }) => workload.name === 'randread-4k-qd1');
    if (step === undefined) throw new Error('the fio suite has no such workload');
    const bench = { plan, signal: new AbortController().signal };
    const reading = await runStep(bench, {
      arm,
      place: { kind: 'host', directory },
      step,
      seed: 1,
    });
    const throughput = expect.objectContaining({ metric: 'throughput', value: expect.any(Number) });
    expect(reading).toMatchObject({
      ok: true,
      value: { values: expect.arrayContaining([throughput]) },
    });
  },
);
