import { z } from 'zod';

const commit = z.string().regex(/^[0-9a-f]{40,64}$/);
const word = z.string().regex(/^[a-z-]{1,40}$/);

const schema = z.strictObject({
  sha: commit,
  run: z.int().positive(),
  attempt: z.int().positive(),
  verdict: word,
  /** The last red that no green was reported after. */
  red: z.strictObject({ sha: commit, verdict: word }).optional(),
  /** Verdict of the first attempt of the same run. */
  first: word.optional(),
});

/**
 * What a comment says of the run that wrote it, for the runs that come after; hidden in the comment
 * itself.
 */
export type CommentState = Readonly<z.infer<typeof schema>>;

/** The state as a line that GitHub does not show. */
export function encodeState(state: CommentState): string {
  return `<!-- state ${JSON.stringify(schema.parse(state))} -->`;
}

/**
 * The state in a comment; undefined where there is none that is whole, since whoever may edit
 * comments may edit it.
 */
export function readState(body: string): CommentState | undefined {
  const [, text] = /^<!-- state (\{.*\}) -->$/m.exec(body) ?? [];
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * The state of a run that follows `before` on the same pull request. `passed` is undefined where
 * nothing was judged.
 */
export function stateAfter(
  before: CommentState | undefined,
  now: Pick<CommentState, 'sha' | 'run' | 'attempt' | 'verdict'> & {
    readonly passed: boolean | undefined;
  },
): CommentState {
  const { passed, ...own } = now;
  const red =
    passed === false
      ? { sha: now.sha, verdict: now.verdict }
      : passed === true
        ? undefined
        : before?.red;
  const first = before?.run === now.run ? firstVerdict(before, now.attempt) : undefined;
  return { ...own, ...(red !== undefined && { red }), ...(first !== undefined && { first }) };
}

function firstVerdict({ attempt, first, verdict }: CommentState, now: number): string | undefined {
  return first ?? (attempt < now ? verdict : undefined);
}
