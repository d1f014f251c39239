import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredHistory } from '../src/page/history.ts';

/**
 * The page that a clone of github-action-benchmark would publish for the same levels, with its
 * charts' library from npm beside it, since its own page asks a network for that.
 */
export async function peerPage(
  { runs }: StoredHistory,
  { clone, directory }: { readonly clone: string; readonly directory: string },
): Promise<{ readonly path: string; readonly bytes: number }> {
  const git = ['-C', clone, 'show', 'HEAD:src/default_index_html.ts'];
  const source = execFileSync('git', git, { encoding: 'utf8' });
  const html = /String\.raw`([^]*)`;/.exec(source)?.[1];
  if (html === undefined) throw new Error(`${clone} has no page where it was`);
  const [, name = '', version = ''] = /npm\/([\w.]+)@([\d.]+)\//.exec(html) ?? [];
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`], { cwd: directory });
  execFileSync('tar', ['xzf', `${name}-${version}.tgz`], { cwd: directory });
  const entries = runs.map(run => ({
    commit: {
      id: run.commit,
      message: 'a change',
      timestamp: run.startedAt,
      url: `https://forge.example/commit/${run.commit}`,
      committer: { username: 'somebody' },
    },
    date: Date.parse(run.startedAt),
    tool: 'customBiggerIsBetter',
    benches: [...run.cells].map(([cell, { reading, half = 0 }]) => ({
      name: cell,
      value: Number((Math.exp(reading.log) / 2 ** 20).toPrecision(6)),
      range: `± ${(100 * half).toFixed(1)} %`,
      unit: 'MiB/s',
    })),
  }));
  const data = `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 0, repoUrl: 'https://forge.example', entries: { Benchmark: entries } }, null, 2)}`;
  writeFileSync(join(directory, 'data.js'), data);
  const path = join(directory, 'peer.html');
  const own = html.replace(/https:\/\/cdn[^"]*Chart\.min\.js/, 'package/dist/Chart.min.js');
  writeFileSync(path, own);
  const library = readFileSync(join(directory, 'package/dist/Chart.min.js'));
  return { path, bytes: data.length + own.length + library.length };
}
