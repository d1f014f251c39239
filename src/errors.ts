import { issuesUrl } from './version.ts';

/**
 * Every exit status, what it means, and the errors that end with it; docs and `--help` list them in
 * this order. A regression is a verdict (1) and never an error.
 */
export const exitStatuses = [
  { status: 0, meaning: 'passed', codes: [] },
  { status: 1, meaning: 'the gate failed', codes: [] },
  {
    status: 2,
    meaning: "an argument, the config, a document or a directory can't be used",
    codes: ['bad-argument', 'bad-config', 'bad-document', 'bad-directory'],
  },
  {
    status: 69,
    meaning: 'host, guest or tool trouble ended the run',
    codes: [
      'missing-packages',
      'no-accelerator',
      'no-space',
      'lock-held',
      'guest-build',
      'qemu-failed',
      'guest-hung',
      'guest-panic',
      'agent-failed',
      'tool-failed',
      'host-changed',
      'github-refused',
      'no-checkout',
    ],
  },
  { status: 70, meaning: 'a bug', codes: ['bug'] },
  { status: 75, meaning: 'the store could not be read or written', codes: ['store-unusable'] },
  { status: 130, meaning: 'cancelled by SIGINT', codes: ['interrupted'] },
  { status: 143, meaning: 'cancelled by SIGTERM or SIGHUP', codes: ['terminated'] },
] as const;

/** The kind of an error, which decides the exit status. */
export type ErrorCode = (typeof exitStatuses)[number]['codes'][number];

const statusOf = Object.fromEntries(
  exitStatuses.flatMap(({ status, codes }) => codes.map(code => [code, status])),
) as Readonly<Record<ErrorCode, number>>;

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
  /** Last lines that a tool wrote to stderr. */
  readonly stderrTail?: string | undefined;
  /** Last lines of the guest's serial console. */
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

/** Exit status of the process that ends with `error`; whatever is not a GateError is a bug (70). */
export function exitStatusOf(error: unknown): number {
  const root = rootOf(error);
  return statusOf[root instanceof GateError ? root.code : 'bug'];
}

/**
 * What went wrong first, where giving resources back failed too (`await using` throws both as a
 * SuppressedError).
 */
function rootOf(error: unknown): unknown {
  return error instanceof SuppressedError ? rootOf(error.suppressed) : error;
}

/**
 * The message for people: what happened, why, what to do, a pasteable command, the last lines of
 * stderr and console.
 */
export function describeError(thrown: unknown): string {
  const error = rootOf(thrown);
  if (!(error instanceof GateError)) return describeBug(error);
  const { problem, faults, why, argv, exitCode, signal, stderrTail, consoleTail } = error.facts;
  const remedy = remedyOf(error);
  const ending =
    signal === undefined
      ? exitCode === undefined
        ? undefined
        : `exit status ${exitCode}`
      : `killed by ${signal}`;
  return [
    sentence(faults === undefined ? problem : `${problem}:`),
    faults?.map(line => `  ${line}`).join('\n'),
    why && `  why: ${sentence(why)}`,
    remedy && `  what to do: ${sentence(remedy)}`,
    argv && `  command: ${argv.map(quoteForShell).join(' ')}`,
    ending && `  ended with: ${ending}`,
    stderrTail && `  stderr:\n${indent(stderrTail)}`,
    consoleTail && `  last lines of the serial console:\n${indent(consoleTail)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/**
 * The remedy of an error: its own, else the usual one of its kind; undefined where the error lists
 * faults.
 */
export function remedyOf({ code, facts }: Pick<GateError, 'code' | 'facts'>): string | undefined {
  return facts.remedy ?? (facts.faults === undefined ? usualRemedies[code] : undefined);
}

/** Remedy for a bug: where to report it. */
export const reportIt = `report it at ${issuesUrl} with these lines`;

/** Remedies by kind of error, used where the error itself has none. */
const usualRemedies: Partial<Record<ErrorCode, string>> = {
  'qemu-failed':
    'run it again; if it fails again, `storage-gate doctor` shows what this host lacks, and --qemu selects another QEMU',
  'guest-hung':
    'run it again when the host is less busy; `storage-gate doctor` boots the same guest and reports what it finds',
  'guest-panic':
    'see the last lines of its console; use another guest kernel with --kernel or `storage-gate setup --upgrade-guest`',
  'agent-failed': `run it again; if it fails again, ${reportIt}`,
  'tool-failed':
    '`storage-gate doctor` shows what this host lacks; if a command is named, run it by hand to see more',
  'host-changed': 'run it again, and do not change the host meanwhile',
  bug: reportIt,
  'github-refused': 'see the permissions of the job in docs/github.md, then run the job again',
};

/** `word` as a POSIX shell reads it back unchanged. */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function describeBug(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in qemu-storage-gate, please ${reportIt}:\n${indent(trace)}`;
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map(line => `    ${line}`)
    .join('\n');
}
