import { GateError } from '../errors.ts';
import { runGit } from '../store/git/environment.ts';

/** What git says here; undefined where it has nothing to say, or is missing. */
export async function askGit(...args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout, exitCode } = await runGit({ args, accept: [0, 1, 128] });
    return exitCode === 0 ? stdout.trim() : undefined;
  } catch (error) {
    if (error instanceof GateError && error.code === 'store-unusable') return undefined;
    throw error;
  }
}

/** The top of the repository around a directory, or that directory. */
export async function topOfClone(directory: string): Promise<string> {
  return (await askGit('-C', directory, 'rev-parse', '--show-toplevel')) || directory;
}
