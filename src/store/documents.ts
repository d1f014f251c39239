import { constants, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Acknowledgement, decodeAcknowledgement } from '../core/acknowledgement.ts';
import { commitOf } from '../core/commit.ts';
import { sha256Hex } from '../core/digest.ts';
import { describeRejection, type Outcome, type Rejection } from '../core/rejection.ts';
import type { Run } from '../core/run.ts';
import { decodeVerdict, type KeptVerdict } from '../core/verdict.ts';
import { GateError, messageOf, reportIt } from '../errors.ts';
import { readBounded } from '../process/bounded-file.ts';
import { decodeRun, encodeRun } from '../suites/document.ts';

/** Largest document that is read or written, in bytes: a run of 1000 rounds is a tenth of it. */
export const largestDocument = 64 * 1024 * 1024;

/**
 * Most bytes of documents that are read at once, from a directory or a ref: anybody may have put
 * them there.
 */
export const mostBytes = 64 * 1024 * 1024;

/** Why a document is not read once `mostBytes` are reached. */
export const tooMuchAtOnce = `the documents before it already have ${mostBytes} bytes`;

/** A stored file: its content, or a sentence that says why it cannot be used. */
export type StoredFile =
  | { readonly run: Run }
  | { readonly acknowledgement: Acknowledgement }
  | { readonly verdict: KeptVerdict }
  | { readonly reason: string };

/** Kind of a document, decided by its place in the store and never by its content. */
export type DocumentKind = 'run' | 'acknowledgement' | 'verdict';

const kinds = {
  run: { decode: decodeRun, words: 'a run document' },
  acknowledgement: { decode: decodeAcknowledgement, words: 'an acknowledgement' },
  verdict: { decode: decodeVerdict, words: 'a verdict' },
};

/** The folders of a store, by what lies in them. */
export const kindOfFolder: ReadonlyMap<string, DocumentKind> = new Map(
  (Object.keys(kinds) as DocumentKind[]).map(kind => [`${kind}s`, kind]),
);

/**
 * What the name of a document says, so that a baseline is selected from thousands without reading
 * them.
 */
export interface DocumentName {
  /** When the run started, or somebody acknowledged, in milliseconds since 1970. */
  readonly start: number;
  /** First 12 digits of the commit that was measured; undefined where there is none. */
  readonly commit: string | undefined;
  /** First 12 digits of the SHA-256 of the content. */
  readonly digest: string;
}

/**
 * A text to store, and its place, which follows from its content: the same text is never stored
 * twice.
 */
export interface StoreDocument {
  /** Below the top of the store. */
  readonly folder: string;
  /** Without `.json`: `<start>[-<commit>]-<digest>`, which no two documents ever share. */
  readonly name: string;
  readonly content: string;
}

/**
 * A run as it will be stored; `bad-document` where it could not be read again. Its names matter
 * too: the fingerprint becomes a path.
 */
export function runDocument(run: Run): StoreDocument {
  const content = encodeRun(run);
  requireReadable('run', content);
  return { folder: `runs/${run.fingerprint}`, name: documentName(run, content), content };
}

/** The name of a run's document, without `.json`. */
export function documentName(run: Run, content: string): string {
  const commit = commitOf(run);
  return nameOf(run.startedAt, commit === null ? [] : [commit.slice(0, idDigits)], content);
}

/** What is kept beside the runs. */
export type SideDocument = Acknowledgement | KeptVerdict;

/** An acknowledgement or a verdict as it will be stored; of these the latter names its commit. */
export function sideDocument(document: SideDocument): StoreDocument {
  const { kind, fingerprint } = document;
  const content = `${JSON.stringify(document, undefined, 2)}\n`;
  requireReadable(kind, content);
  const name =
    kind === 'verdict'
      ? nameOf(document.judgedAt, [document.sha.slice(0, idDigits)], content)
      : nameOf(document.acknowledgedAt, [], content);
  return { folder: `${kind}s/${fingerprint}`, name, content };
}

function nameOf(time: string, commit: readonly string[], content: string): string {
  return [time.replaceAll(/[-:]/g, ''), ...commit, digestOf(content)].join('-');
}

function requireReadable(what: DocumentKind, content: string): void {
  const decoded = kinds[what].decode(JSON.parse(content));
  if (!decoded.ok)
    throw new GateError('bad-document', {
      problem: `the ${what} to be recorded is not a valid document: ${firstOf(decoded.rejections)}`,
      remedy: `${reportIt}, and with the document that was to be recorded`,
    });
  const bytes = Buffer.byteLength(content);
  if (bytes <= largestDocument) return;
  throw new GateError('bad-document', {
    problem: `the ${what} to be recorded has ${bytes} bytes, at most ${largestDocument} can be stored`,
    remedy: 'measure fewer rounds',
  });
}

/**
 * What a file's name says, with `.json` and a number if it is a second one; undefined where it is
 * not a document's name.
 */
export function parseDocumentName(name: string): DocumentName | undefined {
  const found = namePattern.exec(name)?.groups;
  const { date, hour, minute, second, commit, digest = '' } = found ?? {};
  const day = date?.replace(/^(\d{4})(\d\d)/, '$1-$2-');
  const start = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(start) ? undefined : { start, commit, digest };
}

/**
 * Whether a name is that of a document, or may once have been: a copy, or one that was packed or
 * put away. Files written aside begin with a dot.
 */
export function isLikeDocument(name: string): boolean {
  return /^[^.].*\.json/s.test(name);
}

const namePattern =
  /^(?<date>\d{8})T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d(?:\.\d{1,9})?)Z(?:-(?<commit>[0-9a-f]{12}))?-(?<digest>[0-9a-f]{12})(?:\.\d+)?\.json$/;

/** Digits of commits and of digests in names. */
export const idDigits = 12;

/** The digest in the name of a run's document, or the one that its name would have. */
export function documentDigest(run: Run, name: DocumentName | undefined): string {
  return name?.digest ?? digestOf(encodeRun(run));
}

function digestOf(content: string): string {
  return sha256Hex(content).slice(0, idDigits);
}

/**
 * Reads one document of the store. Nothing in it is trusted, and whatever is wrong with it is a
 * reason, not an error.
 */
export async function readStoredFile(
  path: string,
  kind: DocumentKind = 'run',
): Promise<StoredFile> {
  let text: string;
  try {
    // Does not follow a link out of the store.
    const bounds = { most: largestDocument, flags: constants.O_NOFOLLOW };
    text = readBounded(path, bounds).toString('utf8');
  } catch (error) {
    return { reason: `it cannot be read: ${messageOf(error)}` };
  }
  return decodeStored(text, { name: basename(path), kind });
}

/**
 * The run document at `path`; `bad-document` says what is wrong with it. Links are followed,
 * because the user named the path.
 */
export async function readRunFile(path: string): Promise<Run> {
  const file = await readStoredFile(await realpath(path).catch(() => path));
  if ('run' in file) return file.run;
  throw new GateError('bad-document', {
    problem: `${path} can't be used: ${'reason' in file ? file.reason : 'it is not a run'}`,
    remedy: 'give a document that `storage-gate measure --out` wrote',
    path,
  });
}

/** Decodes a text that was already read; `name` is the name of its file. */
export function decodeStored(
  text: string,
  { name, kind }: { readonly name: string; readonly kind: DocumentKind },
): StoredFile {
  if (text.trim() === '') return { reason: 'it is empty' };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { reason: `it is not JSON: ${messageOf(error).slice(0, 200)}` };
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return { reason: 'it is not a run document: it is JSON, but not an object' };
  if ('schema' in document && typeof document.schema === 'number' && document.schema > 1)
    return {
      reason: `it has schema ${document.schema}, written by a newer version; this version reads schema 1`,
    };
  const digest = parseDocumentName(name)?.digest;
  if (digest !== undefined && digest !== digestOf(text))
    return {
      reason:
        'its content does not match the digest in its name, so it was changed after it was stored',
    };
  const { decode, words } = kinds[kind];
  const decoded: Outcome<Run | SideDocument> = decode(document);
  if (!decoded.ok) return { reason: `it is not ${words}: ${firstOf(decoded.rejections)}` };
  const { value } = decoded;
  if ('kind' in value)
    return value.kind === 'verdict' ? { verdict: value } : { acknowledgement: value };
  const held = value.plan.arms.find(({ layers }) => layers !== undefined);
  return held === undefined
    ? { run: value }
    : { reason: `it was measured with a known loss below its disk ${held.name}` };
}

function firstOf(rejections: readonly Rejection[]): string {
  // A key of the document, which a rejection quotes, may be megabytes long.
  const said = rejections.slice(0, 1).map(one => describeRejection(one).slice(0, 500));
  return `${said.join()}${rejections.length > 1 ? ` (and ${rejections.length - 1} more)` : ''}`;
}
