import { machine } from 'node:os';
import { GateError } from '../errors.ts';
import { findProgram } from '../process/find-program.ts';
import { installByApt, obtainRight } from './apt.ts';

/** A program that measuring needs on the host, and the Debian and Ubuntu package that brings it. */
export interface HostRequirement {
  readonly program: string;
  readonly package: string;
}

/** What measuring needs on a host of this architecture (`uname -m`). */
export function hostRequirements(architecture: string = machine()): readonly HostRequirement[] {
  return [
    {
      program: `qemu-system-${architecture}`,
      package: qemuPackages[architecture] ?? 'qemu-system',
    },
    { program: 'qemu-img', package: 'qemu-utils' },
    { program: 'qemu-ga', package: 'qemu-guest-agent' },
    { program: 'sysbench', package: 'sysbench' },
    { program: 'fio', package: 'fio' },
    { program: 'busybox', package: 'busybox-static' },
    { program: 'mke2fs', package: 'e2fsprogs' },
    { program: 'depmod', package: 'kmod' },
    { program: 'setpriv', package: 'util-linux' },
    { program: 'fincore', package: 'util-linux-extra' },
    { program: 'ldd', package: 'libc-bin' },
    { program: 'dpkg-deb', package: 'dpkg' },
    { program: 'zstd', package: 'zstd' },
    { program: 'xz', package: 'xz-utils' },
  ];
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
 * Installs packages through apt-get, as root or by sudo, after printing their list. Throws
 * `missing-packages` with the list and the command to run where there is no apt-get, no right or no
 * consent, or where programs are missing still; `tool-failed` where apt-get failed.
 */
export async function installPackages(installation: Installation): Promise<void> {
  const { missing, say, signal, terminal = process.stdin.isTTY } = installation;
  if (missing.length === 0) return;
  for (const line of listOf(missing)) say(line);
  if ((await findProgram('apt-get')) === undefined) {
    throw refusal(missing, {
      why: 'this host has no apt-get',
      remedy:
        'install the same programs with the package manager of this host (the names are those of Debian and Ubuntu)',
    });
  }
  await obtainConsent({ ...installation, terminal });
  const right = await obtainRight({ terminal, signal });
  if (!right.granted)
    throw refusal(missing, {
      why: right.why,
      remedy: 'let an administrator run the command below',
    });
  await installByApt({ packages: packagesOf(missing), right: right.words, say, signal });
  const remaining = await missingPackages(missing);
  if (remaining.length > 0) {
    throw refusal(remaining, {
      why: 'apt-get ended without an error, but the programs are not in PATH, /usr/sbin or /sbin',
      remedy: 'list the files of the packages: `dpkg -L PACKAGE`',
    });
  }
}

/** QEMU's system emulators by architecture, as Debian 12 and Ubuntu 24.04 package them. */
const qemuPackages: Readonly<Record<string, string>> = {
  x86_64: 'qemu-system-x86',
  aarch64: 'qemu-system-arm',
};

function listOf(missing: readonly HostRequirement[]): readonly string[] {
  const rows = packagesOf(missing).map(name => {
    const programs = missing
      .filter(requirement => requirement.package === name)
      .map(({ program }) => program);
    return `  ${name} (for ${programs.join(', ')})`;
  });
  return ['This host lacks these packages:', ...rows];
}

function packagesOf(missing: readonly HostRequirement[]): readonly string[] {
  return [...new Set(missing.map(requirement => requirement.package))];
}

function refusal(
  missing: readonly HostRequirement[],
  { why, remedy }: { readonly why: string; readonly remedy: string },
): GateError {
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
    throw refusal(missing, {
      why: 'stdin is not a terminal, so it cannot ask whether to install them',
      remedy: 'run `storage-gate setup --yes`, or the command below',
    });
  }
  if (await ask('Install them now with apt-get?')) return;
  throw refusal(missing, {
    why: 'installing them was declined',
    remedy: 'run `storage-gate setup` again, or the command below',
  });
}

/**
 * Installs missing host packages and returns their number; if all are present it takes milliseconds
 * and prints nothing.
 */
export async function ensurePackages(request: Omit<Installation, 'missing'>): Promise<number> {
  const missing = await missingPackages();
  if (missing.length > 0) await installPackages({ missing, ...request });
  return missing.length;
}
