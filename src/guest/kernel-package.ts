import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../core/digest.ts';
import { GateError } from '../errors.ts';
import { fileDigest } from '../process/file-digest.ts';
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

/** A distribution's kernel, unpacked: nothing of it is installed. */
export interface KernelPackage {
  readonly name: string;
  readonly version: string;
  /**
   * SHA-256 of the package file; over those of all files where kernel and modules are separate
   * packages.
   */
  readonly sha256: string;
  readonly release: string;
  readonly kernel: string;
  /** Directory that has `lib/modules/<release>`. */
  readonly root: string;
}

/**
 * Downloads and unpacks the kernel image package `name`, with the package of its modules where the
 * distribution splits them (Ubuntu), into the existing directory `scratch`. Needs apt's package
 * lists, but no root.
 */
export async function unpackKernelPackage(
  image: AptRecord,
  scratch: string,
  signal?: AbortSignal,
): Promise<KernelPackage> {
  const records = [image, ...(await modulePackages(image))];
  const archives = join(scratch, 'archives');
  const root = join(scratch, 'root');
  await mkdir(archives);
  for (const record of records) await downloadPackage(record, archives, signal);
  const files = (await readdir(archives)).filter(name => name.endsWith('.deb')).sort();
  const digests = await Promise.all(files.map(async name => fileDigest(join(archives, name))));
  for (const file of files)
    await runTool({ argv: ['dpkg-deb', '-x', join(archives, file), root], timeout: 120, signal });
  await joinLibraryDirectories(root);
  const { kernel, release } = await findKernel(root, image.name);
  const [digest = '', ...others] = digests;
  const sha256 = others.length === 0 ? digest : sha256Hex(digests.join('\n'));
  return { name: image.name, version: image.version, sha256, release, kernel, root };
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

async function modulePackages(image: AptRecord): Promise<readonly AptRecord[]> {
  const names = image.depends.filter(name => /^linux-modules-\d/.test(name));
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

async function findKernel(
  root: string,
  name: string,
): Promise<Pick<KernelPackage, 'kernel' | 'release'>> {
  const releases = await readdir(join(root, 'lib/modules')).catch((): string[] => []);
  const images = await readdir(join(root, 'boot')).catch((): string[] => []);
  const release = releases.find(candidate => images.includes(`vmlinuz-${candidate}`));
  if (release !== undefined) return { kernel: join(root, 'boot', `vmlinuz-${release}`), release };
  throw new GateError('guest-build', {
    problem: `the package ${name} has no /boot/vmlinuz-* with modules of the same release`,
    remedy: 'give your own kernel with --kernel',
  });
}
