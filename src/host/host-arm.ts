import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GateError } from '../errors.ts';
import { lastLines, runTool, type ToolOutput } from '../process/tool.ts';
import type { SuiteFiles } from '../suites/suite.ts';
import { warmFile } from './page-cache.ts';

/** A suite's files on the host, in a directory that is ours alone. */
export interface HostFiles {
  readonly directory: string;
  readonly files: SuiteFiles;
  /** Write them with O_DIRECT, as in the guest (the default). */
  readonly direct?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Longest that writing all files may take, in seconds: a slow drive has 256 MiB to write. */
const preparingTimeout = 302;

/**
 * Lets the suite's tool write its files; complete ones stay, and short ones are continued. Returns
 * the bytes that were missing. Throws `no-space` where the filesystem is full, and `tool-failed`
 * where the tool fails otherwise.
 */
export async function prepareHostFiles(
  request: HostFiles,
): Promise<{ readonly bytesWritten: number }> {
  const { directory, files, direct = true, signal } = request;
  const bytesWritten = await missingBytes(request);
  const argv = files.prepare({ direct });
  const { exitCode, stdout } = await runHostJob({
    argv,
    directory,
    timeout: preparingTimeout,
    signal,
  });
  if (exitCode === 0 && (await missingBytes(request)) === 0) return { bytesWritten };
  throw new GateError('tool-failed', {
    problem: `${argv[0] ?? 'the tool'} could not write the suite's files in ${directory}`,
    argv,
    exitCode,
    path: directory,
    stderrTail: lastLines(stdout, 5),
  });
}

/**
 * Brings the files into the state that a workload expects: complete, and for a buffered one read
 * once, so that the page cache is warm. Nothing is dropped for a direct one. It is not part of
 * measuring. Returns the bytes that it had to write.
 */
export async function readyHostFiles(
  request: HostFiles & { readonly direct: boolean; readonly workload: string },
): Promise<{ readonly bytesWritten: number }> {
  const { directory, files, workload, direct } = request;
  if (files.makesOwn(workload)) return { bytesWritten: 0 };
  // A workload that makes its own leaves as many as it gets done in its time, and any other one
  // then refuses them as too short: so they are written to their end first.
  const short = await missingBytes(request);
  const bytesWritten = short === 0 ? 0 : (await prepareHostFiles(request)).bytesWritten;
  if (!direct) for (const name of files.names) await warmFile(join(directory, name));
  return { bytesWritten };
}

async function missingBytes({
  directory,
  files: { names, totalSize },
}: HostFiles): Promise<number> {
  const size = Math.floor(totalSize / names.length);
  const sizes = await Promise.all(
    names.map(name =>
      stat(join(directory, name)).then(
        facts => facts.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, found) => sum + Math.max(0, size - found), 0);
}

/** The tools' own statuses; anything else was a signal or a shell. */
const toolStatuses = [0, 1, 2, 3, 4];

/** ENOSPC, as fio and sysbench tell it. */
const fullDisk = /err=28\/|"error" : 28,|errno = 28\b/;

/**
 * Runs a suite's tool on the host in a directory, for so many seconds at most; what it printed is
 * for its parser, whatever its status. Throws `no-space` where the filesystem is full,
 * `tool-failed` where it was killed.
 */
export async function runHostJob({
  argv,
  directory,
  timeout,
  signal,
}: {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<ToolOutput> {
  const output = await runTool({ argv, cwd: directory, timeout, signal, accept: toolStatuses });
  if (!fullDisk.test(`${output.stdout}\n${output.stderr}`)) return output;
  throw new GateError('no-space', {
    problem: `the filesystem under ${directory} is full`,
    remedy: 'free some space, or give another --directory',
    path: directory,
    argv,
  });
}
