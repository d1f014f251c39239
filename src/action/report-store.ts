import { isAbsolute } from 'node:path';
import type { Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import type { GithubFacts } from '../github/environment.ts';
import { findSeriesFolders } from '../store/git/git-store.ts';
import { requireStore, type StoreLocation } from '../store/location.ts';
import { defaultRef, openingContext } from './baseline.ts';
import { gateKey } from './gate-key.ts';

interface Context {
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

/**
 * Where the stored runs are that input or config name. There is no checkout, so `git:` speaks to
 * the repository itself, with the job's token, and a relative directory is `bad-argument`.
 */
export function namedStore(named: string): StoreLocation {
  const location = requireStore(named, 'input baseline');
  if (location.kind === 'git' || isAbsolute(location.path)) return location;
  throw new GateError('bad-argument', {
    problem: `the baseline ${named} is relative, and a report has no checkout that it could lie in`,
    remedy: 'write `git:` and a branch, or `dir:` and an absolute path',
  });
}

/**
 * Where the jobs that measure keep their runs if nobody names a place: the folder of the default
 * branch that holds runs of the document's environment, that of the measuring workflow where
 * several do. Undefined where none or no single one does; `caveat` is then what a reader must know.
 * A job's own key can't be taken: it is another job that measured.
 */
export async function defaultStore(
  run: Run,
  { facts, signal }: Context,
): Promise<{ readonly location: StoreLocation | undefined; readonly caveat?: string }> {
  const { clone: remote, ...context } = openingContext(facts, signal);
  const { fingerprint } = run;
  const found = await findSeriesFolders({ ...context, remote, ref: defaultRef, fingerprint });
  const workflow = facts.workflowRun?.name ?? facts.workflow;
  const prefix = gateKey({ workflow, job: '', matrix: [] });
  const own = found.filter(folder => folder.startsWith(prefix));
  const [folder, ...others] = own.length > 0 ? own : found;
  if (folder === undefined) return { location: undefined };
  if (others.length === 0) return { location: { kind: 'git', ref: defaultRef, folder } };
  const named = [folder, ...others].slice(0, 5).join(', ');
  return {
    location: undefined,
    caveat: `no stored runs were asked: several gates have runs of this environment (${named}), and the input baseline names none of them`,
  };
}
