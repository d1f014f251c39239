import { expect, test } from 'vitest';
import { redactPaths } from '../../src/core/run.ts';

test.each([
  ['fio: /home/ada/bench/disk0.raw: No space left', 'fio: …/disk0.raw: No space left'],
  ['"/home/ada/a b/x" (/tmp/y/z), /srv/q', '"…/a b/x" (…/z), …/q'],
  ["can't open '/measured here/at/disk0.raw'", "can't open '…/at/disk0.raw'"],
  [
    '/dev/kvm and /sys/block/vda/queue and /proc/1/fd stay',
    '/dev/kvm and /sys/block/vda/queue and /proc/1/fd stay',
  ],
  [
    '12 MiB/s at depth 1/2, see https://example.invalid/a/b',
    '12 MiB/s at depth 1/2, see https://example.invalid/a/b',
  ],
])('of %s stays %s', (text, plain) => {
  expect(redactPaths(text, ['/measured here'])).toBe(plain);
});
