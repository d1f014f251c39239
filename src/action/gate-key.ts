import { sha256Hex } from '../core/digest.ts';
import type { GithubFacts } from '../github/environment.ts';
import { plainText } from '../plain-text.ts';

/**
 * Tells one gate of a repository from its others: workflow, job and leg of a matrix, as one word of
 * at most 100 characters that is safe in paths and comments. No two gates share one, whatever
 * script their names are in.
 */
export function gateKey({
  workflow,
  job,
  matrix,
}: Pick<GithubFacts, 'workflow' | 'job' | 'matrix'>): string {
  // In the names of jobs `-` is usual, in those of workflows a space.
  const gate = `${workflowKey(workflow)}${wordFor(job, /^[\w-]*$/)}`;
  if (matrix.length === 0) return gate;
  const leg = matrix
    .join('-')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 30);
  return `${gate}.${leg}-${digestOf(matrix).slice(0, 8)}`;
}

/** How the keys of a workflow's gates begin. */
export function workflowKey(workflow: string): string {
  return `${wordFor(workflow, /^(\w+( \w+)*)?$/)}.`;
}

/** Most characters of a name in a key: two names and a leg are at most 100. */
const mostOfName = 29;

/** A name as a word of a key: with a digest, unless it is `plain`, so that the word says all. */
function wordFor(name: string, plain: RegExp): string {
  if (plain.test(name) && name.length <= mostOfName) return name.replaceAll(' ', '-');
  const readable = name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, mostOfName - 11);
  return `${readable}-${digestOf(name).slice(0, 10)}`.replace(/^-+/, '');
}

/** A digest of values as they are, in any script and of any length. */
function digestOf(value: unknown): string {
  return sha256Hex(JSON.stringify(value));
}

/**
 * The context of the commit status. Each leg of a matrix has its own: with a shared one, the last
 * leg would hide the red of another. A rule that requires `storage-gate` then waits for the final
 * job, so it is red rather than green by accident.
 */
export function statusContext({ matrix }: Pick<GithubFacts, 'matrix'>): string {
  if (matrix.length === 0) return 'storage-gate';
  const values = plainText(matrix.join(', '));
  const isWhole = values.length <= 100 && values.split(', ').join() === matrix.join();
  const leg = isWhole
    ? values
    : `${plainText(values.slice(0, 91))} ${digestOf(matrix).slice(0, 8)}`;
  return `storage-gate (${leg})`;
}
