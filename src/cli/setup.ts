import { resolve } from 'node:path';
import { GateError } from '../errors.ts';
import { provideGuest } from '../guest/artifacts.ts';
import { type GuestLock, guestInUse, writeGuestLock } from '../guest/guest-lock.ts';
import { requireOutput } from './documents.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** Name of the guest lock in a repository. */
export const lockFileName = 'storage-gate.lock';

/** Tools of the guest that setup builds; guests with other tools take its kernel. */
const tools = ['sysbench'];

/**
 * `storage-gate setup`: host packages; on demand the newest guest kernel of apt or host, and the
 * lock that keeps the guest in use. A lock that is there names the newest from then on.
 */
export async function setupCommand(
  { yes, upgradeGuest, lockGuest }: Options,
  terminal: Terminal,
): Promise<number> {
  const { cacheDirectory, signal, say } = terminal;
  const lockFile = resolve(lockFileName);
  const asksGuest = upgradeGuest === true || lockGuest === true;
  const before = asksGuest ? await guestInUse({ cacheDirectory, lockFile }) : undefined;
  const locks = lockGuest === true || before?.lock !== undefined;
  if (locks) await requireOutput(lockFile);
  const installed = await terminal.ensurePackages(yes === true);
  if (installed === 0) say('all packages that storage-gate needs are installed');
  if (before === undefined) return 0;
  const how = upgradeGuest === true ? ({ refresh: true } as const) : { lockFile };
  const onProgress = (text: string): void => say(`- ${text}`);
  const { lock } = await provideGuest({ tools, cacheDirectory, onProgress, signal, ...how });
  if (lock === undefined)
    throw new GateError('guest-build', {
      problem: 'the kernel of the guest in use did not come from a package',
      remedy: 'use the newest: `storage-gate setup --upgrade-guest --lock-guest`',
    });
  const now = describe(lock);
  if (upgradeGuest === true) tellUpgrade(before.lock ?? before.cached, now, say);
  if (!locks) return 0;
  await writeGuestLock(lockFile, lock);
  say(`${lockFileName} names ${now}; commit it, so that every host boots this guest`);
  return 0;
}

function tellUpgrade(before: GuestLock | undefined, now: string, say: Terminal['say']): void {
  const was = before && describe(before);
  if (was === now) return say(`the guest is already the newest: ${now}`);
  say(`the guest is now ${now}${was === undefined ? '' : ` (it was ${was})`}`);
  say(
    'a new series of results begins: runs with another guest kernel are not compared with earlier ones',
  );
}

function describe({ package: name, version }: GuestLock): string {
  return `${name} ${version}`;
}
