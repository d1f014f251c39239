import { createHash } from 'node:crypto';
import { type GuestProgram, surveyProgram } from './guest-program.ts';
import { fstab, initScript } from './init-script.ts';
import { kernelWords } from './kernel-words.ts';

/**
 * Everything of ours that a guest runs: what boots it, what answers in it, and the tools that
 * measure.
 */
export interface Toolset {
  readonly busybox: GuestProgram;
  readonly agent: GuestProgram;
  readonly tools: readonly GuestProgram[];
  readonly kernelWords: string;
  /**
   * SHA-256 over the content of all of it: equal for equal guests, whenever and wherever they were
   * built.
   */
  readonly digest: string;
}

/** Counts the changes of layout that no digest of an input shows. */
const builderVersion = 3;

/**
 * What the programs of this host make of a guest; `missing-packages` where one is not installed.
 */
export async function surveyToolset(names: readonly string[]): Promise<Toolset> {
  const [busybox, agent, ...tools] = await Promise.all(
    ['busybox', 'qemu-ga', ...names].map(surveyProgram),
  );
  if (busybox === undefined || agent === undefined)
    throw new Error('surveyProgram answered for fewer than it was asked');
  const words = kernelWords(process.arch);
  const digest = createHash('sha256').update(
    JSON.stringify([builderVersion, initScript, fstab, words]),
  );
  for (const program of [busybox, agent, ...tools]) {
    digest.update(JSON.stringify([program.name, program.digests]));
  }
  return { busybox, agent, tools, kernelWords: words, digest: digest.digest('hex') };
}
