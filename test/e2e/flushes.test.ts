import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { inMountNamespace } from '../harness/mount-namespace.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

interface Flushes {
  readonly cache: string;
  readonly attested: boolean;
  /** Flushes that QEMU got from the guest. */
  readonly guest: number;
  /** Flushes that the host's device got. */
  readonly host: number;
}

const driver = fileURLToPath(import.meta.resolve('./flush-counts.ts'));

/**
 * On a filesystem of its own, above a loop device: the drive of the host is flushed by others all
 * the time.
 */
async function countOnOwnDevice(directory: string): Promise<Flushes[] | undefined> {
  const [backing, mountPoint] = [join(directory, 'backing'), join(directory, 'mounted')];
  await mkdir(mountPoint);
  await execa('fallocate', ['-l', '128MiB', backing]);
  // Without a journal, whose commits flush as well.
  await execa(
    'mke2fs',
    [
      '-q',
      '-t',
      'ext4',
      '-O',
      '^has_journal',
      '-E',
      'lazy_itable_init=0,lazy_journal_init=0',
      backing,
    ],
    {
      env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
    },
  );
  const probe = await execa('unshare', ['--mount', 'mount', '-o', 'loop', backing, mountPoint], {
    reject: false,
  });
  if (probe.exitCode !== 0) return undefined;
  const script = 'mount -o loop "$1" "$2"';
  const { stdout, stderr, exitCode } = await inMountNamespace(script, {
    driver,
    words: [backing, mountPoint],
  });
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Flushes[];
}

async function countInDirectory(directory: string): Promise<Flushes[]> {
  const { stdout } = await execa(process.execPath, [driver, directory]);
  return JSON.parse(stdout) as Flushes[];
}

/**
 * 200 writes with an fdatasync each, the last one left to the end of the job; the host's own
 * writeback may add a few.
 */
const between = expect.closeTo(200, -1);
const few = expect.closeTo(0, -1);
const table = [
  { cache: 'writeback', guest: between, host: between },
  { cache: 'none', guest: between, host: between },
  { cache: 'writethrough', guest: 0, host: between },
  { cache: 'directsync', guest: 0, host: between },
  { cache: 'unsafe', guest: between, host: few },
];

/** One count serves both tests: it takes a guest and five disks. */
let counted: Flushes[];
let onDevice: boolean;

beforeAll(async () => {
  await using directory = await temporaryDirectory();
  const isolated = await countOnOwnDevice(directory.path);
  onDevice = isolated !== undefined;
  counted = isolated ?? (await countInDirectory(directory.path));
});

test('each cache mode flushes where the design says, in the guest', async ({ annotate }) => {
  await annotate(counted.map(({ cache, guest }) => `${cache} ${guest}`).join(', '));
  expect(counted).toEqual(
    table.map(({ cache, guest }) => expect.objectContaining({ cache, guest, attested: true })),
  );
});

test("each cache mode flushes where the design says, on the host's device", async ({
  annotate,
  skip,
}) => {
  if (!onDevice)
    skip('no loop device may be mounted here, and the drive of the host is flushed by others');
  await annotate(counted.map(({ cache, host }) => `${cache} ${host}`).join(', '));
  expect(counted).toEqual(table.map(({ cache, host }) => expect.objectContaining({ cache, host })));
});
