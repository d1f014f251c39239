import { access } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Run } from '../core/run.ts';
import { type Verdict, worstVerdict } from '../core/verdict.ts';
import type { JudgedRun } from '../run.ts';
import { readStoredFile } from '../store/documents.ts';

/** One run document among those of a report: judged, or the reason why it can't be. */
export type Leg = { readonly name: string } & (
  | { readonly judged: JudgedRun }
  | { readonly problem: string; readonly isAbsent: boolean }
);

interface LegRequest {
  /** Paths as the workflow wrote them. */
  readonly paths: readonly string[];
  readonly workspace: string;
  /** Judges the document of a path by its index. */
  readonly judge: (run: Run, index: number) => Promise<JudgedRun>;
}

/**
 * Reads and judges run documents that others made: nothing in them is trusted, and one that is
 * absent, damaged or judges nothing is a leg without a value, never green.
 */
export async function judgeLegs({ paths, workspace, judge }: LegRequest): Promise<readonly Leg[]> {
  const names = paths.map(path => basename(dirname(resolve(workspace, path))));
  const legs: Leg[] = [];
  for (const [index, path] of paths.entries()) {
    const own = names[index] ?? path;
    const name = paths.length > 1 && names.filter(other => other === own).length === 1 ? own : path;
    legs.push({ name, ...(await judgeLeg(resolve(workspace, path), run => judge(run, index))) });
  }
  return legs;
}

async function judgeLeg(path: string, judge: (run: Run) => Promise<JudgedRun>) {
  const isAbsent = await access(path).then(
    () => false,
    () => true,
  );
  if (isAbsent) return { problem: 'there is no run document', isAbsent };
  const file = await readStoredFile(path);
  if (!('run' in file))
    return { problem: 'reason' in file ? file.reason : 'it is no run', isAbsent };
  const { run } = file;
  if (run.stop.reason === 'trouble')
    return { problem: 'trouble ended the run before its end', isAbsent };
  const judged = await judge(run);
  if (judged.judgement.gatedCells === 0)
    return { problem: 'no cell of it is gated, so nothing could fail', isAbsent };
  return { judged };
}

/** The worst verdict of all legs; a leg without a value is missing. */
export function verdictOfLegs(legs: readonly Leg[]): Verdict {
  return worstVerdict(
    legs.map(leg => ('judged' in leg ? leg.judged.judgement.verdict : 'missing')),
  );
}

/** Whether every leg has a value, and passed. */
export function haveAllPassed(legs: readonly Leg[]): boolean {
  return legs.every(leg => 'judged' in leg && leg.judged.judgement.passed);
}
