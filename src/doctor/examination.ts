import { type HostRequirement, missingPackages } from '../host/packages.ts';
import { examineDirectory } from './directory.ts';
import { type Examination, examine, type Finding } from './finding.ts';
import { examineAccelerator, examineGuest } from './guest.ts';
import { examineMemory, examineProcessors } from './hardware.ts';
import { examineNoise } from './noise.ts';
import { examineWear } from './wear.ts';

/**
 * What this host can measure, what is missing, and what would make its numbers better; in the order
 * in which a reader would fix it. Changes nothing but the caches that a run would fill.
 */
export async function examineHost(examination: Examination): Promise<readonly Finding[]> {
  const missing = await missingPackages();
  const findings = [
    ...examinePackages(missing),
    ...(await examine('directory', () => examineDirectory(examination))),
    ...(await examine('writes', () => examineWear(examination))),
    ...(await examine('guest', () => examineGuest(examination))),
    // Without its programs no guest can be built, which was said already.
    ...(missing.length > 0 ? [] : await examineAccelerator(examination)),
    ...(await examineProcessors()),
    ...(await examineMemory({ guests: examination.site.base === undefined ? 1 : 2 })),
    ...(await examine('noise', () => examineNoise(examination))),
  ];
  return findings;
}

/** What of the programs that measuring needs is not there. */
export function examinePackages(missing: readonly HostRequirement[]): readonly Finding[] {
  const topic = 'packages';
  if (missing.length === 0)
    return [{ topic, state: 'ok', text: 'all programs that measuring needs are installed' }];
  const packages = [...new Set(missing.map(requirement => requirement.package))];
  return [
    {
      topic,
      state: 'problem',
      text: `missing: ${missing.map(({ program }) => program).join(', ')}`,
      remedy: `\`storage-gate setup\`, or: sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
    },
  ];
}
