import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../core/digest.ts';
import { GateError } from '../errors.ts';
import { fileDigest } from '../process/bounded-file.ts';
import { findProgram, runTool } from '../process/tool.ts';
import { findKernelFiles, type KernelFiles } from './kernel-modules.ts';

/** What apt's lists say of the version of a package that it would install. */
export interface AptRecord {
  readonly name: string;
  readonly version: string;
  /** Names of the packages that it depends on; of alternatives the first. */
  readonly depends: readonly string[];
}

/** Whether this host has what apt's kernels come by. */
export async function hasApt(): Promise<boolean> {
  const programs = ['apt-get', 'apt-cache', 'dpkg-deb'].map(findProgram);
  return (await Promise.all(programs)).every(path => path !== undefined);
}

/**
 * The record of a package; undefined where apt knows none of that name. `missing-packages` on a
 * host without apt.
 */
export async function aptRecord(name: string): Promise<AptRecord | undefined> {
  const argv = ['apt-cache', 'show', '--no-all-versions', name];
  const call = { argv, env: { LC_ALL: 'C' }, timeout: 60, accept: [0, 100] };
  const { stdout, exitCode } = await runTool(call);
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

/**
 * Downloads and unpacks a kernel image package, with those of its parts where the distribution
 * splits them (modules: Ubuntu; kernel, modules and their lists: Debian from 7.0 on), into the
 * existing directory `scratch`. Needs apt's package lists, but no root.
 */
export async function unpackKernelPackage(
  image: AptRecord,
  scratch: string,
  signal?: AbortSignal,
): Promise<KernelFiles> {
  const records = [image, ...(await partsOf(image))];
  const archives = join(scratch, 'archives');
  const root = join(scratch, 'root');
  await mkdir(archives);
  for (const record of records) await downloadPackage(record, archives, signal);
  const debs = (await readdir(archives)).filter(name => name.endsWith('.deb')).sort();
  const digests = await Promise.all(debs.map(async name => fileDigest(join(archives, name))));
  for (const file of debs)
    await runTool({ argv: ['dpkg-deb', '-x', join(archives, file), root], timeout: 120, signal });
  await joinLibraryDirectories(root);
  const { name, version } = image;
  const files = await findKernelFiles(root);
  if (files === undefined) {
    const problem = `the package ${name} has no kernel with modules of the same release`;
    throw new GateError('guest-build', { problem, remedy: 'give your own kernel with --kernel' });
  }
  await runTool({ argv: ['depmod', '-b', root, files.release], timeout: 120, signal });
  const [digest = '', ...others] = digests;
  const sha256 = others.length === 0 ? digest : sha256Hex(digests.join('\n'));
  return { ...files, source: { name, version, sha256 } };
}

/**
 * The kernel for guests that apt offers: that of Debian's cloud metapackage, else of Ubuntu's
 * virtual one. `missing-packages` where apt knows none, mostly because its lists were never
 * fetched.
 */
export async function findGuestKernel(): Promise<AptRecord> {
  const metapackages = metapackageNames(process.arch);
  for (const name of metapackages) {
    const metapackage = await aptRecord(name);
    const image = metapackage?.depends.find(dependency => /^linux-image-\d/.test(dependency));
    const record = image === undefined ? undefined : await aptRecord(image);
    if (record !== undefined) return record;
  }
  throw new GateError('missing-packages', {
    problem: `apt offers no kernel for the guest (asked for ${metapackages.join(' and ')})`,
    why: 'the package lists are missing or out of date, or this is neither Debian nor Ubuntu',
    remedy: 'run `apt-get update` as root and try again, or give your own kernel with --kernel',
    argv: ['apt-get', 'update'],
  });
}

/** Names of the metapackages whose kernel is made for virtual machines, Debian's first. */
export function metapackageNames(architecture: NodeJS.Architecture): readonly string[] {
  const debian = architecture === 'x64' ? 'amd64' : architecture;
  return [`linux-image-cloud-${debian}`, 'linux-image-virtual'];
}

async function partsOf(image: AptRecord): Promise<readonly AptRecord[]> {
  const names = image.depends.filter(name => /^linux-(?:base|binary|modules)-\d/.test(name));
  // Of the image's own version where there is one: an older image needs no newer modules.
  const records = await Promise.all(
    names.map(async name => (await aptRecord(`${name}=${image.version}`)) ?? aptRecord(name)),
  );
  return records.filter(record => record !== undefined);
}

async function downloadPackage(
  record: AptRecord,
  directory: string,
  signal?: AbortSignal,
): Promise<void> {
  // apt checks the file against its signed lists. As root it would warn that it can't drop its
  // privileges here.
  const options = ['-q', ...(process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : [])];
  const { name, version } = record;
  const argv = ['apt-get', ...options, 'download', `${name}=${version}`];
  const call = { argv, cwd: directory, env: { LC_ALL: 'C' }, timeout: 600, signal };
  await runTool(call).catch((cause: unknown) => {
    if (!(cause instanceof GateError) || cause.code !== 'tool-failed') throw cause;
    const problem = `apt could not download the guest's kernel, ${name} ${version}`;
    const why = 'the package lists may be older than the archive, or the archive cannot be reached';
    const remedy = 'run `apt-get update` as root and try again';
    throw new GateError('guest-build', { ...cause.facts, problem, why, remedy }, { cause });
  });
}

/**
 * Packages ship /lib/modules or /usr/lib/modules, and depmod looks in the one it was built for:
 * make both the same.
 */
async function joinLibraryDirectories(root: string): Promise<void> {
  await mkdir(join(root, 'usr'), { recursive: true });
  // What is there stays.
  await symlink('usr/lib', join(root, 'lib')).catch(() => undefined);
  await symlink('../lib', join(root, 'usr/lib')).catch(() => undefined);
}
