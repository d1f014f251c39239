import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { GateError } from '../../errors.ts';
import { runGit } from './environment.ts';

/** A commit of a clone, by the top of its work tree. */
export interface CommitOfClone {
  readonly commit: string;
  readonly top: string;
}

/** A regular file of a commit; why it is none; undefined where there is nothing. */
export async function entryAt(
  path: string,
  { commit, top }: CommitOfClone,
): Promise<Outcome<{ readonly oid: string; readonly size: number }> | undefined> {
  // A link on the way would make the file look absent.
  const way = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  const args = ['--literal-pathspecs', 'ls-tree', '-lz', '--full-tree', commit, '--', ...way];
  const listing = (await runGit({ args, cwd: top })).stdout;
  const entry = listing.split('\0').find(line => {
    const name = line.slice(line.indexOf('\t') + 1);
    return name === path || (way.includes(name) && !line.includes(' tree '));
  });
  if (entry === undefined) return undefined;
  const [, oid = '', size] = /^100(?:644|755) blob (\w+) +(\d+)\t/.exec(entry) ?? [];
  return size === undefined || !entry.endsWith(`\t${path}`)
    ? reject(path, 'it is no regular file at the base')
    : accept({ oid, size: Number(size) });
}

/** Writes a file of a commit elsewhere: undefined where it did, `absent`, or why it could not. */
export type Extract = (path: string, to: string) => Promise<string | undefined>;

/** Writes files of a commit; what it lacks, and the head's commit too, is absent. */
export function extractFrom(at: CommitOfClone): Extract {
  return async (path, to) => {
    try {
      const entry = await entryAt(path, at).catch(async (error: unknown) => {
        if ((await entryAt(path, { ...at, commit: 'HEAD' })) === undefined) return undefined;
        throw error;
      });
      if (entry === undefined) return 'absent';
      if (!entry.ok) return entry.rejections[0]?.problem;
      // The names of a file by LFS are such a text.
      const { oid, size } = entry.value;
      const args = ['cat-file', 'blob', oid];
      if (size < 1024 && (await runGit({ args, cwd: at.top })).stdout.startsWith(lfs))
        return 'it is a pointer of Git LFS';
      await runGit({ args, cwd: at.top, to, timeout: 1800 });
      return undefined;
    } catch (error) {
      if (!(error instanceof GateError)) throw error;
      return 'it is not in this clone (fetch-depth: 0 fetches it)';
    }
  };
}

const lfs = 'version https://git-lfs.github.com/spec/';
