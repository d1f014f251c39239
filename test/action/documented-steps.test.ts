import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { workflowBlocks, workflowFiles } from '../harness/documented-workflow.ts';
import { startGithub } from '../harness/github.ts';
import { mergeOfPull } from '../harness/github-state.ts';
import { events, gitAlone, startRunner } from '../harness/runner.ts';
import { runStep } from '../harness/step.ts';

const steps = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          with: z.record(z.string(), z.coerce.string()).optional(),
        }),
      ),
    }),
  ),
});

/**
 * The steps that call us, of everything that people copy, with what the runner would make of their
 * expressions.
 */
const documented = [...workflowFiles(), ...workflowBlocks()].flatMap(({ place, text }) =>
  Object.entries(steps.parse(parse(text)).jobs).flatMap(([job, { if: condition, steps: each }]) =>
    each.flatMap(({ uses = '', with: inputs = {} }) =>
      uses === './' || uses.includes('/qemu-storage-gate')
        ? [
            {
              place: `${place}, ${job}`,
              isReport: uses.includes('/report@'),
              isPush: condition?.includes("== 'push'"),
              inputs: evaluated(inputs),
            },
          ]
        : [],
    ),
  ),
);

function evaluated(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const values: Readonly<Record<string, string>> = {
    'matrix.drive': 'nvme',
    'needs.measure.result': 'success',
    'runner.temp': '/nothing',
    'github.run_id': '42',
    "github.event_name == 'merge_group' && 'always' || 'never'": 'never',
  };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [
      name,
      text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
        const value = values[expression];
        if (value === undefined) throw new Error(`nobody knows the value of ${expression}`);
        return value;
      }),
    ]),
  );
}

/** Without a config at base and head there would be nothing to measure. */
const askedFor = {
  ...events.pullRequest,
  change: { pull_request: { labels: [{ name: 'storage-gate-measure' }] } },
};

describe('a step that people copy', () => {
  test('is found in README, docs and examples', () => {
    const places = documented.map(({ place }) => place);
    expect(places).toEqual(
      expect.arrayContaining([
        'README.md, block 2, gate',
        '.github/workflows/ci.yml, action',
        'examples/storage-gate.yml, gate',
        'examples/matrix.yml, report',
      ]),
    );
  });

  test.each(documented.filter(({ isReport }) => !isReport))(
    'comes as far as the packages of the host in $place',
    async ({ inputs, isPush }) => {
      const event = isPush === true ? events.pushToDefault : askedFor;
      const own = {
        ...inputs,
        baseline: `dir:/nothing/${inputs['baseline']?.replaceAll(/\W/g, '-') ?? 'default'}`,
        install: 'never',
        // That of the example need not be on this host, and would be told first.
        directory: '',
      };
      const { config } = own as { config?: string };
      const files = {
        '.git/HEAD': mergeOfPull,
        ...(config !== undefined && { [config]: readFileSync(config, 'utf8') }),
      };
      const step = await runStep({ event, inputs: own, env: { PATH: gitAlone } }, files);
      expect(step.main.status, step.main.output).toBe(69);
      expect(step.annotations[0]?.message).toContain('qemu');
    },
  );

  test.each(documented.filter(({ isReport }) => isReport))(
    'judges documents, and takes one that is not there for missing, in $place',
    async ({ inputs }) => {
      await using github = await startGithub();
      using runner = startRunner('report');
      const step = await runner.runStep({
        event: events.pullRequest,
        apiUrl: github.apiUrl,
        inputs,
      });
      expect(step.main.status, step.main.output).toBe(1);
      expect(step.outputs['verdict']).toBe('missing');
    },
  );
});
