import { expect, test } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import { imageGroups } from '../../src/measure/image-group.ts';

test('arms whose images are made alike form a group; host arms are in none', () => {
  const disks = [
    'host',
    'none',
    'name=a,format=qcow2',
    'unsafe',
    'name=b,format=qcow2,size=1GiB',
    'name=c,format=qcow2',
  ];
  const { plan } = requireSettings({ raw: { suite: 'seed', disks }, origin: 'cli', randomSeed: 1, workspace: '/repo' });
  expect(imageGroups(plan)).toEqual([
    { mode: { format: 'raw', size: 320 * 2 ** 20 }, arms: [1, 3] },
    { mode: { format: 'qcow2', size: 320 * 2 ** 20 }, arms: [2, 5] },
    { mode: { format: 'qcow2', size: 2 ** 30 }, arms: [4] },
  ]);
});
