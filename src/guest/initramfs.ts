import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { type ArchiveEntry, archivePieces, parentDirectories } from './cpio.ts';
import { loadedFiles } from './guest-program.ts';
import { fstab, initScript, toolsMount } from './init-script.ts';
import { withoutSignature } from './module-signature.ts';
import type { Toolset } from './toolset.ts';

/** Directories that init and the tools expect. */
const emptyDirectories = [
  'dev',
  'proc',
  'sys',
  'run',
  'tmp',
  'mnt',
  'modules',
  'var',
  'bin',
  toolsMount.slice(1),
];

/**
 * Our initial file system as an uncompressed archive (0.5 s faster to boot under emulation than a
 * compressed one): init, busybox, kernel modules and the guest agent with its libraries. The tools
 * are links to the tools disk under the paths that they have on the host, so that they start
 * whatever environment they are given. In pieces, to be written one after the other.
 */
export async function buildInitramfs(
  toolset: Toolset,
  modules: readonly string[],
): Promise<readonly Buffer[]> {
  const files = await packFiles(toolset, modules);
  const links = [...(await appletLinks(toolset)), ...toolLinks(toolset)];
  const unique = [...new Map([...links, ...files].map(entry => [entry.path, entry])).values()];
  const directories = new Set([
    ...emptyDirectories,
    ...parentDirectories(unique.map(entry => entry.path)),
  ]);
  return archivePieces([
    ...[...directories].sort().map(path => ({ kind: 'directory' as const, path })),
    // Process 1 has its output on the console from the first instruction, before devtmpfs is
    // mounted.
    { kind: 'character-device', path: 'dev/console', major: 5, minor: 1 },
    { kind: 'symlink', path: 'var/run', target: '/run' },
    ...unique,
  ]);
}

async function packFiles(
  { busybox, agent }: Toolset,
  modules: readonly string[],
): Promise<readonly ArchiveEntry[]> {
  refuseDynamic(busybox.path, busybox.libraries);
  const sources: readonly (readonly [string, string])[] = [
    ['bin/busybox', busybox.path],
    ['usr/sbin/qemu-ga', agent.path],
    ...agent.libraries.map(path => [path.slice(1), path] as const),
    ...modules.map(path => [`modules/${basename(path)}`, path] as const),
  ];
  const files = await Promise.all(
    sources.map(async ([path, source]) => ({
      kind: 'file' as const,
      path,
      mode: 0o755,
      content: withoutSignature(await readFile(source)),
    })),
  );
  return [
    { kind: 'file', path: 'init', mode: 0o755, content: Buffer.from(initScript) },
    { kind: 'file', path: 'etc/fstab', mode: 0o644, content: Buffer.from(fstab) },
    ...files,
  ];
}

function refuseDynamic(path: string, libraries: readonly string[]): void {
  if (libraries.length === 0) return;
  throw new GateError('guest-build', {
    problem: `${path} needs shared libraries, but the guest boots with a static busybox`,
    remedy: 'install the package busybox-static, for which `storage-gate setup` asks',
  });
}

async function appletLinks({ busybox }: Toolset): Promise<readonly ArchiveEntry[]> {
  const { stdout } = await runTool({ argv: [busybox.path, '--list'], timeout: 20 });
  const applets = stdout.split('\n').filter(name => name !== '' && name !== 'busybox');
  return applets.map(name => ({ kind: 'symlink', path: `bin/${name}`, target: 'busybox' }));
}

function toolLinks({ agent, tools }: Toolset): readonly ArchiveEntry[] {
  const onDisk = tools
    .flatMap(tool => [tool.path, ...loadedFiles(tool)])
    .filter(path => !agent.libraries.includes(path));
  const named = tools.map(tool => [`usr/bin/${tool.name}`, tool.path] as const);
  return [...onDisk.map(path => [path.slice(1), path] as const), ...named].map(
    ([path, target]) => ({
      kind: 'symlink',
      path,
      target: `${toolsMount}${target}`,
    }),
  );
}
