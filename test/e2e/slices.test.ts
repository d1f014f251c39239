import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GuestAgent } from '../../src/guest/agent.ts';
import { provideGuest } from '../../src/guest/artifacts.ts';
import { runTool } from '../../src/process/tool.ts';
import { commandArgv, slicesArgv } from '../../src/suites/pairs/job.ts';
import { pilotJob, slicesOf } from '../../src/suites/pairs/pilot.ts';
import { readHeader, readLatency, readSlice, readSlices } from '../../src/suites/pairs/reading.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { refilledBytes, type Shape, slotsOf } from '../../src/suites/shape.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';
import { valueOf } from '../harness/value-of.ts';
import { workloadKinds } from '../harness/workload-kinds.ts';
import { type BareMachine, reachAgent, startMachine } from './bare-machine.ts';
import { guestCache } from './guest-setup.ts';

// The instrument in a guest: its shell is busybox, its disks are devices, its port a real one.
const [a, b] = ['/dev/vda', '/dev/vdb'];
const suite = pairsSuite('quick');
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let machine: BareMachine;
let agent: GuestAgent;
let portSocket: string;

beforeAll(async () => {
  directory = await temporaryDirectory({ name: plainName });
  const image = join(directory.path, 'disk.raw');
  const words = [`if=/dev/urandom`, `of=${image}`, 'bs=1M', 'count=256', 'oflag=direct'];
  await runTool({ argv: ['dd', 'status=none', ...words] });
  portSocket = join(directory.path, 'port');
  const disk = (name: string) => [
    '-blockdev',
    `driver=raw,node-name=${name},file.driver=file,file.filename=${image},cache.direct=on,file.cache.direct=on`,
    '-device',
    `virtio-blk-pci,drive=${name},share-rw=on`,
  ];
  const port = ['-chardev', `socket,id=slices,path=${portSocket},server=on,wait=off`];
  const device = ['-device', 'virtserialport,chardev=slices,name=slices'];
  machine = startMachine({
    guest: await provideGuest({
      tools: ['sysbench'],
      cacheDirectory: guestCache,
      onProgress: () => undefined,
    }),
    directory: directory.path,
    extra: [...disk('one'), ...disk('other'), ...port, ...device],
  });
  agent = await reachAgent(machine);
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  await machine?.[Symbol.asyncDispose]();
  await directory?.[Symbol.asyncDispose]();
});

test.each(suite.workloads)('$name: the pilot chooses slices, and they are read', async workload => {
  const pilot = pilotJob({ workload, a, b, halves: 'exchanged', seed: 1 });
  const first = await agent.execute({ argv: slicesArgv(pilot), timeout: 120 });
  const { slices, seconds } = valueOf(
    slicesOf(valueOf(readSlices(first.stdout, pilot)), { ...suite, workload, writeCap: 2 ** 31 }),
  );
  const job = { ...pilot, ...slices, workload, seed: 2 };
  const { stdout, exitCode } = await agent.execute({
    argv: slicesArgv(job),
    expectedSeconds: seconds,
    timeout: 120,
  });
  const reading = valueOf(readSlices(stdout, job));
  expect(exitCode).toBe(0);
  expect(reading.ratios).toBe(slices.blocks * 2);
  expect(reading.error).toBeGreaterThan(0);
  const share = (side: typeof reading.a) => (side.drain / (side.seconds / slices.blocks / 2)) * 100;
  console.log(
    `${workload.name} ${slices.milliseconds} ms x ${slices.blocks}: ${reading.a.rate.toFixed(0)}/s, log ${(reading.log * 100).toFixed(2)} ± ${(reading.error * 100).toFixed(2)} %, drains ${share(reading.a).toFixed(1)} %, ceiling ${reading.ceiling?.toFixed(0)}/s, ${reading.seconds.toFixed(2)} s (said ${seconds.toFixed(2)}), ${reading.clocksource} ${reading.doubts.join(' ')}`,
  );
});

/** What the guest's block layer counted on both disks since it booted. */
async function seenBy(): Promise<
  Record<'reads' | 'readBytes' | 'writes' | 'writtenBytes', number>
> {
  const { stdout } = await agent.execute({
    argv: ['/bin/cat', '/sys/block/vda/stat', '/sys/block/vdb/stat'],
    timeout: 20,
  });
  const rows = stdout
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number));
  const sum = (...columns: number[]) =>
    rows.reduce((all, row) => all + columns.reduce((part, at) => part + (row[at] ?? 0), 0), 0);
  // Requests that were merged are columns of their own; sectors are of 512 bytes.
  const [reads, writes] = [sum(0, 1), sum(4, 5)];
  return { reads, writes, readBytes: 512 * sum(2), writtenBytes: 512 * sum(6) };
}

test.each(workloadKinds)('$name: what it asks is what the block layer sees', async workload => {
  const pilot = pilotJob({ workload, a, b, halves: 'exchanged', seed: 1 });
  const job = { ...pilot, milliseconds: 30, blocks: 12, warmUp: 0, seed: 4 };
  const before = await seenBy();
  const { stdout } = await agent.execute({ argv: slicesArgv(job), timeout: 120 });
  const after = await seenBy();
  const reading = valueOf(readSlices(stdout, job));
  const number = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1]);
  const [warm, written] = [number(/^warm (\d+)$/m), number(/ written (\d+) /)];
  const { blockSize, read } = workload;
  const bytes = reading.a.bytes + reading.b.bytes + warm * blockSize;
  const requests = reading.a.requests + reading.b.requests + warm;
  const refilled = 2 * refilledBytes(workload);
  const seen = {
    reads: after.reads - before.reads,
    writes: after.writes - before.writes - refilled / blockSize,
    readBytes: after.readBytes - before.readBytes,
    writtenBytes: after.writtenBytes - before.writtenBytes - refilled,
  };
  // A flush is a write there, and pwrite with O_DSYNC has its own beside the one that FUA becomes.
  const { sync, every = 1 } = workload;
  const isFlushed = sync === 'fdatasync' || (sync === 'dsync' && slotsOf(workload) === 1);
  const flushes = isFlushed ? written / every : 0;
  const within = (found: number, asked: number) =>
    expect(Math.abs(found - asked)).toBeLessThanOrEqual(0.01 * asked);
  within(seen.readBytes + seen.writtenBytes, bytes);
  within(seen.reads + seen.writes, requests + flushes);
  within(seen.writes, written + flushes);
  // A share that is drawn for each request: within five standard deviations.
  const spread = 5 * Math.sqrt((read * (1 - read)) / requests);
  expect(Math.abs(written / requests - (1 - read))).toBeLessThanOrEqual(spread);
});

test('command mode answers over a virtio-serial port', async () => {
  const socket = connect(portSocket);
  await once(socket, 'connect');
  const workload = suite.workloads[1] as Shape;
  const { stdout: names } = await agent.execute({
    argv: ['/bin/sh', '-c', 'grep -l "^slices$" /sys/class/virtio-ports/*/name'],
    timeout: 20,
  });
  const port = `/dev/${names.split('/').at(-2)}`;
  const job = { workload, halves: 'exchanged', seed: 3, disk: a, port } as const;
  const running = agent.execute({ argv: commandArgv(job), timeout: 60 });
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await answers.next()).value);
  const header: string[] = [];
  while (header.at(-1) !== 'ready') header.push(await next());
  expect(valueOf(readHeader(header.join('\n'), job)).bytes).toBe(256 * 2 ** 20);
  socket.write('slice 7 20 1 no\n');
  const slice = valueOf(readSlice(await next()));
  socket.write('histogram\n');
  expect(valueOf(readLatency(await next())).total).toBe(slice.done);
  socket.write('quit\n');
  expect(await next()).toMatch(/^end slices 1 /);
  expect((await running).exitCode).toBe(0);
  socket.destroy();
});
