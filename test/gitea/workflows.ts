import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const step = z.looseObject({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});
const workflow = z.looseObject({
  jobs: z.record(z.string(), z.looseObject({ steps: z.array(step) })),
});
type Step = z.infer<typeof step>;

/** An example, whole, but for what `edit` makes of its steps. */
function example(name: string, edit: (each: Step) => Step): string {
  const whole = workflow.parse(parse(readFileSync(join(root, 'examples', name), 'utf8')));
  const jobs = Object.entries(whole.jobs).map(([key, job]) => [
    key,
    { ...job, steps: job.steps.map(edit) },
  ]);
  return stringify({ ...whole, jobs: Object.fromEntries(jobs) });
}

/** An example of the gate, under emulation, which every machine has. */
export function gateExample(name: string): string {
  return example(name, emulated);
}

function emulated(each: Step): Step {
  return each.uses?.endsWith('/qemu-storage-gate@v0') === true
    ? { ...each, with: { ...each.with, accel: 'tcg', install: 'never' } }
    : each;
}

export function reportExample(name: string): string {
  return example(name, each => each);
}

/** The watching example, with the permission that its comment names, and no patience. */
export function watchExample(): string {
  const text = example('watch.yml', each => ({ ...each, env: { ...each.env, MINUTES: 0 } }));
  return text.replace('statuses: write', 'contents: write');
}

/** A workflow of the steps in docs/forges.md that hand a run document over by a branch. */
export function branchExample(): string {
  const page = readFileSync(join(root, 'docs/forges.md'), 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => parse(text));
  const [measure, report] = z.array(z.array(step)).length(2).parse(blocks);
  const checkout = parse(readFileSync(join(root, 'examples/gitea.yml'), 'utf8')).jobs.gate.steps[0];
  // A text, since Gitea takes jobs apart and loses an alias of a list between them.
  const job = { 'runs-on': 'storage' };
  return stringify({
    name: 'By a branch',
    on: 'pull_request',
    permissions: { contents: 'write', 'pull-requests': 'write' },
    jobs: {
      measure: { ...job, steps: [checkout, ...(measure ?? []).map(emulated)] },
      report: { ...job, if: 'always()', needs: 'measure', steps: report },
    },
  });
}

/** What the small repositories measure: as little as can be red, of a disk at either speed. */
export function config(cache: 'unsafe' | 'directsync'): string {
  return stringify({
    version: 1,
    disks: { prod: { cache, size: '64MiB' } },
    workloads: ['write-1m-qd2'],
    profile: 'quick',
    // One cell takes so many to be red, where one run in eight may be red by chance.
    rounds: 3,
    policy: { 'false-alarm': '15%' },
    budget: '20m',
    'lock-wait': '30m',
  });
}
