/**
 * `npm run bench:action`: how soon the action's steps do something, and what a report of many cells
 * takes. No guest is booted; dist/ is what runs. docs/performance.md says what the bars are for.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { composeComment } from '../src/action/finding.ts';
import { probeHost } from '../src/host/environment.ts';
import { judge } from '../src/judge/judge.ts';
import { baselineOf } from '../test/harness/baseline-of.ts';
import { startGithub } from '../test/harness/github.ts';
import { baseOfPull, mergeOfPull } from '../test/harness/github-state.ts';
import { buildRun, diskArm, gatingPolicy, noise } from '../test/harness/run-builder.ts';
import { events, startRunner } from '../test/harness/runner.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { figureOf } from './figure.ts';
import type { BenchFlags } from './flags.ts';

await conclude(benchAction);

async function benchAction({ repeat = 15 }: BenchFlags): Promise<BenchDocument> {
  const gate: StepTimes[] = [];
  const report: StepTimes[] = [];
  const many: number[] = [];
  // The first of each fills the host's caches, and does not count.
  for (let index = 0; index <= repeat; index += 1) {
    gate.push(await timeStep('.'));
    report.push(await timeStep('report'));
    many.push(timeReport());
  }
  const figure = (name: string, values: readonly number[]) => figureOf(name, 's', values.slice(1));
  const figures = [
    figure(
      'action: start to first request',
      gate.map(({ first }) => first),
    ),
    figure(
      '  to the end, nothing under test changed',
      gate.map(({ whole }) => whole),
    ),
    figure(
      'report: start to first request',
      report.map(({ first }) => first),
    ),
    figure('496 lost cells judged, comment composed', many),
  ];
  const bar = (name: string, index: number, atMost: number) =>
    ({ name, value: figures[index]?.median ?? Number.NaN, unit: 's', atMost }) as const;
  return {
    bench: 'action',
    host: await hostFacts(),
    figures,
    bars: [
      bar('action: start to first request', 0, 0.3),
      bar('report: start to first request', 2, 0.3),
      bar('496 cells judged, comment composed', 3, 1),
    ],
  };
}

/** Seconds from the start of a step to its first request, and to its end, post step included. */
interface StepTimes {
  readonly first: number;
  readonly whole: number;
}

async function timeStep(folder: '.' | 'report'): Promise<StepTimes> {
  const config = 'version: 1\ndisks:\n  prod: { cache: none }\n';
  const at = (commit: string) => `${commit}:storage-gate.yml`;
  await using github = await startGithub({
    files: { [at(baseOfPull)]: config, [at(mergeOfPull)]: config },
  });
  using runner = startRunner(folder);
  await mkdir(join(runner.workspace, '.git'));
  await writeFile(join(runner.workspace, '.git/HEAD'), mergeOfPull);
  await writeFile(join(runner.workspace, 'storage-gate.yml'), config);
  const inputs = folder === '.' ? {} : { 'run-path': 'run.json', measured: 'success' };
  const started = performance.now();
  const step = await runner.runStep({ event: events.pullRequest, apiUrl: github.apiUrl, inputs });
  const whole = (performance.now() - started) / 1000;
  const [first] = github.requests;
  if (step.main.status !== 0 || first === undefined) throw new Error(step.main.output);
  return { first: (first.at - started) / 1000, whole };
}

/** Seconds for a judgement of 496 gated cells that all lost, and the comment about it. */
function timeReport(): number {
  const arms = Array.from({ length: 124 }, (_, index) =>
    diskArm(`a-disk-with-a-rather-long-name-${index}`),
  );
  const [before, now] = (
    [
      [2, 2],
      [3, 1],
    ] as const
  ).map(([seed, level]) => {
    const next = noise(seed, 0.01);
    const startedAt = `2026-0${seed}-01T00:00:00.000Z`;
    return buildRun({ arms, rounds: 6, startedAt, value: () => level * 1e8 * next() });
  });
  if (before === undefined || now === undefined) throw new Error('there are two runs');
  const started = performance.now();
  const judgement = judge({ run: now, baseline: baselineOf(now, [before]), policy: gatingPolicy });
  const repository = { owner: 'o', name: 'r' };
  const facts = {
    forge: 'GitHub' as const,
    serverUrl: 'https://github.example',
    repository,
    runId: 1,
    runAttempt: 1,
  };
  const finding = {
    kind: 'judged',
    legs: [{ name: 'gate', judged: { run: now, judgement, claims: [] } }],
    notes: [],
  } as const;
  const { body } = composeComment({
    finding,
    facts,
    sha: mergeOfPull,
    before: undefined,
    limit: 65_000,
  });
  if (judgement.gatedCells !== 496 || body.length > 65_000)
    throw new Error(`${judgement.gatedCells} cells, ${body.length} characters`);
  return (performance.now() - started) / 1000;
}

async function hostFacts(): Promise<Readonly<Record<string, string>>> {
  const { cpuCores, cpuModel, hostKernel } = await probeHost();
  return {
    processors: `${cpuCores} x ${cpuModel}`,
    'host kernel': hostKernel,
    Node: process.version,
    'load average': (loadavg()[0] ?? Number.NaN).toFixed(1),
  };
}
