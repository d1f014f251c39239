import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { textOf } from '../../scripts/build/texts.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** The Chromium of this host: what CHROMIUM names, or Debian's; undefined where there is none. */
export const chromiumPath =
  process.env['CHROMIUM'] ??
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map(directory => join(directory, 'chromium'))
    .find(path => existsSync(path));

/** A real, headless browser. */
export async function openBrowser(): Promise<AsyncDisposable & { readonly browser: Browser }> {
  const browser = await chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}

/** A page that was opened from a file, and all that it did which it should not do. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  /** What it wrote to the console, errors that nobody caught, and what it asked the network for. */
  readonly amiss: readonly string[];
}

/** Opens a document from a file; `hash` is what the address says after it. */
export async function openFile(
  browser: Browser,
  html: string,
  { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<OpenedPage> {
  const home = await temporaryDirectory();
  const path = join(home.path, 'index.html');
  await writeFile(path, html);
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const amiss: string[] = [];
  page.on('console', message => amiss.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => amiss.push(`error: ${error.message}`));
  const own = pathToFileURL(path).href;
  page.on('request', request => {
    const url = request.url();
    if (!url.startsWith(own) && url !== 'data:,') amiss.push(`request: ${url}`);
  });
  await page.goto(`${own}${hash}`);
  const close = async (): Promise<void> => {
    await context.close();
    await home[Symbol.asyncDispose]();
  };
  return { page, amiss, [Symbol.asyncDispose]: close };
}

/** The assets of a page, as the build makes them. */
export async function builtAssets() {
  const folder = resolve(import.meta.dirname, '../../src/page');
  const [script = '', style = '', view = ''] = await Promise.all(
    ['script.js', 'style.css', 'view.html'].map(async name => {
      return (await textOf(join(folder, name))).text;
    }),
  );
  return { script, style, view };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds that is serious or worse, in words. */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(`${axe};axe.run()`);
  const { violations } = found as {
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
