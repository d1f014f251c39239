import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeRun, type Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import type { Terminal } from './terminal.ts';

/** Writes a run document for the user. */
export async function writeRun(path: string, run: Run): Promise<void> {
  await writeOutput(path, encodeRun(run));
}

/** Writes a file that the user named; failing is an error of the argument. */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** That a file could be written, which minutes of measuring come before; `bad-argument`. Nothing is made of it yet. */
export async function requireOutput(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  try {
    const exists = await stat(path).then(
      facts => !facts.isDirectory() || Promise.reject(new Error('it is a directory')),
      (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && Promise.reject(error),
    );
    await access(exists ? path : dirname(path), constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): GateError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const remedy = 'give --out the path of a file, in a directory that exists and that you may write to';
  return new GateError('bad-argument', { problem: `${path} can't be written`, why, remedy, path }, { cause });
}

/** Where a run document goes while its run is judged and stored. */
export interface DocumentKeeper {
  /** To `--out`. What trouble cut short is kept too, for whoever looks into it; a cancelled run is not asked for. */
  readonly keep: (run: Run) => Promise<void>;
  /** Throws what it is given; what was measured in minutes and could not be stored is kept first. */
  readonly rescue: (error: unknown) => Promise<never>;
}

/** Keeps the run document of a command. */
export function keepDocument({ out, terminal }: { out: string | undefined; terminal: Listener }): DocumentKeeper {
  let ended: Run | undefined;
  return {
    async keep(run) {
      const unfinished = run.stop.reason === 'trouble' && !terminal.signal.aborted;
      const path = out ?? (unfinished ? 'storage-gate-unfinished.json' : undefined);
      if (run.stop.reason !== 'trouble') ended = run;
      if (path === undefined) return;
      await writeRun(path, run);
      if (unfinished) terminal.say(`what was measured until then is in ${path}`);
    },
    async rescue(error) {
      if (ended !== undefined && !terminal.signal.aborted) await keepUnstored(ended, { out, terminal });
      throw error;
    },
  };
}

type Listener = Pick<Terminal, 'say' | 'signal'>;

async function keepUnstored(
  run: Run,
  { out, terminal }: { out: string | undefined; terminal: Listener },
): Promise<void> {
  const path = out ?? 'storage-gate-unstored.json';
  if (out === undefined) await writeRun(path, run);
  terminal.say(`the run is not stored, and kept in ${path}: \`storage-gate record ${path}\` stores it later`);
}
