import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockDevicesUnder } from '../../src/host/drive.ts';
import { cgroupLimits } from '../../src/host/limits.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const captured: Readonly<Record<string, string>> = JSON.parse(
  await readFile('fixtures/cgroup/version-2.json', 'utf8'),
);

/** Reads the files of the guest, where some of them are others; undefined is not there at all. */
async function limitsWith(
  changes: Readonly<Record<string, string | undefined>> = {},
  devices: readonly string[] = ['254:0'],
) {
  await using directory = await temporaryDirectory({ name: plainName });
  const at = (path: string): string => join(directory.path, path);
  for (const [path, content] of Object.entries({ ...captured, ...changes })) {
    if (content === undefined) continue;
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), content.replaceAll(' /cg ', ` ${at('/cg')} `));
  }
  return await cgroupLimits({ pid: 118, devices, proc: at('/proc') });
}

const cgroup = { source: 'cgroup', node: 'gate' } as const;
const quota = {
  ...cgroup,
  what: 'processors',
  direction: 'both',
  perSecond: 0.5,
  burst: { perSecond: 0.5, seconds: 0.14 },
};
const drive = [
  { ...cgroup, what: 'bytes', direction: 'read', perSecond: 10_485_760 },
  { ...cgroup, what: 'requests', direction: 'write', perSecond: 1200 },
];

describe('groups of version 2, as a real guest had them', () => {
  test('have the limits of the groups above, for the devices that are used', async () => {
    expect(await limitsWith()).toEqual({ limits: [...drive, quota], unknown: [] });
    expect(await limitsWith({}, ['8:0'])).toEqual({ limits: [quota], unknown: [] });
  });

  test('have all limits where nobody knows the device', async () => {
    expect((await limitsWith({}, [])).limits).toEqual([...drive, quota]);
  });

  test('have no burst on kernels that know none, and no quota of more than there is', async () => {
    const old = { '/cg/gate/cpu.max.burst': undefined, '/cg/gate/qemu/cpu.max.burst': undefined };
    expect((await limitsWith(old, ['8:0'])).limits).toMatchObject([{ burst: { seconds: 0.1 } }]);
    const wide = { '/cg/gate/cpu.max': '900000000 100000\n' };
    expect(await limitsWith(wide, ['8:0'])).toEqual({ limits: [], unknown: [] });
  });

  test.each([
    [{ '/cg/gate/io.max': '254:0 rbps=fast\n' }, 'io.max'],
    [{ '/cg/gate/cpu.max': '50000\n' }, 'cpu.max'],
    [{ '/cg/gate/cpu.max': '\n' }, 'cpu.max'],
    [{ '/proc/118/cgroup': '0::/gate/gone\n' }, 'control groups of version 2'],
    [{ '/proc/118/cgroup': '0::/../other\n' }, 'control groups of version 2'],
    [
      { '/proc/self/mountinfo': '1 1 0:2 / / rw - rootfs rootfs rw\n' },
      'control groups of version 2',
    ],
    [{ '/proc/118/cgroup': undefined }, 'control groups'],
    [{ '/cg/cgroup.type': 'domain\n' }, 'control groups above the container'],
  ])('tell as unknown what can not be read: %j', async (changes, unknown) => {
    expect((await limitsWith(changes)).unknown).toEqual([unknown]);
  });

  test('of a container lie below the group that is mounted', async () => {
    const mountinfo = '25 1 0:22 /docker /cg rw,relatime - cgroup2 none rw\n';
    const inside = { '/proc/self/mountinfo': mountinfo, '/proc/118/cgroup': '0::/docker/gate\n' };
    const { limits, unknown } = await limitsWith(inside);
    expect(limits).toEqual([...drive, quota]);
    expect(unknown).toEqual(['control groups above the container']);
    const top = { ...inside, '/proc/118/cgroup': '0::/docker\n' };
    expect((await limitsWith({ ...top, '/cg/cpu.max': '1000 100000\n' })).limits).toMatchObject([
      { node: '/', what: 'processors', perSecond: 0.01 },
    ]);
    const other = { ...inside, '/proc/118/cgroup': '0::/dockerless/gate\n' };
    expect((await limitsWith(other)).limits).toEqual([]);
  });
});

/** Groups of this kernel's version 1; elsewhere it is the guest's files alone. */
const roots = ['blkio', 'cpu'].map(name => `/sys/fs/cgroup/${name}`);
const canMake =
  process.getuid?.() === 0 &&
  existsSync(join(roots[0] ?? '', 'blkio.throttle.read_bps_device')) &&
  existsSync(join(roots[1] ?? '', 'cpu.cfs_quota_us'));

describe.runIf(canMake)('real groups of version 1', () => {
  const groups: string[] = [];
  const sleeper = spawn('sleep', ['600'], { stdio: 'ignore' });
  beforeAll(async () => {
    for (const root of roots) groups.push(await mkdtemp(join(root, 'storage-gate-test-')));
    for (const group of groups) {
      await mkdir(join(group, 'inner'));
      await writeFile(join(group, 'inner/cgroup.procs'), String(sleeper.pid));
    }
  });
  afterAll(async () => {
    sleeper.kill('SIGKILL');
    await new Promise(resolve => sleeper.once('close', resolve));
    for (const group of groups) {
      while ((await readFile(join(group, 'inner/cgroup.procs'), 'utf8')) !== '');
      await rmdir(join(group, 'inner'));
      await rmdir(group);
    }
  });

  test('have none at first, then those that they are given', async ({ skip }) => {
    const pid = sleeper.pid ?? 0;
    const [device, ...others] = await blockDevicesUnder(tmpdir());
    if (device === undefined) skip('the temporary directory lies on no drive');
    const devices = [String(device), ...others];
    expect(await cgroupLimits({ pid, devices })).toEqual({ limits: [], unknown: [] });
    const [blkio = '', cpu = ''] = groups;
    await writeFile(join(blkio, 'blkio.throttle.read_bps_device'), `${device} 5000000`);
    await writeFile(join(blkio, 'inner/blkio.throttle.write_iops_device'), `${device} 300`);
    await writeFile(join(cpu, 'cpu.cfs_period_us'), '50000');
    await writeFile(join(cpu, 'cpu.cfs_quota_us'), '25000');
    const [outer, inner] = [blkio.split('/').at(-1), 'inner'];
    const { limits, unknown } = await cgroupLimits({ pid, devices });
    expect(unknown).toEqual([]);
    expect(limits).toHaveLength(3);
    expect(limits).toEqual(
      expect.arrayContaining([
        { source: 'cgroup', node: inner, what: 'requests', direction: 'write', perSecond: 300 },
        { source: 'cgroup', node: outer, what: 'bytes', direction: 'read', perSecond: 5_000_000 },
        {
          source: 'cgroup',
          node: cpu.split('/').at(-1),
          what: 'processors',
          direction: 'both',
          perSecond: 0.5,
          burst: { perSecond: 0.5, seconds: 0.05 },
        },
      ]),
    );
    expect((await cgroupLimits({ pid, devices: ['999:0'] })).limits).toHaveLength(1);
  });
});

test('this process has groups that can be read, or says which not', async () => {
  const { unknown } = await cgroupLimits({ pid: process.pid, devices: [] });
  expect(unknown.filter(name => !name.startsWith('control groups'))).toEqual([]);
});
