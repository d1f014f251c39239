import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { askedKey, type OwnImage, targetKey } from '../../src/core/plan.ts';
import type { Run } from '../../src/core/run.ts';
import { expectationsOf } from '../../src/disk/evidence.ts';
import { decodeRun } from '../../src/suites/document.ts';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

const text = readFileSync(resolve(import.meta.dirname, '../../fixtures/runs/pairs.json'), 'utf8');

/** A real run of pairs whose first disk is an own image of two layers. */
function ownRun() {
  const run = JSON.parse(text) as Mutable<Run>;
  const [arm, planned] = [run.arms[0], run.plan.arms[0]];
  const target = planned?.target;
  if (arm === undefined || target?.kind !== 'disk') throw new RangeError('no disk');
  const { size } = target.mode;
  target.mode = { ...target.mode, format: 'qcow2', clusterSize: 4096 };
  const image: Mutable<OwnImage> = {
    on: 'copy',
    digest: 'ab'.repeat(32),
    layers: [
      { format: 'qcow2', size, options: { cluster_size: '4096', lazy_refcounts: 'off' } },
      { format: 'raw', size, options: {} },
    ],
    bytes: size,
    data: size / 2,
    used: size / 4,
  };
  target.image = image;
  arm.subject.target = target;
  arm.key = targetKey(target);
  prove(run, 1);
  for (const pair of run.plan.pairs ?? []) pair.place = 'new images';
  return { run, image, target, arm };
}

/** Evidence of a disk with so many images below it. */
function prove({ arms }: Mutable<Run>, below: number): void {
  for (const [index, arm] of arms.entries()) {
    const { target } = arm.subject;
    if (target.kind !== 'disk') continue;
    const backing = Array.from({ length: below }, () => ({ path: 'x', format: 'raw' as const }));
    const own = target.image === undefined ? {} : { backing };
    const disk = { id: `arm${index}`, image: 'x', mode: target.mode, ...own };
    const facts = expectationsOf(disk).map(({ fact, expected }) => {
      return { fact, expected: String(expected), found: String(expected) };
    });
    const holes = { fact: 'bytes of the image that are not allocated', expected: '0', found: '0' };
    arm.attestation.evidence = target.image === undefined ? [...facts, holes] : facts;
  }
}

function rejections(run: unknown): string[] {
  const decoded = decodeRun(run);
  return decoded.ok ? [] : decoded.rejections.map(({ path, problem }) => `${path}: ${problem}`);
}

describe('a document with an own image', () => {
  it('is sound where mode, image and evidence agree', () => {
    expect(rejections(ownRun().run)).toEqual([]);
  });

  it.each<[string, (image: Mutable<OwnImage>) => unknown]>([
    ['another size', image => Object.assign(image.layers[0] ?? {}, { size: 512 })],
    ['another format', image => image.layers.shift()],
    [
      'other clusters',
      ({ layers }) => Object.assign(layers[0]?.options ?? {}, { cluster_size: '8192' }),
    ],
    ['an overlay over it', image => Object.assign(image, { on: 'overlay' })],
    ['more data than the disk has', image => Object.assign(image, { data: 2 ** 50 })],
    ['requests where no data is', image => Object.assign(image, { used: image.data + 1 })],
    [
      'a raw layer above another',
      image => image.layers.push({ format: 'raw', size: 512, options: {} }),
    ],
    ['no layer', image => image.layers.splice(0)],
    [
      '17 layers',
      image => image.layers.push(...Array.from({ length: 15 }, () => image.layers[0] as never)),
    ],
  ])('is refused with %s', (_, change) => {
    const { run, image, arm, target } = ownRun();
    change(image);
    arm.key = targetKey(target);
    expect(rejections(run).join('\n')).toMatch(/image/);
  });

  it('is refused where QEMU saw another chain', () => {
    const { run } = ownRun();
    prove(run, 2);
    expect(rejections(run).join('\n')).toMatch(/images below the own image is 2 and should be 1/);
  });
});

test('the key of an own image has its content, and what a config asks for has none', () => {
  const { target } = ownRun();
  expect(targetKey(target)).toMatch(/,image=abababababababab,on=copy$/);
  const other = { ...target, mode: { ...target.mode, size: 512 } };
  expect(askedKey(other)).toBe(askedKey(target));
  expect(askedKey({ ...target, mode: { ...target.mode, cache: 'directsync' } })).not.toBe(
    askedKey(target),
  );
});
