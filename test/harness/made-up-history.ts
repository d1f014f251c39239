import { cellText } from '../../src/core/cell.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { acknowledge } from '../../src/history/accepted-level.ts';
import { judge } from '../../src/judge/judge.ts';
import type { CellFacts, RunFacts } from '../../src/page/facts.ts';
import type { StoredHistory } from '../../src/page/history.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { baselineOf } from './baseline-of.ts';
import { buildRun, diskArm, environment, normalFrom } from './run-builder.ts';

const workloads = [
  ['randread-4k-qd1', 'random read 4k, depth 1', 40],
  ['randread-4k-qd32', 'random read 4k, depth 32', 480],
  ['randwrite-4k-qd32', 'random write 4k, depth 32', 320],
  ['syncwrite-4k-qd1', 'durable write 4k, depth 1', 8],
  ['read-1m-qd8', 'read 1M, depth 8', 2400],
  ['write-1m-qd2', 'write 1M, depth 2', 1400],
] as const;
const disks = ['prod', 'scratch', 'archive', 'boot'] as const;
const start = Date.UTC(2024, 0, 1);
const hour = 3_600_000;

/**
 * A store of so many runs, one every eight hours: the host got faster once, `prod` lost random
 * reads and was accepted so, `scratch` lost writes lately, `archive` has another cache mode since.
 */
export function madeUpHistory({
  runs: count,
  rounds = 10,
  seed = 1,
}: {
  readonly runs: number;
  readonly rounds?: number;
  readonly seed?: number;
}): StoredHistory {
  const normal = normalFrom(randomFrom(seed));
  const arms = disks.map(name => diskArm(name, { cache: 'none' }));
  const changed = diskArm('archive', { cache: 'writeback' });
  const [one, two] = [Math.floor(count * 0.35), Math.floor(count * 0.6)];
  const runs = Array.from({ length: count }, (_, index): RunFacts => {
    const startedAt = new Date(start + index * 8 * hour).toISOString();
    const commit = (index * 2_654_435_761).toString(16).padStart(12, '0').padEnd(40, '0');
    const isDisturbed = index % 97 === 50;
    const host = (index > one ? 0.08 : 0) + 0.01 * normal() - (isDisturbed ? 0.2 : 0);
    const cells = disks.flatMap(disk =>
      workloads.map(([workload, title, mebibytes]): [string, CellFacts] => {
        const cell = { arm: disk, workload, metric: 'throughput', tolerance: 0.05 } as const;
        const own =
          (disk === 'prod' && workload.startsWith('randread') && index >= two ? -0.18 : 0) +
          (disk === 'scratch' && workload.includes('write') && index >= count - 12 ? -0.25 : 0) +
          (disk === 'archive' && index >= two ? 0.3 : 0) +
          0.008 * normal();
        const yardstick = Math.log(mebibytes * 1.05 * 2 ** 20) + host;
        const log = Math.log(mebibytes * 2 ** 20) + host + own;
        const offsets = Array.from({ length: rounds }, () => 0.03 * normal());
        const mean = offsets.reduce((sum, offset) => sum + offset, 0) / rounds;
        const ratio = { log: log - yardstick, key: 'yardstick' };
        const reading = { startedAt, commit, load: isDisturbed ? 0.6 : 0.02, log, ratio };
        const roundValues = offsets.map(offset => offset - mean);
        return [
          cellText(cell),
          { cell, title, reading, half: 0.02, rounds: roundValues, yardstick },
        ];
      }),
    );
    return {
      startedAt,
      identity: `${index}`,
      fingerprint: 'f'.repeat(64),
      environment,
      suite: 'pairs',
      commit,
      digest: index.toString(16).padStart(12, '0'),
      rounds,
      disturbed: isDisturbed
        ? 'other processes used up to 1.2 of 2 processors in 9 of 10 rounds'
        : '',
      disks: arms.map(arm => {
        const now = arm.name === 'archive' && index >= two ? changed : arm;
        return { arm: now, subject: now.key };
      }),
      cells: new Map(cells),
    };
  });
  return {
    verdicts: [],
    runs,
    acknowledgements: two + 9 < count ? [accepted(runs.slice(two + 4, two + 9))] : [],
    damaged: [],
    judgements: new Map([['f'.repeat(64), judgementOf(runs)]]),
    subjects: new Map(runs.map(({ commit }, index) => [commit ?? '', `Change number ${index}`])),
    repository: 'https://forge.example/team/images',
    madeAt: start + count * 8 * hour,
    older: 0,
  };
}

/** What somebody said of the level of some of the runs. */
export function accepted(
  runs: readonly RunFacts[],
  said: { readonly by?: string; readonly reason?: string } = {},
) {
  const cells = [...(runs[0]?.cells.values() ?? [])];
  const none = acknowledge({
    acknowledgedAt: runs.at(-1)?.startedAt ?? '',
    by: said.by ?? 'Ada Lovelace',
    reason: said.reason ?? 'QEMU 9 writes through io_uring: slower reads, safe restarts',
    toolVersion: '0.1.0',
    runs: [],
    covers: () => false,
  });
  return {
    ...none,
    fingerprint: 'f'.repeat(64),
    levels: cells.map(({ cell: { arm, workload, metric }, reading }) => ({
      arm,
      workload,
      metric,
      value: Math.exp(reading.log),
      ratio: Math.exp(reading.ratio?.log ?? 0),
    })),
    runs: runs.map(({ startedAt, digest }) => ({ startedAt, digest })),
  };
}

/** A judgement of these cells: writes of `scratch` regressed, one open, the others unchanged. */
function judgementOf(runs: readonly RunFacts[]): ReturnType<typeof judge> {
  const run = buildRun();
  const judged = judge({ run, baseline: baselineOf(run, []), policy: defaultPolicy });
  const [template] = judged.cells;
  if (template === undefined) throw new RangeError('a run has a cell');
  const cells = [...(runs.at(-1)?.cells.values() ?? [])].map(({ cell }) => {
    const { tolerance: _, ...name } = cell;
    const verdict = verdictOf(name);
    const { reason: __, ...rest } = template;
    const reason = { kind: 'below-accepted', change: -0.22 } as const;
    return { ...rest, ...name, verdict, ...(verdict === 'regressed' && { reason }) };
  });
  return { ...judged, cells };
}

function verdictOf({
  arm,
  workload,
}: {
  readonly arm: string;
  readonly workload: string;
}): Verdict {
  if (arm === 'scratch' && workload.includes('write')) return 'regressed';
  if (arm === 'boot' && workload === 'read-1m-qd8') return 'inconclusive';
  return arm === 'archive' ? 'improved' : 'unchanged';
}
