import { isAbsolute, join } from 'node:path';
import { GateError } from '../errors.ts';
import type { GithubFacts } from '../github/environment.ts';
import { requireStore } from '../store/location.ts';

/**
 * Directory of the baseline store: what input or config name, else one for each repository in the runner's tool cache.
 * A relative path is `bad-argument`: checkout's `git clean` would delete it before the next run could read it.
 */
export function baselineDirectory(
  named: string | undefined,
  { toolCache, repository }: Pick<GithubFacts, 'toolCache' | 'repository'>,
): string {
  if (named === undefined) {
    if (toolCache !== undefined) return join(toolCache, 'storage-gate', repository.owner, repository.name);
    throw new GateError('bad-argument', {
      problem: 'there is no place for the baseline: RUNNER_TOOL_CACHE is not set, and the input baseline is empty',
      remedy: 'set `baseline: dir:/some/absolute/path` to a directory that outlives the job',
    });
  }
  const { kind, path } = requireStore(named, 'input baseline');
  if (kind !== 'dir') {
    throw new GateError('bad-argument', {
      problem: `the baseline ${named} can't take the runs of the default branch`,
      remedy: 'write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache',
    });
  }
  if (isAbsolute(path)) return path;
  throw new GateError('bad-argument', {
    problem: `the baseline ${named} is relative, so the next checkout would delete it`,
    remedy: 'write `dir:` and an absolute path that outlives the job, or leave baseline out for the tool cache',
  });
}
