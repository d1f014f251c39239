import { access, constants, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Run } from '../core/run.ts';
import { GateError, hasCode, messageOf, quoteForShell } from '../errors.ts';
import { writeWhole } from '../process/scratch.ts';
import { encodeRun } from '../suites/document.ts';
import type { Terminal } from './terminal.ts';

/** Writes a run document for the user. */
async function writeRun(path: string, run: Run): Promise<void> {
  await writeOutput(path, encodeRun(run));
}

/** Writes a file that the user named; failing is an error of the argument. */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeWhole(path, text);
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
export function keepDocument({ out, directory, baseline, terminal }: KeepingRequest) {
  /** Where the finished run is. */
  let place: string | undefined;
  const keepUnnamed = async (run: Run): Promise<void> => {
    if (place !== undefined) await writeRun(place, run);
    place ??= await writeNew(join(directory, 'storage-gate-unstored'), run);
  };
  return {
    /**
     * To `--out`, or under a name of its own until it is stored: from here on nothing loses it.
     * What trouble cut short is kept too, for whoever looks into it, but not what was cancelled.
     */
    keep: async (run: Run): Promise<void> => {
      if (run.stop.reason === 'trouble') {
        const unnamed = terminal.signal.aborted ? undefined : 'storage-gate-unfinished.json';
        const path = out ?? (unnamed && join(directory, unnamed));
        if (path !== undefined) await writeRun(path, run);
        if (unnamed !== undefined) terminal.say(`the rounds measured so far are in ${path}`);
      } else if (out === undefined) {
        // A directory that can't be written is no trouble of a run that is stored elsewhere.
        await keepUnnamed(run).catch(() => undefined);
      } else {
        try {
          await writeRun(out, run);
          place = out;
        } catch (error) {
          await keepUnnamed(run).catch(() => undefined);
          throw error;
        }
      }
    },
    /** Once the run is where it should be, only what was named stays. */
    settle: async (): Promise<void> => {
      if (place !== undefined && place !== out) await rm(place, { force: true });
    },
    /** Throws what it is given; where the run is that took minutes is said first. */
    rescue: async (error: unknown): Promise<never> => {
      if (place !== undefined) {
        const record = `storage-gate record ${quoteForShell(place)} --baseline ${quoteForShell(baseline)}`;
        terminal.say(`the run is kept in ${place}; if it is not stored, \`${record}\` stores it`);
      }
      throw error;
    },
  };
}

/** Under a name that is free: what another run left there took minutes too. */
async function writeNew(stem: string, run: Run): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${stem}.json` : `${stem}-${number}.json`;
    try {
      await (await open(path, 'wx')).close();
    } catch (cause) {
      if (hasCode(cause, 'EEXIST')) continue;
      throw unwritable(path, cause);
    }
    await writeRun(path, run);
    return path;
  }
}
