import type { HostRequirement } from '../host/packages.ts';
import type { Finding } from './finding.ts';

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
