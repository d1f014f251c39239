import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import type { Run } from '../../src/core/run.ts';
import { describeError, exitStatusOf } from '../../src/errors.ts';
import { provideGuest } from '../../src/guest/artifacts.ts';
import { parentDirectories } from '../../src/guest/cpio.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { prepareGuests } from '../../src/measure/guest-setup.ts';
import { startStopwatch } from '../../src/measure/progress.ts';
import { findQemu } from '../../src/qemu/binary.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { packArchive } from '../harness/cpio.ts';
import {
  type Ended,
  freshDirectory,
  processesNaming,
  runGateCommand,
  startGate,
} from './command-line.ts';
import { baseQemu, type GuestProcess, guestProcesses } from './guest-processes.ts';

const root = freshDirectory('storage-gate-sides');
const qemu = join(root, 'qemu of the base');
const kernel = join(root, 'kernel of the base');

beforeAll(async () => {
  writeFileSync(qemu, baseQemu, { mode: 0o755 });
  copyFileSync(await guestKernel(), kernel);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Shared with the runs of the command line. */
const cacheDirectory = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'qemu-storage-gate',
);

/** The kernel that runs boot by default. */
async function guestKernel(): Promise<string> {
  const artifacts = await provideGuest({
    tools: ['sysbench'],
    cacheDirectory,
    onProgress: () => undefined,
  });
  return artifacts.kernel;
}

function emptyDirectory(name: string): string {
  const directory = join(root, name);
  mkdirSync(directory);
  return directory;
}

/**
 * Head and base of one disk in one real run, each in a guest of its own: another cache mode,
 * another QEMU, and a kernel that was given and is the same. Both sides in one guest are a line of
 * the README, which its test runs.
 */
describe('a run whose base side has a QEMU and a kernel of its own', () => {
  let directory: string;
  let ended: Ended;
  let run: Run;
  let judgement: Judgement;
  /** The guests while the second arm of each round was measured. */
  const seen: (readonly GuestProcess[])[] = [];

  beforeAll(async () => {
    directory = emptyDirectory('both');
    const sides = ['--disk', 'name=prod,cache=none', '--base-disk', 'name=prod,cache=unsafe'];
    const parts = ['--base-qemu', qemu, '--base-kernel', kernel];
    const plan = [
      '--suite',
      'sysbench',
      '--rounds',
      '2',
      '--accel',
      'tcg',
      '--directory',
      directory,
      ...sides,
      ...parts,
    ];
    const gate = startGate(['run', '--yes', ...plan, '--out', 'run.json', '--format', 'json'], {
      cwd: directory,
    });
    for (const round of [1, 2]) {
      await gate.saying(new RegExp(`^ {2}round ${round} `, 'm'));
      seen.push(await guestProcesses(directory));
    }
    ended = await gate.ended;
    if (ended.status !== 0 && ended.status !== 1) throw new Error(ended.stderr);
    const decoded = decodeRun(JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8')));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
    run = decoded.value;
    ({ judgement } = JSON.parse(ended.stdout) as { judgement: Judgement });
  });

  it('ends without trouble, and compares with no stored run at all', () => {
    expect(judgement).toMatchObject({ baseline: [], gatedCells: 0, gates: 'asked' });
    expect(judgement.cells.filter(({ metric }) => metric === 'throughput')).toHaveLength(4);
    for (const cell of judgement.cells) {
      expect(cell).toMatchObject({ side: 'head', reference: 'live base' });
      expect(cell.base).toBeGreaterThan(0);
      expect(cell.interval?.low).toBeLessThan(cell.change ?? 0);
    }
  });

  it('boots two guests a round, and says how long each took', () => {
    for (const { boots } of run.rounds) {
      expect(boots.map(({ guest }) => guest)).toEqual(['head', 'base']);
      for (const { seconds } of boots) expect(seconds).toBeGreaterThan(0);
    }
  });

  it("has each side's disk in its own guest, and lets them exchange image files", () => {
    const held = seen.map(guests =>
      Object.fromEntries(guests.map(({ side, images }) => [side, images])),
    );
    const [first, second] = held;
    expect([...(first?.head ?? []), ...(first?.base ?? [])].toSorted()).toEqual([
      'disk0.raw',
      'disk1.raw',
    ]);
    expect(second).toEqual({ head: first?.base, base: first?.head });
  });

  it('has both sides attested, each as what it is', () => {
    expect(run.arms.map(({ name, side, attestation }) => [name, side, attestation.ok])).toEqual([
      ['prod', 'head', true],
      ['prod', 'base', true],
    ]);
    expect(run.arms[0]?.attestation.evidence).not.toEqual(run.arms[1]?.attestation.evidence);
  });

  it('says that cache mode and QEMU are what changed, and the kernel is not', () => {
    expect(judgement.changes.map(({ what }) => what)).toEqual(['cache', 'QEMU']);
    expect(judgement.changes[0]).toEqual({
      arm: 'prod',
      what: 'cache',
      from: 'unsafe',
      to: 'none',
    });
    const [head, base] = run.arms.map(({ subject }) => subject);
    expect(head?.qemu?.version).toBe(base?.qemu?.version);
    expect(head?.qemu?.sha256).not.toBe(base?.qemu?.sha256);
    expect(head?.kernel).toEqual(base?.kernel);
    expect(run.environment).toMatchObject({ qemu: null, guestKernel: null });
  });

  it('lets the sides take turns in going first', () => {
    const [first, second] = run.rounds.map(
      ({ measurements }) => measurements.toSorted((a, b) => a.order - b.order)[0]?.arm,
    );
    expect(new Set([first, second])).toEqual(new Set([0, 1]));
  });

  it('leaves no process and no image', async () => {
    expect(await processesNaming(directory)).toEqual([]);
    expect(readdirSync(directory).toSorted()).toEqual(['.storage-gate', 'run.json']);
  });
});

/** Gets guests ready as a run does that is emulated, which boots nothing yet. */
function prepare(parts: Readonly<Record<string, string>>): ReturnType<typeof prepareGuests> {
  const raw = { suite: 'sysbench', accel: 'tcg', disks: ['none'], ...parts };
  const settings = requireSettings({ raw, origin: 'cli', randomSeed: 1, workspace: root });
  const { signal } = new AbortController();
  const where = {
    scratch: root,
    cacheDirectory,
    onProgress: () => undefined,
    stopwatch: startStopwatch(),
    signal,
  };
  return prepareGuests({ ...settings, ...where });
}

describe('guests that are prepared for head and base', () => {
  const namesOf = async (parts: Parameters<typeof prepare>[0]) =>
    (await prepare(parts)).guests.map(({ name }) => name);

  it('are two where a part differs', async () => {
    expect(await namesOf({ 'base-qemu': qemu })).toEqual(['head', 'base']);
  });

  it('are one where QEMU has another name, and the kernel is a copy', async () => {
    const link = join(root, 'link to QEMU');
    symlinkSync((await findQemu()).path, link);
    expect(await namesOf({ 'base-qemu': link, 'base-kernel': kernel })).toEqual(['head']);
  });
});

const dying =
  '#!/bin/sh\n[ "$1" = --version ] && echo "QEMU emulator version 7.2.22" && exit\necho "no memory left" >&2\nexit 1\n';

describe('a part of the base side that is no good', () => {
  it.each([
    ['base-qemu', 'does not exist', undefined, 2, /^--base-qemu: \S+ does not exist/],
    [
      'base-qemu',
      'is another program',
      '#!/bin/sh\necho Emacs\n',
      2,
      /^--base-qemu: \S+ does not report a QEMU version/,
    ],
    [
      'base-qemu',
      'dies at start',
      dying,
      69,
      /^the base side's guest: QEMU ended[^]*no memory left/,
    ],
    [
      'base-kernel',
      'is garbage',
      'garbage',
      2,
      /^the base side's guest: the kernel \S+ is not one/,
    ],
    [
      'base-initrd',
      'is garbage',
      'garbage',
      2,
      /^the base side's guest: the initrd \S+ is not an archive/,
    ],
  ])(
    '(%s that %s) is named, and ends a run before anything boots',
    async (part, what, content, status, message) => {
      const path = join(root, `${part}-${what.replaceAll(' ', '-')}`);
      if (content !== undefined) writeFileSync(path, content, { mode: 0o755 });
      const error = await prepare({ [part]: path }).catch((reason: unknown) => reason);
      expect(describeError(error)).toMatch(message);
      expect(exitStatusOf(error)).toBe(status);
    },
  );
});

describe("the base side's guest that is lost", () => {
  const one = ['--suite', 'fio', '--profile', 'quick', '--rounds', '1'];
  const disk = ['--disk', 'name=prod,cache=none,size=64MiB', ...one];
  const run = (parts: readonly string[]) => [
    'run',
    '--yes',
    '--accel',
    'tcg',
    ...disk,
    ...parts,
    '--directory',
    root,
  ];

  it('by a panic ends the run with 69, its side and the console', async () => {
    const path = 'modules/00-broken.ko';
    const directories = parentDirectories([path]).map(
      parent => ({ kind: 'directory', path: parent }) as const,
    );
    const file = { kind: 'file', path, mode: 0o644, content: Buffer.from('broken') } as const;
    const archive = join(root, 'panic.cpio');
    writeFileSync(archive, await packArchive([...directories, file]));
    const { status, stderr } = await runGateCommand(run(['--base-initrd', archive]), { cwd: root });
    expect(stderr).toMatch(/the base side's guest: the guest's kernel panicked/);
    expect(stderr).toMatch(/cannot load \/modules\/00-broken\.ko/);
    expect(status).toBe(69);
    expect(await guestProcesses(root)).toEqual([]);
  });

  it('while it has its turn or waits for it ends the run with 69 and its side', async () => {
    // With this seed the base side has its turn before the head.
    const gate = startGate(run(['--base-qemu', qemu, '--random-seed', '1']), { cwd: root });
    const guests = async () =>
      (await guestProcesses(root)).filter(({ images }) => images.length > 0);
    // Until something was measured another guest would be booted in its place.
    await gate.saying(/round 1 .* randread/);
    const lost = (await guests()).find(({ side }) => side === 'base');
    process.kill(lost?.pid ?? Number.NaN, 'SIGKILL');
    const { status, stderr } = await gate.ended;
    expect(stderr).toMatch(/the base side's guest: QEMU was killed/);
    expect(status).toBe(69);
    expect(await guestProcesses(root)).toEqual([]);
  });
});
