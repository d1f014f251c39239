import { describeError } from '../errors.ts';

/**
 * Markdown for the step summary of a run that did not end: what happened, as plain text that
 * nothing can break out of.
 */
export function describeFailure(error: unknown): string {
  const text = describeError(error)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `## Storage gate: the run did not come to its end\n\n<pre>\n${text}\n</pre>`;
}
