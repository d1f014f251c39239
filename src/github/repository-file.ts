import { type Answer, type Asked, askGithub } from './client.ts';
import type { GithubFacts } from './environment.ts';
import { isHttpFailure } from './retry.ts';

interface FileRequest {
  readonly facts: Pick<GithubFacts, 'apiUrl' | 'repository' | 'token'>;
  /** Relative to the top of the repository. */
  readonly path: string;
  readonly commit: string;
  readonly signal: AbortSignal;
}

/**
 * Text of a file at a commit; undefined where that commit has no such file. It is read from GitHub,
 * never from the work tree.
 */
export function readRepositoryFile({
  facts,
  path,
  commit,
  signal,
}: FileRequest): Promise<Answer<string | undefined>> {
  return askGithub({ facts, permission: 'contents: read', signal }, asked =>
    readFile(asked, path, commit),
  );
}

async function readFile(
  { client, owner, repo }: Asked,
  path: string,
  ref: string,
): Promise<string | undefined> {
  try {
    const { data } = await client.rest.repos.getContent({ owner, repo, path, ref });
    if (Array.isArray(data) || data.type !== 'file') return undefined;
    // Beyond 1 MB GitHub leaves the content out.
    if (data.encoding !== 'base64')
      throw new Error(`${path} has ${data.size} bytes, which is too much for a config`);
    return Buffer.from(data.content, 'base64').toString('utf8');
  } catch (error) {
    // Not asked again, as other questions are: that a file is not there is the usual answer.
    if (isHttpFailure(error) && error.status === 404) return undefined;
    throw error;
  }
}
