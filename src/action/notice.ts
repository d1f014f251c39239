import { publishAnnotations } from '../github/annotation.ts';

const told = new Set<string>();

/**
 * Shows a notice on the run's page, the same only once in a job: a report opens a store for each of
 * its documents.
 */
export function noticeOnce(message: string): void {
  if (!told.has(message)) publishAnnotations([{ level: 'notice', title: 'storage gate', message }]);
  told.add(message);
}
