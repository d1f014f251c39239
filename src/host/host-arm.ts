import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outcome, reject } from '../core/rejection.ts';
import type { SeedSuite, SeedWorkload } from '../core/workload.ts';
import { GateError } from '../errors.ts';
import { lastLines, runTool, type ToolOutput } from '../process/tool.ts';
import {
  parseSysbench,
  type SysbenchCall,
  type SysbenchReading,
  sysbenchArgv,
} from '../tools/sysbench.ts';
import { warmFile } from './page-cache.ts';

/** The suite's files on the host. Their names are test_file.N, so the directory must be our own. */
export interface HostFiles {
  readonly directory: string;
  readonly suite: SeedSuite;
  /** Write them with O_DIRECT, as in the guest (the default). */
  readonly direct?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** One workload on the host itself, with O_DIRECT or through the host's page cache. */
interface HostWorkload extends HostFiles {
  readonly workload: SeedWorkload;
  readonly direct: boolean;
}

/**
 * Lets sysbench write the suite's files; complete ones stay, and short ones are continued. Returns
 * the bytes that were missing. Throws `no-space` where the filesystem is full, and `tool-failed`
 * where sysbench fails otherwise.
 */
export async function prepareHostFiles(
  files: HostFiles,
): Promise<{ readonly bytesWritten: number }> {
  const bytesWritten = await missingBytes(files);
  const { exitCode, stdout } = await runSysbench(files, { suite: files.suite, command: 'prepare' });
  if (exitCode !== 0 || (await missingBytes(files)) > 0)
    throw failedPreparation(files, { exitCode, stdout });
  return { bytesWritten };
}

/**
 * Brings the files into the state that the workload expects: complete, and for a buffered one read
 * once, so that the page cache is warm. Nothing is dropped for a direct one. It is not part of
 * measuring. Returns the bytes that it had to write.
 */
export async function readyHostFiles(
  request: HostWorkload,
): Promise<{ readonly bytesWritten: number }> {
  // It removes all files and makes new ones.
  if (request.workload.mode === 'seqwr') return { bytesWritten: 0 };
  const bytesWritten = await restoreFiles(request);
  if (!request.direct) for (const path of filesOf(request)) await warmFile(path);
  return { bytesWritten };
}

/**
 * Runs one workload on files that are ready. What sysbench prints is rejected where it is no sound
 * reading; throws `no-space` where the filesystem is full.
 */
export async function runHostWorkload(request: HostWorkload): Promise<Outcome<SysbenchReading>> {
  const { suite, workload, direct } = request;
  const { stdout } = await runSysbench(request, { suite, command: 'run', workload });
  const reading = parseSysbench(stdout, { workload, suite });
  if (!reading.ok || reading.value.direct === direct) return reading;
  return reject(
    `sysbench ${workload.name}`,
    `it opened its files ${direct ? 'without' : 'with'} O_DIRECT`,
  );
}

function filesOf({ directory, suite }: HostFiles): readonly string[] {
  return Array.from({ length: suite.files }, (_, index) => join(directory, `test_file.${index}`));
}

/**
 * sysbench's seqwr removes the files and creates as many as it gets done in its time; any other
 * mode then refuses them as too short. So whoever comes after it first has them written to their
 * end.
 */
async function restoreFiles(request: HostWorkload): Promise<number> {
  if ((await missingBytes(request)) === 0) return 0;
  return (await prepareHostFiles(request)).bytesWritten;
}

async function missingBytes(files: HostFiles): Promise<number> {
  const size = Math.floor(files.suite.fileTotalSize / files.suite.files);
  const sizes = await Promise.all(
    filesOf(files).map(path =>
      stat(path).then(
        facts => facts.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, found) => sum + Math.max(0, size - found), 0);
}

/** fio's own statuses; anything else was a signal or a shell. */
const fioStatuses = [0, 1, 2, 3, 4];

/**
 * Runs fio on the host in a directory, for so many seconds at most; what it printed is for its
 * parser, whatever its status. Throws `no-space` where the filesystem is full, `tool-failed` where
 * it was killed.
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
  const output = await runTool({ argv, cwd: directory, timeout, signal, accept: fioStatuses });
  if (/err=28\/|"error" : 28,/.test(`${output.stdout}\n${output.stderr}`))
    throw noSpace(directory, argv);
  return output;
}

interface SysbenchEnd {
  readonly stdout: string;
  readonly exitCode: number;
}

/**
 * Longest that sysbench may take beyond its time, in seconds: preparing writes all files, slowly on
 * a slow drive.
 */
const extraSeconds = 300;

type Step = Pick<SysbenchCall, 'suite'> &
  ({ readonly command: 'run'; readonly workload: SeedWorkload } | { readonly command: 'prepare' });

async function runSysbench(
  { directory, direct = true, signal }: HostFiles,
  step: Step,
): Promise<SysbenchEnd> {
  const argv = sysbenchArgv({ ...step, direct });
  // sysbench says what went wrong on stdout, so a failure (1) is told by us, not by the launcher.
  const output = await runTool({
    argv,
    cwd: directory,
    timeout: step.suite.seconds + extraSeconds,
    signal,
    accept: [0, 1],
  });
  if (/errno = 28\b/.test(output.stdout)) throw noSpace(directory, argv);
  return output;
}

function noSpace(directory: string, argv: readonly string[]): GateError {
  return new GateError('no-space', {
    problem: `the filesystem under ${directory} is full`,
    remedy: 'free some space, or give another --directory',
    path: directory,
    argv,
  });
}

function failedPreparation(files: HostFiles, { exitCode, stdout }: SysbenchEnd): GateError {
  return new GateError('tool-failed', {
    problem: `sysbench could not write the suite's files in ${files.directory}`,
    argv: sysbenchArgv({ suite: files.suite, command: 'prepare', direct: files.direct ?? true }),
    exitCode,
    path: files.directory,
    stderrTail: lastLines(stdout, 5),
  });
}
