import { defaultThresholds } from '../core/contamination.ts';
import { formatRate } from '../core/quantity.ts';
import { watchLoad } from '../host/load.ts';
import { contaminationOf } from '../measure/contamination.ts';
import { pause } from '../process/pause.ts';
import { nearestDirectory } from './directory.ts';
import type { Examination, Finding } from './finding.ts';

/** Seconds for which the host is watched; shorter ones miss what comes once a second. */
const watchedSeconds = 5;

/**
 * What others do to this host while we do nothing, by the very thresholds that would drop a round;
 * by the usual ones where every round is kept, since load disturbs it all the same.
 */
export async function examineNoise({
  plan,
  site,
  say,
  signal,
}: Examination): Promise<readonly Finding[]> {
  say(`- watching for ${watchedSeconds} s what else runs on this host`);
  const watch = await watchLoad({ directory: await nearestDirectory(site.directory) });
  await pause(watchedSeconds, signal);
  const reading = await watch.read();
  const keepsAll = Object.keys(plan.contamination).length === 0;
  const thresholds = keepsAll ? defaultThresholds : plan.contamination;
  const { reasons = [], stealShare, ioRate, pressure } = contaminationOf(reading, thresholds);
  const facts = [
    `others use ${formatRate(reading.othersCpu)} of a processor`,
    `${formatRate(stealShare)} of the time is stolen`,
    ioRate === undefined
      ? 'traffic on the drive is not known'
      : `${(ioRate / 2 ** 20).toFixed(2)} MiB/s move on the drive`,
    ...(pressure === undefined
      ? []
      : [`pressure cpu ${formatRate(pressure.cpu)}, io ${formatRate(pressure.io)}`]),
  ];
  const text = `while idle, ${facts.join(', ')}`;
  if (reasons.length === 0) return [{ topic: 'noise', state: 'ok', text }];
  return [
    {
      topic: 'noise',
      state: 'warning',
      text: `${text}; ${keepsAll ? 'this would disturb every round' : 'a round like this would be dropped'}: ${reasons.join('; ')}`,
      remedy:
        'end what else runs here, or raise the limit with --contamination if this host is always like this',
    },
  ];
}
