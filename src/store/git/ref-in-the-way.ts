import { remoteName } from './remote.ts';
import type { Repository } from './repository.ts';

/**
 * The ref of the remote because of which `ref` can't be made: one above it or below it, as `a` and
 * `a/b` are.
 */
export async function findRefInTheWay(
  repository: Repository,
  ref: string,
): Promise<string | undefined> {
  const parts = ref.split('/');
  const above = parts.slice(2).map((_, index) => parts.slice(0, index + 2).join('/'));
  const { stdout } = await repository.git([
    'ls-remote',
    '--refs',
    remoteName,
    ...above,
    `${ref}/*`,
  ]);
  const found = [...stdout.matchAll(/^[0-9a-f]+\t(.+)$/gm)].map(([, name = '']) => name);
  // A pattern matches the ends of names too.
  return found.find(name => above.includes(name) || name.startsWith(`${ref}/`));
}
