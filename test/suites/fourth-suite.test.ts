import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { requireSettings, type Settings } from '../../src/config/settings.ts';
import { type Environment, fingerprintOf } from '../../src/core/environment.ts';
import { accept, reject } from '../../src/core/rejection.ts';
import type { Round, Run } from '../../src/core/run.ts';
import { nameSchema, textSchema } from '../../src/core/schema.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { judge } from '../../src/judge/judge.ts';
import { measureArm } from '../../src/measure/arm.ts';
import type { Bench } from '../../src/measure/bench.ts';
import { countWrites } from '../../src/measure/budget.ts';
import { hostFile } from '../../src/measure/host-files.ts';
import { startStopwatch } from '../../src/measure/progress.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import { decodeRun, encodeRun } from '../../src/suites/document.ts';
import { judgeClaims, register } from '../../src/suites/registry.ts';
import type { SuiteKind } from '../../src/suites/suite.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildRun, hostArm } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const schema = z.strictObject({
  name: z.literal('dd'),
  tool: z.literal('dd'),
  workloads: z.array(
    z.strictObject({ name: nameSchema, title: textSchema, blockSize: z.int().positive() }),
  ),
});

/** Reading a file with the real dd: a suite of a test's own, in the least that one may be. */
const kind: SuiteKind<z.infer<typeof schema>> = {
  name: 'dd',
  schema,
  profiles: [],
  make: () => ({
    name: 'dd',
    tool: 'dd',
    workloads: [
      { name: 'copy-4k', title: 'copy 4k', blockSize: 4096 },
      { name: 'copy-1m', title: 'copy 1M', blockSize: 2 ** 20 },
    ],
  }),
  rulesOf: suite => ({
    unit: 'arm',
    steps: suite.workloads.map(workload => ({
      workload,
      seconds: 1,
      argv: ({ file }) => [
        'sh',
        '-c',
        'LC_ALL=C exec dd if="$0" of=/dev/null bs="$1" 2>&1',
        file,
        String(workload.blockSize),
      ],
      parse: stdout => {
        const [, all, passed] = /(\d+) bytes .*copied, (\S+) s/.exec(stdout) ?? [];
        if (all === undefined) return reject('dd', `expected its last line, found ${stdout}`);
        const [bytes, seconds] = [Number(all), Number(passed)];
        const values = [{ metric: 'throughput' as const, value: bytes / seconds }];
        return accept({ values, seconds, bytes, bytesWritten: 0 });
      },
    })),
    gates: 'never',
    rounds: 2,
    budget: 15 * 60,
    writeBudget: 2 ** 30,
    writesAreCapped: true,
    diskSize: { usual: 2 ** 20, least: 2 ** 20 },
    freshImages: false,
    addsHostJobs: false,
    workloads: suite.workloads.map(({ name, title, blockSize }) => ({
      name,
      title,
      writes: false,
      mostWritten: 0,
      iopsSize: blockSize < 65_536 ? blockSize : undefined,
      metrics: () => ['throughput'],
    })),
    description: 'dd copies the file to nowhere',
    hasDetails: false,
    matchedJob: () => ({ direct: false, dsync: false }),
    leastSeconds: () => 0,
  }),
};

test('a suite of its own is planned, measured and shown, and unknown without it', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(hostFile(directory.path), Buffer.alloc(2 ** 20, 1));
  const request = {
    raw: { suite: 'dd', disks: ['host'] },
    origin: 'cli',
    randomSeed: 1,
    workspace: directory.path,
  } as const;
  let document: string;
  {
    using _registered = register(kind);
    expect(() => register(kind)).toThrow('there is a suite dd already');
    const settings = requireSettings(request);
    expect(settings.plan).toMatchObject({ suite: kind.make(), rounds: 2, writeBudget: 2 ** 30 });
    expect(settings.plan.order).toEqual([[0], [0]]);
    const run = await measured(settings, directory.path);
    document = encodeRun(run);
    expect(decodeRun(JSON.parse(document))).toEqual({ ok: true, value: run });
    const [plan, policy] = [settings.plan, settings.policy];
    expect(decodeRun({ ...run, plan: { ...plan, suite: { ...plan.suite, more: 1 } } }).ok).toBe(
      false,
    );
    const judgement = judge({ run, baseline: baselineOf(run, []), policy });
    const content = { run, judgement, claims: judgeClaims(run) };
    const text = renderText({ ...content, color: false });
    expect(text).toMatch(/copy 4k, IOPS +copy 1M, MiB\/s/);
    expect(text).toContain('dd copies the file to nowhere');
    expect(text).toMatch(/^host +[\d.]+ \([\d.]+ [MG]iB\/s\) .* [\d.]+/m);
    expect(renderMarkdown({ ...content, limit: 65_536 })).toContain('copy 4k');
  }
  expect(() => requireSettings(request)).toThrow(/suite/);
  expect(decodeRun(JSON.parse(document))).toMatchObject({
    rejections: [{ path: 'plan.suite.name' }],
  });
});

/** A run of the plan's host arm, its steps measured by the program itself. */
async function measured({ plan }: Settings, directory: string): Promise<Run> {
  const bench: Pick<Bench, 'plan' | 'writes' | 'stopwatch' | 'signal'> = {
    plan,
    writes: countWrites(),
    stopwatch: startStopwatch(),
    signal: new AbortController().signal,
  };
  const [arm] = plan.arms;
  if (arm === undefined) throw new RangeError('the plan has no arm');
  const built = buildRun({
    arms: [hostArm('host')],
    rounds: plan.rounds,
    startedAt: new Date().toISOString(),
  });
  const suiteFacts = { suite: suiteDigest(plan.suite), tools: { dd: '9.1' } };
  const environment: Environment = { ...built.environment, accelerator: 'none', ...suiteFacts };
  const rounds: Round[] = [];
  for (const round of built.rounds) {
    const { measurements, ...rest } = await measureArm(bench as Bench, {
      arm,
      place: { kind: 'host', directory },
      index: 0,
      round: round.index,
      firstOrder: 0,
      onWorkload: () => undefined,
    });
    expect(rest).toEqual({ caveats: [], cut: false });
    rounds.push({ ...round, measurements });
  }
  return { ...built, plan, environment, fingerprint: fingerprintOf(environment), rounds };
}
