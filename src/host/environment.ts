import { availableParallelism, cpus, machine, release } from 'node:os';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { sampleCpu } from './load.ts';

/** Facts about the host that must agree for two runs to be comparable; nothing that names it. */
interface HostFacts {
  readonly architecture: string;
  readonly cpuModel: string;
  /**
   * The processors that we may use, which a container or affinity can make fewer than there are.
   */
  readonly cpuCores: number;
  /** major.minor of the kernel */
  readonly hostKernel: string;
}

/** The facts of this host. */
export async function probeHost(): Promise<HostFacts> {
  return {
    architecture: machine(),
    cpuModel: (await cpuModel()) || 'unknown',
    cpuCores: availableParallelism(),
    hostKernel: /^\d+\.\d+/.exec(release())?.[0] ?? release(),
  };
}

/** What the kernel calls the processors; empty where it does not say. */
export async function cpuModel(): Promise<string> {
  // Without times in /proc/stat node itself would abort.
  await sampleCpu();
  return cpus()[0]?.model.trim() ?? '';
}

/**
 * The version of each of these programs, as it prints it itself. Throws `missing-packages` where
 * one does not exist, `tool-failed` where it prints none.
 */
export async function toolVersions(
  programs: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    await Promise.all(programs.map(async program => [program, await versionOf(program)] as const)),
  );
}

async function versionOf(program: string): Promise<string> {
  const argv = [program, '--version'];
  const { stdout } = await runTool({ argv, timeout: 30 });
  const version = /\d+(?:\.\d+)+[\w.+~-]*/.exec(stdout)?.[0];
  if (version !== undefined) return version;
  throw new GateError('tool-failed', { problem: `${program} printed no version number`, argv });
}
