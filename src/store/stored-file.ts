import { constants, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Acknowledgement, decodeAcknowledgement } from '../core/acknowledgement.ts';
import { describeRejection, type Rejection } from '../core/rejection.ts';
import type { Run } from '../core/run.ts';
import { decodeRun } from '../core/run-checks.ts';
import { messageOf } from '../errors.ts';
import { digestOf, parseDocumentName } from './document-name.ts';

/** Largest document that is read or written, in bytes: a run of 1000 rounds is a tenth of it. */
export const largestDocument = 64 * 1024 * 1024;

/**
 * Most bytes of documents that are read at once, in a directory as from a ref: anybody may have put
 * them there.
 */
export const mostBytes = 64 * 1024 * 1024;

/** Why a document was not read. */
export const tooMuchAtOnce = `the documents before it already have ${mostBytes} bytes`;

/** A stored file: what is in it, or the sentence that says why that can't be used. */
export type StoredFile =
  | { readonly run: Run }
  | { readonly acknowledgement: Acknowledgement }
  | { readonly reason: string };

/** What a file is by its place; nobody's word is taken for it. */
export type DocumentKind = 'run' | 'acknowledgement';

/**
 * Reads one document of the store. Nothing in it is trusted, and whatever is wrong with it is a
 * reason, not an error.
 */
export async function readStoredFile(
  path: string,
  kind: DocumentKind = 'run',
): Promise<StoredFile> {
  const text = await readBounded(path);
  return typeof text === 'string' ? decodeStored(text, { name: basename(path), kind }) : text;
}

/** The same of a text that is read already; `name` is its file's. */
export function decodeStored(
  text: string,
  { name, kind }: { name: string; kind: DocumentKind },
): StoredFile {
  const document = parseJson(text);
  if ('reason' in document) return document;
  if (
    typeof document.value !== 'object' ||
    document.value === null ||
    Array.isArray(document.value)
  )
    return { reason: 'it is no run document: it is JSON, but no object' };
  const schema = schemaOf(document.value);
  if (typeof schema === 'number' && schema > 1) {
    return {
      reason: `it has schema ${schema}, which a newer version wrote; this one reads schema 1`,
    };
  }
  const digest = parseDocumentName(name)?.digest;
  if (digest !== undefined && digest !== digestOf(text)) {
    return {
      reason:
        'its content does not match the digest in its name, so it was changed after it was stored',
    };
  }
  if (kind === 'acknowledgement') {
    const decoded = decodeAcknowledgement(document.value);
    return decoded.ok
      ? { acknowledgement: decoded.value }
      : { reason: `it is no acknowledgement: ${describeFew(decoded.rejections)}` };
  }
  const run = decodeRun(document.value);
  return run.ok
    ? { run: run.value }
    : { reason: `it is no run document: ${describeFew(run.rejections)}` };
}

async function readBounded(path: string): Promise<string | { readonly reason: string }> {
  try {
    // Neither follows a link out of the store nor waits for the other end of a pipe.
    await using file = await open(
      path,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    const facts = await file.stat();
    if (!facts.isFile()) return { reason: 'it is not a regular file' };
    if (facts.size > largestDocument) {
      return {
        reason: `it has ${facts.size} bytes, more than the ${largestDocument} of the largest document`,
      };
    }
    return await file.readFile('utf8');
  } catch (error) {
    return {
      reason: `it can not be read: ${messageOf(error)}`,
    };
  }
}

function parseJson(text: string): { readonly value: unknown } | { readonly reason: string } {
  if (text.trim() === '') return { reason: 'it is empty' };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return {
      reason: `it is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`,
    };
  }
}

function schemaOf(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'schema' in document
    ? document.schema
    : undefined;
}

function describeFew(rejections: readonly Rejection[]): string {
  const [first] = rejections;
  const others = rejections.length - 1;
  // A key of the document, which a rejection quotes, may be megabytes long.
  const said = first === undefined ? 'unknown' : describeRejection(first).slice(0, 500);
  return `${said}${others > 0 ? ` (and ${others} more)` : ''}`;
}
