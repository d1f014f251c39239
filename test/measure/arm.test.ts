import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Plan, PlannedArm } from '../../src/core/plan.ts';
import { measureArm } from '../../src/measure/arm.ts';
import type { Bench } from '../../src/measure/bench.ts';
import { bootGuest } from '../../src/measure/boot.ts';
import { countWrites } from '../../src/measure/budget.ts';
import { startStopwatch } from '../../src/measure/progress.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { type FakeGuest, fakeArtifacts, writeFakeQemu } from '../harness/fake-qemu.ts';
import { oneRound } from '../harness/one-round.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const mebibyte = 2 ** 20;
const suite = {
  ...fioSuite('quick'),
  rampMilliseconds: 100,
  runMilliseconds: 100,
  writeCap: 4 * mebibyte,
};
/** Ramp and run of a workload that writes: as much as the plan allows it. */
const most = 2 * suite.writeCap;

const mode = {
  format: 'raw',
  cache: 'none',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: 1,
} as const;

/**
 * The workloads of a disk in a guest whose fio always fails, with so much of the write budget left.
 */
async function measureFailing(
  guest: FakeGuest,
  { workloads, budget }: { workloads: string[]; budget: number },
) {
  await using directory = await temporaryDirectory();
  const [qemu, image] = [await writeFakeQemu(directory.path, guest), join(directory.path, 'image')];
  await writeFile(image, 'x');
  const machine = {
    qemu,
    artifacts: fakeArtifacts,
    accelerator: 'tcg',
    scratch: directory.path,
    rootPorts: 1,
  } as const;
  await using booted = await bootGuest(machine);
  const arm: PlannedArm = { name: 'prod', side: 'head', target: { kind: 'disk', mode } };
  const plan: Plan = {
    ...oneRound,
    suite: { ...suite, workloads: suite.workloads.filter(({ name }) => workloads.includes(name)) },
    arms: [arm],
    writeBudget: budget,
  };
  const [writes, signal] = [countWrites(), new AbortController().signal];
  const bench: Pick<Bench, 'plan' | 'writes' | 'stopwatch' | 'signal'> = {
    plan,
    writes,
    stopwatch: startStopwatch(),
    signal,
  };
  const attestation = { ok: true, evidence: [] };
  const disk = {
    id: 'arm0',
    device: '/dev/vda',
    mountPoint: '/mnt',
    mode,
    image,
    port: 0,
    attestation,
  };
  const started: string[] = [];
  const place = { kind: 'disk', guest: booted, disk, image } as const;
  const measured = await measureArm(bench as Bench, {
    arm,
    place,
    index: 0,
    round: 0,
    firstOrder: 0,
    onWorkload: ({ name }) => started.push(name),
  });
  return { ...measured, started, written: writes.total() };
}

const failing: FakeGuest = { output: ['fio: no such device'], exitCode: 1 };

test('a tool that failed wrote what QEMU counted for its disk meanwhile', async () => {
  const workloads = ['randwrite-4k-qd32'];
  const bytesWritten = [500, 500, 500 + 3 * mebibyte];
  const measured = await measureFailing({ ...failing, bytesWritten }, { workloads, budget: most });
  expect(measured).toMatchObject({ measurements: [], cut: false, written: 3 * mebibyte });
  expect(measured.caveats).toEqual([
    expect.objectContaining({
      kind: 'failed',
      arm: 'prod',
      said: expect.stringContaining('no such device'),
    }),
  ]);
});

test('an arm is cut before the first workload that may write more than is left, and not before one that reads', async () => {
  const workloads = ['randread-4k-qd1', 'randwrite-4k-qd32', 'read-1m-qd8'];
  const measured = await measureFailing(failing, { workloads, budget: most - 1 });
  expect(measured).toMatchObject({ cut: true, written: 0, started: ['randread-4k-qd1'] });
});

test('what a workload left of the budget is what the next one may write', async () => {
  const workloads = ['randwrite-4k-qd32', 'syncwrite-4k-qd1', 'write-1m-qd2'];
  // QEMU is asked three times for each: before it, what it has spent, and after it.
  const bytesWritten = [0, 0, mebibyte, mebibyte, mebibyte, 3 * mebibyte];
  const measured = await measureFailing(
    { ...failing, bytesWritten },
    { workloads, budget: most + 2 * mebibyte },
  );
  expect(measured).toMatchObject({
    cut: true,
    written: 3 * mebibyte,
    started: workloads.slice(0, 2),
  });
});
