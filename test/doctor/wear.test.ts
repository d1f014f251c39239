import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { examineWear, lastOfSuite } from '../../src/doctor/directory.ts';
import type { Examination } from '../../src/doctor/finding.ts';
import { decodeRun } from '../../src/suites/document.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/runs');
const [first, second, fio] = ['first', 'second', 'fio'].map(stored) as [Run, Run, Run];

function stored(name: string): Run {
  const outcome = decodeRun(JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8')));
  if (!outcome.ok) throw new Error(`fixtures/runs/${name}.json is no run`);
  return outcome.value;
}

function examination({ plan }: Run, lastRun: Run | undefined): Examination {
  const parts = { qemu: undefined, kernel: undefined, initrd: undefined };
  const place = {
    directory: '/srv',
    createDirectory: false,
    hostDirectories: {},
    allowTmpfs: false,
  };
  const site = { ...parts, ...place, accelerator: 'auto', lockWait: 0 } as const;
  const { signal } = new AbortController();
  return { plan, site, cacheDirectory: '/nonexistent', lastRun, say: () => undefined, signal };
}

test('a run of another suite, or of other seconds, tells nothing of what a plan writes', () => {
  expect(lastOfSuite([fio, second, first], first.plan)).toBe(second);
  expect(lastOfSuite([second, fio], fio.plan)).toBe(fio);
  expect(lastOfSuite([first, second], fio.plan)).toBeUndefined();
  if (fio.plan.suite.name !== 'fio') throw new Error('fio.json is a run of the fio suite');
  const longer = { ...fio.plan.suite, runMilliseconds: 8000 };
  expect(lastOfSuite([fio], { suite: longer })).toBeUndefined();
});

test('what a run wrote is told with the run that it is about', async () => {
  expect(await examineWear(examination(first, second))).toEqual([
    {
      topic: 'writes',
      state: 'ok',
      text: 'the last run of the sysbench suite (2026-11-22 20:56 UTC, 8 arms, 3 rounds) wrote 11.73 GiB, so 20 runs a day write 234.7 GiB',
    },
  ]);
  const [worn] = await examineWear(examination(first, { ...second, bytesWritten: 30 * 2 ** 30 }));
  expect(worn).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('--write-budget'),
  });
});

test('without one the plan tells', async () => {
  const [planned] = await examineWear(examination(fio, undefined));
  expect(planned).toMatchObject({
    state: 'ok',
    text: expect.stringMatching(/^a run writes at most \d/),
  });
});
