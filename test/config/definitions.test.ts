import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { definitionPaths } from '../../src/config/definitions.ts';
import type { RawSettings } from '../../src/config/lookup.ts';
import { resolveSettings, type Settings, type SettingsRequest } from '../../src/config/settings.ts';
import { targetKey } from '../../src/core/plan.ts';
import { accept, describeRejection, reject } from '../../src/core/rejection.ts';
import { diskOf, domain } from './domain.ts';

const surroundings = { origin: 'cli', randomSeed: 7, workspace: '/repo' } as const;

/** Settings of SPECs or a config, with files of the repository by their paths. */
function requestOf(
  told: { readonly raw?: RawSettings; readonly yaml?: string },
  files: Readonly<Record<string, string>> = { 'vms/prod.xml': domain() },
): SettingsRequest {
  const { raw = {}, yaml } = told;
  const configFile =
    yaml === undefined ? undefined : { path: 'storage-gate.yml', text: `version: 1\n${yaml}` };
  const definitions = new Map(
    Object.entries(files).map(([path, text]) => [path, accept(text)] as const),
  );
  return { ...surroundings, raw, configFile, definitions };
}

function settle(...given: Parameters<typeof requestOf>): Settings {
  const outcome = resolveSettings(requestOf(...given));
  if (!outcome.ok) throw new Error(outcome.rejections.map(describeRejection).join('\n'));
  return outcome.value;
}

function rejectionsOf(...given: Parameters<typeof requestOf>): string[] {
  const outcome = resolveSettings(requestOf(...given));
  return outcome.ok ? [] : outcome.rejections.map(describeRejection);
}

function headsOf({ plan }: Settings) {
  return plan.arms.filter(({ side }) => side === 'head');
}

const written = 'name=prod,format=qcow2,cache=none,aio=threads,bus=virtio-blk';

test('a disk that is read from a file has the key that it has when its fields are written', () => {
  const yaml = 'disks: { prod: { from: vms/prod.xml, target: vda } }';
  const [read] = headsOf(settle({ yaml }));
  const [fields] = headsOf(settle({ raw: { disks: [written] } }));
  expect(read?.target).toEqual(fields?.target);
  expect(read && targetKey(read.target)).toBe(fields && targetKey(fields.target));
  expect(fields?.definition).toBeUndefined();
  expect(read?.definition).toEqual({
    path: 'vms/prod.xml',
    target: 'vda',
    line: 7,
    lines: expect.objectContaining({ format: 5, cache: 5, aio: 5 }),
    told: [expect.objectContaining({ name: 'backingStore', line: 6 })],
    unmeasured: [],
  });
});

test('a SPEC says the same as the config, a shell may write ./, and one disk needs no target', () => {
  const yaml = 'disks: { prod: { from: vms/prod.xml, target: vda, size: 2GiB } }';
  const spec = 'name=prod,from=./vms/prod.xml,size=2GiB';
  expect(headsOf(settle({ raw: { disks: [spec] } }))).toEqual(headsOf(settle({ yaml })));
  expect(definitionPaths({ raw: { disks: [spec] }, side: 'head' })).toEqual(['vms/prod.xml']);
});

test('what is knowingly not measured is kept with its line, and needs its consent', () => {
  const files = { 'vms/prod.xml': domain({ iops: 5000 }) };
  const consent = 'name=prod,from=vms/prod.xml,without=iotune+other';
  const [arm] = headsOf(settle({ raw: { disks: [consent] } }, files));
  expect(arm?.definition?.unmeasured).toMatchObject([{ name: 'iotune', line: 9 }]);
  const yaml = 'disks: { prod: { from: vms/prod.xml, without: [iotune] } }';
  expect(headsOf(settle({ yaml }, files))[0]?.definition?.unmeasured).toHaveLength(1);
  expect(rejectionsOf({ raw: { disks: ['name=prod,from=vms/prod.xml'] } }, files)).toEqual([
    expect.stringMatching(/^vms\/prod\.xml:9 disk vda: <iotune>.* `without: \[iotune\]`/),
  ]);
});

test('variables, kinds of storage and the format of a definition are told by config and SPEC', () => {
  const script = 'qemu-system-x86_64 -drive id=d,if=virtio,format=raw,cache=$CACHE,file=x.raw\n';
  const files = { 'run.sh': script };
  const yaml = `disks:
  prod: { from: run.sh, format: qemu, vars: { CACHE: unsafe } }
`;
  const spec = 'name=prod,from=run.sh,format=qemu,vars.CACHE=unsafe';
  const [ofConfig] = headsOf(settle({ yaml }, files));
  expect(ofConfig?.target).toMatchObject({ mode: { cache: 'unsafe', format: 'raw' } });
  expect(headsOf(settle({ raw: { disks: [spec] } }, files))).toEqual([ofConfig]);
  expect(process.env['HOME']).toBeDefined();
  const home = { 'run.sh': script.replace('$CACHE', '$HOME') };
  expect(rejectionsOf({ raw: { disks: [spec] } }, home).join()).not.toContain(
    process.env['HOME'] ?? '',
  );
});

test('a rendered definition for each side makes a base side, which was given', () => {
  const yaml = 'disks: { prod: { from: { head: out/head.xml, base: out/base.xml }, target: vda } }';
  const files = { 'out/head.xml': domain({ cache: 'directsync' }), 'out/base.xml': domain() };
  const { plan } = settle({ yaml }, files);
  expect(plan.arms).toMatchObject([
    {
      side: 'head',
      target: { mode: { cache: 'directsync' } },
      definition: { path: 'out/head.xml' },
    },
    { side: 'base', target: { mode: { cache: 'none' } }, definition: { given: true } },
  ]);
  expect(plan.arms[0]?.definition?.given).toBeUndefined();
  const alone = settle({ yaml }, { 'out/head.xml': domain() }).plan.arms;
  expect(alone.map(({ side }) => side)).toEqual(['head', 'yardstick']);
  const broken = { ...files, 'out/base.xml': '<domain>' };
  expect(rejectionsOf({ yaml }, broken).join()).toContain('out/base.xml');
});

test('the head names both files of a disk, and a base side those of its own commit', () => {
  const config = `version: 1
disks:
  one: { from: vms/one.xml }
  two: { from: { head: out/head.xml, base: out/base.xml }, storages: pve/storage.cfg }
  three: { from: /etc/passwd, storages: { a: dir } }
`;
  const configFile = { path: 'storage-gate.yml', text: config };
  const raw = { baseDisks: ['name=one,from=old.xml'] };
  expect(definitionPaths({ raw, configFile, side: 'head' })).toEqual([
    'vms/one.xml',
    'out/head.xml',
    'out/base.xml',
    'pve/storage.cfg',
    'old.xml',
  ]);
  expect(definitionPaths({ raw, configFile, side: 'base' })).toEqual([
    'vms/one.xml',
    'out/head.xml',
    'pve/storage.cfg',
  ]);
  const broken = { path: 'storage-gate.yml', text: 'disks: [' };
  expect(definitionPaths({ raw: {}, configFile: broken, side: 'head' })).toEqual([]);
});

test('no path out of the repository is ever asked for, and each is refused with its place', () => {
  const out = fc
    .tuple(fc.array(fc.constantFrom<string>('a', 'vms', 'x.xml')), fc.constantFrom('..', '', '.'))
    .chain(([parts, bad]) =>
      fc.nat({ max: parts.length }).map(at => parts.toSpliced(at, 0, bad).join('/')),
    )
    .filter(path => !/^\.\/[^./]/.test(path) && path !== '');
  const bad = fc.oneof(
    out,
    fc.constantFrom('/etc/passwd', '~/x', 'a\\b', '..', 'a/..', '../a.xml', 'x'.repeat(500)),
  );
  fc.assert(
    fc.property(bad, path => {
      const raw = { disks: [`name=prod,from=${path}`] };
      expect(definitionPaths({ raw, side: 'head' })).toEqual([]);
      const files = { [path]: domain() };
      expect(rejectionsOf({ raw }, files)).toEqual([
        expect.stringMatching(/^--disk\.from: ".*": leads out of the repository/),
      ]);
    }),
  );
});

describe('a definition that can not be taken is refused where it is wrong', () => {
  const yaml = (more: string) => `disks:
  prod:
    from: vms/prod.xml
    target: vda
    ${more}
`;
  const xml = (text: string) => ({ 'vms/prod.xml': text });
  it.each<[string, Parameters<typeof requestOf>, RegExp]>([
    ['is not there', [{ yaml: yaml('') }, {}], /^storage-gate\.yml:4 .*prod\.from: .*no such file/],
    [
      'lacks the target, and others are named',
      [{ yaml: yaml('').replace('vda', 'vdc') }, xml(domain({ second: diskOf('vdb') }))],
      /^storage-gate\.yml:5 disks\.prod\.target: .*"vdc" \(.*vda, vdb\)/,
    ],
    [
      'has the target twice',
      [{ yaml: yaml('') }, xml(domain({ second: diskOf('vda') }))],
      /^vms\/prod\.xml:14: the disk "vda" is there twice, in line 7 too/,
    ],
    [
      'says another value than the config',
      [{ yaml: yaml('cache: writeback') }],
      /^storage-gate\.yml:6 disks\.prod\.cache: .*\(vms\/prod\.xml:5\)/,
    ],
    [
      'has a misspelt attribute',
      [{ yaml: yaml('') }, xml(domain().replace('cache=', 'cach='))],
      /^vms\/prod\.xml:5 disk vda: .*did you mean cache/,
    ],
    [
      'has fields that go not together',
      [{ yaml: yaml('') }, xml(domain({ cache: 'writeback' }).replace('threads', 'native'))],
      /^vms\/prod\.xml:\d+ disk vda: .*aio/,
    ],
    [
      'is of two formats',
      [{ yaml: yaml('') }, xml('[\n"qemu-system-x86_64", "-drive", "file=<domain>"')],
      /^vms\/prod\.xml/,
    ],
    [
      'is of a format that nobody knows',
      [{ yaml: yaml('format: libvrt') }],
      /^storage-gate\.yml:6 disks\.prod\.format: "libvrt" is no format.*libvirt/,
    ],
    [
      'has a word for stand-in that is none',
      [{ yaml: yaml('stand-in: device') }],
      /^storage-gate\.yml:6 disks\.prod\.stand-in: "device"/,
    ],
    [
      'is no text in the config',
      [{ yaml: 'disks: { prod: { from: [a] } }' }],
      /from: must be one value, not a list \(write it like this: from: vms\/prod\.xml/,
    ],
    [
      'is missing where keys say how to read it',
      [{ yaml: 'disks: { prod: { cache: none, without: [iotune] } }' }],
      /^storage-gate\.yml:2 disks\.prod\.without: unknown key .*add from/,
    ],
  ])('since it %s', (_, given, message) => {
    const all = rejectionsOf(...given);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(message);
  });

  it('and one that can not be read is refused with why', () => {
    const request = requestOf({ yaml: yaml('') });
    const definitions = new Map([['vms/prod.xml', reject('vms/prod.xml', 'it is a directory')]]);
    const outcome = resolveSettings({ ...request, definitions });
    expect(outcome.ok ? [] : outcome.rejections.map(describeRejection)).toEqual([
      expect.stringMatching(
        /^storage-gate\.yml:4 disks\.prod\.from: "vms\/prod\.xml": it is a directory \(/,
      ),
    ]);
  });

  it('but a value that the config says too, and alike, is fine', () => {
    const more = 'cache: none\n    format: qcow2';
    expect(rejectionsOf({ yaml: yaml(more) })).toEqual([]);
  });
});

test('what a public document must not hold is a digest in it, so that a change is seen', () => {
  const files = (group: string) => ({
    'vms/prod.xml': domain({ iops: 1 }).replace(
      '<total_iops_sec>',
      `<group_name>${group}</group_name><total_iops_sec>`,
    ),
  });
  const raw = { disks: ['name=prod,from=vms/prod.xml,without=iotune'] };
  const of = (group: string) =>
    headsOf(settle({ raw }, files(group)))[0]?.definition?.unmeasured ?? [];
  const all = ['/srv/secret/a/disk', '/srv/secret/b/disk', `/srv/${'x'.repeat(600)}`].map(of);
  expect(JSON.stringify(all)).not.toMatch(/secret|x{100}/);
  expect(new Set(all.map(one => JSON.stringify(one))).size).toBe(3);
  expect(all[0]).toEqual(of('/srv/secret/a/disk'));
});
