import { createHash } from 'node:crypto';
import { exampleOf } from './contract.ts';
import type {
  StoredComment,
  StoredFile,
  StoredLabel,
  StoredPull,
  StoredRun,
  StoredStatus,
} from './github-state.ts';

// What GitHub answers is its own example of the reply, with the facts of the loopback in place of
// the example's.

/** An account as it stands in a reply. */
function account(login: string): object {
  const { user } = exampleOf('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', 200);
  return { ...(user as object), login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

/** Who the token belongs to. */
export function userReply(login: string): object {
  return { ...exampleOf('GET /user', 200), login };
}

/** A comment on an issue or pull request. */
export function commentReply({ id, author, body, issue }: StoredComment): object {
  const html_url = `https://github.com/Codertocat/Hello-World/pull/${issue}#issuecomment-${id}`;
  const example = exampleOf('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', 200);
  return { ...example, id, html_url, body, user: account(author) };
}

/** A status of a commit. */
export function statusReply({ state, context, description, targetUrl }: StoredStatus): object {
  const creator = account('github-actions[bot]');
  const example = exampleOf('POST /repos/{owner}/{repo}/statuses/{sha}', 201);
  return { ...example, state, context, description, target_url: targetUrl, creator };
}

/** A pull request, as it stands in a list or alone. */
export function pullReply(pull: StoredPull, operation: string): object {
  const example = exampleOf(operation, 200);
  const head = {
    ...(example.head as object),
    ref: pull.headRef,
    sha: pull.headSha,
    label: `x:${pull.headRef}`,
  };
  const base = { ...(example.base as object), ref: pull.baseRef, sha: pull.baseSha };
  const repository = (example.base as { repo: object }).repo;
  return {
    ...example,
    number: pull.number,
    state: pull.state,
    merge_commit_sha: pull.mergeSha ?? null,
    merged_at: pull.mergedAt ?? null,
    body: pull.body ?? null,
    labels: (pull.labels ?? []).map(({ name }) => ({ ...(example.labels as object[])[0], name })),
    requested_teams: [],
    head: { ...head, repo: { ...repository, full_name: pull.headRepository } },
    base: { ...base, repo: { ...repository, full_name: 'Codertocat/Hello-World' } },
  };
}

/** That somebody set a label. */
export function labeledReply({ name, by }: StoredLabel): object {
  const example = exampleOf('GET /repos/{owner}/{repo}/issues/{issue_number}/events', 200);
  return { ...example, event: 'labeled', actor: account(by), label: { name, color: 'f29513' } };
}

/** A commit as git has it. */
export function commitReply(sha: string, parents: readonly string[]): object {
  const example = exampleOf('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', 200);
  const [parent] = example.parents as object[];
  return { ...example, sha, parents: parents.map(each => ({ ...parent, sha: each })) };
}

/** Where two commits parted. */
export function compareReply(mergeBase: string): object {
  const example = exampleOf('GET /repos/{owner}/{repo}/compare/{basehead}', 200);
  return {
    ...example,
    merge_base_commit: { ...(example.merge_base_commit as object), sha: mergeBase },
  };
}

/**
 * A file of the repository, its bytes in Base64 with line breaks, as GitHub has it; beyond 1 MB it
 * leaves them out.
 */
export function fileReply(path: string, file: StoredFile): object {
  if (typeof file === 'object' && 'type' in file) return linkReply(path, file);
  if (typeof file === 'object' && 'size' in file)
    return { ...entryReply(path, ''), size: file.size, encoding: 'none', content: '' };
  const content = Buffer.from(file).toString('base64').replaceAll(/.{60}/g, '$&\n');
  return { ...entryReply(path, file), encoding: 'base64', content };
}

function linkReply(path: string, link: Extract<StoredFile, { type: string }>): object {
  const entry = { ...entryReply(path, ''), type: link.type };
  const submodule_git_url = 'git://github.com/jquery/qunit.git';
  return link.type === 'symlink'
    ? { ...entry, target: link.target }
    : { ...entry, submodule_git_url };
}

/** A file as it stands in a directory, without its content. */
export function entryReply(path: string, file: StoredFile): object {
  const bytes = typeof file === 'string' || file instanceof Uint8Array ? Buffer.from(file) : '';
  const {
    content: _,
    encoding: _encoding,
    ...example
  } = exampleOf('GET /repos/{owner}/{repo}/contents/{path}', 200);
  const size = Buffer.byteLength(bytes);
  const sha = createHash('sha1').update(`blob ${size}\0`).update(bytes).digest('hex');
  return { ...example, type: 'file', path, name: path.split('/').at(-1), size, sha };
}

/** A run of a workflow. */
export function runReply(run: StoredRun): object {
  const example = exampleOf('GET /repos/{owner}/{repo}/actions/runs/{run_id}', 200);
  const head_repository = { ...(example.head_repository as object), full_name: run.headRepository };
  return {
    ...example,
    id: run.id,
    run_attempt: run.attempt,
    event: run.event,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    head_repository,
    status: 'completed',
    conclusion: run.conclusion,
    pull_requests: [],
    ...(run.createdAt !== undefined && { created_at: run.createdAt }),
  };
}
