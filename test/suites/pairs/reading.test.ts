import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/rejection.ts';
import type { CommandJob, SlicesJob } from '../../../src/suites/pairs/job.ts';
import {
  readHeader,
  readLatency,
  readSlice,
  readSlices,
} from '../../../src/suites/pairs/reading.ts';
import { valueOf } from '../../harness/value-of.ts';

const folder = resolve(import.meta.dirname, '../../../fixtures');

/** A captured output with the job that printed it. */
function captured(name: string): { readonly stdout: string; readonly job: SlicesJob } {
  const provenance = readFileSync(`${folder}/slices/${name}.provenance.json`, 'utf8');
  const { job } = JSON.parse(provenance) as { readonly job: SlicesJob };
  return { stdout: readFileSync(`${folder}/slices/${name}.txt`, 'utf8'), job };
}

/** Problem and remedy of the only rejection. */
function refusalOf(outcome: Outcome<unknown>): { problem: string; remedy: string | undefined } {
  if (outcome.ok || outcome.rejections.length !== 1) throw new Error('it was accepted');
  const { problem = '', remedy } = outcome.rejections[0] ?? {};
  return { problem, remedy };
}

/** A captured output after an edit that must change it. */
function edited(pattern: RegExp, replacement: string, name = 'randwrite-4k-qd32') {
  const { stdout, job } = captured(name);
  const changed = stdout.replace(pattern, replacement);
  expect(changed).not.toBe(stdout);
  return readSlices(changed, job);
}

describe('a sound output', () => {
  const names = readdirSync(`${folder}/slices`)
    .filter(name => name.endsWith('.txt'))
    .map(name => name.slice(0, -4))
    .filter(name => /qd|exchanged|synced/.test(name));

  it.each(names)('%s adds up', name => {
    const { stdout, job } = captured(name);
    const { blockSize, depth, read } = job.workload;
    const reading = valueOf(readSlices(stdout, job));
    expect(reading.ratios).toBe(job.blocks * 2);
    expect(Math.abs(reading.log)).toBeLessThan(2);
    expect(reading.error).toBeGreaterThan(0);
    expect(reading.doubts).toEqual([]);
    expect(reading.bytesWritten > 0).toBe(read < 1);
    for (const side of [reading.a, reading.b]) {
      expect(side.bytes).toBe(side.requests * blockSize);
      expect(side.seconds).toBeLessThan(reading.seconds);
      // Little's law: what is under way, over what completes in a second. Fills and drains bend it.
      const byLaw = depth / (side.requests / side.seconds);
      expect(side.latency.mean / byLaw).toBeGreaterThan(0.5);
      expect(side.latency.mean / byLaw).toBeLessThan(1.1);
      const { p50, p95, p99, p999 } = side.latency;
      expect([p50, p95, p99, p999]).toEqual([p50, p95, p99, p999].toSorted((x, y) => x - y));
      expect(p50).toBeGreaterThan(1e-6);
      expect(side.drain === 0).toBe(depth === 1 || job.synced);
    }
  });

  it('of command mode is read line by line', () => {
    const { stdout, job } = captured('command') as { stdout: string; job: unknown };
    const lines = stdout.split('\n');
    const header = stdout.slice(0, stdout.indexOf('ready'));
    expect(valueOf(readHeader(header, job as CommandJob))).toEqual({
      bytes: 64 * 2 ** 20,
      clocksource: 'tsc',
    });
    const slices = lines.filter(line => line.startsWith('slice ')).map(line => readSlice(line));
    const counts = lines.filter(line => line.startsWith('latency ')).map(line => readLatency(line));
    const [one, other, synced] = slices.map(valueOf);
    const [first, second] = counts.map(valueOf);
    expect([one?.half, other?.half, synced?.half]).toEqual([0, 1, 0]);
    expect(first?.total).toBe(one?.done);
    expect(second?.total).toBe((other?.done ?? 0) + (synced?.done ?? 0));
    expect(synced?.steady).toBe(synced?.whole);
  });
});

describe('trouble that the script met', () => {
  it.each([
    ['missing-file', 'side b: open: No such file or directory (2)', /disk is there/],
    ['small-file', 'smaller than one turn of the queue, 32 requests', /larger disks/],
    ['io-error', 'side b: pread: Input/output error (5) at offset 40', /kernel log/],
    ['hang', 'side b hangs: no request completed in 1 s', /patience/],
    ['no-ffi', 'the LuaJIT of this sysbench has no FFI', /install the sysbench 1.0/],
    ['jit-off', 'LuaJIT compiles nothing here', /compiler/],
    [
      'script-error',
      "sysbench gave up: /proc/self/fd/3:1: attempt to index global 'nothing'",
      /hand/,
    ],
  ] as const)('%s', (name, problem, remedy) => {
    const { stdout, job } = captured(name);
    const refusal = refusalOf(readSlices(stdout, job));
    expect(refusal.problem).toContain(problem);
    expect(refusal.remedy).toMatch(remedy);
  });
});

describe('what is not the whole output of this very job', () => {
  const { stdout, job } = captured('randwrite-4k-qd32');

  it('is refused wherever it was cut', () => {
    const end = stdout.indexOf('\n', stdout.indexOf('\nend ') + 1);
    const lengths = Array.from({ length: Math.ceil(end / 97) }, (_, index) => index * 97);
    const read = lengths.filter(length => readSlices(stdout.slice(0, length), job).ok);
    expect(read).toEqual([]);
    expect(readSlices(stdout.slice(0, end), job).ok).toBe(true);
  });

  it('is refused of another sysbench', () => {
    const other = readFileSync(`${folder}/sysbench/rndrd-direct-1.1.0.txt`, 'utf8');
    expect(refusalOf(readSlices(other, job))).toEqual({
      problem: 'sysbench 1.1.0-3ceba0b prints another format',
      remedy: 'install sysbench 1.0, for instance 1.0.20',
    });
    const fileio = readFileSync(`${folder}/sysbench/rndrd-direct.txt`, 'utf8');
    expect(refusalOf(readSlices(fileio, job)).problem).toContain('"slices 1"');
    expect(refusalOf(readSlices('', job)).problem).toContain('found nothing');
  });

  it.each([
    { seed: job.seed + 1 },
    { blocks: job.blocks + 1 },
    { milliseconds: 11 },
    { first: 'b' },
    { halves: 'exchanged' },
    { buffered: true },
    { workload: { ...job.workload, depth: 16 } },
  ] as const)('is refused of another job: %o', other => {
    expect(refusalOf(readSlices(stdout, { ...job, ...other })).problem).toMatch(
      /^expected "job alternate .*", found "job alternate /,
    );
  });

  it.each([
    ['a slice that is missing', /^slice a .*\n/m, '', /expected 16 slices, found 15/],
    ['a slice that is garbled', /^slice a 0/m, 'slice a x', /expected a slice/],
    ['a slice without requests', /^(slice .*) \d+ (\d+)$/m, '$1 0 $2', /no request/],
    ['more steady requests than all', /^(slice .*) \d+ (\d+)$/m, '$1 9$2 $2', /contradicts/],
    ['a count that was changed', /^(slice .*) (\d)(\d*)$/m, '$1 9$2$3', /latencies/],
    ['a histogram that lost a bucket', /^(latency a .*) \d+:\d+$/m, '$1', /does not add up/],
    [
      'a histogram out of order',
      /^(latency a \d+ [\d.]+)( \d+:\d+)( \d+:\d+)/m,
      '$1$3$2',
      /add up/,
    ],
    ['writes that nobody asked for', /written \d+/, 'written 1', /with 1 writes/],
    ['sides out of order', /^slice a(.*)\nslice b/m, 'slice b$1\nslice a', /order of its block/],
    ['another half', /^slice b 0/m, 'slice b 1', /half 1 instead of 0/],
    ['a slice before its turn', /^(slice b 0) [\d.]+/m, '$1 0.1', /before/],
    [
      'a slice that was too short',
      /^(slice \w 0 [\d.]+) [\d.]+ [\d.]+/m,
      '$1 900.0 900.0',
      /lasted/,
    ],
    ['a clock that jumped', /monotonic \d+/, 'monotonic 3779335', /the clock jumped/],
    ['a clock that jumped little', /raw (\d)/, 'raw 2$1', /the clock jumped/],
    ['memory that grew', /memory -?\d+/, 'memory 9000', /grew by 9000 KiB/],
    ['a clock that counts in ticks', /clocksource tsc/, 'clocksource refined-jiffies', /coarse/],
    ['a span beyond the disk', /span \d+/, 'span 999999', /span of 67108864 bytes/],
    ['two ends', /^(end .*)$/m, '$1\n$1', /one line "end", found 2/],
  ])('is refused with %s', (_, pattern, replacement, problem) => {
    const refusal = refusalOf(edited(pattern, replacement));
    expect(refusal.problem).toMatch(problem);
    expect(refusal.remedy).toBeDefined();
  });
});

describe('the doubt that the instrument shaped the numbers', () => {
  it('is there at a ceiling below twice the rate', () => {
    const user = (micros: number) => valueOf(edited(/user \d+/, `user ${micros}`));
    expect(user(0).ceiling).toBeUndefined();
    expect(user(40_000).doubts).toEqual([]);
    const bound = user(120_000);
    expect(bound.doubts).toEqual(['instrument-bound']);
    expect(bound.ceiling).toBeLessThan(2 * Math.max(bound.a.rate, bound.b.rate));
  });
});
