import { chown, cp, mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { provideGuest } from '../../src/guest/artifacts.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { guestCache } from './guest-setup.ts';

// Trouble that a host makes, seen through the command line of the sources.

const program = resolve(import.meta.dirname, '../../src/cli.ts');
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'host-trouble-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('two runs at once on one host', () => {
  // A network namespace has abstract sockets of its own, so that no other run on this host takes
  // part.
  const namespace = process.getuid?.() === 0 ? ['--net'] : ['--map-root-user', '--net'];
  const script = `
    gate() { exec "$NODE" "$PROGRAM" measure --disk host --suite sysbench --rounds 1 --directory "$PWD" "$@"; }
    gate --out first.json 2> first.err & first=$!
    until grep -q 'round 1 of 1' first.err; do kill -0 $first || exit 9; sleep 0.1; done
    (gate --lock-wait 1s --out refused.json) 2> refused.err; echo $? > refused.status
    (gate --lock-wait 5m --out second.json) 2> second.err; echo $? > second.status
    wait $first; echo $first $? > first.status`;

  test('the second waits, and is refused with the holder where it may not wait so long', async () => {
    const env = { NODE: process.execPath, PROGRAM: program };
    const { exitCode } = await execa('unshare', [...namespace, 'sh', '-c', script], {
      cwd: directory,
      env,
      reject: false,
    });
    expect(exitCode).toBe(0);
    const read = (name: string) => readFile(join(directory, name), 'utf8');
    const [pid, status] = (await read('first.status')).trim().split(' ');
    expect(status).toBe('0');
    expect((await read('refused.status')).trim()).toBe('69');
    expect(await read('refused.err')).toMatch(
      new RegExp(`another benchmark is running on this host: pid ${pid}, since`),
    );
    expect(await read('refused.err')).toMatch(/what to do: .*--lock-wait/);
    expect((await read('second.status')).trim()).toBe('0');
    expect(await read('second.err')).toMatch(
      new RegExp(`waiting for another run on this host: pid ${pid}`),
    );
    expect((await readdir(directory)).filter(name => name.endsWith('.json')).sort()).toEqual([
      'first.json',
      'second.json',
    ]);
  });
});

describe('a guest cache that is not as it was', () => {
  let kernel: string;
  const cacheHome = (): string => join(directory, 'caches');

  beforeAll(async () => {
    const request = { tools: ['sysbench'], onProgress: () => undefined };
    const built = await provideGuest({ ...request, cacheDirectory: guestCache });
    // A copy, which costs a moment where building one would cost a download.
    const cacheDirectory = join(cacheHome(), 'qemu-storage-gate');
    const entry = dirname(built.kernel);
    await mkdir(join(cacheDirectory, 'guest'), { recursive: true, mode: 0o700 });
    await cp(entry, join(cacheDirectory, 'guest', basename(entry)), { recursive: true });
    ({ kernel } = await provideGuest({ ...request, cacheDirectory }));
  });

  const gate = (...words: readonly string[]) => {
    const [file = '', ...args] = inOwnNetwork([process.execPath, program, ...words]);
    return execa(file, args, {
      cwd: directory,
      env: { XDG_CACHE_HOME: cacheHome() },
      reject: false,
    });
  };
  const measure = () =>
    gate(
      'measure',
      '--disk',
      'unsafe',
      '--suite',
      'sysbench',
      '--accel',
      'tcg',
      '--rounds',
      '1',
      '--directory',
      directory,
    );

  test('by one byte ends the run with 69 and the file, before anything boots, and the doctor says the same', async () => {
    await flipByte(kernel);
    const run = await measure();
    expect(run.stderr).toMatch(/is damaged/);
    expect(run.stderr).toContain(kernel);
    expect(run.stderr).not.toMatch(/round 1/);
    expect(run.exitCode).toBe(69);
    const doctor = await gate('doctor', '--accel', 'tcg', '--directory', directory);
    expect(doctor.stdout).toMatch(/^PROBLEM +guest +the file .* in the guest cache is damaged/m);
    // What was found of QEMU before is told all the same.
    expect(doctor.stdout).toMatch(/^ok +QEMU +\d/m);
    expect(doctor.stdout).toMatch(/ aio +aio=threads/);
    expect(doctor.stdout).toMatch(
      /^PROBLEM +accelerator +the file .* in the guest cache is damaged/m,
    );
    expect(doctor.exitCode).toBe(69);
    await flipByte(kernel);
  });

  test.runIf(process.getuid?.() === 0)(
    "by becoming another user's ends the run with 69 and whose it is",
    async () => {
      const cache = join(cacheHome(), 'qemu-storage-gate/guest');
      await chown(cache, 12_345, 12_345);
      const { stderr, exitCode } = await measure();
      await chown(cache, 0, 0);
      expect(stderr).toMatch(/is writable by other users/);
      expect(stderr).toMatch(/it belongs to user 12345/);
      expect(exitCode).toBe(69);
    },
  );
});

describe('accept:kvm', () => {
  test('accepts, or ends with 69 and the reason; it never falls back to emulation', async () => {
    const script = resolve(import.meta.dirname, '../../bench/accept-kvm.ts');
    const [file = '', ...args] = inOwnNetwork([process.execPath, script]);
    const { stdout, exitCode } = await execa(file, args, { cwd: directory, reject: false });
    const reports = (await readdir(directory)).filter(name => name === 'kvm-report.md');
    const accepted = exitCode === 0;
    const refused =
      /^PROBLEM +accelerator +KVM was asked for, but no guest runs with it on this host: .+/m;
    expect([0, 69]).toContain(exitCode);
    expect(stdout).toMatch(accepted ? /^# KVM: accepted/ : refused);
    expect(reports).toEqual(accepted ? ['kvm-report.md'] : []);
  });
});

async function flipByte(path: string): Promise<void> {
  await using file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, 500_000);
  await file.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, 500_000);
}
