import { truncateSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GateError } from '../../../src/errors.ts';
import type { PairJob } from '../../../src/measure/pairs/instrument.ts';
import {
  type Instrument,
  instrumentOnHost,
  type OpenInstrument,
} from '../../../src/measure/pairs/instrument.ts';
import { outsideRunner } from '../../../src/measure/pairs/outside.ts';
import { lineChannel } from '../../../src/process/line-channel.ts';
import { jobLine } from '../../../src/suites/pairs/job.ts';
import { turnsOf } from '../../../src/suites/pairs/reading.ts';
import { pairsSuite } from '../../../src/suites/pairs/suite.ts';
import type { Shape } from '../../../src/suites/shape.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { valueOf } from '../../harness/value-of.ts';

const { signal } = new AbortController();
const [read, , write] = pairsSuite('quick').workloads as [Shape, Shape, Shape];
const job: PairJob = {
  workload: read,
  milliseconds: 4,
  blocks: 3,
  synced: false,
  drained: false,
  warmUp: 10,
  first: 'b',
  seed: 9,
  halves: 'whole',
  swapped: false,
};

describe('two real programs on files of the host', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let files: readonly [string, string];

  beforeAll(async () => {
    directory = await temporaryDirectory();
    files = [join(directory.path, 'a.raw'), join(directory.path, 'b.raw')];
    const content = Buffer.alloc(8 * 2 ** 20, 'incompressible?');
    for (const file of files) await writeFile(file, content);
  });
  afterAll(async () => directory?.[Symbol.asyncDispose]());

  const runner = () => {
    const [a, b] = [instrumentOnHost(files[0], signal), instrumentOnHost(files[1], signal)];
    return outsideRunner({ a, b });
  };

  test.each([
    [read, false],
    [write, false],
    [write, true],
  ])('give one reading of both (%#)', async (workload, synced) => {
    const reading = valueOf(await runner().run({ ...job, workload, synced }, 1));
    expect(reading.ratios).toBe(2 * job.blocks);
    for (const side of [reading.a, reading.b]) {
      expect(side.seconds).toBeGreaterThan(2 * job.blocks * 0.003);
      expect(side.bytes).toBe(side.requests * workload.blockSize);
    }
    const both = reading.a.bytes + reading.b.bytes;
    expect(reading.bytesWritten > both).toBe(workload.read === 0);
    expect(reading.bytesWritten === 0).toBe(workload.read === 1);
    expect(reading.pause).toBeGreaterThan(0);
  });

  test('reject what the script itself refuses, in its words and with its remedy', async () => {
    const gone = instrumentOnHost(join(directory.path, 'none'), signal);
    const outcome = await outsideRunner({ a: instrumentOnHost(files[0], signal), b: gone }).run(
      job,
      1,
    );
    expect(outcome).toMatchObject({
      ok: false,
      rejections: [
        { problem: expect.stringContaining('No such file'), remedy: expect.any(String) },
      ],
    });
  });

  test('reject a file that becomes smaller while it is measured', async () => {
    const file = join(directory.path, 'shrinking');
    await writeFile(file, Buffer.alloc(8 * 2 ** 20));
    const shrinking = instrumentOnHost(file, signal);
    const a: OpenInstrument = async (...request) => {
      const instrument = await shrinking(...request);
      const tell = (text: string): void => {
        if (text.includes('slice')) truncateSync(file, 4096);
        instrument.tell(text);
      };
      return { ...instrument, tell };
    };
    const outcome = await outsideRunner({ a, b: instrumentOnHost(files[1], signal) }).run(job, 1);
    const problem = expect.stringContaining('side disk: pread: 0 of 4096 bytes');
    expect(outcome).toMatchObject({ ok: false, rejections: [{ problem }] });
  });

  test('end with an error where a run is cancelled, and leave no program', async () => {
    const cancelled = new AbortController();
    const open = (file: string) => instrumentOnHost(file, cancelled.signal);
    const running = outsideRunner({ a: open(files[0]), b: open(files[1]) }).run(
      { ...job, blocks: 10_000 },
      1,
    );
    setTimeout(() => cancelled.abort(new Error('cancelled')), 300);
    await expect(running).rejects.toThrow('cancelled');
  });
});

/** What a program answers to its n-th command. */
type Answers = (command: string, count: number) => string | undefined;

/** A program that speaks the protocol, over streams as they are of a port. */
function speaking(answers: Answers = () => undefined): OpenInstrument {
  return async wanted => {
    const told = { ...wanted, disk: '/dev/vda' };
    const [says, hears] = [new PassThrough(), new PassThrough()];
    const channel = lineChannel({
      input: says,
      output: hears,
      speaker: 'the instrument',
      code: 'agent-failed',
    });
    const header = [
      'sysbench 1.0.20 (fake)',
      'slices 1',
      jobLine(told),
      'luajit LuaJIT-2.1 jit on',
      'clocksource tsc',
      'disk disk bytes 1048576 sector 512',
      'span 256',
      'ready',
    ];
    says.write(`${header.join('\n')}\n`);
    let [at, count, latencies, slices] = [0, 0, 0, 0];
    const own = (command: string): string => {
      const [word, , length] = command.split(' ');
      if (word === 'quit')
        return `end slices ${slices} written 0 user 1 system 0 monotonic ${at} raw ${at} memory 0`;
      if (word === 'histogram') {
        const said = `latency disk ${latencies} 1.000${latencies === 0 ? '' : ` 500:${latencies}`}`;
        latencies = 0;
        return said;
      }
      const microseconds = Number(length) * 1000 + 100;
      if (word === 'slice') [latencies, slices] = [latencies + 5, slices + 1];
      at += microseconds;
      return `slice disk 0 ${(at - microseconds).toFixed(1)} ${microseconds.toFixed(1)} ${microseconds.toFixed(1)} 5 5`;
    };
    hears.on('data', (chunk: Buffer) => {
      for (const command of String(chunk).trim().split('\n')) {
        const said = answers(command, count++) ?? own(command);
        if (said === 'CLOSED') channel.end(new GateError('agent-failed', { problem: 'closed' }));
        else if (said !== '') says.write(`${said}\n`);
      }
    });
    const instrument: Instrument = {
      job: told,
      tell: channel.tell,
      // Time does not pass for a program that keeps silent.
      line: timeout => channel.line(Math.min(timeout, 0.2)),
      ended: async () => undefined,
      [Symbol.asyncDispose]: async () => channel.end(undefined),
    };
    return instrument;
  };
}

describe('a program that speaks', () => {
  const run = (answers?: Answers) =>
    outsideRunner({ a: speaking(), b: speaking(answers) }).run(job, 1);
  const instead =
    (text: string, word = 'slice'): Answers =>
    (command, count) =>
      count > 3 && command.startsWith(word) ? text : undefined;

  test('as it should gives a reading', async () => {
    expect(valueOf(await run())).toMatchObject({ ratios: 6, log: expect.closeTo(0, 1) });
  });

  test.each([
    ['another line', instead('hello'), /expected a slice, found "hello"/],
    ['a slice of another disk', instead('slice a 0 1.0 1.0 1.0 1 1'), /expected a slice/],
    ['half of a line', instead('slice disk 0 1.0 40'), /expected a slice/],
    ['no request', instead('slice disk 0 99999.0 4000.0 4000.0 0 0'), /no request/],
    [
      'a time before the last slice',
      instead('slice disk 0 0.0 6000.0 6000.0 5 5'),
      /was answered by/,
    ],
    ['a slice that is too short', instead('slice disk 0 999999.0 9.0 9.0 5 5'), /was answered by/],
    ['an error of its own', instead('error: disk hangs: no request completed in 30 s'), /hangs/],
    ['what gave up', instead('FATAL: out of memory'), /sysbench gave up: out of memory/],
    [
      'a histogram of other requests',
      instead('latency disk 7 1.000 500:7', 'histogram'),
      /7 latencies/,
    ],
    [
      'a histogram where a slice belongs',
      instead('latency disk 7 1.000 500:7'),
      /expected a slice/,
    ],
    [
      'a clock that jumped',
      instead('end slices 7 written 0 user 1 system 0 monotonic 900000 raw 100 memory 0', 'quit'),
      /the clock jumped/,
    ],
    [
      'slices that it forgot',
      instead('end slices 6 written 0 user 1 system 0 monotonic 90000 raw 90000 memory 0', 'quit'),
      /7 slices .* end as 6/,
    ],
    [
      'writes of reads',
      instead('end slices 7 written 9 user 1 system 0 monotonic 90000 raw 90000 memory 0', 'quit'),
      /9 writes/,
    ],
  ])('with %s is rejected', async (_, answers, problem) => {
    const outcome = await run(answers);
    expect(outcome.ok ? 'none' : outcome.rejections[0]).toMatchObject({
      path: read.name,
      problem: expect.stringMatching(problem),
      remedy: expect.any(String),
    });
  });

  test.each([
    ['keeps silent', instead(''), /the instrument did not answer within/],
    ['closes its port', instead('CLOSED'), /closed/],
  ])('and %s ends the run with an error', async (_, answers, problem) => {
    await expect(run(answers)).rejects.toMatchObject({ code: 'agent-failed' });
    await expect(run(answers)).rejects.toThrow(problem);
  });

  test('after the other one could not start is let go', async () => {
    const lost: OpenInstrument = () =>
      Promise.reject(new GateError('qemu-failed', { problem: 'lost' }));
    await expect(outsideRunner({ a: lost, b: speaking() }).run(job, 1)).rejects.toThrow('lost');
  });
});

test('turns are blocks A B B A and B A A B, of jittered lengths and offsets that adjacent ones share', () => {
  const turns = turnsOf({ ...job, blocks: 400 });
  const blocks = Array.from({ length: 400 }, (_, block) => turns.slice(4 * block, 4 * block + 4));
  const names = blocks.map(block => block.map(({ side }) => side).join(''));
  expect(names[0]).toBe('baab');
  expect(new Set(names)).toEqual(new Set(['abba', 'baab']));
  expect(names.filter(name => name === 'abba').length / 400).toBeCloseTo(0.5, 0.1);
  const lengths = turns.map(({ milliseconds }) => milliseconds);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3);
  expect(Math.max(...lengths)).toBeLessThan(5);
  for (const [one, other, third, last] of blocks) {
    expect(one?.seed).toBe(other?.seed);
    expect(third?.seed).toBe(last?.seed);
    expect(one?.seed).not.toBe(third?.seed);
  }
  expect(turnsOf(job)).toEqual(turnsOf(job));
  expect(turnsOf({ ...job, seed: 10 })).not.toEqual(turnsOf(job));
});
