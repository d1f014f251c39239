import { join } from 'node:path';
import { hostArchitecture } from '../src/process/architecture.ts';
import { createSocketScratch } from '../src/process/scratch.ts';
import { startProgram } from '../src/process/tool.ts';
import { qemuArguments } from '../src/qemu/arguments.ts';
import { readConsoleTail, showsPanic } from '../src/qemu/console.ts';
import { listenForQemu } from '../src/qemu/qmp.ts';
import type { VmRequest } from '../src/qemu/vm.ts';

/**
 * Seconds from the start of QEMU to its end by the guest's panic, where the kernel finds no initial
 * file system: the same arguments, devices and kernel words as a guest of ours, so that no guest of
 * this kernel can be quicker.
 */
export async function bootToPanic(request: VmRequest): Promise<number> {
  await using sockets = await createSocketScratch();
  await using monitor = await listenForQemu(join(sockets.path, 'qmp'));
  const console = join(sockets.path, 'console');
  const places = {
    console,
    monitorSocket: monitor.path,
    agentSocket: join(sockets.path, 'agent'),
    slicesSocket: join(sockets.path, 'slices'),
  };
  const argv = withoutInitrd(
    qemuArguments({ ...request, architecture: hostArchitecture(), ...places }),
  );
  const started = performance.now();
  await using program = await startProgram({
    argv: [request.qemu, ...argv],
    signal: request.signal,
  });
  await program.ended;
  const seconds = (performance.now() - started) / 1000;
  request.signal?.throwIfAborted();
  if (showsPanic(await readConsoleTail(console))) return seconds;
  throw new Error(`without an initial filesystem the guest did not panic: ${program.stderrTail()}`);
}

function withoutInitrd(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf('-initrd');
  return argv.toSpliced(at, 2);
}
