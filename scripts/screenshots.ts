/**
 * Shows what a pull request gets, as GitHub would show it: the golden reports and a matrix go
 * through our model of GitHub's sanitiser into pages of GitHub's look, and headless Chromium takes
 * pictures of them, and of our own pages. Look at them after a change of a report or a page:
 *
 *     npm run screenshots [DIRECTORY]       (default: screenshots/; CHROMIUM names another browser)
 *
 * docs/pictures holds the few that README and docs show; `npm run screenshots -- docs/pictures
 * red-light …` makes these alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { showMarkdown } from '../test/harness/github-markdown.ts';
import { pageOf } from './screenshots/page.ts';
import { shootPages } from './screenshots/pages.ts';
import { scenes } from './screenshots/scenes.ts';

const looks = [
  { name: 'light', theme: 'light', width: 980 },
  { name: 'dark', theme: 'dark', width: 980 },
  { name: 'phone', theme: 'light', width: 500 },
] as const;

const root = resolve(import.meta.dirname, '..');
const [directory = join(root, 'screenshots'), ...wanted] = process.argv.slice(2);
const chromium = process.env['CHROMIUM'] ?? 'chromium';
const temporary = mkdtempSync(join(tmpdir(), 'screenshots-'));
mkdirSync(directory, { recursive: true });
try {
  for (const { name: scene, markdown } of scenes())
    for (const look of looks) {
      const name = `${scene}-${look.name}`;
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      shoot(pageOf({ html: showMarkdown(markdown).html, theme: look.theme }), {
        name,
        width: look.width,
      });
    }
} finally {
  rmSync(temporary, { recursive: true });
}

for (const path of await shootPages(directory, { looks, wanted }))
  process.stdout.write(`${path}\n`);

/** The page tells its height first, so that the picture ends where it does. */
function shoot(
  page: string,
  { name, width }: { readonly name: string; readonly width: number },
): void {
  const file = join(temporary, `${name}.html`);
  writeFileSync(file, page);
  const told = browse([`--window-size=${width},400`, '--dump-dom', pathToFileURL(file).href]);
  const height = Number(/data-height="(\d+)"/.exec(told)?.[1] ?? 1200);
  const target = resolve(directory, `${name}.png`);
  browse([`--window-size=${width},${height}`, `--screenshot=${target}`, pathToFileURL(file).href]);
  process.stdout.write(`${target}\n`);
}

function browse(argv: readonly string[]): string {
  const usual = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${temporary}/profile`,
  ];
  return execFileSync(chromium, [...usual, ...argv], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
