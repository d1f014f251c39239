import { remedyOfErrno } from '../suite.ts';
import words from './report.json' with { type: 'json' };
import type { SysbenchSuite, SysbenchWorkload } from './workloads.ts';

/**
 * How sysbench 1.0 announces each mode; and of each figure of a report the text before its colon.
 * Rates per second, MiB/s, seconds, milliseconds: as printed.
 */
const { announcements, labels } = words;

/** The figures that sysbench 1.0 prints after a run, in the units in which it prints them. */
export type SysbenchFigures = Readonly<Record<keyof typeof labels, number>>;

/** The figures of a complete report, or the sentence that says what is missing or no number. */
export function readFigures(stdout: string): SysbenchFigures | string {
  const doubt = /^WARNING: ((?:Operation time|Percentile).*)$/m.exec(stdout)?.[1];
  if (doubt !== undefined) return `sysbench warns: ${doubt}`;
  const figures: Record<string, number> = {};
  for (const [name, label] of Object.entries(labels)) {
    const [line, second] = stdout.matchAll(new RegExp(`^ +${label}: +(\\S+)$`, 'gm'));
    if (line === undefined) return `expected the line "${label}", which the output lacks`;
    if (second !== undefined) return `expected one line "${label}", which the output has twice`;
    const [, text = ''] = line;
    const number = (name === 'seconds' ? /^(\d+\.\d+)s$/ : /^(\d+(?:\.\d+)?)$/).exec(text)?.[1];
    if (!Number.isFinite(Number(number)))
      return `expected a number after "${label}", found "${text}"`;
    figures[name] = Number(number);
  }
  // The last line of a whole report: all that was asked for may stand before the point where one
  // was cut.
  return /^ +execution time \(avg\/stddev\): +\d+\.\d{4}\/\d+\.\d\d$/m.test(stdout)
    ? (figures as SysbenchFigures)
    : 'expected the line "execution time (avg/stddev)" at the end, which the output lacks';
}

/** Whether sysbench says that it opened its files with O_DIRECT. */
export function opensDirect(stdout: string): boolean {
  return /^Extra file open flags: directio\s*$/m.test(stdout);
}

/** Versions of sysbench 1.0: of distributions, and built from its repository (`1.0.20-ebf1c90`). */
const sysbenchVersion = /^1\.0(?:\.\d+)+(?:[-+~_][\w.+~-]*)?$/;

/** Why an output is not of sysbench 1.0, whose name and version `begins` finds. */
export function otherProgram(stdout: string, begins: RegExp) {
  const version = begins.exec(stdout)?.[1];
  if (version === undefined)
    return {
      problem: `expected the output of sysbench, found ${stdout.trim() === '' ? 'nothing' : JSON.stringify(stdout.slice(0, 60))}`,
      remedy: 'run the command by hand to see what it prints',
    };
  if (sysbenchVersion.test(version)) return undefined;
  const remedy = 'install sysbench 1.0, for instance 1.0.20';
  return { problem: `sysbench ${version} prints another format`, remedy };
}

/**
 * Why the report is not of sysbench 1.0 running this workload on these files; undefined where it
 * is.
 */
export function unexpectedHeader(
  stdout: string,
  { workload, suite }: { readonly workload: SysbenchWorkload; readonly suite: SysbenchSuite },
): { readonly problem: string; readonly remedy: string } | undefined {
  const other = otherProgram(stdout, /^sysbench (\S+)/);
  if (other !== undefined) return other;
  const fatal = /^FATAL: (.*)$/m.exec(stdout)?.[1];
  if (fatal !== undefined)
    return { problem: `sysbench gave up: ${fatal}`, remedy: remedyOfFatal(fatal) };
  const expected = [
    announcements[workload.mode],
    `${suite.files} files, ${binarySize(suite.fileTotalSize / suite.files)} each`,
    `Block size ${binarySize(suite.fileBlockSize)}`,
  ].find(line => !stdout.split('\n').includes(line));
  if (expected === undefined) return undefined;
  return {
    problem: `expected the line "${expected}", which the output lacks`,
    remedy: 'the output must be of the workload that was asked for',
  };
}

function remedyOfFatal(fatal: string): string {
  const errno = Number(/errno = (\d+)/.exec(fatal)?.[1]);
  if (errno === 2 || fatal.startsWith('Size of file')) return 'prepare the files first';
  return remedyOfErrno(errno) ?? 'run the command by hand to see what it prints';
}

/**
 * `bytes` in sysbench's own spelling: the largest binary unit, five significant digits at most (C's
 * %.5g).
 */
function binarySize(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${Number((bytes / 2 ** (10 * power)).toPrecision(5))}${units[power]}B`;
}
