import { describeRejection, type Outcome } from '../../src/core/rejection.ts';

/** The value of an outcome; a test with a rejection fails with its text. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.rejections.map(describeRejection).join('\n'));
}
