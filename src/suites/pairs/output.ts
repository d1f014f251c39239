import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { GateError } from '../../errors.ts';
import { largestOf, slotsOf } from '../shape.ts';
import { remedyOfErrno } from '../suite.ts';
import { otherProgram } from '../sysbench/report.ts';
import { bucketCount, type LatencyCounts, type SidedSlice, type Slice } from './estimate.ts';
import { type CommandJob, jobLine, type SlicesJob } from './job.ts';
import remedies from './remedies.json' with { type: 'json' };

/** What is wrong with an output; becomes a rejection in `outcomeOf`. */
export function fault(problem: string, remedy = again): GateError {
  return new GateError('tool-failed', { problem, remedy });
}

const again = 'measure again: these figures cannot be trusted';
const byHand = 'run the command by hand to see what it prints';
export const whole = 'the output must be complete: a part of it is no reading';

/** What `read` returns, or what it threw as a rejection of `path`. */
export function outcomeOf<T>(path: string, read: () => T): Outcome<T> {
  try {
    return accept(read());
  } catch (thrown) {
    if (!(thrown instanceof GateError)) throw thrown;
    return reject(path, thrown.facts.problem, thrown.facts.remedy);
  }
}

/** The lines of the script; throws for another sysbench and for errors. */
export function linesOf(stdout: string, job: SlicesJob | CommandJob): readonly string[] {
  const other = otherProgram(stdout, /^sysbench (\S+)/m);
  if (other !== undefined) throw fault(other.problem, other.remedy);
  const error = /^error: (.*)$/m.exec(stdout)?.[1];
  if (error !== undefined) throw fault(error, remedyOf(error));
  const fatal = /^FATAL: (.*)$/m.exec(stdout)?.[1];
  if (fatal?.includes("module 'ffi' not found") === true)
    throw fault(
      'the LuaJIT of this sysbench has no FFI',
      'install the sysbench 1.0 of the distribution, whose LuaJIT has it',
    );
  if (fatal !== undefined) throw fault(`sysbench gave up: ${fatal}`, byHand);
  const lines = stdout.split('\n');
  const start = lines.indexOf('slices 1');
  if (start < 0) throw fault('expected the line "slices 1", which the output lacks', whole);
  const own = lines.slice(start + 1);
  const expected = jobLine(job);
  if (own[0] !== expected)
    throw fault(
      `expected "${expected}", found "${own[0] ?? ''}"`,
      'the output must be of the job that was asked for',
    );
  return own;
}

function remedyOf(error: string): string {
  const ofErrno = remedyOfErrno(Number(/\((\d+)\)/.exec(error)?.[1]));
  const found = remedies.find(([words = '']) => new RegExp(words).test(error));
  return ofErrno ?? found?.[1] ?? byHand;
}

export function headerOf(
  lines: readonly string[],
  job: SlicesJob | CommandJob,
  names: readonly string[],
): { readonly clocksource: string } {
  if (matchIn(lines, /^luajit \S+ jit (on|off)$/, 'luajit')[1] !== 'on')
    throw fault('LuaJIT compiles nothing here', 'do not turn its compiler off');
  const clocksource = matchIn(lines, /^clocksource (\S+)$/, 'clocksource')[1] ?? '';
  if (clocksource.includes('jiffies'))
    throw fault(
      `the clock counts in ${clocksource}, which is too coarse for slices of milliseconds`,
      'use a kernel that has another clock source',
    );
  const span = Number(matchIn(lines, /^span (\d+)$/, 'span')[1]);
  const bytes = Math.min(...names.map(name => diskOf(lines, name).bytes));
  if (span < slotsOf(job.workload) || span * largestOf(job.workload) > bytes)
    throw fault(`${span} requests cannot be the span of ${bytes} bytes`);
  return { clocksource };
}

export function diskOf(lines: readonly string[], name: string): { readonly bytes: number } {
  const line = matchIn(lines, new RegExp(`^disk ${name} bytes (\\d+) sector (\\d+)$`), 'disk');
  return { bytes: Number(line[1]) };
}

const sliceLine = /^slice (a|b|disk) ([01]) (\d+\.\d) (\d+\.\d) (\d+\.\d) (\d+) (\d+)$/;

export function sliceOf(line: string, side: string): Slice {
  const [, name, half, ...words] = sliceLine.exec(line) ?? [];
  if (name !== side) throw fault(`expected a slice, found "${line.slice(0, 80)}"`, whole);
  const [start = 0, steady = 0, length = 0, counted = 0, done = 0] = words.map(Number);
  if (counted < 1) throw fault(`a slice has no request: "${line}"`);
  if (steady <= 0 || steady > length || counted > done)
    throw fault(`a slice contradicts itself: "${line}"`);
  return {
    half: half === '1' ? 1 : 0,
    start: start * 1e-6,
    steady: steady * 1e-6,
    whole: length * 1e-6,
    counted,
    done,
  };
}

export function sidedSlice(line: string): SidedSlice {
  const side = line.startsWith('slice a ') ? 'a' : 'b';
  return { side, ...sliceOf(line, side) };
}

export function countsOf(lines: readonly string[], name: string): LatencyCounts {
  const words = matchIn(
    lines,
    new RegExp(`^latency ${name} (\\d+) (\\d+\\.\\d+)(?: of (\\d+) bytes)?((?: \\d+:\\d+)*)$`),
    `latency ${name}`,
  );
  const [total, sum] = [Number(words[1]), Number(words[2]) * 1e-6];
  const buckets = [...(words[4] ?? '').matchAll(/(\d+):(\d+)/g)].map(
    ([, index, count]) => [Number(index), Number(count)] as const,
  );
  const isAscending = buckets.every(
    ([index], place) => index < bucketCount && index > (buckets[place - 1]?.[0] ?? -1),
  );
  if (!isAscending || buckets.reduce((all, [, count]) => all + count, 0) !== total)
    throw fault(`the histogram of ${name} does not add up to its ${total} requests`);
  return { total, sum, buckets, ...(words[3] !== undefined && { bytes: Number(words[3]) }) };
}

/** Kilobytes by which the program may grow: more, and its memory was being managed meanwhile. */
const mostGrowth = 8192;

interface End {
  readonly slices: number;
  readonly written: number;
  readonly user: number;
  readonly seconds: number;
}

export function endOf(lines: readonly string[]): End {
  const words = matchIn(
    lines,
    /^end slices (\d+) written (\d+) user (\d+) system \d+ monotonic (\d+) raw (\d+) memory (-?\d+)$/,
    'end',
  );
  const [slices = 0, written = 0, user = 0, monotonic = 0, raw = 0, memory = 0] = words
    .slice(1)
    .map(Number);
  const jump = Math.abs(monotonic - raw);
  if (jump > 50_000 || jump > 0.01 * raw)
    throw fault(
      `the clock jumped: ${monotonic / 1e6} s by one clock were ${raw / 1e6} s by another`,
      'measure again while nothing sets the clock',
    );
  if (memory > mostGrowth)
    throw fault(`the instrument grew by ${memory} KiB while it measured`, again);
  return { slices, written, user: user / 1e6, seconds: monotonic / 1e6 };
}

/** The only line of that shape; one that stands twice is as bad as one that is missing. */
export function matchIn(lines: readonly string[], pattern: RegExp, what: string): RegExpExecArray {
  const matches = lines.map(line => pattern.exec(line)).filter(match => match !== null);
  const [match] = matches;
  if (match === undefined || matches.length > 1)
    throw fault(`expected one line "${what}", found ${matches.length}`, whole);
  return match;
}
