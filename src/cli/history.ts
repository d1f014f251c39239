import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePolicy } from '../config/judging.ts';
import { formatBytes, formatCount } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { GateError, messageOf } from '../errors.ts';
import { isEligible, startOf } from '../history/eligibility.ts';
import type { Judgement } from '../judge/judgement.ts';
import { pageAssets } from '../page/document.ts';
import { factsOf, type RunFacts } from '../page/facts.ts';
import { historyPage } from '../page/history.ts';
import { judgeAgainst } from '../run.ts';
import { documentDigest } from '../store/documents.ts';
import { listVerdicts, readAll } from '../store/selection.ts';
import { seriesOf } from './baselines.ts';
import { writeOutput } from './documents.ts';
import { askGit } from './git.ts';
import { configFileOf, locate, type Options, openAt, rawSettings, textOf } from './options.ts';
import type { Terminal } from './terminal.ts';

/** Most runs of a page, the newest: with 24 cells it has 7 MB then. */
const mostRuns = 5000;

/** Documents that are read at once: what they are read for is kept, and they are not. */
const batch = 32;

/** `storage-gate history`: all stored runs as one page that needs no server. */
export async function historyCommand(options: Options, terminal: Terminal): Promise<number> {
  const configFile = await configFileOf(options);
  const { policy, baseline } = requirePolicy(
    { raw: rawSettings(options), configFile, origin: 'cli' },
    [],
  );
  await using store = await openAt(locate(baseline), terminal, true);
  const series = await seriesOf(store);
  const entries = series
    .flatMap(({ runs }) => runs)
    .toSorted((a, b) => (b.name?.start ?? 0) - (a.name?.start ?? 0));
  const wanted = [...entries.slice(0, mostRuns), ...series.flatMap(one => one.acknowledgements)];
  const runs: RunFacts[] = [];
  const acknowledgements = [];
  const damaged: { path: string; reason: string }[] = [];
  const newest = new Map<string, Run>();
  for (let from = 0; from < wanted.length; from += batch) {
    terminal.signal.throwIfAborted();
    for (const { entry, file } of await readAll(store, wanted.slice(from, from + batch)))
      if ('run' in file) {
        const { run } = file;
        const facts = factsOf(run, { digest: documentDigest(run, entry.name), policy });
        const { fingerprint } = facts;
        runs.push(facts);
        const last = newest.get(fingerprint);
        if (isEligible(run) && (last === undefined || startOf(run) > startOf(last)))
          newest.set(fingerprint, run);
      } else if ('acknowledgement' in file) acknowledgements.push(file.acknowledgement);
      else if ('reason' in file)
        damaged.push({ path: entry.path.split('/').slice(-2).join('/'), reason: file.reason });
  }
  const judgements = new Map<string, Judgement>();
  for (const [fingerprint, run] of newest) {
    const judged = await judgeAgainst({ run, store, policy, isDefaultBranch: true });
    judgements.set(fingerprint, judged.judgement);
  }
  const older = Math.max(0, entries.length - mostRuns);
  const page = historyPage(
    {
      runs,
      acknowledgements,
      damaged,
      judgements,
      verdicts: await listVerdicts(store),
      older,
      subjects: await subjectsOf(runs),
      repository: await repositoryOf(options),
      madeAt: Date.now(),
    },
    pageAssets(),
  );
  const path = await writePage(textOf(options.out) ?? 'storage-gate-history', page);
  const left = older === 0 ? '' : `; ${formatCount(older, 'older run')} left out`;
  const unread =
    damaged.length === 0 ? '' : `; ${formatCount(damaged.length, 'document')} not read`;
  terminal.say(
    `${path}: ${formatCount(runs.length, 'run')}, ${formatBytes(page.length)}${left}${unread}`,
  );
  return 0;
}

/** Writes the page into a directory, which is made where it is missing. */
async function writePage(directory: string, page: string): Promise<string> {
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    const remedy = 'give --out a directory that you may write to';
    const facts = { problem: `${directory} can't be made`, why: messageOf(cause), remedy };
    throw new GateError('bad-argument', { ...facts, path: directory }, { cause });
  });
  const path = join(directory, 'index.html');
  await writeOutput(path, page);
  return path;
}

/** First lines of the messages of commits that the clone has. */
async function subjectsOf(runs: readonly RunFacts[]): Promise<ReadonlyMap<string, string>> {
  const commits = [...new Set(runs.flatMap(({ commit }) => commit ?? []))];
  if (commits.length === 0) return new Map();
  const how = ['log', '--no-walk=unsorted', '--ignore-missing', '--format=%H %s'];
  const said = (await askGit(...how, ...commits)) ?? '';
  return new Map(
    said.split('\n').map(line => {
      const [commit = '', ...words] = line.split(' ');
      return [commit, words.join(' ').slice(0, 120)];
    }),
  );
}

/** The address below which commits are found: the option, the workflow's own, or the remote's. */
async function repositoryOf({ repository }: Options): Promise<string | undefined> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  const told = textOf(repository);
  const known = told ?? (server && name ? `${server}/${name}` : undefined);
  const address = known ?? (await askGit('remote', 'get-url', 'origin')) ?? '';
  const found = addressIn(address);
  if (told === undefined || found !== undefined) return found;
  throw new GateError('bad-argument', {
    problem: `--repository: ${told} is no address of a repository`,
    remedy: 'write it as https://HOST/NAME',
  });
}

/** An address without who asks; those of ssh are taken to be the same on the web. */
function addressIn(text: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?(?:[\w.-]+@)([\w.-]+)(?::\d+\/|[:/])([\w./~-]+)$/.exec(text);
  const url = URL.parse(ssh === null ? text : `https://${ssh[1]}/${ssh[2]}`);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/$|\.git\/?$/, '');
}
