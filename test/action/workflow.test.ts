import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(resolve(root, path), 'utf8');

const action = z
  .object({ inputs: z.record(z.string(), z.unknown()), outputs: z.record(z.string(), z.unknown()) })
  .parse(parse(textOf('action.yml')));

const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'none'])),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.string() }),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.int().positive(),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          id: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

const documented = ['examples/storage-gate.yml'];

describe.each([...documented, '.github/workflows/ci.yml'])('%s', path => {
  const content = workflow.parse(parse(textOf(path)));

  test('has a reason for each permission, a time limit, and cancels for pull requests only', () => {
    for (const name of Object.keys(content.permissions))
      expect(textOf(path)).toMatch(new RegExp(`^ +${name}: \\w+ # \\w`, 'm'));
    expect(content.concurrency['cancel-in-progress']).toBe("${{ github.event_name == 'pull_request' }}");
  });

  test('is not started by pull_request_target, and puts no expression into a script', () => {
    expect(Object.keys(content.on)).not.toContain('pull_request_target');
    expect(textOf(path)).not.toMatch(/run:.*\$\{\{/);
  });
});

describe.each(documented)('%s', path => {
  const steps = Object.values(workflow.parse(parse(textOf(path))).jobs).flatMap(job => job.steps);
  const gate = steps.find(({ uses }) => uses?.includes('qemu-storage-gate@'));

  test('gives the action inputs that it has', () => {
    expect(Object.keys(gate?.with ?? {})).not.toEqual([]);
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(gate?.with ?? {})));
  });

  test('reads outputs that the action has', () => {
    const read = [...textOf(path).matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/g)];
    expect(read.map(([, id]) => id)).toEqual(read.map(() => gate?.id));
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(read.map(([, , name]) => name)));
  });
});
