import { sha256Hex } from '../core/digest.ts';
import type { GithubFacts } from '../github/environment.ts';

/**
 * Tells one gate of a repository from its others: workflow, job and leg of a matrix, as one word of
 * at most 100 characters that is safe in paths and comments.
 */
export function gateKey({
  workflow,
  job,
  matrix,
}: Pick<GithubFacts, 'workflow' | 'job' | 'matrix'>): string {
  const gate = word(`${workflow}.${job}`);
  if (matrix.length === 0) return gate.slice(0, 100);
  // Two legs may differ in characters that a word lacks, so a digest tells them apart.
  const leg = `${word(matrix.join('-')).slice(0, 30)}-${sha256Hex(JSON.stringify(matrix)).slice(0, 8)}`;
  return `${gate.slice(0, 60)}.${leg}`;
}

function word(text: string): string {
  return text.replace(/[^\w.-]+/g, '-');
}
