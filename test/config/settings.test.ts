import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configKeys } from '../../src/config/file.ts';
import { requirePolicy } from '../../src/config/judging.ts';
import type { RawSettings } from '../../src/config/lookup.ts';
import { requireSettings, resolveSettings } from '../../src/config/settings.ts';
import { describeRejection, rejectionFacts } from '../../src/core/rejection.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import { describeError, exitStatusOf } from '../../src/errors.ts';
import { describeCost } from '../../src/measure/budget.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';

const surroundings = { origin: 'cli', randomSeed: 7, workspace: '/repo' } as const;

function settle(raw: RawSettings, yaml?: string) {
  const configFile = yaml === undefined ? undefined : { path: 'storage-gate.yml', text: yaml };
  return requireSettings({ ...surroundings, raw, configFile });
}

function rejectionsOf(raw: RawSettings, yaml?: string): string[] {
  const configFile = yaml === undefined ? undefined : { path: 'storage-gate.yml', text: yaml };
  const outcome = resolveSettings({ ...surroundings, raw, configFile });
  return outcome.ok ? [] : outcome.rejections.map(describeRejection);
}

it('the example of a config file is one that is taken', () => {
  const { plan, policy } = settle({}, readFileSync('examples/storage-gate.config.yml', 'utf8'));
  expect(plan.suite.name).toBe('pairs');
  expect(plan.arms.filter(({ side }) => side === 'head').map(({ name }) => name)).toEqual([
    'prod',
    'scratch',
  ]);
  expect(policy.cells).toHaveLength(2);
});

it('the example for hosted runners compares base and head alone, within the time of its job', () => {
  const { plan, policy } = settle({}, readFileSync('examples/hosted.config.yml', 'utf8'));
  expect(policy.reference).toBe('base');
  expect(plan).toMatchObject({ budget: 900, suite: { profile: 'thorough' } });
});

it('what the example of a config file has commented out are the defaults', () => {
  const text = readFileSync('examples/storage-gate.config.yml', 'utf8');
  const stated = text.replaceAll(/# ([a-z-]+): /g, (comment, key: string) =>
    configKeys.includes(key) ? `${key}: ` : comment,
  );
  const lines = text.split('\n');
  expect(stated.split('\n').filter(line => !lines.includes(line))).toHaveLength(6);
  expect(settle({}, stated)).toEqual(settle({}, text));
});

it('a config file says how long to wait for another benchmark', () => {
  expect(settle({}, 'version: 1\nlock-wait: 30m\n').site.lockWait).toBe(1800);
});

it('flags and config say how many CPUs a guest has', () => {
  expect(settle({}, 'version: 1\ncpus: 8\n').site.cpus).toBe(8);
  expect(settle({ cpus: '1' }, 'version: 1\ncpus: 8\n').site.cpus).toBe(1);
  expect(settle({}).site.cpus).toBeUndefined();
  expect(rejectionsOf({ cpus: '9' })).toEqual([expect.stringMatching(/--cpus: .* from 1 to 8/)]);
});

describe('settings that nobody gave', () => {
  it("plan the rows of the blog post's table over three rounds", () => {
    const { plan, site, policy } = settle({});
    expect(plan.arms.map(({ name }) => name)).toEqual([
      'host',
      'host-direct',
      'default',
      'writeback',
      'writethrough',
      'none',
      'directsync',
      'unsafe',
    ]);
    expect(plan.rounds).toBe(3);
    expect(plan.order.map(order => order.toSorted((a, b) => a - b))).toEqual(
      Array.from({ length: 3 }, () => [0, 1, 2, 3, 4, 5, 6, 7]),
    );
    expect(plan.budget).toBe(900);
    expect(plan.writeBudget).toBe(320 * 1024 ** 3);
    expect(settle({ disks: ['none'] }).plan.writeBudget).toBe(16 * 1024 ** 3);
    expect(site).toMatchObject({
      directory: '/repo/.storage-gate/work',
      createDirectory: true,
      accelerator: 'auto',
    });
    expect(policy).toMatchObject({
      tolerance: 0.05,
      falseAlarm: 0.01,
      failOn: ['regressed', 'missing'],
    });
  });

  it('give default and writeback two arms with one key', () => {
    const { plan } = settle({});
    const keys = plan.arms.flatMap(({ name, target }) =>
      target.kind === 'disk' && (name === 'default' || name === 'writeback')
        ? [diskModeKey(target.mode)]
        : [],
    );
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('precedence', () => {
  const yaml =
    'version: 1\nrounds: 5\npolicy: { tolerance: 8% }\ndisks: { prod: { cache: none, aio: native } }\n';

  it('takes a flag before the config file, and the file before the default', () => {
    expect(settle({ rounds: '4' }, yaml).plan.rounds).toBe(4);
    expect(settle({}, yaml).plan.rounds).toBe(5);
    expect(settle({ tolerance: '3%' }, yaml).policy.tolerance).toBe(0.03);
    expect(settle({}, yaml).policy.tolerance).toBe(0.08);
  });

  it('takes the disks of flags in place of those of the file', () => {
    expect(
      settle({ suite: 'sysbench', disks: ['unsafe'] }, yaml).plan.arms.map(({ name }) => name),
    ).toEqual(['unsafe']);
    expect(settle({ suite: 'sysbench' }, yaml).plan.arms).toMatchObject([
      { name: 'prod', target: { mode: { cache: 'none', aio: 'native' } } },
    ]);
  });

  it('counts an empty text as not given, as GitHub passes unset inputs', () => {
    expect(settle({ rounds: '', disks: [''] }, yaml).plan.rounds).toBe(5);
  });
});

describe('a disk SPEC', () => {
  it('may be fields, a preset, a preset with fields, or a directory of the host', () => {
    const { plan, site } = settle({
      suite: 'sysbench',
      disks: [
        'name=prod,format=qcow2,cache=none,aio=io_uring,bus=virtio-scsi,iothread=on,size=2GiB',
        'directsync',
        'none,aio=native,name=fast',
        'host-direct:/mnt/block,name=block',
        'host:/mnt/a b',
      ],
    });
    expect(plan.arms).toMatchObject([
      {
        name: 'prod',
        side: 'head',
        target: {
          mode: {
            format: 'qcow2',
            aio: 'io_uring',
            bus: 'virtio-scsi',
            iothread: true,
            size: 2 * 1024 ** 3,
          },
        },
      },
      { name: 'directsync' },
      { name: 'fast', target: { mode: { cache: 'none', aio: 'native' } } },
      { name: 'block', side: 'host', target: { kind: 'host', direct: true }, ownDirectory: true },
      {
        name: 'host-mnt-a-b',
        side: 'host',
        target: { kind: 'host', direct: false },
        ownDirectory: true,
      },
    ]);
    expect(site.hostDirectories).toEqual({ block: '/mnt/block', 'host-mnt-a-b': '/mnt/a b' });
  });

  it.each([
    [
      'name=a,cache=writebak',
      /--disk\.cache: "writebak" is not a known value \(did you mean writeback\? Use one of: default, writeback, writethrough, none/,
    ],
    ['name=a,cach=none', /--disk\.cach: unknown key "cach" \(did you mean cache\?\)$/],
    ['name=a,colour=red', /--disk\.colour: unknown key "colour" \(known here: name, format, cache/],
    ['name=a,cach=none,aio=native', /^--disk\.cach: unknown key "cach" \(did you mean cache\?\)$/],
    ['nome', /"nome" is neither .* \(did you mean none\? Else write a preset/],
    [
      'name=a,cache=writeback,aio=native',
      /aio=native needs O_DIRECT, which cache=writeback does not use/,
    ],
    ['name=a,bus=nvme,iothread=on', /nvme: there the device has no iothread/],
    ['name=a,num-queues=0', /--disk\.num-queues: "0" is not a whole number from 1 to 1024/],
    [
      'name=a,cluster_size=4096',
      /cluster_size=4096 is an option of qcow2 that format=raw does not have/,
    ],
    [
      'name=a,format=qcow2,cluster_size=big',
      /"big" is not a block size \(write bytes, such as 4096, or 64KiB/,
    ],
    [
      'name=a,detect-zeroes=unmap',
      /detect-zeroes=unmap is not allowed with discard=ignore.*\(add discard=unmap/,
    ],
    ['name=a,logical_block_size=4096', /is more than physical_block_size=512/],
    ['name=a,write-cache=auto', /"auto" is not a known value \(use one of: on, off/],
    ['cache=none', /the disk has no name/],
    ['host-dirct:/mnt', /"host-dirct:\/mnt" is neither .* \(did you mean host-direct\? Else/],
    ['name=a,native', /"native" in "name=a,native" is neither/],
    ['fast', /--disk: "fast" is neither a preset nor a key=value pair/],
    ['name=a b', /"a b" is not a name/],
    ['name=a,size=2G', /"2G" is not a size \(write a number and B, KiB, MiB/],
    [
      'name=a,size=10MiB',
      /of 10 MiB is too small for the pairs suite \(give it size=64MiB or more, which its workloads need/,
    ],
    ['name=a,cache=none,cache=unsafe', /cache appears twice/],
    ['host:/x,name=<b>', /"<b>" is not a name/],
  ])('%s is refused with the value and the remedy', (spec, message) => {
    expect(rejectionsOf({ disks: [spec] }).join('\n')).toMatch(message);
  });

  const modeOf = (spec: string) => {
    const [arm] = settle({ disks: [spec] }).plan.arms;
    return arm?.target.kind === 'disk' ? arm.target.mode : undefined;
  };

  it("may say everything in QEMU's own words", () => {
    const spec =
      'name=a,format=qcow2,bus=virtio-scsi,num-queues=2,discard=unmap,detect-zeroes=unmap,logical_block_size=4096,' +
      'physical_block_size=4k,cluster_size=128KiB,preallocation=falloc,lazy_refcounts=on';
    expect(modeOf(spec)).toMatchObject({
      format: 'qcow2',
      numQueues: 2,
      discard: 'unmap',
      detectZeroes: 'unmap',
      logicalBlockSize: 4096,
      physicalBlockSize: 4096,
      clusterSize: 131_072,
      preallocation: 'falloc',
      lazyRefcounts: true,
    });
  });

  it.each([
    ['cache.direct=on', 'none'],
    ['cache=unsafe,cache.no-flush=off', 'writeback'],
    ['cache=none,write-cache=off', 'directsync'],
    ['write-cache=off', 'writethrough'],
    ['cache.no-flush=on', 'unsafe'],
    ['cache=directsync,cache.no-flush=on', 'cache.direct=on,cache.no-flush=on,write-cache=off'],
  ] as const)('takes the flags of %s before its name, and is %s', (spec, cache) => {
    expect(modeOf(`name=a,${spec}`)?.cache).toBe(cache);
  });

  it('that spells the defaults is equal to one that leaves them out', () => {
    const spelled =
      'name=a,discard=ignore,detect-zeroes=off,logical_block_size=512,preallocation=off,lazy_refcounts=off';
    expect(modeOf(spelled)).toEqual(modeOf('name=a'));
    const qcow2 = 'name=a,format=qcow2';
    expect(modeOf(`${qcow2},cluster_size=64KiB`)).toEqual(modeOf(qcow2));
  });

  it('null is a row of the host, which the sysbench suite can not use', () => {
    expect(rejectionsOf({ suite: 'sysbench', disks: ['null'] })[0]).toMatch(
      /disk "null" has no storage for the files of the sysbench suite/,
    );
    expect(rejectionsOf({ disks: ['null,cache=none'] })[0]).toMatch(
      /unknown key "cache" \(known here: name, size/,
    );
  });

  it('is refused where two have one name', () => {
    expect(rejectionsOf({ disks: ['none', 'none,aio=native'] })[0]).toMatch(
      /two disks are called "none"/,
    );
  });
});

describe('a base disk', () => {
  it('is an arm of side base, ordered next to the head of its name', () => {
    const { plan } = settle({
      disks: ['name=prod,cache=none', 'unsafe'],
      baseDisks: ['name=prod,cache=directsync'],
      suite: 'sysbench',
    });
    expect(plan.arms).toMatchObject([
      { name: 'prod', side: 'head', target: { mode: { cache: 'none' } } },
      { name: 'unsafe', side: 'head' },
      { name: 'prod', side: 'base', target: { mode: { cache: 'directsync' } } },
    ]);
    const distances = plan.order.map(order => order.indexOf(2) - order.indexOf(0));
    expect(distances.map(Math.abs)).toEqual([1, 1, 1]);
    expect(distances[1]).toBe(-(distances[0] ?? 0));
  });

  it.each([
    [['host'], /--base-disk: "host" is not a virtual disk/],
    [['none', 'none'], /--base-disk: two disks are called "none"/],
    [
      ['name=other,cache=none'],
      /--base-disk: no disk is called "other" \(give head and base the same name=…; the head has "none"\)/,
    ],
    [['name=a,cache=x'], /--base-disk\.cache: "x" is not a known value/],
  ])('%j is refused', (baseDisks, message) => {
    expect(rejectionsOf({ disks: ['none'], baseDisks }).join('\n')).toMatch(message);
  });
});

describe('a part of the base side', () => {
  const arms = (raw: RawSettings, yaml?: string) =>
    settle({ suite: 'sysbench', ...raw }, yaml).plan.arms.map(({ name, side, target }) => [
      name,
      side,
      target.kind === 'disk' ? target.mode.cache : target.kind,
    ]);

  it.each(['base-qemu', 'base-kernel', 'base-initrd'])(
    '%s gives every disk a base of its own mode',
    part => {
      expect(
        arms({ disks: ['name=a,cache=none', 'host', 'name=b,cache=unsafe'], [part]: '/x' }),
      ).toEqual([
        ['a', 'head', 'none'],
        ['host', 'host', 'host'],
        ['b', 'head', 'unsafe'],
        ['a', 'base', 'none'],
        ['b', 'base', 'unsafe'],
      ]);
    },
  );

  it('leaves a base disk the mode that its SPEC says', () => {
    const disks = ['name=a,cache=none', 'name=b,cache=unsafe'];
    expect(
      arms({ disks, baseDisks: ['name=b,cache=writeback'], 'base-kernel': '/k' }).slice(2),
    ).toEqual([
      ['b', 'base', 'writeback'],
      ['a', 'base', 'none'],
    ]);
  });

  it("gives the rows of the post a base too, but none of the host's own", () => {
    const sides = settle({ 'base-qemu': '/q' }).plan.arms.map(({ side }) => side);
    expect(sides.filter(side => side === 'base')).toHaveLength(6);
  });

  it('is taken from flag or config file; what is not given for it is as in the head', () => {
    const raw = { disks: ['none'], qemu: '/head/qemu', kernel: '/k', 'base-qemu': '/base/qemu' };
    const { site } = settle(raw, 'version: 1\nbase-qemu: /other\nbase-initrd: /i\n');
    expect(site).toMatchObject({ qemu: '/head/qemu', kernel: '/k', initrd: undefined });
    expect(site.base).toEqual({ qemu: '/base/qemu', kernel: '/k', initrd: '/i' });
  });

  it('that nobody gave makes no base side, whatever was given for the head', () => {
    const { site, plan } = settle({ disks: ['none'], qemu: '/q', kernel: '/k', initrd: '/i' });
    expect(site.base).toBeUndefined();
    expect(plan.arms.some(({ side }) => side === 'base')).toBe(false);
  });

  it('is refused, with its place, where there is no disk to measure in it', () => {
    const raw = { disks: ['host', 'null'], suite: 'fio', 'base-kernel': '/k' };
    expect(rejectionsOf(raw).join()).toMatch(/--base-kernel: no virtual disk is measured with it/);
    expect(
      rejectionsOf({ disks: ['host'] }, 'version: 1\nbase-qemu: /q\nsuite: fio\n').join(),
    ).toMatch(/yml:2 base-qemu: no virtual disk is measured with it/);
  });
});

describe('a config file', () => {
  it.each([
    [
      'version: 1\nround: 3\n',
      /^storage-gate\.yml:2 round: unknown key "round" \(did you mean rounds\?\)$/,
    ],
    [
      'version: 1\ndisks:\n  prod:\n    cach: none\n',
      /^storage-gate\.yml:4 disks\.prod\.cach: unknown key "cach"/,
    ],
    [
      'version: 1\ndisks:\n  prod:\n    cache: nome\n',
      /^storage-gate\.yml:4 disks\.prod\.cache: "nome" is not a known value/,
    ],
    [
      'version: 1\ndisks:\n  prod:\n    cache: unsafe\n    aio: native\n',
      /^storage-gate\.yml:3 disks\.prod: aio=native needs/,
    ],
    ['version: 2\n', /^storage-gate\.yml:1 version: must be 1/],
    [
      'rounds: 3\n',
      /^storage-gate\.yml version: the file does not say its version \(begin it with the line "version: 1"\)$/,
    ],
    ['', /^storage-gate\.yml: the file is empty \(begin it with the line "version: 1"\)$/],
    ['# nothing yet\n', /^storage-gate\.yml: the file is empty/],
    [
      '- disks\n',
      /^storage-gate\.yml: the file has no keys \(begin it with .* and write each setting as "key: value"\)$/,
    ],
    [
      'version: 1\npolicy:\n  fail-on: regressed\n',
      /^storage-gate\.yml:3 policy\.fail-on: must be a list, not "regressed" \(write it like this: fail-on: \[regressed, missing\]\)$/,
    ],
    [
      'version: 1\npolicy:\n  fail-on: [regressed, slow]\n',
      /^storage-gate\.yml:3 policy\.fail-on\.1: "slow" is not a known value \(use one of: regressed, missing, /,
    ],
    [
      'version: 1\npolicy:\n  cells: [{ metric: speed }]\n',
      /^storage-gate\.yml:3 policy\.cells\.0\.metric: "speed" is not a known value \(use one of: throughput, iops/,
    ],
    [
      'version: 1\npolicy:\n',
      /^storage-gate\.yml:2 policy: has no value \(give it one, or leave the key out\)$/,
    ],
    [
      'version: 1\nrounds: [3]\n',
      /^storage-gate\.yml:2 rounds: must be one value, not a list \(write it as "rounds: value"\)$/,
    ],
    [
      'version: 1\ndirectory: 5\n',
      /^storage-gate\.yml:2 directory: must be a text, not 5 \(write it in quotes: "5"\)$/,
    ],
    [
      'version: 1\ndisks: [none]\nprofile: quick\n',
      /^storage-gate\.yml:2 disks: must be a group of keys, not a list \(write it like this: disks: \{ prod: \{ cache: none \} \}\)$/,
    ],
    [
      'version: 1\npolicy:\n  cells: [{ gate: maybe }]\n',
      /^storage-gate\.yml:3 policy\.cells\.0\.gate: must be true or false, not "maybe" \(write it like this: gate: false\)$/,
    ],
    ['version: 1\nrounds: many\n', /^storage-gate\.yml:2 rounds: "many" is not a whole number/],
    [
      'version: 1\npolicy:\n  tolerence: 5%\n',
      /^storage-gate\.yml:3 policy\.tolerence: unknown key/,
    ],
    [
      'version: 1\npolicy:\n  cells:\n    - { disk: none, tolerance: 5 }\n',
      /^storage-gate\.yml:4 policy\.cells\.0\.tolerance: "5" is not a percentage/,
    ],
    ['version: 1\n  bad: [\n', /^storage-gate\.yml:\d+: not valid YAML/],
    [
      'version: "1"\n',
      /^storage-gate\.yml:1 version: must be 1, not "1" \(write it without quotes\)$/,
    ],
    [
      'version: 1\nrounds: 1\nrounds: 2\n',
      /^storage-gate\.yml:3: not valid YAML: the key appears twice \(keep one/,
    ],
    [
      'version: 1\n\tdisks: {}\n',
      /^storage-gate\.yml:2: not valid YAML: a tab as indentation \(use spaces\)/,
    ],
    [
      'version: 1\n---\nversion: 1\n',
      /^storage-gate\.yml:2: a second document begins \(take out the line "---"/,
    ],
    ['version: 1\na: &a [1]\nb: *a\n', /YAML aliases, merges and tags are not read/],
    ['version: 1\ndisks: {}\n', /there is no disk to measure/],
  ])('%j is refused with its line', (yaml, message) => {
    expect(rejectionsOf({}, yaml).join('\n')).toMatch(message);
  });

  it.each([
    ['tolerance: 5%', /tolerance: unknown key "tolerance" \(write it under "policy:"\)$/],
    ['cache: none', /cache: unknown key "cache" \(write it under a disk, such as disks: /],
    [
      'random-seed: 5',
      /random-seed: unknown key "random-seed" \(leave it out here: it is a flag of the command line\)$/,
    ],
    [
      'comment: always',
      /comment: unknown key "comment" \(leave it out here: it is an input of the action\)$/,
    ],
    ['disk: { prod: { cache: none } }', /disk: unknown key "disk" \(did you mean disks\?\)$/],
    [
      'policy: { rounds: 3 }',
      /policy\.rounds: unknown key "rounds" \(write it at the top of the file/,
    ],
    [
      'disks: { prod: { name: x } }',
      /disks\.prod\.name: unknown key "name" \(leave it out: the key above is the name/,
    ],
    ['colour: red', /colour: unknown key "colour" \(known here: version, directory, suite, /],
  ])('with %j says where the key belongs, or which are known', (line, message) => {
    expect(rejectionsOf({}, `version: 1\n${line}\n`).join('\n')).toMatch(message);
  });

  it('with an unknown key is looked at to its end: wrong values elsewhere are said as well', () => {
    const yaml =
      'version: 2\nround: 3\nbudget: long\ndisks:\n  prod:\n    cach: none\n    aio: fast\npolicy:\n  fail-on: [slow]\n  tolerance: 5\n';
    expect(
      rejectionsOf({ gate: ['prod/*/throughput'] }, yaml).map(line => line.replace(/ \(.*/, '')),
    ).toEqual([
      'storage-gate.yml:1 version: must be 1, not 2',
      'storage-gate.yml:6 disks.prod.cach: unknown key "cach"',
      'storage-gate.yml:9 policy.fail-on.0: "slow" is not a known value',
      'storage-gate.yml:2 round: unknown key "round"',
      'storage-gate.yml:7 disks.prod.aio: "fast" is not a known value',
      'storage-gate.yml:10 policy.tolerance: "5" is not a percentage',
      'storage-gate.yml:3 budget: "long" is not a duration',
    ]);
  });

  it('with faults of every kind says them all in one error, in the order of the file, a remedy once', () => {
    const yaml = [
      'version: 1',
      'suite: fioo',
      'profile: quik',
      'colour: red',
      'disks:',
      '  prod: { cach: none, aio: native }',
      '  small: { size: 1MiB }',
      '  odd: 5',
      '  tint: { hue: 3, shade: 4 }',
      'policy:',
      '  cells:',
      '    - { disk: prodd, tolerance: 5 }',
      '    - { workload: rndrdd, metric: speed }',
      '    - { disk: odd, gate: false }',
      '',
    ].join('\n');
    const error = errorOf(() => settle({ rounds: '0', gate: ['smal/*/iops'] }, yaml));
    expect(exitStatusOf(error)).toBe(2);
    expect(describeError(error).split('\n')).toEqual([
      '13 settings are wrong:',
      '  --gate: no disk "smal" is measured',
      '    -> did you mean small? Use one of: prod, small, odd, tint',
      '  --rounds: "0" is not a whole number from 1 to 100',
      '    -> write a number in that range, in digits',
      '  storage-gate.yml:2 suite: "fioo" is not a known value',
      '    -> did you mean fio? Use one of: pairs, sysbench, fio',
      '  storage-gate.yml:3 profile: "quik" is not a known value',
      '    -> did you mean quick? Use one of: quick, standard, thorough, sustained',
      '  storage-gate.yml:4 colour: unknown key "colour"',
      expect.stringMatching(/^ {4}-> known here: version, directory, /),
      '  storage-gate.yml:6 disks.prod.cach: unknown key "cach"',
      '    -> did you mean cache?',
      '  storage-gate.yml:7 disks.small: disk "small" of 1 MiB is too small for the fio suite',
      '    -> give it size=64MiB or more, which its workloads need',
      '  storage-gate.yml:8 disks.odd: must be a group of keys, not 5',
      '    -> write it like this: prod: { cache: none }',
      '  storage-gate.yml:9 disks.tint.hue: unknown key "hue"',
      '  storage-gate.yml:9 disks.tint.shade: unknown key "shade"',
      expect.stringMatching(/^ {4}-> known here: format, cache, /),
      '  storage-gate.yml:12 policy.cells.0.tolerance: "5" is not a percentage',
      '    -> write a number from 0 to 99 with its sign, such as 5%',
      '  storage-gate.yml:12 policy.cells.0.disk: no disk "prodd" is measured',
      '    -> did you mean prod? Use one of: prod, small, odd, tint',
      '  storage-gate.yml:13 policy.cells.1.metric: "speed" is not a known value',
      expect.stringMatching(/^ {4}-> use one of: throughput, iops, /),
    ]);
  });

  it('whose disks are no disks is read on: what else is wrong is said, and no disk is missed', () => {
    const yaml =
      'version: 1\ndisks: [none]\nprofile: fast\npolicy: { cells: [{ disk: prod, tolerance: 5 }] }\n';
    expect(rejectionsOf({}, yaml).map(line => line.replace(/ \(.*/, ''))).toEqual([
      'storage-gate.yml:2 disks: must be a group of keys, not a list',
      'storage-gate.yml:3 profile: "fast" is not a known value',
      'storage-gate.yml:4 policy.cells.0.tolerance: "5" is not a percentage',
    ]);
  });

  it('whose policy alone is asked for is refused for its keys and its policy at once', () => {
    const configFile = {
      path: 'storage-gate.yml',
      text: 'version: 1\nround: 3\npolicy: { tolerance: 5 }\n',
    };
    const error = errorOf(() => requirePolicy({ raw: {}, configFile, origin: 'cli' }, []));
    expect(exitStatusOf(error)).toBe(2);
    expect(describeError(error)).toMatch(
      /^2 settings are wrong:\n {2}storage-gate\.yml:2 round: unknown key "round"/,
    );
    expect(describeError(error)).toMatch(
      /^ {2}storage-gate\.yml:3 policy\.tolerance: "5" is not a percentage$/m,
    );
  });

  it("may set flags and options of a disk in QEMU's words", () => {
    const yaml =
      'version: 1\ndisks:\n  prod: { cache.direct: on, num-queues: 2, physical_block_size: 4096 }\n';
    expect(settle({ suite: 'sysbench' }, yaml).plan.arms).toMatchObject([
      { name: 'prod', target: { mode: { cache: 'none', numQueues: 2, physicalBlockSize: 4096 } } },
    ]);
    expect(rejectionsOf({}, 'version: 1\ndisks:\n  prod:\n    cache.direct: maybe\n')[0]).toMatch(
      /^storage-gate\.yml:4 disks\.prod\.cache\.direct: "maybe" is not a known value/,
    );
  });

  it('may spell a disk as one text', () => {
    const { plan } = settle(
      { suite: 'sysbench' },
      'version: 1\ndisks: { fast: "none,aio=native", bare: host }\n',
    );
    expect(plan.arms).toMatchObject([
      { name: 'fast', target: { mode: { cache: 'none', aio: 'native' } } },
      { name: 'bare', side: 'host' },
    ]);
  });

  it('ends the process with status 2, and names all that is wrong at once', () => {
    const error = errorOf(() => settle({ rounds: '0' }, 'version: 1\nbudget: long\n'));
    expect(exitStatusOf(error)).toBe(2);
    expect(describeError(error)).toMatch(
      /^2 settings are wrong:\n {2}--rounds: "0" is not a whole number from 1 to 100\n[^]*\n {2}storage-gate\.yml:2 budget/,
    );
  });
});

function errorOf(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a gate', () => {
  it('takes every other cell out', () => {
    const { policy } = settle({ gate: ['none/rndrd/throughput', 'unsafe/*/*'] });
    expect(policy.cells).toEqual([
      { gate: false },
      { disk: 'none', workload: 'rndrd', metric: 'throughput', gate: true },
      { disk: 'unsafe', workload: undefined, metric: undefined, gate: true },
    ]);
  });

  it('that names no cell is refused, since it could never fail', () => {
    expect(rejectionsOf({ gate: ['prod/rndrd/throughput'] })[0]).toMatch(
      /--gate: no disk "prod" is measured \(use one of: default, writeback, writethrough/,
    );
    expect(rejectionsOf({ gate: ['host/*/throughput'] })[0]).toMatch(/no disk "host" is measured/);
    expect(rejectionsOf({ gate: ['none/randread/throughput'] })[0]).toMatch(
      /no workload "randread" is measured/,
    );
    expect(rejectionsOf({ gate: ['none/rndrd'] })[0]).toMatch(/is not ARM\/WORKLOAD\/METRIC/);
    expect(rejectionsOf({ gate: ['none/rndrd/speed'] }).join()).toMatch(
      /"speed" is not a known value/,
    );
  });
});

describe('values of the config that YAML would spell in another way', () => {
  const kernel = (word: string) => rejectionsOf({}, `version: 1\nkernel: ${word}\n`).join();
  it.each(['6.10', '007', '1e3', '0x10', 'null', 'True', '1.0', '.inf'])(
    'are told as written: %s',
    word => {
      expect(kernel(word)).toBe(
        `storage-gate.yml:2 kernel: must be a text, not ${word} (write it in quotes: "${word}")`,
      );
      expect(rejectionsOf({}, `version: 1\nrounds: ${word}\n`).join('') || word).toContain(word);
    },
  );

  it('may be a truth value in capital letters', () => {
    const cells = (word: string) =>
      settle({}, `version: 1\ndisks: { a: none }\npolicy: { cells: [{ gate: ${word} }] }\n`).policy
        .cells;
    expect(cells('False')).toEqual([{ gate: false }]);
    expect(cells('TRUE')).toEqual([{ gate: true }]);
  });

  it('lists so many faults that they can be read', () => {
    const keys = Array.from({ length: 900 }, (_, index) => `key${index}: 1`).join('\n');
    const request = {
      ...surroundings,
      raw: {},
      configFile: { path: 'a.yml', text: `version: 1\n${keys}` },
    };
    expect(() => requireSettings(request)).toThrow('900 settings are wrong');
    const outcome = resolveSettings(request);
    const facts = outcome.ok ? {} : rejectionFacts(outcome.rejections, 'settings');
    expect(facts).toMatchObject({ faults: expect.arrayContaining(['and 850 more']) });
  });
});

describe('policy words', () => {
  it.each([
    [{ tolerance: '5' }, /--tolerance: "5" is not a percentage/],
    [{ 'false-alarm': '0%' }, /--false-alarm: "0%" is not a false-alarm budget/],
    [{ 'fail-on': 'regressed,slow' }, /--fail-on: "slow" is not a known value/],
    [{ 'fail-on': 'inconclusive,missing' }, /--fail-on: .* would let regressed cells pass/],
    [{ 'fail-on': 'regressed' }, /would let missing cells pass \(write regressed,missing or /],
    [{ suite: 'gate' }, /--suite: "gate" is not a known value/],
    [
      { accel: 'KVM' },
      /--accel: "KVM" is not a known value \(did you mean kvm\? Use one of: auto, kvm, tcg\)/,
    ],
    [{ budget: '15' }, /--budget: "15" is not a duration/],
    [{ budget: '0s' }, /--budget: .* from 1s to 24h/],
    [{ budget: '0.5s' }, /--budget: .* is not a duration/],
    [{ budget: '25h' }, /--budget: .* is not a duration/],
    [{ budget: `${'9'.repeat(400)}s` }, /--budget: .* is not a duration/],
    [{ 'lock-wait': '25h' }, /--lock-wait: .* from 0s to 24h/],
    [{ 'write-budget': '0B' }, /--write-budget: "0B" is not a size/],
    [{ 'write-budget': '1025TiB' }, /--write-budget: .* up to 1024TiB/],
    [{ 'write-budget': `${'9'.repeat(400)}B` }, /--write-budget: .* is not a size/],
    [{ disks: ['name=a,size=1025TiB'] }, /is not a size/],
    [{ disks: [`name=a,logical_block_size=${'9'.repeat(400)}`] }, /is not a block size/],
    [{ disks: ['name=a,constructor=1'] }, /unknown key "constructor"/],
    [{ disks: Array.from({ length: 33 }, (_, i) => `none,name=d${i}`) }, /at most 32 disks/],
    [{ rounds: '101' }, /--rounds: "101" is not a whole number from 1 to 100/],
    [{ rounds: '0' }, /--rounds: "0" is not a whole number/],
    [{ tolerance: '99.5%' }, /--tolerance: .* from 0 to 99/],
    [{ tolerance: '-1%' }, /--tolerance: .* is not a percentage/],
    [{ tolerance: 'nan%' }, /--tolerance: .* is not a percentage/],
    ...[
      '0',
      '0.00001',
      '0.00009',
      `0.${'0'.repeat(310)}1`,
      `0.${'0'.repeat(320)}1`,
      '50.1',
      '99',
    ].map(
      share =>
        [
          { 'false-alarm': `${share}%` },
          /is not a false-alarm budget \(use 0\.0001% to 50%/,
        ] as const,
    ),
  ] as const)('%j are refused', (raw: RawSettings, message) => {
    expect(rejectionsOf(raw).join('\n')).toMatch(message);
  });

  it('take the ends of what they may be', () => {
    const least = { budget: '1s', 'lock-wait': '0s', tolerance: '0%', 'false-alarm': '0.0001%' };
    expect(settle(least)).toMatchObject({
      plan: { budget: 1 },
      policy: { tolerance: 0, falseAlarm: 1e-6 },
    });
    const most = {
      budget: '24h',
      'write-budget': '1024TiB',
      tolerance: '99%',
      'false-alarm': '50%',
    };
    expect(
      settle({ ...most, disks: Array.from({ length: 32 }, (_, i) => `none,name=d${i}`) }),
    ).toMatchObject({
      plan: { budget: 86_400, writeBudget: 2 ** 50 },
      policy: { tolerance: 0.99, falseAlarm: 0.5 },
    });
  });
});

describe('the suite', () => {
  it('is that of the post for its rows, and pairs in the standard profile where disks are named', () => {
    expect(settle({}).plan.suite.name).toBe('sysbench');
    expect(settle({}, 'version: 1\nbudget: 5m\n').plan.suite.name).toBe('sysbench');
    expect(settle({ disks: ['none'] }).plan.suite).toMatchObject({
      name: 'pairs',
      profile: 'standard',
    });
    expect(settle({}, 'version: 1\ndisks: { prod: { cache: none } }\n').plan.suite.name).toBe(
      'pairs',
    );
    expect(settle({ suite: 'sysbench', disks: ['none'] }).plan.suite.name).toBe('sysbench');
  });

  it.each([
    ['quick', 8, 500, 1500],
    ['standard', 16, 500, 2500],
    ['thorough', 30, 2000, 8000],
  ])(
    'fio in the profile %s has %i rounds of %i and %i ms',
    (profile, rounds, rampMilliseconds, runMilliseconds) => {
      const { plan } = settle({ suite: 'fio', disks: ['none'], profile });
      expect(plan).toMatchObject({
        rounds,
        suite: { profile, rampMilliseconds, runMilliseconds, writeCap: 2 ** 30 },
      });
      expect(plan.suite.workloads).toEqual(fioSuite('quick').workloads);
    },
  );

  it('that has no profiles refuses one, and an unknown profile is named', () => {
    expect(rejectionsOf({ profile: 'quick' })[0]).toMatch(
      /--profile: the sysbench suite has no profiles/,
    );
    expect(rejectionsOf({ disks: ['none'], profile: 'fast' })[0]).toMatch(
      /--profile: "fast" is not a known value/,
    );
    expect(rejectionsOf({ suite: 'fio', disks: ['none'], profile: 'sustained' })[0]).toMatch(
      /--profile: "sustained" is not a known value/,
    );
  });

  it('conditions a drive first where sustained writes are asked for, with budgets of its own', () => {
    const { plan } = settle({ disks: ['none'], profile: 'sustained' });
    expect(plan).toMatchObject({ budget: 90 * 60, writeBudget: 2 ** 39, rounds: 8 });
    expect(plan.suite).toMatchObject({ seconds: 10, conditioning: 30, writeCap: 2 ** 36 });
    const usual = settle({ disks: ['none'], profile: 'thorough' }).plan;
    expect(usual).toMatchObject({ budget: 360, writeBudget: 2 ** 34 });
    expect(usual.suite).not.toHaveProperty('conditioning');
    expect(describeCost(plan)).toMatch(/^measures for 20 min 0 s beside boots, until 90 min/);
  });

  it('has only the workloads that are named, in its own order whatever theirs', () => {
    const names = (raw: Parameters<typeof settle>[0], yaml?: string) =>
      settle(raw, yaml).plan.suite.workloads.map(({ name }) => name);
    const chosen = ['randread-4k-qd1', 'read-1m-qd8'];
    expect(names({ disks: ['none'], workloads: 'read-1m-qd8, randread-4k-qd1' })).toEqual(chosen);
    const yaml =
      'version: 1\ndisks: { prod: { cache: none } }\nworkloads: [read-1m-qd8, randread-4k-qd1]\n';
    expect(names({}, yaml)).toEqual(chosen);
    expect(names({ workloads: 'write-1m-qd2' }, yaml)).toEqual(['write-1m-qd2']);
    expect(names({ workloads: 'seqrd' })).toEqual(['seqrd']);
  });

  it('that lacks a named workload says which it has', () => {
    expect(rejectionsOf({ disks: ['none'], workloads: 'rndrd' })[0]).toMatch(
      /--workloads: "rndrd" is not a known value \(use one of: randread-4k-qd1, /,
    );
    const yaml = 'version: 1\ndisks: { prod: { cache: none } }\nworkloads: []\n';
    expect(rejectionsOf({}, yaml)[0]).toMatch(/workloads: must name at least one workload/);
  });

  it('adds the matched host jobs once each, in the first round only and after the disks', () => {
    const { plan } = settle({
      suite: 'fio',
      disks: ['none', 'directsync', 'writeback', 'unsafe', 'writethrough'],
      profile: 'quick',
    });
    const hosts = plan.arms.slice(5);
    expect(hosts.map(({ name, side }) => `${side} ${name}`)).toEqual([
      'host host-direct',
      'host host-direct-dsync',
      'host host',
      'host host-dsync',
    ]);
    expect(hosts[1]?.target).toEqual({ kind: 'host', direct: true, dsync: true });
    const [first = [], ...later] = plan.order;
    expect(first.slice(5)).toEqual([5, 6, 7, 8]);
    for (const order of later) expect(new Set(order)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('measures a null disk in every round, as a row of the host', () => {
    const disks = ['none', 'null,size=64MiB'];
    const { arms, order } = settle({ suite: 'fio', disks, profile: 'quick' }).plan;
    expect(arms[1]).toEqual({
      name: 'null',
      side: 'host',
      target: { kind: 'null', size: 2 ** 26 },
    });
    for (const round of order) expect(round).toContain(1);
    expect(rejectionsOf({ suite: 'fio', disks: ['none', 'null,name=host-direct'] })).toEqual([
      '--disk: a null disk can\'t be called "host-direct", as a host job is (give it another name=…)',
    ]);
  });

  it('does not add a host row that was asked for, nor any where no disk is measured', () => {
    const asked = settle({ suite: 'fio', disks: ['none', 'host-direct'], profile: 'quick' }).plan;
    expect(asked.arms.map(({ name, side }) => `${side} ${name}`)).toEqual([
      'head none',
      'host host-direct',
    ]);
    expect(new Set(asked.order[7])).toEqual(new Set([0, 1]));
    expect(settle({ suite: 'fio', disks: ['host:/mnt/a'] }).plan.arms).toHaveLength(1);
  });

  it('compares disks with a job beside them also where a host arm elsewhere does the same', () => {
    const disks = ['none', 'host-direct:/mnt/a'];
    const { arms } = settle({ suite: 'fio', disks, profile: 'quick' }).plan;
    expect(arms.filter(({ side }) => side === 'host')).toEqual([
      {
        name: 'host-direct-mnt-a',
        side: 'host',
        target: { kind: 'host', direct: true },
        ownDirectory: true,
      },
      { name: 'host-direct', side: 'host', target: { kind: 'host', direct: true } },
    ]);
  });

  it.each([
    [
      'host-direct:/mnt/a,name=host-direct',
      /"host-direct" is a reserved name: disks are compared with that host job/,
    ],
    [
      'host:/mnt/a,name=host-dsync',
      /"host-dsync" is a reserved name: disks are compared with that host job/,
    ],
    ['host:/direct', /"host-direct" is a reserved name: disks are compared with that host job/],
    [
      'host,name=host-direct',
      /"host-direct" is the name of a host job other than host \(give it another name=…\)/,
    ],
  ])(
    'keeps the names of host jobs for those jobs beside the disks: %s is refused',
    (spec, problem) => {
      for (const suite of ['fio', 'sysbench'])
        expect(rejectionsOf({ suite, disks: ['none', spec] })).toEqual([
          expect.stringMatching(problem),
        ]);
    },
  );

  it('that never gates refuses a gate, with the suite that does; in a config it is told beside the run', () => {
    const disks = ['none'];
    expect(rejectionsOf({ suite: 'fio', disks, gate: ['none/*/throughput'] })).toEqual([
      '--gate: the suite fio shows levels and never gates (measure with --suite pairs, or leave it out)',
    ]);
    const cells = 'version: 1\npolicy: { cells: [{ disk: none, gate: true }] }\n';
    expect(rejectionsOf({ suite: 'fio', disks }, cells)).toEqual([]);
  });

  it('of a config refuses host rows beside its disks, with the suites that have them', () => {
    const yaml = 'version: 1\ndisks:\n  prod: { cache: none }\n  bare: host-direct\n';
    expect(rejectionsOf({}, yaml)).toEqual([
      'storage-gate.yml:4 disks.bare: "bare": the suite pairs has no host rows, it alternates between disks of guests (leave it out, or measure with suite sysbench or fio)',
    ]);
    expect(rejectionsOf({ suite: 'fio' }, yaml)).toEqual([]);
  });

  it('refuses a gate on a metric that the workload has not', () => {
    const gate = (cell: string) => rejectionsOf({ disks: ['none'], gate: [cell] }).join();
    expect(gate('none/randread-4k-qd1/latency-p99')).toBe('');
    expect(gate('none/*/latency-p99')).toBe('');
    expect(gate('none/randread-4k-qd32/cpu-per-io')).toMatch(
      /randread-4k-qd32 lacks the metric "cpu-per-io" \(use one of: throughput, iops, latency-mean, /,
    );
  });
});
