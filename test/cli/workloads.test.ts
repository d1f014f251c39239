import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workloadsCommand } from '../../src/cli/modes.ts';
import { GateError } from '../../src/errors.ts';
import { shapeSchema } from '../../src/suites/shape.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

async function listed(own: string, format = 'text'): Promise<string> {
  await using directory = await temporaryDirectory();
  const config = join(directory.path, 'gate.yml');
  await writeFile(config, `version: 1\nworkloads: ${own}\n`);
  const terminal = keptTerminal(directory.path);
  expect(await workloadsCommand({ config, format }, terminal)).toBe(0);
  return terminal.printed.join('');
}

test('the suite’s workloads and those of the config are listed in words, each with its digest', async () => {
  const lines = (await listed('{ oltp: { read: 70 %, block: 8 KiB, jobs: 4 } }')).split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[3]).toMatch(
    /^syncwrite-4k-qd1 +random writes, 4 KiB, depth 1, fdatasync after each \([0-9a-f]{16}\)$/,
  );
  expect(lines[8]).toMatch(/^oltp +random 70 % reads \+ 30 % writes, 8 KiB, depth 1 x 4 jobs \(/);
});

test('as JSON they are what a run document has of them', async () => {
  const { workloads } = JSON.parse(await listed('[read-1m-qd8]', 'json')) as {
    readonly workloads: readonly Record<string, unknown>[];
  };
  expect(workloads).toHaveLength(8);
  for (const { asks, digest, ...shape } of workloads) {
    expect(shapeSchema.parse(shape)).toEqual(shape);
    expect(String(asks)).toMatch(/^(random|sequential) (reads|writes)/);
    expect(String(digest)).toMatch(/^[0-9a-f]{16}$/);
  }
});

test('a wrong one is an error of the config', async () => {
  const failure = await listed('{ oltp: { depth: 0 } }').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GateError);
  expect((failure as GateError).facts.problem).toContain('from 1 to 1024');
});
