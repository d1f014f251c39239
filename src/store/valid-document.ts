import { describeRejection } from '../core/rejection.ts';
import { decodeRun, encodeRun, type Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { largestDocument } from './stored-file.ts';

/**
 * The text of a run to be stored. What is appended must be readable again, by its names too: the fingerprint becomes a
 * path. `bad-document` where it would not be.
 */
export function encodeValid(run: Run): string {
  const content = encodeRun(run);
  const decoded = decodeRun(JSON.parse(content));
  if (!decoded.ok) {
    const [first] = decoded.rejections;
    throw new GateError('bad-document', {
      problem: `the run to be recorded is no valid document: ${first === undefined ? 'unknown' : describeRejection(first)}`,
    });
  }
  if (Buffer.byteLength(content) > largestDocument) {
    throw new GateError('bad-document', {
      problem: `the run to be recorded has ${Buffer.byteLength(content)} bytes, at most ${largestDocument} can be stored`,
      remedy: 'measure fewer rounds',
    });
  }
  return content;
}
