import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { composeComment, type Finding } from '../../src/action/finding.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { acceptLosses } from '../../src/judge/judgement.ts';
import type { JudgedRun } from '../../src/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../../test/harness/baseline-of.ts';
import { grownRun } from '../../test/harness/grown-run.ts';
import { buildHistory, buildRun, diskArm, noise } from '../../test/harness/run-builder.ts';

/** A comment that a pull request could get. */
export interface Scene {
  readonly name: string;
  readonly markdown: string;
}

/**
 * One for each way in which a pull request is told; those with made-up numbers are built as the
 * tests build them.
 */
export function scenes(): readonly Scene[] {
  const [green, red] = [twoSides(1), twoSides(0.7)];
  const acceptance = { by: 'maintainer (label on #12)', reason: 'flushes reach the disk now' };
  const { failOn } = defaultPolicy;
  const accepted = { ...red, judgement: acceptLosses(red.judgement, { acceptance, failOn }) };
  const legs = [
    { name: 'nvme', judged: green },
    { name: 'ssd', judged: red },
    { name: 'hdd', problem: 'there is no run document', isAbsent: true },
  ];
  return [
    comment('red', judged(red)),
    comment('green', judged(green)),
    comment('accepted', judged(accepted)),
    comment('undecided', judged(undecided())),
    comment('matrix', { kind: 'judged', legs, notes: [] }),
    comment('nothing-changed', { kind: 'nothing-changed', notes: [] }),
    comment('not-measured', { kind: 'not-measured', reason: 'the job was cancelled' }),
  ];
}

/** A run with a loss, for its own page: real numbers of a small machine, less a tenth. */
export function judgedScene(): JudgedRun {
  const disks = [
    { name: 'prod', level: 0.9 },
    { name: 'prod', side: 'base' },
  ] as const;
  const startedAt = '2026-03-01T12:00:00.000Z';
  return judgedAgainst(grownRun({ rounds: 12, seed: 2, deviation: 0.02, startedAt, disks }), []);
}

function judged(run: JudgedRun): Finding {
  return { kind: 'judged', legs: [{ name: 'gate', judged: run }], notes: [] };
}

function comment(name: string, finding: Finding): Scene {
  const repository = { owner: 'you', name: 'your-repository' };
  const facts = {
    forge: 'GitHub' as const,
    serverUrl: 'https://github.com',
    repository,
    runId: 42,
    runAttempt: 1,
  };
  const { body } = composeComment({
    finding,
    facts,
    sha: 'c0ffee'.padEnd(40, '0'),
    before: undefined,
    limit: 65_000,
  });
  return { name, markdown: body };
}

/**
 * Base and head of a disk in one run, after six stored ones: the head's writes at `level` of the
 * base's.
 */
function twoSides(level: number): JudgedRun {
  const steady = (seed: number, factor: number) => {
    const next = noise(seed, 0.01);
    return ({
      arm,
      workload,
    }: {
      readonly arm: { readonly side: string };
      readonly workload: string;
    }) => (arm.side === 'head' && workload === 'seqwr' ? factor : 1) * 100 * 2 ** 20 * next();
  };
  const base = diskArm('prod', { cache: 'none' }, 'base');
  const head = diskArm('prod', { cache: level < 1 ? 'directsync' : 'none' });
  const run = buildRun({ arms: [head, base], rounds: 10, value: steady(1, level) });
  const history = buildHistory(6, (startedAt, index) =>
    buildRun({
      arms: [diskArm('prod', { cache: 'none' })],
      rounds: 10,
      startedAt,
      value: steady(index + 5, 1),
    }),
  );
  return judgedAgainst(run, history);
}

/** Two real runs of a small machine. */
function undecided(): JudgedRun {
  return judgedAgainst(stored('second.json'), [stored('first.json')]);
}

function judgedAgainst(run: Run, baseline: readonly Run[]): JudgedRun {
  return {
    run,
    judgement: judge({ run, baseline: baselineOf(run, baseline), policy: defaultPolicy }),
    claims: judgeClaims(run),
  };
}

function stored(name: string): Run {
  const path = join(resolve(import.meta.dirname, '../../fixtures/runs'), name);
  const run = decodeRun(JSON.parse(readFileSync(path, 'utf8')));
  if (!run.ok) throw new Error(`${path}: ${JSON.stringify(run.rejections)}`);
  return run.value;
}
