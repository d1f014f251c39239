import { writeFile } from 'node:fs/promises';
import { requireSettings } from '../../src/config/settings.ts';
import type { PlannedArm } from '../../src/core/plan.ts';
import { runGate } from '../../src/run.ts';
import { ancestorsInClone } from '../../src/store/git/ancestors.ts';
import { openStore, requireStore } from '../../src/store/location.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { guestCache } from './guest-setup.ts';

/** What the driver is told, as JSON in its one argument. */
export interface StoredReferenceRun {
  readonly directory: string;
  /** Stands at the commit that is measured. */
  readonly clone: string;
  readonly disks: readonly string[];
  readonly baseDisks: readonly string[];
  /**
   * Bytes per second that QEMU lets through to a disk, by side and name (`head prod`); others are
   * not held back.
   */
  readonly throttles: Readonly<Record<string, number>>;
  readonly rounds: number;
  /** The base commit of what is judged. */
  readonly base: string;
  readonly isDefaultBranch: boolean;
  /** Say on stderr when a workload begins and an arm is done: `measuring`, `measured`. */
  readonly isTelling: boolean;
  /** Where the run document is written to. */
  readonly out: string;
}

// One whole run (measure, judge, record) with one of the fio suite's workloads, its seconds cut
// and its disks held back, which no option does.
const asked = JSON.parse(process.argv[2] ?? '') as StoredReferenceRun;
const { directory, clone, base, isDefaultBranch, isTelling, throttles } = asked;
const whole = fioSuite('quick');
const suite = {
  ...whole,
  rampMilliseconds: 100,
  runMilliseconds: 500,
  workloads: whole.workloads.filter(({ name }) => name === 'randread-4k-qd1'),
};
const { disks, baseDisks } = asked;
const limits = {
  rounds: String(asked.rounds),
  accel: 'tcg',
  'lock-wait': '1h',
};
const settings = requireSettings({
  raw: { disks, baseDisks, directory, ...limits },
  origin: 'cli',
  randomSeed: 1,
  workspace: clone,
});
const signal = new AbortController().signal;
await using store = await openStore(requireStore('git:baselines'), {
  cacheDirectory: guestCache,
  clone,
  signal,
});
const outcome = await runGate({
  ...settings,
  plan: { ...settings.plan, suite, arms: settings.plan.arms.map(heldBack) },
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

function heldBack(arm: PlannedArm): PlannedArm {
  const throttle = throttles[`${arm.side} ${arm.name}`];
  return throttle === undefined ? arm : { ...arm, throttle };
}
