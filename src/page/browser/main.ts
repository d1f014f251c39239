import { drawChart } from './chart.ts';
import { el, rowOf, type Series, seriesOf } from './series.ts';

const byId = (id: string) => document.getElementById(id) as HTMLElement;
const [overview, view, chart, readout] = ['overview', 'view', 'chart', 'run'].map(byId) as [
  HTMLElement,
  HTMLElement,
  HTMLElement,
  HTMLElement,
];
const table = view.querySelector('table') as HTMLTableElement;
const form = document.forms[0] as HTMLFormElement;
const fields = [...form.querySelectorAll<HTMLInputElement>('input, select')];
const tiles = [...document.querySelectorAll<HTMLElement>('.tiles li')];

/** What the address says after its #. */
const address = () => new URLSearchParams(location.hash.slice(1));
/** The address with some of it changed; what is empty leaves. */
function addressWith(changes: Readonly<Record<string, string | number>>): string {
  const all = Object.entries({ ...Object.fromEntries(address()), ...changes });
  return `#${new URLSearchParams(all.filter(([, value]) => value !== '').map(([name, value]) => [name, `${value}`]))}`;
}
const keep = (changes: Parameters<typeof addressWith>[0]): void =>
  history.replaceState(null, '', addressWith(changes));
const noCell = { cell: '', from: '', to: '', run: '' };

let shown: Series | undefined;
let chosen = 0;
let sight: readonly [number, number] = [0, 0];
let drawn: ReturnType<typeof drawChart> | undefined;

/** Shows what the address says: a cell, or all that it does not filter out. */
function show(): void {
  drawn?.close();
  drawn = undefined;
  const key = address().get('cell');
  shown = seriesOf(key);
  for (const article of document.querySelectorAll('article')) article.hidden = article.id !== key;
  overview.hidden = shown !== undefined;
  view.hidden = shown === undefined;
  if (shown === undefined) return;
  byId(key ?? '')
    .querySelector('.events')
    ?.before(view);
  table.replaceChildren();
  (table.closest('details') as HTMLDetailsElement).open = false;
  drawn = drawChart(chart, shown, {
    onRun,
    onView: (from, to) => {
      sight = [from, to];
      keep({ from: Math.round(from), to: Math.round(to) });
    },
  });
  const [from, to] = [Number(address().get('from')), Number(address().get('to'))];
  if (from > 0 && from < to) drawn.zoom(from, to);
  else zoomTo(0);
  const run = shown.digests.indexOf(address().get('run') ?? '');
  drawn.point(shown.known.includes(run) ? run : (shown.known.at(-1) ?? 0));
}

function onRun(run: number): void {
  chosen = run;
  const facts = shown === undefined ? [] : rowOf(shown, run).filter(([, text]) => text !== '');
  readout.replaceChildren(...facts.map(([name, text]) => el('span', el('i', name), ' ', text)));
}

/** The newest runs, or all; a single one has a day around it. */
function zoomTo(newest: number): void {
  const { known = [], times = [] } = shown ?? {};
  const [from = 0, to = 0] = [known.at(-newest) ?? known[0], known.at(-1)].map(
    run => times[run ?? 0] ?? 0,
  );
  const beyond = 0.02 * (to - from) || 43_200;
  drawn?.zoom(from - beyond, to + beyond);
}

function zoomBy(factor: number): void {
  const centre = shown?.timeOf(chosen) ?? 0;
  const half = ((sight[1] - sight[0]) * factor) / 2;
  drawn?.zoom(centre - half, centre + half);
}

function step(by: number): void {
  const { known = [], timeOf = () => 0 } = shown ?? {};
  const run = known[Math.min(known.length - 1, Math.max(0, known.indexOf(chosen) + by))] ?? 0;
  chosen = run;
  if (timeOf(run) < sight[0] || timeOf(run) > sight[1]) zoomBy(1);
  drawn?.point(run);
}

const keys: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => step(-1),
  ArrowRight: () => step(1),
  Home: () => step(Number.NEGATIVE_INFINITY),
  End: () => step(Number.POSITIVE_INFINITY),
  '+': () => zoomBy(0.5),
  '-': () => zoomBy(2),
  0: () => zoomTo(0),
  Escape: () => {
    location.hash = addressWith(noCell);
  },
};

function filter(): void {
  const [search, ...selects] = fields.map(({ name, value }) => ({ name, value }));
  const words = (search?.value ?? '').toLowerCase().split(' ');
  for (const tile of tiles) {
    const text =
      `${tile.textContent} ${tile.closest('section')?.querySelector('h2')?.textContent}`.toLowerCase();
    tile.hidden =
      words.some(word => !text.includes(word)) ||
      selects.some(({ name, value }) => value !== '' && tile.dataset[name] !== value);
  }
  const left = tiles.filter(tile => !tile.hidden);
  for (const section of document.querySelectorAll('section'))
    section.hidden = !left.some(tile => section.contains(tile));
  (form.querySelector('output') as HTMLElement).textContent =
    `${left.length} of ${tiles.length} cells`;
  byId('none').hidden = left.length > 0;
}

/** Draws anew for another look; on paper it is always light. */
const redraw = (isPaper: boolean) => (): void => {
  document.documentElement.classList.toggle('paper', isPaper);
  drawn?.redraw();
};

for (const field of fields) field.value = address().get(field.name) ?? '';
form.addEventListener('input', () => {
  keep(Object.fromEntries(fields.map(({ name, value }) => [name, value])));
  filter();
});
form.addEventListener('submit', event => event.preventDefault());
chart.addEventListener('keydown', event => {
  const work = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
  if (work === undefined) return;
  event.preventDefault();
  work();
  if (shown !== undefined && event.key !== 'Escape') keep({ run: shown.digests[chosen] ?? '' });
});
chart.addEventListener('click', () => keep({ run: shown?.digests[chosen] ?? '' }));
for (const button of view.querySelectorAll('button'))
  button.addEventListener('click', () => zoomTo(Number(button.value)));
// What it is filtered by goes along, so that it is there again afterwards.
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]'))
  link.addEventListener('click', () => {
    const cell = new URLSearchParams(link.hash.slice(1)).get('cell') ?? '';
    link.href = addressWith({ ...noCell, cell });
  });
table.closest('details')?.addEventListener('toggle', () => {
  if (shown === undefined || table.rows.length > 0) return;
  const { known } = shown;
  const rows = known.toReversed().map(run => rowOf(shown as Series, run));
  const head = el('thead', el('tr', ...(rows[0] ?? []).map(([name]) => el('th', name))));
  table.append(
    head,
    el('tbody', ...rows.map(row => el('tr', ...row.map(([, text]) => el('td', text))))),
  );
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw(false));
addEventListener('beforeprint', redraw(true));
addEventListener('afterprint', redraw(false));
addEventListener('hashchange', show);
filter();
show();
