import { loadParts, takenByOthers } from '../core/load.ts';
import { formatRate } from '../core/quantity.ts';
import { watchLoad } from '../host/load.ts';
import { pause } from '../process/pause.ts';
import { nearestDirectory } from './directory.ts';
import type { Examination, Finding } from './finding.ts';

/** Seconds for which the host is watched; shorter ones miss what comes once a second. */
const watchedSeconds = 5;

/** What others do to this host while we do nothing, and whether a report would tell it. */
export async function examineNoise({
  site,
  say,
  signal,
}: Examination): Promise<readonly Finding[]> {
  say(`- watching for ${watchedSeconds} s what else runs on this host`);
  const watch = await watchLoad({ directory: await nearestDirectory(site.directory) });
  await pause(watchedSeconds, signal);
  const reading = await watch.read();
  const { seconds: _, ...load } = reading;
  const { stealShare, ioRate, pressure } = load;
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
  const disturbed = loadParts.filter(part => takenByOthers(load, part) !== undefined);
  if (disturbed.length === 0) return [{ topic: 'noise', state: 'ok', text }];
  return [
    {
      topic: 'noise',
      state: 'warning',
      text: `${text}; this disturbs every round: ${disturbed.join(', ')}`,
      remedy: 'end what else runs here: the noisier the host, the more rounds it takes to decide',
    },
  ];
}
