import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { offsetSeed } from '../../src/core/order.ts';
import { describeRejection } from '../../src/core/rejection.ts';
import { type FioCall, fioArgv } from '../../src/suites/fio/argv.ts';
import { parseFio } from '../../src/suites/fio/report.ts';
import { fioSteps } from '../../src/suites/fio/suite.ts';
import { type FioSuite, fioSuite } from '../../src/suites/fio/workloads.ts';
import type { StepPlace } from '../../src/suites/suite.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/fio');
const captured = (name: string): string => readFileSync(join(fixtures, `${name}.txt`), 'utf8');
const captureCommand = (name: string): string =>
  (
    JSON.parse(readFileSync(join(fixtures, `${name}.provenance.json`), 'utf8')) as {
      command: string;
    }
  ).command;

const place: StepPlace = { file: 'disk.raw', direct: true, dsync: false, seed: 3735928559 };

function callOf(
  workload: string,
  change: Partial<FioSuite> = {},
  where: Partial<StepPlace> = {},
): FioCall {
  const suite = { ...fioSuite('quick'), ...change };
  const found = suite.workloads.find(({ name }) => name === workload);
  if (found === undefined) throw new Error(`the fio suite has no ${workload}`);
  return { suite, workload: found, place: { ...place, ...where } };
}

function reading(fixture: string, call: FioCall) {
  const outcome = parseFio(captured(fixture), call);
  if (!outcome.ok) throw new Error(outcome.rejections.map(describeRejection).join('; '));
  const named = outcome.value.values.map(({ metric, value }) => [metric, value] as const);
  const of = new Map<string, number>(named);
  return { ...outcome.value, of, throughput: of.get('throughput') ?? 0, iops: of.get('iops') ?? 0 };
}

function refusal(stdout: string, call: FioCall = callOf('randread-4k-qd1')): string {
  const outcome = parseFio(stdout, call);
  return outcome.ok ? 'accepted' : outcome.rejections.map(describeRejection).join('; ');
}

/** A captured report with one text in it changed, which must be there. */
function altered(fixture: string, from: string | RegExp, to: string): string {
  const text = captured(fixture);
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${fixture} has no ${String(from)}`);
  return changed;
}

describe('the command line of fio', () => {
  test.each([
    ['randread-4k-qd1', callOf('randread-4k-qd1')],
    ['randread-4k-qd32', callOf('randread-4k-qd32')],
    ['randread-4k-qd32-libaio', callOf('randread-4k-qd32', { engine: 'libaio' })],
    ['syncwrite-4k-qd1', callOf('syncwrite-4k-qd1')],
    ['randread-4k-qd32-3.41', callOf('randread-4k-qd32')],
    ['syncwrite-4k-qd1-3.39', callOf('syncwrite-4k-qd1')],
    ['write-1m-qd2-capped', callOf('write-1m-qd2', { writeCap: 64 * 2 ** 20 })],
    ['write-1m-qd2-buffered-dsync', callOf('write-1m-qd2', {}, { direct: false, dsync: true })],
  ])('of %s is the one that its fixture was captured with', (fixture, call) => {
    expect(fioArgv(call).join(' ')).toBe(captureCommand(fixture));
  });

  test('has whole milliseconds, for fio cuts fractions of a second', () => {
    const times = fioArgv(callOf('randread-4k-qd1')).filter(word => /time=/.test(word));
    expect(times).toEqual(['--ramp_time=500ms', '--runtime=1500ms']);
  });

  test('ends reads by time and writes by bytes or time, each ramp apart', () => {
    expect(fioArgv(callOf('read-1m-qd8'))).toContain('--time_based');
    const write = fioArgv(callOf('write-1m-qd2'));
    expect(write).not.toContain('--time_based');
    expect(write.filter(word => word === `--io_size=${2 ** 30}`)).toHaveLength(2);
    expect(write.filter(word => word.startsWith('--name='))).toEqual([
      '--name=ramp',
      '--name=write-1m-qd2',
    ]);
  });

  test('of the same round is the same for each arm but for the file, and another one in the next round', () => {
    const seedOf = (round: number): number =>
      offsetSeed({ randomSeed: 7, round, workload: 'randread-4k-qd1' });
    const argv = (file: string, round: number) =>
      fioArgv(callOf('randread-4k-qd1', {}, { file, seed: seedOf(round) }));
    expect(argv('/dev/vdb', 0).filter(word => !word.startsWith('--filename='))).toEqual(
      argv('/dev/vdc', 0).filter(word => !word.startsWith('--filename=')),
    );
    expect(new Set(Array.from({ length: 30 }, (_, round) => seedOf(round))).size).toBe(30);
  });
});

describe('a sound report', () => {
  test('of reads at depth 1 has throughput and latency, and wrote nothing', () => {
    const { throughput, iops, of, seconds, bytes, bytesWritten } = reading(
      'randread-4k-qd1',
      callOf('randread-4k-qd1'),
    );
    expect({ throughput, seconds, bytes, bytesWritten }).toEqual({
      throughput: 25_572_029,
      seconds: 1.501,
      bytes: 38_383_616,
      bytesWritten: 0,
    });
    expect(iops).toBeCloseTo(throughput / 4096, 6);
    expect(of.get('latency-mean')).toBeCloseTo(159.02e-6, 8);
    expect(of.get('latency-p50')).toBeCloseTo(107.008e-6, 9);
    expect(of.get('latency-p999')).toBeCloseTo(4.079616e-3, 9);
  });

  test.each([
    ['randread-4k-qd32', 'randread-4k-qd32', {}],
    ['randread-4k-qd32-libaio', 'randread-4k-qd32', { engine: 'libaio' as const }],
    ['randread-4k-qd32-3.39', 'randread-4k-qd32', {}],
    ['randread-4k-qd32-3.41', 'randread-4k-qd32', {}],
    ['read-1m-qd8', 'read-1m-qd8', {}],
    ['randwrite-4k-qd32', 'randwrite-4k-qd32', {}],
  ])('of %s has no latency, which would be that of waiting', (fixture, workload, change) => {
    const found = reading(fixture, callOf(workload, change));
    expect([...found.of.keys()]).toEqual(['throughput', 'iops']);
    expect(found.throughput).toBeGreaterThan(1e6);
    expect(found.seconds).toBeGreaterThan(1.48);
  });

  test('of a write that reached its cap before its time is valid, and counts the ramp as written', () => {
    const found = reading(
      'write-1m-qd2-capped',
      callOf('write-1m-qd2', { writeCap: 64 * 2 ** 20 }),
    );
    expect(found.bytes).toBe(64 * 2 ** 20);
    expect(found.seconds).toBeLessThan(0.5);
    expect(found.bytesWritten).toBe(128 * 2 ** 20);
    expect(found.throughput).toBeCloseTo(2_796_202_666, 0);
  });

  test.each(['syncwrite-4k-qd1', 'syncwrite-4k-qd1-3.39', 'syncwrite-4k-qd1-3.41'])(
    'of synced writes has a mean latency with the time of the fdatasyncs (%s)',
    fixture => {
      const found = reading(fixture, callOf('syncwrite-4k-qd1'));
      expect([...found.of.keys()]).toEqual(['throughput', 'iops', 'latency-mean']);
      // One request at a time: the mean latency is the time per request, but for fio's own.
      const share = (found.of.get('latency-mean') ?? 0) * found.iops;
      expect(share).toBeGreaterThan(0.98);
      expect(share).toBeLessThanOrEqual(1);
    },
  );

  test('of a matched host job is read with its own way of opening the file', () => {
    const call = callOf('write-1m-qd2', {}, { direct: false, dsync: true });
    expect(reading('write-1m-qd2-buffered-dsync', call).bytes).toBe(2 ** 30);
    expect(refusal(captured('write-1m-qd2-buffered-dsync'), callOf('write-1m-qd2'))).toMatch(
      /expected direct=1/,
    );
  });

  test('may stand behind remarks of fio', () => {
    const note =
      'note: both iodepth >= 1 and synchronous I/O engine are selected, queue depth will be capped at 1\n';
    expect(refusal(`${note}${captured('randread-4k-qd1')}`)).toBe('accepted');
  });

  test('becomes the metrics of its step', () => {
    const step = fioSteps(fioSuite('quick'))[0];
    const outcome = step?.parse(captured('randread-4k-qd1'), place);
    expect(outcome?.ok && outcome.value.values.map(({ metric }) => metric)).toEqual([
      'throughput',
      'iops',
      'latency-mean',
      'latency-p50',
      'latency-p95',
      'latency-p99',
      'latency-p999',
    ]);
    // The ramp of half a second is part of the step, but not of what was measured.
    expect(step?.seconds).toBe(2);
    expect(outcome?.ok && outcome.value.seconds).toBeCloseTo(1.5, 1);
  });
});

describe('a report is refused', () => {
  const whole = captured('randread-4k-qd1');

  test.each([
    ['that is empty', '', /found nothing/],
    ['that was cut', whole.slice(0, whole.length / 2), /not whole/],
    ['with text after it', `${whole}trailing\n`, /expected one report in JSON, found: trailing/],
    ['that is there twice', `${whole}${whole}`, /expected one report in JSON, found: {/],
    ['that was cut within a line', whole.slice(0, whole.indexOf('"bw_bytes"') + 12), /not whole/],
    ['behind anything but remarks', `Segmentation fault\n${whole}`, /found "Segmentation fault"/],
    [
      'that is only a complaint',
      'fio: file hash not empty on exit\n',
      /fio gave up: fio: file hash/,
    ],
    ['of another major version', altered('randread-4k-qd1', 'fio-3.33', 'fio-4.0'), /is not fio 3/],
    [
      'in which nothing was read',
      altered('randread-4k-qd1', /"io_bytes" : 38383616/, '"io_bytes" : 0'),
      /nothing was moved/,
    ],
    [
      'with a warning in the middle',
      altered('randread-4k-qd1', '  "jobs" : [', 'fio: clock went backwards\n  "jobs" : ['),
      /expected one report in JSON, found: fio: clock went backwards/,
    ],
    [
      'that waited longer than it ran',
      altered('randread-4k-qd1', '"mean" : 159020.891367', '"mean" : 1590208.91367'),
      /9371 requests of 38383616 bytes in 1501 ms contradict their latencies .*: 14\.9/,
    ],
    [
      'with a latency that wrapped',
      altered('randread-4k-qd1', '"max" : 5768831', '"max" : 18446744073709551615'),
      /contradict their latencies/,
    ],
    [
      'whose longest request was shorter than the usual one',
      altered('randread-4k-qd1', '"max" : 5768831', '"max" : 37000'),
      /contradict their latencies/,
    ],
    [
      'whose percentiles fall',
      altered('randread-4k-qd1', '"95.000000" : 301056', '"95.000000" : 601056'),
      /contradict their latencies/,
    ],
    [
      'whose requests have another size',
      altered('randread-4k-qd1', '"total_ios" : 9371', '"total_ios" : 4685'),
      /4685 requests of 38383616 bytes in 1501 ms contradict/,
    ],
    [
      'with a negative rate',
      altered('randread-4k-qd1', /"bw_bytes" : 25572029/, '"bw_bytes" : -1'),
      /bw_bytes/,
    ],
    [
      'whose figures contradict each other',
      altered('randread-4k-qd1', '"bw_bytes" : 25572029', '"bw_bytes" : 35572029'),
      /bytes\/s, but it printed/,
    ],
    [
      'without percentiles',
      altered('randread-4k-qd1', '"99.900000"', '"99.800000"'),
      /lacks percentiles/,
    ],
  ])('%s', (_, stdout, message) => {
    expect(refusal(stdout)).toMatch(message);
  });

  test.each(['nan', '-nan', 'inf', '-inf', '6243,171219', '0x10', '-', 'NaN', '1 fio: a warning'])(
    'with %s for a number, in a field that is used or in another one',
    value => {
      for (const field of ['iops', 'bw_dev', 'usr_cpu', 'mean', 'fio version']) {
        const text = new RegExp(`"${field}" : [^,\\n]+`);
        const stdout = altered('randread-4k-qd1', text, `"${field}" : ${value}`);
        expect(refusal(stdout)).toContain(`found: "${field}" : ${value}`);
      }
    },
  );

  test.each([
    [5, 'the drive is failing or gone: see the kernel log'],
    [30, 'the drive is failing or gone: see the kernel log'],
    [121, 'the drive is failing or gone: see the kernel log'],
    [28, "make room on the filesystem of the disk's image"],
  ])('of a job that met the error %i, with what helps', (errno, remedy) => {
    const failed = altered('randread-4k-qd1', '"error" : 0', `"error" : ${errno}`);
    expect(refusal(failed)).toContain(`ended with error ${errno} (errno) (${remedy})`);
  });

  test('that ended early though it is no capped write', () => {
    const longer = callOf('randread-4k-qd1', { runMilliseconds: 2500 });
    const stdout = whole.replace('1500ms', '2500ms');
    expect(refusal(stdout, longer)).toMatch(/it ended after 1501 ms of 2500 ms/);
  });

  test('with an error of its job', () => {
    const call = callOf('randread-4k-qd1', {}, { file: 'absent.raw' });
    expect(refusal(captured('missing-file'), call)).toMatch(/ended with error 22/);
  });

  test('of a write that ended early without having reached its cap', () => {
    const call = callOf('write-1m-qd2', { writeCap: 2 ** 30 });
    const stdout = captured('write-1m-qd2-capped').replaceAll(
      '"io_size" : "67108864"',
      '"io_size" : "1073741824"',
    );
    expect(refusal(stdout, call)).toMatch(/ms of 1500 ms and before 1073741824 bytes/);
  });

  test.each([
    ['randread-4k-qd32', callOf('randread-4k-qd1'), /expected the jobs randread-4k-qd1/],
    [
      'randread-4k-qd32',
      callOf('randread-4k-qd32', { engine: 'libaio' }),
      /expected ioengine=libaio, fio reports io_uring/,
    ],
    ['randread-4k-qd1', callOf('randread-4k-qd1', {}, { seed: 1 }), /expected randseed=1/],
  ])('of %s as another job than the one that was asked for', (fixture, call, message) => {
    expect(refusal(captured(fixture), call)).toMatch(message);
  });

  const synced = 'syncwrite-4k-qd1';
  const buffered = callOf('write-1m-qd2', {}, { direct: false, dsync: true });
  test.each([
    [
      'another file',
      synced,
      callOf(synced, {}, { file: '/dev/vdc' }),
      /expected filename=\/dev\/vdc, .*disk\.raw/,
    ],
    [
      'O_DSYNC that was not asked for',
      'write-1m-qd2-buffered-dsync',
      callOf('write-1m-qd2', {}, { direct: false }),
      /fio reports sync=dsync, which was not asked for/,
    ],
    [
      'another cap',
      'write-1m-qd2-capped',
      callOf('write-1m-qd2'),
      /expected io_size=1073741824, fio reports 67108864/,
    ],
    [
      'another ramp',
      'randread-4k-qd1',
      callOf('randread-4k-qd1', { rampMilliseconds: 9 }),
      /expected ramp_time=9ms/,
    ],
  ])('of %s', (_, fixture, call, message) => {
    expect(refusal(captured(fixture), call)).toMatch(message);
  });

  test.each([
    [synced, callOf(synced), /"fdatasync" : "1",/, '', /expected fdatasync=1, fio reports none/],
    [
      'write-1m-qd2-buffered-dsync',
      buffered,
      /"sync" : "dsync",/,
      '',
      /expected sync=dsync, fio reports none/,
    ],
    [
      synced,
      callOf(synced),
      '"runtime" : "500ms"',
      '"runtime" : "5ms"',
      /expected runtime=500ms, fio reports 5ms/,
    ],
    [
      synced,
      callOf(synced),
      '"randrepeat" : "0"',
      '"randrepeat" : "1"',
      /expected randrepeat=0, fio reports 1/,
    ],
    [
      synced,
      callOf(synced),
      '"iodepth" : "1"',
      '"iodepth" : "1", "rate" : "9"',
      /fio reports rate=9, which was not/,
    ],
  ])('of %s with an option altered', (fixture, call, from, to, message) => {
    expect(refusal(altered(fixture, from, to), call)).toMatch(message);
  });

  test('with fewer fdatasyncs than writes', () => {
    const call = callOf('syncwrite-4k-qd1');
    const stdout = captured('syncwrite-4k-qd1').replaceAll('"N" : 11729', '"N" : 3');
    expect(refusal(stdout, call)).toMatch(/had 3 fdatasyncs/);
  });
});

describe('fio itself', () => {
  test('takes our options, also on a file whose name has colons, commas, quotes and spaces, and reads the same offsets again', async () => {
    await using scratch = await temporaryDirectory();
    const { path: directory } = scratch;
    const file = join(directory, 'a:b, "c" \'é\'.raw');
    writeFileSync(
      file,
      execFileSync('head', ['-c', String(8 * 2 ** 20), '/dev/urandom'], { maxBuffer: 2 ** 24 }),
    );
    const call = callOf(
      'randread-4k-qd1',
      { rampMilliseconds: 0, runMilliseconds: 100 },
      { file, seed: 42, direct: false },
    );
    const offsets = ['one', 'two'].map(log => {
      const [program = 'fio', ...args] = fioArgv(call);
      const { status, stdout } = spawnSync(program, [...args, `--write_iolog=${log}.log`], {
        cwd: directory,
        encoding: 'utf8',
      });
      expect(status).toBe(0);
      expect(refusal(stdout, call)).toMatch(/fio reports write_iolog=/);
      expect(refusal(stdout.replace(/,\s*"write_iolog" : "\w+\.log"/, ''), call)).toBe('accepted');
      const reads = readFileSync(join(directory, `${log}.log`), 'utf8').matchAll(
        / read (\d+) 4096$/gm,
      );
      return [...reads].slice(0, 100).map(([, offset]) => offset);
    });
    expect(offsets[0]).toHaveLength(100);
    expect(new Set(offsets[0]).size).toBeGreaterThan(90);
    expect(offsets[0]).toEqual(offsets[1]);
  });

  test.each([64, 512])(
    'ends a write of %i MiB after the ramp at its cap, or at its time',
    async mebibytes => {
      await using scratch = await temporaryDirectory();
      const { path: directory } = scratch;
      writeFileSync(join(directory, 'disk.raw'), Buffer.alloc(16 * 2 ** 20, 'x1'));
      const call = callOf(
        'write-1m-qd2',
        { rampMilliseconds: 100, runMilliseconds: 1000, writeCap: mebibytes * 2 ** 20 },
        { direct: false },
      );
      const [program = 'fio', ...args] = fioArgv(call);
      const { stdout } = spawnSync(program, args, { cwd: directory, encoding: 'utf8' });
      const outcome = parseFio(stdout, call);
      expect(outcome).toMatchObject({ ok: true });
      if (!outcome.ok) return;
      const { bytes, seconds } = outcome.value;
      expect(bytes).toBeLessThanOrEqual(mebibytes * 2 ** 20);
      expect(bytes === mebibytes * 2 ** 20 || seconds >= 0.99).toBe(true);
    },
  );
});
