import { join } from 'node:path';
import { isEligible } from '../../src/core/baseline.ts';
import { encodeRun } from '../../src/core/run.ts';
import { documentName } from '../../src/store/document-name.ts';
import { type Blob, blobOf } from '../../src/store/git/commit.ts';
import { openGitStore } from '../../src/store/git/git-store.ts';
import { remoteWithToken } from '../../src/store/git/remote.ts';
import { createRepository } from '../../src/store/git/repository.ts';
import { updateRef } from '../../src/store/git/update.ts';
import { startGitServer } from '../../test/harness/git-server.ts';
import { makeSite, type StoreSite, templateRun, variantOf } from './store-site.ts';

/** What selecting a baseline took. */
export interface Selected {
  readonly seconds: number;
  /** Bytes that the remote sent. */
  readonly bytes: number;
}

const place = { ref: 'refs/heads/baselines', folder: '' };

/** Selects a baseline from nothing, over http, out of a ref with so many runs in so many series. */
export async function selectFrom(
  parent: string,
  { runs, series, repeat }: { readonly runs: number; readonly series: number; readonly repeat: number },
): Promise<readonly Selected[]> {
  const site = await makeSite(parent, 'selection');
  await fill(site, { runs, series });
  await using server = await startGitServer({ root: site.home, readToken: 'read', writeToken: 'write' });
  const remote = remoteWithToken({ url: `${server.url}/remote.git`, token: 'read' });
  const { fingerprint } = variantOf(await templateRun(), { index: 0, series: 0 });
  const found: Selected[] = [];
  for (let repetition = 0; repetition < repeat; repetition += 1) {
    const [begin, before] = [performance.now(), server.bytes.sent];
    await using store = await openGitStore({ place, remote, cacheDirectory: join(site.home, 'cache') });
    const content = await store.list({ fingerprint });
    const usable = content.runs.filter(({ run }) => run.fingerprint === fingerprint && isEligible(run)).length;
    if (usable < 30) throw new Error(`${usable} runs were found instead of 30`);
    found.push({ seconds: (performance.now() - begin) / 1000, bytes: server.bytes.sent - before });
  }
  return found;
}

/** In few commits, past the command line: it is the reading that is measured. */
async function fill(
  site: StoreSite,
  { runs, series }: { readonly runs: number; readonly series: number },
): Promise<void> {
  const template = await templateRun();
  const remote = { url: site.remote, settings: [] };
  await using repository = await createRepository({ cacheDirectory: join(site.home, 'cache'), remote });
  const perCommit = 50;
  for (let first = 0; first < runs; first += perCommit) {
    const added = new Map<string, Blob>();
    for (let index = first; index < Math.min(runs, first + perCommit); index += 1) {
      const run = variantOf(template, { index: Math.floor(index / series), series: index % series });
      const content = encodeRun(run);
      added.set(`runs/${run.fingerprint}/${documentName(run, content)}.json`, blobOf(content));
    }
    const proposal = { added, removed: [], message: 'fill', result: undefined };
    await updateRef({ repository, place, remote, patience: 60 }, () => proposal);
  }
}
