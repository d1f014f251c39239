import { driveControlName } from '../core/control-arm.ts';
import { hostJobName, hostJobs, jobOf } from '../core/host-job.ts';
import type { PlannedArm } from '../core/plan.ts';
import { formatBytes, spellBytes } from '../core/quantity.ts';
import { accept, type Outcome, type Rejection } from '../core/rejection.ts';
import { defaultDiskSize, leastDiskSize, type Suite } from '../core/workload.ts';
import { cacheModes } from '../disk/cache.ts';
import { type AskedArm, diskFrom, parseDiskSpec } from './disk-spec.ts';
import { type ConfigFile, specKey } from './file.ts';

/** The arms of a plan, and the directories of those that name one of their own. */
export interface ResolvedDisks {
  readonly arms: readonly PlannedArm[];
  readonly hostDirectories: Readonly<Record<string, string>>;
}

interface DisksRequest {
  readonly specs: readonly string[] | undefined;
  readonly config: ConfigFile | undefined;
  readonly suite: Suite;
  readonly where: string;
}

/**
 * SPECs of flag or input, else the config's disks, else the rows of the post: host, host direct and
 * six presets.
 */
export function resolveDisks({
  specs,
  config,
  suite,
  where,
}: DisksRequest): Outcome<ResolvedDisks> {
  const asked = specs?.filter(spec => spec.trim() !== '') ?? [];
  // Whatever is wrong with them is said already.
  if (asked.length === 0 && config !== undefined && lacksDisks(config))
    return { ok: false, rejections: [] };
  const outcomes = requestedDisks(asked, { config, suite, where });
  const rejections: Rejection[] = outcomes.flatMap(outcome =>
    outcome.ok ? [] : outcome.rejections,
  );
  const requests = outcomes.flatMap(outcome => (outcome.ok ? [outcome.value] : []));
  rejections.push(
    ...duplicates(requests),
    ...tooSmall(requests, suite),
    ...withoutFiles(requests, suite),
    ...takenNames(requests),
    ...takenJobs(requests),
  );
  if (asked.length === 0 && requests.length === 0 && rejections.length === 0) {
    const problem = 'there is no disk to measure';
    const remedy =
      'name one, such as disks: { prod: { cache: none } }, or leave disks out for the rows of the blog post';
    rejections.push({ path: config?.where(['disks']) ?? where, problem, remedy });
  }
  if (rejections.length > 0) return { ok: false, rejections };
  return accept({
    arms: requests.map(({ arm }) => arm),
    hostDirectories: Object.fromEntries(
      requests.flatMap(({ arm, hostDirectory }) =>
        hostDirectory === undefined ? [] : [[arm.name, hostDirectory]],
      ),
    ),
  });
}

/** Whether a config file has disks that could not be read, so that nobody knows which there are. */
export function lacksDisks({ content, isFaulty }: ConfigFile): boolean {
  return content.disks === undefined && isFaulty(['disks']);
}

function requestedDisks(
  asked: readonly string[],
  { config, suite, where }: Omit<DisksRequest, 'specs'>,
): Outcome<AskedArm>[] {
  const size = defaultDiskSize(suite);
  if (asked.length > 0) return asked.map(spec => parseDiskSpec(where, spec, size));
  if (config?.content.disks !== undefined) return disksOfConfig(config, size);
  return ['host', 'host-direct', ...presets].map(spec => parseDiskSpec(where, spec, size));
}

interface BaseDisksRequest {
  readonly specs: readonly string[];
  readonly suite: Suite;
  readonly where: string;
  /** The arms to be matched by name; undefined where they could not be read. */
  readonly heads: readonly PlannedArm[] | undefined;
  /** Where a part of the base side's guest was given; undefined where none was. */
  readonly wholeSide: string | undefined;
}

/**
 * The base side: what the disks of the same name were before. They are measured in the same run,
 * next to their heads, which are judged against them. Where a part of the guest is the base side's
 * own, every disk has a base: those that no SPEC describes are what they are in the head.
 */
export function resolveBaseDisks(request: BaseDisksRequest): Outcome<readonly PlannedArm[]> {
  const { specs, suite, where, heads, wholeSide } = request;
  const outcomes = specs
    .filter(spec => spec.trim() !== '')
    .map(spec => parseDiskSpec(where, spec, defaultDiskSize(suite)));
  const requests = outcomes.flatMap(outcome => (outcome.ok ? [outcome.value] : []));
  const disks = heads?.filter(({ side }) => side === 'head');
  const rejections: Rejection[] = [
    ...outcomes.flatMap(outcome => (outcome.ok ? [] : outcome.rejections)),
    ...duplicates(requests),
    ...tooSmall(requests, suite),
    ...requests.flatMap(({ arm }) =>
      disks === undefined || disks.some(({ name }) => name === arm.name)
        ? []
        : [{ path: where, problem: `no disk is called "${arm.name}"`, remedy: headNames(disks) }],
    ),
    ...requests.flatMap(({ arm }) =>
      arm.target.kind === 'disk'
        ? []
        : [
            {
              path: where,
              problem: `"${arm.name}" is no virtual disk`,
              remedy: 'only disks have a base side',
            },
          ],
    ),
    ...(wholeSide !== undefined && disks?.length === 0 ? [noDisk(wholeSide)] : []),
  ];
  if (rejections.length > 0) return { ok: false, rejections };
  const described = requests.map(({ arm }) => arm);
  const others = disks?.filter(({ name }) => !described.some(arm => arm.name === name)) ?? [];
  const arms = wholeSide === undefined ? described : [...described, ...others];
  return accept(arms.map(arm => ({ ...arm, side: 'base' })));
}

function headNames(disks: readonly PlannedArm[]): string {
  const names = disks.map(({ name }) => `"${name}"`).join(', ');
  return `give head and base the same name=…${names === '' ? '' : `; the head has ${names}`}`;
}

/** A base side that nothing is measured in would be left out without a word. */
function noDisk(where: string): Rejection {
  return {
    path: where,
    problem: 'there is no virtual disk to measure in it',
    remedy: 'name a disk, or leave it out',
  };
}

/** Rows of the post, in its order. */
const presets: readonly (typeof cacheModes)[number][] = cacheModes;

function disksOfConfig(config: ConfigFile, size: number): Outcome<AskedArm>[] {
  return Object.entries(config.content.disks ?? {}).map(([name, fields]) => {
    const path = config.where(['disks', name]);
    const spec = fields[specKey];
    if (spec !== undefined) return parseDiskSpec(path, `${spec},name=${name}`, size);
    const texts = Object.entries(fields).flatMap(([key, text]) =>
      text === undefined ? [] : [[key, text] as const],
    );
    const isWhole = !config.isFaulty(['disks', name]);
    const outcome = diskFrom(
      path,
      { ...Object.fromEntries(texts), name },
      { defaultSize: size, isWhole },
    );
    return outcome.ok
      ? outcome
      : { ok: false, rejections: outcome.rejections.map(at(config, name)) };
  });
}

/** Moves a rejection of one key to that key's own line. */
function at(config: ConfigFile, name: string) {
  const base = config.where(['disks', name]);
  return (rejection: Rejection): Rejection => {
    const key = rejection.path.slice(base.length + 1);
    if (key === '' || key === 'name') return rejection;
    return { ...rejection, path: config.where(['disks', name, key]) };
  };
}

function duplicates(requests: readonly AskedArm[]): Rejection[] {
  const names = requests.map(({ arm }) => arm.name);
  return requests.flatMap(({ arm: { name }, path }, index) =>
    names.indexOf(name) < index && names.lastIndexOf(name) === index
      ? [
          {
            path,
            problem: `two disks are called "${name}"`,
            remedy: 'give each its own name=…; names tie a row to its history',
          },
        ]
      : [],
  );
}

/**
 * What a null disk is given to keep is gone: no file system, and no files for a tool that needs
 * some.
 */
function withoutFiles(requests: readonly AskedArm[], suite: Suite): Rejection[] {
  if (suite.tool !== 'sysbench') return [];
  return requests.flatMap(({ arm, path }) =>
    arm.target.kind === 'null'
      ? [
          {
            path,
            problem: `disk "${arm.name}" has no storage for the files of the ${suite.name} suite`,
            remedy:
              'leave the null disk out, or measure a suite that uses the disk as it is (--suite gate)',
          },
        ]
      : [],
  );
}

/**
 * A null disk and the control on the reference file are on one side, where each name tells one arm.
 */
function takenNames(requests: readonly AskedArm[]): Rejection[] {
  return requests.flatMap(({ arm: { name, side }, path }) => {
    if (side !== 'control' || name !== driveControlName) return [];
    const problem = `a null disk can't be called "${name}", as a control is`;
    return [{ path, problem, remedy: 'give it another name=…' }];
  });
}

/**
 * The name of a host job is what disks are compared with: that job, in the directory in which they
 * are.
 */
function takenJobs(requests: readonly AskedArm[]): Rejection[] {
  const jobs: ReadonlySet<string> = new Set(hostJobs.map(hostJobName));
  return requests.flatMap(({ arm: { name, target, ownDirectory }, path }) => {
    const job = jobOf(target);
    if (job === undefined || !jobs.has(name)) return [];
    if (ownDirectory !== true && hostJobName(job) === name) return [];
    const problem =
      ownDirectory === true
        ? `"${name}" is the name of what disks are compared with, and in another directory nothing is`
        : `"${name}" is the name of another host job than ${hostJobName(job)}`;
    return [{ path, problem, remedy: 'give it another name=…' }];
  });
}

function tooSmall(requests: readonly AskedArm[], suite: Suite): Rejection[] {
  const least = leastDiskSize(suite);
  const who = suite.name === 'seed' ? 'its files and filesystem' : 'its workloads';
  const remedy = `give it size=${spellBytes(least)} or more, which ${who} need`;
  return requests.flatMap(({ arm: { name, target }, path }) => {
    if (target.kind !== 'disk' || target.mode.size >= least) return [];
    const problem = `disk "${name}" of ${formatBytes(target.mode.size)} is too small for the ${suite.name} suite`;
    return [{ path, problem, remedy }];
  });
}
