import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchLoad } from '../../src/host/load.ts';
import { parseProcessStat, sampleProcesses } from '../../src/host/process-activity.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

// Other tests and other people load this host too, so each load is compared with what the kernel
// says of that very process, and never with a quiet host.
const busyLoop = 'while :; do :; done';

/** Ticks that a living process has used. */
async function ticksOf(pid: number): Promise<number> {
  return parseProcessStat(await readFile(`/proc/${pid}/stat`, 'latin1'))?.ticks ?? Number.NaN;
}

/**
 * Starts a shell script that is not below us: its parent ends at once, so that it belongs to init.
 */
async function startStranger(script: string): Promise<{ readonly pid: number } & Disposable> {
  const child = spawn('sh', [
    '-c',
    '(timeout 60 sh -c "$1" >/dev/null 2>&1 & echo $!)',
    'sh',
    script,
  ]);
  const [[line]] = await Promise.all([once(child.stdout, 'data'), once(child, 'close')]);
  const pid = Number(String(line));
  return { pid, [Symbol.dispose]: () => endQuietly(pid) };
}

function endQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It ended by itself.
  }
}

/**
 * Waits until a process has used a fifth of a second more, which takes a host that others load as
 * long as it takes.
 */
async function whileItUses(pid: number, before: number): Promise<number> {
  for (;;) {
    const used = (await ticksOf(pid)) - before;
    if (!(used < 20)) return used;
    await sleep(50);
  }
}

/** The one child of a process. */
async function childOf(pid: number): Promise<number> {
  for (;;) {
    const text = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim();
    if (text !== '') return Number(text.split(' ')[0]);
    await sleep(10);
  }
}

test('the load of a process that is not ours is seen as the load of others', async () => {
  using stranger = await startStranger(busyLoop);
  const loop = await childOf(stranger.pid);
  const before = await ticksOf(loop);
  const watch = await watchLoad({ directory: '/' });
  const used = await whileItUses(loop, before);
  const { othersCpu, seconds } = await watch.read();
  // Both clocks count whole ticks, and accounting of busy time is by sampling on some kernels.
  expect(othersCpu * seconds * 100).toBeGreaterThan(used * 0.8 - 5);
});

test('our own load, of a living child, counts as ours', async () => {
  const child = spawn('sh', ['-c', busyLoop]);
  const ended = once(child, 'close');
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const watch = await watchLoad({ directory: '/' });
  const before = await ticksOf(pid);
  const used = await whileItUses(pid, before);
  const { ownCpu, seconds } = await watch.read();
  child.kill('SIGKILL');
  await ended;
  expect(ownCpu * seconds * 100).toBeGreaterThanOrEqual(used);
});

test('our own load counts as ours once its processes have ended, grandchildren too', async () => {
  const watch = await watchLoad({ directory: '/' });
  // It ends when it has used a second of a processor, however long that takes beside others.
  const script = `sh -c 'ulimit -t 1; ${busyLoop}'; cat /proc/self/stat >/dev/null; times`;
  const child = spawn('sh', ['-c', script]);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  const { ownCpu, seconds } = await watch.read();
  // The second line of `times` is what the shell's children used: 0m0.520s 0m0.010s.
  const used = [...(said.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  // Some kernels count the same second in samples, and the limit exactly.
  expect(used).toBeGreaterThan(0.5);
  expect(ownCpu * seconds).toBeGreaterThan(used - 0.05);
});

/** Node in a namespace of processes of its own, with its own /proc: what a container is made of. */
function startInContainer(script: string) {
  const own = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const node = [process.execPath, '--input-type=module', '-e', script];
  return spawn('unshare', [...own, '--pid', '--fork', '--kill-child', '--mount-proc', ...node]);
}

test('in a container, where no kernel thread is to be seen, the load of others is seen all the same', async context => {
  using stranger = await startStranger(busyLoop);
  const loop = await childOf(stranger.pid);
  const module = (path: string): string =>
    JSON.stringify(new URL(`../../src/host/${path}`, import.meta.url).href);
  const script = `
    const { watchLoad } = await import(${module('load.ts')});
    const { sampleProcesses } = await import(${module('process-activity.ts')});
    const watch = await watchLoad({ directory: '/' });
    console.log('watching');
    process.stdin.once('data', async () => {
      const { kernelTicks } = await sampleProcesses(process.pid);
      console.log(JSON.stringify({ ...(await watch.read()), seesKernel: kernelTicks !== undefined }));
      process.exit();
    });`;
  const child = startInContainer(script);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), ended]);
  if (said === '') context.skip('this host gives us no namespace of processes');
  const before = await ticksOf(loop);
  const used = await whileItUses(loop, before);
  child.stdin.end('read\n');
  await ended;
  const reading = JSON.parse(said.split('\n')[1] ?? '') as {
    othersCpu: number;
    seconds: number;
    seesKernel: boolean;
  };
  expect(reading.seesKernel).toBe(false);
  expect(reading.othersCpu * reading.seconds * 100).toBeGreaterThan(used * 0.8 - 5);
});

test('kernel threads are told by their flag, whatever their name', async context => {
  const { kernelTicks } = await sampleProcesses(process.pid);
  const kthreadd = await readFile('/proc/2/comm', 'utf8').catch(() => '');
  if (kthreadd !== 'kthreadd\n') context.skip('no kernel thread is to be seen here');
  expect(kernelTicks).toBeGreaterThan(0);
  const line = (name: string, flags: number) =>
    `2 (${name}) S 0 0 0 0 -1 ${flags} 0 0 0 0 1 2 3 4 20 0 1 0 2 0 0`;
  expect(parseProcessStat(line('kthreadd', 0x208040))).toMatchObject({
    isKernel: true,
    ticks: 3,
    reaped: 7,
    userTicks: 4,
  });
  expect(parseProcessStat(line('kthreadd', 0x400100))).toMatchObject({ isKernel: false });
  expect(parseProcessStat(await readFile('/proc/2/stat', 'latin1'))).toMatchObject({
    isKernel: true,
  });
  expect(parseProcessStat(await readFile('/proc/self/stat', 'latin1'))).toMatchObject({
    isKernel: false,
  });
});

const megabytes = 64;
const write = (path: string) =>
  `dd if=/dev/zero of='${path}' bs=1M count=${megabytes} oflag=direct,dsync 2>/dev/null`;

test('what another process writes to the drive is seen as the traffic of others', async context => {
  await using directory = await temporaryDirectory({ name: plainName });
  const watch = await watchLoad({ directory: directory.path });
  if ((await watch.read()).ioShare === undefined)
    context.skip('no block device under the temporary directory');
  const done = join(directory.path, 'done');
  using _stranger = await startStranger(`${write(join(directory.path, 'file'))}; echo > '${done}'`);
  while (!(await readFile(done).catch(() => undefined))) await sleep(50);
  const { ioRate = 0, ioShare = 0, seconds } = await watch.read();
  expect(ioRate * seconds).toBeGreaterThan(0.95 * megabytes * 2 ** 20);
  expect(ioShare).toBeGreaterThan(0.05);
});

test('what we write to the drive is ours, also when the one who wrote has ended', async context => {
  await using directory = await temporaryDirectory({ name: plainName });
  const probe = await watchLoad({ directory: directory.path });
  if ((await probe.read()).ioShare === undefined)
    context.skip('no block device under the temporary directory');
  await writeFile(join(directory.path, 'file'), '');
  const before = await drive();
  const watch = await watchLoad({ directory: directory.path });
  await once(spawn('sh', ['-c', write(join(directory.path, 'file'))]), 'close');
  const { ioRate = 0, seconds } = await watch.read();
  const moved = (await drive()) - before;
  expect(moved).toBeGreaterThan(megabytes * 2 ** 20);
  expect(ioRate * seconds).toBeLessThan(moved - 0.9 * megabytes * 2 ** 20);
});

test('where we use a drive beside the watched one, nobody says what others moved', async () => {
  await using directory = await temporaryDirectory();
  const watch = await watchLoad({ directory: directory.path, alsoUsed: [directory.path, '/proc'] });
  const reading = await watch.read();
  expect(Object.keys(reading).filter(key => key.startsWith('io'))).toEqual([]);
  expect(reading.othersCpu).toBeGreaterThanOrEqual(0);
});

/**
 * All bytes that all drives have moved, by whomever: an upper bound for the one that we write to.
 */
async function drive(): Promise<number> {
  const lines = (await readFile('/proc/diskstats', 'utf8')).trim().split('\n');
  return lines.reduce((sum, line) => {
    const fields = line.trim().split(/\s+/);
    return sum + (Number(fields[5]) + Number(fields[9])) * 512;
  }, 0);
}

test('steal and pressure are shares', async () => {
  const watch = await watchLoad({ directory: '/' });
  await sleep(200);
  const { stealShare, pressure = { cpu: 0, io: 0 } } = await watch.read();
  for (const share of [stealShare, pressure.cpu, pressure.io]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
});
