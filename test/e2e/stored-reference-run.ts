import { writeFile } from 'node:fs/promises';
import { requireSettings } from '../../src/config/settings.ts';
import type { PlannedArm } from '../../src/core/plan.ts';
import { runGate } from '../../src/run.ts';
import { ancestorsInClone } from '../../src/store/git/ancestors.ts';
import { openStore, requireStore } from '../../src/store/location.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { guestCache } from './guest-setup.ts';

/** What the driver is told, as JSON in its one argument. */
export interface StoredReferenceRun {
  readonly directory: string;
  /** Stands at the commit that is measured. */
  readonly clone: string;
  readonly disks: readonly string[];
  readonly baseDisks: readonly string[];
  /** Side and name of a disk (`head prod`) that has needless nodes of QEMU below it. */
  readonly slowed: string | undefined;
  readonly rounds: number;
  /** The base commit of what is judged. */
  readonly base: string;
  readonly isDefaultBranch: boolean;
  /** Say on stderr when a workload begins and an arm is done: `measuring`, `measured`. */
  readonly isTelling: boolean;
  /** Where the run document is written to. */
  readonly out: string;
}

// One whole run (measure, judge, record) with one workload, of a disk that is slower by what no
// option does.
const asked = JSON.parse(process.argv[2] ?? '') as StoredReferenceRun;
const { directory, clone, base, isDefaultBranch, isTelling, slowed } = asked;
const { disks, baseDisks } = asked;
const how = {
  suite: 'pairs',
  profile: 'quick',
  workloads: 'randread-4k-qd32',
  rounds: String(asked.rounds),
  accel: 'tcg',
  budget: '30m',
  'lock-wait': '1h',
};
const settings = requireSettings({
  raw: { disks, baseDisks, directory, ...how },
  origin: 'cli',
  randomSeed: 1,
  workspace: clone,
  kept: isDefaultBranch,
});
const signal = new AbortController().signal;
await using store = await openStore(requireStore('git:baselines'), {
  cacheDirectory: guestCache,
  clone,
  signal,
});
const outcome = await runGate({
  ...settings,
  plan: { ...settings.plan, arms: settings.plan.arms.map(slowedDown) },
  store,
  record: isDefaultBranch,
  isDefaultBranch,
  commit: base,
  ancestry: await ancestorsInClone({ cwd: clone, commit: base }),
  cacheDirectory: guestCache,
  toolVersion: '0.0.0-test',
  onProgress: ({ kind }) => {
    if (isTelling && (kind === 'measuring' || kind === 'measured'))
      process.stderr.write(`${kind}\n`);
  },
  signal,
  keep: run => writeFile(asked.out, encodeRun(run)),
  publish: () => Promise.resolve(),
});

process.stdout.write(
  JSON.stringify({ judgement: outcome.judgement, recordedAt: outcome.recordedAt }),
);

function slowedDown(arm: PlannedArm): PlannedArm {
  return `${arm.side} ${arm.name}` === slowed ? { ...arm, layers: 60 } : arm;
}
