import { resolve } from 'node:path';
import { GateError } from '../errors.ts';
import { provideGuest } from '../guest/artifacts.ts';
import { type GuestLock, guestInUse, writeGuestLock } from '../guest/guest-lock.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** Name of the guest lock in a repository. */
const lockFileName = 'storage-gate.lock';

/** Tools of the guest that setup builds; guests with other tools take its kernel. */
const tools = ['sysbench'];

/**
 * `storage-gate setup`: host packages; on demand the newest guest kernel, and the lock that keeps
 * it.
 */
export async function setupCommand(options: Options, terminal: Terminal): Promise<number> {
  const installed = await terminal.ensurePackages(options.yes === true);
  if (installed === 0) terminal.say('all packages that storage-gate needs are installed');
  if (options.upgradeGuest === true) await upgradeGuest(options, terminal);
  else if (options.lockGuest === true) await lockGuest(terminal);
  return 0;
}

/** The newest kernel that apt offers; a lock that is there, or asked for, names it from now on. */
async function upgradeGuest(options: Options, terminal: Terminal): Promise<void> {
  const lockFile = resolve(lockFileName);
  const before = await guestInUse({ cacheDirectory: terminal.cacheDirectory, lockFile });
  const after = await provide(terminal, { refresh: true });
  const was = before.lock ?? before.cached;
  if (was !== undefined && describe(was) === describe(after))
    terminal.say(`the guest is already the newest: ${describe(after)}`);
  else {
    const from = was === undefined ? '' : ` (it was ${describe(was)})`;
    terminal.say(`the guest is now ${describe(after)}${from}`);
    terminal.say(
      'a new series of results begins: runs with another guest kernel are not compared with earlier ones',
    );
  }
  if (before.lock !== undefined || options.lockGuest === true)
    await writeLock(after, lockFile, terminal);
}

/** The guest that is in use becomes the repository's. */
async function lockGuest(terminal: Terminal): Promise<void> {
  const lockFile = resolve(lockFileName);
  await writeLock(await provide(terminal, { lockFile }), lockFile, terminal);
}

async function writeLock(lock: GuestLock, path: string, terminal: Terminal): Promise<void> {
  await writeGuestLock(path, lock);
  terminal.say(
    `${lockFileName} names ${describe(lock)}; commit it, so that every host boots this guest`,
  );
}

async function provide(
  terminal: Terminal,
  how: { readonly refresh: true } | { readonly lockFile: string },
): Promise<GuestLock> {
  const { cacheDirectory, signal } = terminal;
  const onProgress = (text: string): void => terminal.say(`- ${text}`);
  const guest = await provideGuest({ tools, cacheDirectory, onProgress, signal, ...how });
  if (guest.lock !== undefined) return guest.lock;
  throw new GateError('guest-build', {
    problem: 'the kernel of the guest in use did not come from a package',
    remedy: 'use the newest that apt offers: `storage-gate setup --upgrade-guest --lock-guest`',
  });
}

function describe({ package: name, version }: GuestLock): string {
  return `${name} ${version}`;
}
