import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openAt } from '../test/store/git/open-store.ts';
import { countDocuments, makeSite, record, type StoreSite, writeDocuments } from './store-site.ts';

/** What many writers at one ref left. */
export interface Written {
  /** Seconds from the first start to the last end. */
  readonly seconds: number;
  readonly documents: number;
}

/** So many processes at once, each recording so many documents in one commit. */
export async function manyWriters(
  parent: string,
  { writers, each }: { readonly writers: number; readonly each: number },
): Promise<Written> {
  const site = await makeSite(parent, `${writers}-writers`);
  const documents = await writeDocuments(site, writers * each);
  const begin = performance.now();
  const shares = Array.from({ length: writers }, (_, index) =>
    documents.slice(index * each, (index + 1) * each),
  );
  await Promise.all(shares.map(share => record(site, share)));
  return { seconds: (performance.now() - begin) / 1000, documents: await countDocuments(site) };
}

const points = ['fetch', 'commit', 'push', 'mid-push', 'pushed'];
const driver = fileURLToPath(new URL('../test/store/git/append-many.ts', import.meta.url));

/** What is left of the living when writers beside them are killed. */
interface Survived {
  readonly kills: number;
  /** Documents of writers that lived, and how many of them are not there. */
  readonly living: number;
  readonly lost: number;
}

/** Waves of one writer that lives and one for each point of the protocol that is killed at it. */
export async function killedWriters(parent: string, waves: number): Promise<Survived> {
  const site = await makeSite(parent, 'killed-writers');
  let kills = 0;
  for (let wave = 0; wave < waves; wave += 1) {
    const first = wave * 100;
    const write = (offset: number, ...fatal: readonly string[]) =>
      signalOf([driver, site.home, site.remote, String(first + offset), '1', ...fatal]);
    const signals = await Promise.all([
      ...points.map((point, index) => write(10 + index, point)),
      write(0),
    ]);
    kills += signals.filter(signal => signal === 'SIGKILL').length;
  }
  const documents = await countDocuments(site);
  const seeds = await readSeeds(site);
  if (seeds.length !== documents)
    throw new Error(`${documents} documents, of which ${seeds.length} can be read`);
  const lost = Array.from({ length: waves }, (_, wave) => wave * 100).filter(
    seed => !seeds.includes(seed),
  ).length;
  return { kills, living: waves, lost };
}

async function readSeeds({ home, remote }: StoreSite): Promise<readonly number[]> {
  await using store = await openAt(home, { url: remote });
  return (await store.list()).runs.map(({ run }) => run.randomSeed);
}

function signalOf(argv: readonly string[]): Promise<NodeJS.Signals | null> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('exit', (status, signal) => {
      if (status === 0 || signal !== null) done(signal);
      else fail(new Error(`${argv.join(' ')} ended with status ${status}`));
    });
  });
}
