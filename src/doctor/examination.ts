import { loadParts, takenByOthers } from '../core/load.ts';
import { formatRate } from '../core/quantity.ts';
import { watchLoad } from '../host/load.ts';
import { type HostRequirement, installCommand, missingPackages } from '../host/packages.ts';
import { pause } from '../process/pause.ts';
import { examineDirectory, examineWear, nearestDirectory } from './directory.ts';
import { type Examination, examine, type Finding, ok, warning } from './finding.ts';
import { examineAccelerator, examineGuest } from './guest.ts';
import { examineMemory, examineProcessors } from './hardware.ts';

/**
 * What this host can measure, what is missing, and what would make its numbers better; in the order
 * in which a reader would fix it. Changes nothing but the caches that a run would fill.
 */
export async function examineHost(examination: Examination): Promise<readonly Finding[]> {
  const missing = await missingPackages();
  return [
    ...(await examinePackages(missing)),
    ...(await examine('directory', () => examineDirectory(examination))),
    ...(await examine('writes', () => examineWear(examination))),
    ...(await examine('guest', () => examineGuest(examination))),
    // Without its programs no guest can be built, which was said already.
    ...(missing.length > 0 ? [] : await examineAccelerator(examination)),
    ...(await examineProcessors()),
    ...(await examineMemory({ guests: examination.site.base === undefined ? 1 : 2 })),
    ...(await examine('noise', () => examineNoise(examination))),
  ];
}

/** What of the programs that measuring needs is not there. */
export async function examinePackages(
  missing: readonly HostRequirement[],
): Promise<readonly Finding[]> {
  const topic = 'packages';
  if (missing.length === 0) return [ok(topic, 'all programs that measuring needs are installed')];
  const text = `missing: ${missing.map(({ program }) => program).join(', ')}`;
  const command = await installCommand(missing);
  const how = command?.join(' ') ?? 'put them into a directory of PATH';
  const remedy = `\`storage-gate setup\`, or: ${how}`;
  return [{ topic, state: 'problem', text, remedy }];
}

/** Seconds for which the host is watched; shorter ones miss what comes once a second. */
const watchedSeconds = 5;

/** What others do to this host while we do nothing, and whether a report would tell it. */
async function examineNoise({ site, say, signal }: Examination): Promise<readonly Finding[]> {
  say(`- watching for ${watchedSeconds} s what else runs on this host`);
  const watch = await watchLoad({ directory: await nearestDirectory(site.directory) });
  await pause(watchedSeconds, signal);
  const load = await watch.read();
  const { othersCpu, stealShare, ioRate, pressure } = load;
  const facts = [
    `others use ${formatRate(othersCpu)} of a processor`,
    `${formatRate(stealShare)} of the time is stolen`,
    ioRate === undefined
      ? 'traffic on the drive is not known'
      : `${(ioRate / 2 ** 20).toFixed(2)} MiB/s move on the drive`,
    pressure && `pressure cpu ${formatRate(pressure.cpu)}, io ${formatRate(pressure.io)}`,
  ];
  const text = `while idle, ${facts.filter(fact => fact !== undefined).join(', ')}`;
  const disturbed = loadParts.filter(part => takenByOthers(load, part) !== undefined);
  if (disturbed.length === 0) return [ok('noise', text)];
  const remedy =
    'end what else runs here: the noisier the host, the more rounds it takes to decide';
  return [warning('noise', `${text}; this disturbs every round: ${disturbed.join(', ')}`, remedy)];
}
