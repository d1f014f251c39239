import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { decodeRun, encodeRun } from '../../src/suites/document.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../fixtures/runs/first.json'), 'utf8');

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** What the decoder says of a real run after one change. */
function rejections(change: (run: Mutable<Run>) => void): string[] {
  const run = JSON.parse(text) as Mutable<Run>;
  change(run);
  const decoded = decodeRun(run);
  return decoded.ok ? [] : decoded.rejections.map(({ path, problem }) => `${path}: ${problem}`);
}

describe('a run document', () => {
  it('that the product wrote decodes, and is encoded to one text whatever the order of its keys', () => {
    const decoded = decodeRun(JSON.parse(text));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
    const { value } = decoded;
    const reversed = Object.fromEntries(Object.entries(value).toReversed()) as unknown as Run;
    expect(JSON.parse(encodeRun(value))).toEqual(JSON.parse(text));
    expect(encodeRun(reversed)).toBe(encodeRun(value));
  });

  it.each<[string, (run: Mutable<Run>) => void, RegExp]>([
    [
      'lacks a round',
      run => void run.rounds.pop(),
      /^rounds: 2 of 3 planned rounds, though it says/,
    ],
    [
      'has more rounds than planned',
      run => void run.rounds.push({ ...run.rounds[0], index: 3 } as never),
      /^rounds: 4 rounds, but 3/,
    ],
    [
      'has a round twice',
      run => void Object.assign(run.rounds[1] ?? {}, { index: 0 }),
      /^rounds\.1\.index: is not 1/,
    ],
    ['lacks an arm', run => void run.arms.pop(), /^arms: has 7 arms, the plan 8/],
    [
      'has two arms of one name',
      run => void Object.assign(run.arms[3] ?? {}, { name: run.arms[2]?.name }),
      /^arms\.3: a second head arm/,
    ],
    [
      'has an arm of another name than planned',
      run => void Object.assign(run.arms[3] ?? {}, { name: 'other' }),
      /^arms\.3: is not the arm 3/,
    ],
    [
      'measures an arm that is not there',
      run => void Object.assign(run.rounds[0]?.measurements[0] ?? {}, { arm: 99 }),
      /measurements\.0\.arm: there is no arm 99/,
    ],
    [
      'measures a workload that is not in its suite',
      run => void Object.assign(run.rounds[0]?.measurements[0] ?? {}, { workload: 'x' }),
      /the suite has no workload x/,
    ],
    [
      'lets an arm leave out workloads',
      run => void Object.assign(run.plan.arms[0] ?? {}, { workloads: ['seqwr'] }),
      /^plan\.arms\.0: .*workloads/,
    ],
    [
      'plans an arm that is not there',
      run => void run.plan.order[0]?.push(9),
      /^plan\.order\.0: does not name each/,
    ],
    [
      'is attested against its evidence',
      run => void Object.assign(run.arms[2]?.attestation.evidence[0] ?? {}, { found: 'other' }),
      /^arms\.2\.attestation: says ok, but/,
    ],
    [
      'is attested without evidence',
      run => void Object.assign(run.arms[2]?.attestation ?? {}, { evidence: [] }),
      /^arms\.2\.attestation: says ok, but format in QEMU is not told/,
    ],
    [
      'has a key that is not that of its mode',
      run => void Object.assign(run.arms[2] ?? {}, { key: 'format=raw' }),
      /^arms\.2\.key: is not the key/,
    ],
    [
      'names a disk as not measured that it measured',
      run => void Object.assign(run.plan, { unchanged: ['other', 'none'] }),
      /^plan\.unchanged\.1: is an arm of the plan/,
    ],
    [
      'tells more of a definition than any has',
      run => {
        const said = { name: 'iotune', value: '1' };
        const unmeasured = Array.from({ length: 65 }, () => said);
        const definition = { path: 'a', target: 'b', line: 1, lines: {}, told: [], unmeasured };
        Object.assign(run.plan.arms[2] ?? {}, { definition });
      },
      /^plan\.arms\.2\.definition\.unmeasured: /,
    ],
    [
      'has a made-up fingerprint',
      run => void Object.assign(run, { fingerprint: '0'.repeat(64) }),
      /^fingerprint: is not that/,
    ],
    [
      'has a suite that nobody knows',
      run => void Object.assign(run.plan.suite, { name: 'other' }),
      /^plan\.suite\.name: there is no suite other/,
    ],
    [
      'has a suite without a field of its kind',
      run => void Object.assign(run.plan.suite, { files: undefined }),
      /^plan\.suite\.files: /,
    ],
    [
      'has a suite with a field that its kind lacks',
      run => void Object.assign(run.plan.suite, { host: 'name' }),
      /^plan\.suite: .*host/,
    ],
    [
      'has a suite without workloads',
      run => void Object.assign(run.plan.suite, { workloads: [] }),
      /^plan\.suite\.workloads: /,
    ],
    [
      'has a workload of another kind',
      run => void Object.assign(run.plan.suite.workloads[1] ?? {}, { mode: 'trim' }),
      /^plan\.suite\.workloads\.1\.mode: /,
    ],
    [
      'has a measurement whose tool ended before its seconds',
      run => void Object.assign(run.rounds[1]?.measurements[0] ?? {}, { seconds: 0.4 }),
      /^rounds\.1\.measurements\.0: it ended after 0\.4 s, before the 1\.8 s that it/,
    ],
    [
      'has a value that is no number',
      run => void Object.assign(run.rounds[0]?.measurements[0] ?? {}, { value: null }),
      /^rounds\.0\.measurements\.0\.value: /,
    ],
    [
      'has a field that is not known',
      run => void Object.assign(run, { host: 'name' }),
      /^\(document\): .*host/,
    ],
  ])('that %s is refused with the path', (_, change, expected) => {
    expect(rejections(change).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });
});
