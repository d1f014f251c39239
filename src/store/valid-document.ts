import {
  type Acknowledgement,
  decodeAcknowledgement,
  encodeAcknowledgement,
} from '../core/acknowledgement.ts';
import { describeRejection, type Outcome } from '../core/rejection.ts';
import { encodeRun, type Run } from '../core/run.ts';
import { decodeRun } from '../core/run-checks.ts';
import { GateError, reportIt } from '../errors.ts';
import { acknowledgementName, documentName } from './document-name.ts';
import { largestDocument } from './stored-file.ts';

/**
 * A text that is to be stored, and the place that its content gives it: the same text is never
 * stored twice.
 */
export interface StoreDocument {
  /** Below the top of the store. */
  readonly folder: string;
  /** Without `.json`. */
  readonly name: string;
  readonly content: string;
}

/**
 * A run as it is to be stored. What is appended must be readable again, by its names too: the
 * fingerprint becomes a path. `bad-document` where it would not be.
 */
export function runDocument(run: Run): StoreDocument {
  const content = encodeRun(run);
  requireReadable('run', { content, decoded: decodeRun(JSON.parse(content)) });
  return { folder: `runs/${run.fingerprint}`, name: documentName(run, content), content };
}

/** The same of an acknowledgement. */
export function acknowledgementDocument(acknowledgement: Acknowledgement): StoreDocument {
  const content = encodeAcknowledgement(acknowledgement);
  requireReadable('acknowledgement', {
    content,
    decoded: decodeAcknowledgement(JSON.parse(content)),
  });
  const folder = `acknowledgements/${acknowledgement.fingerprint}`;
  return { folder, name: acknowledgementName(acknowledgement, content), content };
}

function requireReadable(
  what: string,
  { content, decoded }: { readonly content: string; readonly decoded: Outcome<unknown> },
): void {
  if (!decoded.ok) {
    const [first] = decoded.rejections;
    throw new GateError('bad-document', {
      problem: `the ${what} to be recorded is no valid document: ${first === undefined ? 'unknown' : describeRejection(first)}`,
      remedy: `${reportIt}, and with the document that was to be recorded`,
    });
  }
  const bytes = Buffer.byteLength(content);
  if (bytes <= largestDocument) return;
  throw new GateError('bad-document', {
    problem: `the ${what} to be recorded has ${bytes} bytes, at most ${largestDocument} can be stored`,
    remedy: 'measure fewer rounds',
  });
}
