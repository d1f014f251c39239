import { join } from 'node:path';
import { commitOf } from '../src/core/commit.ts';
import { isEligible } from '../src/history/eligibility.ts';
import { documentsFor } from '../src/history/limits.ts';
import { documentName } from '../src/store/documents.ts';
import { fetchAncestors } from '../src/store/git/ancestors.ts';
import { openGitStore } from '../src/store/git/git-store.ts';
import {
  createRepository,
  type RepositoryRequest,
  remoteWithToken,
} from '../src/store/git/repository.ts';
import { type Blob, blobOf, updateRef } from '../src/store/git/write.ts';
import { encodeRun } from '../src/suites/document.ts';
import { startGitServer } from '../test/harness/git-server.ts';
import { importSources } from './source-history.ts';
import { makeSite, type StoreSite, templateRun, variantOf } from './store-site.ts';

/** What selecting a baseline took. */
interface Selected {
  /** Of both steps: the commits before the base, and the runs of these. */
  readonly seconds: number;
  /** Bytes that the remote sent. */
  readonly bytes: number;
  /** Of the first step alone. */
  readonly ancestors: { readonly seconds: number; readonly bytes: number };
}

interface Extent {
  readonly runs: number;
  readonly series: number;
  readonly repeat: number;
}

const place = { ref: 'refs/heads/baselines', folder: '' };
/** Of the branch whose runs are stored; each series has a run of every fifth. */
const commits = 1000;
const everyFifth = 5;

/**
 * Selects a baseline from nothing, over http, out of a ref with so many runs in so many series: as
 * an action does, without a clone of any use. The base commit is not the newest of its branch, so
 * that the newest runs are not those that are wanted.
 */
export async function selectFrom(
  parent: string,
  { repeat, ...extent }: Extent,
): Promise<readonly Selected[]> {
  const site = await makeSite(parent, 'selection');
  const history = await importSources(site.remote, commits);
  await fill(site, { ...extent, history });
  await using server = await startGitServer({
    root: site.home,
    readToken: 'read',
    writeToken: 'write',
  });
  const remote = remoteWithToken({ url: `${server.url}/remote.git`, token: 'read' });
  const { fingerprint } = variantOf(await templateRun(), { index: 0, series: 0 });
  const wanted = {
    fingerprint,
    commit: history.at(-100) ?? '',
    remote,
    cacheDirectory: join(site.home, 'cache'),
  };
  const found: Selected[] = [];
  for (let repetition = 0; repetition < repeat; repetition += 1)
    found.push(await select(wanted, server.bytes));
  return found;
}

async function select(
  {
    commit,
    fingerprint,
    ...request
  }: RepositoryRequest & { readonly commit: string; readonly fingerprint: string },
  bytes: { readonly sent: number },
): Promise<Selected> {
  const meter = startMeter(bytes);
  const ancestry = await fetchAncestors({ ...request, commit });
  const ancestors = meter();
  const before = new Set(ancestry.commits);
  await using store = await openGitStore({ ...request, place });
  const { runs } = await store.list(documentsFor({ fingerprint }, ancestry));
  const usable = runs.filter(
    ({ run }) => isEligible(run) && before.has(commitOf(run) ?? ''),
  ).length;
  if (usable < 30) throw new Error(`${usable} runs before the base were found instead of 30`);
  return { ...meter(), ancestors };
}

/** What there was since then. */
function startMeter(bytes: {
  readonly sent: number;
}): () => { readonly seconds: number; readonly bytes: number } {
  const [begin, before] = [performance.now(), bytes.sent];
  return () => ({ seconds: (performance.now() - begin) / 1000, bytes: bytes.sent - before });
}

/** In few commits, past the command line: it is the reading that is measured. */
async function fill(
  site: StoreSite,
  { runs, series, history }: Omit<Extent, 'repeat'> & { readonly history: readonly string[] },
): Promise<void> {
  const template = await templateRun();
  const remote = { url: site.remote, settings: [] };
  await using repository = await createRepository({
    cacheDirectory: join(site.home, 'cache'),
    remote,
  });
  const perCommit = 50;
  for (let first = 0; first < runs; first += perCommit) {
    const added = new Map<string, Blob>();
    for (let number = first; number < Math.min(runs, first + perCommit); number += 1) {
      const index = Math.floor(number / series);
      const run = variantOf(template, {
        index,
        series: number % series,
        commit: history[index * everyFifth],
      });
      const content = encodeRun(run);
      added.set(`runs/${run.fingerprint}/${documentName(run, content)}.json`, blobOf(content));
    }
    const proposal = { added, removed: [], message: 'fill', result: undefined };
    await updateRef({ repository, place, remote, patience: 60 }, () => proposal);
  }
}
