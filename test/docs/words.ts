/** A word or a turn of phrase that is said in one way only. */
export interface Word {
  /** What is said: a word of docs/glossary.md, or plain English. */
  readonly say: string;
  /** What is not said in its place. */
  readonly not: RegExp;
  /** Where that holds: also in the sources, or in what people read alone. */
  readonly in: 'everywhere' | 'docs';
}

/** Words of the glossary, and what else they were called. */
const terms: readonly Word[] = [
  { say: 'baseline', not: /\b(?:base lines?|reference runs?)\b/i, in: 'everywhere' },
  { say: 'cache mode', not: /\b(?:caching modes?|cache settings?)\b/i, in: 'everywhere' },
  { say: 'command line', not: /\bCLI\b/, in: 'everywhere' },
  { say: 'default branch', not: /\b(?:main branch|master branch|trunk)\b/i, in: 'everywhere' },
  { say: 'emulation', not: /\b(?:emulated mode|software virtuali[sz]ation)\b/i, in: 'everywhere' },
  { say: 'filesystem', not: /\bfile systems?\b/i, in: 'docs' },
  { say: 'guest', not: /\bVMs?\b/, in: 'everywhere' },
  { say: 'head', not: /\b(?:candidate|test) side\b/i, in: 'everywhere' },
  { say: 'host', not: /\b(?:bench(?:mark)? (?:box|machine)|build agent)s?\b/i, in: 'everywhere' },
  { say: 'hot-plug', not: /\bhot ?plug/i, in: 'everywhere' },
  { say: 'interval', not: /\bconfidence (?:band|range|limit)s?\b/i, in: 'everywhere' },
  { say: 'leg', not: /\bmatrix (?:job|entry|child)\b/i, in: 'everywhere' },
  { say: 'live base', not: /\b(?:living base|base twin)s?\b/i, in: 'everywhere' },
  { say: 'pull request', not: /\bPRs?\b|\bmerge requests?\b/, in: 'everywhere' },
  { say: 'round', not: /\b(?:iteration|repetition)s?\b/i, in: 'everywhere' },
  { say: 'seed suite', not: /\b(?:seed post|post suite|blog suite)s?\b/i, in: 'docs' },
  { say: 'set aside', not: /\btak(?:en|es?) out of the gate\b/i, in: 'docs' },
  { say: 'stored run', not: /\b(?:historic(?:al)?|previous|past) runs?\b/i, in: 'everywhere' },
  { say: 'throughput', not: /\bbandwidths?\b/i, in: 'docs' },
  { say: 'work tree', not: /\b(?:worktree|working tree|working copy)s?\b/i, in: 'docs' },
];

/** Plain English, and what a reader stumbles over. */
const phrases: readonly Word[] = [
  { say: 'artifact', not: /\bartefacts?\b/i, in: 'everywhere' },
  { say: 'cannot', not: /\bcan not\b/i, in: 'docs' },
  { say: 'compare with', not: /\bheld against\b/i, in: 'docs' },
  { say: 'fix', not: /\bmend(?:s|ed|ing)?\b/i, in: 'docs' },
  { say: 'for real use', not: /\bin earnest\b/i, in: 'everywhere' },
  { say: 'in the middle of', not: /\bin the midst of\b/i, in: 'docs' },
  {
    say: 'is not a',
    not: /\b(?:what|which|that) (?:is|are|was|were) no (?!longer\b)/i,
    in: 'docs',
  },
  { say: 'rarely', not: /\bseldom\b/i, in: 'everywhere' },
  { say: 'repeatable', not: /\bonce or several times\b/i, in: 'docs' },
  { say: 'revert', not: /\btak(?:e|es|en|ing) back\b/i, in: 'docs' },
  { say: 'such as', not: /\b(?:e\.g|i\.e|etc)\./i, in: 'everywhere' },
  { say: 'unchanged run', not: /\binnocent\b/i, in: 'docs' },
  { say: 'your own', not: /\bof (?:yours|one's own)\b/i, in: 'docs' },
  { say: 'each', not: /\brespectively\b/i, in: 'everywhere' },
];

export const words: readonly Word[] = [...terms, ...phrases];
