import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printableTail, readConsoleTail, showsPanic } from '../../src/qemu/console.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

test('what a guest could do to a terminal is taken out, its text and tabs are kept', () => {
  expect(
    printableTail('\u001B[2J\u001B[31mred\u001B[0m\tübung\r\n\u0000\u0007bell\u009B5n\r\n\r\n'),
  ).toBe('red\tübung\nbell');
});

test('only the last 30 lines are kept, also of a log of many megabytes', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'console.log');
  const lines = Array.from({ length: 200_000 }, (_, index) => `line ${index}\r\n`);
  await writeFile(path, lines.join(''));
  const tail = (await readConsoleTail(path)).split('\n');
  expect(tail).toHaveLength(30);
  expect([tail[0], tail.at(-1)]).toEqual(['line 199970', 'line 199999']);
});

test('a console that was never opened is an empty one', async () => {
  expect(await readConsoleTail('/nonexistent/console.log')).toBe('');
});

test('a panic is shown with what led there, however long its call trace', () => {
  const before = Array.from({ length: 50 }, (_, index) => `line ${index}`);
  const panic = '[    3.2] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100';
  const trace = Array.from({ length: 60 }, (_, index) => `[    3.2]  frame_${index}+0x11/0x22`);
  const tail = printableTail([...before, panic, ...trace].join('\r\n')).split('\n');
  expect(tail).toHaveLength(30);
  expect([tail[0], tail[9], tail.at(-1)]).toEqual(['line 41', panic, trace[19]]);
  expect(
    printableTail([...before, panic, 'end'].join('\n'))
      .split('\n')
      .slice(-2),
  ).toEqual([panic, 'end']);
});

test("a kernel's panic is told from other trouble", () => {
  expect(
    showsPanic(
      '[    1.4] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)',
    ),
  ).toBe(true);
  expect(showsPanic('init: will not panic')).toBe(false);
});
