import type { Run } from '../core/run.ts';
import type { Claim } from '../judge/claims.ts';
import type { Judgement } from '../judge/judgement.ts';
import { throughputTable } from './throughput-table.ts';

/**
 * The report for programs, version 1: verdict, judgement, claims, the table, and which run it is
 * about. Base units (bytes per second, seconds); the rounds themselves are in the run document.
 */
export function renderJson(o: {
  readonly run: Run;
  readonly judgement: Judgement;
  readonly claims: readonly Claim[];
}): string {
  const { run, judgement, claims } = o;
  const { tool, startedAt, randomSeed, fingerprint, environment, rounds, caveats } = run;
  const report = {
    schema: 1,
    verdict: judgement.verdict,
    passed: judgement.passed,
    run: { tool, startedAt, randomSeed, fingerprint, environment, rounds: rounds.length, caveats },
    judgement,
    claims,
    table: throughputTable(run),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
