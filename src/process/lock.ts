import net from 'node:net';
import { GateError, hasCode } from '../errors.ts';
import { readLines } from './line-channel.ts';
import { type Patience, pause, within } from './pause.ts';

interface LockRequest {
  /** Seconds to wait for the holder to end. */
  readonly wait: number;
  /** Told once per holder for which we wait: its pid and since when it holds the lock. */
  readonly onWait: (holder: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Another lock than the host's benchmark lock. */
  readonly name?: string | undefined;
}

/**
 * Takes the lock that lets one benchmark run per host: an abstract unix socket, which any user's
 * process sees, which no cleaner of /tmp removes, and which the kernel frees with its holder,
 * however that dies. Containers with a network namespace of their own have a lock of their own.
 * Throws `lock-held` after `wait` seconds.
 */
export async function acquireHostLock({
  wait,
  onWait,
  signal,
  name = 'qemu-storage-gate',
}: LockRequest): Promise<AsyncDisposable> {
  const address = `\0${name}`;
  const deadline = performance.now() + wait * 1000;
  let holder: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const lock = await tryHold(address);
    if (lock !== undefined) return lock;
    const left = (deadline - performance.now()) / 1000;
    const patience = { timeout: Math.max(left, 0.2), signal };
    await holderEnds(address, patience, said => {
      if (left > 0 && said !== holder) onWait(said);
      holder = said;
      return left > 0;
    });
    if (performance.now() >= deadline) throw lockHeld(wait, holder);
  }
}

function lockHeld(wait: number, holder = 'a process that does not identify itself'): GateError {
  return new GateError('lock-held', {
    problem: `another benchmark is running on this host: ${holder}`,
    why: `two at once would disturb each other; waited ${wait} s for it to end`,
    remedy:
      'wait for it to end, or wait longer with --lock-wait 30m, or lock-wait: 30m in storage-gate.yml',
  });
}

/** The lock, or undefined where another process holds it. */
async function tryHold(address: string): Promise<AsyncDisposable | undefined> {
  const since = new Date().toISOString();
  const visitors = new Set<net.Socket>();
  const server = net.createServer(visitor => {
    visitors.add(visitor);
    visitor.unref();
    visitor.on('error', () => visitor.destroy());
    visitor.on('close', () => visitors.delete(visitor));
    // Left open: its end tells the visitor that the lock is free.
    visitor.write(`pid ${process.pid}, since ${since}\n`);
  });
  const held = await new Promise<boolean>((resolve, reject) => {
    server.once('error', error => (hasCode(error, 'EADDRINUSE') ? resolve(false) : reject(error)));
    server.listen(address, () => resolve(true));
  });
  if (!held) return undefined;
  server.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>(resolve => void server.close(() => resolve()));
      for (const visitor of visitors) visitor.destroy();
      await closed;
    },
  };
}

/**
 * Resolves when the holder lets go, at the end of the patience, or where `isWorthIt` says so of who
 * the holder is.
 */
async function holderEnds(
  address: string,
  patience: Patience,
  isWorthIt: (holder: string) => boolean,
): Promise<void> {
  const socket = net.connect(address);
  const gone = new Promise<void>(resolve => {
    socket.once('error', () => resolve());
    socket.once('close', () => resolve());
    readLines(socket, 200, line => {
      socket.removeAllListeners('data');
      // Whoever holds the name may be a stranger: nothing of what it says may reach a terminal
      // unread.
      const holder = line?.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 200);
      if (holder !== undefined && !isWorthIt(holder)) resolve();
    });
  });
  await within(gone, patience, () => new Error('the holder stays')).catch(() => undefined);
  socket.destroy();
  // The name may need a moment to be free, and a refused connection must not become a busy loop.
  await pause(0.02);
}
