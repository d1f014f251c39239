import { hostJobName, hostJobs, jobOf } from '../core/host-job.ts';
import { isOwnImage, type PlannedArm, type Site } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import { accept, type Outcome, type Rejection } from '../core/rejection.ts';
import type { Suite } from '../core/suite.ts';
import type { Impossibility } from '../disk/field.ts';
import { spellBytes } from '../disk/spec.ts';
import { rulesOf, suiteKinds } from '../suites/registry.ts';
import type { SuiteRules } from '../suites/suite.ts';
import type { Definitions } from './defined-disk.ts';
import { type AskedDisks, askedDisks } from './definitions.ts';
import { type AskedArm, parseDiskSpec } from './disk-spec.ts';
import type { ConfigFile } from './file.ts';
import { imagesOf, likeHead, ownImageIn } from './own-image.ts';

/** The arms of a plan, and the directories of arms that name their own. */
export interface ResolvedDisks {
  readonly arms: readonly PlannedArm[];
  /** Base sides whose definitions the config hands over. */
  readonly bases: readonly PlannedArm[];
  readonly hostDirectories: Readonly<Record<string, string>>;
  readonly images: NonNullable<Site['images']>;
}

/** With base sides and yardsticks, and all workloads, a run document holds no more. */
const mostDisks = 32;

/**
 * SPECs of flag or input, else the config's disks, else the rows of the post: host, host direct and
 * six presets.
 */
export function resolveDisks({
  specs = [],
  config,
  suite,
  where,
  definitions,
}: AskedDisks): Outcome<ResolvedDisks> {
  const given = specs.filter(spec => spec.trim() !== '');
  // Whatever is wrong with them is said already.
  if (given.length === 0 && config !== undefined && lacksDisks(config))
    return { ok: false, rejections: [] };
  const { asked, rejections } = apart(
    askedDisks({ specs, config, suite, where, definitions }).map(({ outcome }) => outcome),
  );
  rejections.push(
    ...duplicates(asked),
    ...refusals(asked, [tooSmallFor(suite), unmeasuredBy(suite), ownImageIn(suite), takenJob]),
  );
  if (asked.length > mostDisks) {
    const problem = `a run has at most ${mostDisks} disks`;
    rejections.push({ path: where, problem, remedy: 'measure them in several' });
  }
  if (given.length === 0 && asked.length === 0 && rejections.length === 0) {
    const problem = 'there is no disk to measure';
    const remedy =
      'name one, such as disks: { prod: { cache: none } }, or leave disks out for the rows of the blog post';
    rejections.push({ path: config?.where(['disks']) ?? where, problem, remedy });
  }
  if (rejections.length > 0) return { ok: false, rejections };
  const hostDirectories = asked.flatMap(({ arm, hostDirectory }) =>
    hostDirectory === undefined ? [] : [[arm.name, hostDirectory]],
  );
  return accept({
    arms: asked.map(({ arm }) => arm),
    bases: asked.flatMap(({ base }) => base ?? []),
    hostDirectories: Object.fromEntries(hostDirectories),
    images: imagesOf(asked),
  });
}

/** Whether a config file has disks that could not be read, so that nobody knows which there are. */
export function lacksDisks({ content, isFaulty }: ConfigFile): boolean {
  return content.disks === undefined && isFaulty(['disks']);
}

/**
 * The base side: what the disks of the same name were before. They are measured in the same run,
 * next to their heads, which are judged against them. Where a part of the guest is the base side's
 * own, every disk has a base: those that no SPEC describes are what they are in the head.
 */
export function resolveBaseDisks({
  specs,
  suite,
  where,
  heads,
  images,
  wholeSide,
  before,
  definitions,
}: {
  readonly specs: readonly string[];
  readonly suite: Suite;
  readonly where: string;
  /** The arms to be matched by name; undefined where they could not be read. */
  readonly heads: readonly PlannedArm[] | undefined;
  readonly images: ResolvedDisks['images'];
  /** Where a part of the base side's guest was given; undefined where none was. */
  readonly wholeSide: string | undefined;
  /** Base disks that no SPEC says: the first of a name, if it has a head. */
  readonly before: readonly PlannedArm[];
  readonly definitions: Definitions | undefined;
}): Outcome<Pick<ResolvedDisks, 'arms' | 'images'>> {
  const given = specs.filter(spec => spec.trim() !== '');
  const { asked, rejections } = apart(
    given.map(spec => parseDiskSpec(where, spec, rulesOf(suite).diskSize.usual, definitions)),
  );
  const disks = heads?.filter(({ side }) => side === 'head');
  const named = new Set(asked.map(({ arm }) => arm.name));
  const known = before
    .filter(({ name }, index) => before.findIndex(one => one.name === name) === index)
    .filter(arm => !named.has(arm.name) && withoutHeadIn(disks)(arm) === undefined)
    // Beside itself an own image would be unchanged, whatever its build lost.
    .filter(arm => {
      const head = disks?.find(({ name }) => name === arm.name);
      const isOwn = isOwnImage(arm.target) || isOwnImage(head?.target);
      return !isOwn || images[`base ${arm.name}`] !== undefined;
    })
    .map(
      (arm): AskedArm => ({ arm, hostDirectory: undefined, path: `the base's disk ${arm.name}` }),
    );
  rejections.push(
    ...duplicates(asked),
    ...refusals(asked, [withoutHeadIn(disks)]),
    ...refusals([...asked, ...known], [tooSmallFor(suite), noVirtualDisk]),
  );
  // A base side that nothing is measured in would be left out without a word.
  if (wholeSide !== undefined && disks?.length === 0) {
    const problem = 'no virtual disk is measured with it';
    rejections.push({ path: wholeSide, problem, remedy: 'name a disk, or leave it out' });
  }
  if (rejections.length > 0) return { ok: false, rejections };
  const described = [...asked, ...known].map(({ arm }) => likeHead(arm, disks));
  const isOther = ({ name }: PlannedArm): boolean =>
    !described.some(arm => arm.name === name) &&
    (wholeSide ?? images[`base ${name}`]) !== undefined;
  const others = disks?.filter(isOther) ?? [];
  return accept({
    arms: [...described, ...others].map(arm => ({ ...arm, side: 'base' })),
    images: imagesOf(asked, 'base'),
  });
}

/** What could be read of several disks, and what is wrong with the others. */
function apart(outcomes: readonly Outcome<AskedArm>[]) {
  return {
    asked: outcomes.flatMap(outcome => (outcome.ok ? [outcome.value] : [])),
    rejections: outcomes.flatMap(outcome => (outcome.ok ? [] : outcome.rejections)),
  };
}

function duplicates(asked: readonly AskedArm[]): Rejection[] {
  const names = asked.map(({ arm }) => arm.name);
  return asked.flatMap(({ arm: { name }, path }, index) => {
    if (names.indexOf(name) === index || names.lastIndexOf(name) !== index) return [];
    const remedy = 'give each disk its own name=…; a name ties a row to its history';
    return [{ path, problem: `two disks are called "${name}"`, remedy }];
  });
}

/** Why an arm can't be measured, whatever the others are. */
type Check = (arm: PlannedArm) => Impossibility | undefined;

function refusals(asked: readonly AskedArm[], checks: readonly Check[]): Rejection[] {
  return checks.flatMap(check =>
    asked.flatMap(({ arm, path }) => {
      const refused = check(arm);
      return refused === undefined ? [] : [{ path, ...refused }];
    }),
  );
}

function tooSmallFor(suite: Suite): Check {
  const { files, diskSize } = rulesOf(suite);
  const who = files === undefined ? 'its workloads' : 'its files and filesystem';
  return ({ name, target }) => {
    if (target.kind !== 'disk' || target.mode.size >= diskSize.least) return undefined;
    return {
      problem: `disk "${name}" of ${formatBytes(target.mode.size)} is too small for the ${suite.name} suite`,
      remedy: `give it size=${spellBytes(diskSize.least)} or more, which ${who} need`,
    };
  };
}

/** What a null disk is given to keep is gone, files too; a pair is made of two disks of guests. */
function unmeasuredBy(suite: Suite): Check {
  return ({ name, target: { kind } }) => {
    if (kind === 'disk') return undefined;
    const isMeasuredBy = (rules: SuiteRules): boolean =>
      rules.unit === 'arm' && (kind === 'host' || rules.files === undefined);
    if (isMeasuredBy(rulesOf(suite))) return undefined;
    const others = suiteKinds().filter(other => isMeasuredBy(other.rulesOf(other.make())));
    const remedy = `leave it out, or measure with suite ${others.map(other => other.name).join(' or ')}`;
    if (rulesOf(suite).unit === 'arm')
      return {
        problem: `disk "${name}" has no storage for the files of the ${suite.name} suite`,
        remedy,
      };
    const what = kind === 'host' ? 'host rows' : 'null disks';
    return {
      problem: `"${name}": the suite ${suite.name} has no ${what}, it alternates between disks of guests`,
      remedy,
    };
  };
}

/**
 * The name of a host job is what disks are compared with: that job, in the directory in which they
 * are.
 */
const takenJob: Check = ({ name, side, target, ownDirectory }) => {
  const job = jobOf(target);
  if (side !== 'host' || !hostJobs.some(other => hostJobName(other) === name)) return undefined;
  const remedy = 'give it another name=…';
  if (job === undefined)
    return { problem: `a null disk can't be called "${name}", as a host job is`, remedy };
  if (ownDirectory === true) {
    const problem = `"${name}" is a reserved name: disks are compared with that host job, but not in another directory`;
    return { problem, remedy };
  }
  if (hostJobName(job) === name) return undefined;
  return { problem: `"${name}" is the name of a host job other than ${hostJobName(job)}`, remedy };
};

function withoutHeadIn(disks: readonly PlannedArm[] | undefined) {
  return (arm: Pick<PlannedArm, 'name'>): Impossibility | undefined => {
    if (disks === undefined || disks.some(({ name }) => name === arm.name)) return undefined;
    const names = disks.map(({ name }) => `"${name}"`).join(', ');
    const remedy = `give head and base the same name=…${names === '' ? '' : `; the head has ${names}`}`;
    return { problem: `no disk is called "${arm.name}"`, remedy };
  };
}

const noVirtualDisk: Check = ({ name, target }) =>
  target.kind === 'disk'
    ? undefined
    : { problem: `"${name}" is not a virtual disk`, remedy: 'only disks have a base side' };
