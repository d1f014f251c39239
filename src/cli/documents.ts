import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Run } from '../core/run.ts';
import { GateError, hasCode, messageOf, quoteForShell } from '../errors.ts';
import { encodeRun } from '../suites/document.ts';
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

/**
 * Checks that a file can be written before minutes of measuring; `bad-argument` if not. It writes
 * nothing.
 */
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
  const facts = {
    problem: `${path} can't be written`,
    why: messageOf(cause),
    remedy: 'give the path of a file, in a directory that exists and that you may write to',
    path,
  };
  return new GateError('bad-argument', facts, { cause });
}

interface KeepingRequest {
  /** The file of `--out`. */
  readonly out: string | undefined;
  /** Where a document goes whose place nobody named. */
  readonly directory: string;
  /** The store, as `--baseline` takes it. */
  readonly baseline: string;
  readonly terminal: Pick<Terminal, 'say' | 'signal'>;
}

/** Keeps the run document of a command while its run is judged and stored. */
export function keepDocument(request: KeepingRequest) {
  const { out, directory, terminal } = request;
  let ended: Run | undefined;
  return {
    /**
     * To `--out`. What trouble cut short is kept too, for whoever looks into it; a cancelled run is
     * not asked for.
     */
    keep: async (run: Run): Promise<void> => {
      const unfinished = run.stop.reason === 'trouble' && !terminal.signal.aborted;
      const path =
        out ?? (unfinished ? join(directory, 'storage-gate-unfinished.json') : undefined);
      if (run.stop.reason !== 'trouble') ended = run;
      if (path === undefined) return;
      await writeRun(path, run);
      if (unfinished) terminal.say(`the rounds measured so far are in ${path}`);
    },
    /**
     * Throws what it is given; what was measured in minutes and could not be stored is kept first.
     */
    rescue: async (error: unknown): Promise<never> => {
      if (ended !== undefined && !terminal.signal.aborted) await keepUnstored(ended, request);
      throw error;
    },
  };
}

async function keepUnstored(
  run: Run,
  { out, directory, baseline, terminal }: KeepingRequest,
): Promise<void> {
  const path = out ?? (await writeNew(join(directory, 'storage-gate-unstored'), run));
  const record = `storage-gate record ${quoteForShell(path)} --baseline ${quoteForShell(baseline)}`;
  terminal.say(`the run is not stored, but kept in ${path}: \`${record}\` stores it later`);
}

/** Under a name that is free: what another run left there took minutes too. */
async function writeNew(stem: string, run: Run): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${stem}.json` : `${stem}-${number}.json`;
    try {
      await writeFile(path, encodeRun(run), { flag: 'wx' });
      return path;
    } catch (cause) {
      if (!hasCode(cause, 'EEXIST')) throw unwritable(path, cause);
    }
  }
}
