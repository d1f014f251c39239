import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ourAccount } from '../../scripts/docs/account.ts';
import { measureLabel } from '../../src/action/acceptance.ts';
import { gateInputs, reportInputs } from '../../src/action/inputs.ts';
import { parseDuration } from '../../src/config/quantity.ts';
import { acceptedLabel } from '../../src/github/accepted-pull.ts';
import { diagnose, lint, workflowBlocks, workflowFiles } from '../harness/documented-workflow.ts';
import { evaluateExpression } from '../harness/expression.ts';

const root = resolve(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(resolve(root, path), 'utf8');
const outputsOf = (path: string) =>
  Object.keys(
    z.object({ outputs: z.record(z.string(), z.unknown()) }).parse(parse(textOf(path))).outputs,
  );

const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions,
  concurrency: z.object({
    group: z.string(),
    'cancel-in-progress': z.union([z.string(), z.boolean()]),
  }),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      'timeout-minutes': z.int().positive(),
      permissions: permissions.optional(),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          id: z.string().optional(),
          run: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

const files = workflowFiles();

test('the workflows that people copy are found', () => {
  expect(files.map(({ place }) => place)).toEqual(
    expect.arrayContaining([
      'examples/storage-gate.yml',
      'examples/matrix.yml',
      'examples/forks-report.yml',
    ]),
  );
  expect(workflowBlocks().map(({ place }) => place)).toContain('README.md, block 2');
});

describe("GitHub's language service", () => {
  test.each([...files, ...workflowBlocks()])('finds nothing wrong in $place', async documented => {
    const found = await diagnose(documented);
    // It does not know that the label events of Gitea name labels among the changes.
    const isTheirs = (text: string) =>
      documented.place.includes('gitea') && text.endsWith('might be invalid: changes');
    expect(found.filter(text => !isTheirs(text))).toEqual([]);
  });

  test.each([
    ['action.yml', gateInputs],
    ['report/action.yml', reportInputs],
  ])('knows the inputs of %s that the action takes, and no others', (path, names) => {
    const declared = z
      .object({ inputs: z.record(z.string(), z.unknown()) })
      .parse(parse(textOf(path)));
    expect(Object.keys(declared.inputs).toSorted()).toEqual(names.toSorted());
    expect(names.length).toBeLessThanOrEqual(16);
  });

  test.each(['action.yml', 'report/action.yml'])('finds nothing wrong in %s', async place => {
    expect(await diagnose({ place, text: textOf(place) })).toEqual([]);
  });

  test.each(['qemu-storage-gate@v0', 'qemu-storage-gate/report@v0'])(
    'finds an input that %s lacks',
    async uses => {
      const text = `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ${ourAccount}/${uses}\n        with:\n          speed: high\n`;
      expect(await diagnose({ place: 'bad.yml', text })).toEqual([
        expect.stringMatching(/bad\.yml:8: .*speed/),
      ]);
    },
  );
});

describe('actionlint', () => {
  test.each([...files, ...workflowBlocks()])('finds nothing wrong in $place', async documented => {
    expect(await lint(documented)).toEqual([]);
  });

  test('finds a script that a pull request could write into', async () => {
    const script = 'echo "${{ github.event.pull_request.title }}"';
    const text = `on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${script}\n`;
    expect(await lint({ place: 'bad.yml', text })).toEqual([
      expect.stringMatching(/potentially untrusted/),
    ]);
  });
});

describe.each(files)('$place', ({ place, text }) => {
  const content = workflow.parse(parse(text));
  const jobs = Object.values(content.jobs);
  const gates = jobs.flatMap(({ steps }) =>
    steps.filter(({ uses }) => uses === './' || uses?.includes('qemu-storage-gate')),
  );

  test('has a reason for each permission', () => {
    const granted = [content.permissions, ...jobs.map(job => job.permissions ?? {})];
    for (const name of granted.flatMap(each => Object.keys(each))) {
      expect(text).toMatch(new RegExp(`^ +${name}: \\w+ # \\w`, 'm'));
    }
  });

  test('cancels nothing but what a new push to a pull request, or a label of the gate, made pointless', () => {
    const { 'cancel-in-progress': cancels } = content.concurrency;
    const isCancelled = (event_name: string, event: object) =>
      typeof cancels === 'boolean' ? cancels : evaluateExpression(cancels, { event_name, event });
    for (const name of ['push', 'merge_group', 'workflow_run', 'schedule'])
      expect(isCancelled(name, {})).toBe(false);
    const labelled = (name: string) =>
      isCancelled(
        'pull_request',
        place.includes('gitea')
          ? { action: 'label_updated', changes: { added_labels: [{ name }], removed_labels: null } }
          : { action: 'labeled', label: { name } },
      );
    const isPull = 'pull_request' in content.on;
    expect(isCancelled('pull_request', { action: 'synchronize' })).toBe(isPull);
    if (!isPull || !/^ +types: .*\blabeled\b/m.test(text)) return;
    expect([measureLabel, acceptedLabel].map(labelled)).toEqual([true, true]);
    expect(labelled('bug')).toBe(false);
  });

  test('gives what records the right to write contents, and to read pull requests', () => {
    const recording = jobs.filter(job => job.if === "github.event_name == 'push'");
    expect(recording.map(job => job.permissions)).toEqual(
      recording.map(() => ({ contents: 'write', 'pull-requests': 'read' })),
    );
  });

  test('lets a job read, of what runs in a merge queue, whether a loss is accepted', () => {
    const queued = 'merge_group' in content.on ? jobs : [];
    const judging = queued.filter(
      job =>
        job.if !== "github.event_name == 'push'" && job.steps.some(step => gates.includes(step)),
    );
    for (const job of judging) {
      const granted = job.permissions ?? content.permissions;
      expect(granted).toMatchObject({
        contents: 'read',
        'pull-requests': expect.stringMatching(/^(read|write)$/),
      });
    }
  });

  test('is not started by pull_request_target unless it takes nothing up but what stands in it, and filters no paths, which a required status would wait for', () => {
    const foreign = jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect('pull_request_target' in content.on ? foreign : []).toEqual([]);
    expect(text).not.toMatch(/^ +paths(-ignore)?:/m);
  });

  test('ends a run by the budget of the example config, and not by the time limit of its job', () => {
    const { budget } = z
      .object({ budget: z.string() })
      .parse(parse(textOf('examples/storage-gate.config.yml')));
    const seconds = parseDuration('budget', budget);
    const measuring = jobs.filter(({ steps }) =>
      steps.some(({ uses }) => uses?.includes('/qemu-storage-gate@')),
    );
    for (const job of measuring)
      expect(seconds.ok && seconds.value < job['timeout-minutes'] * 60).toBe(true);
  });

  test('reads outputs that the action has', () => {
    // Steps of that name are another's action.
    const read = [...text.matchAll(/steps\.(?!deploy\.)(\w+)\.outputs\.([\w-]+)/g)];
    expect(read.map(([, id]) => id)).toEqual(
      read.map(() => gates.find(({ id }) => id !== undefined)?.id),
    );
    expect(outputsOf('action.yml')).toEqual(expect.arrayContaining(read.map(([, , name]) => name)));
  });
});

/** Jobs whose token may write contents though more than a push runs them, as `PLACE: JOB`. */
function openWriters({ place, text }: { place: string; text: string }): string[] {
  const { on, permissions: ofAll, jobs } = granting.parse(parse(text));
  // Of these events only what was merged runs.
  if (typeof on === 'object' && ['push', 'schedule'].includes(Object.keys(on).join())) return [];
  return Object.entries(jobs).flatMap(([name, job]) => {
    const contents = (job.permissions ?? ofAll)?.['contents'];
    const isOpen = contents === 'write' && job.if !== "github.event_name == 'push'";
    return isOpen ? [`${place}: ${name}`] : [];
  });
}

const granting = z.object({
  on: z.union([z.string(), z.record(z.string(), z.unknown())]),
  permissions: permissions.optional(),
  jobs: z.record(
    z.string(),
    z.object({ if: z.string().optional(), permissions: permissions.optional() }),
  ),
});

test('only what records or releases may write contents, apart from jobs that say so', () => {
  expect([...files, ...workflowBlocks()].flatMap(openWriters)).toEqual([
    // Gitea and Forgejo know no smaller permission for a status.
    'examples/gitea-report.yml: report',
    'examples/gitea.yml: gate',
    'README.md, block 2: gate',
  ]);
  for (const page of ['README.md', 'SECURITY.md', 'examples/gitea.yml'])
    expect(textOf(page).replaceAll(/[\s#]+/g, ' '), page).toMatch(
      /each of your branches [^.]*may write/i,
    );
});

test('only an example for machines that are thrown away lets the action install something', () => {
  const asking = [...files, ...workflowBlocks()].filter(({ text }) =>
    /^ +install: auto$/m.test(text),
  );
  expect(asking.map(({ place }) => place)).toEqual(['examples/hosted.yml']);
  const { runs } = z
    .object({ runs: z.object({ using: z.string() }) })
    .parse(parse(textOf('action.yml')));
  // The first runner that has it, which older ones are told to become.
  expect(runs.using).toBe('node24');
  for (const page of ['docs/github.md', 'scripts/launcher.js'])
    expect(textOf(page)).toContain('2.327.1 or newer');
});

test('the comment command gives a privileged job nothing of a pull request but its number', () => {
  const text = textOf('examples/comment-command.yml');
  const { jobs, permissions: granted } = workflow.parse(parse(text));
  const steps = Object.values(jobs).flatMap(job => job.steps);
  expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual([]);
  expect(granted).toEqual({ actions: 'write', 'pull-requests': 'read' });
  for (const { run = '' } of steps) expect(run).not.toContain('${{');
  expect(text).not.toMatch(/github\.event\.comment\.body(?! == '\/storage-gate')/);
});

test('a release moves the branch of its major with the history at hand, and can be run again', () => {
  const { jobs } = workflow.parse(parse(textOf('.github/workflows/release.yml')));
  const [checkout] = jobs['publish']?.steps ?? [];
  expect(checkout?.with).toMatchObject({ 'fetch-depth': 0 });
  const scripts = jobs['publish']?.steps.flatMap(({ run }) => run ?? []) ?? [];
  expect(scripts).toEqual([
    expect.stringMatching(/^gh release view .* \|\|\n +gh release create .* --draft /),
    expect.stringMatching(/^if \[ -z "\$\(npm view .*\n +npm publish /),
    expect.stringMatching(/^gh release edit .* --draft=false$/),
    expect.stringMatching(/^git push origin "HEAD:/),
  ]);
});

test('a leg of a matrix that hands its run over, and the final job, name the same documents and stores', () => {
  const { jobs } = z
    .object({
      jobs: z.object({
        measure: z.object({
          strategy: z.object({ matrix: z.object({ drive: z.array(z.string()) }) }),
        }),
        report: z.object({ steps: z.array(z.object({ with: z.record(z.string(), z.unknown()) })) }),
      }),
    })
    .parse(parse(textOf('examples/matrix.yml')));
  const lines = (line: (drive: string) => string) =>
    jobs.measure.strategy.matrix.drive.map(line).join('');
  expect(jobs.report.steps.at(-1)?.with).toMatchObject({
    'run-path': lines(drive => `legs/storage-gate-${drive}/run.json\n`),
    baseline: lines(drive => `git:refs/storage-gate/baselines:${drive}\n`),
    measured: '${{ needs.measure.result }}',
  });
});
