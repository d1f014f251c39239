import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAgent, type GuestAgent } from '../../src/guest/agent.ts';
import type { GuestArtifacts } from '../../src/guest/artifacts.ts';
import { agentPort } from '../../src/guest/init-script.ts';
import { scopedArgv } from '../../src/process/tool.ts';
import { programPort } from '../../src/qemu/arguments.ts';

/**
 * A QEMU that is started here and not through src/qemu, so that the guest's tests say where a fault
 * is.
 */
export interface BareMachine extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly socketPath: string;
  readonly console: () => Promise<string>;
}

const emulator = process.arch === 'x64' ? 'qemu-system-x86_64' : 'qemu-system-aarch64';
/** What to boot. */
interface MachineRequest {
  readonly guest: GuestArtifacts;
  readonly directory: string;
  readonly extra?: readonly string[];
}

/** Starts a guest with its files and sockets in `directory`, and further words for QEMU. */
export function startMachine({ guest, directory, extra = [] }: MachineRequest): BareMachine {
  const name = join(directory, crypto.randomUUID().slice(0, 8));
  const socketPath = `${name}.sock`;
  const agentChardev = `socket,id=agent,path=${socketPath},server=on,wait=off`;
  const machine = process.arch === 'x64' ? 'q35' : 'virt';
  const argv = [
    `${emulator} -nodefaults -no-user-config -nic none -display none -no-reboot`,
    `-machine ${machine} -accel tcg -cpu max -smp 2 -m 1G -kernel ${guest.kernel} -initrd ${guest.initrd}`,
    `-chardev file,id=console,path=${name}.log -serial chardev:console`,
    `-device virtio-serial-pci -chardev ${agentChardev} -device virtserialport,chardev=agent,name=${agentPort}`,
    `-device virtserialport,name=${programPort.name}`,
  ].flatMap(words => words.split(' '));
  const [file = '', ...args] = scopedArgv([...argv, '-append', guest.kernelWords, ...extra]);
  const qemu = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise(resolve => qemu.once('close', resolve));
  return {
    process: qemu,
    socketPath,
    console: () => readFile(`${name}.log`, 'utf8'),
    [Symbol.asyncDispose]: async () => {
      qemu.kill('SIGKILL');
      await ended;
    },
  };
}

/** The agent of a guest. QEMU makes the socket at once, but not before we look. */
export async function reachAgent(machine: BareMachine): Promise<GuestAgent> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connectAgent({ socketPath: machine.socketPath, timeout: 60 });
    } catch (error) {
      if (attempt > 50) throw error;
      await sleep(20);
    }
  }
}
