import { machine } from 'node:os';
import { GateError } from '../errors.ts';
import { pause } from '../process/pause.ts';
import { findProgram, runTool } from '../process/tool.ts';

/** A program that measuring needs on the host, and the Debian and Ubuntu package that brings it. */
export interface HostRequirement {
  readonly program: string;
  readonly package: string;
}

/** What measuring needs on a host of this architecture (`uname -m`). */
export function hostRequirements(architecture: string = machine()): readonly HostRequirement[] {
  const packages = {
    [`qemu-system-${architecture}`]: qemuPackages[architecture] ?? 'qemu-system',
    'qemu-img': 'qemu-utils',
    'qemu-ga': 'qemu-guest-agent',
    sysbench: 'sysbench',
    fio: 'fio',
    busybox: 'busybox-static',
    mke2fs: 'e2fsprogs',
    depmod: 'kmod',
    setpriv: 'util-linux',
    fincore: 'util-linux-extra',
    ldd: 'libc-bin',
    'dpkg-deb': 'dpkg',
    zstd: 'zstd',
    xz: 'xz-utils',
  };
  return Object.entries(packages).map(([program, name]) => ({ program, package: name }));
}

/** The requirements that this host lacks; it looks for files and runs nothing (about 2 ms). */
export async function missingPackages(
  requirements: readonly HostRequirement[] = hostRequirements(),
): Promise<readonly HostRequirement[]> {
  const found = await Promise.all(requirements.map(({ program }) => findProgram(program)));
  return requirements.filter((_, index) => found[index] === undefined);
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
  if ((await findProgram('apt-get')) === undefined) {
    const remedy =
      'install the same programs with the package manager of this host (the names are those of Debian and Ubuntu)';
    throw refusal(missing, 'this host has no apt-get', remedy);
  }
  await obtainConsent({ ...installation, terminal });
  const right = await obtainRight(terminal, signal);
  if (typeof right === 'string')
    throw refusal(missing, right, 'let an administrator run the command below');
  await installByApt({ packages, right, say, signal });
  const remaining = await missingPackages(missing);
  if (remaining.length === 0) return;
  const why =
    'apt-get ended without an error, but the programs are not in PATH, /usr/sbin or /sbin';
  throw refusal(remaining, why, 'list the files of the packages: `dpkg -L PACKAGE`');
}

/** QEMU's system emulators by architecture, as Debian 12 and Ubuntu 24.04 package them. */
const qemuPackages: Readonly<Record<string, string>> = {
  x86_64: 'qemu-system-x86',
  aarch64: 'qemu-system-arm',
};

function packagesOf(missing: readonly HostRequirement[]): readonly string[] {
  return [...new Set(missing.map(requirement => requirement.package))];
}

function refusal(missing: readonly HostRequirement[], why: string, remedy: string): GateError {
  const packages = packagesOf(missing);
  return new GateError('missing-packages', {
    problem: `this host lacks ${packages.length === 1 ? 'the package' : 'the packages'} ${packages.join(', ')}`,
    why,
    remedy,
    argv: ['sudo', 'apt-get', 'install', '--no-install-recommends', ...packages],
  });
}

async function obtainConsent({ missing, assumeYes, ask, terminal }: Installation): Promise<void> {
  if (assumeYes) return;
  if (!terminal) {
    const why = 'stdin is not a terminal, so it cannot ask whether to install them';
    throw refusal(
      missing,
      why,
      'run `storage-gate setup --yes` or the command below, or give the action `install: auto`',
    );
  }
  if (await ask('Install them now with apt-get?')) return;
  const remedy = 'run `storage-gate setup` again, or the command below';
  throw refusal(missing, 'installing them was declined', remedy);
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
  if ((await runTool(asked)).exitCode === 0) return ['sudo', '-n'];
  // Without -n sudo asks for the password on /dev/tty itself.
  return terminal ? ['sudo'] : 'we are not root, and sudo asks for a password';
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
