import { isAbsolute, join } from 'node:path';
import { GateError } from '../errors.ts';
import type { GithubFacts } from '../github/environment.ts';
import { requireStore } from '../store/location.ts';
import { gateKey } from './gate-key.ts';

/**
 * Directory of the baseline store: what input or config name, else one for each gate (workflow, job and leg of a matrix) of a repository in
 * the runner's tool cache: two gates measure other arms, and each would miss its own in the other's runs.
 * A relative path is `bad-argument`: checkout's `git clean` would delete it before the next run could read it.
 */
export function baselineDirectory(
  named: string | undefined,
  facts: Pick<GithubFacts, 'toolCache' | 'repository' | 'workflow' | 'job' | 'matrix'>,
): string {
  if (named === undefined) {
    const { toolCache, repository } = facts;
    if (toolCache !== undefined)
      return join(toolCache, 'storage-gate', repository.owner, repository.name, gateKey(facts));
    throw new GateError('bad-argument', {
      problem: 'there is no place for the baseline: RUNNER_TOOL_CACHE is not set, and the input baseline is empty',
      remedy: 'set `baseline: dir:/some/absolute/path` to a directory that outlives the job',
    });
  }
  const location = requireStore(named, 'input baseline');
  if (location.kind !== 'dir') {
    throw new GateError('bad-argument', {
      problem: `the baseline ${named} can't take the runs of the default branch`,
      remedy: 'write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache',
    });
  }
  if (isAbsolute(location.path)) return location.path;
  throw new GateError('bad-argument', {
    problem: `the baseline ${named} is relative, so the next checkout would delete it`,
    remedy: 'write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache',
  });
}
