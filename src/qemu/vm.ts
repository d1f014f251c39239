import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type ErrorFacts, GateError } from '../errors.ts';
import { hostArchitecture } from '../process/architecture.ts';
import { anySignal, type Patience, within } from '../process/pause.ts';
import { createSocketScratch } from '../process/scratch.ts';
import { lastLines, type Program, type ProgramEnd, startProgram } from '../process/tool.ts';
import { type MachineParts, programPort, qemuArguments } from './arguments.ts';
import { readConsoleTail, showsPanic } from './console.ts';
import { type IoErrors, watchIoErrors } from './disk.ts';
import { listenForQemu, type Qmp } from './qmp.ts';

/**
 * A running machine; disposing of it ends QEMU and removes its sockets, while its console stays in
 * the scratch.
 */
export interface Vm extends AsyncDisposable {
  readonly pid: number;
  readonly qmp: Qmp;
  /** What the host refused so far of the guest's requests. */
  readonly ioErrors: IoErrors;
  /** Unix socket of the guest agent's port. */
  readonly agentSocket: string;
  /** Unix socket of the port through which slices are asked for. */
  readonly slicesSocket: string;
  /** Last lines of the serial console, without control characters. */
  consoleTail(): Promise<string>;
  /** What QEMU itself wrote to stderr. */
  stderrTail(): string;
  /** Resolves once the guest has opened the agent's port; `guest-hung` after `timeout` seconds. */
  agentReady(o: Patience): Promise<void>;
  /**
   * Resolves once the guest closes the port that its programs hold open (`programPort`), which
   * nobody in the guest has to be asked for. QEMU tells it at once unless it told of that port
   * within the last second; `qemu-failed` after `timeout` seconds.
   */
  programEnded(o: Patience): Promise<void>;
  /**
   * Rejects when QEMU ends unasked: `guest-panic` where the console shows one, else `qemu-failed`.
   * Never resolves.
   */
  failure(): Promise<never>;
}

/**
 * What to start: a machine of the host's architecture, with its console and sockets where the run
 * has its files.
 */
export interface VmRequest extends MachineParts {
  readonly qemu: string;
  /** Directory for the console's log. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

/** Seconds in which QEMU must open its monitor: 0.1 on an idle host. */
const monitorTimeoutSeconds = 20;

/**
 * Seconds that QEMU may take to write out what it holds of its disks (a qcow2's tables) before it
 * is ended.
 */
const quitTimeoutSeconds = 10;

/** Milliseconds after which the end of a process whose sockets closed is known. */
const endNoticeMilliseconds = 1000;

/** Starts QEMU and connects to its monitor; the guest may not have come far yet. */
export async function startVm(request: VmRequest): Promise<Vm> {
  const { signal } = request;
  await using resources = new AsyncDisposableStack();
  const sockets = resources.use(await createSocketScratch());
  const monitor = resources.use(await listenForQemu(join(sockets.path, 'qmp')));
  const suffix = basename(sockets.path).replace('.storage-gate', '');
  const consolePath = join(request.scratch, `console${suffix}.log`);
  const [agentSocket, slicesSocket] = [join(sockets.path, 'agent'), join(sockets.path, 'slices')];
  const ends = { console: consolePath, agentSocket, slicesSocket, monitorSocket: monitor.path };
  const machine = { ...request, ...ends, architecture: hostArchitecture() };
  const argv = [request.qemu, ...qemuArguments(machine)];
  const program = resources.use(await startProgram({ argv, signal }));
  const life: Life = { argv, program, consolePath, stopping: false };
  const accepted = monitor.accept({ program, timeout: monitorTimeoutSeconds, signal });
  const qmp = resources.use(await accepted.catch(error => explain(life, error)));
  const owned = resources.move();
  return {
    pid: program.pid,
    qmp: explaining(life, qmp),
    ioErrors: watchIoErrors(qmp),
    agentSocket,
    slicesSocket,
    consoleTail: () => readConsoleTail(consolePath),
    stderrTail: program.stderrTail,
    agentReady: patience => agentReady(life, explaining(life, qmp), patience),
    programEnded: async patience => {
      await qmp.event('VSERPORT_CHANGE', { match: opens(programPort.id, false), ...patience });
    },
    failure: () => failure(life),
    [Symbol.asyncDispose]: async () => {
      life.stopping = true;
      if (signal?.aborted !== true) await quit(program, qmp, signal);
      await owned.disposeAsync();
    },
  };
}

interface Life {
  readonly argv: readonly string[];
  readonly program: Program;
  readonly consolePath: string;
  /** Whether its end is what we asked for. */
  stopping: boolean;
}

/** Ends QEMU in order; whatever does not work out here is done by force right after. */
async function quit(program: Program, qmp: Qmp, signal: AbortSignal | undefined): Promise<void> {
  const patience = { timeout: quitTimeoutSeconds, signal };
  qmp.execute('quit', {}, patience).catch(() => undefined);
  await within(program.ended, patience, () => new Error('QEMU goes on')).catch(() => undefined);
}

async function agentReady(life: Life, qmp: Qmp, { timeout, signal }: Patience): Promise<void> {
  const settled = new AbortController();
  const stop = anySignal(settled.signal, signal);
  const event = qmp.event('VSERPORT_CHANGE', {
    match: opens('agent', true),
    timeout,
    signal: stop,
  });
  const opened = event.catch(async error => {
    signal?.throwIfAborted();
    if (settled.signal.aborted) return;
    throw qmp.lost ? error : await silenceError(life, timeout);
  });
  try {
    // The guest may have opened the port before we began to listen.
    const ready = frontendOpen(qmp).then(open => (open ? undefined : opened));
    await Promise.race([ready, opened, failure(life)]);
  } finally {
    settled.abort();
  }
}

/** Whether the data of an event are those of a port with this id that was opened, or closed. */
function opens(id: string, open: boolean): (data: Record<string, unknown>) => boolean {
  return data => data['id'] === id && data['open'] === open;
}

async function silenceError(life: Life, timeout: number): Promise<GateError> {
  const said = await lastWords(life);
  const problem = `the guest agent did not answer within ${timeout} s of waiting`;
  const why =
    said.consoleTail === ''
      ? 'the guest wrote nothing to its console, so it hangs early: in the BIOS, or before its kernel starts init'
      : "the last lines of the guest's console show how far it came";
  return new GateError('guest-hung', { problem, why, ...said });
}

const ports = z.array(z.looseObject({ label: z.string(), 'frontend-open': z.boolean() })).catch([]);

/** Whether the guest has the agent's port open, as query-chardev tells. */
async function frontendOpen(qmp: Qmp): Promise<boolean> {
  const answer = ports.parse(await qmp.execute('query-chardev'));
  return answer.some(({ label, 'frontend-open': isOpen }) => label === 'agent' && isOpen);
}

/** A monitor whose loss is told as what it is: the end of QEMU. */
function explaining(life: Life, qmp: Qmp): Qmp {
  const told = async (error: unknown): Promise<never> => {
    if (qmp.lost) return explain(life, error);
    throw error;
  };
  return {
    get lost() {
      return qmp.lost;
    },
    execute: (...request) => qmp.execute(...request).catch(told),
    event: (...request) => qmp.event(...request).catch(told),
    watch: (...request) => qmp.watch(...request),
    [Symbol.asyncDispose]: () => qmp[Symbol.asyncDispose](),
  };
}

/** Throws how QEMU ended if it did, which says more than what broke by it; else `error`. */
async function explain(life: Life, error: unknown): Promise<never> {
  await Promise.race([failure(life), delay(endNoticeMilliseconds, undefined, { ref: false })]);
  throw error;
}

async function failure(life: Life): Promise<never> {
  const end = await life.program.ended;
  if (life.stopping) return new Promise<never>(() => undefined);
  const said = await lastWords(life);
  if (showsPanic(said.consoleTail)) {
    const problem = "the guest's kernel panicked";
    throw new GateError('guest-panic', { problem, ...said, ...end });
  }
  throw new GateError('qemu-failed', { ...reasonOf(end), ...said, ...end });
}

/** What QEMU and the guest's console said last, for errors. */
async function lastWords({ argv, program, consolePath }: Life) {
  const consoleTail = await readConsoleTail(consolePath);
  return { argv, stderrTail: lastLines(program.stderrTail(), 15), consoleTail };
}

function reasonOf({ exitCode, signal }: ProgramEnd): Pick<ErrorFacts, 'problem' | 'why'> {
  if (signal === 'SIGKILL') {
    const why = 'another process killed it; the host may be out of memory (see `dmesg`)';
    return { problem: 'QEMU was killed', why };
  }
  if (signal !== undefined) return { problem: `QEMU was ended by ${signal}` };
  if (exitCode === 0)
    return { problem: 'QEMU ended by itself', why: 'the guest shut down or reset itself' };
  const isNoProgram = exitCode === 126 || exitCode === 127;
  return { problem: isNoProgram ? 'QEMU could not be started' : 'QEMU failed' };
}
