import { join } from 'node:path';
import { createSocketScratch } from '../../src/process/scratch.ts';
import { startProgram } from '../../src/process/tool.ts';
import { isolation, monitorArguments } from '../../src/qemu/arguments.ts';
import { findQemu } from '../../src/qemu/binary.ts';
import { listenForQemu, type Qmp } from '../../src/qemu/qmp.ts';

/**
 * A real machine whose processors never start: it takes disks in milliseconds, and nobody uses
 * them. What is plugged stays, since no guest lets go of it.
 */
export interface PausedQemu extends AsyncDisposable {
  readonly qmp: Qmp;
  readonly pid: number;
}

/** Starts one with four ports for disks. */
export async function startPausedQemu(): Promise<PausedQemu> {
  await using resources = new AsyncDisposableStack();
  const { path } = resources.use(await createSocketScratch());
  const monitor = resources.use(await listenForQemu(join(path, 'qmp')));
  const machine = process.arch === 'x64' ? 'q35' : 'virt';
  const argv = [
    (await findQemu()).path,
    ...isolation,
    ...`-machine ${machine} -accel tcg -m 64M -S`.split(' '),
    ...[0, 1, 2, 3].flatMap(port => [
      '-device',
      `pcie-root-port,id=port${port},bus=pcie.0,addr=${8 + port},chassis=${1 + port}`,
    ]),
    ...monitorArguments(monitor.path),
  ];
  const program = resources.use(await startProgram({ argv }));
  const qmp = resources.use(await monitor.accept({ program, timeout: 20 }));
  const owned = resources.move();
  return { qmp, pid: program.pid, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
