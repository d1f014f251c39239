import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { xml } from '../report/exports.ts';

/** What a page brings along: it asks nobody for anything. */
export interface Assets {
  readonly style: string;
  /** Absent where the page only shows. */
  readonly script?: string | undefined;
  /** Where the script draws: HTML. */
  readonly view?: string | undefined;
}

/** The assets of every page; scripts/build.ts puts their texts into the bundle. */
export function pageAssets(): Required<Assets> {
  return {
    script: readFileSync(new URL('script.js', import.meta.url), 'utf8'),
    style: readFileSync(new URL('style.css', import.meta.url), 'utf8'),
    view: readFileSync(new URL('view.html', import.meta.url), 'utf8'),
  };
}

/** A whole document under a Content-Security-Policy that lets in its own assets alone. */
export function htmlDocument({
  title,
  body,
  data,
  assets: { script, style },
}: {
  readonly title: string;
  /** HTML. */
  readonly body: string;
  /** What the script reads, as JSON. */
  readonly data?: unknown;
  readonly assets: Assets;
}): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    "img-src data:; base-uri 'none'; form-action 'none'",
  ].join('; ');
  const json = JSON.stringify(data)?.replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${xml(title)}</title><link rel="icon" href="data:,">
<style>${style}</style></head><body>
${body}
${json === undefined ? '' : `<script type="application/json" id="data">${json}</script>\n`}${
  script === undefined ? '' : `<script>${script}</script>\n`
}</body></html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
