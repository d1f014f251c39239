import { guestInUse } from '../guest/guest-in-use.ts';
import type { Examination } from './examination.ts';
import type { Finding } from './finding.ts';

/** The guest that the next run would boot: in the cache or not, locked or not. */
export async function examineGuest({
  site,
  cacheDirectory,
}: Examination): Promise<readonly Finding[]> {
  const topic = 'guest';
  const { lock, cached } = await guestInUse({ cacheDirectory, lockFile: site.lockFile });
  if (lock !== undefined) {
    const locked = `the lock names ${lock.package} ${lock.version}`;
    if (cached !== undefined)
      return [{ topic, state: 'ok', text: `${locked}, which is in the cache` }];
    const text = `${locked}, which the first run downloads, if the archive still has it`;
    return [
      {
        topic,
        state: 'warning',
        text,
        remedy: 'if it has not: `storage-gate setup --upgrade-guest`',
      },
    ];
  }
  if (cached === undefined)
    return [{ topic, state: 'ok', text: 'the first run downloads and builds one (about 30 MB)' }];
  return [
    {
      topic,
      state: 'ok',
      text: `${cached.package} ${cached.version}, from the cache; no lock names another`,
    },
  ];
}
