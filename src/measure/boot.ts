import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorCode, GateError } from '../errors.ts';
import { connectAgent, type GuestAgent } from '../guest/agent.ts';
import type { GuestArtifacts } from '../guest/artifacts.ts';
import { counterWords } from '../guest/init-script.ts';
import { startVm, type Vm, type VmRequest } from '../qemu/vm.ts';

/** A guest that answers; disposing of it ends its QEMU. */
export interface BootedGuest extends AsyncDisposable {
  readonly vm: Vm;
  readonly agent: GuestAgent;
  /** From the start of QEMU to the agent's first answer. */
  readonly seconds: number;
}

export interface BootRequest {
  readonly qemu: string;
  readonly artifacts: GuestArtifacts;
  readonly accelerator: 'kvm' | 'tcg';
  /** Directory for the console's log. */
  readonly scratch: string;
  /**
   * Of the emulated time stamp counter, in counts per second (`measureCounterRate`); the guest's
   * own guess where left out.
   */
  readonly counterRate?: number | undefined;
  /** One for each disk to be plugged in. */
  readonly rootPorts: number;
  readonly cpus?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Seconds until a boot counts as hung; default 60, since emulation on a busy host takes ten times
   * its usual 3.
   */
  readonly timeout?: number | undefined;
  /** Boots before giving up; default 2. */
  readonly attempts?: number | undefined;
  /**
   * What must be done with a guest before it counts as booted, such as attaching its disks. A guest
   * in which that fails is ended, and another one is booted.
   */
  readonly prepare?: ((guest: BootedGuest) => Promise<void>) | undefined;
  /** Told why another attempt is made. */
  readonly onRetry?: ((error: Error) => void) | undefined;
}

/** Errors that a second boot may not meet. */
const passingErrors: ReadonlySet<ErrorCode> = new Set([
  'qemu-failed',
  'guest-hung',
  'guest-panic',
  'agent-failed',
]);

/**
 * Whether a second boot may succeed: what a QEMU refuses that goes on running, it refuses again.
 */
function mayPass(error: unknown): error is GateError {
  if (!(error instanceof GateError) || !passingErrors.has(error.code)) return false;
  const { exitCode, signal } = error.facts;
  return error.code !== 'qemu-failed' || exitCode !== undefined || signal !== undefined;
}

/**
 * Boots a guest until its agent answers and it is prepared; once more where that fails.
 * `guest-hung`, `guest-panic`, `qemu-failed` and `agent-failed` carry the last lines of the
 * console.
 */
export async function bootGuest(request: BootRequest): Promise<BootedGuest> {
  const { attempts = 2, signal, onRetry } = request;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bootOnce(request);
    } catch (error) {
      signal?.throwIfAborted();
      if (!mayPass(error) || attempt >= attempts) throw error;
      onRetry?.(error);
    }
  }
}

/**
 * Bytes of a guest's memory, as in the blog post that started the project: sysbench's files must
 * not fit the guest's page cache.
 */
const guestMemoryBytes = 1024 * 1024 * 1024;

async function bootOnce(request: BootRequest): Promise<BootedGuest> {
  await using resources = new AsyncDisposableStack();
  const guest = resources.use(await startGuest(request));
  try {
    await withQemuEndInErrors(guest.vm, request.prepare?.(guest) ?? Promise.resolve());
  } catch (error) {
    throw await withConsole(guest.vm, error);
  }
  // It is the caller's from here on.
  resources.move();
  return guest;
}

async function startGuest(request: BootRequest): Promise<BootedGuest> {
  const { signal, timeout = 60 } = request;
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  await using resources = new AsyncDisposableStack();
  const vm = resources.use(await startVm(machineFor(request)));
  const agent = resources.use(
    await connect(vm, { timeout: Math.max(1, timeout - elapsed()), signal }),
  );
  const seconds = elapsed();
  const owned = resources.move();
  return {
    vm,
    agent: guardAgent(agent, vm),
    seconds,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** CPUs of a guest where nobody says. */
export function usualCpus(): number {
  return Math.min(2, availableParallelism());
}

/** The QEMU machine of a guest. */
export function machineFor(request: BootRequest): VmRequest {
  const { qemu, accelerator, artifacts, counterRate, scratch, rootPorts, signal } = request;
  const { cpus = usualCpus() } = request;
  const { kernel, initrd } = artifacts;
  const clock = counterRate === undefined ? [] : [counterWords(counterRate)];
  // In front: the kernel's own words may end with some for init.
  const kernelWords = [...clock, artifacts.kernelWords].join(' ');
  return {
    qemu,
    kernel,
    initrd,
    kernelWords,
    accelerator,
    cpus,
    memory: guestMemoryBytes,
    scratch,
    rootPorts,
    signal,
  };
}

/** An agent whose calls fail with the end of QEMU where that breaks their connection. */
function guardAgent(agent: GuestAgent, vm: Vm): GuestAgent {
  return {
    ...agent,
    execute: call => Promise.race([vm.failure(), withQemuEndInErrors(vm, agent.execute(call))]),
  };
}

/** Milliseconds after which the end of a QEMU whose sockets closed is known. */
const endNoticeMilliseconds = 1000;

/**
 * The result of `done`. Where that fails because QEMU ended, the error says how QEMU ended: a call
 * that breaks by it is noticed first.
 */
export async function withQemuEndInErrors<T>(vm: Vm, done: Promise<T>): Promise<T> {
  try {
    return await done;
  } catch (error) {
    const mayBeLost =
      error instanceof GateError && (error.code === 'agent-failed' || error.code === 'qemu-failed');
    if (mayBeLost)
      await Promise.race([vm.failure(), delay(endNoticeMilliseconds, undefined, { ref: false })]);
    throw error;
  }
}

async function connect(
  vm: Vm,
  { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal | undefined },
): Promise<GuestAgent> {
  const settled = new AbortController();
  const stop = signal === undefined ? settled.signal : AbortSignal.any([settled.signal, signal]);
  const connected = reachAgent(vm, timeout, stop);
  try {
    return await Promise.race([vm.failure(), withQemuEndInErrors(vm, connected)]);
  } catch (error) {
    settled.abort();
    await connected.catch(() => undefined);
    throw await withConsole(vm, error);
  }
}

/** Connects once the guest has opened the agent's port, as QEMU tells. */
async function reachAgent(vm: Vm, timeout: number, signal: AbortSignal): Promise<GuestAgent> {
  const deadline = performance.now() + timeout * 1000;
  await vm.agentReady({ timeout, signal });
  const left = Math.max(0.1, (deadline - performance.now()) / 1000);
  return connectAgent({ socketPath: vm.agentSocket, timeout: left, signal });
}

/** Adds the console to an error of the agent: it tells why the guest fell silent. */
async function withConsole(vm: Vm, error: unknown): Promise<unknown> {
  if (!(error instanceof GateError) || error.facts.consoleTail !== undefined) return error;
  return new GateError(
    error.code,
    { ...error.facts, consoleTail: await vm.consoleTail() },
    { cause: error },
  );
}
