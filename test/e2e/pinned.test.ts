import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const driver = fileURLToPath(import.meta.resolve('./short-pairs-run.ts'));

/** One round of one disk beside itself, whose guest has a single CPU. */
async function measured(settings: object, suite: object): Promise<Run> {
  await using directory = await temporaryDirectory();
  const disk = ['name=prod,cache=none,size=64MiB'];
  const all = { disks: disk, baseDisks: disk, rounds: '1', cpus: '1', ...settings };
  const words = [directory.path, JSON.stringify(all), JSON.stringify(suite)];
  const [file = '', ...args] = inOwnNetwork([process.execPath, driver, ...words]);
  const { stdout } = await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 });
  const decoded = decodeRun(JSON.parse(stdout));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

test.skipIf(availableParallelism() < 2)(
  'a guest whose CPU has a processor of its own is measured, and is another environment',
  async () => {
    const run = await measured({ pin: 'vcpus' }, {});
    expect(run.environment).toMatchObject({ guestCpus: 1, guestPin: 'vcpus' });
    expect(run.rounds.flatMap(({ failures = [] }) => failures)).toEqual([]);
    expect(run.rounds[0]?.differences).toHaveLength(6);
  },
);

test('what a drive takes after its burst is measured after writes that count nowhere', async () => {
  const [short, long] = [
    await measured({}, {}),
    await measured({ 'write-budget': '64GiB' }, { conditioning: 2, writeCap: 2 ** 34 }),
  ];
  expect(long.plan.suite).toMatchObject({ conditioning: 2 });
  expect(long.rounds[0]?.differences).toHaveLength(6);
  // Two workloads that write, in two pairs, for 8 s on whatever host: else they write for 1.2 s.
  expect(long.bytesWritten).toBeGreaterThan(1.5 * short.bytesWritten);
  const slices = long.plan.pairs?.flatMap(pair => pair.slices ?? []);
  expect(slices?.filter(({ burst }) => burst)).toEqual([]);
});
