import { evidenceFault } from '../disk/evidence.ts';
import { defaultDiskMode, impossibilities, withDefaults } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import type { Disk } from '../disk/parts.ts';
import { canonicalJson } from './environment.ts';
import { hostJobName, jobOf } from './host-job.ts';
import { type OwnImage, type PlannedArm, targetKey } from './plan.ts';
import type { Rejection } from './rejection.ts';
import type { Run, RunArm } from './run.ts';

/** What the arms of a document claim against its plan and against their own evidence. */
export function armFaults(run: Run): Rejection[] {
  const { arms, plan } = run;
  if (arms.length !== plan.arms.length)
    return [{ path: 'arms', problem: `has ${arms.length} arms, the plan ${plan.arms.length}` }];
  const names = arms.map(({ name, side }) => `${side} ${name}`);
  return arms.flatMap((arm, index) => {
    const path = `arms.${index}`;
    const planned = plan.arms[index];
    if (names.indexOf(`${arm.side} ${arm.name}`) !== index)
      return [{ path, problem: `a second ${arm.side} arm is called ${arm.name}` }];
    if (planned?.name !== arm.name || planned.side !== arm.side)
      return [{ path, problem: `is not the arm ${index} of the plan` }];
    if (canonicalJson(planned.target) !== canonicalJson(arm.subject.target))
      return [{ path: `${path}.subject.target`, problem: 'is not what the plan has' }];
    return [...targetFaults(planned, path), ...attestationFaults(run, index)];
  });
}

/** What each side may be. */
const kindsOf = {
  head: ['disk'],
  base: ['disk'],
  host: ['host', 'null'],
  yardstick: ['disk', 'host'],
} as const satisfies Record<PlannedArm['side'], readonly PlannedArm['target']['kind'][]>;

function targetFaults({ name, side, target }: PlannedArm, path: string): Rejection[] {
  const at = `${path}.subject.target`;
  const kinds: readonly string[] = kindsOf[side];
  // The plain disk beside which all others are seen: a base side under this name would be none.
  if (!kinds.includes(target.kind) || (side === 'yardstick' && !name.startsWith(side)))
    return [{ path: at, problem: `is nothing that a ${side} arm called ${name} can be` }];
  if (target.kind !== 'disk') return [];
  const [impossible] = impossibilities(target.mode);
  if (impossible !== undefined) return [{ path: at, ...impossible }];
  const fault = target.image && imageFault(target.mode, target.image);
  return fault === undefined ? [] : [{ path: `${at}.image`, problem: fault }];
}

/** What an own image and the mode of its disk contradict each other in. */
function imageFault(mode: DiskMode, { on, layers, data, used }: OwnImage): string | undefined {
  const [top] = layers;
  const { clusterSize, lazyRefcounts } = withDefaults(mode);
  const said = { cluster_size: clusterSize, lazy_refcounts: lazyRefcounts ? 'on' : 'off' };
  const options: Readonly<Record<string, unknown>> =
    on === 'copy' ? { ...said, ...top?.options } : said;
  const isLike =
    top?.size === mode.size &&
    mode.format === (on === 'overlay' ? 'qcow2' : top.format) &&
    Object.entries(said).every(([name, value]) => String(options[name]) === String(value));
  if (!isLike || used > data || data > mode.size) return 'is not that of its disk';
  const isRaw = layers.some(({ format }, at) => format === 'raw' && at < layers.length - 1);
  return isRaw ? 'has a raw layer that rests on another one' : undefined;
}

/** A disk counts as attested by its evidence, never by its word. */
function attestationFaults({ arms, caveats, plan }: Run, index: number): Rejection[] {
  const arm = arms[index];
  if (arm === undefined) return [];
  const { attestation, name, side, key } = arm;
  const path = `arms.${index}`;
  const isKey = key === keyOf(arm);
  if (!isKey)
    return [{ path: `${path}.key`, problem: `is not the key of its mode, ${keyOf(arm)}` }];
  if (!attestation.ok) return [];
  const refused = (problem: string) => [{ path: `${path}.attestation`, problem }];
  if (!attestation.evidence.every(({ expected, found }) => expected === found))
    return refused('says ok, but its evidence does not');
  if (caveats.some(one => one.kind === 'unattested' && one.arm === name && one.side === side))
    return refused('says ok, but a caveat does not');
  const { pairs = [] } = plan;
  const shared = pairs.some(
    ({ head, against, place }) => place === 'one file' && (head === index || against === index),
  );
  const disk = diskOf(arm, `arm${index}`);
  const fault =
    disk === undefined ? undefined : evidenceFault({ ...disk, shared }, attestation.evidence);
  return fault === undefined ? [] : refused(`says ok, but ${fault}`);
}

function keyOf({ subject: { target } }: RunArm): string {
  const job = jobOf(target);
  if (job !== undefined) return hostJobName(job);
  return target.kind === 'disk' ? targetKey(target) : 'null';
}

/** Undefined for arms of the host, which have no mode. */
function diskOf(
  { subject: { target } }: RunArm,
  id: string,
): Pick<Disk, 'id' | 'image' | 'mode' | 'backing' | 'begin'> | undefined {
  if (target.kind === 'disk') {
    const { mode, image, device } = target;
    const below = image?.on === 'copy' ? image.layers.slice(1) : image?.layers;
    const begin = device === undefined ? undefined : 0;
    return {
      id,
      image: id,
      mode,
      begin,
      backing: below?.map(({ format }) => ({ path: id, format })),
    };
  }
  return target.kind === 'null'
    ? { id, image: { driver: 'null-co' }, mode: defaultDiskMode(target.size) }
    : undefined;
}
