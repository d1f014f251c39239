import { appendFile } from 'node:fs/promises';
import { messageOf } from '../errors.ts';

/** Most bytes that GitHub takes for the summary of one step; more is dropped altogether. */
export const summaryLimit = 1024 * 1024;

/**
 * Appends Markdown, with foreign text already escaped, to the step's summary. Returns why that
 * failed, or undefined: a report that cannot be shown never changes the gate's result.
 */
export async function writeSummary(
  markdown: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const path = env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === '')
    return 'the runner has no step summary (GITHUB_STEP_SUMMARY is not set)';
  const bytes = Buffer.byteLength(markdown) + 1;
  if (bytes > summaryLimit)
    return `it has ${bytes} bytes, and GitHub takes at most ${summaryLimit}`;
  try {
    await appendFile(path, `${markdown}\n`);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
