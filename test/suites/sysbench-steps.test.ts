import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { sysbenchSteps } from '../../src/suites/sysbench/suite.ts';
import { sysbenchSuite } from '../../src/suites/sysbench/workloads.ts';

const [step] = sysbenchSteps(sysbenchSuite);
const place = { file: '/dev/vda', dsync: false, seed: 1 };

function report(name: string): string {
  return readFileSync(resolve(import.meta.dirname, '../../fixtures/sysbench', name), 'utf8');
}

test('a reading without O_DIRECT where it was asked for is refused: it measured a page cache', () => {
  expect(step?.parse(report('rndrd-direct.txt'), { ...place, direct: true })).toMatchObject({
    ok: true,
  });
  expect(step?.parse(report('rndrd-buffered.txt'), { ...place, direct: true })).toMatchObject({
    ok: false,
    rejections: [{ problem: 'it opened its files without O_DIRECT' }],
  });
  expect(step?.parse(report('rndrd-direct.txt'), { ...place, direct: false })).toMatchObject({
    ok: false,
  });
});

test('the seconds of a reading are those that sysbench counted', () => {
  const text = report('rndrd-direct.txt');
  const [, counted] = /total time: +([\d.]+)s/.exec(text) ?? [];
  const outcome = step?.parse(text, { ...place, direct: true });
  expect(outcome?.ok && outcome.value.seconds).toBe(Number(counted));
});
