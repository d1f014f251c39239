import { join } from 'node:path';
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
 * Starts one under the rules of those that measure, its system calls among them: `qemu-failed`,
 * `guest-hung`.
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
