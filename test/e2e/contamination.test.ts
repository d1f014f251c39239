import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';

// Another process keeps a processor busy all the time, so that every round is disturbed, for sure
// and for real.

const program = resolve(import.meta.dirname, '../../src/cli.ts');
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'contamination-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

test('a host that others keep busy costs one round more, a caveat, the verdict and the place in the baseline', async () => {
  const measure =
    'measure --disk host --suite sysbench --rounds 2 --contamination cpu=5%,steal=100%,io=100%';
  // The loop is the shell's child and not the run's, and ends with it.
  const script = `
    while :; do :; done & loop=$!
    "$NODE" "$PROGRAM" ${measure} --directory "$PWD" --out run.json; status=$?
    kill $loop; exit $status`;
  const env = { NODE: process.execPath, PROGRAM: program };
  const namespace = process.getuid?.() === 0 ? ['--net'] : ['--map-root-user', '--net'];
  const gate = await execa('unshare', [...namespace, 'sh', '-c', script], {
    cwd: directory,
    env,
    reject: false,
  });
  expect(gate.exitCode).toBe(0);
  expect(gate.stderr).toMatch(
    /round 1 is dropped and measured again: other processes used \d+(\.\d+)? % of a processor/,
  );
  const run = await readRun();
  expect(run.dropped).toEqual([
    { index: 0, contamination: expect.objectContaining({ reasons: [expect.any(String)] }) },
  ]);
  expect(run.rounds.map(({ index }) => index)).toEqual([0, 1]);
  expect(run.rounds.every(({ contamination }) => contamination.reasons?.length === 1)).toBe(true);
  expect(run.caveats).toContainEqual({
    code: 'contaminated',
    text: expect.stringMatching(/^3 of 3 .* no baseline/),
  });
  const compared = await execa(process.execPath, [program, 'compare', 'run.json'], {
    cwd: directory,
    reject: false,
  });
  expect(compared.stdout).toMatch(/3 of 3 measured rounds were disturbed/);
});

async function readRun(): Promise<Run> {
  const decoded = decodeRun(JSON.parse(await readFile(join(directory, 'run.json'), 'utf8')));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}
