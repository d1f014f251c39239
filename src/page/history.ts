import { formatChange, formatCount, formatMoment } from '../core/quantity.ts';
import { startOf } from '../history/eligibility.ts';
import { xml as text } from '../report/exports.ts';
import { formatValue } from '../report/units.ts';
import { type Assets, htmlDocument } from './document.ts';
import {
  type CellHistory,
  type EnvironmentHistory,
  environmentOf,
  type Stored,
} from './history-data.ts';
import { sparkline } from './picture.ts';
import words from './words.json' with { type: 'json' };

/** What a page of a store's history is made of. */
export interface StoredHistory extends Stored {
  /** Documents that can't be used. */
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
  /** `https://…`; undefined where nobody knows it. */
  readonly repository: string | undefined;
  /** When the page is made, in milliseconds since 1970. */
  readonly madeAt: number;
  /** Older runs that were not read. */
  readonly older: number;
}

/** What the script of the page reads. */
export type HistoryData = ReturnType<typeof dataOf>;

/** The page of a store: one document that needs nothing else. */
export function historyPage(stored: StoredHistory, assets: Required<Assets>): string {
  const { runs, notes } = soundRuns(stored);
  const groups = Map.groupBy(runs, ({ fingerprint }) => fingerprint);
  const environments = [...groups.values()].map(group => environmentOf(group, stored)).toReversed();
  const all = environments.flatMap(({ cells }) => cells);
  const made = new Date(stored.madeAt).toISOString().slice(0, 10);
  const damaged = Map.groupBy(stored.damaged, ({ reason }) => reason);
  const filters = {
    disk: all.map(({ cell }) => cell.arm),
    workload: all.map(({ title }) => title),
    verdict: all.map(({ verdict }) => verdict),
  };
  return htmlDocument({
    title: 'Storage gate: history',
    data: dataOf(environments, stored),
    assets,
    body: `<header><h1><a href="#">Storage history</a></h1><p class="faint">${[
      `${formatCount(runs.length, 'run')}, made on ${made}`,
      ...notes.map(note => `<strong>${note}</strong>`),
    ].join('; ')}</p></header>
<main><div id="overview"><form class="bar" role="search"><input type="search" name="q" placeholder="Search" aria-label="Search">${Object.entries(
      filters,
    )
      .map(([name, values]) => selectOf(name, values))
      .join('')}<output aria-live="polite">${formatCount(all.length, 'cell')}</output></form>
<p id="none"${all.length > 0 ? ' hidden' : ''}>${all.length > 0 ? words.noCell : words.noRun}</p>
${environments.map(environmentHtml).join('\n')}
${[...damaged].map(([reason, files]) => `<details><summary>${formatCount(files.length, 'document')} not used: ${text(reason)}</summary><ul>${files.map(({ path }) => `<li>${text(path)}</li>`).join('')}</ul></details>`).join('\n')}</div>
${environments.flatMap(one => one.cells.map(cell => cellHtml(cell, one, stored))).join('\n')}
${assets.view}</main>`,
  });
}

function dataOf(environments: readonly EnvironmentHistory[], { repository = '' }: StoredHistory) {
  return {
    repository,
    environments: environments.map(({ numbers, cells }) => ({
      ...numbers,
      cells: Object.fromEntries(cells.map(({ key, numbers: own }) => [key, own])),
    })),
  };
}

/** Each run once, the oldest first, with a sentence for each kind that is left out. */
function soundRuns({ runs, madeAt, older }: StoredHistory) {
  const sorted = runs.toSorted((a, b) => startOf(a) - startOf(b));
  const past = sorted.filter(run => startOf(run) <= madeAt + 86_400_000);
  const once = [...new Map(past.map(run => [run.identity, run])).values()];
  const counts = [older, runs.length - past.length, past.length - once.length];
  const notes = counts.flatMap((count, why) =>
    count === 0 ? [] : [`${formatCount(count, 'run')} left out: ${words.leftOut[why]}`],
  );
  return { runs: once, notes };
}

function selectOf(name: string, values: readonly string[]): string {
  const options = [...new Set(values)].toSorted().map(one => `<option>${text(one)}</option>`);
  return `<select name="${name}" aria-label="${name}"><option value="">every ${name}</option>${options.join('')}</select>`;
}

function environmentHtml(environment: EnvironmentHistory): string {
  const { what, runs, judged, fingerprint, cells } = environment;
  const [first, last] = [runs[0], runs.at(-1)].map(run => formatMoment(run?.startedAt ?? ''));
  return `<section><h2>${text(what)}</h2><p class="faint">${formatCount(runs.length, 'run')}, ${first} to ${last}, environment ${fingerprint.slice(0, 12)}${judged && `; pull requests: ${judged}`}</p><ul class="tiles">${cells.map(tileHtml).join('')}</ul></section>`;
}

function tileHtml(history: CellHistory): string {
  const { key, cell, title, verdict, readings, shifts, change } = history;
  const last = shifts.at(-1);
  const isHost = last?.ratio !== undefined && Math.abs(last.ratio) < Math.abs(last.change) / 2;
  const against = change === undefined ? words.noLevel : `${formatChange(change)} ${words.against}`;
  const moved =
    last &&
    `${formatChange(last.change)} on ${last.startedAt.slice(0, 10)}${isHost ? words.host : ''}`;
  const logs = readings.map(({ log }) => log);
  return `<li data-disk="${text(cell.arm)}" data-workload="${text(title)}" data-verdict="${verdict}"><a class="tile ${verdict}" href="#cell=${encodeURIComponent(key)}"><b>${text(cell.arm)}</b><b class="verdict">${verdict}</b><span>${text(title)}</span>${sparkline(logs)}<span>${formatValue(cell.metric, Math.exp(logs.at(-1) ?? 0))}</span><span class="faint">${moved ?? against}</span></a></li>`;
}

/** A cell with what happened to it; the script puts the chart below. */
function cellHtml(
  { key, cell, title, verdict, why, change, shifts }: CellHistory,
  { what, runs, breaks, said }: EnvironmentHistory,
  { repository, subjects }: StoredHistory,
): string {
  const commitHtml = (run: number): string => {
    const commit = runs[run]?.commit ?? '';
    const name = commit.slice(0, 12) || 'no commit';
    const link =
      repository === undefined || commit === ''
        ? name
        : `<a href="${text(repository)}/commit/${commit}" rel="noreferrer">${name}</a>`;
    return `${link} ${text(subjects.get(commit) ?? '')}`;
  };
  const events = [
    ...shifts.map(({ run, change: by, ratio }) => ({
      run,
      html: `level ${formatChange(by)}${ratio === undefined ? '' : `, ratio to the yardstick ${formatChange(ratio)}`}`,
      isBetween: true,
    })),
    ...(breaks.get(cell.arm) ?? []).map(([run, changes]) => ({
      run,
      html: `another subject: ${text(changes)}`,
      isBetween: true,
    })),
    ...said.map(({ run, by, reason }) => ({
      run,
      html: `accepted by ${text(by)}: ${text(reason)}`,
      isBetween: false,
    })),
  ].toSorted((a, b) => b.run - a.run);
  const items = events.map(
    ({ run, html, isBetween }) =>
      `<li>${runs[run]?.startedAt.slice(0, 10)} ${html}${isBetween ? `: ${commitHtml(run - 1)} → ${commitHtml(run)}` : ''}</li>`,
  );
  const stands =
    why === '' && change !== undefined ? `${formatChange(change)} ${words.against}` : why;
  return `<article id="${key}" class="${verdict}" hidden><a href="#">← all cells</a><h2>${text(`${cell.arm}, ${title}`)}</h2><p><b class="verdict">${verdict}</b> ${text(stands)}</p><p class="faint">${text(what)}</p><ul class="events">${items.join('')}</ul></article>`;
}
