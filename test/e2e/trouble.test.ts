import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually, freshDirectory, processesNaming, runGateCommand, startGate } from './command-line.ts';

const root = freshDirectory('storage-gate-trouble');
const args = ['run', '--yes', '--accel', 'tcg', '--rounds', '2', '--disk', 'unsafe', '--out', 'run.json'];

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Starts a run in a directory of its own and waits until the first workload of its first round runs. */
async function runUntilMeasuring(name: string) {
  const directory = join(root, name);
  mkdirSync(directory);
  const gate = startGate([...args, '--directory', directory], { cwd: directory });
  await gate.saying(/round 1 of 2/);
  await eventually(async () => (await processesNaming(directory)).length > 1, 60, 'a guest runs');
  return { directory, ...gate };
}

function leftIn(directory: string): string[] {
  return readdirSync(directory).filter(name => name !== '.storage-gate');
}

describe('a run that is cancelled in the middle of a round', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s ends with %i within 3 s, leaves no process and no file, and stores nothing',
    async (signal, status) => {
      const { directory, child, ended } = await runUntilMeasuring(signal);
      child.kill(signal);
      const since = Date.now();
      const end = await ended;
      await eventually(
        async () => (await processesNaming(directory)).length === 0,
        3 - (Date.now() - since) / 1000,
        'no process is left',
      );
      expect(end.status).toBe(status);
      expect(end.stderr).toMatch(new RegExp(`cancelled by ${signal}`));
      expect(leftIn(directory)).toEqual([]);
      expect(existsSync(join(directory, '.storage-gate/runs'))).toBe(false);
    },
  );

  it('by SIGKILL leaves no process within 3 s, and the next start removes its files', async () => {
    const { directory, child, ended } = await runUntilMeasuring('SIGKILL');
    child.kill('SIGKILL');
    await ended;
    await eventually(async () => (await processesNaming(directory)).length === 0, 3, 'no process is left');
    expect(leftIn(directory)).not.toEqual([]);
    const next = startGate([...args, '--directory', directory], { cwd: directory });
    await next.saying(/removed what an earlier run left behind/);
    next.child.kill('SIGTERM');
    await next.ended;
    expect(leftIn(directory)).toEqual([]);
  });
});

describe('trouble before a run', () => {
  const run = (more: readonly string[], env: Record<string, string> = {}) =>
    runGateCommand([...args, ...more], { cwd: root, env });

  it('with a --qemu that is missing ends with 2 and its name', async () => {
    const { status, stderr } = await run(['--directory', root, '--qemu', '/nonexistent/qemu']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/\/nonexistent\/qemu does not exist/);
  });

  it('without QEMU on the host ends with 69, the missing packages and the command that installs them', async () => {
    const bin = join(root, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    const { status, stderr } = await runGateCommand(
      args.filter(word => word !== '--yes'),
      { cwd: root, env: { PATH: bin } },
    );
    expect(status).toBe(69);
    expect(stderr).toMatch(/qemu-system/);
    expect(stderr).toMatch(/apt-get install .*qemu-system/);
  });

  it('with a QEMU that dies at start ends with 69, its command and what it said', async () => {
    const qemu = join(root, 'qemu that dies');
    const script =
      '#!/bin/sh\n[ "$1" = --version ] && echo "QEMU emulator version 7.2.22" && exit\necho "no memory left" >&2\nexit 1\n';
    writeFileSync(qemu, script, { mode: 0o755 });
    const { status, stderr } = await run(['--directory', root, '--qemu', qemu]);
    expect(status).toBe(69);
    expect(stderr).toMatch(/no memory left/);
    expect(stderr).toMatch(/command: '.*qemu that dies'/);
  });

  it('with a directory that is missing ends with 2', async () => {
    const { status, stderr } = await run(['--directory', join(root, 'nowhere')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/nowhere/);
  });

  it('with a directory in memory ends with 2 and names --allow-tmpfs', async () => {
    const { status, stderr } = await run(['--directory', '/dev/shm']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/--allow-tmpfs/);
  });

  it('with disks that do not fit ends with 2 and both sizes', async () => {
    const { status, stderr } = await run(['--directory', root, '--disk', 'none,size=900TiB']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/free.*needed|needed.*free/);
  });

  it('with an unknown cache mode ends with 2 before anything boots', async () => {
    const { status, stderr } = await run(['--disk', 'name=a,cache=writebak']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/"writebak" is not known here/);
    expect(stderr).not.toMatch(/round/);
  });
});
