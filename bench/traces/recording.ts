import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { twinPlan } from '../../src/config/plan.ts';
import { requireSettings, type Settings } from '../../src/config/settings.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Run } from '../../src/core/run.ts';
import { declareGate } from '../../src/judge/judge.ts';
import { type MeasureRequest, measure } from '../../src/measure/measure.ts';
import { decodeRun, encodeRun } from '../../src/suites/document.ts';
import { baselineOf } from '../../test/harness/baseline-of.ts';

/** The disk modes that are recorded. */
export const traceModes = ['none', 'writeback'] as const;
export type TraceMode = (typeof traceModes)[number];

/** What is measured in each round: latency of small requests, and bandwidth of large ones. */
const workloads = ['randread-4k-qd1', 'read-1m-qd8'] as const;

/**
 * Shorter than any profile's, so that all runs fit into one quiet hour: what counts is the number
 * of fresh boots.
 */
const times = { rampMilliseconds: 300, runMilliseconds: 1000 } as const;

/** A wiring run ends as soon as it is decided, which takes six rounds where nothing stalls. */
const wiringRounds = 16;

/** One run to be recorded: nothing changed (aa), or a known loss (wiring). */
export interface Recording {
  readonly kind: 'aa' | 'wiring';
  readonly mode: TraceMode;
  /** From 1; the seed of its order too, so that runs begin with either side. */
  readonly number: number;
}

/** Where documents are kept and images lie, and with what is measured. */
export interface RecordingSite {
  /** Holds one document for each finished run. */
  readonly documents: string;
  /** Filesystem and drive under test; undefined: the default below the working directory. */
  readonly directory: string | undefined;
  readonly accelerator: string;
  readonly lockWait: string;
  readonly rounds: number;
}

/**
 * All runs in their order: modes and kinds take turns, so that what is stopped early holds some of
 * each.
 */
export function recordings({
  runs,
  wirings,
}: {
  readonly runs: number;
  readonly wirings: number;
}): Recording[] {
  return Array.from({ length: Math.max(runs, wirings) }, (_, index): Recording[] => {
    const mode = traceModes[index % traceModes.length] ?? 'none';
    const aa = traceModes.map(each => ({ kind: 'aa', mode: each, number: index + 1 }) as const);
    return [
      ...(index < runs ? aa : []),
      ...(index < wirings ? [{ kind: 'wiring', mode, number: index + 1 } as const] : []),
    ];
  }).flat();
}

/** Where the document of a run is kept. */
export function documentPath(
  { documents }: Pick<RecordingSite, 'documents'>,
  recording: Recording,
): string {
  const { kind, mode, number } = recording;
  return join(documents, `${kind}-${mode}-${String(number).padStart(2, '0')}.json`);
}

/**
 * The finished run, if its document is there; one that can't be read, or of another number of
 * rounds, is an error.
 */
export async function recordedRun(
  site: RecordingSite,
  recording: Recording,
): Promise<Run | undefined> {
  const path = documentPath(site, recording);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const decoded = decodeRun(JSON.parse(text));
  if (!decoded.ok)
    throw new Error(`${path}: ${decoded.rejections.map(({ problem }) => problem).join('; ')}`);
  const rounds = recording.kind === 'aa' ? site.rounds : wiringRounds;
  if (decoded.value.plan.rounds !== rounds)
    throw new Error(
      `${path} has ${decoded.value.plan.rounds} rounds instead of ${rounds}: use another directory`,
    );
  return decoded.value;
}

/** What a run is measured with, beside its plan. */
export type Surroundings = Pick<
  MeasureRequest,
  'cacheDirectory' | 'toolVersion' | 'onProgress' | 'signal'
>;

/**
 * Measures one run to its last round, and keeps its document whole or not at all.
 */
export async function record(
  site: RecordingSite,
  request: {
    readonly recording: Recording;
    readonly surroundings: Surroundings;
  },
): Promise<Run> {
  const { recording, surroundings } = request;
  const settings = settingsOf(site, recording);
  const wanted = recording.kind === 'aa' ? twinPlan(settings.plan) : wiringOf(settings.plan);
  const plan = shortened(wanted);
  const { run, trouble } = await measure({
    ...settings,
    ...surroundings,
    plan,
    commit: null,
    declare: before => {
      const declared = declareGate({
        before,
        baseline: baselineOf(before, []),
        policy: settings.policy,
      });
      // A trace that stops where it is decided would be one of lucky rounds.
      return Promise.resolve(
        recording.kind === 'wiring' ? declared : { ...declared, decide: () => 'continue' },
      );
    },
  });
  if (trouble !== undefined) throw trouble;
  await keep(site, { recording, run });
  return run;
}

function settingsOf(
  { directory, accelerator, lockWait, rounds }: RecordingSite,
  recording: Recording,
): Settings {
  return requireSettings({
    raw: {
      disks: [`name=pair,cache=${recording.mode},size=256MiB`],
      profile: 'quick',
      workloads: workloads.join(','),
      rounds: String(rounds),
      budget: '1h',
      accel: accelerator,
      directory,
      'lock-wait': lockWait,
    },
    origin: 'cli',
    randomSeed: recording.number,
    workspace: process.cwd(),
  });
}

/** Quick to record: without the host jobs, which are measured once and say nothing of noise. */
function shortened(plan: Plan): Plan {
  const left = new Set(plan.arms.flatMap(({ side }, index) => (side === 'host' ? [index] : [])));
  const arms = plan.arms.filter((_, index) => !left.has(index));
  const place = (index: number): number => arms.indexOf(plan.arms[index] as (typeof arms)[number]);
  return {
    ...plan,
    suite: { ...plan.suite, ...times },
    arms,
    order: plan.order.map(round => round.filter(index => !left.has(index)).map(place)),
  };
}

function wiringOf(plan: Plan): Plan {
  const twins = twinPlan({ ...plan, rounds: wiringRounds });
  const arms = twins.arms.map(arm => (arm.side === 'head' ? { ...arm, layers: 60 } : arm));
  return { ...twins, arms };
}

/** Renamed when it is whole, so that a run that was stopped is not taken for a finished one. */
async function keep(
  site: RecordingSite,
  { recording, run }: { readonly recording: Recording; readonly run: Run },
) {
  const path = documentPath(site, recording);
  await mkdir(site.documents, { recursive: true });
  await writeFile(`${path}.part`, encodeRun(run));
  await rename(`${path}.part`, path);
}
