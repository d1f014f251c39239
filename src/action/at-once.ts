import { redAtOnce as findReds } from '../config/at-once.ts';
import type { BaseSide, Settings } from '../config/settings.ts';
import type { Job } from '../github/environment.ts';
import type { Annotation } from '../github/step.ts';
import { reasonText } from '../report/reasons.ts';
import { acceptanceOf } from './acceptance.ts';
import type { Base, BasePolicy, ConfigText } from './base.ts';
import type { AtOnce } from './finding.ts';

interface Sides extends Pick<BasePolicy, 'policy' | 'notes'> {
  readonly base: Pick<Base, 'config'>;
  /** The disks of the base that can be measured. */
  readonly side: BaseSide | undefined;
  /** Head and base as they would be measured; undefined where the head can't be. */
  readonly compared: Settings | undefined;
  /** The head's. */
  readonly config: ConfigText | undefined;
}

/**
 * What is red whatever would be measured; undefined where nothing that gates is, and where somebody
 * accepts that disks promise less.
 */
export async function redAtOnce(
  { base, side, compared, config, policy, notes }: Sides,
  job: Job,
): Promise<AtOnce | undefined> {
  const { arms = [], suite } = compared?.plan ?? {};
  const heads = arms.filter(arm => arm.side === 'head');
  const before = new Map([
    ...promisesOf(side?.arms ?? []),
    ...listedPromises(base.config, ['from.head', 'from']),
    ...listedPromises(config, ['from.base']),
  ]);
  const now = new Map([...promisesOf(heads), ...listedPromises(config, ['from.head', 'from'])]);
  const gating = suite === undefined ? policy : policyFor(rulesOf(suite).gates, policy);
  const isGated = (arm: string): boolean =>
    ruleFor({ arm, workload: '', metric: 'throughput', side: 'head' }, gating).gated;
  const losses = [...now].flatMap(([disk, { level, says, at }]) => {
    const earlier = before.get(disk);
    if (earlier === undefined || level >= earlier.level || !isGated(disk)) return [];
    const where = at ? ` (${at.path}:${at.line})` : '';
    const text = `${says}${where} promises less durability than ${earlier.says}, whatever its speed`;
    return redOf('regressed', disk, text, at);
  });
  const unseen = heads.flatMap(({ name, target, definition }) => {
    const own = arms.find(arm => arm.side === 'base' && arm.name === name);
    if (own === undefined || targetKey(target) !== targetKey(own.target)) return [];
    const changes = unmeasuredChanges(own.definition, definition);
    if (changes.length === 0 || !isGated(name)) return [];
    return redOf('missing', name, reasonText({ kind: 'unmeasured-change', changes }), changes[0]);
  });
  // Nothing says what they were, so no number of theirs could be missed.
  const gone = compared === undefined ? [] : [...(side?.unread ?? [])];
  const lost = gone.flatMap(([name, said]) => {
    if (heads.some(head => head.name === name) || !isGated(name)) return [];
    const why = reasonText({ kind: 'base-unread', said });
    return redOf('missing', name, `the base has it, and it is no longer here; ${why}`, undefined);
  });
  const { acceptance, notes: more = [] } = losses.length === 0 ? {} : await acceptanceOf(job);
  const regressions = acceptance === undefined ? losses.length : 0;
  const reds = [...losses.slice(0, regressions), ...unseen, ...lost];
  const all = [...more, ...notes];
  const { advisory } = policy;
  return reds.length === 0
    ? undefined
    : { kind: 'at-once', reds, regressions, notes: all, advisory };
}

function redOf(verdict: string, disk: string, says: string, at: Annotation['at']): Annotation {
  return { level: 'error', title: `${verdict}: ${disk}`, message: `${disk}: ${says}`, at };
}
