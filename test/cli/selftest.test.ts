import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selftestCommand } from '../../src/cli/selftest.ts';
import { describeError, exitStatusOf, GateError } from '../../src/errors.ts';
import type { measure } from '../../src/measure/measure.ts';
import { knownLevel, madeUpMeasure } from '../harness/made-up-run.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

const quick = { suite: 'pairs', profile: 'quick', workloads: 'randread-4k-qd1' };
const falseAlarm = madeUpMeasure(arm =>
  arm.layers === undefined && arm.side === 'head' ? 0.8 : knownLevel(arm),
);
const uncaught = madeUpMeasure(() => 1);

/** What a selftest ends with and prints; it is printed in two parts, one for each run. */
async function selftest(options: Parameters<typeof selftestCommand>[0], how?: typeof measure) {
  await using directory = await temporaryDirectory();
  const terminal = keptTerminal(directory.path);
  const status = await selftestCommand({ ...quick, ...options }, terminal, how ?? madeUpMeasure());
  return { status, text: terminal.printed.join(''), ...terminal };
}

test('without a disk one is measured, which is said; both runs and the conclusion are printed', async () => {
  const { status, text, said, printed } = await selftest({});
  expect(status).toBe(0);
  expect(said).toEqual(['no disk is named: --disk none is measured']);
  expect(printed).toHaveLength(2);
  expect(text).toMatch(/^Selftest, 1 of 2: nothing changed, head and base are the same disks\n\n/);
  expect(text).toMatch(/^unchanged: none of 1 gated cell lost more than its tolerance \(5 %\)$/m);
  expect(text).toMatch(/^ {2}disk +workload +base +head +change +± 10 % +interval +MDE +verdict$/m);
  expect(text).toMatch(
    /^Selftest, 2 of 2: a known loss, 60 needless nodes of QEMU below the head\n\nregressed: /m,
  );
  expect(text).toMatch(
    /\n\nSelftest passed: unchanged disks read unchanged, a real loss of 60 % regressed\n$/,
  );
});

test('the disks of the config are measured, and nothing is said', async () => {
  await using directory = await temporaryDirectory();
  const config = join(directory.path, 'gate.yml');
  writeFileSync(config, 'version: 1\ndisks:\n  prod: { cache: writeback }\n');
  const { text, said } = await selftest({ config });
  expect(said).toEqual([]);
  expect(text).toMatch(/^ {2}prod +random read 4k, depth 1 .*unchanged$/m);
});

test('a loss that was not caught ends with 1, and says what that means', async () => {
  const { status, text } = await selftest({}, uncaught);
  expect(status).toBe(1);
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(
    /Selftest FAILED - the known loss was not caught: with 60 needless nodes below it the head read unchanged, so a green gate on this host says nothing\. If .* shows the loss $/,
  );
});

test('unchanged disks that are red end with 1, as a false alarm and with what to do', async () => {
  const { status, text } = await selftest({}, falseAlarm);
  expect(status).toBe(1);
  expect(text).toMatch(/^regressed: 1 of 1 gated cell regressed: .*-20 %/m);
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(
    /Selftest FAILED - a false alarm: .*`storage-gate doctor` and docs\/other-load\.md $/,
  );
});

test('colours only repeat the words', async () => {
  await using directory = await temporaryDirectory();
  const terminal = { ...keptTerminal(directory.path), color: true };
  await selftestCommand(quick, terminal, madeUpMeasure());
  expect(terminal.printed.join('')).toContain('\u001b[1mSelftest, 1 of 2');
});

test.each([
  ['passed', undefined, 0, { passed: true, problems: [] }],
  ['failed', uncaught, 1, { passed: false, problems: [/known loss was not caught/] }],
] as const)(
  'JSON of one that %s has both reports in one document',
  async (_, how, status, ends) => {
    const found = await selftest({ format: 'json' }, how);
    expect(found.status).toBe(status);
    expect(found.printed).toHaveLength(1);
    const problems = ends.problems.map(problem => expect.stringMatching(problem));
    const json: unknown = JSON.parse(found.text);
    expect(json).toMatchObject({ schema: 1, passed: ends.passed, problems, layers: 60 });
    expect(json).toMatchObject({
      unchanged: {
        schema: 1,
        verdict: 'unchanged',
        judgement: { cells: expect.arrayContaining([expect.objectContaining({ gated: true })]) },
        run: { rounds: 6 },
      },
      knownLoss: { schema: 1, verdict: status === 0 ? 'regressed' : 'unchanged' },
    });
  },
);

test('trouble has its own exit status', async () => {
  const hung: typeof measure = async wanted => ({
    ...(await madeUpMeasure()(wanted)),
    trouble: new GateError('guest-hung', { problem: 'the guest hung' }),
  });
  const error: unknown = await selftest({}, hung).catch((reason: unknown) => reason);
  expect(exitStatusOf(error)).toBe(69);
});

test.each([
  [{ suite: 'sysbench' }, /--suite: a selftest is of a suite that gates; the sysbench suite/],
  [{ rounds: '0' }, /--rounds: "0" is not a whole number from 1 to 100/],
  [{ disk: ['host'] }, /the suite pairs has no host rows/],
  [{ config: '/nonexistent.yml' }, /nonexistent\.yml/],
])('%j is refused with status 2', async (options, message) => {
  const given =
    'suite' in options ? { ...options, profile: undefined, workloads: undefined } : options;
  const error: unknown = await selftest(given).catch((reason: unknown) => reason);
  expect(describeError(error)).toMatch(message);
  expect(exitStatusOf(error)).toBe(2);
});
