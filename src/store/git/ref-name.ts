import { accept, type Outcome, reject } from '../../core/rejection.ts';

/**
 * What follows `git:` in a STORE: the ref that holds the runs, and the folder of its tree in which
 * they lie.
 */
export interface RefPlace {
  /** In full: `refs/heads/storage-gate-baselines`. */
  readonly ref: string;
  /** Without slashes at its ends; empty for the top of the tree. */
  readonly folder: string;
}

/**
 * `REF` or `REF:FOLDER`, as git writes a path in a ref. A name is a branch, `refs/…` any ref.
 * `path` names the input in the rejection, which says what git itself would refuse
 * (git-check-ref-format(1)).
 */
export function parseRefPlace(text: string, path: string): Outcome<RefPlace> {
  const [, name = '', folder = ''] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const problem = refProblem(name);
  if (problem !== undefined) return reject(path, `"git:${text}": ${problem}`, example);
  const parts = folder.replace(/^\/+|\/+$/g, '').split('/');
  if (folder !== '' && !parts.every(part => folderPattern.test(part))) {
    return reject(
      path,
      `"git:${text}": the folder may hold letters, digits, ".", "_" and "-" only`,
      example,
    );
  }
  return accept({
    ref: name.startsWith('refs/') ? name : `refs/heads/${name}`,
    folder: parts.join('/'),
  });
}

/** The shortest name of a place that `git:` takes. */
export function describeRefPlace({ ref, folder }: RefPlace): string {
  return `git:${ref.replace(/^refs\/heads\//, '')}${folder === '' ? '' : `:${folder}`}`;
}

const example =
  'use git:BRANCH, git:refs/NAMESPACE/NAME, or git:BRANCH:FOLDER, for instance git:storage-gate-baselines';
const folderPattern = /^(?!\.{1,2}$|\.git$)[\w.-]{1,100}$/i;

/**
 * Why git would refuse the name; a leading `+` would mean something in a refspec, and `HEAD` is
 * nobody's branch.
 */
function refProblem(name: string): string | undefined {
  if (name === '') return 'it lacks the name of a branch or a ref';
  if (name === 'HEAD' || name === '@') return `${name} is no ref to keep anything in`;
  if (name.length > 200) return 'the name is longer than 200 characters';
  if (forbidden.test(name))
    return 'a ref can not hold spaces, control characters, or any of ~ ^ : ? * [ \\';
  if (/\.\.|@\{|\/\/|\/\.|^[./+-]|[./]$|\.lock(?:\/|$)/.test(name))
    return 'git takes no ref of this form';
  if (name.startsWith('refs/') && name.split('/').length < 3)
    return 'a ref has at least three parts, refs/x/y';
  return undefined;
}

const forbidden = /[\p{Cc} ~^:?*[\\]/u;
