import { isEligible } from './eligibility.ts';

/**
 * Most runs that make a baseline, or in which a change of level is looked for: older ones describe
 * another machine.
 */
export const mostRuns = 30;

/** Fewest runs that show a level: with fewer the variation between runs is unknown. */
export const levelRuns = 5;

/**
 * How far the newest documents of an environment are read: until there are as many eligible runs as
 * make a baseline. A few are not eligible, so a batch has some more; and a series of disturbed runs
 * must not make each later one slow.
 */
export const newestDocuments = { wanted: mostRuns, isWanted: isEligible, batch: 36, most: 144 };

/**
 * How far the oldest ones are read: until there are as many eligible runs as set the accepted level
 * while nobody acknowledged one.
 */
export const oldestDocuments = { wanted: levelRuns, isWanted: isEligible, batch: 8, most: 16 };
