import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ourAccount } from '../../scripts/docs/account.ts';
import { git } from '../harness/git.ts';
import { ask, type Gitea, type Person } from './server.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A run of a workflow, as the API has it. */
export interface WorkflowRun {
  readonly id: number;
  readonly event: string;
  readonly path: string;
  readonly head_sha: string;
  readonly status: string;
  readonly conclusion?: string;
}

interface Job {
  readonly id: number;
  readonly status: string;
  readonly conclusion?: string;
}

/** A status of a commit. */
interface Status {
  readonly id: number;
  readonly context: string;
  readonly status: string;
  readonly description: string;
  readonly target_url: string;
}

/** Puts this action and actions/checkout on the server, where its workflows find both. */
export async function publishActions(gitea: Gitea, owner: Person, home: string): Promise<void> {
  const ours = join(home, 'action');
  await run(process.execPath, [join(root, 'scripts/build.ts'), join(ours, 'dist')]);
  for (const name of ['action.yml', 'report'])
    await cp(join(root, name), join(ours, name), { recursive: true });
  await commitAll(ours, 'the action');
  await git(ours, 'tag', 'v0');
  await publish(gitea, owner, {
    slug: `${ourAccount}/qemu-storage-gate`,
    path: ours,
    refs: ['main', 'v0'],
  });
  const checkout = process.env['STORAGE_GATE_CHECKOUT'] ?? join(home, 'checkout');
  if (process.env['STORAGE_GATE_CHECKOUT'] === undefined)
    await git(home, 'clone', '--quiet', '--bare', 'https://github.com/actions/checkout', checkout);
  const refs = ['v7.0.1^{commit}:refs/heads/main'];
  await publish(gitea, owner, { slug: 'actions/checkout', path: checkout, refs });
}

/** Makes an organisation's repository, without Actions of its own, and pushes refs to it. */
async function publish(
  gitea: Gitea,
  owner: Person,
  { slug, path, refs }: { slug: string; path: string; refs: readonly string[] },
): Promise<void> {
  await makeRepository(gitea, owner, slug);
  await ask(gitea, owner, `PATCH /repos/${slug}`, { has_actions: false });
  await git(path, 'push', '--quiet', remoteOf(gitea, owner, slug), ...refs);
}

async function makeRepository(gitea: Gitea, owner: Person, slug: string): Promise<void> {
  const [organisation = '', name] = slug.split('/');
  await ask(gitea, owner, 'POST /orgs', { username: organisation });
  await ask(gitea, owner, `POST /orgs/${organisation}/repos`, { name, default_branch: 'main' });
}

function remoteOf({ url }: Gitea, { name, token }: Person, slug: string): string {
  return `${url.replace('//', `//${name}:${token}@`)}/${slug}.git`;
}

async function commitAll(path: string, note: string): Promise<string> {
  await git(path, 'init', '--quiet', '--initial-branch=main');
  await git(path, 'add', '--all');
  await git(path, 'commit', '--quiet', '--message', note);
  return git(path, 'rev-parse', 'HEAD');
}

export type Files = Readonly<Record<string, string>>;

/** A repository on the server, and a clone of it. */
export class Site {
  readonly gitea: Gitea;
  readonly owner: Person;
  readonly slug: string;
  readonly #clone: string;
  /** The newest run of each workflow that somebody waited for. */
  readonly #seen = new Map<string, number>();

  constructor(gitea: Gitea, owner: Person, { slug, clone }: { slug: string; clone: string }) {
    this.gitea = gitea;
    this.owner = owner;
    this.slug = slug;
    this.#clone = clone;
  }

  /** Makes it with its first files on the default branch; returns the site and that commit. */
  static async make(
    gitea: Gitea,
    owner: Person,
    { slug, home, files }: { slug: string; home: string; files: Files },
  ) {
    await makeRepository(gitea, owner, slug);
    for (const name of ['bug', 'storage-gate-accepted', 'storage-unmeasured'])
      await ask(gitea, owner, `POST /repos/${slug}/labels`, { name, color: '#00aabb' });
    const site = new Site(gitea, owner, { slug, clone: join(home, slug.replace('/', '-')) });
    await mkdir(site.#clone);
    const sha = await site.push('main', files);
    return { site, sha };
  }

  /** Commits files on a branch, new from the default one, and pushes it; returns the commit. */
  async push(branch: string, files: Files, { as = this.owner, slug = this.slug } = {}) {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(this.#clone, name)), { recursive: true });
      await writeFile(join(this.#clone, name), text);
    }
    const sha = await commitAll(this.#clone, Object.keys(files).join(', '));
    await git(this.#clone, 'push', '--quiet', remoteOf(this.gitea, as, slug), `HEAD:${branch}`);
    // The server reads a push by and by; until then there is nothing to make a pull request of.
    const known = () =>
      ask<{ commit: { id: string } }>(this.gitea, as, `GET /repos/${slug}/branches/${branch}`).then(
        ({ commit }) => commit.id,
        () => undefined,
      );
    while ((await known()) !== sha) await sleep(200);
    return sha;
  }

  /** Goes back to the default branch as it is. */
  async start(branch: string): Promise<void> {
    await git(this.#clone, 'checkout', '--quiet', '-B', branch, 'main');
  }

  ask<T>(request: string, body?: object, as: Person = this.owner): Promise<T> {
    const [method, path = ''] = request.split(' ');
    return ask<T>(this.gitea, as, `${method} /repos/${this.slug}${path}`, body);
  }

  async pull(head: string, as: Person = this.owner): Promise<number> {
    const about = { head, base: 'main', title: head };
    return (await this.ask<{ number: number }>('POST /pulls', about, as)).number;
  }

  async label(number: number, name: string): Promise<void> {
    const labels = await this.ask<{ id: number; name: string }[]>('GET /labels');
    const ids = labels.filter(each => each.name === name).map(({ id }) => id);
    await this.ask(`POST /issues/${number}/labels`, { labels: ids });
  }

  async comments(number: number): Promise<readonly { body: string; user: { login: string } }[]> {
    return this.ask(`GET /issues/${number}/comments`);
  }

  /** The statuses `storage-gate` of a commit, oldest first. */
  async statuses(sha: string): Promise<readonly Status[]> {
    const all = await this.ask<Status[]>(`GET /commits/${sha}/statuses?limit=50`);
    return all.filter(({ context }) => context === 'storage-gate').toSorted((a, b) => a.id - b.id);
  }

  async runs(): Promise<readonly WorkflowRun[]> {
    return (await this.ask<{ workflow_runs: WorkflowRun[] }>('GET /actions/runs?limit=50'))
      .workflow_runs;
  }

  /**
   * Waits until runs have begun since the last time and all of them ended, but for those that wait
   * for a machine; returns the new ones of a workflow, newest first, with their logs.
   */
  async settle(workflow: string, { seconds = 900 } = {}) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const runs = (await this.runs()).filter(
        ({ path, id }) => path.startsWith(`${workflow}@`) && id > (this.#seen.get(workflow) ?? 0),
      );
      // A run counts as completed before a job that waits for others has begun.
      const jobs = await Promise.all(runs.map(({ id }) => this.#jobs(id)));
      const all = [...runs, ...jobs.flat()];
      if (runs.length > 0 && all.every(({ status }) => status === 'completed')) {
        this.#seen.set(workflow, Math.max(...runs.map(({ id }) => id)));
        return Promise.all(runs.map(async each => ({ ...each, log: await this.log(each.id) })));
      }
      if (Date.now() > end)
        throw new Error(
          `${workflow} has not ended: ${JSON.stringify(runs.map(({ id, status }) => ({ id, status })))}`,
        );
      await sleep(1000);
    }
  }

  async #jobs(id: number): Promise<readonly Job[]> {
    return (await this.ask<{ jobs: Job[] }>(`GET /actions/runs/${id}/jobs`)).jobs;
  }

  /** What the jobs of a run wrote; those that were skipped wrote nothing. */
  private async log(id: number): Promise<string> {
    const headers = { authorization: `token ${this.owner.token}` };
    const texts = (await this.#jobs(id))
      .filter(({ conclusion }) => conclusion !== 'skipped')
      .map(async job => {
        const page = `${this.gitea.url}/api/v1/repos/${this.slug}/actions/jobs/${job.id}/logs`;
        return (await fetch(page, { headers })).text();
      });
    return (await Promise.all(texts)).join('\n');
  }
}
