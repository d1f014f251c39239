import { isAbsolute } from 'node:path';
import { GateError } from '../errors.ts';
import type { GithubFacts } from '../github/environment.ts';
import { requireStore } from '../store/location.ts';
import { openStore } from '../store/opening.ts';
import type { Store } from '../store/store.ts';
import { openingContext } from './baseline.ts';

/**
 * The stored runs that a report judges against; undefined where none are named: then the base sides in the documents are
 * the only reference. There is no checkout, so `git:` speaks to the repository itself, with the job's token.
 */
export async function openReportStore(
  named: string | undefined,
  { facts, signal }: { readonly facts: GithubFacts; readonly signal: AbortSignal },
): Promise<Store | undefined> {
  if (named === undefined) return undefined;
  const location = requireStore(named, 'input baseline');
  if (location.kind !== 'git' && !isAbsolute(location.path)) {
    throw new GateError('bad-argument', {
      problem: `the baseline ${named} is relative, and a report has no checkout that it could lie in`,
      remedy: 'write `git:` and a branch, or `dir:` and an absolute path',
    });
  }
  return openStore(location, openingContext(facts, signal));
}
