import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { GateError, hasCode } from '../errors.ts';

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
export async function acquireHostLock(request: LockRequest): Promise<AsyncDisposable> {
  const address = `\0${request.name ?? 'qemu-storage-gate'}`;
  const deadline = performance.now() + request.wait * 1000;
  const told = new Set<string>();
  for (;;) {
    request.signal?.throwIfAborted();
    const lock = await tryHold(address);
    if (lock !== undefined) return lock;
    const remaining = deadline - performance.now();
    const onHolder = (holder: string): void => {
      if (remaining > 0 && !told.has(holder)) request.onWait(holder);
      told.add(holder);
    };
    await holderEnds(address, {
      milliseconds: Math.max(remaining, 200),
      untilKnown: remaining <= 0,
      onHolder,
      signal: request.signal,
    });
    if (performance.now() >= deadline) throw lockHeld(request.wait, [...told].at(-1));
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

interface Visit {
  readonly milliseconds: number;
  /** Leaves as soon as the holder has said who it is. */
  readonly untilKnown: boolean;
  readonly onHolder: (holder: string) => void;
  readonly signal: AbortSignal | undefined;
}

/** Resolves when the holder lets go, or after the given time. */
async function holderEnds(
  address: string,
  { milliseconds, untilKnown, onHolder, signal }: Visit,
): Promise<void> {
  const socket = net.connect(address);
  let said = '';
  const timer = AbortSignal.timeout(Math.ceil(milliseconds));
  const stop = signal === undefined ? timer : AbortSignal.any([timer, signal]);
  await new Promise<void>(resolve => {
    stop.addEventListener('abort', () => resolve(), { once: true });
    socket.once('error', () => resolve());
    socket.once('close', () => resolve());
    socket.on('data', (chunk: Buffer) => {
      if (said.includes('\n') || said.length > 200) return;
      said += chunk.toString('latin1');
      if (!said.includes('\n')) return;
      // Whoever holds the name may be a stranger: nothing of what it says may reach a terminal
      // unread.
      onHolder((said.split('\n')[0] ?? '').replaceAll(/[^\x20-\x7e]/g, '').slice(0, 200));
      if (untilKnown) resolve();
    });
  });
  socket.destroy();
  // The name may need a moment to be free, and a refused connection must not become a busy loop.
  await delay(20);
}
