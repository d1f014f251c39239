import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GuestAgent } from '../../src/guest/agent.ts';
import { type GuestArtifacts, provideGuest } from '../../src/guest/artifacts.ts';
import { mountDisk, unmountDisk } from '../../src/guest/disk.ts';
import { runTool } from '../../src/process/tool.ts';
import { findDisk } from '../harness/find-disk.ts';
import { type BareMachine, reachAgent, startMachine } from './bare-machine.ts';
import { guestCache } from './guest-setup.ts';

let directory: string;
let artifacts: GuestArtifacts;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guest-e2e-'));
  artifacts = await provideGuest({
    tools: ['sysbench'],
    cacheDirectory: guestCache,
    onProgress: () => undefined,
  });
});

afterAll(async () => rm(directory, { recursive: true, force: true }));

/** An image with an ext4 filesystem, and the options that attach it as a disk with that serial. */
async function makeDisk(serial: string, device: string): Promise<readonly string[]> {
  const image = join(directory, `${serial}.img`);
  await runTool({
    argv: ['/usr/sbin/mke2fs', '-q', '-t', 'ext4', '-E', 'nodiscard', image, '128M'],
  });
  const blockdev = `driver=raw,node-name=${serial},file.driver=file,file.filename=${image}`;
  return ['-blockdev', blockdev, '-device', `${device},drive=${serial},serial=${serial}`];
}

describe('a booted guest', () => {
  let machine: BareMachine;
  let agent: GuestAgent;

  beforeAll(async () => {
    const disks = await Promise.all([
      makeDisk('second', 'virtio-blk-pci'),
      makeDisk('first', 'virtio-blk-pci'),
      // Ten characters: the length byte in front of the serial reads as a newline.
      makeDisk('scsi-disk0', 'scsi-hd,bus=scsi.0'),
      makeDisk('nvme-disk', 'nvme'),
    ]);
    const start = performance.now();
    machine = startMachine({
      guest: artifacts,
      directory,
      extra: ['-device', 'virtio-scsi-pci,id=scsi', ...disks.flat()],
    });
    agent = await reachAgent(machine);
    console.log(
      `start of QEMU to answering agent: ${((performance.now() - start) / 1000).toFixed(2)} s`,
    );
  });

  afterAll(async () => {
    await agent?.[Symbol.asyncDispose]();
    await machine?.[Symbol.asyncDispose]();
  });

  test('runs the release that the artifacts name', async () => {
    const { stdout } = await agent.execute({ argv: ['uname', '-r'], timeout: 20 });
    expect(stdout.trim()).toBe(artifacts.release);
  });

  test('runs a tool of the host, in its version', async () => {
    const onHost = await runTool({ argv: ['sysbench', '--version'] });
    const inGuest = await agent.execute({ argv: ['sysbench', '--version'], timeout: 20 });
    expect(inGuest).toEqual({ exitCode: 0, stdout: onHost.stdout, stderr: '' });
  });

  test('gives exit codes, both outputs and signals as they are', async () => {
    const call = {
      argv: ['/bin/sh', '-c', 'echo out; echo $WORD >&2; exit 7'],
      env: { WORD: 'höflich' },
      timeout: 20,
    };
    expect(await agent.execute(call)).toEqual({
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'höflich\n',
    });
    const killed = await agent.execute({ argv: ['/bin/sh', '-c', 'kill -9 $$'], timeout: 20 });
    expect(killed.exitCode).toBe(137);
  });

  test('gives a large output whole', async () => {
    const { stdout } = await agent.execute({ argv: ['seq', '1', '200000'], timeout: 60 });
    expect(stdout).toHaveLength(1_288_895);
    expect(stdout.endsWith('\n200000\n')).toBe(true);
  });

  test('says which program does not exist', async () => {
    const attempt = agent.execute({ argv: ['no-such-program'], timeout: 20 });
    await expect(attempt).rejects.toMatchObject({
      code: 'agent-failed',
      message: expect.stringContaining('no-such-program'),
    });
  });

  test('gives up a program that does not end, and still answers', async () => {
    const attempt = agent.execute({ argv: ['sleep', '600'], timeout: 0.5 });
    await expect(attempt).rejects.toMatchObject({
      code: 'agent-failed',
      message: 'sleep did not end within 0.5 s in the guest',
    });
    expect((await agent.execute({ argv: ['true'], timeout: 20 })).exitCode).toBe(0);
  });

  test('rejects with the reason of a signal', async () => {
    const abort = new AbortController();
    const attempt = agent.execute({
      argv: ['sleep', '600'],
      timeout: 60,
      expectedSeconds: 30,
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(new Error('enough')), 200);
    await expect(attempt).rejects.toThrow('enough');
  });

  test('has no network', async () => {
    const { stdout } = await agent.execute({ argv: ['ls', '/sys/class/net'], timeout: 20 });
    expect(stdout.trim()).toMatch(/^(lo)?$/);
  });

  test.each(['first', 'second', 'scsi-disk0', 'nvme-disk'])(
    'finds disk %s by its serial, with no elevator',
    async serial => {
      const device = await findDisk(agent, serial);
      const { stdout } = await agent.execute({
        argv: ['cat', `/sys/block/${device.slice(5)}/queue/scheduler`],
        timeout: 20,
      });
      expect(stdout).toContain('[none]');
      const path = `/mnt/${serial}`;
      await mountDisk(agent, { device, path });
      await agent.execute({ argv: ['/bin/sh', '-c', `echo ${serial} >${path}/mark`], timeout: 20 });
      await unmountDisk(agent, path);
      const image = join(directory, `${serial}.img`);
      const mark = await runTool({ argv: ['/usr/sbin/debugfs', '-R', 'cat /mark', image] });
      expect(mark.stdout).toBe(`${serial}\n`);
    },
  );

  test('says which disk did not appear', async () => {
    await expect(findDisk(agent, 'absent')).rejects.toMatchObject({
      code: 'agent-failed',
      message: 'no disk with serial absent appeared in the guest within 5 s',
    });
  });

  test('runs sysbench fileio on a mounted disk', async () => {
    await mountDisk(agent, { device: await findDisk(agent, 'first'), path: '/mnt/bench' });
    const options = [
      '--file-num=4',
      '--file-total-size=16M',
      '--file-extra-flags=direct',
      '--file-test-mode=rndrd',
      '--time=1',
    ];
    const sysbench = (command: string) =>
      agent.execute({
        argv: [
          '/bin/sh',
          '-c',
          'cd /mnt/bench && exec sysbench fileio "$@"',
          'sh',
          ...options,
          command,
        ],
        timeout: 60,
      });
    expect(await sysbench('prepare')).toMatchObject({ exitCode: 0 });
    const run = await sysbench('run');
    expect(run).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/read, MiB\/s:\s+[\d.]+/),
    });
    await unmountDisk(agent, '/mnt/bench');
  });
});
