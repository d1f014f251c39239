import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderText } from '../report/text.ts';
import type { JudgedRun } from '../run.ts';

export type Format = 'text' | 'markdown' | 'json';

/** The report of one or several runs; JSON is one document for one run and a list for several. */
export function renderAs(format: Format, runs: readonly JudgedRun[], color: boolean): string {
  switch (format) {
    case 'text':
      return runs.map(judged => renderText({ ...judged, color })).join('\n\n');
    case 'markdown':
      return runs
        .map(judged => renderMarkdown({ ...judged, limit: Number.POSITIVE_INFINITY }))
        .join('\n\n');
    case 'json':
      return runs.length === 1
        ? runs.map(renderJson).join('')
        : `[${runs.map(renderJson).join(',\n')}]\n`;
    default:
      return format satisfies never;
  }
}
