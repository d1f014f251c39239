import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ImageFile } from '../core/plan.ts';
import { messageOf } from '../errors.ts';
import { readChain, readLayer } from '../qemu/chain.ts';

/** Own images of a base commit, by the names of their disks. */
interface BaseImages {
  readonly unread: ReadonlyMap<string, string>;
  readonly images?: Readonly<Record<string, ImageFile>>;
}

interface Repository {
  readonly workspace: string;
  /** Of the work tree. */
  readonly top: string;
  /** Writes a file of the base commit elsewhere, or says `absent`, or why it can't. */
  readonly extract: (path: string, to: string) => Promise<string | undefined>;
}

/**
 * A base side with its own images as the base commit has them, chain and all, in a directory that
 * the program removes at its end. A disk whose image is there and can't be read is `unread`; one
 * whose image is none of that commit, such as that of a build, has no base here.
 */
export async function withBaseImages<S extends BaseImages>(
  side: S | undefined,
  repository: Repository,
): Promise<S | undefined> {
  const asked = Object.entries(side?.images ?? {});
  if (side === undefined || asked.length === 0) return side;
  const parent = join(repository.workspace, '.storage-gate');
  await mkdir(parent, { recursive: true });
  const within = await mkdtemp(join(parent, 'base-images-'));
  // However little of it is measured.
  process.once('exit', () => rmSync(within, { recursive: true, force: true }));
  const unread = new Map(side.unread);
  const images: Record<string, ImageFile> = {};
  for (const [name, file] of asked) {
    const named = relative(repository.top, resolve(repository.workspace, file.path));
    const found = { ...file, path: join(within, named), within };
    const why = await extractChain(named, found, repository);
    if (why === undefined) images[name] = found;
    else if (why !== 'absent')
      unread.set(name, `the image ${named} of the base can't be read: ${why}; name a base-image`);
  }
  return { ...side, unread, images };
}

async function extractChain(
  named: string,
  image: ImageFile & { readonly within: string },
  { extract }: Repository,
): Promise<string | undefined> {
  try {
    let [path, format] = [named, image.format];
    for (let layer = 1; layer <= 16; layer += 1) {
      if (path.startsWith('..') || isAbsolute(path))
        return `layer ${layer} is none of the repository`;
      const to = join(image.within, path);
      await mkdir(dirname(to), { recursive: true });
      const why = await extract(path, to);
      if (why !== undefined) return layer === 1 ? why : `layer ${layer}, ${path}: ${why}`;
      const { backing } = (await readLayer(to, format)).header ?? {};
      if (backing === undefined) break;
      path = isAbsolute(backing.name) ? backing.name : join(dirname(path), backing.name);
      format = backing.format === 'raw' ? 'raw' : undefined;
    }
    await readChain(image, image.within);
    return undefined;
  } catch (error) {
    return messageOf(error).replaceAll(`${image.within}/`, '').slice(0, 300);
  }
}
