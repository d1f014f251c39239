import { readFile } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { emulatorName } from '../process/architecture.ts';
import { pause } from '../process/pause.ts';
import { findProgram, runTool } from '../process/tool.ts';
import table from './managers.json' with { type: 'json' };

/** A program that measuring needs on the host, and the package that brings it. */
export interface HostRequirement {
  readonly program: string;
  /** As this host's package manager calls it; of an unknown one, the program's own name. */
  readonly package: string;
}

/** A package manager that we know the names of; only apt is run by us. */
export type ManagerName = keyof typeof table.managers;

const managerNames = Object.keys(table.managers) as readonly ManagerName[];

/**
 * This host's package manager: of those in PATH the one that the system names as its own, else the
 * first; where none is in PATH, the system's own nevertheless, for its names.
 */
export async function findManager(release = '/etc/os-release'): Promise<ManagerName | undefined> {
  const text = await readFile(release, 'utf8').catch(() => '');
  const systems = [...text.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].join(' ').split(/[^\w.-]+/);
  const own = (name: ManagerName): boolean =>
    table.managers[name].systems.some(system => systems.includes(system));
  const paths = await Promise.all(
    managerNames.map(name => findProgram(table.managers[name].program)),
  );
  const present = managerNames.filter((_, index) => paths[index] !== undefined);
  return present.find(own) ?? present[0] ?? managerNames.find(own);
}

/**
 * What measuring needs on a host of this architecture, as node names it; `no-accelerator` where no
 * guest can run. What only one manager has a name for is needed where that manager is.
 */
export function hostRequirements(
  manager: ManagerName | undefined,
  architecture?: string,
): readonly HostRequirement[] {
  const emulator = emulatorName(architecture);
  const programs = Object.entries<Partial<Record<ManagerName, string>>>(table.programs);
  return programs.flatMap(([program, names]) => {
    if (program.startsWith('qemu-system-') && program !== emulator) return [];
    const isCommon = Object.keys(names).length > 1;
    const name = manager === undefined ? undefined : names[manager];
    return name === undefined && !isCommon ? [] : [{ program, package: name ?? program }];
  });
}

/** The requirements that this host lacks; it looks for files and runs nothing (about 2 ms). */
export async function missingPackages(
  wanted?: readonly HostRequirement[],
): Promise<readonly HostRequirement[]> {
  const requirements = wanted ?? hostRequirements(await findManager());
  const found = await Promise.all(requirements.map(({ program }) => findProgram(program)));
  return requirements.filter((_, index) => found[index] === undefined);
}

/** The one command that installs what is missing; undefined where no package manager is known. */
export async function installCommand(
  missing: readonly HostRequirement[],
  manager?: ManagerName,
): Promise<readonly string[] | undefined> {
  const name = manager ?? (await findManager());
  if (name === undefined) return undefined;
  const right = process.getuid?.() === 0 || name === 'nix' ? [] : ['sudo'];
  return [...right, ...table.managers[name].install, ...packagesOf(missing)];
}

/** What to install, and how to talk with the person who asked for it. */
export interface Installation {
  readonly missing: readonly HostRequirement[];
  /** Install without asking. */
  readonly assumeYes: boolean;
  /** Asks on the terminal; called only where there is one. */
  readonly ask: (question: string) => Promise<boolean>;
  readonly say: (line: string) => void;
  /**
   * Whether a person can be asked, for consent and for sudo's password; by default whether stdin is
   * a terminal.
   */
  readonly terminal?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Installs missing host packages and returns their number; if all are present it takes milliseconds
 * and prints nothing.
 */
export async function ensurePackages(request: Omit<Installation, 'missing'>): Promise<number> {
  const missing = await missingPackages();
  await installPackages({ missing, ...request });
  return missing.length;
}

/**
 * Installs packages through apt-get, as root or by sudo, after printing their list. Throws
 * `missing-packages` with the list and the command to run where there is no apt-get, no right or no
 * consent, or where programs are missing still; `tool-failed` where apt-get failed.
 */
export async function installPackages(installation: Installation): Promise<void> {
  const { missing, say, signal, terminal = process.stdin.isTTY } = installation;
  if (missing.length === 0) return;
  const packages = packagesOf(missing);
  say('This host lacks these packages:');
  for (const name of packages) {
    const programs = missing.filter(requirement => requirement.package === name);
    say(`  ${name} (for ${programs.map(({ program }) => program).join(', ')})`);
  }
  const manager = await findManager();
  const program = manager === undefined ? 'package manager' : table.managers[manager].program;
  const isThere = (await findProgram(program)) !== undefined;
  if (manager !== 'apt' || !isThere) {
    const why = isThere ? `${program} is not run by storage-gate` : `this host has no ${program}`;
    // Nothing of ours asks where a program came from.
    const remedy = `${isThere ? 'run the command below, or ' : ''}put the programs into a directory of PATH`;
    throw await refusal(missing, why, remedy);
  }
  await obtainConsent({ ...installation, terminal });
  const right = await obtainRight(terminal, signal);
  if (typeof right === 'string')
    throw await refusal(missing, right, 'let an administrator run the command below');
  await installByApt({ packages, right, say, signal });
  const remaining = await missingPackages(missing);
  if (remaining.length === 0) return;
  const why =
    'apt-get ended without an error, but the programs are not in PATH, /usr/sbin or /sbin';
  throw await refusal(remaining, why, 'list the files of the packages: `dpkg -L PACKAGE`');
}

function packagesOf(missing: readonly HostRequirement[]): readonly string[] {
  return [...new Set(missing.map(requirement => requirement.package))];
}

async function refusal(
  missing: readonly HostRequirement[],
  why: string,
  remedy: string,
): Promise<GateError> {
  const packages = packagesOf(missing);
  return new GateError('missing-packages', {
    problem: `this host lacks ${packages.length === 1 ? 'the package' : 'the packages'} ${packages.join(', ')}`,
    why,
    remedy,
    argv: await installCommand(missing),
  });
}

async function obtainConsent({ missing, assumeYes, ask, terminal }: Installation): Promise<void> {
  if (assumeYes) return;
  if (!terminal) {
    const why = 'stdin is not a terminal, so it cannot ask whether to install them';
    const yes = 'run `storage-gate setup --yes` or the command below, or give `install: auto`';
    throw await refusal(missing, why, yes);
  }
  if (await ask('Install them now with apt-get?')) return;
  const remedy = 'run `storage-gate setup` again, or the command below';
  throw await refusal(missing, 'installing them was declined', remedy);
}

/**
 * The words in front of a command that give it root's rights, or why there are none: root needs
 * none, others need `sudo`, whose password is asked for on a terminal only.
 */
async function obtainRight(
  terminal: boolean,
  signal: AbortSignal | undefined,
): Promise<readonly string[] | string> {
  if (process.getuid?.() === 0) return [];
  if ((await findProgram('sudo')) === undefined)
    return 'we are not root, and this host has no sudo';
  const asked = { argv: ['sudo', '-n', 'true'], accept: [0, 1], timeout: 30, signal };
  const may = (await runTool(asked)).exitCode === 0;
  // Without -n sudo asks for the password on /dev/tty itself.
  if (!may && !terminal) return 'we are not root, and sudo asks for a password';
  // sudo drops the variables by which apt finds a proxy.
  const proxies = Object.keys(process.env).filter(name => /^(https?|ftp|no)_proxy$/i.test(name));
  const keeps = proxies.length === 0 ? [] : [`--preserve-env=${proxies.join(',')}`];
  return ['sudo', ...(may ? ['-n'] : []), ...keeps];
}

interface AptRequest extends Pick<Installation, 'say' | 'signal'> {
  readonly packages: readonly string[];
  /** Words in front of a command, as `obtainRight` has them. */
  readonly right: readonly string[];
}

/**
 * Installs packages without their recommendations and without questions. Package lists are fetched
 * only where there are none, or where they prove too old. Throws `tool-failed` where apt-get fails.
 */
async function installByApt({ packages, right, say, signal }: AptRequest): Promise<void> {
  const update = async (): Promise<void> => {
    say('Fetching package lists (apt-get update) ...');
    await runApt(right, ['update'], signal);
  };
  const install = async (): Promise<void> => {
    say(`Installing ${packages.join(', ')} ...`);
    await runApt(right, ['install', '--yes', '--no-install-recommends', ...packages], signal);
  };
  const listing = ['indextargets', '--format', '$(FILENAME)', 'Created-By: Packages'];
  if ((await runApt([], listing, signal)).trim() === '') await update();
  try {
    await install();
  } catch (error) {
    if (!saidByApt(error, staleLists)) throw error;
    await update();
    await install();
  }
}

/** What apt-get says where its lists are missing or older than the archive. */
const staleLists =
  /Unable to locate package|has no installation candidate|Unable to fetch some archives|404 {2}Not Found/;

/** Longest to wait for another apt, in seconds. */
const lockTimeoutSeconds = 120;

/**
 * Runs apt-get, and again as long as another apt holds a lock: DPkg::Lock::Timeout makes it wait
 * for dpkg's lock only, and fail at once on those of the lists and the archives (apt 2.6).
 */
async function runApt(
  right: readonly string[],
  words: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string> {
  // Set behind sudo, which drops our environment.
  const settings = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C'];
  const lock = ['-o', `DPkg::Lock::Timeout=${lockTimeoutSeconds}`];
  const argv = [...right, ...settings, 'apt-get', '-q', ...lock, ...words];
  const deadline = performance.now() + lockTimeoutSeconds * 1000;
  for (;;) {
    try {
      return (await runTool({ argv, timeout: 1800, signal })).stdout;
    } catch (error) {
      if (!saidByApt(error, /Could not get lock/) || performance.now() > deadline) throw error;
      await pause(1, signal);
    }
  }
}

function saidByApt(error: unknown, what: RegExp): boolean {
  return error instanceof GateError && what.test(error.facts.stderrTail ?? '');
}
