import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { sampleOf } from '../../src/core/sample.ts';
import { defaultDiskMode } from '../../src/disk/fields.ts';
import { describeError } from '../../src/errors.ts';
import { provideGuest } from '../../src/guest/artifacts.ts';
import { bootGuest } from '../../src/measure/boot.ts';
import { plugDisk } from '../../src/measure/guest-disk.ts';
import { instrumentInGuest, type OpenInstrument } from '../../src/measure/pairs/instrument.ts';
import { outsideRunner } from '../../src/measure/pairs/outside.ts';
import type { RoundGuest } from '../../src/measure/round-guests.ts';
import { findQemu } from '../../src/qemu/binary.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { expectedTail } from './expected-tail.ts';
import { baseQemu } from './guest-processes.ts';
import { guestCache } from './guest-setup.ts';

const driver = fileURLToPath(import.meta.resolve('./short-pairs-run.ts'));
let run: Run;

/** One program can't reach both disks of any of these pairs: a disk has a QEMU of its own on either
 * side, and its yardstick is a file of the host. */
beforeAll(async () => {
  await using directory = await temporaryDirectory();
  const qemu = join(directory.path, 'QEMU of the base');
  await writeFile(qemu, baseQemu, { mode: 0o755 });
  const disks = ['name=prod,cache=none,size=64MiB'];
  const others = { disks, baseDisks: [], rounds: '1', 'base-qemu': qemu };
  const [file = '', ...args] = inOwnNetwork([
    process.execPath,
    driver,
    directory.path,
    JSON.stringify(others),
  ]);
  const { stdout } = await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 });
  const decoded = decodeRun(JSON.parse(stdout));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  run = decoded.value;
});

describe('pairs that are alternated from outside', () => {
  it('are the disk with its base in another guest, and with a file of the host', () => {
    const { arms, pairs = [] } = run.plan;
    const named = pairs.map(({ head, against, place }) =>
      [arms[head]?.name, arms[against]?.side, arms[against]?.target.kind, place].join(' '),
    );
    expect(named).toEqual(['prod base disk new images', 'prod yardstick host new images']);
    expect(run.rounds.map(({ boots }) => boots.map(({ guest }) => guest))).toEqual([
      ['head', 'base'],
    ]);
  });

  it('have slices that are long beside the pauses between them', () => {
    const slices = (run.plan.pairs ?? []).flatMap(pair => pair.slices ?? []);
    expect(slices).toHaveLength(2 * run.plan.suite.workloads.length);
    expect(slices.filter(({ burst, milliseconds }) => !burst && milliseconds < 20)).toEqual([]);
  });

  it('have a difference for each workload, and values of both sides', () => {
    const { pairs = [], suite } = run.plan;
    const [round] = run.rounds;
    expect(round?.failures ?? []).toEqual([]);
    expect(round?.differences).toHaveLength(2 * suite.workloads.length);
    for (const [pair, { head, against }] of pairs.entries()) {
      for (const { name: workload } of suite.workloads) {
        for (const armIndex of [head, against]) {
          const cell = { armIndex, pair, workload };
          for (const metric of ['throughput', 'iops', 'latency-mean'] as const)
            expect(sampleOf(run, { ...cell, metric })).toMatchObject({ kind: 'values', n: 1 });
          const tail = { ...cell, metric: 'latency-p99' } as const;
          expect(sampleOf(run, tail)).toMatchObject(expectedTail(run, tail));
        }
      }
    }
  });

  it('prove the modes of what hangs in guests, and count what was written on the host too', () => {
    const proofs = run.arms.map(({ subject, attestation }) => [
      subject.target.kind,
      attestation.ok,
      attestation.evidence.length > 0,
    ]);
    expect(proofs).toEqual([
      ['disk', true, true],
      ['disk', true, true],
      ['host', true, false],
    ]);
    expect(run.bytesWritten).toBeGreaterThan(3 * 2 * 64 * 2 ** 20);
    expect(run.bytesWritten).toBeLessThan(run.plan.writeBudget);
  });
});

describe('a guest that is lost while the two are alternated', () => {
  const { signal } = new AbortController();
  const [workload] = pairsSuite('quick').workloads;
  const blocks = {
    milliseconds: 20,
    blocks: 100_000,
    synced: false,
    drained: false,
    warmUp: 20,
    patience: 1,
  };
  const rest = { first: 'a', seed: 1, halves: 'whole', swapped: false } as const;

  /** Two guests with a disk without storage each, measured until `lose` ends one of them. */
  async function losing(lose: (guest: RoundGuest) => Promise<unknown>): Promise<unknown> {
    await using directory = await temporaryDirectory();
    await using guests = new AsyncDisposableStack();
    const artifacts = await provideGuest({
      tools: ['sysbench'],
      cacheDirectory: guestCache,
      onProgress: () => undefined,
    });
    const boot = async (name: 'head' | 'base') => {
      const { path: qemu } = await findQemu();
      const where = { scratch: directory.path, rootPorts: 1, signal };
      const guest = await bootGuest({ qemu, artifacts, accelerator: 'tcg', ...where });
      guests.use(guest);
      const image = { driver: 'null-co' } as const;
      const mode = defaultDiskMode(2 ** 26);
      const { device } = await plugDisk(guest, { id: 'null', image, mode, port: 0 });
      return { device, guest: { ...guest, name, toldAs: name } };
    };
    const [head, base] = await Promise.all([boot('head'), boot('base')]);
    const [a, b] = [head, base].map(({ guest, device }) =>
      instrumentInGuest(guest, { device, signal }),
    ) as [OpenInstrument, OpenInstrument];
    if (workload === undefined) throw new Error('the suite has no workloads');
    const running = outsideRunner({ a, b }).run({ ...blocks, ...rest, workload }, 5);
    // Its program holds the port open once it is there.
    const isOpen = async () => JSON.stringify(await base.guest.vm.qmp.execute('query-chardev'));
    while (
      !/"slices"[^}]*"frontend-open":true|"frontend-open":true[^}]*"slices"/.test(await isOpen())
    )
      await sleep(50);
    await sleep(1000);
    await lose(base.guest);
    return await running.catch((error: unknown) => error);
  }

  it('is told with its side, and how its QEMU ended', async () => {
    const error = await losing(async ({ vm }) => process.kill(vm.pid, 'SIGKILL'));
    expect(error).toMatchObject({ code: 'qemu-failed' });
    expect(describeError(error)).toMatch(/the base side's guest: QEMU was killed/);
  });

  it('is told with its side where it hangs', async () => {
    const error = await losing(({ vm }) => vm.qmp.execute('stop'));
    expect(error).toMatchObject({ code: 'agent-failed' });
    expect(describeError(error)).toMatch(
      /base side's guest: the instrument .* did not answer within/,
    );
  });
});
