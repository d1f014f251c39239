import { getState, saveState } from '@actions/core';
import { z } from 'zod';
import type { Settings } from '../config/settings.ts';
import { describeError, exitStatusOf, GateError, toldOf } from '../errors.ts';
import { readGithubFacts } from '../github/environment.ts';
import {
  type Annotation,
  failStep,
  publishAnnotations,
  publishNotice,
  requireWritten,
  toRunner,
  writeLog,
  writeSummary,
} from '../github/step.ts';
import { guardProcess } from '../process/guard.ts';
import { endLeftovers, identify, markChildren } from '../process/owner.ts';
import { removeAbandonedScratch } from '../process/scratch.ts';
import { type Audience, findAddressees } from './addressees.ts';
import { readTelling } from './inputs.ts';
import { keepVerdicts } from './stores.ts';
import { postStatus, publishFinding, tellOutcome, tellPullRequest } from './tell.ts';

/** Tells one audience how its run ended. It does so once: later trouble does not replace it. */
export interface Teller {
  /** Sets the status of the beginning, which never comes after that of the end. */
  readonly begin: () => void;
  /** `status` is `never` where another finding for the same commit sets it. */
  readonly tell: (
    finding: Parameters<typeof publishFinding>[0],
    status?: Audience['inputs']['status'],
  ) => Promise<void>;
  readonly tellTrouble: (error: unknown) => Promise<void>;
}

/** The teller of an audience that waits for a verdict. */
export function tellerFor(audience: Audience): Teller {
  let begun: Promise<unknown> | undefined;
  let isTold = false;
  return {
    begin: () => {
      // Whoever is refused it is told at the end.
      begun = postStatus(pending, audience).catch(() => undefined);
    },
    tell: async (finding, status = audience.inputs.status) => {
      await begun;
      await publishFinding(finding, { ...audience, inputs: { ...audience.inputs, status } });
      isTold = true;
      noteEnding('told');
      await keepVerdicts(finding, audience);
    },
    tellTrouble: async error => {
      if (isTold) return;
      await begun;
      await tellTrouble(error, audience);
    },
  };
}

/** The status of a commit while it is measured. */
export const pending = { state: 'pending', description: 'measuring' } as const;

/** A cancelled step has seconds only, so its post step tells it. */
async function tellTrouble(error: unknown, audience: Audience): Promise<void> {
  const { signal } = audience;
  try {
    signal.throwIfAborted();
    await tellPullRequest(troubleOf(error), audience);
    noteEnding('told');
  } catch (trouble) {
    if (!signal.aborted) throw trouble;
    noteEnding('cancelled');
  }
}

let advisory: boolean | undefined;

/**
 * Notes, for the post step too, whether the policy of all that is judged is to fail nothing:
 * trouble does not, either.
 */
export function noteAdvisory({ policy }: Pick<Settings, 'policy'>): void {
  advisory = advisory !== false && policy.advisory === true;
  toRunner(() => saveState('advisory', `${advisory}`));
}

/** In one sentence: of several faults the first. */
function troubleOf(thrown: unknown) {
  const { problem, faults = [] } = toldOf(thrown)?.facts ?? {
    problem: 'a bug of qemu-storage-gate ended the run',
  };
  const reason = faults.length === 0 ? problem : `${problem}, the first: ${faults[0]}`;
  return { kind: 'not-measured', reason, advisory } as const;
}

/**
 * Does the work of an entry. If it fails, the error goes to log and summary, then to those who wait
 * for a verdict, and decides the exit status.
 */
export async function untilTrouble(
  tellers: readonly Teller[],
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
    // Of the inner work: what goes around it tells nobody.
    if (tellers.length > 0) requireWritten();
  } catch (thrown) {
    // What a cancelled step was waiting for may fail in its own words first; the cancellation is
    // the reason.
    const error: unknown = signal.aborted ? signal.reason : thrown;
    await publishTrouble(error);
    if (!advisory) process.exitCode = exitStatusOf(error);
    for (const teller of tellers) await teller.tellTrouble(error);
  }
}

/** Fails the step with what ended it before its end, and says it in the summary. */
async function publishTrouble(error: unknown): Promise<void> {
  const { problem = '', faults = [] } = toldOf(error)?.facts ?? {};
  const places = [problem, ...faults].flatMap(placeIn);
  if (faults.length > 0) publishAnnotations(places);
  if (advisory) publishNotice(`advisory: ${describeError(error)}`);
  else failStep(describeError(error).split('\n'), faults.length > 0 ? undefined : places[0]?.at);
  tellOutcome(troubleOf(error));
  await writeSummary(describeFailure(error), process.env);
}

/** The line of a file that a fault begins with, if it does. */
function placeIn(message: string): Annotation[] {
  const [, path = '', line] = /^([^\s/:][^:]*):(\d+)[ :]/.exec(message) ?? [];
  if (path === '' || path.includes(' at ')) return [];
  return [{ level: 'error', title: 'storage gate', message, at: { path, line: Number(line) } }];
}

/**
 * Markdown for the step summary of a run that failed; the message is plain text that cannot break
 * out of its block.
 */
export function describeFailure(error: unknown): string {
  const text = describeError(error)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `## Storage gate: the run did not finish\n\n<pre>\n${text}\n</pre>`;
}

/**
 * Aborted when the job is cancelled: a runner sends SIGINT, to node alone, and SIGTERM 7.5 s later.
 */
export function cancelOnSignals(): AbortSignal {
  guardProcess(writeLog);
  const controller = new AbortController();
  const cancel = (code: 'interrupted' | 'terminated', name: string) =>
    process.on(name, () => {
      const facts = { problem: `cancelled by ${name}`, why: 'nothing was judged or kept' };
      controller.abort(new GateError(code, facts));
    });
  cancel('interrupted', 'SIGINT');
  cancel('terminated', 'SIGTERM');
  return controller.signal;
}

const endings = ['begun', 'cancelled', 'told'] as const;
const actions = ['gate', 'report'] as const;

/** Notes for the post step which action was started. */
export function noteBeginning(action: (typeof actions)[number]): void {
  toRunner(() => saveState('action', action));
  noteEnding('begun');
}

/** Notes for the post step how far the main step came in telling its end. */
export function noteEnding(ending: (typeof endings)[number]): void {
  toRunner(() => saveState('ending', ending));
}

/**
 * Tells the pull request that nothing was measured or judged, if the main step was cancelled or
 * killed before it could. Otherwise an earlier comment would seem to be about this commit, and the
 * status would stay pending. GitHub is asked again which pull request the report belongs to:
 * nothing that could be wrong is kept from step to step.
 */
export async function tellAbandoned(): Promise<void> {
  const ending = z.enum(['', ...endings]).parse(getState('ending'));
  if (ending === '' || ending === 'told') return;
  const reason = {
    begun: 'the step was killed before it could end',
    cancelled: 'the job was cancelled',
  }[ending];
  const isAdvisory = getState('advisory') === 'true';
  const finding = { kind: 'not-measured', reason, advisory: isAdvisory } as const;
  const { signal } = new AbortController();
  const job = { facts: readGithubFacts(process.env), signal };
  const isReport = z.enum(actions).parse(getState('action')) === 'report';
  const addressees = isReport ? await findAddressees(job) : [job];
  if ('nobody' in addressees) return;
  for (const each of addressees) await tellPullRequest(finding, { ...each, inputs: readTelling() });
}

const cleanupSchema = z.object({
  mark: z.uuid(),
  owner: z.object({ pid: z.int().positive(), started: z.string() }).optional(),
  /** Directories in which this run makes its scratch. */
  parents: z.array(z.string()),
});

/**
 * Notes for the post step who we are and where scratch is made, and marks everything that is
 * started from now on.
 */
export async function prepareCleanup(parents: string[]): Promise<void> {
  const [mark, owner] = [markChildren(process.env), await identify(process.pid)];
  const state = { mark, owner, parents } satisfies z.infer<typeof cleanupSchema>;
  toRunner(() => saveState('cleanup', state));
}

/**
 * Ends the processes and removes the files that a killed main step left. Returns what it did, one
 * line each; nothing if the main step never reached `prepareCleanup`.
 */
export async function cleanUp(): Promise<readonly string[]> {
  const state = getState('cleanup');
  if (state === '') return [];
  const { mark, owner, parents } = cleanupSchema.parse(JSON.parse(state));
  const killed = await endLeftovers({ mark, owner });
  const lines = killed.map(pid => `ended process ${pid}`);
  for (const parent of parents)
    for (const path of await removeAbandonedScratch(parent, text => lines.push(text)))
      lines.push(`removed ${path}`);
  return lines;
}
