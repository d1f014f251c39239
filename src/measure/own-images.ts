import {
  type ImageFile,
  imageFileOf,
  type Plan,
  type PlannedArm,
  type Site,
} from '../core/plan.ts';
import { formatBytes, formatShare } from '../core/quantity.ts';
import { impossibilities, withoutDefaults } from '../disk/fields.ts';
import { GateError } from '../errors.ts';
import { chainDigest, type ReadImage, readOwnImage } from '../qemu/chain.ts';
import { rulesOf } from '../suites/registry.ts';

/** What is planned, and where. */
export interface Placed {
  readonly plan: Plan;
  readonly site: Site;
}

/**
 * Settings whose own images were read: their arms have what their files are. `bad-config` where an
 * image can't be measured.
 */
export async function settleImages<S extends Placed>(
  settings: S,
  { signal }: { readonly signal: AbortSignal },
): Promise<S> {
  const { plan, site } = settings;
  const known = new Map<string, ReadImage>();
  const images: Record<string, ImageFile> = { ...site.images };
  const arms: PlannedArm[] = [];
  for (const arm of plan.arms) {
    const file = imageFileOf({ images }, arm);
    const { target, side, name } = arm;
    if (file === undefined || target.kind !== 'disk' || target.image === undefined) {
      arms.push(arm);
      continue;
    }
    const key = `${file.format} ${file.path}`;
    const read =
      known.get(key) ??
      (await readOwnImage(file, { within: file.within ?? site.imagesWithin ?? '.', signal }));
    known.set(key, read);
    requireData(plan, name, read);
    images[`${side} ${name}`] = { ...file, layers: read.layers.map(fileOf), extents: read.extents };
    const own = settled(target, read);
    const [impossible] = impossibilities(own.mode);
    if (impossible !== undefined)
      throw new GateError('bad-config', {
        ...impossible,
        problem: `disk "${name}", with what its image is: ${impossible.problem}`,
      });
    arms.push({ ...arm, target: own });
  }
  return { ...settings, plan: { ...plan, arms }, site: { ...site, images } };
}

function fileOf({ path, format, identity }: ReadImage['layers'][number]) {
  return { path, format, identity };
}

/** What an image says itself takes the place of what its mode had there. */
function settled(
  { mode, image }: Extract<PlannedArm['target'], { kind: 'disk' }>,
  { image: read, layers: [top] }: ReadImage,
): Extract<PlannedArm['target'], { kind: 'disk' }> {
  const { preallocation: _, clusterSize: _size, lazyRefcounts: _lazy, ...used } = mode;
  const on = image?.on ?? 'copy';
  const isCopy = on === 'copy';
  const { clusterSize, lazyRefcounts } = (isCopy && top?.header) || {};
  const own = withoutDefaults({
    ...used,
    format: isCopy ? (top?.format ?? 'raw') : 'qcow2',
    size: top?.size ?? mode.size,
    ...(clusterSize !== undefined && { clusterSize, lazyRefcounts }),
  });
  return { kind: 'disk', mode: own, image: { on, ...read } };
}

/** A read of a hole touches no drive, so that there must be data for every workload. */
function requireData({ suite }: Plan, name: string, { image, layers, extents }: ReadImage): void {
  const { diskSize, workloads } = rulesOf(suite);
  for (const { name: workload, needs: { block, room } = { block: 1, room: 0 } } of workloads) {
    const whole = extents.reduce((sum, { length }) => sum + length - (length % block), 0);
    const least = Math.max(diskSize.least, room);
    if (whole >= least) continue;
    const share = formatShare(image.data / (layers[0]?.size ?? 1));
    throw new GateError('bad-config', {
      problem: `the image of disk "${name}" has too little data: ${formatBytes(image.data)}, ${share} of it`,
      why: `${workload} makes its requests where data is, in ${formatBytes(least)} of it at least`,
      remedy: 'give an image that is filled, or the workload less to use',
    });
  }
}

/** `host-changed` where an own image has other content than before the first number. */
export async function requireSameImages(
  { plan, site }: Placed,
  signal: AbortSignal,
): Promise<void> {
  for (const arm of plan.arms) {
    const layers = imageFileOf(site, arm)?.layers;
    if (layers === undefined || arm.target.kind !== 'disk') continue;
    if ((await chainDigest(layers, signal)) === arm.target.image?.digest) continue;
    throw new GateError('host-changed', {
      problem: `the image of disk "${arm.name}" changed while it was measured`,
      remedy: 'let nothing write to it meanwhile',
    });
  }
}
