import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changedPlan } from '../../src/config/base-side.ts';
import { requireSettings } from '../../src/config/settings.ts';
import { imageFileOf } from '../../src/core/plan.ts';
import type { GateError } from '../../src/errors.ts';
import { requireSameImages, settleImages } from '../../src/measure/own-images.ts';
import { imageGroups, imagesCost } from '../../src/measure/places.ts';
import { runTool } from '../../src/process/tool.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const signal = new AbortController().signal;
const mebibyte = 2 ** 20;

function settingsIn(workspace: string, disk: string, config = 'version: 1') {
  const raw = { suite: 'pairs', disks: [`name=image,${disk}`], rounds: '9' };
  const configFile = { path: 'gate.yml', text: config };
  return requireSettings({ raw, configFile, origin: 'cli', randomSeed: 1, workspace });
}

async function imagesIn(directory: string) {
  await writeFile(join(directory, 'a.raw'), Buffer.alloc(80 * mebibyte, 'x'));
  const words = ['convert', '-O', 'qcow2', '-o', 'cluster_size=2M,lazy_refcounts=on', 'a.raw', 'b'];
  await runTool({ argv: ['qemu-img', ...words], cwd: directory });
}

test('own images have format, size and options of their files, and cost what these take', async () => {
  await using directory = await temporaryDirectory();
  await imagesIn(directory.path);
  const asked = settingsIn(directory.path, 'image=a.raw,cache=none');
  const { plan, site } = await settleImages(asked, { signal });
  expect(plan.arms[0]?.target).toMatchObject({
    mode: { format: 'raw', size: 80 * mebibyte },
    image: { on: 'copy', data: 80 * mebibyte },
  });
  const both = await settleImages(
    settingsIn(directory.path, 'image=a.raw,base-image=b,cache=none'),
    {
      signal,
    },
  );
  const base = both.plan.arms.find(({ side }) => side === 'base');
  expect(base?.target).toMatchObject({
    mode: { format: 'qcow2', clusterSize: 2 * mebibyte, lazyRefcounts: true, cache: 'none' },
    image: { layers: [{ options: { cluster_size: '2097152' } }] },
  });
  expect(changedPlan(both)).toBe(both.plan);
  const [group] = imageGroups(plan);
  expect(group).toMatchObject({ isFresh: true, own: { on: 'copy' } });
  // The yardstick beside it is the usual one.
  expect(imagesCost(plan).round).toBe(336 * mebibyte);
  expect(
    imageFileOf(site, plan.arms[0] ?? { side: 'host', name: '', target: { kind: 'null', size: 1 } })
      ?.layers,
  ).toHaveLength(1);
});

test('a mode that its image makes impossible is refused', async () => {
  await using directory = await temporaryDirectory();
  await imagesIn(directory.path);
  const settling = settleImages(settingsIn(directory.path, 'image=b,raw-node=off'), { signal });
  await expect(settling).rejects.toThrow(/disk "image", with what its image is: .*raw-node/);
});

test('an image with too little data is refused with the share that it has', async () => {
  await using directory = await temporaryDirectory();
  await runTool({ argv: ['truncate', '-s', '1G', 'a.raw'], cwd: directory.path });
  await using file = await open(join(directory.path, 'a.raw'), 'r+');
  await file.write(Buffer.alloc(32 * mebibyte, 'x'), 0, 32 * mebibyte, mebibyte);
  const settling = settleImages(settingsIn(directory.path, 'image=a.raw'), { signal });
  await expect(settling).rejects.toMatchObject({
    code: 'bad-config',
    facts: { problem: expect.stringMatching(/"image" has too little data: 32 MiB, 3.1 % of it/) },
  });
});

test.each<[string, string | undefined]>([
  ['80 MiB', undefined],
  ['81 MiB', 'a makes its requests where data is, in 81 MiB of it at least'],
  ['5 GiB', 'a makes its requests where data is, in 5 GiB of it at least'],
])('a region of %s is refused where an image has less data', async (region, why) => {
  await using directory = await temporaryDirectory();
  await imagesIn(directory.path);
  const config = `version: 1\nworkloads: { a: { region: ${region} } }`;
  const settling = settleImages(settingsIn(directory.path, 'image=b', config), { signal });
  const found = await settling.then(
    () => undefined,
    (error: GateError) => error.facts.why,
  );
  expect(found).toBe(why);
});

test('the same content on both sides is no change, and a change in the middle ends the run', async () => {
  await using directory = await temporaryDirectory();
  await imagesIn(directory.path);
  const asked = settingsIn(directory.path, 'image=b,base-image=b,on=overlay');
  const settled = await settleImages(asked, { signal });
  expect(changedPlan(settled)).toBeUndefined();
  // Nobody but the job that read them knows.
  expect(changedPlan({ ...settled, imagesSeen: false })).toBe(settled.plan);
  expect(settled.plan.arms[0]?.target).toMatchObject({
    mode: { format: 'qcow2' },
    image: { on: 'overlay' },
  });
  await requireSameImages(settled, signal);
  await using file = await open(join(directory.path, 'b'), 'r+');
  await file.write('x', 40 * mebibyte);
  await expect(requireSameImages(settled, signal)).rejects.toMatchObject({ code: 'host-changed' });
});
