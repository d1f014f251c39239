import table from './errors.json' with { type: 'json' };
import { logLine } from './plain-text.ts';
import { issuesUrl } from './version.ts';

/** The kind of an error, which decides the exit status. */
export type ErrorCode = keyof typeof table.codes;

const codes = Object.keys(table.codes) as ErrorCode[];

/**
 * Every exit status, what it means, and the errors that end with it; docs and `--help` list them in
 * this order. A regression is a verdict (1) and never an error.
 */
export const exitStatuses = table.statuses.map(({ status, meaning }) => {
  return { status, meaning, codes: codes.filter(code => table.codes[code] === status) };
});

/** What is known about an error: facts, composed into a message in one place (`describeError`). */
export interface ErrorFacts {
  /** What happened: one sentence without a full stop, naming the thing and the value. */
  readonly problem: string;
  /** Why, where it is known: one sentence without a full stop. */
  readonly why?: string | undefined;
  /** Everything that is wrong, where that is more than one thing: lines that follow the problem. */
  readonly faults?: readonly string[] | undefined;
  /** What the reader can do about it: one sentence without a full stop. */
  readonly remedy?: string | undefined;
  /** The command that failed, or the one to run; printed so that it can be pasted into a shell. */
  readonly argv?: readonly string[] | undefined;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly path?: string | undefined;
  /** Last lines that a tool wrote to stderr; of the guest's serial console. */
  readonly stderrTail?: string | undefined;
  readonly consoleTail?: string | undefined;
}

/** The only error class of the project: a code that decides the exit status, and facts. */
export class GateError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts, options?: { readonly cause?: unknown }) {
    super(facts.problem, options);
    this.name = 'GateError';
    this.code = code;
    this.facts = facts;
  }
}

/** The message of a thrown value. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Whether a thrown value is a system error with this code, such as `ENOENT`. */
export function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

/** Exit status of the process that ends with `error`. */
export function exitStatusOf(error: unknown): number {
  return table.codes[toldOf(error)?.code ?? 'bug'];
}

/**
 * The error that is told of a thrown value: what went wrong first, where giving resources back
 * failed too (`await using` throws both as a SuppressedError). What the system refused is trouble
 * of the host, wherever it happened, with `path` and `remedy` where more is known than it says;
 * undefined where it is a bug.
 */
export function toldOf(
  thrown: unknown,
  more: Pick<ErrorFacts, 'path' | 'remedy'> = {},
): GateError | undefined {
  if (thrown instanceof SuppressedError) return toldOf(thrown.suppressed, more);
  if (thrown instanceof GateError) return thrown;
  const isRefusal = thrown instanceof Error && 'syscall' in thrown;
  return isRefusal ? refusalOf(thrown as NodeJS.ErrnoException, more) : undefined;
}

/** What the system refuses: its codes, the words of tools for it, and what helps. */
const refusals = table.refusals.map(([refused = '', words = '', remedy]) => {
  return { codes: new RegExp(refused), words: new RegExp(words), remedy };
});

function refusalOf(
  cause: NodeJS.ErrnoException,
  more: Pick<ErrorFacts, 'path' | 'remedy'>,
): GateError {
  const { code = '', message: why, syscall } = cause;
  const path = syscall === 'uv_cwd' ? 'the working directory' : (more.path ?? cause.path);
  const isPlace =
    path !== undefined && /^E(ACCES|PERM|ROFS|NOENT|.*DIR|LOOP|.*EXIST|NAME)/.test(code);
  const usual = /^\/(proc|sys)\b/.test(path ?? '')
    ? 'run it where /proc and /sys can be read'
    : isPlace
      ? 'let this user write there, or name another: --directory, --baseline, --out, TMPDIR, XDG_CACHE_HOME'
      : undefined;
  const facts = {
    problem: path === undefined ? 'the host refused a request' : `${path} can't be used`,
    why,
    path,
    remedy: more.remedy ?? refusals.find(one => one.codes.test(code))?.remedy ?? usual,
  };
  const kind = /^(ENOSPC|EDQUOT)$/.test(code)
    ? 'no-space'
    : isPlace
      ? 'bad-directory'
      : 'host-refused';
  return new GateError(kind, facts, { cause });
}

/**
 * The message for people: what happened, why, what to do, a pasteable command, the last lines of
 * stderr and console. Facts come from anywhere, so each is one line of plain text.
 */
export function describeError(thrown: unknown): string {
  const error = toldOf(thrown);
  if (error === undefined) return describeBug(thrown);
  const { problem, faults, why, argv, exitCode, signal, stderrTail, consoleTail } = error.facts;
  const remedy = remedyOf(error);
  const ending =
    signal === undefined
      ? exitCode === undefined
        ? undefined
        : `exit status ${exitCode}`
      : `killed by ${signal}`;
  const lines = [
    sentence(faults === undefined ? problem : `${problem}:`),
    ...(faults ?? []).map(line => `  ${line}`),
    why && `  why: ${sentence(why)}`,
    remedy && `  what to do: ${sentence(remedy)}`,
    argv && `  command: ${argv.map(quoteForShell).join(' ')}`,
    ending && `  ended with: ${ending}`,
    ...indented('  stderr:', stderrTail),
    ...indented('  last lines of the serial console:', consoleTail),
  ];
  return messageIn(lines);
}

/**
 * The remedy of an error: its own, else that of what its tool met, else the usual one of its kind;
 * undefined where the error lists faults.
 */
export function remedyOf({ code, facts }: Pick<GateError, 'code' | 'facts'>): string | undefined {
  const { remedy, faults, signal, stderrTail } = facts;
  const met = `${signal} ${stderrTail}`;
  return (
    remedy ??
    refusals.find(({ words }) => words.test(met))?.remedy ??
    (faults === undefined ? usualRemedies[code]?.replace('{report}', reportIt) : undefined)
  );
}

export const reportIt = `report it at ${issuesUrl} with these lines`;

/** Remedies by kind of error, used where the error itself has none. */
const usualRemedies: Partial<Record<ErrorCode, string>> = table.remedies;

/** `word` as a POSIX shell reads it back unchanged. */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function describeBug(thrown: unknown): string {
  const error = thrown instanceof SuppressedError ? thrown.suppressed : thrown;
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return messageIn(indented(`This is a bug in qemu-storage-gate, please ${reportIt}:`, trace));
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/** A title and the lines of a text below it; nothing without a text. */
function indented(title: string, text = ''): string[] {
  if (text === '') return [];
  const lines = text.trimEnd().split(/\r?\n/);
  return [title, ...lines.map(line => `    ${line}`)];
}

function messageIn(lines: readonly (string | undefined)[]): string {
  return lines.flatMap(line => (line ? [logLine(line)] : [])).join('\n');
}
