import { beforeAll, expect, test } from 'vitest';
import { run as runHost } from '../../campaign/host.ts';
import { run as runKills } from '../../campaign/kills.ts';
import { canMount } from '../harness/mount-namespace.ts';

let isAble = false;
beforeAll(async () => {
  isAble = await canMount();
});

const options = { seed: 1, sample: true, firstOnly: false, say: () => undefined };

test('a sample of kills leaves nothing, and loses nothing', { timeout: 240_000 }, async context => {
  context.skip(!isAble, 'this user may not mount');
  const { counts, findings } = await runKills(options);
  expect(findings).toEqual([]);
  expect(counts['kills']).toBeGreaterThanOrEqual(20);
});

test('a sample of faults of the host is told with remedies', {
  timeout: 240_000,
}, async context => {
  context.skip(!isAble, 'this user may not mount');
  const { counts, findings } = await runHost(options);
  expect(findings).toEqual([]);
  expect(counts['faults']).toBe(20);
});
