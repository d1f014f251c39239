import { type Access, type Answer, type Asked, askGithub, isHttpFailure } from './client.ts';

/**
 * Text of a file at a commit; undefined where that commit has no such file. It is read from GitHub,
 * never from the work tree. `path` is relative to the top of the repository.
 */
export function readRepositoryFile(
  path: string,
  commit: string,
  access: Access,
): Promise<Answer<string | undefined>> {
  return askGithub('contents: read', access, asked => readFile(asked, path, commit));
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
