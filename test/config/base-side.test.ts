import { describe, expect, test } from 'vitest';
import { changedPlan, resolveBaseSide } from '../../src/config/base-side.ts';
import { requireSettings, type SettingsRequest } from '../../src/config/settings.ts';
import { accept, describeRejection, reject } from '../../src/core/rejection.ts';
import { diskOf, domain } from './domain.ts';

const config = `version: 1
disks:
  prod: { from: vms/prod.xml, target: vda, without: [iotune] }
  db: { from: vms/db.xml }
`;

type Files = Readonly<Record<string, string | undefined>>;

function requestOf(files: Files, text: string | undefined = config): SettingsRequest {
  const definitions = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      content === undefined ? reject(path, 'it is no regular file') : accept(content),
    ]),
  );
  const configFile = { path: 'storage-gate.yml', text };
  return { raw: {}, configFile, definitions, origin: 'cli', randomSeed: 7, workspace: '/repo' };
}

function baseOf(files: Files, text?: string) {
  const outcome = resolveBaseSide(requestOf(files, text));
  if (!outcome.ok) throw new Error(outcome.rejections.map(describeRejection).join('\n'));
  return outcome.value;
}

/** Head files beside those of a base commit, as the command line settles them. */
function settle(head: Files, base: Files, more = '') {
  const baseSide = baseOf(base);
  return requireSettings({ ...requestOf(head, `${config}${more}`), baseSide });
}

const both = { 'vms/prod.xml': domain(), 'vms/db.xml': domain() };

describe('the disks of a base commit', () => {
  test('are those of its own config and files, as base arms with their definitions', () => {
    const { arms, unread } = baseOf({ ...both, 'vms/db.xml': domain({ cache: 'directsync' }) });
    expect(arms).toMatchObject([
      { name: 'prod', side: 'base', definition: { path: 'vms/prod.xml' } },
      { name: 'db', side: 'base', target: { mode: { cache: 'directsync' } } },
    ]);
    expect(arms[1]?.definition?.given).toBeUndefined();
    expect([...unread]).toEqual([]);
  });

  test('are absent where their files are, and unread where a file is none or can not be read', () => {
    expect(baseOf({ 'vms/db.xml': domain() })).toMatchObject({ arms: [{ name: 'db' }] });
    const broken = domain().replace('cache=', 'cach=');
    const { arms, unread } = baseOf({ 'vms/prod.xml': broken, 'vms/db.xml': undefined });
    expect(arms).toEqual([]);
    expect(Object.fromEntries(unread)).toEqual({
      prod: expect.stringMatching(/^vms\/prod\.xml:5 disk vda: .*cach/),
      db: expect.stringContaining('it is no regular file'),
    });
  });

  test('can not be had of a config that is broken; without a config there are none', () => {
    const outcome = resolveBaseSide(requestOf(both, 'version: 1\ndisk: {}\n'));
    expect(outcome.ok ? [] : outcome.rejections.map(describeRejection)).toEqual([
      expect.stringContaining('unknown key "disk"'),
    ]);
    const none = resolveBaseSide({ ...requestOf(both), configFile: undefined });
    expect(none).toEqual(accept({ arms: [], unread: new Map(), images: {} }));
  });

  test('are those of SPECs too, which say the same of both sides', () => {
    const raw = { disks: ['name=prod,from=vms/prod.xml'] };
    const outcome = resolveBaseSide({ ...requestOf(both), configFile: undefined, raw });
    expect(outcome.ok && outcome.value.arms).toMatchObject([{ name: 'prod', side: 'base' }]);
  });

  test('have the size of the suite by which the head asks to be measured, unless they say one', () => {
    const text = 'version: 1\ndisks:\n  a: { cache: none }\n  b: { size: 1GiB }\n';
    const sizes = (head: string) => {
      const headFile = { path: 'storage-gate.yml', text: head };
      const outcome = resolveBaseSide(requestOf({}, text), headFile);
      const arms = outcome.ok ? outcome.value.arms : [];
      return arms.map(({ target }) => target.kind === 'disk' && target.mode.size / 2 ** 20);
    };
    expect(sizes(text)).toEqual([256, 1024]);
    expect(sizes(`${text}suite: fio\n`)).toEqual([2048, 1024]);
    // What is wrong with the head's config is told elsewhere.
    expect(sizes('version: 1\nsuite: fi\n')).toEqual([256, 1024]);
  });

  test('mark their heads where they are unread, unless somebody says what they were', () => {
    const baseSide = baseOf({ ...both, 'vms/prod.xml': undefined });
    const heads = (baseDisks: readonly string[]) =>
      requireSettings({ ...requestOf(both), raw: { baseDisks }, baseSide }).plan.arms;
    expect(heads([])[0]).toMatchObject({
      name: 'prod',
      baseUnread: expect.stringContaining('regular'),
    });
    const said = heads(['name=prod,cache=none,format=qcow2']);
    expect(said.some(arm => arm.baseUnread !== undefined)).toBe(false);
  });
});

describe('of two sides only what changed is measured', () => {
  const changed = { ...both, 'vms/db.xml': domain({ cache: 'directsync' }) };

  test('so that one edit among several disks costs the time of one', () => {
    const settings = settle(changed, both);
    const plan = changedPlan(settings);
    expect(plan?.unchanged).toEqual(['prod']);
    expect(plan?.arms.map(({ name, side }) => `${name} ${side}`)).toEqual(['db head', 'db base']);
    expect(plan?.pairs).toHaveLength(1);
    expect(plan?.order.every(round => round.length === 1)).toBe(true);
  });

  test.each<[string, ReturnType<typeof settle>]>([
    ['measure is all', settle(changed, both, 'measure: all\n')],
    ['stored runs are what counts', settle(changed, both, 'policy: { reference: stored }\n')],
    ['a part of the guest differs', settle(changed, both, 'base-qemu: /opt/qemu\n')],
    [
      'everything changed',
      settle(changed, {
        ...both,
        'vms/prod.xml': domain({ cache: 'unsafe' }),
        'vms/db.xml': domain(),
      }),
    ],
  ])('but all of it where %s', (_, settings) => {
    expect(changedPlan(settings)).toEqual(settings.plan);
    expect(settings.plan.unchanged).toBeUndefined();
  });

  test.each<[string, Files]>([
    ['nothing', both],
    ['a serial number', { ...both, 'vms/db.xml': domain({ serial: 'two' }) }],
    ['another disk of the file', { ...both, 'vms/prod.xml': domain({ second: diskOf('vdb') }) }],
  ])('and nothing at all where %s changed', (_, head) => {
    expect(changedPlan(settle(head, both))).toBeUndefined();
  });

  test('a change of what is not measured is none of nothing', () => {
    const [from, to] = [5000, 500].map(iops => ({ ...both, 'vms/prod.xml': domain({ iops }) }));
    expect(changedPlan(settle(to ?? {}, from ?? {}))?.unchanged).toEqual(['db']);
    expect(changedPlan(settle(from ?? {}, from ?? {}))).toBeUndefined();
    expect(changedPlan(settle(both, from ?? {}))?.unchanged).toEqual(['db']);
    expect(changedPlan(settle(from ?? {}, both))?.unchanged).toEqual(['db']);
  });

  test('a disk that had no definition before changed nothing but where it is written', () => {
    const fields = 'format: qcow2, cache: none, aio: threads, bus: virtio-blk';
    const before = baseOf({}, `version: 1\ndisks: { prod: { ${fields} }, db: { ${fields} } }\n`);
    const head = { ...both, 'vms/prod.xml': domain({ iops: 1 }) };
    expect(changedPlan(requireSettings({ ...requestOf(head), baseSide: before }))).toBeUndefined();
  });

  test('a new disk has nothing that it could be like', () => {
    const settings = settle(both, { 'vms/db.xml': domain() });
    expect(changedPlan(settings)?.unchanged).toEqual(['db']);
  });
});
