import { spawn } from 'node:child_process';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from '../../../src/process/tool.ts';
import { commandArgv, type SlicesJob, slicesArgv } from '../../../src/suites/pairs/job.ts';
import { pilotJob, slicesOf } from '../../../src/suites/pairs/pilot.ts';
import { readSlices } from '../../../src/suites/pairs/reading.ts';
import { pairsSuite } from '../../../src/suites/pairs/suite.ts';
import type { Shape } from '../../../src/suites/shape.ts';
import { canMount } from '../../harness/mount-namespace.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { valueOf } from '../../harness/value-of.ts';
import { workloadKinds } from '../../harness/workload-kinds.ts';

// Real sysbench on real files with O_DIRECT. What it measures here is nobody's business, since
// other tests run beside it; that it measures, adds up and ends as it should is.
const suite = pairsSuite('quick');
const mayMount = await canMount();
const [randomRead, randomWrite, sequentialRead, sequentialWrite] = [0, 2, 4, 5].map(
  index => suite.workloads[index],
) as [Shape, Shape, Shape, Shape];
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let a: string;
let b: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  [a, b] = [join(directory.path, 'a.raw'), join(directory.path, 'b.raw')];
  const zeros = Buffer.alloc(32 * 2 ** 20, 'incompressible?');
  await Promise.all([writeFile(a, zeros), writeFile(b, zeros)]);
});

afterAll(async () => directory?.[Symbol.asyncDispose]());

const small = {
  milliseconds: 5,
  blocks: 3,
  synced: false,
  drained: false,
  warmUp: 20,
  seed: 5,
} as const;
const rest = { first: 'a', halves: 'whole', swapped: false } as const;

function job(changes: Partial<SlicesJob> = {}): SlicesJob {
  return { workload: randomRead, a, b, ...small, ...rest, ...changes };
}

/** What it printed, whatever its exit status, which must tell of errors. */
async function outputOf(asked: SlicesJob, argv = slicesArgv(asked)): Promise<string> {
  const { stdout, exitCode } = await runTool({ argv, accept: [0, 1], timeout: 40 });
  expect(exitCode).toBe(/^(error|FATAL)/m.test(stdout) ? 1 : 0);
  return stdout;
}

async function problemOf(asked: SlicesJob, argv = slicesArgv(asked)): Promise<string> {
  const outcome = readSlices(await outputOf(asked, argv), asked);
  return outcome.ok ? 'none' : (outcome.rejections[0]?.problem ?? '');
}

describe('ranges of data', () => {
  const [before, after] = [4096 * 3, 2 ** 20];
  const data = [
    { start: before, length: 4096 * 50 },
    { start: after, length: 65_536 + 100 },
  ];

  it.each([randomWrite, sequentialWrite])('are all that $name touches', async workload => {
    const marked = join(directory.path, 'marked.raw');
    const size = 4 * 2 ** 20;
    await writeFile(marked, Buffer.alloc(size));
    const wanted = workload === randomWrite ? data : [{ start: 2 ** 20, length: 2 ** 21 }];
    const asked = job({ workload, a: marked, b, dataA: wanted, dataB: wanted });
    const reading = valueOf(readSlices(await outputOf(asked), asked));
    expect(reading.a.requests).toBeGreaterThan(0);
    const content = await readFile(marked);
    const { blockSize } = workload;
    const touched = Array.from({ length: size / 4096 }, (_, index) => index * 4096).filter(at =>
      content.subarray(at, at + 4096).some(byte => byte !== 0),
    );
    const inside = (at: number) =>
      wanted.some(({ start, length }) => at >= start && at < start + length - (length % blockSize));
    expect(touched.filter(at => !inside(at))).toEqual([]);
    expect(touched.length).toBeGreaterThan(workload === randomWrite ? 10 : 200);
  });

  it('beyond the disk are refused', async () => {
    const asked = job({ dataA: [{ start: 2 ** 30, length: 65_536 }] });
    expect(await problemOf(asked)).toMatch(/its data lies beyond the disk/);
  });
});

describe('two files', () => {
  it.each(workloadKinds)('are alternated by $name', async workload => {
    const first = pilotJob({ workload, a, b, halves: 'whole', seed: 1 });
    const shorter = { ...first, milliseconds: 5, blocks: 2, warmUp: 10 };
    const pilot = valueOf(readSlices(await outputOf(shorter), shorter));
    valueOf(slicesOf(pilot, { ...suite, workload, writeCap: 2 ** 40 }));
    const asked = job({ workload, first: 'b', seed: 2 ** 40 + 3 });
    const reading = valueOf(readSlices(await outputOf(asked), asked));
    expect(reading.ratios).toBe(6);
    expect(Math.abs(reading.log)).toBeLessThan(5);
    const requests = reading.a.requests + reading.b.requests;
    const share = reading.bytesWritten / (requests * workload.blockSize);
    expect(reading.a.bytes / (reading.a.requests * workload.blockSize)).toBeCloseTo(1, 0);
    // Whoever writes alone has written all of it at least; whoever reads alone nothing.
    expect(share === 0).toBe(workload.read === 1);
    expect(workload.read > 0 || share >= 1).toBe(true);
  });

  it('are alternated through the page cache, with syncs', async () => {
    const asked = job({ workload: randomWrite, buffered: true, synced: true, blocks: 1 });
    const { a: side } = valueOf(readSlices(await outputOf(asked), asked));
    expect(side.drain).toBe(0);
  });

  it('may be one, of which each side uses one half', async () => {
    const asked = job({ b: a, halves: 'exchanged', swapped: true });
    expect(valueOf(readSlices(await outputOf(asked), asked)).ratios).toBe(6);
  });

  it('are written with data that is no copy of other data', async () => {
    await outputOf(job({ workload: sequentialWrite }));
    const bytes = await readFile(a);
    const stamps = new Set<string>();
    for (let offset = 0; offset < bytes.length; offset += 16_384)
      stamps.add(bytes.toString('latin1', offset, offset + 8));
    expect(stamps.size).toBeGreaterThan((bytes.length / 16_384) * 0.99);
  });

  it('are in the same order for the same seed', async () => {
    const asked = job({ blocks: 12, milliseconds: 1 });
    const orderIn = (text: string) => text.match(/^slice (a|b)/gm)?.join('');
    const [one, again, other] = [
      await outputOf(asked),
      await outputOf(asked),
      await outputOf({ ...asked, seed: 6 }),
    ].map(orderIn);
    expect(one).toBe(again);
    expect(one).not.toBe(other);
  });
});

describe('trouble', () => {
  it('with a file that became shorter is a short read', async () => {
    const short = join(directory.path, 'short.raw');
    await writeFile(short, Buffer.alloc(8 * 2 ** 20));
    const asked = job({ b: short, milliseconds: 20, blocks: 100 });
    const problem = problemOf(asked);
    await sleep(500);
    await truncate(short, 4096);
    expect(await problem).toMatch(/^side b: pread: 0 of 4096 bytes at offset \d+$/);
  });

  it.skipIf(!mayMount).each([1, 4])('with a full filesystem, at depth %i', async depth => {
    const sparse = join(directory.path, `mount-${depth}`);
    // A file of 64 MiB with nothing in it on a filesystem of 2 MiB.
    const script = 'mkdir "$1"; mount -t tmpfs -o size=2m none "$1"; truncate -s 64M "$1/disk"';
    const workload = { ...randomWrite, depth };
    const asked = job({ workload, b: join(sparse, 'disk'), buffered: true, blocks: 50 });
    const unshared = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
    const inside = ['--mount', 'sh', '-ec', `${script}; shift; exec "$@"`, 'sh', sparse];
    const problem = await problemOf(asked, [...unshared, ...inside, ...slicesArgv(asked)]);
    expect(problem).toMatch(/^side b: pwrite: (No space left on device \(28\)|\d+ of 4096 bytes)/);
  });

  it.each([
    ['no disk', { b: '/nowhere' }, 'side b: open: No such file or directory (2)'],
    ['no disk at all', { b: '/dev/null', buffered: true }, 'smaller than one turn of the queue'],
    ['requests of odd length', { workload: { blockSize: 100 } }, 'whole sectors of 512'],
    ['a region beyond the disk', { workload: { region: 2 ** 26 } }, 'smaller than its region'],
    ['halves of unlike files', { halves: 'exchanged', b: '/etc/passwd' }, 'not one file'],
  ])('with %s', async (_, changes, problem) => {
    const workload = { ...randomRead, ...('workload' in changes ? changes.workload : {}) };
    const asked = job({ ...changes, workload } as Partial<SlicesJob>);
    expect(await problemOf(asked)).toContain(problem);
  });
});

describe('a side that comes from elsewhere', () => {
  /**
   * Its file over FUSE, from a daemon that may fail or stop; undefined where that is not possible.
   */
  async function exported(name: string, rule: string) {
    const mountpoint = join(directory.path, name);
    const source = join(directory.path, `${name}.raw`);
    await Promise.all([writeFile(mountpoint, ''), writeFile(source, Buffer.alloc(2 ** 23))]);
    const file = (node: object) => ['--blockdev', JSON.stringify(node)];
    const daemon = spawn(
      'qemu-storage-daemon',
      [
        ...file({ driver: 'file', filename: source, 'node-name': 'file' }),
        ...file({ driver: 'blkdebug', image: 'file', 'node-name': 'node', ...JSON.parse(rule) }),
        '--export',
        JSON.stringify({ type: 'fuse', id: 'e', 'node-name': 'node', mountpoint, writable: true }),
      ],
      { stdio: 'ignore' },
    );
    const ended = new Promise(done => {
      daemon.once('close', done);
      daemon.once('error', done);
    });
    const stop = async () => {
      daemon.kill('SIGCONT');
      daemon.kill('SIGTERM');
      await ended;
    };
    for (let attempt = 0; attempt < 100 && daemon.exitCode === null; attempt++) {
      const mounts = await readFile('/proc/self/mounts', 'utf8');
      if (mounts.includes(`${name} fuse`))
        return { mountpoint, daemon, [Symbol.asyncDispose]: stop };
      await sleep(50);
    }
    await stop();
    return undefined;
  }

  it('and fails is an I/O error', async ({ skip }) => {
    const rule = { event: 'none', iotype: 'read', errno: 5, sector: 800 };
    const side = await exported('broken', JSON.stringify({ 'inject-error': [rule] }));
    skip(side === undefined, 'this host exports nothing over FUSE');
    await using disk = side as NonNullable<typeof side>;
    for (const depth of [1, 8]) {
      const workload = { ...sequentialRead, depth };
      const asked = job({ workload, b: disk.mountpoint, blocks: 50 });
      expect(await problemOf(asked)).toMatch(
        /^side b: pread: Input\/output error \(5\) at offset \d+$/,
      );
    }
  });

  it('and stops is told, though its process cannot end', async ({ skip }) => {
    const side = await exported('stopped', '{}');
    skip(side === undefined, 'this host exports nothing over FUSE');
    await using disk = side as NonNullable<typeof side>;
    const asked = job({ b: disk.mountpoint, patience: 1, blocks: 10_000 });
    const problem = problemOf(asked);
    await sleep(500);
    disk.daemon.kill('SIGSTOP');
    expect(await problem).toBe('side b hangs: no request completed in 1 s');
  });
});

describe('command mode', () => {
  const commands = (input: string) => {
    const asked = {
      workload: randomRead,
      halves: 'whole',
      seed: 1,
    } as const;
    const argv = commandArgv({ ...asked, disk: a });
    return runTool({ argv, input, accept: [0, 1], timeout: 30 });
  };

  it('answers each command with a line', async () => {
    const { stdout, exitCode } = await commands(
      'slice 1 5 0 no\nhistogram\nslice 2 5 0 yes\nquit\n',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^ready\nslice disk 0 .*\nlatency disk \d+ .*\nslice disk 0 .*\nend slices 2 written 0 /m,
    );
  });

  it.each([
    ['slices please\n', 'error: unknown command: slices please'],
    ['slice 1 5 1 no\n', 'error: unknown command: slice 1 5 1 no'],
    ['slice 1 5 0 no\n', 'error: no more commands, but no quit'],
  ])('ends with an error after %j', async (input, error) => {
    const { stdout, exitCode } = await commands(input);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(error);
  });
});
