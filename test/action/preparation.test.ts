import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { pairsSuiteSchema } from '../../src/suites/pairs/suite.ts';
import { baseOfPull, mergeOfPull, pullOfPayload } from '../harness/github-state.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { factsOf, prepareScene, type Scene, workflow } from './prepared-scene.ts';

const plain =
  'version: 1\ndisks:\n  prod: { cache: none }\n  log: { format: qcow2, cache: writeback }\n';

/** A gate that is prepared, and not red at once. */
async function prepare(scene: Scene) {
  const prepared = await prepareScene(scene);
  if (prepared.red !== undefined) throw Object.assign(new Error('red at once'), prepared.red);
  return prepared;
}

const baseArms = ({ settings }: Awaited<ReturnType<typeof prepare>>) =>
  settings.plan.arms
    .filter(({ side }) => side === 'base')
    .map(({ name, target }) => ({ name, target }));

describe('the base side of a pull request', () => {
  test('has the disks of the config at the first parent of the merge, by the names that they have on both sides', async () => {
    const head = 'version: 1\ndisks:\n  prod: { cache: directsync }\n  new: { cache: none }\n';
    const prepared = await prepare({ head, base: { 'storage-gate.yml': plain } });
    expect(baseArms(prepared)).toEqual([
      { name: 'prod', target: { kind: 'disk', mode: expect.objectContaining({ cache: 'none' }) } },
    ]);
    expect(prepared.isUnchanged).toBe(false);
    expect(prepared.asked).toContain(
      `/repos/Codertocat/Hello-World/contents/storage-gate.yml?ref=${baseOfPull}`,
    );
  });

  test('is none where the base has no config: the gate is new there', async () => {
    const prepared = await prepare({ head: plain });
    expect(baseArms(prepared)).toEqual([]);
    expect(prepared.isUnchanged).toBe(false);
  });

  test('is none where the config of the base is broken', async () => {
    const prepared = await prepare({ head: plain, base: { 'storage-gate.yml': 'disks: [' } });
    expect(baseArms(prepared)).toEqual([]);
    expect(prepared.isUnchanged).toBe(false);
  });

  test('is left to stored runs where a part of the machine is given, which both sides would share', async () => {
    const head = 'version: 1\ndisks:\n  prod: { cache: directsync }\n';
    const prepared = await prepare({
      head,
      base: { 'storage-gate.yml': plain },
      raw: { qemu: '/opt/qemu' },
    });
    expect(baseArms(prepared)).toEqual([]);
  });

  test('is the merge base where the head itself was checked out', async () => {
    const mergeBase = 'abba'.padEnd(40, '0');
    const behaviour = {
      mergeBases: { [`${pullOfPayload.baseSha}...${pullOfPayload.headSha}`]: mergeBase },
      files: { [`${mergeBase}:storage-gate.yml`]: plain },
    };
    const prepared = await prepare({ head: plain, checkedOut: pullOfPayload.headSha, behaviour });
    expect(prepared.isUnchanged).toBe(true);
  });

  test('is the base of the group in a merge queue', async () => {
    const mergeGroup = { headSha: mergeOfPull, baseSha: baseOfPull, pullNumber: 2 };
    const facts = { eventName: 'merge_group', pullRequest: undefined, mergeGroup };
    expect(
      (await prepare({ head: plain, base: { 'storage-gate.yml': plain }, facts })).isUnchanged,
    ).toBe(true);
  });

  test('is not asked for on a push', async () => {
    const facts = { eventName: 'push', pullRequest: undefined };
    const prepared = await prepare({ head: plain, facts });
    expect(prepared).toMatchObject({ isUnchanged: false, notes: [], asked: [] });
    expect(baseArms(prepared)).toEqual([]);
  });

  test.each([
    [
      'contents may not be read',
      { permissions: { contents: 'none' } } as const,
      '`permissions: contents: read`',
    ],
    ['the token is not known', { badCredentials: true }, '401: Bad credentials'],
  ])('is an error and no green where %s', async (_, behaviour, why) => {
    await expect(prepare({ head: plain, behaviour })).rejects.toThrow(
      expect.objectContaining({
        code: 'github-refused',
        facts: expect.objectContaining({ why: expect.stringContaining(why) }),
      }),
    );
  });
});

describe('a pull request that changes nothing under test', () => {
  const base = { 'storage-gate.yml': plain };

  test('is known as such, however its config is written, and whatever else it edits', async () => {
    const [, , prod = '', log = ''] = plain.split('\n');
    const direct = prod.replace('cache: none', 'cache.direct: on');
    const head = `version: 1\npolicy: { tolerance: 9% }\ndisks:\n${log}\n${direct}\n`;
    expect((await prepare({ head, base })).isUnchanged).toBe(true);
  });

  const lock = (kernel: string) => ({ 'storage-gate.lock': `version: 1 # ${kernel}\n` });
  test.each<[string, Scene]>([
    ['another suite', { head: `${plain}suite: sysbench\n` }],
    ['another profile', { head: `${plain}profile: quick\n` }],
    ['other workloads', { head: `${plain}workloads: [randread-4k-qd1]\n` }],
    ['other rounds', { head: `${plain}rounds: 3\n` }],
    ['another budget', { head: `${plain}budget: 3m\n` }],
    ['another directory', { head: `${plain}directory: /srv\n` }],
    ['another accelerator', { head: `${plain}accel: tcg\n` }],
    ['another reference', { head: `${plain}policy: { reference: stored }\n` }],
    ['a lock', { head: plain, merge: lock('6.1'), workspace: lock('6.1') }],
    [
      'another lock',
      { head: plain, base: { ...base, ...lock('6') }, merge: lock('7'), workspace: lock('7') },
    ],
    ['a lock less', { head: plain, base: { ...base, ...lock('6') } }],
    ['a lock of the work tree alone', { head: plain, workspace: lock('6') }],
    ['a config of the work tree alone', { head: '', workspace: { 'storage-gate.yml': plain } }],
    ['no config at the head', { workspace: { 'storage-gate.yml': plain } }],
    ['another workflow', { head: plain, merge: { [workflow]: 'on: push' } }],
  ])('is none with %s', async (_, scene) => {
    expect((await prepare({ base, ...scene })).isUnchanged).toBe(false);
  });

  test('is known by a lock that is the same at both commits and in the work tree', async () => {
    const same = { base: { ...base, ...lock('6') }, merge: lock('6'), workspace: lock('6') };
    expect((await prepare({ head: plain, ...same })).isUnchanged).toBe(true);
  });

  test('leaves the base side to stored runs where the lock is another one, and says why', async () => {
    const head = plain.replace('cache: none', 'cache: directsync');
    const prepared = await prepare({ head, base, merge: lock('6'), workspace: lock('6') });
    expect(baseArms(prepared)).toEqual([]);
    expect(prepared.notes).toEqual([expect.stringMatching(/edits storage-gate\.lock/)]);
  });

  test('names the disks of the base for the judge', async () => {
    const head = 'version: 1\ndisks:\n  log: { format: qcow2, cache: writeback }\n';
    const { hadBefore } = await prepare({ head, base });
    expect(hadBefore.map(({ name, side }) => `${name} ${side}`)).toEqual(['prod head', 'log head']);
  });

  test.each([
    ['a work tree of no commit', 'ref: refs/heads/none'],
    ['a third commit', '5'.repeat(40)],
  ])('is an error with %s, and never green', async (_, checkedOut) => {
    await expect(prepare({ head: plain, base, checkedOut })).rejects.toMatchObject({
      code: 'no-checkout',
      facts: { remedy: expect.stringMatching(/actions\/checkout/) },
    });
  });

  test.each([
    ['another mode', plain.replace('cache: none', 'cache: directsync')],
    ['a disk more', `${plain}  more: { cache: none }\n`],
    ['a disk less', 'version: 1\ndisks:\n  prod: { cache: none }\n'],
  ])('is none with %s', async (_, head) => {
    expect((await prepare({ head, base })).isUnchanged).toBe(false);
  });

  test('is measured all the same where a label asks for it', async () => {
    const { pullRequest } = factsOf('', '');
    if (pullRequest === undefined) throw new TypeError('there is no pull request');
    const facts = { pullRequest: { ...pullRequest, labels: ['storage-gate-measure'] } };
    const prepared = await prepare({ head: plain, base, facts });
    expect(prepared.isUnchanged).toBe(false);
    expect(baseArms(prepared)).toHaveLength(2);
  });

  test('is known where neither side has a config, since both have the presets then', async () => {
    expect((await prepare({})).isUnchanged).toBe(true);
  });

  // No more of a QEMU than what tells it from a wrapper.
  const elf = '\x7fELF QEMU emulator version';
  const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
  async function givenQemu(name = 'qemu', text = elf) {
    const directory = await temporaryDirectory();
    const path = join(directory.path, name);
    await writeFile(path, text);
    return { path, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
  }
  const storedWith = (sha256: string | undefined, commit = baseOfPull) => {
    const arm = { ...diskArm('prod', { cache: 'none' }), commit };
    const qemu = sha256 === undefined ? {} : { qemu: { sha256, version: '9' } };
    return buildRun({ arms: [{ ...arm, subject: { ...arm.subject, ...qemu } }] });
  };

  test('is measured all the same by a job that hands its run over, unless the config alone shows it', async () => {
    await using given = await givenQemu();
    const both = { head: plain, base, raw: { qemu: given.path, 'base-qemu': given.path } };
    expect((await prepare(both)).isUnchanged).toBe(true);
    expect((await prepare({ ...both, status: 'never' })).isUnchanged).toBe(false);
    expect((await prepare({ status: 'never' })).isUnchanged).toBe(false);
    expect((await prepare({ head: plain, base, status: 'never' })).isUnchanged).toBe(true);
  });

  test.each([
    ['the same', storedWith(digestOf(elf)), true],
    ['the same, but in a run of another commit', storedWith(digestOf(elf), 'c'.repeat(40)), false],
    ['another', storedWith('0'.repeat(64)), false],
    ['none before', storedWith(undefined), false],
  ])('is known by the digest of a QEMU that is given: %s', async (_, stored, isUnchanged) => {
    await using given = await givenQemu();
    const prepared = await prepare({ head: plain, base, stored, raw: { qemu: given.path } });
    expect(prepared.isUnchanged).toBe(isUnchanged);
  });

  test('is none where the runs before were given a QEMU, and this one is not', async () => {
    const prepared = await prepare({ head: plain, base, stored: storedWith(digestOf(elf)) });
    expect(prepared.isUnchanged).toBe(false);
  });

  test.each([
    ['a shell script', '#!/bin/sh\nexec /build/qemu "$@" # QEMU emulator version'],
    ['a wrapper of another language', '#!/usr/bin/env python3\nimport os'],
    ['a compiled wrapper', '\x7fELF /nix/store/qemu/bin/.qemu-wrapped'],
    ['an empty file', ''],
  ])('is measured where the given QEMU is %s, whatever its digest', async (_, text) => {
    await using given = await givenQemu('qemu', text);
    const both = { qemu: given.path, 'base-qemu': given.path };
    expect((await prepare({ head: plain, base, raw: both })).isUnchanged).toBe(false);
    const stored = storedWith(digestOf(text));
    const alone = await prepare({ head: plain, base, stored, raw: { qemu: given.path } });
    expect(alone.isUnchanged).toBe(false);
  });

  test('is measured where libraries or modules of a given QEMU may lie in the workspace', async () => {
    await using given = await givenQemu();
    const { path } = given;
    const both = { head: plain, base, raw: { qemu: path, 'base-qemu': path } };
    for (const name of ['LD_LIBRARY_PATH', 'LD_AUDIT', 'QEMU_MODULE_DIR']) {
      vi.stubEnv(name, 'build/lib');
      expect((await prepare(both)).isUnchanged, name).toBe(false);
      vi.unstubAllEnvs();
    }
    expect((await prepare(both)).isUnchanged).toBe(true);
    const led = (workspace: string) => ({ [path]: `${elf} RUNPATH ${workspace}/build/lib` });
    expect((await prepare({ ...both, outside: led })).isUnchanged).toBe(false);
  });

  test('is measured where the given QEMU lies in the workspace itself', async () => {
    const inWorkspace = (workspace: string) => {
      const path = join(workspace, 'qemu');
      return { qemu: path, 'base-qemu': path };
    };
    const scene = { head: plain, base, workspace: { qemu: elf }, rawIn: inWorkspace };
    expect((await prepare(scene)).isUnchanged).toBe(false);
  });

  test('is known by a QEMU that is given for both sides, and is none with another', async () => {
    await using one = await givenQemu('one');
    await using same = await givenQemu('same');
    await using other = await givenQemu('other', `${elf} 9`);
    const sides = (qemu = '', baseQemu = '') =>
      prepare({ head: plain, base, raw: { qemu, 'base-qemu': baseQemu } });
    expect((await sides(one.path, same.path)).isUnchanged).toBe(true);
    const changed = await sides(one.path, other.path);
    expect(changed.isUnchanged).toBe(false);
    expect(baseArms(changed).map(({ name }) => name)).toEqual(['prod', 'log']);
    expect((await sides(undefined, other.path)).isUnchanged).toBe(false);
  });
});

describe('the policy of a pull request', () => {
  const base = {
    'storage-gate.yml': `${plain}policy: { tolerance: 3%, cells: [{ disk: gone, gate: false }] }\n`,
  };

  test('is that of the base, and an edit of it is told', async () => {
    const head = `${plain}policy: { tolerance: 60%, fail-on: [regressed, missing, inconclusive] }\nrounds: 1\n`;
    const { settings, notes } = await prepare({ head, base });
    expect(settings.policy).toMatchObject({ tolerance: 0.03, failOn: ['regressed', 'missing'] });
    expect(settings.plan.rounds).toBe(1);
    expect(notes).toEqual([
      expect.stringMatching(
        /edits the gate's own policy \(tolerance 3% -> 60%; cells .* -> \(default\); fail-on \(default\) -> \["regressed","missing","inconclusive"\]\)/,
      ),
      expect.stringMatching(/edits how the gate measures: rounds \(default\) -> 1/),
    ]);
  });

  test('holds its own workloads too, and new ones are measured beside them', async () => {
    const own = (text: string) => `${plain}workloads: { ${text} }\n`;
    const strict = 'oltp: { read: 70 %, depth: 16, gate: [latency-p99] }';
    const { settings, notes } = await prepare({
      base: { 'storage-gate.yml': own(strict) },
      head: own('oltp: { read: 100 %, gate: [] }, more: { depth: 2 }'),
    });
    const { workloads } = pairsSuiteSchema.parse(settings.plan.suite);
    expect(workloads.map(({ name, read, depth }) => [name, read, depth])).toEqual([
      ['oltp', 0.7, 16],
      ['more', 1, 2],
    ]);
    expect(settings.policy.cells).toContainEqual(
      expect.objectContaining({ workload: 'oltp', metric: 'latency-p99', gate: true }),
    );
    expect(notes[0]).toMatch(/own policy \(workload oltp \{.*70 %.* -> \{.*100 %/);
  });

  test('is that of the base also where the config is taken away', async () => {
    const { settings, notes } = await prepare({ base });
    expect(settings.policy.tolerance).toBe(0.03);
    expect(notes[0]).toMatch(/edits the gate's own policy \(tolerance 3% -> \(default\)/);
  });

  test('is its own where the base has none, which is told', async () => {
    const { settings, notes } = await prepare({ head: `${plain}policy: { tolerance: 60% }\n` });
    expect(settings.policy.tolerance).toBe(0.6);
    expect(notes).toEqual([
      expect.stringMatching(/is new here: .* so this run was judged by its own policy/),
    ]);
  });

  test('is its own where that of the base is broken, which is told with the place', async () => {
    const { notes } = await prepare({
      head: plain,
      base: { 'storage-gate.yml': 'version: 1\nrouns: 3\n' },
    });
    expect(notes).toEqual([
      expect.stringMatching(/can't be used.*storage-gate\.yml at ba5e00000000:2.*"rouns"/),
    ]);
  });

  test('is told of an edit of the workflow, and of nothing where it is the same', async () => {
    const files = { 'storage-gate.yml': plain, [workflow]: 'on: push' };
    const edited = await prepare({
      head: plain,
      base: files,
      merge: { [workflow]: 'on: pull_request' },
    });
    expect(edited.notes).toEqual([expect.stringMatching(/edits the workflow that runs the gate/)]);
    expect(
      (await prepare({ head: plain, base: files, merge: { [workflow]: 'on: push' } })).notes,
    ).toEqual([]);
  });
});

describe('own images of a pull request', () => {
  const data = (letter: string) => letter.repeat(80 * 2 ** 20);
  const yaml = (image: string) => `version: 1\ndisks:\n  golden: { ${image} }\n`;
  const both = yaml('image: now.raw, base-image: before.raw, cache: none');

  test('a changed image with an unchanged mode is measured beside that of the base', async () => {
    const workspace = { 'now.raw': data('x'), 'before.raw': data('y') };
    const prepared = await prepare({ head: both, base: { 'storage-gate.yml': both }, workspace });
    expect(prepared.isUnchanged).toBe(false);
    const { arms } = prepared.settings.plan;
    const digests = arms.flatMap(({ side, target }) =>
      target.kind === 'disk' && target.image ? [`${side} ${target.image.digest}`] : [],
    );
    expect(digests).toHaveLength(2);
    expect(digests[0]?.slice(5)).not.toBe(digests[1]?.slice(5));
  });

  test('the same image and mode on both sides change nothing', async () => {
    const workspace = { 'now.raw': data('x'), 'before.raw': data('x') };
    const prepared = await prepare({ head: both, base: { 'storage-gate.yml': both }, workspace });
    expect(prepared.isUnchanged).toBe(true);
  });

  test('without an image of the base none is measured beside itself, and stored runs decide', async () => {
    const head = yaml('image: now.raw, cache: writeback');
    const base = { 'storage-gate.yml': yaml('image: now.raw, cache: none') };
    const prepared = await prepare({ head, base, workspace: { 'now.raw': data('x') } });
    expect(baseArms(prepared)).toEqual([]);
    expect(prepared.isUnchanged).toBe(false);
  });

  test('an image that leads out of the workspace ends the step', async () => {
    const head = yaml('image: now.raw');
    const workspace = { 'now.raw': data('x') };
    const outside = (at: string) => ({ [join(at, '../secret')]: data('s') });
    const led = yaml('image: ../secret');
    await expect(
      prepare({ head: led, base: { 'storage-gate.yml': head }, workspace, outside }),
    ).rejects.toThrow(/outside of the workspace/);
  });
});
