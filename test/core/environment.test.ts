import { expect, test } from 'vitest';
import { differingFacts, fingerprintOf } from '../../src/core/environment.ts';
import { environment } from '../harness/run-builder.ts';

test('the fingerprint does not depend on the order of fields', () => {
  const { accelerator, ...rest } = environment;
  const reordered = { ...rest, tools: { ...environment.tools }, accelerator };
  expect(fingerprintOf(reordered)).toBe(fingerprintOf(environment));
  const tools = { fio: '3.33', sysbench: '1.0.20' };
  expect(fingerprintOf({ ...environment, tools })).toBe(
    fingerprintOf({ ...environment, tools: { sysbench: '1.0.20', fio: '3.33' } }),
  );
});

test('the fingerprint is stable over versions of the program, since stored runs are found by it', () => {
  expect(fingerprintOf(environment)).toMatchInlineSnapshot(
    `"06872984286f15ba71dde57500a97a770398d1823a9a84b13b1df2135a0cfbb5"`,
  );
});

test.each([
  ['accelerator', 'tcg'],
  ['cpuCores', 4],
  ['hostKernel', '6.12'],
  ['qemu', null],
  ['guestCpus', 4],
  ['tools', { sysbench: '1.0.21' }],
] as const)('another %s is another fingerprint and a differing fact', (field, value) => {
  const other = { ...environment, [field]: value };
  expect(fingerprintOf(other)).not.toBe(fingerprintOf(environment));
  expect(differingFacts(environment, other)).toHaveLength(1);
});

test('differing facts name old and new, cut digests, and say what was given by input or is not there', () => {
  const other = {
    ...environment,
    hostKernel: '6.12',
    qemu: null,
    suite: 'abcdef0123456789',
    tools: { fio: '3.33' },
  };
  expect(differingFacts(environment, other)).toEqual([
    'hostKernel 6.1 -> 6.12',
    'qemu 7.2.22 -> (given by input)',
    'suite 0123456789ab -> abcdef012345',
    'tools.fio (none) -> 3.33',
    'tools.sysbench 1.0.20 -> (none)',
  ]);
  expect(differingFacts(environment, environment)).toEqual([]);
});
