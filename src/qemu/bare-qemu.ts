import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AioEngine, aioEngines } from '../disk/mode.ts';
import { GateError } from '../errors.ts';
import { startProgram } from '../process/program.ts';
import { createSocketScratch } from '../process/scratch.ts';
import { isolation, monitorArguments } from './arguments.ts';
import { listenForQemu } from './monitor.ts';
import type { Qmp } from './qmp.ts';

/** A QEMU without a machine, which starts in milliseconds and can be asked what it has. */
export interface BareQemu extends AsyncDisposable {
  readonly qmp: Qmp;
  readonly argv: readonly string[];
  /** A directory of its own, removed with it. */
  readonly directory: string;
  /** The last that it wrote to stderr. */
  stderrTail(): string;
}

/** Which QEMU to ask. */
export interface BareQemuRequest {
  readonly qemu: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts a QEMU without a machine under the same restrictions as those that measure, system calls
 * included: `qemu-failed`, `guest-hung`.
 */
export async function startBareQemu({ qemu, signal }: BareQemuRequest): Promise<BareQemu> {
  await using resources = new AsyncDisposableStack();
  const { path: directory } = resources.use(await createSocketScratch());
  const monitor = resources.use(await listenForQemu(join(directory, 'qmp')));
  const argv = [qemu, ...isolation, '-machine', 'none', ...monitorArguments(monitor.path)];
  const program = resources.use(await startProgram({ argv, signal }));
  const qmp = resources.use(await monitor.accept({ program, timeout: 20, signal }));
  const owned = resources.move();
  return {
    qmp,
    argv,
    directory,
    stderrTail: () => program.stderrTail(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/**
 * The engines with which this QEMU cannot open a file on this host, each with the reason in QEMU's
 * words.
 */
export async function missingEngines(
  request: BareQemuRequest,
): Promise<ReadonlyMap<AioEngine, string>> {
  await using qemu = await startBareQemu(request);
  const lacks = new Map<AioEngine, string>();
  for (const aio of aioEngines) {
    const lack = await lackOfEngine(qemu, aio);
    if (lack !== undefined) lacks.set(aio, lack);
  }
  return lacks;
}

/**
 * Why a small file can't be opened with the engine, undefined where it can. A build may lack it,
 * although its schema lists it, and a kernel may refuse it (fs.aio-max-nr,
 * kernel.io_uring_disabled, a container's seccomp profile), of which some versions only warn.
 * Whether a filesystem has O_DIRECT is the matter of the directory that will be measured, not of
 * ours: where ours has none, native is asked for without it, which a build that has it refuses with
 * a sentence of its own.
 */
export async function lackOfEngine(qemu: BareQemu, aio: AioEngine): Promise<string | undefined> {
  const said = await openWith(qemu, { aio, direct: aio === 'native' });
  if (said === undefined || aio !== 'native' || !/O_DIRECT|Invalid argument/i.test(said))
    return said;
  const buffered = await openWith(qemu, { aio, direct: false });
  return buffered?.includes('cache.direct') ? undefined : buffered;
}

interface Opening {
  readonly aio: AioEngine;
  readonly direct: boolean;
}

async function openWith(qemu: BareQemu, { aio, direct }: Opening): Promise<string | undefined> {
  const filename = join(qemu.directory, 'probe');
  await writeFile(filename, Buffer.alloc(65536));
  const name = { 'node-name': 'probe' };
  try {
    await qemu.qmp.execute('blockdev-add', {
      driver: 'file',
      ...name,
      filename,
      aio,
      cache: { direct },
    });
  } catch (error) {
    if (!(error instanceof GateError) || qemu.qmp.lost) throw error;
    return error.facts.why ?? error.facts.problem;
  }
  // It warns before it answers; by its next answer we have read both.
  await qemu.qmp.execute('blockdev-del', name);
  return fallbackWarning(qemu.stderrTail(), aio);
}

const names = { native: /(native|Linux) AIO|linux-aio/i, io_uring: /io_uring/i } as const;

/**
 * The line of stderr in which QEMU says that it lacks an engine and uses threads instead, as some
 * versions do where others refuse. Undefined where there is none, and for threads.
 */
export function fallbackWarning(stderr: string, aio: AioEngine): string | undefined {
  if (aio === 'threads') return undefined;
  return stderr
    .split('\n')
    .find(line => /fall(ing|s|en)? ?back/i.test(line) && names[aio].test(line));
}
