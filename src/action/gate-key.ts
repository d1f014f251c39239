import type { GithubFacts } from '../github/environment.ts';

/** Tells one gate of a repository from its others: workflow and job, as one word that is safe in paths and comments. */
export function gateKey({ workflow, job }: Pick<GithubFacts, 'workflow' | 'job'>): string {
  return `${workflow}.${job}`.replace(/[^\w.-]+/g, '-').slice(0, 100);
}
