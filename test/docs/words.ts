/** A word or a turn of phrase that is said in one way only. */
export interface Word {
  /** What is said. */
  readonly say: string;
  /** What is not said in its place. */
  readonly not: RegExp;
}

/** Plain English, and what a reader stumbles over; docs/glossary.md has the terms. */
export const words: readonly Word[] = [
  { say: 'artifact', not: /\bartefacts?\b/i },
  { say: 'cannot', not: /\bcan not\b/i },
  { say: 'compare with', not: /\bheld against\b/i },
  { say: 'fix', not: /\bmend(?:s|ed|ing)?\b/i },
  { say: 'for real use', not: /\bin earnest\b/i },
  { say: 'in the middle of', not: /\bin the midst of\b/i },
  {
    say: 'is not a',
    not: /\b(?:what|which|that) (?:is|are|was|were) no (?!longer\b)/i,
  },
  { say: 'rarely', not: /\bseldom\b/i },
  { say: 'repeatable', not: /\bonce or several times\b/i },
  { say: 'revert', not: /\btak(?:e|es|en|ing) back\b/i },
  { say: 'such as', not: /\b(?:e\.g|i\.e|etc)\./i },
  { say: 'unchanged run', not: /\binnocent\b/i },
  { say: 'work tree', not: /(?<!'|git )\bworktrees?\b/i },
  { say: 'your own', not: /\bof (?:yours|one's own)\b/i },
  { say: 'each', not: /\brespectively\b/i },
];
