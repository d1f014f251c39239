import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selftestCommand } from '../../src/cli/selftest.ts';
import { encodeRun } from '../../src/core/run.ts';
import { describeError, exitStatusOf } from '../../src/errors.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { twinRun } from '../harness/twin-builder.ts';
import { keptTerminal } from './terminal.ts';

test('a selftest of a document measures nothing, and prints text or JSON', async () => {
  await using directory = await temporaryDirectory();
  const from = [join(directory.path, 'run.json')];
  writeFileSync(from[0] ?? '', encodeRun(twinRun()));
  const terminal = keptTerminal(directory.path);
  expect(await selftestCommand({ from, runs: '100', rounds: '8' }, terminal)).toBe(0);
  expect(terminal.printed[0]).toMatch(/^Storage gate selftest: 20 rounds/);
  expect(await selftestCommand({ from, runs: '100', rounds: '8', format: 'json' }, terminal)).toBe(
    0,
  );
  expect(JSON.parse(terminal.printed[1] ?? '')).toMatchObject({
    schema: 1,
    judged: { rounds: 8 },
    wiring: null,
  });
});

test.each([
  [{ suite: 'seed' }, /--suite: a selftest is of the gate suite/],
  [{ aaRounds: '3' }, /--aa-rounds: "3" is not a whole number from 4 to 100/],
  [{ from: ['/nonexistent.json'] }, /nonexistent\.json can't be used/],
])('%j is refused with status 2', async (options, message) => {
  await using directory = await temporaryDirectory();
  const error: unknown = await selftestCommand(options, keptTerminal(directory.path)).catch(
    (reason: unknown) => reason,
  );
  expect(describeError(error)).toMatch(message);
  expect(exitStatusOf(error)).toBe(2);
});
