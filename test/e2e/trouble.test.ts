import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { parentDirectories } from '../../src/guest/cpio.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { caveatText } from '../../src/report/caveats.ts';
import { packArchive } from '../harness/cpio.ts';
import {
  eventually,
  freshDirectory,
  processesNaming,
  runGateCommand,
  startGate,
} from './command-line.ts';

const root = freshDirectory('storage-gate-trouble');
const run = ['run', '--yes', '--accel', 'tcg', '--out', 'run.json'];
const plan = [
  // Reads alone: what is written through a cache may be more than its budget.
  '--workloads',
  'randread-4k-qd1,randread-4k-qd32',
  '--profile',
  'thorough',
  '--rounds',
  '2',
  '--disk',
  'name=unsafe,cache=unsafe,size=64MiB',
];
/** A second arm, so that the first round is far from its end when the first workload is seen. */
const other = ['--disk', 'name=writeback,cache=writeback,size=64MiB'];
const args = [...run, ...plan];

afterAll(() => rmSync(root, { recursive: true, force: true }));

/**
 * Starts a run in a directory of its own and waits until a workload of its first round runs in the
 * guest.
 */
async function runUntilMeasuring(name: string) {
  const gate = startIn(name, [...args, ...other]);
  await gate.saying(/round 1 of 2/);
  await untilGuestMoves(gate.directory);
  return gate;
}

function startIn(name: string, words: readonly string[]) {
  const directory = join(root, name);
  mkdirSync(directory);
  return { directory, ...startGate([...words, '--directory', directory], { cwd: directory }) };
}

async function untilGuestMoves(directory: string): Promise<void> {
  let atFirst: number | undefined;
  await eventually(
    async () => {
      const moved = await movedByGuest(directory);
      atFirst ??= moved;
      // More than finding the disk and loading the tool would move.
      return moved !== undefined && moved - (atFirst ?? 0) > 24 * 2 ** 20;
    },
    { seconds: 300, what: 'a workload reads its image or writes it' },
  );
}

/**
 * Bytes that QEMU has read and written so far; undefined until it has the images of its disks open.
 */
async function movedByGuest(directory: string): Promise<number | undefined> {
  try {
    const [pid] = await guestsIn(directory);
    const open = readdirSync(`/proc/${pid}/fd`).map(fd => readlinkSync(`/proc/${pid}/fd/${fd}`));
    if (!open.some(path => path.startsWith(directory) && path.endsWith('.raw'))) return undefined;
    const counts = readFileSync(`/proc/${pid}/io`, 'utf8').matchAll(/^[rw]char: (\d+)$/gm);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  } catch {
    // It is not there yet, or closes files while we look.
    return undefined;
  }
}

async function guestsIn(directory: string): Promise<number[]> {
  const pids = await processesNaming(directory);
  return pids.filter(pid => nameOf(pid).startsWith('qemu-system'));
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}

function leftIn(directory: string): string[] {
  return readdirSync(directory).filter(name => name !== '.storage-gate');
}

/** Sends a signal and gives the seconds until no process of the run is left; at most 10. */
async function secondsUntilGone(
  child: ChildProcess,
  { signal, directory }: { signal: NodeJS.Signals; directory: string },
): Promise<number> {
  const since = performance.now();
  child.kill(signal);
  await eventually(async () => (await processesNaming(directory)).length === 0, {
    seconds: 10,
    what: 'no process is left',
  });
  return (performance.now() - since) / 1000;
}

describe('a run that is cancelled while a workload runs in the guest', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s ends with %i within 3 s, leaves no process and no file, and stores nothing',
    async (signal, status) => {
      const { directory, child, ended } = await runUntilMeasuring(signal);
      expect(await secondsUntilGone(child, { signal, directory })).toBeLessThan(3);
      const end = await ended;
      expect(end.status, end.stderr).toBe(status);
      expect(end.stderr).toMatch(new RegExp(`cancelled by ${signal}`));
      expect(end.stderr).not.toMatch(/bug/);
      expect(leftIn(directory)).toEqual([]);
      expect(existsSync(join(directory, '.storage-gate/runs'))).toBe(false);
    },
  );

  it('or while the sysbench suite writes its files leaves nothing either, before its first round', async () => {
    const seed = ['--suite', 'sysbench', '--disk', 'unsafe', '--rounds', '1'];
    const gate = startIn('seed', [...run, ...seed]);
    const { directory, child, ended } = gate;
    await gate.saying(/writing the suite's files/);
    await untilGuestMoves(directory);
    expect(await secondsUntilGone(child, { signal: 'SIGTERM', directory })).toBeLessThan(3);
    const end = await ended;
    expect(end.status, end.stderr).toBe(143);
    expect(end.stderr).toMatch(/cancelled by SIGTERM/);
    expect(end.stderr).not.toMatch(/bug|round 1/);
    expect(leftIn(directory)).toEqual([]);
    expect(existsSync(join(directory, '.storage-gate/runs'))).toBe(false);
  });

  it('by SIGKILL leaves no process within 3 s, and the next start removes its files', async () => {
    const { directory, child, ended } = await runUntilMeasuring('SIGKILL');
    expect(await secondsUntilGone(child, { signal: 'SIGKILL', directory })).toBeLessThan(3);
    await ended;
    expect(leftIn(directory)).not.toEqual([]);
    const next = startGate([...args, '--directory', directory], { cwd: directory });
    await next.saying(/removed what an earlier run left behind/);
    next.child.kill('SIGTERM');
    await next.ended;
    expect(leftIn(directory)).toEqual([]);
  });
});

describe('a guest that is lost while a workload runs in it', () => {
  it('ends the run with 69 and what happened to QEMU, and stores nothing', async () => {
    const { directory, ended } = await runUntilMeasuring('lost');
    const qemu = await guestsIn(directory);
    for (const pid of qemu) process.kill(pid, 'SIGKILL');
    const end = await ended;
    expect(qemu).toHaveLength(1);
    expect(end.status, end.stderr).toBe(69);
    expect(end.stderr).toMatch(/QEMU was killed/);
    expect(end.stderr).not.toMatch(/bug/);
    expect(end.stdout).toBe('');
    expect(existsSync(join(directory, '.storage-gate/runs'))).toBe(false);
    expect(leftIn(directory)).toEqual([]);
  });
});

describe('a tool in the guest that cannot be trusted', () => {
  it('leaves its cells missing, which fails the run, with the reason of each as a caveat', async () => {
    const directory = join(root, 'tool');
    mkdirSync(directory);
    // A further initial ramdisk puts a sysbench before ours in the search path, with another
    // trouble in each workload.
    const archive = join(directory, 'broken.cpio');
    const script = `#!/bin/sh
case "$*" in
  *rndrd*) exit 0;;
  *rndwr*) echo "FATAL: the disk went away"; exit 1;;
  *seqrd*) /usr/bin/sysbench "$@" | head -c 700;;
  *seqwr*) /usr/bin/sysbench "$@" | sed 's/^sysbench 1[.]0[.][0-9]*/sysbench 2.0.1/';;
  *) exec /usr/bin/sysbench "$@";;
esac
`;
    const path = 'usr/local/bin/sysbench';
    const directories = parentDirectories([path]).map(
      parent => ({ kind: 'directory', path: parent }) as const,
    );
    writeFileSync(
      archive,
      await packArchive([
        ...directories,
        { kind: 'file', path, mode: 0o755, content: Buffer.from(script) },
      ]),
    );
    const asked = ['--gate', 'unsafe/*/throughput', '--rounds', '1'];
    const seed = ['--suite', 'sysbench', '--disk', 'unsafe', ...asked];
    const more = ['--directory', directory, '--initrd', archive, '--format', 'json'];
    const words = [...run, ...seed, ...more];
    const { status, stdout, stderr } = await runGateCommand(words, { cwd: directory });
    expect(status, stderr).toBe(1);
    const { judgement } = JSON.parse(stdout) as { judgement: Judgement };
    const gated = judgement.cells.filter(cell => cell.gated);
    expect(judgement.verdict).toBe('missing');
    expect(gated.map(({ verdict }) => verdict)).toEqual([
      'missing',
      'missing',
      'missing',
      'missing',
    ]);
    const { caveats } = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8')) as Run;
    const failed = caveats.filter(({ kind }) => kind === 'failed').map(caveatText);
    expect(failed).toEqual([
      expect.stringMatching(/ rndrd: .*found nothing/),
      expect.stringMatching(/ rndwr: .*the disk went away/),
      expect.stringMatching(/ seqrd: .*which the output lacks/),
      expect.stringMatching(/ seqwr: .*sysbench 2\.0\.1 prints another format/),
    ]);
  });
});

describe('trouble before a run', () => {
  const start = (more: readonly string[], env: Record<string, string> = {}) =>
    runGateCommand([...args, ...more], { cwd: root, env });

  it('with a --qemu that is missing ends with 2 and its name', async () => {
    const { status, stderr } = await start(['--directory', root, '--qemu', '/nonexistent/qemu']);
    expect(status, stderr).toBe(2);
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
    expect(status, stderr).toBe(69);
    expect(stderr).toMatch(/qemu-system/);
    expect(stderr).toMatch(/apt-get install .*qemu-system/);
  });

  it('with a QEMU that dies at start ends with 69, its command and what it said', async () => {
    const qemu = join(root, 'qemu that dies');
    const script =
      '#!/bin/sh\n[ "$1" = --version ] && echo "QEMU emulator version 7.2.22" && exit\necho "no memory left" >&2\nexit 1\n';
    writeFileSync(qemu, script, { mode: 0o755 });
    const { status, stderr } = await start(['--directory', root, '--qemu', qemu]);
    expect(status, stderr).toBe(69);
    expect(stderr).toMatch(/no memory left/);
    expect(stderr).toMatch(/command: '.*qemu that dies'/);
  });

  it('with a directory that is missing ends with 2', async () => {
    const { status, stderr } = await start(['--directory', join(root, 'nowhere')]);
    expect(status, stderr).toBe(2);
    expect(stderr).toMatch(/nowhere/);
  });

  it('with a directory in memory ends with 2 and names --allow-tmpfs', async () => {
    const { status, stderr } = await start(['--directory', '/dev/shm']);
    expect(status, stderr).toBe(2);
    expect(stderr).toMatch(/--allow-tmpfs/);
  });

  it('with disks that do not fit ends with 2 and both sizes', async () => {
    const { status, stderr } = await start([
      '--directory',
      root,
      '--disk',
      'none,size=30TiB',
      '--write-budget',
      '1000TiB',
    ]);
    expect(status, stderr).toBe(2);
    expect(stderr).toMatch(/free.*needed|needed.*free/);
  });

  it('with an unknown cache mode ends with 2 before anything boots', async () => {
    const { status, stderr } = await start(['--disk', 'name=a,cache=writebak']);
    expect(status, stderr).toBe(2);
    expect(stderr).toMatch(/"writebak" is not a known value/);
    expect(stderr).not.toMatch(/round/);
  });
});
