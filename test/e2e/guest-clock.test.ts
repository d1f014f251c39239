import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan, PlannedArm } from '../../src/core/plan.ts';
import { defaultDiskMode } from '../../src/disk/fields.ts';
import { type GuestArtifacts, provideGuest } from '../../src/guest/artifacts.ts';
import { runStep } from '../../src/measure/arm-step.ts';
import { type BootedGuest, bootGuest } from '../../src/measure/boot.ts';
import { type GuestDisk, plugDisk } from '../../src/measure/guest-disk.ts';
import { findQemu } from '../../src/qemu/binary.ts';
import { measureCounterRate } from '../../src/qemu/counter-rate.ts';
import { fioSteps } from '../../src/suites/fio/suite.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { findDisk } from '../harness/find-disk.ts';
import { oneRound } from '../harness/one-round.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { guestCache } from './guest-setup.ts';

const size = 64 * 2 ** 20;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let qemu: string;
let artifacts: GuestArtifacts;
let counterRate: number;

beforeAll(async () => {
  directory = await temporaryDirectory();
  ({ path: qemu } = await findQemu());
  artifacts = await provideGuest({
    tools: ['fio'],
    cacheDirectory: guestCache,
    onProgress: () => undefined,
  });
  counterRate = (await measureCounterRate({ qemu })) ?? 0;
});
afterAll(() => directory[Symbol.asyncDispose]());

function boot(rate: number): Promise<BootedGuest> {
  const machine = {
    qemu,
    artifacts,
    accelerator: 'tcg',
    scratch: directory.path,
    rootPorts: 1,
  } as const;
  return bootGuest({ ...machine, counterRate: rate });
}

function plugNull(guest: BootedGuest): Promise<GuestDisk> {
  return plugDisk(guest, {
    id: 'clock',
    image: { driver: 'null-co' },
    mode: defaultDiskMode(size),
    port: 0,
  });
}

/** A step of the fio suite, with what happens to the guest half-way through it. */
async function step(
  guest: BootedGuest,
  disk: GuestDisk,
  disturb: () => Promise<void> = async () => undefined,
) {
  const suite = fioSuite('quick');
  const [first] = fioSteps(suite);
  if (first === undefined) throw new Error('the suite has no workloads');
  const arm: PlannedArm = { name: 'clock', side: 'head', target: { kind: 'null', size } };
  const plan: Plan = {
    ...oneRound,
    suite,
    arms: [arm],
  };
  const place = { kind: 'disk', guest, disk, image: undefined } as const;
  const signal = new AbortController().signal;
  const reading = runStep({ plan, signal }, { arm, place, step: first, seed: 1 });
  await Promise.all([reading, delay(1200).then(disturb)]);
  return reading;
}

describe.runIf(process.arch === 'x64')("a guest's clock", () => {
  test('changes no reading by a jump of its date, but by a second in which it stands', async () => {
    await using guest = await boot(counterRate);
    const disk = await plugNull(guest);
    for (const jump of ['2040-01-01 00:00:00', '1999-01-01 00:00:00']) {
      const reading = await step(guest, disk, async () => {
        const set = await guest.agent.execute({ argv: ['date', '-s', jump], timeout: 10 });
        expect(set).toMatchObject({
          exitCode: 0,
          stdout: expect.stringContaining(jump.slice(0, 4)),
        });
      });
      // fio counts in milliseconds and nanoseconds of its own clock: a jump of years would stand
      // out.
      if (!reading.ok) throw new Error(JSON.stringify(reading.rejections));
      expect(reading.value.seconds).toBeCloseTo(1.5, 0);
      expect(
        reading.value.values.find(({ metric }) => metric === 'latency-p999')?.value,
      ).toBeLessThan(3);
    }
    // Who looks for a disk waits by the guest's time since its start.
    expect(await findDisk(guest.agent, 'clock')).toBe(disk.device);
    // While a guest is stopped its clock stands, and fio measures on afterwards as if nothing had
    // been.
    const stopped = await step(guest, disk, async () => {
      await guest.vm.qmp.execute('stop');
      await delay(1000);
      await guest.vm.qmp.execute('cont');
    });
    const problem = expect.stringContaining("the guest's clock is too slow");
    expect(stopped).toMatchObject({ ok: false, rejections: [{ problem }] });
  });

  test('that runs a tenth too fast yields no reading', async () => {
    await using guest = await boot(counterRate * 0.9);
    const problem = expect.stringContaining("the guest's clock is too fast");
    expect(await step(guest, await plugNull(guest))).toMatchObject({
      ok: false,
      rejections: [{ problem }],
    });
  });

  test('is right, and yields readings, though the host was busy as the guest booted and still is', async () => {
    const hogs = Array.from({ length: availableParallelism() }, () =>
      spawn('sha256sum', ['/dev/zero']),
    );
    try {
      // As a run does: what it tells the guest was measured beside the same load.
      const rate = (await measureCounterRate({ qemu })) ?? 0;
      expect(rate / counterRate).toBeCloseTo(1, 2);
      await using guest = await boot(rate);
      expect(await step(guest, await plugNull(guest))).toMatchObject({ ok: true });
    } finally {
      for (const hog of hogs) hog.kill('SIGKILL');
    }
  });
});
