import { runTool } from '../process/tool.ts';

/** What apt's lists say of the version of a package that it would install. */
export interface AptRecord {
  readonly name: string;
  readonly version: string;
  /** Names of the packages that it depends on; of alternatives the first. */
  readonly depends: readonly string[];
}

/**
 * The record of a package; undefined where apt knows none of that name. `missing-packages` on a
 * host without apt.
 */
export async function aptRecord(name: string): Promise<AptRecord | undefined> {
  const call = {
    argv: ['apt-cache', 'show', '--no-all-versions', name],
    env: { LC_ALL: 'C' },
    timeout: 60,
  };
  const { stdout, exitCode } = await runTool({ ...call, accept: [0, 100] });
  return exitCode === 0 ? parseAptRecord(stdout) : undefined;
}

/** The first record in what `apt-cache show` prints; undefined where there is none. */
export function parseAptRecord(text: string): AptRecord | undefined {
  const field = (name: string) =>
    new RegExp(`^${name}: (.+)$`, 'm').exec(text.split('\n\n')[0] ?? '')?.[1];
  const [name, version] = [field('Package'), field('Version')];
  if (name === undefined || version === undefined) return undefined;
  const depends = (field('Depends') ?? '')
    .split(',')
    .map(dependency => /^\s*([^\s(:|]+)/.exec(dependency)?.[1]);
  return { name, version, depends: depends.filter(dependency => dependency !== undefined) };
}
