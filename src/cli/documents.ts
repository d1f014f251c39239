import { writeFile } from 'node:fs/promises';
import { encodeRun, type Run } from '../core/run.ts';
import { GateError } from '../errors.ts';

/** Writes a run document for the user. */
export async function writeRun(path: string, run: Run): Promise<void> {
  await writeOutput(path, encodeRun(run));
}

/** Writes a file that the user named; failing is an error of the argument. */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new GateError('bad-argument', { problem: `${path} can't be written`, why, path }, { cause });
  }
}
