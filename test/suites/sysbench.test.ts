import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSysbench, sysbenchArgv } from '../../src/suites/sysbench/reading.ts';
import { type SysbenchWorkload, sysbenchSuite } from '../../src/suites/sysbench/workloads.ts';

const fixtures = new URL('../../fixtures/sysbench/', import.meta.url);
const captured = (name: string): string => readFileSync(new URL(`${name}.txt`, fixtures), 'utf8');
const workloadOf = (mode: SysbenchWorkload['mode']): SysbenchWorkload => {
  const workload = sysbenchSuite.workloads.find(candidate => candidate.mode === mode);
  if (workload === undefined) throw new Error(`the sysbench suite has no ${mode}`);
  return workload;
};
const parse = (name: string, mode: SysbenchWorkload['mode']) =>
  parseSysbench(captured(name), { workload: workloadOf(mode), suite: sysbenchSuite });
const reading = (name: string, mode: SysbenchWorkload['mode']) => {
  const outcome = parse(name, mode);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejections));
  const named = outcome.value.values.map(({ metric, value }) => [metric, value] as const);
  return { ...outcome.value, of: new Map<string, number>(named) };
};
const refusal = (stdout: string, mode: SysbenchWorkload['mode'] = 'rndrd'): string => {
  const outcome = parseSysbench(stdout, { workload: workloadOf(mode), suite: sysbenchSuite });
  if (outcome.ok) throw new Error(`accepted: ${JSON.stringify(outcome.value)}`);
  const [rejection] = outcome.rejections;
  return `${rejection?.path}: ${rejection?.problem} (${rejection?.remedy})`;
};

const modes = ['rndrd', 'rndwr', 'seqrd', 'seqwr'] as const;

describe('sysbenchArgv', () => {
  test('spells the options of the sysbench suite in their order', () => {
    expect(
      sysbenchArgv({ suite: sysbenchSuite, command: 'run', workload: workloadOf('rndwr') }).join(
        ' ',
      ),
    ).toBe(
      'sysbench fileio --file-num=128 --file-total-size=256M --file-block-size=16384 --file-fsync-freq=100 ' +
        '--rand-seed=1 --file-extra-flags=direct --time=2 --file-test-mode=rndwr run',
    );
  });

  test('prepares with the same options and no mode', () => {
    const argv = sysbenchArgv({ suite: sysbenchSuite, command: 'prepare' });
    expect(argv.at(-1)).toBe('prepare');
    expect(argv).toContain('--file-extra-flags=direct');
    expect(argv.join(' ')).not.toContain('test-mode');
  });

  test('drops only the O_DIRECT flag for the buffered arm of the host', () => {
    const direct = sysbenchArgv({
      suite: sysbenchSuite,
      command: 'run',
      workload: workloadOf('seqrd'),
    });
    const buffered = sysbenchArgv({
      suite: sysbenchSuite,
      command: 'run',
      workload: workloadOf('seqrd'),
      direct: false,
    });
    expect(direct.filter(option => !buffered.includes(option))).toEqual([
      '--file-extra-flags=direct',
    ]);
    expect(buffered).toHaveLength(direct.length - 1);
  });

  test('gives a size that is no whole number of MiB in bytes', () => {
    const suite = { ...sysbenchSuite, fileTotalSize: 128 * 16384 };
    expect(
      sysbenchArgv({ suite: { ...suite, fileTotalSize: 1_500_000 }, command: 'prepare' }),
    ).toContain('--file-total-size=1500000');
    expect(sysbenchArgv({ suite, command: 'prepare' })).toContain('--file-total-size=2M');
  });
});

describe('parseSysbench on captured reports', () => {
  test.each(
    modes.flatMap(mode =>
      [`${mode}-direct`, `${mode}-buffered`].map(name => [name, mode] as const),
    ),
  )('reads %s within the rounding of the printed MiB/s', (name, mode) => {
    const { of, seconds, bytes, direct } = reading(name, mode);
    const [throughput = 0, iops = 0, latencyMean = 0] = ['throughput', 'iops', 'latency-mean'].map(
      metric => of.get(metric),
    );
    const label = mode.endsWith('rd') ? 'read' : 'written';
    const printed =
      Number(new RegExp(`${label}, MiB/s: +(\\S+)`).exec(captured(name))?.[1]) * 2 ** 20;
    // The printed rate is over an interval up to 1 ms longer than the total time of 2 s.
    expect(Math.abs(throughput / printed - 1)).toBeLessThan(0.002);
    expect(iops * 16384).toBeCloseTo(throughput, 3);
    expect(bytes % 16384).toBe(0);
    expect(bytes / seconds).toBeCloseTo(throughput, 3);
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(latencyMean).toBeGreaterThan(1e-6);
    expect(latencyMean).toBeLessThan(1 / iops + 1e-4);
    expect(direct).toBe(name.endsWith('direct'));
  });

  test.each(['1.0.20-ebf1c90', '1.0.20-6.el9', '1.0.20+ds', '1.0.9', '1.0.21-dev', '1.0.20~rc1'])(
    'reads what version %s prints, by whomever it was built',
    version => {
      const report = captured('rndrd-direct').replace(
        /^sysbench \S+ \(using system LuaJIT \S+\)/,
        `sysbench ${version} (using bundled LuaJIT 2.1.0-beta2)`,
      );
      expect(report).toContain(version);
      const of = parseSysbench(report, { workload: workloadOf('rndrd'), suite: sysbenchSuite });
      expect(of).toEqual(
        parseSysbench(captured('rndrd-direct'), {
          workload: workloadOf('rndrd'),
          suite: sysbenchSuite,
        }),
      );
    },
  );

  test.each(['1.1.0', '1.1.0-3ceba0b', '0.4.12', '1.10.0', '1.0.20x', '10.0.1'])(
    'knows nothing of version %s',
    version => {
      const report = captured('rndrd-direct').replace(/^sysbench \S+/, `sysbench ${version}`);
      expect(refusal(report)).toContain(`sysbench ${version} prints another format`);
    },
  );

  test('counts reads exactly, by the number of events', () => {
    const events = Number(/events: +(\d+)/.exec(captured('rndrd-direct'))?.[1]);
    expect(reading('rndrd-direct', 'rndrd').bytes).toBe(events * 16384);
  });

  test('counts writes without the fsyncs: before each fsync of all files there are 100 of them', () => {
    // Ended in the middle of a round of fsyncs, so the writes are a multiple of 100 (see the
    // capture).
    expect(reading('rndwr-direct', 'rndwr').bytes / 16384).toBe(11700);
    expect(reading('seqwr-buffered', 'seqwr').bytes / 16384).toBe(16900);
  });

  test('gives the mean latency of a page cache, which sysbench prints as 0.00 ms', () => {
    expect(captured('seqrd-buffered')).toMatch(/avg: +0\.00/);
    const microseconds = (reading('seqrd-buffered', 'seqrd').of.get('latency-mean') ?? 0) * 1e6;
    expect(microseconds).toBeGreaterThan(1);
    expect(microseconds).toBeLessThan(5);
  });

  test('offers one value for each metric, and none for a percentile below the resolution', () => {
    expect([...reading('rndrd-direct', 'rndrd').of.keys()]).toEqual([
      'throughput',
      'iops',
      'latency-mean',
      'latency-p95',
    ]);
    const unresolved = reading('seqrd-buffered', 'seqrd').of;
    expect([...unresolved.keys()]).toEqual(['throughput', 'iops', 'latency-mean']);
    expect([...unresolved.values()].every(value => value > 0)).toBe(true);
  });
});

describe('parseSysbench refuses', () => {
  test('empty output, saying what was expected', () => {
    expect(refusal('')).toContain('sysbench rndrd: expected the output of sysbench, found nothing');
  });

  test('output of another program, quoting its beginning', () => {
    expect(refusal('fio-3.33\n')).toContain('found "fio-3.33\\n"');
  });

  test.each([
    ['rndrd-direct-1.1.0', 'rndrd'],
    ['rndwr-direct-1.1.0', 'rndwr'],
  ] as const)('the format of sysbench 1.1 (%s)', (name, mode) => {
    expect(refusal(captured(name), mode)).toContain('sysbench 1.1.0-3ceba0b prints another format');
  });

  test('a run whose files are missing or short, without inventing a value', () => {
    expect(refusal(captured('missing-files-direct'))).toContain(
      "sysbench gave up: Cannot open file 'test_file.0'",
    );
    expect(refusal(captured('short-files-direct'))).toMatch(
      /gave up: Size of file 'test_file\.\d+' is \S+B, but at least 2MiB/,
    );
  });

  test('the report of another mode', () => {
    expect(refusal(captured('seqrd-direct'), 'rndrd')).toContain(
      'expected the line "Doing random read test"',
    );
  });

  test('the report of another file set or block size', () => {
    const others = [
      { ...sysbenchSuite, files: 64 },
      { ...sysbenchSuite, fileTotalSize: 2 * sysbenchSuite.fileTotalSize },
      { ...sysbenchSuite, fileBlockSize: 4096 },
    ];
    for (const suite of others) {
      expect(
        parseSysbench(captured('rndrd-direct'), { workload: workloadOf('rndrd'), suite }),
      ).toMatchObject({
        ok: false,
      });
    }
  });

  test('another percentile than the 95th', () => {
    expect(refusal(captured('rndrd-direct-p99'))).toContain('expected the line "95th percentile"');
  });

  test('a run that was to take longer, or much shorter, than it did', () => {
    const asked = (seconds: number) =>
      parseSysbench(captured('rndrd-direct'), {
        workload: workloadOf('rndrd'),
        suite: { ...sysbenchSuite, seconds },
      });
    expect(JSON.stringify(asked(3))).toContain('expected it to take 3 s');
    const late = captured('rndrd-direct').replace(/total time: +\S+/, 'total time:   25.0s');
    expect(refusal(late)).toContain('but it took 25 s');
  });

  test('a zero, a NaN and a negative figure', () => {
    const report = captured('rndrd-direct');
    expect(refusal(report.replace(/(reads\/s: +)\S+/, '$10.00'))).toContain('nothing was read');
    expect(refusal(report.replace(/(number of events: +)\S+/, '$10'))).toContain(
      'nothing was read',
    );
    expect(refusal(report.replace(/(reads\/s: +)\S+/, '$1-nan'))).toContain(
      'expected a number after "reads/s"',
    );
    expect(refusal(report.replace(/( sum: +)\S+/, '$1-1.00'))).toContain(
      'expected a number after "sum"',
    );
  });

  test('a throughput in another unit', () => {
    const rescaled = captured('rndrd-direct').replace(
      /(read, MiB\/s: +)(\S+)/,
      (_, label: string, value: string) => {
        return `${label}${(Number(value) * 1.048576).toFixed(2)}`;
      },
    );
    expect(refusal(rescaled)).toMatch(
      /operations\/s of 16384 bytes are \S+ MiB\/s, but it printed/,
    );
    const renamed = captured('rndrd-direct').replace('read, MiB/s', 'read, MB/s');
    expect(refusal(renamed)).toContain('expected the line "read, MiB/s"');
    const milliseconds = captured('rndrd-direct').replace(/(total time: +)\S+/, '$12000ms');
    expect(refusal(milliseconds)).toContain('expected a number after "total time", found "2000ms"');
  });

  test.each(['nan', '-nan', 'inf', '-inf', '10276,29', '1e400', '9'.repeat(400)])(
    'the figure %s, which is none',
    figure => {
      for (const label of ['reads/s', 'read, MiB/s', 'total number of events', 'max', 'sum']) {
        const report = captured('rndrd-direct').replace(
          new RegExp(`( ${label}: +)\\S+`),
          (_, start: string) => start + figure,
        );
        expect(refusal(report)).toContain(`expected a number after "${label}", found "${figure}"`);
        expect(refusal(report)).not.toContain('truncated');
      }
    },
  );

  test.each([
    ['sum', '19999999.00', /one thread waited 19999999 ms within 2\.0001 s/],
    ['sum', '2100.00', /one thread waited 2100 ms within 2\.0001 s/],
    ['sum', '1000.00', /have no mean of 0\.1,/],
    ['avg', '10000000000000.00', /have no mean of/],
    ['max', '0.01', /most of 0\.01 ms/],
    ['max', '3000.00', /most of 3000 ms/],
    ['95th percentile', '9.00', /95th percentile of 9 and/],
    ['95th percentile', '100.00', /95th percentile of 100 and/],
  ])('a %s of %s, which is impossible', (label, figure, message) => {
    const report = captured('rndrd-direct');
    expect(
      refusal(
        report.replace(new RegExp(`( ${label}: +)\\S+`), (_, start: string) => start + figure),
      ),
    ).toMatch(message);
  });

  test('a report that warns of its own latencies, or that stands there twice', () => {
    const report = captured('rndrd-direct');
    const warning =
      'WARNING: Operation time (18446744073709551615.616) is greater than maximal counted value, counting as 10000000000000.000';
    expect(
      refusal(report.replace('Threads started!\n', `Threads started!\n\n${warning}\n`)),
    ).toContain('sysbench warns: Operation time');
    expect(refusal(report + report)).toContain(
      'expected one line "reads/s", which the output has twice',
    );
  });

  test.each([
    [5, 'Input/output error', 'the drive is failing or gone: see the kernel log'],
    [30, 'Read-only file system', 'the drive is failing or gone: see the kernel log'],
    [61, 'No data available', 'the drive is failing or gone: see the kernel log'],
    [28, 'No space left on device', "make room on the filesystem of the disk's image"],
    [2, 'No such file or directory', 'prepare the files first'],
    [12, 'Cannot allocate memory', 'run the command by hand to see what it prints'],
  ])('an error %i in the middle, with what helps', (errno, words, remedy) => {
    const fatal = `FATAL: Failed to read file! file: 24 pos: 14516224 errno = ${errno} (${words})`;
    const report = captured('rndrd-direct').replace('started!\n', `started!\n\n${fatal}\n`);
    expect(refusal(report)).toContain(`errno = ${errno} (${words}) (${remedy})`);
  });

  test('an event count that contradicts the rate', () => {
    const contradictory = captured('rndrd-direct').replace(/(number of events: +)(\d+)/, '$11$2');
    expect(refusal(contradictory)).toMatch(/events in \S+ s are \S+ operations\/s, but it printed/);
  });

  test('writes in a read workload', () => {
    const mixed = captured('rndrd-direct').replace(/(writes\/s: +)\S+/, '$15.00');
    expect(refusal(mixed)).toContain('found 5 writes/s in a random read');
  });

  test('every report that was cut, wherever it was cut', () => {
    for (const mode of modes) {
      const report = captured(`${mode}-direct`);
      const end = report.trimEnd().length;
      for (let cut = 0; cut < end; cut += 1)
        expect(refusal(report.slice(0, cut), mode)).toContain(`sysbench ${mode}: `);
    }
  });
});

test('every captured report says how it was made', () => {
  for (const name of readdirSync(fixtures).filter(file => file.endsWith('.txt'))) {
    const provenance: unknown = JSON.parse(
      readFileSync(new URL(name.replace(/\.txt$/, '.provenance.json'), fixtures), 'utf8'),
    );
    expect(provenance).toMatchObject({
      command: expect.stringMatching(/^sysbench fileio /),
      version: expect.stringMatching(/^sysbench 1\./),
      hostOs: expect.any(String),
      capturedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  }
});
