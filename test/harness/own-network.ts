import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A command line in a network namespace of its own, where we may make one (as root): the host's
 * benchmark lock is an abstract socket, so what tests start neither waits for other tests' runs nor
 * for those of people who work here. It has no network. For others the command as it is; their runs
 * wait for each other.
 */
export function inOwnNetwork(argv: readonly string[]): readonly string[] {
  return process.getuid?.() === 0 && unshare !== undefined ? [unshare, '--net', ...argv] : argv;
}

/** Its whole path: the command may get a search path in which it is not. */
const unshare = (process.env['PATH'] ?? '')
  .split(':')
  .map(directory => join(directory, 'unshare'))
  .find(path => existsSync(path));
