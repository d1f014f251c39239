import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';

/** A tool to be run on the host in a directory; seconds. */
export interface HostCall {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** How it ended: what it printed is for its parser, whatever the status. */
export interface HostOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** fio's own statuses; anything else was a signal or a shell. */
const statuses = [0, 1, 2, 3, 4];

/**
 * Runs a tool's job on the host. Throws `no-space` where the filesystem is full, `tool-failed`
 * where it was killed.
 */
export async function runHostJob({
  argv,
  directory,
  timeout,
  signal,
}: HostCall): Promise<HostOutput> {
  const output = await runTool({ argv, cwd: directory, timeout, signal, accept: statuses });
  if (/err=28\/|"error" : 28,/.test(`${output.stdout}\n${output.stderr}`)) {
    throw new GateError('no-space', {
      problem: `the filesystem under ${directory} is full`,
      remedy: 'free some space, or give another --directory',
      path: directory,
      argv,
    });
  }
  return output;
}
