import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateKey, statusContext, workflowKey } from '../../src/action/gate-key.ts';

const gate = { workflow: 'Storage gate', job: 'gate', matrix: [] };

describe('the key of a gate', () => {
  test('is made of workflow and job where these are plain words', () => {
    expect(gateKey(gate)).toBe('Storage-gate.gate');
    expect(gateKey({ ...gate, job: 'build-x86_64' })).toBe('Storage-gate.build-x86_64');
  });

  test.each([
    [
      'of other scripts',
      [
        ['ストレージ', 'g'],
        ['存储基准', 'g'],
        ['Хранение', 'g'],
      ],
    ],
    [
      'of emoji',
      [
        ['\u{1f680} Bench', 'g'],
        ['\u{1f422} Bench', 'g'],
        ['Bench', 'g'],
      ],
    ],
    [
      'in one form of Unicode or another',
      [
        ['Gr\u00f6\u00dfe', 'g'],
        ['Gro\u0308\u00dfe', 'g'],
      ],
    ],
    [
      'of other signs',
      [
        ['CI (x86)', 'g'],
        ['CI [x86]', 'g'],
        ['CI: x86', 'g'],
        ['CI-x86', 'g'],
        ['CI x86', 'g'],
      ],
    ],
    [
      'of spaces',
      [
        ['a b', 'g'],
        ['a  b', 'g'],
        [' a b', 'g'],
        ['a-b', 'g'],
      ],
    ],
    [
      'with the sign that parts them',
      [
        ['a.b', 'c'],
        ['a', 'b.c'],
      ],
    ],
    [
      'that only begin alike',
      [
        ['x'.repeat(120), 'a'],
        ['x'.repeat(120), 'b'],
        ['x'.repeat(121), 'a'],
      ],
    ],
    [
      'that only their ends tell apart',
      [
        ['g', `${'y'.repeat(99)}1`],
        ['g', `${'y'.repeat(99)}2`],
      ],
    ],
    [
      'that are damaged texts',
      [
        ['\ud800', 'g'],
        ['\ud801', 'g'],
        ['\ufffd', 'g'],
      ],
    ],
  ])("is no other gate's for names %s", (_, names) => {
    const keys = names.map(([workflow = '', job = '']) => gateKey({ workflow, job, matrix: [] }));
    expect(new Set(keys).size).toBe(names.length);
  });

  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', ' ', '_', '存', '/'), maxLength: 40 }),
  );
  const gates = fc.record({ workflow: name, job: name, matrix: fc.array(name, { maxLength: 3 }) });

  test('is a safe word of at most 100 characters that begins with that of its workflow, and tells any two gates apart', () => {
    fc.assert(
      fc.property(gates, gates, (one, other) => {
        expect(gateKey(one)).toMatch(/^[\w.-]{1,100}$/);
        expect(gateKey(one).startsWith(workflowKey(one.workflow))).toBe(true);
        expect(gateKey(one) === gateKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
        expect(gateKey(one).startsWith(workflowKey(other.workflow))).toBe(
          one.workflow === other.workflow,
        );
      }),
      { numRuns: 500 },
    );
  });
});

test('the legs of a matrix have keys of their own, also where they differ in what a key cannot hold', () => {
  const keys = [['nvme'], ['nvme', 'qcow2'], ['a/b'], ['a b'], ['x'.repeat(300)]].map(matrix =>
    gateKey({ ...gate, matrix }),
  );
  expect(new Set([...keys, gateKey(gate)]).size).toBe(6);
  for (const key of keys) expect(key).toMatch(/^Storage-gate\.gate\.[\w.-]+$/);
});

test('the legs of a matrix set statuses of their own, so that none hides the red of another', () => {
  expect(statusContext(gate)).toBe('storage-gate');
  expect(statusContext({ matrix: ['nvme', '8'] })).toBe('storage-gate (nvme, 8)');
  const long = 'x'.repeat(120);
  const legs = [['a, b'], ['a', 'b'], [`${long}1`], [`${long}2`], ['a\nb'], ['a b'], ['\u202ea b']];
  const contexts = legs.map(matrix => statusContext({ matrix }));
  expect(new Set(contexts).size).toBe(legs.length);
  for (const context of contexts)
    expect(context).toMatch(/^storage-gate \([^\p{Cc}\p{Cf}]{1,100}\)$/u);
});
