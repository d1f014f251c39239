import { unmeasuredChanges } from '../core/definition.ts';
import { canonicalJson } from '../core/environment.ts';
import { type ImageFile, isOwnImage, type Plan, type PlannedArm, targetKey } from '../core/plan.ts';
import { accept, collectRejections, describeRejection, type Outcome } from '../core/rejection.ts';
import { suiteInstead, suiteNamed } from '../suites/registry.ts';
import { isInside, plainPath } from './defined-disk.ts';
import { askedDisks } from './definitions.ts';
import { parseConfigFile } from './file.ts';
import { lookupIn, nameOf } from './lookup.ts';
import { disksOf, planRun } from './plan.ts';
import { type BaseSide, resolveSettings, type Settings, type SettingsRequest } from './settings.ts';
import { resolveSuite } from './suite.ts';

/**
 * The disks of a base commit: `request` has its config, and its files as `definitions`. One that is
 * absent there (not among them) leaves its disk without a base. Rejections are of the config; of
 * what a definition says the disk is `unread`. A disk without a size has that of the suite which
 * the config of the head asks for, since it is measured by that.
 */
export function resolveBaseSide(
  { raw, configFile, origin, definitions }: SettingsRequest,
  headFile = configFile,
): Outcome<BaseSide> {
  const file = configFile === undefined ? undefined : parseConfigFile(configFile);
  if (file !== undefined && !file.ok) return file;
  const config = file?.value;
  const suiteBy = (by: typeof config) =>
    resolveSuite(lookupIn(raw, { origin, config: by }), suiteInstead.disks);
  const ofHead = headFile && parseConfigFile(headFile);
  const measured = suiteBy(ofHead?.ok ? ofHead.value : config);
  const { rejections, take } = collectRejections(config?.rejections);
  const usual = take(suiteBy(config), suiteNamed('fio'));
  const suite = measured.ok ? measured.value : usual;
  const specs = raw.disks?.filter(spec => spec.trim() !== '') ?? [];
  const where = nameOf(origin, 'disk');
  const isNamed = specs.length > 0 || config?.content.disks !== undefined;
  const asked = isNamed ? askedDisks({ specs, config, suite, where, definitions }) : [];
  const unread = new Map<string, string>();
  const images: Record<string, ImageFile> = {};
  const arms = asked.flatMap(({ texts, outcome }): PlannedArm[] => {
    const from = texts['from.head'] ?? texts['from'];
    if (outcome.ok) {
      const { arm, images: own } = outcome.value;
      if (own !== undefined) images[arm.name] = own.head;
      return arm.side === 'head' ? [{ ...arm, side: 'base' }] : [];
    }
    if (from === undefined) rejections.push(...outcome.rejections);
    // A path that leads nowhere whatever there is was never one of a file that could be absent.
    else if (definitions?.has(plainPath(from)) === true || !isInside(plainPath(from)))
      unread.set(
        texts['name'] ?? '',
        outcome.rejections.map(describeRejection).join('; ').slice(0, 480),
      );
    return [];
  });
  return rejections.length > 0 ? { ok: false, rejections } : accept({ arms, unread, images });
}

/**
 * Whether two configs measure as each other but for their disks, however they are written; or both
 * are absent. False where one can't be used.
 */
export function measuresAlike(
  request: SettingsRequest,
  ...[before, now]: readonly SettingsRequest['configFile'][]
): boolean {
  const [was, is] = [before, now].map(configFile => {
    const settings = resolveSettings({ ...request, configFile });
    return settings.ok && measuringOf(settings.value);
  });
  return is !== false && is === was && (before === undefined) === (now === undefined);
}

/** All that decides which numbers are measured, but for disks and what is drawn. */
function measuringOf({ plan, site, policy: { reference } }: Settings): string {
  const { arms, order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
  const others = arms.filter(({ target }) => target.kind !== 'disk').map(arm => canonicalJson(arm));
  return canonicalJson({ ...rest, others: others.toSorted(), site, reference });
}

/**
 * The plan without the disks that are the same on both sides, which it names as `unchanged`;
 * undefined where no disk is left. As it is where `measure` is `all`, where stored runs are what
 * counts, and where a part of the guest differs. Not for a run that joins a store: that has all.
 */
export function changedPlan({
  plan,
  site,
  policy,
  measure,
  imagesSeen = true,
}: Pick<Settings, 'plan' | 'site' | 'policy' | 'measure'> & {
  /** False where nobody else could see that own images are the same. */
  readonly imagesSeen?: boolean;
}): Plan | undefined {
  if (measure === 'all' || policy.reference === 'stored' || site.base !== undefined) return plan;
  const same = new Set(
    disksOf(plan)
      .filter(head => isSame(head, plan) && (imagesSeen || !isOwnImage(head.target)))
      .map(({ name }) => name),
  );
  const heads = plan.arms.filter(({ side }) => side === 'head');
  if (heads.length > 0 && heads.every(({ name }) => same.has(name))) return undefined;
  // Host rows that others add stand beside all disks.
  if (same.size === 0 || plan.pairs === undefined) return plan;
  const { order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
  const arms = plan.arms.filter(({ side, name }) => side !== 'yardstick' && !same.has(name));
  const givenParts = [site.qemu, site.kernel, site.initrd].some(part => part !== undefined);
  return planRun({ ...rest, arms, unchanged: [...same], givenParts });
}

function isSame({ name, target, definition }: PlannedArm, { arms }: Plan): boolean {
  const base = arms.find(arm => arm.side === 'base' && arm.name === name);
  return (
    base !== undefined &&
    targetKey(target) === targetKey(base.target) &&
    unmeasuredChanges(base.definition, definition).length === 0
  );
}
