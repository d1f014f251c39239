import { requireSettings, type Settings } from '../../src/config/settings.ts';
import { offsetSeed } from '../../src/core/order.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';

/** Two disks of one name, as texts of `--disk` and `--base-disk`. */
export interface DiskPair {
  readonly head: string;
  readonly base: string;
  /** Raw nodes in the head's disk that pass everything on: a loss of QEMU's own. */
  readonly layers?: number | undefined;
}

/** A kind of run whose verdict is known before it is measured. */
export interface Kind {
  readonly title: string;
  /** Runs take turns among them. */
  readonly variants: readonly DiskPair[];
  /** Workloads that must read regressed; those in neither list may read as they will. */
  readonly lost: readonly string[];
  /** Workloads that must not. */
  readonly kept: readonly string[];
  readonly tolerance?: number | undefined;
  /** No look ends it: all planned rounds, for figures of noise. */
  readonly whole?: boolean | undefined;
}

const all = [
  'randread-4k-qd1',
  'randread-4k-qd32',
  'randwrite-4k-qd32',
  'syncwrite-4k-qd1',
  'read-1m-qd8',
  'write-1m-qd2',
] as const;

const same = { head: 'cache=none', base: 'cache=none' } as const;
const unchanged = { lost: [], kept: all } as const;

/** What `--kind` takes. */
export const kinds = {
  aa: { title: 'A/A, one raw file', variants: [same], ...unchanged },
  'aa-3': {
    title: 'A/A, one raw file, tolerance 3 %',
    variants: [same],
    ...unchanged,
    tolerance: 0.03,
  },
  'aa-whole': { title: 'A/A, all rounds', variants: [same], ...unchanged, whole: true },
  'aa-unlike': {
    title: 'unlike images of equal speed',
    variants: [
      { head: 'cache=none,preallocation=full', base: 'cache=none' },
      {
        head: 'cache=none,format=qcow2,cluster_size=128KiB',
        base: 'cache=none,format=qcow2,cluster_size=64KiB',
      },
    ],
    ...unchanged,
  },
  // What a node costs of a request is the same in all cells: least of the longest ones, which small
  // clusters cut in pieces, each of which passes all nodes.
  'loss-all': {
    title: 'a loss of 10 % and more in all cells',
    variants: [
      {
        head: 'cache=none,format=qcow2,cluster_size=1KiB',
        base: 'cache=none,format=qcow2',
        layers: 50,
      },
    ],
    lost: all,
    kept: [],
  },
  'loss-one': {
    title: 'a loss of about 10 % at depth 32 alone',
    variants: [{ ...same, layers: 12 }],
    lost: ['randread-4k-qd32', 'randwrite-4k-qd32'],
    kept: ['randread-4k-qd1', 'syncwrite-4k-qd1', 'read-1m-qd8', 'write-1m-qd2'],
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];

/** By what the runs of a kind are judged: the defaults, each side by the other alone. */
export function policyOf(name: KindName): Policy {
  const { tolerance = defaultPolicy.tolerance }: Kind = kinds[name];
  return { ...defaultPolicy, reference: 'base', tolerance };
}

/** Where and with what is measured. */
export interface BenchSite {
  /** Filesystem and drive under test; undefined: the default below the working directory. */
  readonly directory: string | undefined;
  readonly accelerator: string;
  readonly lockWait: string;
  /** For a trial: fewer rounds and workloads than the default profile has. */
  readonly rounds?: string | undefined;
  readonly workloads?: string | undefined;
  /** In place of those of a kind, to find how many make which loss on this host. */
  readonly layers?: number | undefined;
}

/** More than the rounds of any kind take; a kind that ends by its verdicts has the default. */
const wholeBudget = '30m';

/** A plan of two disks in the default profile. `seed` names what is drawn for it. */
export function settingsOf(
  { directory, accelerator, lockWait, rounds, workloads }: BenchSite,
  {
    pair: { head, base, layers },
    seed,
    suite = 'pairs',
    budget,
    writeBudget,
  }: {
    readonly pair: DiskPair;
    readonly seed: string;
    readonly suite?: 'pairs' | 'fio';
    readonly budget?: string | undefined;
    readonly writeBudget?: string | undefined;
  },
): Settings {
  const settings = requireSettings({
    raw: {
      suite,
      budget,
      'write-budget': writeBudget,
      disks: [`name=pair,${head}`],
      baseDisks: [`name=pair,${base}`],
      rounds,
      workloads,
      accel: accelerator,
      directory,
      'lock-wait': lockWait,
    },
    origin: 'cli',
    randomSeed: offsetSeed({ randomSeed: 0, round: 0, workload: seed }),
    workspace: process.cwd(),
  });
  if (layers === undefined) return settings;
  const arms = settings.plan.arms.map(arm => (arm.side === 'head' ? { ...arm, layers } : arm));
  return { ...settings, plan: { ...settings.plan, arms } };
}

/** The budget of a kind, where it is another one than the suite's own. */
export function budgetOf(name: KindName): string | undefined {
  const { whole }: Kind = kinds[name];
  return whole === true ? wholeBudget : undefined;
}
