import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planRun } from '../../../src/config/plan.ts';
import { requireSettings } from '../../../src/config/settings.ts';
import type { Plan } from '../../../src/core/plan.ts';
import type { Bench } from '../../../src/measure/bench.ts';
import { bootGuest } from '../../../src/measure/boot.ts';
import { countWrites } from '../../../src/measure/budget.ts';
import { measurePairs } from '../../../src/measure/pairs/round.ts';
import { startStopwatch } from '../../../src/measure/progress.ts';
import { pairsSuite } from '../../../src/suites/pairs/suite.ts';
import { type FakeGuest, fakeArtifacts, writeFakeQemu } from '../../harness/fake-qemu.ts';
import { oneRound } from '../../harness/one-round.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';

const mebibyte = 2 ** 20;
const suite = { ...pairsSuite('quick'), writeCap: 4 * mebibyte };
/** Warm-up and slices of a workload that writes: as much as the plan allows it. */
const most = 2 * suite.writeCap;

const mode = {
  format: 'raw',
  cache: 'none',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: 4096,
} as const;

interface Scene {
  readonly workloads: readonly string[];
  readonly budget: number;
}

function planOf({ workloads, budget }: Scene): Plan {
  const disk = { name: 'prod', target: { kind: 'disk', mode } } as const;
  const plan = planRun({
    ...oneRound,
    suite: { ...suite, workloads: suite.workloads.filter(({ name }) => workloads.includes(name)) },
    arms: [
      { side: 'head', ...disk },
      { side: 'base', ...disk },
    ],
    writeBudget: budget,
  });
  const slices = workloads.map(workload => ({
    workload,
    milliseconds: 5,
    blocks: 2,
    synced: false,
    burst: false,
    drained: false,
  }));
  return { ...plan, pairs: (plan.pairs ?? []).map(pair => ({ ...pair, slices })) };
}

/** A round of one pair in a guest in which nothing is as it should be. */
async function measureIn(guest: FakeGuest, scene: Scene) {
  await using directory = await temporaryDirectory();
  const scratch = directory.path;
  const [qemu, image] = [await writeFakeQemu(scratch, guest), join(scratch, 'image')];
  await writeFile(image, Buffer.alloc(4096, 1));
  await using booted = await bootGuest({
    qemu,
    artifacts: fakeArtifacts,
    accelerator: 'tcg',
    scratch,
    rootPorts: 2,
  });
  const writes = countWrites();
  const started: string[] = [];
  const { site } = requireSettings({ raw: {}, origin: 'cli', randomSeed: 1, workspace: scratch });
  const bench: Omit<Bench, 'guests' | 'environment' | 'caveats' | typeof Symbol.asyncDispose> = {
    devices: new Map(),
    plan: planOf(scene),
    site,
    writes,
    scratch,
    stopwatch: startStopwatch(),
    signal: new AbortController().signal,
    onProgress: progress => {
      if (progress.kind === 'measuring') started.push(progress.workload);
    },
  };
  const round = { ...booted, name: 'head', toldAs: undefined } as const;
  const diskOf = (arm: number) => ({
    guest: round,
    disk: {
      id: `arm${arm}`,
      device: `/dev/vd${arm}`,
      mountPoint: '/mnt',
      mode,
      image,
      port: arm,
      attestation: { ok: true, evidence: [] },
    },
  });
  const disks = new Map([0, 1].map(arm => [arm, diskOf(arm)]));
  const measured = await measurePairs(bench as Bench, { index: 0, disks });
  return { ...measured, started, written: writes.total() };
}

const failing: FakeGuest = { output: ['sysbench 1.0.20\nerror: side b: pwrite: I/O error (5)'] };

test('slices that fail leave no value, and a failure with their own words', async () => {
  const workloads = ['randread-4k-qd1', 'randwrite-4k-qd32'];
  const bytesWritten = [500, 500, 500 + 3 * mebibyte];
  const measured = await measureIn({ ...failing, bytesWritten }, { workloads, budget: most });
  expect(measured).toMatchObject({ measurements: [], differences: [], cut: false });
  expect(measured.written).toBe(3 * mebibyte);
  expect(measured.failures.filter(({ reason }) => reason.kind === 'tool-failed')).toEqual(
    workloads.map(workload => ({
      pair: 0,
      workload,
      reason: {
        kind: 'tool-failed',
        said: expect.stringContaining('side b: pwrite: I/O error (5)'),
      },
    })),
  );
});

test('a mode that is not in force any more after the slices is no proof', async () => {
  const scene = { workloads: ['randread-4k-qd1'], budget: most };
  const { attestations, caveats } = await measureIn(failing, scene);
  expect([...attestations].map(([arm, { ok }]) => [arm, ok])).toEqual([
    [0, false],
    [1, false],
  ]);
  expect(attestations.get(1)?.evidence[0]?.fact).toMatch(/, after measuring$/);
  expect(caveats.filter(({ kind }) => kind === 'unattested')).toHaveLength(2);
});

test('a round is cut before the first workload that may write more than is left', async () => {
  const workloads = ['randread-4k-qd1', 'randwrite-4k-qd32', 'read-1m-qd8'];
  const measured = await measureIn(failing, { workloads, budget: most - 1 });
  expect(measured).toMatchObject({
    cut: true,
    written: 0,
    started: ['random read 4k, depth 1'],
  });
});

test('what a workload left of the budget is what the next one may write', async () => {
  const workloads = ['randwrite-4k-qd32', 'syncwrite-4k-qd1', 'write-1m-qd2'];
  // QEMU is asked for each of both disks, before and after each workload.
  const written = [0, mebibyte, mebibyte, 3 * mebibyte];
  const bytesWritten = written.flatMap(bytes => [bytes, bytes]);
  const measured = await measureIn(
    { ...failing, bytesWritten },
    { workloads, budget: most + 2 * mebibyte },
  );
  expect(measured).toMatchObject({ cut: true, written: 3 * mebibyte });
  expect(measured.started).toHaveLength(2);
});
