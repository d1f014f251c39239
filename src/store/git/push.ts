import { GateError } from '../../errors.ts';
import { nextRef } from './commit.ts';
import { remoteName } from './remote.ts';
import type { Repository } from './repository.ts';
import { isInTheWay, isPassing } from './trouble.ts';

/**
 * How a push ended: done; `again` where another try may succeed; `refused` where none will. Both in
 * the remote's words.
 */
export type PushOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again' | 'refused'; readonly words: string };

/**
 * The ref to be moved, and where it must be for that: at a commit, or undefined where it must not
 * be there.
 */
export interface Push {
  readonly ref: string;
  readonly expected: string | undefined;
}

/**
 * Pushes the next commit with a lease: the remote moves the ref in one step, and only from where we
 * saw it. A push whose connection broke counts as `again`: the next look at the ref tells whether
 * it arrived.
 */
export async function pushNext(
  repository: Repository,
  { ref, expected = '' }: Push,
): Promise<PushOutcome> {
  const lease = `--force-with-lease=${ref}:${expected}`;
  const args = [
    'push',
    '--porcelain',
    '--no-verify',
    '--no-signed',
    lease,
    remoteName,
    `${nextRef}:${ref}`,
  ];
  try {
    const { exitCode, stdout, stderr } = await repository.git(args, { accept: [0, 1] });
    if (exitCode === 0) return { kind: 'done' };
    const refusal = /^!\t.*$/m.exec(stdout)?.[0].split('\t').slice(2).join(' ') ?? '';
    const words = `${refusal}\n${stderr}`.trim();
    // Of a ref in the way the refusal says no more than of a lost race: "failed to update ref".
    const mayPass = isPassing(refusal === '' ? stderr : refusal) && !isInTheWay(words);
    return { kind: mayPass ? 'again' : 'refused', words };
  } catch (error) {
    const words = error instanceof GateError ? (error.facts.stderrTail ?? '') : '';
    if (error instanceof GateError && error.code === 'tool-failed' && isPassing(words))
      return { kind: 'again', words };
    throw error;
  }
}
