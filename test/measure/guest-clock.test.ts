import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { clockDoubt } from '../../src/core/clock-doubt.ts';
import { bootGuest } from '../../src/measure/boot.ts';
import { watchGuestClock } from '../../src/measure/guest-clock.ts';
import { fakeArtifacts, writeFakeQemu } from '../harness/fake-qemu.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

/** What is doubted of a second and a half in a guest whose clock runs at that rate. */
async function doubtAt(clockRate: number): Promise<string | undefined> {
  await using directory = await temporaryDirectory();
  const qemu = await writeFakeQemu(directory.path, { clockRate });
  const machine = {
    qemu,
    artifacts: fakeArtifacts,
    accelerator: 'tcg',
    scratch: directory.path,
    rootPorts: 1,
  } as const;
  await using guest = await bootGuest(machine);
  const clock = await watchGuestClock(guest);
  await delay(1500);
  return clockDoubt(await clock());
}

test("a clock that runs as the host's is believed, and one several times as fast or slow is not", async () => {
  const [sound, fast, slow] = await Promise.all([doubtAt(1), doubtAt(4), doubtAt(0.2)]);
  expect(sound).toBeUndefined();
  expect(fast).toContain('too fast');
  expect(slow).toContain('too slow');
});
