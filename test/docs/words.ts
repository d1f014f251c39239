/** A word or a turn of phrase that is said in one way only. */
export interface Word {
  /** What is said: a word of docs/glossary.md, or plain English. */
  readonly say: string;
  /** What is not said in its place. */
  readonly not: RegExp;
}

/** Words of the glossary, and what else they were called. */
const terms: readonly Word[] = [
  { say: 'baseline', not: /\b(?:base lines?|reference runs?)\b/i },
  { say: 'cache mode', not: /\b(?:caching modes?|cache settings?)\b/i },
  { say: 'command line', not: /\bCLI\b/ },
  { say: 'default branch', not: /\b(?:main branch|master branch|trunk)\b/i },
  { say: 'emulation', not: /\b(?:emulated mode|software virtuali[sz]ation)\b/i },
  { say: 'filesystem', not: /\bfile systems?\b/i },
  { say: 'guest', not: /\bVMs?\b/ },
  { say: 'head', not: /\b(?:candidate|test) side\b/i },
  { say: 'host', not: /\b(?:bench(?:mark)? (?:box|machine)|build agent)s?\b/i },
  { say: 'hot-plug', not: /\bhot ?plug/i },
  { say: 'interval', not: /\bconfidence (?:band|range|limit)s?\b/i },
  { say: 'leg', not: /\bmatrix (?:job|entry|child)\b/i },
  { say: 'live base', not: /\b(?:living base|base twin)s?\b/i },
  { say: 'pull request', not: /\bPRs?\b|\bmerge requests?\b/ },
  { say: 'round', not: /\b(?:iteration|repetition)s?\b/i },
  { say: 'seed suite', not: /\b(?:seed post|post suite|blog suite)s?\b/i },
  { say: 'set aside', not: /\btak(?:en|es?) out of the gate\b/i },
  { say: 'stored run', not: /\b(?:historic(?:al)?|previous|past) runs?\b/i },
  { say: 'throughput', not: /\bbandwidths?\b/i },
  { say: 'work tree', not: /(?<!')\bworktrees?\b|\bworking (?:tree|cop(?:y|ie))s?\b/i },
];

/** Plain English, and what a reader stumbles over. */
const phrases: readonly Word[] = [
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
  { say: 'your own', not: /\bof (?:yours|one's own)\b/i },
  { say: 'each', not: /\brespectively\b/i },
];

export const words: readonly Word[] = [...terms, ...phrases];

/** Sources whose words are left as they are, by how their paths begin: why. */
export const exceptions: Readonly<Record<string, string>> = {
  'src/core/contamination.ts': 'replaced with the judge',
  'src/judge/': 'replaced with the judge',
  'src/statistics/': 'replaced with the judge',
  'src/tools/': 'replaced with the judge',
  'src/cli/selftest.ts': 'removed with the self-test',
  'src/selftest.ts': 'removed with the self-test',
};
