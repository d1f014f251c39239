import { describe, expect, it } from 'vitest';
import { requireSettings, resolveSettings } from '../../src/config/settings.ts';
import { imageFileOf } from '../../src/core/plan.ts';
import { describeRejection } from '../../src/core/rejection.ts';
import { deviceBegin, deviceBytes } from '../../src/measure/places.ts';

const surroundings = { origin: 'cli', randomSeed: 7, workspace: '/repo' } as const;

function requestOf(disk: string, raw: object = {}) {
  const text = `version: 1\ndisks:\n  image: { ${disk} }\n`;
  return { ...surroundings, raw, configFile: { path: 'storage-gate.yml', text } };
}

function settle(disk: string, raw?: object) {
  const { plan, site } = requireSettings(requestOf(disk, raw));
  const paths = plan.arms.map(arm => `${arm.side} ${imageFileOf(site, arm)?.path}`);
  return { plan, paths };
}

describe('an own image', () => {
  it('is a copy of its file, beside a yardstick of the usual size', () => {
    const { plan, paths } = settle('image: build/disk.qcow2, cache: none');
    expect(paths).toEqual(['head build/disk.qcow2', 'yardstick undefined']);
    expect(plan.arms[0]?.target).toMatchObject({ mode: { cache: 'none' }, image: { on: 'copy' } });
    expect(plan.arms[1]?.name).toBe('yardstick');
    expect(plan.pairs?.map(({ place }) => place)).toEqual(['new images']);
  });

  it('has the base side of base-image, of its own mode', () => {
    const { plan, paths } = settle('image: a, base-image: b, on: overlay, aio: threads');
    expect(paths).toContain('base b');
    const [head, base] = plan.arms;
    expect(base).toEqual({ ...head, side: 'base' });
  });

  it('is the same image in a base side that only describes another mode', () => {
    const { plan, paths } = settle('image: a', { baseDisks: ['name=image,cache=none'] });
    expect(paths).toContain('base a');
    const base = plan.arms.find(({ side }) => side === 'base');
    expect(base?.target).toMatchObject({ mode: { cache: 'none' }, image: { on: 'copy' } });
  });

  it('may be named in a SPEC', () => {
    const raw = { disks: ['name=x,image=a.raw,on=overlay'], baseDisks: ['name=x,image=b.raw'] };
    const { plan, site } = requireSettings({ ...surroundings, raw });
    expect(plan.arms.flatMap(arm => imageFileOf(site, arm)?.path ?? [])).toEqual([
      'a.raw',
      'b.raw',
    ]);
  });

  it.each([
    ['image: a, size: 1GiB', /image.size: the image says that itself/],
    ['image: a, format: qcow2, cluster_size: 4KiB', /cluster_size: the image says that itself/],
    ['base-image: a', /base-image: it needs an image/],
    ['on: copy', /on: it needs an image/],
    ['image: ""', /it needs an image/],
    ['image: a, on: snapshot', /on: "snapshot".*copy/],
    ['imag: a', /did you mean image/],
  ])('is refused as { %s }', (disk, words) => {
    const outcome = resolveSettings(requestOf(disk));
    const said = outcome.ok ? [] : outcome.rejections.map(describeRejection);
    expect(said.join('\n')).toMatch(words);
  });

  it.each([
    ['device: /dev/sda', /image.device: is no name of a device.*a path is not taken/],
    ['device: ../x', /is no name of a device/],
    ['device: scratch, image: a', /image.image: a disk on a device has no image/],
    ['device: scratch, format: qcow2', /image.format: a disk on a device is raw/],
    ['device: scratch, preallocation: full', /has no preallocation of its own/],
    ['device: scratch, raw-node: off', /has no raw-node of its own/],
  ])('a device is refused as { %s }', (disk, words) => {
    const outcome = resolveSettings(requestOf(disk));
    const said = outcome.ok ? [] : outcome.rejections.map(describeRejection);
    expect(said.join('\n')).toMatch(words);
  });

  it('beside a device has sides and a yardstick on it, each in a part of its own', () => {
    const disk = 'device: scratch, size: 100MiB';
    const { plan } = settle(disk, { baseDisks: ['name=image,size=100MiB,cache=none'] });
    expect(plan.pairs?.map(({ place }) => place)).toEqual(['new images']);
    const kept = requireSettings({ ...requestOf(disk), kept: true }).plan;
    expect(kept.arms.map(({ name, target }) => [name, target])).toEqual([
      ['image', expect.objectContaining({ device: 'scratch' })],
      ['yardstick-100MiB-scratch', expect.objectContaining({ device: 'scratch' })],
    ]);
    expect(plan.arms.map(({ target }) => target)).toEqual([
      expect.objectContaining({ device: 'scratch' }),
      expect.objectContaining({ device: 'scratch' }),
    ]);
    for (const round of [0, 1, 2]) {
      const begins = plan.arms.map((_, arm) => deviceBegin(plan, arm, round));
      expect(begins).toEqual(round % 2 === 0 ? [2 ** 20, 101 * 2 ** 20] : [101 * 2 ** 20, 2 ** 20]);
    }
    expect(deviceBytes(plan, 'scratch')).toBe(201 * 2 ** 20);
  });

  it.each([
    ['fio', 'image: a'],
    ['sysbench', 'image: a'],
    ['fio', 'device: a'],
  ])('is not measured by the suite %s: %s', (suite, disk) => {
    const outcome = resolveSettings(requestOf(disk, { suite }));
    const said = outcome.ok ? [] : outcome.rejections.map(describeRejection);
    expect(said.join('\n')).toContain('measure it with suite pairs');
  });
});
