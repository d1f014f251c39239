import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { bootGuest } from '../../src/measure/boot.ts';
import { clockDoubt, watchGuestClock } from '../../src/measure/guest-clock.ts';
import { fakeArtifacts, writeFakeQemu } from '../harness/fake-qemu.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

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

const span = (guest: number, { least = 3, most = 3.01 } = {}) => clockDoubt({ guest, least, most });

describe("a guest's clock", () => {
  test.each([3, 3.005, 3.01])(
    'raises no doubt where it counts %d s in 3 to 3.01 s of the host',
    guest => {
      expect(span(guest)).toBeUndefined();
    },
  );

  test('raises no doubt by what its resolution and one per cent of its rate make up', () => {
    expect(span(3 * 0.99 - 0.02)).toBeUndefined();
    expect(span(3.01 * 1.01 + 0.02)).toBeUndefined();
  });

  test('raises no doubt wherever it may have been read, if the guest took long to answer', () => {
    for (const guest of [3, 4, 9]) expect(span(guest, { least: 3, most: 9 })).toBeUndefined();
  });

  test('that is a tenth slow makes disks look too fast, and is doubted', () => {
    expect(span(2.7)).toBe(
      "the guest's clock is too slow: it counted 2.70 s in 3.00 to 3.01 s of the host's",
    );
  });

  test('that is a tenth fast is doubted', () => {
    expect(span(3.3)).toBe(
      "the guest's clock is too fast: it counted 3.30 s in 3.00 to 3.01 s of the host's",
    );
  });

  test.each([-5, 0, 1.5, 4.5, 3600])('that jumped, or stands, is doubted: %d s', guest => {
    expect(span(guest)).toMatch(/too (slow|fast)/);
  });
});
