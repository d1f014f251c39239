import { redAtOnce as findReds } from '../config/at-once.ts';
import type { BaseSide, Settings } from '../config/settings.ts';
import type { Job } from '../github/environment.ts';
import type { Annotation } from '../github/step.ts';
import { lossText, missingText } from '../report/reasons.ts';
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
  const writtenIn = (one: ConfigText | undefined) => {
    return { config: one, definitions: one?.definitions };
  };
  const sides = { before: writtenIn(base.config), now: writtenIn(config), side };
  const { losses, missing } = findReds({ ...sides, compared, policy });
  const { acceptance, notes: more = [] } = losses.length === 0 ? {} : await acceptanceOf(job);
  const regressions = acceptance === undefined ? losses.length : 0;
  const reds = [
    ...losses.slice(0, regressions).map(one => redOf('regressed', one.disk, lossText(one), one.at)),
    ...missing.map(one => redOf('missing', one.disk, missingText(one), one.at)),
  ];
  const all = [...more, ...notes];
  const { advisory } = policy;
  return reds.length === 0
    ? undefined
    : { kind: 'at-once', reds, regressions, notes: all, advisory };
}

function redOf(verdict: string, disk: string, says: string, at: Annotation['at']): Annotation {
  return { level: 'error', title: `${verdict}: ${disk}`, message: `${disk}: ${says}`, at };
}
