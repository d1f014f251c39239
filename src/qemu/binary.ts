import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GateError } from '../errors.ts';
import { emulatorName } from '../process/architecture.ts';
import { fileDigest } from '../process/bounded-file.ts';
import { findProgram, isExecutable, missingProgram, runTool } from '../process/tool.ts';

/** A QEMU program: where it is and which one exactly. */
export interface QemuBinary {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /**
   * As it prints it, with the distribution's own number: `7.2.22 (Debian
   * 1:7.2+dfsg-7+deb12u18+b3)`.
   */
  readonly version: string;
  readonly sha256: string;
}

/**
 * The QEMU to measure with: the given file, else this architecture's in PATH. `option` is what gave
 * it, for errors. `missing-packages` where there is none, `bad-argument` where the given file is no
 * QEMU.
 */
export async function findQemu(
  explicit?: string,
  option = '--qemu',
  signal?: AbortSignal,
): Promise<QemuBinary> {
  const found = explicit === undefined ? await installedQemu() : await givenFile(explicit, option);
  const path = await realpath(found);
  const version = await versionOf(path, explicit === undefined ? undefined : option, signal);
  return { path, version, sha256: await fileDigest(path) };
}

async function installedQemu(): Promise<string> {
  const program = emulatorName();
  const path = await findProgram(program);
  if (path !== undefined) return path;
  throw missingProgram(program, { orElse: 'name one with --qemu' });
}

async function givenFile(given: string, option: string): Promise<string> {
  const path = resolve(given);
  if (await isExecutable(path)) return path;
  const problem = `${option}: ${given} does not exist or may not be executed`;
  const remedy = 'name the qemu-system program for the architecture of this host';
  throw new GateError('bad-argument', { problem, remedy, path });
}

/** `option` is what gave the program; undefined where it was found. */
async function versionOf(
  path: string,
  option: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const argv = [path, '--version'];
  let cause: unknown;
  const output = await runTool({ argv, timeout: 30, signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    cause = error;
  });
  const version = /^QEMU emulator version (.+)$/m.exec(output?.stdout ?? '')?.[1]?.trim();
  if (version) return version.slice(0, 200);
  const stderrTail = cause instanceof GateError ? cause.facts.stderrTail : undefined;
  const [code, prefix, remedy] =
    option === undefined
      ? (['qemu-failed', '', 'reinstall QEMU, or name another one with --qemu'] as const)
      : (['bad-argument', `${option}: `, 'name a qemu-system program'] as const);
  const problem = `${prefix}${path} does not report a QEMU version`;
  throw new GateError(code, { problem, remedy, argv, stderrTail }, { cause });
}
