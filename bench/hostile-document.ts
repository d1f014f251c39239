import type { Run } from '../src/core/run.ts';
import { decodeStored } from '../src/store/documents.ts';
import { largestBlob } from '../src/store/git/contents.ts';
import { encodeRun } from '../src/suites/document.ts';

/** A text that somebody who may push could store, of the largest size that is read from a ref. */
interface HostileDocument {
  readonly name: string;
  readonly text: string;
}

/**
 * Documents that cost their reader the most: all of their rounds are as the schema wants them and
 * have as many measurements as it allows, so that nothing is refused early.
 */
export function hostileDocuments(genuine: Run): readonly HostileDocument[] {
  const full = fullRun(genuine);
  const last = '"value": 1';
  const at = full.lastIndexOf(last);
  const wrong = `${full.slice(0, at)}"value": -1${full.slice(at + last.length)}`;
  return [
    { name: 'wrong in its last value', text: wrong },
    { name: 'without a fault', text: full },
  ];
}

/** What a stored document says, or why it is refused. */
export function readHostile({ text }: HostileDocument): ReturnType<typeof decodeStored> {
  return decodeStored(text, { name: 'hostile.json', kind: 'run' });
}

/** A genuine run with rounds of 10,000 measurements each, until it is as large as may be. */
function fullRun(genuine: Run): string {
  const [round] = genuine.rounds;
  const [measurement] = round?.measurements ?? [];
  if (round === undefined || measurement === undefined)
    throw new RangeError('a run without measurements');
  const measurements = Array.from({ length: 10_000 }, () => ({ ...measurement, value: 1 }));
  const compact = (count: number): string => {
    const rounds = Array.from({ length: count }, (_, index) => ({ ...round, index, measurements }));
    const order = rounds.map(() => genuine.plan.order[0] ?? []);
    const plan = { ...genuine.plan, gate: undefined, rounds: count, order };
    return JSON.stringify(JSON.parse(encodeRun({ ...genuine, plan, rounds, looks: [] })));
  };
  const perRound = compact(2).length - compact(1).length;
  const whole = compact(Math.max(1, Math.floor((largestBlob - compact(1).length) / perRound) + 1));
  return whole.replaceAll('"value":1', '"value": 1');
}
