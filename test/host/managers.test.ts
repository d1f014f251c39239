import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { GateError } from '../../src/errors.ts';
import {
  findManager,
  hostRequirements,
  installCommand,
  installPackages,
  type ManagerName,
  missingPackages,
} from '../../src/host/packages.ts';
import { findProgram, runTool } from '../../src/process/tool.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A directory as PATH, with these programs in it. */
async function pathOf(programs: readonly string[]) {
  const directory = await temporaryDirectory();
  const bin = join(directory.path, 'bin');
  await mkdir(bin);
  for (const name of programs) await writeFile(join(bin, name), '#!/bin/sh\n', { mode: 0o755 });
  vi.stubEnv('PATH', bin);
  return { ...directory, bin };
}

describe('findManager', () => {
  // The lines of os-release are those of the systems themselves.
  test.each<[string, string, readonly string[], ManagerName | undefined]>([
    ['Debian', 'ID=debian', ['apt-get'], 'apt'],
    ['a relative of Ubuntu', 'ID=linuxmint\nID_LIKE="ubuntu debian"', ['apt-get'], 'apt'],
    ['Fedora', 'ID=fedora', ['dnf'], 'dnf'],
    ['Rocky Linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"', ['dnf'], 'dnf'],
    ['openSUSE', 'ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"', ['zypper'], 'zypper'],
    ['Arch', 'ID=arch', ['pacman'], 'pacman'],
    ['Alpine', 'ID=alpine', ['apk'], 'apk'],
    ['NixOS', 'ID=nixos', ['nix-shell'], 'nix'],
    ["a system with others' managers beside its own", 'ID=arch', ['apt-get', 'pacman'], 'pacman'],
    ['an unknown system', 'ID=void', ['nix-shell'], 'nix'],
    ['a known system without its manager', 'ID=debian', [], 'apt'],
    ['an unknown system without any', 'ID=void', [], undefined],
  ])('of %s', async (_, release, programs, expected) => {
    await using path = await pathOf(programs);
    const file = join(path.path, 'os-release');
    await writeFile(file, `PRETTY_NAME="ID=apk"\n${release}\nVERSION_ID=1\n`);
    expect(await findManager(file)).toBe(expected);
  });

  test('goes by what is in PATH where the system says nothing', async () => {
    await using path = await pathOf(['zypper']);
    expect(await findManager(join(path.path, 'absent'))).toBe('zypper');
  });
});

const managers = ['apt', 'dnf', 'zypper', 'pacman', 'apk', 'nix'] as const;
const own = process.arch === 'x64' ? 'qemu-system-x86_64' : 'qemu-system-aarch64';

describe('hostRequirements', () => {
  test.each([
    ['x64', 'qemu-system-x86_64', 'qemu-system-x86'],
    ['arm64', 'qemu-system-aarch64', 'qemu-system-arm'],
  ])('asks for the emulator of %s alone', (architecture, program, name) => {
    const emulators = hostRequirements('apt', architecture).filter(requirement =>
      requirement.program.startsWith('qemu-system-'),
    );
    expect(emulators).toEqual([{ program, package: name }]);
  });

  test.each(['riscv64', 's390x', 'ia32', 'constructor'])('knows no guests of %s', architecture => {
    expect(() => hostRequirements('apt', architecture)).toThrow(
      expect.objectContaining({
        code: 'no-accelerator',
        message: expect.stringContaining(architecture),
        facts: expect.objectContaining({ remedy: expect.stringContaining('arm64') }),
      }),
    );
  });

  test.each(managers)('has a name for each program in %s', manager => {
    const wanted = hostRequirements(manager).map(({ program }) => program);
    const common = hostRequirements(undefined).map(({ program }) => program);
    expect(wanted.filter(program => program !== 'depmod')).toEqual(common);
    expect(wanted).toEqual(expect.arrayContaining([own, 'qemu-img', 'qemu-ga', 'fio', 'busybox']));
    // Only apt's kernels come without modules.dep, and nobody has to have dpkg.
    expect(wanted.includes('depmod')).toBe(manager === 'apt');
    expect(wanted.join(' ')).not.toContain('dpkg');
  });

  test('of an unknown manager has the names of the programs', () => {
    for (const { program, package: name } of hostRequirements(undefined))
      expect(name).toBe(program);
  });

  test('names packages that apt knows', async ({ skip }) => {
    const aptCache = await findProgram('apt-cache');
    if (aptCache === undefined) skip('this host has no apt-cache');
    const packages = hostRequirements('apt').map(requirement => requirement.package);
    const { stdout } = await runTool({ argv: ['apt-cache', 'pkgnames'] });
    const known = new Set(stdout.split('\n'));
    if (!known.has('sysbench')) skip('this host has no package lists');
    expect(packages.filter(name => !known.has(name))).toEqual([]);
  });
});

describe('the one command', () => {
  test.each<[ManagerName, string]>([
    ['apt', 'sudo apt-get install --no-install-recommends busybox-static'],
    ['dnf', 'sudo dnf install busybox'],
    ['zypper', 'sudo zypper install busybox-static'],
    ['pacman', 'sudo pacman -S --needed busybox'],
    ['apk', 'sudo apk add busybox'],
    ['nix', 'nix-shell -p busybox'],
  ])('of %s for a user, and without sudo for root', async (manager, command) => {
    const missing = hostRequirements(manager).filter(({ program }) => program === 'busybox');
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    expect((await installCommand(missing, manager))?.join(' ')).toBe(command);
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    const ofRoot = command.replace('sudo ', '');
    expect((await installCommand(missing, manager))?.join(' ')).toBe(ofRoot);
  });
});

describe('each missing program by itself', () => {
  // This host's own /usr/sbin and /sbin are looked into whatever PATH says.
  const hideable = hostRequirements('dnf').filter(({ program }) =>
    ['/usr/sbin', '/sbin'].every(directory => !existsSync(join(directory, program))),
  );
  const rows = hideable.map(({ program, package: name }) => [program, name] as const);

  test.each(rows)('%s is named, with the command that brings %s', async (program, name) => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    const others = hostRequirements('dnf').filter(each => each.program !== program);
    await using path = await pathOf(['dnf', ...others.map(each => each.program)]);
    const missing = await missingPackages(hostRequirements('dnf'));
    expect(missing).toEqual([{ program, package: name }]);
    const said: string[] = [];
    const installed = installPackages({
      missing,
      assumeYes: true,
      ask: () => Promise.reject(new Error('nobody was to be asked')),
      say: line => said.push(line),
      terminal: false,
    });
    const error = await installed.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GateError);
    expect(error).toMatchObject({
      code: 'missing-packages',
      facts: {
        why: 'dnf is not run by storage-gate',
        remedy: expect.stringContaining('into a directory of PATH'),
        argv: ['dnf', 'install', name],
      },
    });
    expect(said).toContain(`  ${name} (for ${program})`);
    // Once it is there, wherever it came from, nothing is asked for.
    await symlink(process.execPath, join(path.bin, program));
    expect(await missingPackages(missing)).toEqual([]);
  });
});
