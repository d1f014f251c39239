import { GateError } from '../errors.ts';

/** Architectures whose guests we boot, each with QEMU's program for it. */
const emulators = { x64: 'qemu-system-x86_64', arm64: 'qemu-system-aarch64' } as const;

export type Architecture = keyof typeof emulators;

/**
 * This host's architecture, which is that of its guests: their programs are the host's own.
 * `no-accelerator` where we boot no guests of it.
 */
export function hostArchitecture(architecture: string = process.arch): Architecture {
  if (Object.hasOwn(emulators, architecture)) return architecture as Architecture;
  throw new GateError('no-accelerator', {
    problem: `guests of the architecture ${architecture} are not supported`,
    remedy: 'run it on an x86-64 or arm64 host',
  });
}

/** Name of the program of QEMU that runs the guests of this host; `no-accelerator` as above. */
export function emulatorName(architecture?: string): string {
  return emulators[hostArchitecture(architecture)];
}
