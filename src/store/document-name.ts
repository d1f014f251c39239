import type { Acknowledgement } from '../core/acknowledgement.ts';
import { commitOf } from '../core/commit.ts';
import { sha256Hex } from '../core/digest.ts';
import { encodeRun, type Run } from '../core/run.ts';

/**
 * What the name of a document says of it, so that a baseline is selected from thousands without
 * reading them.
 */
export interface DocumentName {
  /** When the run started, or somebody acknowledged, in milliseconds since 1970. */
  readonly start: number;
  /** First 12 digits of the commit that was measured; undefined where there is none. */
  readonly commit: string | undefined;
  /** First 12 digits of the SHA-256 of the content. */
  readonly digest: string;
}

/** `<start>[-<commit>]-<digest>`, without `.json`: no two documents ever share it. */
export function documentName(run: Run, content: string): string {
  const commit = commitOf(run);
  return [
    compact(run.startedAt),
    ...(commit === null ? [] : [commit.slice(0, digits)]),
    digestOf(content),
  ].join('-');
}

/** The same of an acknowledgement, which has no commit. */
export function acknowledgementName({ acknowledgedAt }: Acknowledgement, content: string): string {
  return `${compact(acknowledgedAt)}-${digestOf(content)}`;
}

/**
 * What a file's name says, `.json` and the number of a second one included; undefined where it is
 * no document's.
 */
export function parseDocumentName(name: string): DocumentName | undefined {
  const [, date, hour, minute, second, fraction = '', commit, digest] = pattern.exec(name) ?? [];
  if (date === undefined || digest === undefined) return undefined;
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date) ?? [];
  const start = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`);
  return Number.isNaN(start) ? undefined : { start, commit, digest };
}

/**
 * Whether a name may be that of a run of one of these commits: one without a commit has to be read
 * to find out.
 */
export function mayBeOf(name: DocumentName | undefined, commits: ReadonlySet<string>): boolean {
  return name?.commit === undefined || commits.has(name.commit);
}

/** Commits as names have them. */
export function shortCommits(commits: readonly string[]): ReadonlySet<string> {
  return new Set(commits.map(commit => commit.slice(0, digits)));
}

/** First digits of the content's SHA-256, as they stand in its name. */
export function digestOf(content: string): string {
  return sha256Hex(content).slice(0, digits);
}

/** The digest that stands in the name of a run's document, or would. */
export function documentDigest(run: Run, name: DocumentName | undefined): string {
  return name?.digest ?? digestOf(encodeRun(run));
}

function compact(time: string): string {
  return time.replaceAll(/[-:]/g, '');
}

const digits = 12;
const pattern =
  /^(\d{8})T(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z(?:-([0-9a-f]{12}))?-([0-9a-f]{12})(?:\.\d+)?\.json$/;
