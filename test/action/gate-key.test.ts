import { expect, test } from 'vitest';
import { gateKey } from '../../src/action/stores.ts';
import { statusContext } from '../../src/action/tell.ts';

const gate = { workflow: 'Storage gate', job: 'gate', matrix: [] };

test('the key of a gate is made of workflow and job, and ends no HTML comment', () => {
  expect(gateKey(gate)).toBe('Storage-gate.gate');
  expect(gateKey({ ...gate, workflow: '--> <script>', job: 'x'.repeat(200) })).toMatch(
    /^[\w.-]{1,100}$/,
  );
});

test('the legs of a matrix have keys of their own, also where they differ in what a key cannot hold', () => {
  const keys = [['nvme'], ['nvme', 'qcow2'], ['a/b'], ['a b'], ['x'.repeat(300)]].map(matrix =>
    gateKey({ ...gate, matrix }),
  );
  expect(new Set([...keys, gateKey(gate)]).size).toBe(6);
  for (const key of keys) expect(key).toMatch(/^Storage-gate\.gate\.[\w.-]+$/);
  for (const key of keys) expect(key.length).toBeLessThanOrEqual(100);
});

test('the legs of a matrix set statuses of their own, so that none hides the red of another', () => {
  expect(statusContext(gate)).toBe('storage-gate');
  expect(statusContext({ matrix: ['nvme', '8'] })).toBe('storage-gate (nvme, 8)');
});
