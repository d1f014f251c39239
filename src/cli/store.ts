import {
  openExistingStore,
  openStore,
  requireStore,
  type StoreLocation,
} from '../store/location.ts';
import type { OpeningContext, Store } from '../store/store.ts';
import type { Terminal } from './terminal.ts';

/** The location that an option names, or the command line's default. */
export function locate(baseline: string | undefined): StoreLocation {
  return requireStore(baseline ?? 'dir:.storage-gate', '--baseline');
}

/** The store at a location; `git:` speaks to the remote of the clone that we stand in. */
export function open(location: StoreLocation, terminal: Terminal): Promise<Store> {
  return openStore(location, contextOf(terminal));
}

/** The same, where it must be there already. */
export function openExisting(location: StoreLocation, terminal: Terminal): Promise<Store> {
  return openExistingStore(location, contextOf(terminal));
}

function contextOf(terminal: Terminal): OpeningContext {
  const { cacheDirectory, signal } = terminal;
  return { cacheDirectory, clone: process.cwd(), signal, onNotice: notice => terminal.say(notice) };
}
